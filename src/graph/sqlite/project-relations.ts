import { UNKNOWN_BOUNDS } from '../../model/dates.ts'
import { boundsOfRelation, evidenceClearance, LEVELS, type Support } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../model/records.ts'
import { isApart } from '../waiting.ts'
import { stateCode } from './codes.ts'
import { bytesOf } from './ids.ts'
import { Insert, parameters } from './insert.ts'
import { noteMissing, resolveMissing } from './project-entities.ts'
import { noteLed, noteWaiting, noWaiting } from './project-waiting.ts'
import type { Chain } from './chain.ts'
import type { Projecting } from './projecting.ts'
import type { PieceRights } from './rights.ts'
import type { Stored } from './shelf.ts'
import { COUNTED } from './tally.ts'
import type { Touched } from './touched.ts'

const INSERT_RELATION = new Insert('relation', parameters(21))
const UPDATE_RELATION = `UPDATE relation SET version = ?2, state = ?3, audience = ?4, payload = ?5, type = ?6, from_recorded = ?7, to_recorded = ?8,
  from_node = ?9, to_node = ?10, level = ?11, deprecated = ?12, clearance = ?13, reading = ?14, start_earliest = ?15, start_latest = ?16,
  end_earliest = ?17, end_latest = ?18, changed = ?19, id = ?20, bytes = ?21 WHERE key = ?1`
const INSERT_EVIDENCE = new Insert('evidence', parameters(13))
const UPDATE_EVIDENCE = `UPDATE evidence SET version = ?2, state = ?3, audience = ?4, payload = ?5, relation = ?6, source_recorded = ?7, source = ?8,
  shown = ?9, clearance = ?10, reading = ?11, id = ?12, bytes = ?13 WHERE key = ?1`

type Was = readonly [type: number | null, clearance: number, level: number, from: number | null, to: number | null]

interface Piece extends Support {
  readonly stored: Stored
  readonly chain: Chain | undefined
}

/** Writes a relation as traversal and pages read it, and every piece of its evidence. */
export function projectRelation(projecting: Projecting, id: Id): void {
  const { writer, sequence } = projecting
  const { connection, tally } = writer
  const stored = projecting.current(id)!
  const { head, number, payload } = stored
  const isNew = wasMade(stored)
  if (isNew && projecting.anyMissing) resolveMissing(projecting, id)
  const record = head.record as RelationRecord | null
  const from = record === null ? undefined : projecting.chain(record.from)
  const to = record === null ? undefined : projecting.chain(record.to)
  const pieces = piecesOf(projecting, id, isNew ? undefined : number)
  const rights = writer.surroundings.rights(projecting.readers, head, from, to, pieces)
  const { level, clearance, reading } = rights
  const type = record === null ? null : writer.types.number(record.relation)
  const bounds = record === null ? UNKNOWN_BOUNDS : boundsOfRelation(record)
  const was = isNew ? undefined : connection.row<Was>('SELECT type, clearance, level, from_recorded, to_recorded FROM relation WHERE key = ?', number)!
  if (was !== undefined) {
    const [wasType, wasClearance, wasLevel] = was
    if (wasLevel === LEVELS.published) tally.add(COUNTED.relation, wasType!, wasClearance, -1)
  }
  if (level === LEVELS.published) tally.add(COUNTED.relation, type!, clearance, 1)
  const row = [
    number, head.version, stateCode(head.state), projecting.audience(head), payload, type,
    from?.node ?? null, to?.node ?? null, from?.canonical ?? null, to?.canonical ?? null,
    level, Number(record?.standing === 'deprecated'), clearance, reading,
    bounds.startEarliest, bounds.startLatest, bounds.endEarliest, bounds.endLatest, sequence, id, bytesOf(id),
  ]
  if (isNew) connection.insert(INSERT_RELATION, row)
  else connection.run(UPDATE_RELATION, ...row)
  pieces.forEach((piece, i) => writeEvidence(projecting, piece, number, rights.pieces[i]!))
  noteWaiting(projecting, stored, { type: 1, isNew, word: type, reading }, pieces.map((piece, i) => ({ ...piece, reading: rights.pieces[i]!.reading })))
  noteLed(projecting, stored, reading, was?.slice(3) ?? [], [from, to])
  pieces.forEach(({ stored: piece, chain }, i) => {
    noteWaiting(projecting, piece, { type: 2, isNew: wasMade(piece), reading: rights.pieces[i]!.reading, source: chain?.node ?? null, isApart: isApart(piece.head.state, head.state) })
  })
  const missing = record === null ? [] : [...(from === undefined ? [record.from] : []), ...(to === undefined ? [record.to] : [])]
  if (missing.length > 0 || projecting.anyMissing) noteMissing(projecting, number, 1, isNew, missing)
}

/** Evidence that is about nothing: its payload is gone, or a draft names a relation that is not there. */
export function projectStray(projecting: Projecting, id: Id): void {
  const piece = pieceOf(projecting, id)
  const clearance = piece.chain === undefined ? 0 : projecting.writer.clearances.number(evidenceClearance(piece))
  writeEvidence(projecting, piece, null, { shown: LEVELS.none, clearance, reading: 0 })
  noWaiting(projecting, piece.stored, 2)
}

const wasMade = (stored: Stored): boolean => 'type' in stored && (stored as Touched).before === undefined

/** Everything on a relation as it is after the changeset. */
function piecesOf(projecting: Projecting, relation: Id, key: number | undefined): Piece[] {
  const ids = new Set(projecting.evidence.get(relation))
  if (key !== undefined) for (const [id] of projecting.writer.connection.rows<[Id]>('SELECT id FROM evidence WHERE relation = ?', key)) ids.add(id)
  const pieces: Piece[] = []
  for (const id of ids) {
    const piece = pieceOf(projecting, id)
    if ((piece.evidence.record as EvidenceRecord | null)?.relation === relation) pieces.push(piece)
  }
  return pieces
}

function pieceOf(projecting: Projecting, id: Id): Piece {
  const stored = projecting.current(id)!
  const record = stored.head.record as EvidenceRecord | null
  const chain = record === null ? undefined : projecting.chain(record.source)
  return { stored, evidence: stored.head, source: chain?.heads ?? [], chain }
}

type Row = readonly [shown: number, reading: number, relation: number | null, source: number | null, clearance: number]

function writeEvidence(projecting: Projecting, { stored, evidence, chain }: Piece, relation: number | null, { shown, clearance, reading }: PieceRights): void {
  const { connection, tally } = projecting.writer
  const { number, payload } = stored
  const isNew = wasMade(stored)
  if (!isNew) {
    const was = connection.row<Row>('SELECT shown, reading, relation, source, clearance FROM evidence WHERE key = ?', number)!
    const now: Row = [shown, reading, relation, chain?.canonical ?? null, clearance]
    if (!('type' in stored) && was.every((value, i) => value === now[i])) return
    if (was[0] === LEVELS.published) tally.add(COUNTED.evidence, 0, was[1], -1)
  }
  if (shown === LEVELS.published) tally.add(COUNTED.evidence, 0, reading, 1)
  const row = [
    number, evidence.version, stateCode(evidence.state), projecting.audience(evidence), payload,
    relation, chain?.node ?? null, chain?.canonical ?? null, shown, clearance, reading, evidence.id, bytesOf(evidence.id),
  ]
  if (isNew) connection.insert(INSERT_EVIDENCE, row)
  else connection.run(UPDATE_EVIDENCE, ...row)
  const record = evidence.record as EvidenceRecord | null
  const missing = record === null ? [] : [...(relation === null ? [record.relation] : []), ...(chain === undefined ? [record.source] : [])]
  if (missing.length > 0 || projecting.anyMissing) noteMissing(projecting, number, 2, isNew, missing)
}
