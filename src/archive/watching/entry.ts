import type { GraphStore, HistoryEntry } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import { difference, type FieldDifference } from '../../model/difference.ts'
import type { Id } from '../../model/ids.ts'
import type { State } from '../../model/records.ts'

/** Entries of a history read at once. */
const PAGE = 50

/** What somebody may be told of: as SEMANTICS 7 lists them, and what a question has found. */
export const WHATS = ['added', 'changed', 'ended', 'disputed', 'merged', 'decided', 'found'] as const
export type What = (typeof WHATS)[number]

export interface Entry {
  readonly entry: HistoryEntry
  /** The version before that the viewer may look at. */
  readonly before?: HistoryEntry
}

/**
 * What a changeset made of a record, as the viewer may look at it now and could then: the last of its versions, and the
 * one that stood before it. Undefined where they may not.
 */
export async function entryAt(graph: Pick<GraphStore, 'history'>, viewer: Viewer, record: Id, changeset: Id): Promise<Entry | undefined> {
  let entry: HistoryEntry | undefined
  for (let after: string | undefined; ;) {
    const page = await graph.history(record, viewer, { first: PAGE, ...(after === undefined ? {} : { after }) })
    for (const one of page.items) {
      if (one.changeset === changeset) entry ??= one
      else if (entry !== undefined) return { entry, before: one }
    }
    if (!page.hasNextPage) return entry && { entry }
    after = page.endCursor
  }
}

const OPEN: readonly State[] = ['draft', 'proposed', 'returned']
const SETTLED: readonly State[] = ['published', 'returned', 'declined']

/** Which of the things one watches for it is. */
export function whatOf({ entry, before }: Entry): What {
  const { op, state, record } = entry
  if (op === 'merge' || op === 'unmerge') return 'merged'
  if (op !== 'put') return 'ended'
  const was = before?.record
  if (record?.type === 'evidence' && record.stance === 'disputes' && (was?.type !== 'evidence' || was.stance !== 'disputes' || before?.state !== 'published')) return 'disputed'
  if (before !== undefined && before.state !== 'draft' && OPEN.includes(before.state) && before.state !== state && SETTLED.includes(state)) return 'decided'
  if (before === undefined || !['published', 'proposed'].includes(before.state)) return 'added'
  if (record?.type === 'relation' && was?.type === 'relation' && isEnd(record.end) && !isEnd(was.end)) return 'ended'
  return 'changed'
}

/** Unknown and open are no end. */
const isEnd = (end: string | undefined): boolean => end !== undefined && end !== '..'

/** Parts that differ, without what says who may read it, and that evidence waits to be confirmed since its relation changed. */
export const changesOf = ({ entry, before }: Entry): readonly FieldDifference[] =>
  (entry.record === null || before?.record == null ? [] : difference(before.record, entry.record).filter(({ field, after }) => field !== 'audience' && !(field === 'unchecked' && after === true)))
