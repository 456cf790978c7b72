import { audienceFromKey } from '../../model/audience.ts'
import type { Head, LoggedChangeset, LoggedOperation } from '../../model/changeset.ts'
import { clearanceKey } from '../../model/clearance.ts'
import type { Id } from '../../model/ids.ts'
import { opCode, recordCode, STANDALONE, stateCode, tableOf, typeCode } from './codes.ts'
import { Insert, parameters } from './insert.ts'
import { projectContent } from './project-contents.ts'
import { projectEntities } from './project-entities.ts'
import { projectGone } from './project-gone.ts'
import { projectRelation, projectStray } from './project-relations.ts'
import { projectStandalone } from './project-standalone.ts'
import { Projecting } from './projecting.ts'
import type { Touched } from './touched.ts'
import { OPERATION, type Writer } from './writer.ts'

const CHANGESET = `INSERT INTO changeset VALUES (${Array(16).fill('?').join(', ')})`
/** Most operations are puts: they have a hash, and nothing else to say. */
const PUT = new Insert('operation (key, op, record, version, state, audience, hash, salt, id)', '(?, 0, ?, ?, ?, ?, unhex(?), unhex(?), ?)')
const OTHER = 'INSERT INTO operation (key, op, record, version, state, audience, into_id, rule, reason, versions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
const WITHDRAWAL = new Insert('operation (key, op, record, version, state, audience, reason)', `(?, ${opCode('withdraw')}, ?, ?, ?, ?, ?)`)
const PAYLOAD = new Insert('payload', parameters(2))
const DESTROY = 'DELETE FROM payload WHERE operation IN (SELECT key FROM operation WHERE record = ? AND version IN (SELECT value FROM json_each(?)))'

/**
 * Writes a changeset that was found right: log, payloads, heads and what follows from them. Within a
 * transaction of the writer.
 * @param heads of all touched records, as they are after it
 */
export function write(writer: Writer, changeset: LoggedChangeset, heads: ReadonlyMap<Id, Head>): void {
  const { sequence, id, at, actor, reason, origin, reverts = null, batch, operations } = changeset
  writer.connection.run(
    CHANGESET, sequence, id, at, actor, reason, origin, reverts, firstOf(writer, changeset), operations.length,
    batch?.id ?? null, batch?.title ?? null, batch?.part ?? null, batch === undefined ? null : Number(batch.last),
    batch?.input ?? null, batch?.progress === undefined ? null : JSON.stringify(batch.progress), batch?.reverts ?? null,
  )
  const touched = writeOperations(writer, operations, heads)
  project(new Projecting(writer, sequence, touched))
  // what is new is asked for again when it is met again: of an import's ten thousand records few are
  for (const [touchedId, { head, type, number, payload, before }] of touched) {
    if (before === undefined) continue
    if (type === 0) writer.shelf.put(touchedId, { head, number, payload })
    else writer.shelf.drop(touchedId)
  }
}

/** Where its operations begin: no two begin at the same place, and one without any is before them all. */
const firstOf = (writer: Writer, { sequence, operations }: LoggedChangeset): number => (operations.length === 0 ? -sequence : writer.peek(OPERATION))

type Touching = { -readonly [K in keyof Touched]: Touched[K] }

function writeOperations(writer: Writer, operations: readonly LoggedOperation[], heads: ReadonlyMap<Id, Head>): Map<Id, Touching> {
  const { connection } = writer
  const audiences = new Map<string, number>()
  const touched = new Map<Id, Touching>()
  for (const operation of operations) {
    let one = touched.get(operation.id)
    if (one === undefined) touched.set(operation.id, (one = touch(writer, operation, heads.get(operation.id)!)))
    const key = writer.next(OPERATION)
    const record = recordCode(one.number, one.type)
    let audience = audiences.get(operation.audience)
    if (audience === undefined) audiences.set(operation.audience, (audience = writer.clearances.number(clearanceKey([audienceFromKey(operation.audience)]))))
    const { op, version } = operation
    const state = stateCode(operation.state)
    if (op === 'put') connection.insert(PUT, [key, record, version, state, audience, operation.hash ?? null, operation.salt ?? null, version === 1 ? operation.id : null])
    else if (op === 'withdraw') connection.insert(WITHDRAWAL, [key, record, version, state, audience, operation.reason ?? null])
    else connection.run(OTHER, key, opCode(op), record, version, state, audience, operation.into ?? null, operation.rule ?? null, operation.reason ?? null, operation.versions === undefined ? null : JSON.stringify(operation.versions))
    if (op === 'put') one.payload = operation.payload == null ? null : key
    if (operation.payload != null) connection.insert(PAYLOAD, [key, operation.payload])
    if (op !== 'redact') continue
    // what an entity was found by has to be known when its payload is destroyed
    void one.before?.head.record
    connection.run(DESTROY, record, JSON.stringify(operation.versions ?? []))
  }
  for (const { op, id } of operations) if (op === 'redact' && touched.get(id)!.head.record === null) touched.get(id)!.payload = null
  return touched
}

function touch(writer: Writer, { id, version }: LoggedOperation, head: Head): Touching {
  const before = version === 1 ? undefined : writer.shelf.get(id)
  const type = typeCode(head.type)
  return { head, type, number: before?.number ?? writer.next(tableOf(type)), payload: before?.payload ?? null, before }
}

/**
 * First the entities; then every relation that was touched, whose ends or whose evidence's sources
 * moved or became more or less public, or that rests on touched evidence; then what is left of that;
 * then the contents of what moved.
 */
function project(projecting: Projecting): void {
  const done = projectGone(projecting)
  projectEntities(projecting, done)
  for (const [id, { type, before }] of projecting.touched) {
    if (done.has(id)) continue
    if (type === 1) projecting.relations.add(id)
    else if (type === 2) projecting.restate(id, before !== undefined)
    else if (type === 3) projecting.contents.add(id)
    else if (type >= STANDALONE) projectStandalone(projecting, id)
  }
  const { relations, evidence } = projecting
  for (const id of relations) projectRelation(projecting, id)
  for (const [relation, pieces] of evidence) {
    if (!relations.has(relation)) for (const id of new Set(pieces)) projectStray(projecting, id)
  }
  for (const id of projecting.contents) projectContent(projecting, id)
}
