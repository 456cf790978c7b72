import type { Id } from '../../model/ids.ts'
import type { BatchView } from '../port.ts'
import type { Connection, Row as AnyRow } from './connection.ts'
import { statement } from './statements.ts'

interface Row extends AnyRow {
  readonly id: Id
  readonly title: string
  readonly input: string | null
  readonly reverts: Id | null
  readonly parts: number
  readonly operations: number
  readonly startedAt: number
  readonly endedAt: number
  readonly finished: boolean
  readonly progress: string | null
}

export async function batches(connection: Connection, { id, input }: { readonly id?: Id; readonly input?: string } = {}): Promise<BatchView[]> {
  const rows = await connection.read<Row>(statement('log/batches'), { id: id ?? null, input: input ?? null })
  return rows.map(({ id: batch, title, input: hash, reverts, parts, operations, startedAt, endedAt, finished, progress }) => ({
    id: batch, title,
    ...(hash === null ? {} : { input: hash }),
    ...(reverts === null ? {} : { reverts }),
    parts, operations, startedAt, endedAt, finished,
    ...(progress === null ? {} : { progress: JSON.parse(progress) as Record<string, unknown> }),
  }))
}

/** Sequences of a batch's parts, ascending. */
export async function partsOf(connection: Connection, batch: Id): Promise<number[]> {
  return (await connection.read<{ sequence: number }>(statement('log/parts'), { batch })).map(({ sequence }) => sequence)
}
