import type { Id } from '../../model/ids.ts'
import type { StandaloneType } from '../../model/records.ts'
import { standaloneReading } from '../reading.ts'
import type { Projecting } from './projecting.ts'
import type { StandaloneRow } from './rows.ts'

/** Writes a record that stands alone and was touched. */
export function projectStandalone(projecting: Projecting, id: Id): void {
  const { writes } = projecting.work
  const row = standaloneRow(projecting, id)
  if (projecting.isNew(id)) writes.create('Standalone', row)
  else writes.replace('Standalone', row)
}

/** Everything the node of such a record carries. */
export function standaloneRow(projecting: Projecting, id: Id): StandaloneRow {
  const head = projecting.current(id)!
  return { ...projecting.headRow(head), type: head.type as StandaloneType, reading: projecting.work.words.number(standaloneReading(head)) }
}
