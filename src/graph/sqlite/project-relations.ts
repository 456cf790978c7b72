import type { Head } from '../../model/changeset.ts'
import { NOBODY } from '../../model/clearance.ts'
import { UNKNOWN_BOUNDS } from '../../model/dates.ts'
import { edgeOf, evidenceClearance, isShown, LEVELS, type Level, type Support } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../model/records.ts'
import { evidenceReading, relationReading } from '../reading.ts'
import { stateCode } from './codes.ts'
import { noteMissing, resolveMissing } from './project-entities.ts'
import type { Chain, Projecting } from './projecting.ts'
import { COUNTED } from './tally.ts'

const INSERT_RELATION = `INSERT INTO relation VALUES (${Array(20).fill('?').join(', ')})`
const UPDATE_RELATION = `UPDATE relation SET version = ?2, state = ?3, audience = ?4, payload = ?5, type = ?6, from_recorded = ?7, to_recorded = ?8,
  from_node = ?9, to_node = ?10, level = ?11, deprecated = ?12, clearance = ?13, reading = ?14, start_earliest = ?15, start_latest = ?16,
  end_earliest = ?17, end_latest = ?18, changed = ?19, id = ?20 WHERE key = ?1`
const INSERT_EVIDENCE = `INSERT INTO evidence VALUES (${Array(12).fill('?').join(', ')})`
const UPDATE_EVIDENCE = `UPDATE evidence SET version = ?2, state = ?3, audience = ?4, payload = ?5, relation = ?6, source_recorded = ?7, source = ?8,
  shown = ?9, clearance = ?10, reading = ?11, id = ?12 WHERE key = ?1`

interface Piece extends Support {
  readonly chain: Chain | undefined
}

/** Writes a relation as traversal and pages read it, and every piece of its evidence. */
export function projectRelation(projecting: Projecting, id: Id): void {
  const { writer, sequence } = projecting
  const { connection, clearances, tally } = writer
  const { head, number, payload } = projecting.current(id)!
  const isNew = projecting.touched.get(id) !== undefined && projecting.touched.get(id)!.before === undefined
  if (isNew && projecting.anyMissing) resolveMissing(projecting, id)
  const record = head.record as RelationRecord | null
  const from = record === null ? undefined : projecting.chain(record.from)
  const to = record === null ? undefined : projecting.chain(record.to)
  const ends = [from?.heads ?? [], to?.heads ?? []] as const
  const pieces = piecesOf(projecting, id, isNew ? undefined : number)
  const edge = edgeOf(head, ...ends, pieces)
  const level = edge?.level ?? LEVELS.none
  const type = record === null ? null : writer.types.number(record.relation)
  const clearance = clearances.number(edge?.clearance ?? NOBODY)
  const bounds = edge?.bounds ?? UNKNOWN_BOUNDS
  if (!isNew) {
    const [wasType, wasClearance, wasLevel] = connection.row<[number | null, number, number]>('SELECT type, clearance, level FROM relation WHERE key = ?', number)!
    if (wasLevel === LEVELS.published) tally.add(COUNTED.relation, wasType!, wasClearance, -1)
  }
  if (level === LEVELS.published) tally.add(COUNTED.relation, type!, clearance, 1)
  connection.run(
    isNew ? INSERT_RELATION : UPDATE_RELATION,
    number, head.version, stateCode(head.state), projecting.audience(head), payload, type,
    from?.node ?? null, to?.node ?? null, from?.canonical ?? null, to?.canonical ?? null,
    level, Number(edge?.deprecated ?? false), clearance, clearances.number(relationReading(head, ...ends, pieces)),
    bounds.startEarliest, bounds.startLatest, bounds.endEarliest, bounds.endLatest, sequence, id,
  )
  for (const piece of pieces) writeEvidence(projecting, piece, { head, number, ends, level })
  const missing = record === null ? [] : [...(from === undefined ? [record.from] : []), ...(to === undefined ? [record.to] : [])]
  if (missing.length > 0 || projecting.anyMissing) noteMissing(projecting, number, 1, isNew, missing)
}

/** Evidence that is about nothing: its payload is gone, or a draft names a relation that is not there. */
export function projectStray(projecting: Projecting, id: Id): void {
  writeEvidence(projecting, pieceOf(projecting, id), undefined)
}

/** Everything on a relation as it is after the changeset. */
function piecesOf(projecting: Projecting, relation: Id, key: number | undefined): Piece[] {
  const ids = new Set(projecting.evidence.get(relation))
  if (key !== undefined) for (const [id] of projecting.writer.connection.rows<[Id]>('SELECT id FROM evidence WHERE relation = ?', key)) ids.add(id)
  return [...ids]
    .map((id) => pieceOf(projecting, id))
    .filter(({ evidence }) => (evidence.record as EvidenceRecord | null)?.relation === relation)
}

function pieceOf(projecting: Projecting, id: Id): Piece {
  const evidence = projecting.current(id)!.head
  const record = evidence.record as EvidenceRecord | null
  const chain = record === null ? undefined : projecting.chain(record.source)
  return { evidence, source: chain?.heads ?? [], chain }
}

interface About {
  readonly head: Head
  readonly number: number
  readonly ends: readonly [readonly Head[], readonly Head[]]
  readonly level: Level
}

type Row = readonly [shown: number, reading: number, relation: number | null, source: number | null, clearance: number]

function writeEvidence(projecting: Projecting, piece: Piece, about: About | undefined): void {
  const { connection, clearances, tally } = projecting.writer
  const { evidence, chain } = piece
  const { number, payload } = projecting.current(evidence.id)!
  const touched = projecting.touched.get(evidence.id)
  const isNew = touched !== undefined && touched.before === undefined
  const shown = about !== undefined && isShown(piece, about.level) ? about.level : LEVELS.none
  const reading = clearances.number(about === undefined ? NOBODY : evidenceReading(piece, about.head, ...about.ends))
  const clearance = chain === undefined ? 0 : clearances.number(evidenceClearance(piece))
  const now: Row = [shown, reading, about?.number ?? null, chain?.canonical ?? null, clearance]
  if (!isNew) {
    const was = connection.row<Row>('SELECT shown, reading, relation, source, clearance FROM evidence WHERE key = ?', number)!
    if (touched === undefined && was.every((value, i) => value === now[i])) return
    if (was[0] === LEVELS.published) tally.add(COUNTED.evidence, 0, was[1], -1)
  }
  if (shown === LEVELS.published) tally.add(COUNTED.evidence, 0, reading, 1)
  connection.run(
    isNew ? INSERT_EVIDENCE : UPDATE_EVIDENCE,
    number, evidence.version, stateCode(evidence.state), projecting.audience(evidence), payload,
    about?.number ?? null, chain?.node ?? null, chain?.canonical ?? null, shown, clearance, reading, evidence.id,
  )
  const record = evidence.record as EvidenceRecord | null
  const missing = record === null ? [] : [...(about === undefined ? [record.relation] : []), ...(chain === undefined ? [record.source] : [])]
  if (missing.length > 0 || projecting.anyMissing) noteMissing(projecting, number, 2, isNew, missing)
}
