import type { Id } from '../../model/ids.ts'
import { subjects } from '../../model/references.ts'
import type { ArchiveRecord, StandaloneType } from '../../model/records.ts'
import { standaloneReading } from '../reading.ts'
import { noteWaiting } from './project-waiting.ts'
import type { Projecting } from './projecting.ts'
import type { StandaloneRow } from './rows.ts'
import type { Writes } from './writes.ts'

/** Writes a record that stands alone and was touched. */
export function projectStandalone(projecting: Projecting, id: Id): void {
  const { writes } = projecting.work
  const row = standaloneRow(projecting, id)
  if (projecting.isNew(id)) writes.create('Standalone', row)
  else writes.replace('Standalone', row)
  noteWaiting(projecting, id, row)
  const was = (projecting.before(id) as StandaloneRow | undefined)?.payload
  const before = was == null ? [] : subjects({ type: row.type, ...(JSON.parse(was) as object) } as ArchiveRecord)
  nameAnew(writes, id, before, subjectsOf(projecting, id))
}

/** What the record is about, as it stands. */
export function subjectsOf(projecting: Projecting, id: Id): readonly Id[] {
  const record = projecting.current(id)!.record
  return record === null ? [] : subjects(record)
}

export function nameAnew(writes: Writes, record: Id, before: readonly Id[], after: readonly Id[]): void {
  if (String(before) === String(after)) return
  if (before.length > 0) writes.dropNaming(record)
  for (const subject of after) writes.create('Naming', { subject, record })
}

/** Everything the node of such a record carries. */
export function standaloneRow(projecting: Projecting, id: Id): StandaloneRow {
  const head = projecting.current(id)!
  return { ...projecting.headRow(head), type: head.type as StandaloneType, reading: projecting.work.words.number(standaloneReading(head)) }
}
