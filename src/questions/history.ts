import type { HistoryEntry, Page } from '../graph/port.ts'
import { audienceTold } from '../model/audience.ts'
import { difference, type FieldDifference } from '../model/difference.ts'
import type { Id } from '../model/ids.ts'
import { pageOf } from './entity.ts'
import type { Asking } from './context.ts'

export interface Change extends HistoryEntry {
  /** Against the version before that this viewer sees. */
  readonly changed: readonly FieldDifference[]
}

/** Who changed a record when, why and in what, newest first. */
export async function history(asking: Asking, id: Id, args: { first?: number | null; after?: string | null }): Promise<Page<Change>> {
  const page = pageOf(args)
  const found = await asking.graph.history(id, asking.viewer, page)
  // the last entry of a page is compared with the first of the next
  const next = found.hasNextPage && found.endCursor !== undefined
    ? (await asking.graph.history(id, asking.viewer, { first: 1, after: found.endCursor })).items[0]
    : undefined
  const told = [...found.items, ...(next === undefined ? [] : [next])].map((entry) => ({ ...entry, record: entry.record && { ...entry.record, audience: audienceTold(entry.record.audience, asking.viewer) } }))
  const items = told.slice(0, found.items.length).map((entry, i) => {
    const changed = entry.record === null ? [] : difference(told[i + 1]?.record ?? undefined, entry.record)
    return { ...entry, changed }
  })
  return { ...found, items }
}
