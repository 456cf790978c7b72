import type { Audience } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, RecordType } from '../../model/records.ts'
import { bearers, BORNE, mentions, nameSources, withoutMentions, withoutSources } from '../reading.ts'
import { HEAD_TABLES, STATE_CODES, TYPE_CODES } from './codes.ts'
import { AMONG, listOf, sought } from './ids.ts'
import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'

/** A record out of its columns and its body; null for a redacted body. */
export function recordOf<T extends ArchiveRecord = ArchiveRecord>(reader: Reader, type: RecordType, id: Id, state: number, audience: number, body: string | null): T | null {
  if (body === null) return null
  const envelope: { id: Id; type: RecordType; state: string; audience: Audience } = { id, type, state: STATE_CODES[state]!, audience: reader.audience(audience) }
  return Object.assign(envelope, JSON.parse(body)) as unknown as T
}

/** The record as this viewer may have it: without sources of names, and without mentions, that are hidden from them. */
export function shown<T extends ArchiveRecord | null>(reader: Reader, sight: Sight, record: T): T {
  const mentioned = sight.all ? [] : mentions(record)
  if (mentioned.length > 0) {
    const there = standing(reader, sight, mentioned)
    return withoutMentions(record, (id) => there.has(id))
  }
  const sources = nameSources(record)
  return sources.length === 0 ? record : withoutSources(record, (id) => mayFollow(reader, sight, id))
}

/** The clearance that reading a record takes today, of an entity with all the survivors it leads to; what stands alone also with its type and body. */
const READING = HEAD_TABLES.map((table) => {
  const [type, body] = table === 'standalone' ? ['record.type', 'payload.text'] : ['NULL', 'NULL']
  const joined = table === 'standalone' ? ' LEFT JOIN payload ON payload.operation = record.payload' : ''
  return `SELECT record.id, record.${table === 'content' || table === 'entity' ? 'clearance' : 'reading'}, ${type}, ${body} FROM ${table} AS record${joined} WHERE record.bytes ${AMONG}`
})

/** Which of these the viewer may read, of whatever type and in whatever state; an entity that leads to something hidden is nowhere shown, and is not among them. */
export function standing(reader: Reader, sight: Sight, ids: readonly Id[]): Set<Id> {
  const list = listOf(ids)
  const there = new Set<Id>()
  for (const sql of READING) {
    for (const [id, reading, type, body] of reader.connection.rows<[Id, number, number | null, string | null]>(sql, list)) {
      if (sight.may(reading) && (type === null || isBorne(reader, sight, type, body))) there.add(id)
    }
  }
  return there
}

/** Whether all is there for the viewer that a record stands on; always, of what stands on nothing. */
export function isBorne(reader: Reader, sight: Sight, code: number, body: string | null): boolean {
  const type = TYPE_CODES[code]!
  if (sight.all || !BORNE.has(type)) return true
  // whose words are gone is not known to be about anything
  if (body === null) return false
  const needed = bearers(Object.assign({ type }, JSON.parse(body)) as ArchiveRecord)
  return standing(reader, sight, needed).size === new Set(needed).size
}

/** Whether there is an entity with this id that the viewer may read, merges not followed. */
export function mayReadEntity(reader: Reader, sight: Sight, id: Id): boolean {
  const row = reader.connection.row<[number]>('SELECT reading FROM entity WHERE bytes = ?', sought(id))
  return row !== undefined && sight.may(row[0])
}

/** Whether the viewer may read it and all the survivors it leads to. */
export function mayFollow(reader: Reader, sight: Sight, id: Id): boolean {
  const row = reader.connection.row<[number]>('SELECT clearance FROM entity WHERE bytes = ?', sought(id))
  return row !== undefined && sight.may(row[0])
}

export function mayReadRelation(reader: Reader, sight: Sight, id: Id): boolean {
  const row = reader.connection.row<[number]>('SELECT reading FROM relation WHERE bytes = ?', sought(id))
  return row !== undefined && sight.may(row[0])
}
