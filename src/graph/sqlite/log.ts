import type { BatchPart, LoggedChangeset, LoggedOperation, Origin } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { OP_CODES, STATE_CODES, TYPE_CODES, typeIn } from './codes.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'

type ChangesetRow = [
  sequence: number, id: Id, at: number, actor: string, reason: string, origin: Origin, reverts: Id | null, first: number, operations: number,
  batch: Id | null, title: string | null, part: number | null, last: number | null, input: string | null, progress: string | null, batchReverts: Id | null,
]

type OperationRow = [
  op: number, record: number, id: Id, version: number, state: number, audience: number, hash: Uint8Array | null, salt: Uint8Array | null,
  into: Id | null, rule: string | null, reason: string | null, versions: string | null, payload: string | null,
]

const CHANGESET = 'SELECT sequence, id, at, actor, reason, origin, reverts, first_operation, operations, batch, title, part, last, input, progress, batch_reverts FROM changeset'

/** The id stands with the first version. */
const RECORD_ID = 'coalesce(operation.id, (SELECT id FROM operation AS first WHERE first.record = operation.record ORDER BY key LIMIT 1))'

const OPERATIONS = `SELECT op, operation.record, ${RECORD_ID}, version, state, audience, hash, salt, into_id, rule, reason, versions, text
  FROM operation LEFT JOIN payload ON payload.operation = operation.key WHERE operation.key >= ? AND operation.key < ? ORDER BY operation.key`

/** Operations read at once. */
const CHUNK = 1_000

export async function* replay(reader: Reader, after = 0): AsyncGenerator<LoggedChangeset> {
  for (let last = after; ;) {
    const row = reader.connection.row<ChangesetRow>(`${CHANGESET} WHERE sequence > ? ORDER BY sequence LIMIT 1`, last)
    if (row === undefined) return
    yield await changesetOf(reader, row)
    last = row[0]
  }
}

export async function changeset(reader: Reader, key: { readonly id: Id } | { readonly sequence: number }): Promise<LoggedChangeset | undefined> {
  const row = 'id' in key
    ? reader.connection.row<ChangesetRow>(`${CHANGESET} WHERE id = ?`, key.id)
    : reader.connection.row<ChangesetRow>(`${CHANGESET} WHERE sequence = ?`, key.sequence)
  return row && changesetOf(reader, row)
}

async function changesetOf(reader: Reader, row: ChangesetRow): Promise<LoggedChangeset> {
  const [sequence, id, at, actor, reason, origin, reverts, first, count] = row
  const operations: LoggedOperation[] = []
  const turns = new Turns()
  for (let from = first; from < first + count; from += CHUNK) {
    const rows = reader.connection.read(() => reader.connection.rows<OperationRow>(OPERATIONS, from, Math.min(from + CHUNK, first + count)))
    for (const operation of rows) operations.push(operationOf(reader, operation))
    await turns.next()
  }
  const batch = batchOf(row)
  return { sequence, id, at, actor, reason, origin, ...(reverts === null ? {} : { reverts }), ...(batch && { batch }), operations }
}

function batchOf([, , , , , , , , , id, title, part, last, input, progress, reverts]: ChangesetRow): BatchPart | undefined {
  if (id === null) return undefined
  return {
    id, title: title!, part: part!, last: last === 1,
    ...(input === null ? {} : { input }),
    ...(progress === null ? {} : { progress: JSON.parse(progress) as Record<string, unknown> }),
    ...(reverts === null ? {} : { reverts }),
  }
}

function operationOf(reader: Reader, [op, record, id, version, state, audience, hash, salt, into, rule, reason, versions, payload]: OperationRow): LoggedOperation {
  const envelope = { op: OP_CODES[op]!, id, type: TYPE_CODES[typeIn(record)]!, version, state: STATE_CODES[state]!, audience: reader.audienceKey(audience) }
  // most are puts, and of most nobody asks what they were sealed with
  if (op === 0) return { ...envelope, get hash() { return hex(hash!) }, get salt() { return hex(salt!) }, payload }
  return {
    ...envelope,
    ...(into === null ? {} : { into }),
    ...(rule === null ? {} : { rule }),
    ...(reason === null ? {} : { reason }),
    ...(versions === null ? {} : { versions: JSON.parse(versions) as number[] }),
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
