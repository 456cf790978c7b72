import type { Id } from '../../model/ids.ts'
import { subjects } from '../../model/references.ts'
import { standaloneReading } from '../reading.ts'
import { stateCode } from './codes.ts'
import { bytesOf } from './ids.ts'
import { parameters } from './insert.ts'
import { noteWaiting } from './project-waiting.ts'
import type { Projecting } from './projecting.ts'

const INSERT = `INSERT INTO standalone VALUES ${parameters(9)}`
const UPDATE = 'UPDATE standalone SET type = ?2, version = ?3, state = ?4, audience = ?5, reading = ?6, payload = ?7, id = ?8, bytes = ?9 WHERE key = ?1'

/** Writes a record that stands alone and was touched. */
export function projectStandalone(projecting: Projecting, id: Id): void {
  const { connection, clearances } = projecting.writer
  const { head, type, number, payload, before } = projecting.touched.get(id)!
  const reading = clearances.number(standaloneReading(head))
  connection.run(
    before === undefined ? INSERT : UPDATE,
    number, type, head.version, stateCode(head.state), projecting.audience(head), reading, payload, id, bytesOf(id),
  )
  noteWaiting(projecting, { head, number, payload }, { type, isNew: before === undefined, reading })
  const [was, is] = [before?.head.record, head.record].map((record) => (record == null ? [] : subjects(record)))
  for (const subject of was!) if (!is!.includes(subject)) connection.run('DELETE FROM naming WHERE subject = ? AND key = ?', bytesOf(subject), number)
  for (const subject of is!) if (!was!.includes(subject)) connection.run('INSERT INTO naming VALUES (?, ?)', bytesOf(subject), number)
}
