import { every } from '../../graph/every.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { isSameStatement } from '../../model/commit.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, EvidenceRecord } from '../../model/records.ts'
import type { Taken, Touch } from '../../model/undo.ts'
import { headsOf } from '../access/heads.ts'
import { same } from '../three-way.ts'
import type { Planning } from './planning.ts'

/** What taking one changeset back has come to so far. */
export interface Taking {
  /** Of the changeset. */
  readonly sequence: number
  readonly touches: readonly Touch[]
  readonly heads: ReadonlyMap<Id, Head>
  /** Whether whoever undoes it sees the record. */
  readonly sees: (id: Id) => boolean
}

/**
 * Undoing is nobody's look at the evidence (SEMANTICS 3): a piece comes back, or loses its mark, only as checked as it was,
 * and unchecked where its relation does not say again what it said then. (Other evidence of a relation that changes is
 * marked as it is written.)
 */
export async function keepDoubts(planning: Planning, taking: Taking, backs: Map<Id, Taken>): Promise<void> {
  const { touches, heads, sees } = taking
  const suspects: EvidenceRecord[] = []
  for (const [id, { words }] of backs) if (isCleared(words, heads.get(id)!)) suspects.push(words)
  // an undone import has none of these
  if (suspects.length === 0 && touches.every(({ words }) => words?.before == null)) return
  const touched = new Map(touches.map((touch) => [touch.id, touch]))
  const others = suspects.length === 0 ? heads : await headsOf(planning.graph, [...new Set(suspects.map(({ relation }) => relation).filter((id) => !touched.has(id)))], WHOLE)
  for (const piece of suspects) {
    const [was, then] = [touched.get(piece.id)!.words?.before ?? piece, touched.get(piece.relation)]
    const now = wordsAfter(piece.relation, backs, heads) ?? others.get(piece.relation)?.record
    const isSaid = then?.words === undefined ? await saidThen(planning, now, piece.relation, taking.sequence) : says(then.words.before, now)
    const words = marked(piece, !isSaid || (was as EvidenceRecord).unchecked === true)
    const { words: _, ...rest } = backs.get(piece.id)!
    if (!same(words, heads.get(piece.id)!.record)) backs.set(piece.id, { ...rest, words })
    else if (rest.link === undefined) backs.delete(piece.id)
    else backs.set(piece.id, rest)
  }
  // looked at when the relation was changed: also as it was before
  for (const { id, words } of touches) {
    if (words?.before == null || heads.get(id)?.type !== 'evidence' || backs.has(id) || !sees(id)) continue
    const piece = heads.get(id)!.record as EvidenceRecord | null
    if (piece === null) continue
    const now = backs.get(piece.relation)?.words
    if (typeof now !== 'object' || !says(touched.get(piece.relation)?.words?.before, now)) continue
    if (same(words.before, piece) && same(words.after, piece)) backs.set(id, { words: piece, stand: [] })
  }
}

const isLive = ({ state }: Pick<ArchiveRecord, 'state'>): boolean => state === 'published' || state === 'proposed'

/** Whether these words bring evidence back, or take its mark from it. */
const isCleared = (words: Taken['words'], head: Head): words is EvidenceRecord =>
  typeof words === 'object' && words.type === 'evidence' && isLive(words) && head.record?.type === 'evidence' && (!isLive(head) || (head.record.unchecked === true && words.unchecked !== true))

function marked({ unchecked: _, ...piece }: EvidenceRecord, isInDoubt: boolean): EvidenceRecord {
  return isInDoubt ? { ...piece, unchecked: true } : piece
}

/** The words that a record has once this is undone; those of what goes say what they said. */
function wordsAfter(id: Id, backs: ReadonlyMap<Id, Taken>, heads: ReadonlyMap<Id, Head>): ArchiveRecord | null | undefined {
  const words = backs.get(id)?.words
  return typeof words === 'object' ? words : heads.get(id)?.record
}

/** Whether it says the same; what is destroyed does as long as it stays so. */
const says = (then: ArchiveRecord | null | undefined, now: ArchiveRecord | null | undefined): boolean =>
  (then == null && now == null) || (then?.type === 'relation' && now?.type === 'relation' && isSameStatement(then, now))

/** Whether a relation says what it said before a changeset that did not touch it. */
async function saidThen({ graph }: Planning, now: ArchiveRecord | null | undefined, relation: Id, sequence: number): Promise<boolean> {
  const versions = await Array.fromAsync(every((page) => graph.history(relation, WHOLE, page), 20))
  if (versions.every(({ record }) => says(record, now))) return true
  for (const { changeset, record } of versions) if ((await graph.changeset({ id: changeset }))!.sequence < sequence) return says(record, now)
  return false
}
