import type { Id } from '../../model/ids.ts'
import type { BatchView } from '../port.ts'
import type { Reader } from './reader.ts'

type Row = [id: Id, parts: number, operations: number, startedAt: number, endedAt: number, finished: number, title: string, input: string | null, reverts: Id | null, progress: string | null]

/** Title, input and progress are those of the newest part. */
const batchesWhere = (condition: string): string => `SELECT newest.batch, parts, all_operations, started, ended, finished, title, input, batch_reverts, progress
  FROM (
    SELECT batch, count(*) AS parts, sum(operations) AS all_operations, min(at) AS started, max(at) AS ended, max(last) AS finished, max(sequence) AS sequence
    FROM changeset WHERE batch IS NOT NULL ${condition} GROUP BY batch
  ) AS newest JOIN changeset USING (sequence) ORDER BY sequence DESC`

const ALL = batchesWhere('')
const BY_ID = batchesWhere('AND batch = ?1')
const BY_INPUT = batchesWhere('AND batch IN (SELECT batch FROM changeset WHERE input = ?1)')

export function batches(reader: Reader, { id, input }: { readonly id?: Id; readonly input?: string } = {}): BatchView[] {
  const rows = id !== undefined ? reader.connection.rows<Row>(BY_ID, id) : input !== undefined ? reader.connection.rows<Row>(BY_INPUT, input) : reader.connection.rows<Row>(ALL)
  return rows.map(viewOf).filter((view) => input === undefined || view.input === input)
}

function viewOf([id, parts, operations, startedAt, endedAt, finished, title, input, reverts, progress]: Row): BatchView {
  return {
    id, title,
    ...(input === null ? {} : { input }),
    ...(reverts === null ? {} : { reverts }),
    parts, operations, startedAt, endedAt, finished: finished === 1,
    ...(progress === null ? {} : { progress: JSON.parse(progress) as Record<string, unknown> }),
  }
}

/** Sequences of a batch's parts, ascending. */
export function partsOf(reader: Reader, batch: Id): number[] {
  return reader.connection.rows<[number]>('SELECT sequence FROM changeset WHERE batch = ? ORDER BY sequence', batch).map(([sequence]) => sequence)
}
