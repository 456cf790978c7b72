import type { BatchPart, LoggedChangeset, LoggedOperation, Origin } from '../../model/changeset.ts'
import { unavailable } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { Connection, Row } from './connection.ts'
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

/** Changesets asked for at once, and operations: one changeset may have 10,000. */
const [CHANGESETS, OPERATIONS] = [200, 10_000]

export async function* replay(connection: Connection, after = 0): AsyncGenerator<LoggedChangeset> {
  for (let last = after; ;) {
    const rows = await connection.read<{ changeset: ChangesetRow }>(statement('log/changesets'), { after: last, limit: CHANGESETS })
    if (rows.length === 0) return
    for (const part of portions(rows.map(({ changeset }) => changeset))) yield* await withOperations(connection, part)
    last = rows.at(-1)!.changeset.sequence
  }
}

export async function changeset(connection: Connection, key: { readonly id: Id } | { readonly sequence: number }): Promise<LoggedChangeset | undefined> {
  const asked = { id: 'id' in key ? key.id : null, sequence: 'sequence' in key ? key.sequence : null }
  const [row] = await connection.read<{ changeset: ChangesetRow }>(statement('log/changeset'), asked)
  return row && (await withOperations(connection, [row.changeset]))[0]
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

/** @param rows without a gap between them */
async function withOperations(connection: Connection, rows: readonly ChangesetRow[]): Promise<LoggedChangeset[]> {
  const span = { from: placeIn(rows[0]!.sequence, 0), to: placeIn(rows.at(-1)!.sequence + 1, 0) }
  const chunks = await connection.read<Chunk & Row>(statement('log/operations'), span)
  const bySequence = Map.groupBy(chunks, ({ place }) => Math.floor(place / ROOM))
  return rows.map((row) => {
    const operations = (bySequence.get(row.sequence) ?? []).flatMap(operationsIn)
    // a commit that the server was just applying
    if (operations.length !== row.operations) throw unavailable(`changeset ${row.sequence} in Neo4j`, undefined, 1)
    return changesetOf(row, operations)
  })
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
