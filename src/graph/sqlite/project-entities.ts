import type { Head } from '../../model/changeset.ts'
import { audienceKey } from '../../model/audience.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { bareKey, nameKey } from '../../model/names.ts'
import { readersOf } from '../../model/readers.ts'
import { displayName, type EntityRecord, type Identifier } from '../../model/records.ts'
import { kindCode, recordCode, stateCode } from './codes.ts'
import type { Chain } from './chain.ts'
import { bytesOf } from './ids.ts'
import { Insert, parameters } from './insert.ts'
import { noteWaiting } from './project-waiting.ts'
import type { Projecting } from './projecting.ts'
import { COUNTED } from './tally.ts'
import type { Touched } from './touched.ts'

type Row = readonly [id: Id, node: number, kind: number | null, canonical: number, clearance: number, level: number]

const ROW = 'SELECT id, node, kind, canonical, clearance, level FROM entity'
const INSERT = new Insert('entity', parameters(16))
const INSERT_NAME = new Insert('name', parameters(2), 'IGNORE')
const INSERT_IDENTIFIER = new Insert('identifier', parameters(3), 'IGNORE')
const UPDATE = `UPDATE entity SET version = ?2, state = ?3, audience = ?4, payload = ?5, merged_into = ?6, kind = ?7, canonical = ?8,
  clearance = ?9, level = ?10, changed = ?11, id = ?12, bytes = ?13, name = ?14, merge_rule = ?15, reading = ?16 WHERE node = ?1`

/** Writes touched entities (but for those that are done), moves those merged into them, and notes every relation and source this concerns. */
export function projectEntities(projecting: Projecting, done: ReadonlySet<Id>): void {
  const { connection, tally } = projecting.writer
  const before = new Map<Id, Row | undefined>()
  for (const [id, one] of projecting.touched) {
    if (one.type !== 0 || done.has(id)) continue
    const row = one.before === undefined ? undefined : connection.row<Row>(`${ROW} WHERE node = ?`, one.number)
    before.set(id, row)
    if (row === undefined || !moves(one)) continue
    // what was merged into the same survivor may have been so through this one
    for (const member of connection.rows<Row>(`${ROW} WHERE canonical = ?1 AND canonical <> node UNION ALL ${ROW} WHERE node = ?1`, row[3])) {
      if (!before.has(member[0])) before.set(member[0], member)
    }
  }
  const moved = new Map<number, Set<number>>()
  const redirected = new Map<string, Redirection>()
  for (const [id, row] of before) {
    const chain = projecting.chain(id)!
    const one = projecting.touched.get(id)
    const kind = one === undefined ? row![2] : kindOf(one.head)
    const shifted = row !== undefined && (row[3] !== chain.canonical || row[4] !== chain.clearance || row[5] !== chain.level)
    if (one !== undefined) writeEntity(projecting, one, chain, kind)
    else if (shifted) connection.run('UPDATE entity SET canonical = ?, clearance = ?, level = ?, changed = ? WHERE node = ?', chain.canonical, chain.clearance, chain.level, projecting.sequence, chain.node)
    if (row !== undefined && isCounted(row[5], row[3], row[1])) tally.add(COUNTED.entity, row[2]!, row[4], -1)
    if (isCounted(chain.level, chain.canonical, chain.node)) tally.add(COUNTED.entity, kind!, chain.clearance, 1)
    if (shifted && row[4] === chain.clearance && row[5] === chain.level) {
      const group = redirected.get(`${row[3]} ${chain.canonical}`)
      if (group === undefined) redirected.set(`${row[3]} ${chain.canonical}`, { from: row[3], to: chain.canonical, nodes: [chain.node] })
      else group.nodes.push(chain.node)
    } else if (shifted) {
      const group = moved.get(row[3])
      if (group === undefined) moved.set(row[3], new Set([chain.node]))
      else group.add(chain.node)
    }
    if (one !== undefined && one.before === undefined && projecting.anyMissing) resolveMissing(projecting, id)
  }
  for (const [canonical, nodes] of moved) noteConcerned(projecting, canonical, nodes)
  for (const redirection of redirected.values()) redirect(projecting, redirection)
}

/** Nodes that had one survivor and have another, of the same readers and the same standing. */
interface Redirection {
  readonly from: number
  readonly to: number
  readonly nodes: number[]
}

const AMONG_NODES = 'IN (SELECT value FROM json_each(?3))'

/**
 * What hangs on these leads to another survivor and is otherwise as it was (`rights.ts` asks for nothing else): all at
 * once, a merge of a hub has ten thousand. Only relations that tie a survivor to itself, or did, become something else.
 */
function redirect(projecting: Projecting, { from, to, nodes }: Redirection): void {
  const { connection } = projecting.writer
  const list = JSON.stringify(nodes)
  for (const [end, other] of [['from', 'to'], ['to', 'from']] as const) {
    const hanging = `${end}_node = ?1 AND ${end}_recorded ${AMONG_NODES}`
    for (const [id] of connection.rows<[Id]>(`SELECT id FROM relation WHERE ${hanging} AND ${other}_node IN (?1, ?2)`, from, to, list)) projecting.relations.add(id)
    connection.run(`UPDATE relation SET ${end}_node = ?2, changed = ?4 WHERE ${hanging} AND (${other}_node IS NULL OR ${other}_node NOT IN (?1, ?2))`, from, to, list, projecting.sequence)
  }
  connection.run('UPDATE relation SET changed = ?1 WHERE key IN (SELECT relation FROM evidence WHERE source_recorded IN (SELECT value FROM json_each(?2)))', projecting.sequence, list)
  connection.run('UPDATE evidence SET source = ?1 WHERE source_recorded IN (SELECT value FROM json_each(?2))', to, list)
  connection.run(`UPDATE content SET entity = ?2 WHERE entity = ?1 AND entity_recorded ${AMONG_NODES}`, from, to, list)
}

/** Whether a change can alter what hangs on the entity: an edit of names cannot. */
function moves({ head, before }: Touched): boolean {
  const was = before!.head
  return was.mergedInto !== head.mergedInto || was.state !== head.state || audienceKey(readersOf(was)) !== audienceKey(readersOf(head))
}

const kindOf = (head: Head): number | null => (head.record === null ? null : kindCode((head.record as EntityRecord).kind))

const isCounted = (level: number, canonical: number, node: number): boolean => level === LEVELS.published && canonical === node

function writeEntity(projecting: Projecting, { head, number, payload, before }: Touched, chain: Chain, kind: number | null): void {
  const { connection } = projecting.writer
  const record = head.record as EntityRecord | null
  const row = [
    number, head.version, stateCode(head.state), projecting.audience(head), payload,
    head.mergedInto === undefined ? null : projecting.current(head.mergedInto)!.number,
    kind, chain.canonical, chain.clearance, chain.level, projecting.sequence, head.id, bytesOf(head.id),
    record === null ? null : displayName(record.names), head.mergeRule ?? null, projecting.readers(head),
  ]
  if (before === undefined) connection.insert(INSERT, row)
  else connection.run(UPDATE, ...row)
  noteWaiting(projecting, { head, number, payload }, { type: 0, isNew: before === undefined, word: kind, reading: projecting.readers(head) })
  if (before?.payload === payload) return
  const was = found(before?.head.record as EntityRecord | null | undefined)
  const now = found(record)
  for (const key of was.names) if (!now.names.includes(key)) connection.run('DELETE FROM name WHERE key = ? AND node = ?', key, number)
  for (const key of now.names) if (!was.names.includes(key)) connection.insert(INSERT_NAME, [key, number])
  for (const one of was.identifiers) if (!has(now.identifiers, one)) connection.run('DELETE FROM identifier WHERE value = ? AND scheme = ? AND node = ?', one.value, one.scheme, number)
  for (const one of now.identifiers) if (!has(was.identifiers, one)) connection.insert(INSERT_IDENTIFIER, [one.value, one.scheme, number])
}

interface Found {
  readonly names: readonly string[]
  readonly identifiers: readonly Identifier[]
}

const NOTHING: Found = { names: [], identifiers: [] }

const has = (list: readonly Identifier[], { scheme, value }: Identifier): boolean => list.some((one) => one.value === value && one.scheme === scheme)

/** By what an entity is found. */
function found(record: EntityRecord | null | undefined): Found {
  if (record == null) return NOTHING
  const names: string[] = []
  for (const { text } of record.names) for (const key of [nameKey(text), bareKey(text)]) if (key !== '' && !names.includes(key)) names.push(key)
  return { names, identifiers: record.identifiers }
}

/** Relations recorded at these nodes, which had one survivor, evidence from them, and their contents. */
function noteConcerned(projecting: Projecting, canonical: number, nodes: ReadonlySet<number>): void {
  const { connection } = projecting.writer
  for (const end of ['from', 'to'] as const) {
    for (const [id, recorded] of connection.rows<[Id, number]>(`SELECT id, ${end}_recorded FROM relation WHERE ${end}_node = ?`, canonical)) {
      if (nodes.has(recorded)) projecting.relations.add(id)
    }
  }
  for (const node of nodes) {
    const rows = connection.rows<[Id, Id | null]>('SELECT evidence.id, relation.id FROM evidence LEFT JOIN relation ON relation.key = evidence.relation WHERE source_recorded = ?', node)
    for (const [id, relation] of rows) {
      if (relation === null) projecting.restate(id, false)
      else projecting.relations.add(relation)
    }
  }
  for (const [id, recorded] of connection.rows<[Id, number]>('SELECT id, entity_recorded FROM content WHERE entity = ?', canonical)) {
    if (nodes.has(recorded)) projecting.contents.add(id)
  }
}

/** A record that drafts named before it was there. */
export function resolveMissing(projecting: Projecting, id: Id): void {
  const { connection } = projecting.writer
  const named = (type: number, table: string): Id[] =>
    connection.rows<[Id]>(`SELECT ${table}.id FROM missing JOIN ${table} ON missing.record = ${table}.key * 4 + ${type} WHERE missing.id = ?`, id).map(([found]) => found)
  for (const relation of named(1, 'relation')) projecting.relations.add(relation)
  for (const evidence of named(2, 'evidence')) projecting.restate(evidence, true)
  for (const content of named(3, 'content')) projecting.contents.add(content)
}

/** What a record names and the archive does not have. */
export function noteMissing(projecting: Projecting, number: number, type: number, isNew: boolean, ids: readonly Id[]): void {
  const { connection } = projecting.writer
  if (!isNew && projecting.anyMissing) connection.run('DELETE FROM missing WHERE record = ?', recordCode(number, type))
  for (const id of ids) connection.run('INSERT OR IGNORE INTO missing VALUES (?, ?)', id, recordCode(number, type))
}
