import { audienceKey } from '../../model/audience.ts'
import { NOBODY } from '../../model/clearance.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { recordCode, stateCode } from './codes.ts'
import type { Projecting } from './projecting.ts'
import { COUNTED } from './tally.ts'
import type { Touched } from './touched.ts'

const IN = 'IN (SELECT value FROM json_each(?1))'
/** Entities by themselves: neither merged nor survivors of others. */
const ALONE = `SELECT node FROM entity WHERE node ${IN} AND merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM entity AS other WHERE other.canonical = entity.node AND other.canonical <> other.node)`
/** Relations that lead to them. */
const leading = (end: 'from' | 'to'): string => `SELECT key FROM relation WHERE ${end}_node ${IN}`

/**
 * Withdrawals of what was published, all at once: undoing an import has a hundred thousand. Words and readers stay as
 * they were, so all that changes is that neither it nor what leads to it is stated any more.
 * @returns ids of touched records that are dealt with; what else is concerned is noted to be projected
 */
export function projectGone(projecting: Projecting): ReadonlySet<Id> {
  const { connection, clearances } = projecting.writer
  const done = new Set<Id>()
  const gone = [...projecting.touched].filter(([, touched]) => isGone(touched))
  if (gone.length === 0) return done
  const of = (type: number): Map<number, Id> => new Map(gone.flatMap(([id, touched]) => (touched.type === type ? [[touched.number, id]] : [])))
  const [entities, relations, evidence] = [of(0), of(1), of(2)]
  const nodes = connection.rows<[number]>(ALONE, JSON.stringify([...entities.keys()])).map(([node]) => node)
  goneEntities(projecting, nodes)
  const keys = new Set(relations.keys())
  const list = JSON.stringify(nodes)
  for (const end of ['from', 'to'] as const) for (const [key] of connection.rows<[number]>(leading(end), list)) keys.add(key)
  goneRelations(projecting, [...keys], clearances.number(NOBODY))
  const pieces = connection.rows<[number]>(`SELECT key FROM evidence WHERE relation ${IN}`, JSON.stringify([...keys])).map(([key]) => key)
  const going = new Set(pieces.filter((key) => evidence.has(key)))
  marked(projecting, 'relation', relations.keys())
  marked(projecting, 'evidence', going)
  queuedGone(projecting, [...nodes.map((node) => recordCode(node, 0)), ...[...relations.keys()].map((key) => recordCode(key, 1)), ...[...going].map((key) => recordCode(key, 2))])
  for (const node of nodes) done.add(entities.get(node)!)
  for (const id of relations.values()) done.add(id)
  for (const key of going) done.add(evidence.get(key)!)
  noteOthers(projecting, nodes, keys)
  return done
}

/** Only withdrawn, and read by the same people as before. */
const isGone = ({ head, before, type, payload }: Touched): boolean =>
  type < 3 && before !== undefined && head.state === 'withdrawn' && before.head.state === 'published' && head.version === before.head.version + 1 && head.mergedInto === before.head.mergedInto
  && head.audience.protocols.length > 0 && audienceKey(head.audience) === audienceKey(before.head.audience) && payload !== null && payload === before.payload

function marked({ writer: { connection } }: Projecting, table: 'relation' | 'evidence', keys: Iterable<number>): void {
  connection.run(`UPDATE ${table} SET version = version + 1, state = ?2 WHERE key ${IN}`, JSON.stringify([...keys]), stateCode('withdrawn'))
}

/** What somebody submitted is among their own in its new state. */
function queuedGone({ anyWaiting, writer: { connection } }: Projecting, items: readonly number[]): void {
  if (anyWaiting) connection.run(`UPDATE waiting SET state = ?2 WHERE piece = 0 AND item ${IN}`, JSON.stringify(items), stateCode('withdrawn'))
}

function goneEntities({ writer: { connection, tally }, sequence }: Projecting, nodes: readonly number[]): void {
  const list = JSON.stringify(nodes)
  for (const [kind, clearance, count] of connection.rows<[number, number, number]>(`SELECT kind, clearance, count(*) FROM entity WHERE node ${IN} AND level = ${LEVELS.published} GROUP BY kind, clearance`, list)) tally.add(COUNTED.entity, kind, clearance, -count)
  connection.run(`UPDATE entity SET version = version + 1, state = ?2, level = ${LEVELS.none}, changed = ?3 WHERE node ${IN}`, list, stateCode('withdrawn'), sequence)
}

function goneRelations({ writer: { connection, tally }, sequence }: Projecting, keys: readonly number[], nobody: number): void {
  const list = JSON.stringify(keys)
  for (const [type, clearance, count] of connection.rows<[number, number, number]>(`SELECT type, clearance, count(*) FROM relation WHERE key ${IN} AND level = ${LEVELS.published} GROUP BY type, clearance`, list)) tally.add(COUNTED.relation, type, clearance, -count)
  for (const [reading, count] of connection.rows<[number, number]>(`SELECT reading, count(*) FROM evidence WHERE relation ${IN} AND shown = ${LEVELS.published} GROUP BY reading`, list)) tally.add(COUNTED.evidence, 0, reading, -count)
  connection.run(`UPDATE relation SET level = ${LEVELS.none}, clearance = ?2, changed = ?3 WHERE key ${IN}`, list, nobody, sequence)
  connection.run(`UPDATE evidence SET shown = ${LEVELS.none} WHERE relation ${IN}`, list)
}

/** What rests on a source that goes, and the contents of what goes. */
function noteOthers(projecting: Projecting, nodes: readonly number[], keys: ReadonlySet<number>): void {
  const { writer: { connection }, relations, contents } = projecting
  const list = JSON.stringify(nodes)
  for (const [key, id, piece] of connection.rows<[number | null, Id | null, Id]>(`SELECT relation.key, relation.id, evidence.id FROM evidence LEFT JOIN relation ON relation.key = evidence.relation WHERE source_recorded ${IN}`, list)) {
    if (key === null) projecting.restate(piece, false)
    else if (!keys.has(key)) relations.add(id!)
  }
  for (const [id] of connection.rows<[Id]>(`SELECT id FROM content WHERE entity ${IN}`, list)) contents.add(id)
}
