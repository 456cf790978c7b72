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

/** An entry, and where the page that it came on begins. */
interface Placed {
  readonly entry: HistoryEntry
  readonly after: string | undefined
  /** Its number on that page, from 1. */
  readonly number: number
}

/**
 * Who changed a record when, why and in what, newest first. What changed only what is hidden from this viewer is not
 * told: its reason would tell of it.
 */
export async function history(asking: Asking, id: Id, args: { first?: number | null; after?: string | null }): Promise<Page<Change>> {
  const { first = 20, after } = pageOf(args)
  const items: Change[] = []
  let last = undefined as Placed | undefined
  let hasNextPage = false
  const tell = (placed: Placed, older: HistoryEntry | undefined): void => {
    const changed = placed.entry.record === null ? [] : difference(older?.record ?? undefined, placed.entry.record)
    if (isUnseen(placed.entry, older, changed)) return
    if (items.length === first) {
      hasNextPage = true
      return
    }
    items.push({ ...placed.entry, changed })
    last = placed
  }
  let pending: Placed | undefined
  for await (const placed of entries(asking, id, first + 2, after)) {
    if (pending !== undefined) tell(pending, placed.entry)
    pending = placed
    if (hasNextPage) break
  }
  if (pending !== undefined && !hasNextPage) tell(pending, undefined)
  if (last === undefined) return { items, hasNextPage }
  // a place is that of what was told
  const { endCursor } = await asking.graph.history(id, asking.viewer, { first: last.number, ...(last.after === undefined ? {} : { after: last.after }) })
  return { items, ...(endCursor === undefined ? {} : { endCursor }), hasNextPage }
}

const isUnseen = ({ op, record }: HistoryEntry, older: HistoryEntry | undefined, changed: readonly FieldDifference[]): boolean =>
  op === 'put' && record !== null && older?.record != null && changed.length === 0

/** All there are, newest first, as this viewer may know them. */
async function* entries({ graph, viewer }: Asking, id: Id, many: number, from: string | undefined): AsyncGenerator<Placed> {
  for (let after = from; ;) {
    const page = await graph.history(id, viewer, { first: many, ...(after === undefined ? {} : { after }) })
    for (const [i, entry] of page.items.entries()) {
      const record = entry.record && { ...entry.record, audience: audienceTold(entry.record.audience, viewer) }
      yield { entry: { ...entry, record }, after, number: i + 1 }
    }
    if (!page.hasNextPage || page.endCursor === undefined) return
    after = page.endCursor
  }
}
