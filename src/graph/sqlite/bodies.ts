import type { Audience } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, RecordType } from '../../model/records.ts'
import { nameSources, withoutSources } from '../reading.ts'
import { STATE_CODES } from './codes.ts'
import { sought } from './ids.ts'
import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'

/** A record out of its columns and its body; null for a redacted body. */
export function recordOf<T extends ArchiveRecord = ArchiveRecord>(reader: Reader, type: RecordType, id: Id, state: number, audience: number, body: string | null): T | null {
  if (body === null) return null
  const envelope: { id: Id; type: RecordType; state: string; audience: Audience } = { id, type, state: STATE_CODES[state]!, audience: reader.audience(audience) }
  return Object.assign(envelope, JSON.parse(body)) as unknown as T
}

/** The record as this viewer may have it: names without sources that are hidden from them. */
export function shown<T extends ArchiveRecord | null>(reader: Reader, sight: Sight, record: T): T {
  const sources = nameSources(record)
  return sources.length === 0 ? record : withoutSources(record, (id) => mayFollow(reader, sight, id))
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
