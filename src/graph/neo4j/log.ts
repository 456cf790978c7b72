import type { BatchPart, LoggedChangeset, LoggedOperation, Origin } from '../../model/changeset.ts'
import { unavailable } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { Connection, Params, Row } from './connection.ts'
import { operationsIn, placeIn, ROOM, type Chunk } from './places.ts'
import { statement } from './statements.ts'

/** A changeset as its node is; see `changesetRow` in write.ts. */
interface ChangesetRow extends Row {
  readonly sequence: number
  readonly id: Id
  readonly at: number
  readonly actor: string
  readonly reason: string
  readonly origin: Origin
  readonly reverts?: Id
  /** How many. */
  readonly operations: number
  readonly batch?: Id
  readonly title?: string
  readonly part?: number
  readonly last?: boolean
  readonly input?: string
  readonly progress?: string
  readonly batchReverts?: Id
}

/**
 * Changesets asked for at once, operations (one changeset may have 10,000), and nodes that hold them (one with a
 * content may have two million characters).
 */
const [CHANGESETS, OPERATIONS, CHUNKS] = [200, 10_000, 200]

export async function* replay(connection: Connection, after = 0): AsyncGenerator<LoggedChangeset> {
  for (let last = after; ;) {
    const rows = await connection.read<{ changeset: ChangesetRow }>(statement('log/changesets'), { after: last, limit: CHANGESETS })
    if (rows.length === 0) return
    for (const part of portions(rows.map(({ changeset }) => changeset))) yield* withOperations(connection, part)
    last = rows.at(-1)!.changeset.sequence
  }
}

export async function changeset(connection: Connection, key: { readonly id: Id } | { readonly sequence: number }): Promise<LoggedChangeset | undefined> {
  const asked = { id: 'id' in key ? key.id : null, sequence: 'sequence' in key ? key.sequence : null }
  const [row] = await connection.read<{ changeset: ChangesetRow }>(statement('log/changeset'), asked)
  return row && (await Array.fromAsync(withOperations(connection, [row.changeset])))[0]
}

/** Neighbours that together have no more operations than are asked for at once. */
function* portions(rows: readonly ChangesetRow[]): Iterable<readonly ChangesetRow[]> {
  let [from, operations] = [0, 0]
  for (const [at, row] of rows.entries()) {
    if (at > from && operations + row.operations > OPERATIONS) {
      yield rows.slice(from, at)
      ;[from, operations] = [at, 0]
    }
    operations += row.operations
  }
  yield rows.slice(from)
}

/**
 * Each with its operations, as soon as it has them all.
 * @param rows without a gap between them
 */
async function* withOperations(connection: Connection, rows: readonly ChangesetRow[]): AsyncGenerator<LoggedChangeset> {
  const [first, last] = [rows[0]!.sequence, rows.at(-1)!.sequence]
  let operations: LoggedOperation[] = []
  let next = 0
  const whole = (): LoggedChangeset => {
    const row = rows[next++]!
    // a commit that the server was just applying
    if (operations.length !== row.operations) throw unavailable(`changeset ${row.sequence} in Neo4j`, undefined, 1)
    const changeset = changesetOf(row, operations)
    operations = []
    return changeset
  }
  for await (const chunk of chunksBetween((params) => connection.read(statement('log/operations'), params), first, last)) {
    while (first + next < Math.floor(chunk.place / ROOM)) yield whole()
    operations.push(...operationsIn(chunk))
  }
  while (next < rows.length) yield whole()
}

/** The nodes that hold the operations of these changesets, read some at a time. */
export async function* chunksBetween(read: (params: Params) => Promise<(Chunk & Row)[]>, first: number, last: number): AsyncGenerator<Chunk> {
  for (let from = placeIn(first, 0), to = placeIn(last + 1, 0); ;) {
    const found = await read({ from, to, limit: CHUNKS })
    yield* found
    if (found.length < CHUNKS) return
    from = found.at(-1)!.place + 1
  }
}

function changesetOf({ sequence, id, at, actor, reason, origin, reverts, ...row }: ChangesetRow, operations: readonly LoggedOperation[]): LoggedChangeset {
  const batch = batchOf(row)
  return { sequence, id, at, actor, reason, origin, ...(reverts === undefined ? {} : { reverts }), ...(batch && { batch }), operations }
}

function batchOf({ batch: id, title, part, last, input, progress, batchReverts: reverts }: Pick<ChangesetRow, 'batch' | 'title' | 'part' | 'last' | 'input' | 'progress' | 'batchReverts'>): BatchPart | undefined {
  if (id === undefined) return undefined
  return {
    id, title: title!, part: part!, last: last!,
    ...(input === undefined ? {} : { input }),
    ...(progress === undefined ? {} : { progress: JSON.parse(progress) as Record<string, unknown> }),
    ...(reverts === undefined ? {} : { reverts }),
  }
}
