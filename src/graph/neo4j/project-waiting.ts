import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import { confidenceOf, isApart, isGround, isQueued, waits } from '../waiting.ts'
import { ROOM } from './places.ts'
import type { Projected } from './project-relations.ts'
import type { Projecting } from './projecting.ts'
import type { ContentRow, EntityRow, EvidenceRow, HeadRow, RelationRow, StandaloneRow, WaitingRow } from './rows.ts'
import { statement } from './statements.ts'

type Waits = EntityRow | RelationRow | EvidenceRow | ContentRow | StandaloneRow

/** Has a record in the queue, or no longer. @param row what its node carries; undefined for what cannot be decided on */
export function noteWaiting(projecting: Projecting, id: Id, row: Waits | undefined, rows = row === undefined ? [] : waitingRows(projecting, id, row)): void {
  const before = projecting.before(id)
  // what somebody submitted says so in its payload
  if (before !== undefined && (waits(before.state) || before.payload?.includes('"by":') === true)) projecting.work.writes.dropWaiting(id)
  projecting.waiting.push(...rows)
}

/** A relation, and its evidence by itself where that waits for something else. */
export function noteRelationWaiting(projecting: Projecting, projected: Projected): void {
  const rows = Map.groupBy(relationWaiting(projecting, projected), ({ item }) => item)
  for (const row of [projected.relation, ...projected.evidence]) noteWaiting(projecting, row.id, row, rows.get(row.id) ?? [])
}

export function relationWaiting(projecting: Projecting, { relation, evidence }: Projected): WaitingRow[] {
  const item = waitingRows(projecting, relation.id, relation)
  const pieces = !waits(relation.state) ? [] : item.flatMap((row) => evidence.flatMap((piece): WaitingRow[] => {
    const head = projecting.current(piece.id)!
    return isGround(head) ? [{ ...row, piece: piece.id, reading: piece.reading, source: piece.sourceRecorded ?? null, rank: rankOf(head.record as EvidenceRecord) }] : []
  }))
  const apart = evidence.filter(({ state }) => isApart(state, relation.state)).flatMap((row) => waitingRows(projecting, row.id, row))
  return [...item, ...pieces, ...apart]
}

/** A record as it is queued by itself: none where it is not. `at` is the sequence that wrote it. */
export function waitingRows(projecting: Projecting, id: Id, row: Waits): WaitingRow[] {
  const head = projecting.current(id)!
  const { record } = head
  if (record === null || !isQueued(head)) return []
  const word = record.type === 'entity' ? record.kind : record.type === 'relation' ? record.relation : null
  const from = record.type === 'evidence' ? { source: record.source, rank: rankOf(record) } : { source: null, rank: (record.type === 'relation' && waits(head.state)) || record.by === undefined ? 0 : -1 }
  return [{ item: id, piece: '', state: head.state, at: sequenceOf(row), reading: row.reading, type: head.type, word, by: record.by ?? null, ...from }]
}

const rankOf = (record: EvidenceRecord): number => 0 - confidenceOf(record)
const sequenceOf = ({ places, version, written }: HeadRow): number => Math.floor(places[(written ?? version) - 1]! / ROOM)

/** The same with the moments of those sequences. */
export async function withMoments({ run }: Pick<Projecting['work'], 'run'>, rows: readonly WaitingRow[]): Promise<WaitingRow[]> {
  if (rows.length === 0) return []
  const moments = await run<{ sequence: number; at: number }>(statement('write/moments'), { sequences: [...new Set(rows.map(({ at }) => at))] })
  const atOf = new Map(moments.map(({ sequence, at }) => [sequence, at]))
  return rows.map((row) => ({ ...row, at: atOf.get(row.at)! }))
}

/** Once the changesets are written. */
export async function writeWaiting({ work, waiting }: Projecting): Promise<void> {
  for (const row of await withMoments(work, waiting)) work.writes.create('Waiting', row)
  work.writes.send()
  await work.writes.done()
}
