import type { Waiting, WaitingQuery } from '../../src/graph/port.ts'
import type { Head } from '../../src/model/changeset.ts'
import type { Id } from '../../src/model/ids.ts'
import type { ContentRecord, EntityRecord, EvidenceRecord, RelationRecord } from '../../src/model/records.ts'
import type { Archive } from './archive.ts'
import type { Sight } from './sight.ts'

/** What waits for a decision, as `graph/waiting.ts` says it: all of it, in the order asked for. */
export function waiting(archive: Archive, sight: Sight, query: WaitingQuery): Waiting[] {
  const { state = 'proposed', order = 'oldest' } = query
  const seen = [...archive.heads.values()].filter((head) => head.record !== null && head.state === state && (isWaiting(state) || head.record.by !== undefined) && sight.isThere(head.id))
  const ends = new Set(seen.flatMap(({ record }) => (record?.type === 'relation' ? [record.from, record.to] : [])))
  const items = seen.filter((head) => isApart(archive, head, ends)).map((head) => ({ head, at: writtenAt(archive, head.id), grounds: groundsOf(archive, sight, head) }))
  return items.filter((item) => passes(item, query))
    .map(({ head, at, grounds }) => ({ id: head.id, type: head.type, at, confidence: Math.max(0, ...grounds.map((ground) => ground.confidence)) }))
    .sort((x, y) => {
      const byTime = x.at - y.at || (x.id < y.id ? -1 : 1)
      return order === 'newest' ? -byTime : order === 'confidence' ? y.confidence - x.confidence || byTime : byTime
    })
}

interface Ground {
  readonly source?: Id
  readonly confidence: number
}

const isWaiting = (state: Head['state']): boolean => state === 'proposed' || state === 'returned'

function isApart(archive: Archive, { id, state, record }: Head, ends: ReadonlySet<Id>): boolean {
  if (record!.type === 'evidence' && archive.heads.get((record as EvidenceRecord).relation)?.type !== 'relation') return false
  if (!isWaiting(state)) return true
  if (record!.type === 'entity') return !ends.has(id)
  if (record!.type === 'content') return archive.heads.get((record as ContentRecord).entity)?.state !== state
  if (record!.type !== 'evidence') return true
  return archive.heads.get((record as EvidenceRecord).relation)!.state !== state
}

function groundsOf(archive: Archive, sight: Sight, head: Head): Ground[] {
  const groundOf = ({ record }: Head): Ground => ({ source: (record as EvidenceRecord).source, confidence: (record as EvidenceRecord).confidence ?? 1 })
  if (head.type === 'evidence') return [groundOf(head)]
  if (head.type !== 'relation' || !isWaiting(head.state)) return [{ confidence: head.record!.by === undefined ? 0 : 1 }]
  return archive.evidenceOn(head.id).filter((piece) => ['proposed', 'returned', 'published'].includes(piece.state) && sight.head(piece.id) !== undefined).map(groundOf)
}

function writtenAt({ versions }: Archive, id: Id): number {
  return versions.get(id)!.findLast(({ operation }) => operation.op === 'put')!.changeset.at
}

function passes({ head: { type, record }, at, grounds }: { readonly head: Head; readonly at: number; readonly grounds: readonly Ground[] }, { types, relations, kinds, source, confidence, by, since = 0, until = Infinity }: WaitingQuery): boolean {
  if (types !== undefined && !types.includes(type)) return false
  if (relations !== undefined || kinds !== undefined) {
    const isWanted = type === 'relation' ? relations?.includes((record as RelationRecord).relation) : type === 'entity' && kinds?.includes((record as EntityRecord).kind)
    if (isWanted !== true) return false
  }
  if (by !== undefined && record!.by !== by) return false
  if (at < since || at >= until) return false
  return (source === undefined && confidence === undefined) || grounds.some((ground) => (source === undefined || ground.source === source) && (confidence === undefined || ground.confidence >= confidence))
}
