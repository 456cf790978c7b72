import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { isStandalone, type ArchiveRecord, type RecordType, type StandaloneType } from '../../model/records.ts'
import { cursor, placeOf } from '../log.ts'
import type { Page, PageRequest } from '../port.ts'
import { isBorne, recordOf, shown } from './bodies.ts'
import { HEAD_TABLES, STATE_CODES, tableOf, TYPE_CODES, typeCode } from './codes.ts'
import { AMONG, listOf, sought } from './ids.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'
import type { Sight } from './viewers.ts'

type Row = [id: Id, version: number, state: number, audience: number, reading: number, body: string | null, into: Id | null, intoReading: number | null, rule: string | null, type: number]

const COLUMNS: Record<(typeof HEAD_TABLES)[number], string> = {
  entity: `record.id, record.version, record.state, record.audience, record.clearance, payload.text, survivor.id, survivor.reading, record.merge_rule, 0
    FROM entity AS record LEFT JOIN payload ON payload.operation = record.payload LEFT JOIN entity AS survivor ON survivor.node = record.merged_into`,
  relation: `record.id, record.version, record.state, record.audience, record.reading, payload.text, NULL, NULL, NULL, 1
    FROM relation AS record LEFT JOIN payload ON payload.operation = record.payload`,
  evidence: `record.id, record.version, record.state, record.audience, record.reading, payload.text, NULL, NULL, NULL, 2
    FROM evidence AS record LEFT JOIN payload ON payload.operation = record.payload`,
  content: `record.id, record.version, record.state, record.audience, record.clearance, payload.text, NULL, NULL, NULL, 3
    FROM content AS record LEFT JOIN payload ON payload.operation = record.payload`,
  standalone: `record.id, record.version, record.state, record.audience, record.reading, payload.text, NULL, NULL, NULL, record.type
    FROM standalone AS record LEFT JOIN payload ON payload.operation = record.payload`,
}
const BY_ID = HEAD_TABLES.map((table) => `SELECT ${COLUMNS[table]} WHERE record.bytes ${AMONG}`)
const AFTER = Object.fromEntries(TYPE_CODES.map((type, code) => {
  const ofType = isStandalone(type) ? `record.type = ${code} AND ` : ''
  return [type, `SELECT ${COLUMNS[HEAD_TABLES[tableOf(code)]!]} WHERE ${ofType}record.bytes > ? ORDER BY record.bytes LIMIT ?`]
})) as Record<RecordType, string>
/** In the order in which it came: an order by ids would cost every import an index that is written all over the place. */
const FROM_SOURCE = `SELECT ${COLUMNS.evidence} WHERE record.source_recorded = (SELECT node FROM entity WHERE bytes = ?1)
  AND record.key > (SELECT coalesce(max(key), 0) FROM evidence WHERE bytes = ?2) ORDER BY record.key LIMIT ?3`

const ON_RELATION = `SELECT ${COLUMNS.evidence} WHERE record.relation = (SELECT key FROM relation WHERE bytes = ?1) AND record.bytes > ?2 ORDER BY record.bytes LIMIT ?3`

/** Records of the archive's own work that are about one, in the order of ids. */
const NAMING = `SELECT ${COLUMNS.standalone} JOIN naming ON naming.key = record.key
  WHERE naming.subject = ?1 AND record.bytes > ?2 AND record.type IN (SELECT value FROM json_each(?4)) ORDER BY record.bytes LIMIT ?3`

/** A relation that a merge tied to itself is of no level. */
const SET_ASIDE = `SELECT ${COLUMNS.relation} WHERE record.from_node = (SELECT node FROM entity WHERE bytes = ?1)
  AND record.level = ${LEVELS.none} AND record.bytes > ?2 AND record.to_node = record.from_node ORDER BY record.bytes LIMIT ?3`

/** Rows read at once: a few milliseconds. */
const CHUNK = 500

export async function heads(reader: Reader, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  const found = new Map<Id, Head>()
  const turns = new Turns()
  for (let at = 0; at < ids.length; at += CHUNK) {
    let wanted = ids.slice(at, at + CHUNK)
    reader.as(viewer, (sight) => {
      for (const sql of BY_ID) {
        const rows = reader.connection.rows<Row>(sql, listOf(wanted))
        for (const row of rows) if (maySee(reader, sight, row)) found.set(row[0], headOf(reader, sight, row))
        if (rows.length === 0) continue
        // an id is one record's
        const there = new Set(rows.map(([id]) => id))
        wanted = wanted.filter((id) => !there.has(id))
        if (wanted.length === 0) break
      }
    })
    await turns.next()
  }
  return found
}

export function scan(reader: Reader, type: RecordType, viewer: Viewer, page: PageRequest = {}): Promise<Page<Head>> {
  return pageOf(reader, viewer, page, (after, limit) => reader.connection.rows<Row>(AFTER[type], sought(after), limit))
}

export function evidenceFrom(reader: Reader, source: Id, viewer: Viewer, page: PageRequest = {}): Promise<Page<Head>> {
  return pageOf(reader, viewer, page, (after, limit) => reader.connection.rows<Row>(FROM_SOURCE, sought(source), sought(after), limit))
}

export function evidenceOn(reader: Reader, relation: Id, viewer: Viewer, page: PageRequest = {}): Promise<Page<Head>> {
  return pageOf(reader, viewer, page, (after, limit) => reader.connection.rows<Row>(ON_RELATION, sought(relation), sought(after), limit))
}

export function setAside(reader: Reader, id: Id, viewer: Viewer, page: PageRequest = {}): Promise<Page<Head>> {
  return pageOf(reader, viewer, page, (after, limit) => reader.connection.rows<Row>(SET_ASIDE, sought(id), sought(after), limit))
}

export function naming(reader: Reader, id: Id, types: readonly StandaloneType[], viewer: Viewer, page: PageRequest = {}): Promise<Page<Head>> {
  const codes = JSON.stringify(types.map(typeCode))
  return pageOf(reader, viewer, page, (after, limit) => reader.connection.rows<Row>(NAMING, sought(id), sought(after), limit, codes))
}

async function pageOf(reader: Reader, viewer: Viewer, { first = 20, after }: PageRequest, read: (after: Id, limit: number) => Row[]): Promise<Page<Head>> {
  let [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  const items: Head[] = []
  const turns = new Turns()
  for (;;) {
    const limit = Math.min(CHUNK, first + 1)
    const rows = reader.as(viewer, (sight) => {
      const chunk = read(place, limit)
      for (const row of chunk) {
        if (items.length > first) break
        if (maySee(reader, sight, row)) items.push(headOf(reader, sight, row))
      }
      return chunk
    })
    if (items.length > first || rows.length < limit) break
    place = rows.at(-1)![0]
    await turns.next()
  }
  const hasNextPage = items.length > first
  if (hasNextPage) items.length = first
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.id) }), hasNextPage }
}

const maySee = (reader: Reader, sight: Sight, row: Row): boolean => sight.may(row[4]) && isBorne(reader, sight, row[9], row[5])

function headOf(reader: Reader, sight: Sight, [id, version, state, audience, , body, into, intoReading, rule, code]: Row): Head {
  const type = TYPE_CODES[code]!
  const envelope = { id, type, version, state: STATE_CODES[state]!, audience: reader.audience(audience) }
  if (sight.all && (type === 'relation' || type === 'evidence')) {
    // of these there are most, whoever sees the whole sees all of each, and most are only asked for their version
    let record: ArchiveRecord | null | undefined
    return { ...envelope, get record() { return (record ??= body === null ? null : Object.assign({ id, type, state: envelope.state, audience: envelope.audience }, JSON.parse(body)) as ArchiveRecord) } }
  }
  const merged = into !== null && sight.may(intoReading!)
  return {
    ...envelope,
    record: shown(reader, sight, recordOf(reader, type, id, state, audience, body)),
    ...(merged ? { mergedInto: into } : {}),
    ...(merged && rule !== null ? { mergeRule: rule } : {}),
  }
}
