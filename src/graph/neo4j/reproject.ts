import type { ProjectionReport } from '../port.ts'
import type { Writing } from './commit.ts'
import { repairHeads } from './reproject-heads.ts'
import { Repair } from './reproject-repair.ts'
import { repairRest } from './reproject-rest.ts'
import { repairRows } from './reproject-rows.ts'
import { statement } from './statements.ts'

/**
 * Compares everything that follows from the log with the log, and unless `check` writes it right: heads
 * from their operations, then what is projected from heads, then what finds and counts them. In pages,
 * each under the lock of the log, so that neither memory nor writers wait for the whole.
 */
export async function reproject(writing: Writing, { check = false }: { readonly check?: boolean } = {}): Promise<ProjectionReport> {
  const repair = new Repair(writing, !check)
  await repairHeads(repair)
  const missing = await repairRows(repair)
  await repairRest(repair, missing)
  const [count] = await writing.connection.read<{ records: number }>(statement('reproject/records'))
  return { records: count!.records, differences: repair.differences }
}
