import { contentRights } from '../../model/content.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { ContentRecord } from '../../model/records.ts'
import { stateCode } from './codes.ts'
import { bytesOf } from './ids.ts'
import { parameters } from './insert.ts'
import { noteMissing } from './project-entities.ts'
import { noteWaiting } from './project-waiting.ts'
import type { Projecting } from './projecting.ts'
import { COUNTED } from './tally.ts'

const INSERT = `INSERT INTO content VALUES ${parameters(12)}`
const UPDATE = `UPDATE content SET version = ?2, state = ?3, audience = ?4, payload = ?5, entity_recorded = ?6, entity = ?7, position = ?8,
  level = ?9, clearance = ?10, id = ?11, bytes = ?12 WHERE key = ?1`

/** Writes a content that was touched, or whose entity moved or became more or less public. */
export function projectContent(projecting: Projecting, id: Id): void {
  const { connection, clearances, tally } = projecting.writer
  const { head, number, payload } = projecting.current(id)!
  const touched = projecting.touched.get(id)
  const isNew = touched !== undefined && touched.before === undefined
  const record = head.record as ContentRecord | null
  const chain = record === null ? undefined : projecting.chain(record.entity)
  const rights = contentRights(head, chain?.heads ?? [])
  const clearance = clearances.number(rights.clearance)
  if (!isNew) {
    const [wasLevel, wasClearance] = connection.row<[number, number]>('SELECT level, clearance FROM content WHERE key = ?', number)!
    if (wasLevel === LEVELS.published) tally.add(COUNTED.content, 0, wasClearance, -1)
  }
  if (rights.level === LEVELS.published) tally.add(COUNTED.content, 0, clearance, 1)
  connection.run(
    isNew ? INSERT : UPDATE,
    number, head.version, stateCode(head.state), projecting.audience(head), payload,
    chain?.node ?? null, chain?.canonical ?? null, record?.order ?? null, rights.level, clearance, id, bytesOf(id),
  )
  noteWaiting(projecting, { head, number, payload }, { type: 3, isNew, reading: clearance })
  const missing = record !== null && chain === undefined ? [record.entity] : []
  if (missing.length > 0 || projecting.anyMissing) noteMissing(projecting, number, 3, isNew, missing)
}
