import { NOBODY } from '../../model/clearance.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { recordCode, stateCode } from './codes.ts'
import { isGone } from '../gone.ts'
import type { Projecting } from './projecting.ts'
import { COUNTED } from './tally.ts'
import type { Touched } from './touched.ts'

const IN = 'IN (SELECT value FROM json_each(?1))'
/** Entities by themselves: neither merged nor survivors of others. */
const ALONE = `SELECT node FROM entity WHERE node ${IN} AND merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM entity AS other WHERE other.canonical = entity.node AND other.canonical <> other.node)`
/** Relations that lead to them, and are stated: to a department lead those of a whole import, and most went before it. */
const leading = (end: 'from' | 'to'): string => `SELECT key, id, level FROM relation WHERE ${end}_node ${IN} AND level IN (${LEVELS.published}, ${LEVELS.proposed})`

/**
 * Withdrawals of what was published, all at once: undoing an import has a hundred thousand. Words and readers stay as
 * they were, so all that changes is that neither it nor what leads to it is stated any more.
 * @returns ids of touched records that are dealt with; what else is concerned is noted to be projected
 */
export function projectGone(projecting: Projecting): ReadonlySet<Id> {
  const { connection, clearances } = projecting.writer
  const done = new Set<Id>()
  const gone = [new Map<number, Id>(), new Map<number, Id>(), new Map<number, Id>()] as const
  for (const [id, touched] of projecting.touched) if (goes(touched)) gone[touched.type]!.set(touched.number, id)
  const [entities, relations, evidence] = gone
  if (entities.size + relations.size + evidence.size === 0) return done
  const nodes = connection.rows<[number]>(ALONE, JSON.stringify([...entities.keys()])).map(([node]) => node)
  goneEntities(projecting, nodes)
  const keys = new Set(relations.keys())
  const list = JSON.stringify(nodes)
  for (const end of ['from', 'to'] as const) {
    for (const [key, id, level] of connection.rows<[number, Id, number]>(leading(end), list)) {
      // what waits for a decision hangs on what is proposed, too
      if (level === LEVELS.published || relations.has(key)) keys.add(key)
      else projecting.relations.add(id)
    }
  }
  goneRelations(projecting, keys, relations, clearances.number(NOBODY))
  const going = goneEvidence(projecting, keys, evidence)
  queuedGone(projecting, [...nodes.map((node) => recordCode(node, 0)), ...[...relations.keys()].map((key) => recordCode(key, 1)), ...[...going].map((key) => recordCode(key, 2))])
  for (const node of nodes) done.add(entities.get(node)!)
  for (const id of relations.values()) done.add(id)
  for (const key of going) done.add(evidence.get(key)!)
  noteOthers(projecting, nodes, keys)
  return done
}

const goes = ({ head, before, payload }: Touched): boolean => isGone(head, before?.head) && payload !== null && payload === before!.payload

/** What somebody submitted is among their own in its new state. */
function queuedGone({ anyWaiting, writer: { connection } }: Projecting, items: readonly number[]): void {
  if (anyWaiting) connection.run(`UPDATE waiting SET state = ?2 WHERE piece = 0 AND item ${IN}`, JSON.stringify(items), stateCode('withdrawn'))
}

function goneEntities({ writer: { connection, tally }, sequence }: Projecting, nodes: readonly number[]): void {
  const list = JSON.stringify(nodes)
  for (const [kind, clearance, count] of connection.rows<[number, number, number]>(`SELECT kind, clearance, count(*) FROM entity WHERE node ${IN} AND level = ${LEVELS.published} GROUP BY kind, clearance`, list)) tally.add(COUNTED.entity, kind, clearance, -count)
  connection.run(`UPDATE entity SET version = version + 1, state = ?2, level = ${LEVELS.none}, changed = ?3 WHERE node ${IN}`, list, stateCode('withdrawn'), sequence)
}

/** @param touched those of them that are withdrawn themselves: each row is written once */
function goneRelations({ writer: { connection, tally }, sequence }: Projecting, keys: ReadonlySet<number>, touched: ReadonlyMap<number, Id>, nobody: number): void {
  for (const [type, clearance, count] of connection.rows<[number, number, number]>(`SELECT type, clearance, count(*) FROM relation WHERE key ${IN} AND level = ${LEVELS.published} GROUP BY type, clearance`, JSON.stringify([...keys]))) tally.add(COUNTED.relation, type, clearance, -count)
  const unstated = `level = ${LEVELS.none}, clearance = ?2, changed = ?3`
  connection.run(`UPDATE relation SET version = version + 1, state = ?4, ${unstated} WHERE key ${IN}`, JSON.stringify([...touched.keys()]), nobody, sequence, stateCode('withdrawn'))
  const others = [...keys].filter((key) => !touched.has(key))
  if (others.length > 0) connection.run(`UPDATE relation SET ${unstated} WHERE key ${IN}`, JSON.stringify(others), nobody, sequence)
}

/** The evidence on these relations. @returns what of it is withdrawn itself */
function goneEvidence({ writer: { connection, tally } }: Projecting, relations: ReadonlySet<number>, touched: ReadonlyMap<number, Id>): Set<number> {
  const [going, others] = [new Set<number>(), [] as number[]]
  const counts = new Map<number, number>()
  for (const [key, reading, shown] of connection.rows<[number, number, number]>(`SELECT key, reading, shown FROM evidence WHERE relation ${IN}`, JSON.stringify([...relations]))) {
    if (touched.has(key)) going.add(key)
    else others.push(key)
    if (shown === LEVELS.published) counts.set(reading, (counts.get(reading) ?? 0) + 1)
  }
  for (const [reading, count] of counts) tally.add(COUNTED.evidence, 0, reading, -count)
  connection.run(`UPDATE evidence SET version = version + 1, state = ?2, shown = ${LEVELS.none} WHERE key ${IN}`, JSON.stringify([...going]), stateCode('withdrawn'))
  if (others.length > 0) connection.run(`UPDATE evidence SET shown = ${LEVELS.none} WHERE key ${IN}`, JSON.stringify(others))
  return going
}

/** What rests on a source that goes, and the contents of what goes. */
function noteOthers(projecting: Projecting, nodes: readonly number[], keys: ReadonlySet<number>): void {
  const { writer: { connection }, relations, contents } = projecting
  const list = JSON.stringify(nodes)
  for (const [key, id, piece] of connection.rows<[number | null, Id | null, Id]>(`SELECT relation.key, relation.id, evidence.id FROM evidence LEFT JOIN relation ON relation.key = evidence.relation WHERE source_recorded ${IN} AND (shown <> ${LEVELS.none} OR evidence.relation IS NULL)`, list)) {
    if (key === null) projecting.restate(piece, false)
    else if (!keys.has(key)) relations.add(id!)
  }
  for (const [id] of connection.rows<[Id]>(`SELECT id FROM content WHERE entity ${IN}`, list)) contents.add(id)
}
