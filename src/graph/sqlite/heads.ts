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
/** With the key of the words instead of the words. */
type Bare = [id: Id, version: number, state: number, audience: number, reading: number, payload: number | null, into: null, intoReading: null, rule: null, type: number]

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
/** Of relations and evidence there are most; whoever sees the whole sees all of each, and most are only asked for their version. */
const BARE = HEAD_TABLES.map((table, code) => (table === 'relation' || table === 'evidence' ? `SELECT id, version, state, audience, reading, payload, NULL, NULL, NULL, ${code} FROM ${table} AS record WHERE record.bytes ${AMONG}` : undefined))
const TEXTS = 'SELECT operation, text FROM payload WHERE operation IN (SELECT value FROM json_each(?))'
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
  // records that were written together are often of one type: where the last were found is looked at first
  const tables = HEAD_TABLES.map((_, table) => table)
  for (let at = 0; at < ids.length; at += CHUNK) {
    let wanted = ids.slice(at, at + CHUNK)
    reader.as(viewer, (sight) => {
      for (const table of [...tables]) {
        const there = sight.all && BARE[table] !== undefined ? bare(reader, BARE[table], wanted, found) : whole(reader, sight, BY_ID[table]!, wanted, found)
        if (there.size === 0) continue
        tables.splice(tables.indexOf(table), 1)
        tables.unshift(table)
        // an id is one record's
        wanted = wanted.filter((id) => !there.has(id))
        if (wanted.length === 0) break
      }
    })
    await turns.next()
  }
  return found
}

/** @returns ids that are there, seen or not */
function whole(reader: Reader, sight: Sight, sql: string, wanted: readonly Id[], found: Map<Id, Head>): Set<Id> {
  const there = new Set<Id>()
  for (const row of reader.connection.rows<Row>(sql, listOf(wanted))) {
    there.add(row[0])
    if (maySee(reader, sight, row)) found.set(row[0], headOf(reader, sight, row))
  }
  return there
}

/** Reads without words, which are read of all of them once somebody asks for those of one: the words of a version never change, they only go. */
function bare(reader: Reader, sql: string, wanted: readonly Id[], found: Map<Id, Head>): Set<Id> {
  const rows = reader.connection.rows<Bare>(sql, listOf(wanted))
  let texts: Map<number, string> | undefined
  const textOf = (payload: number | null): string | null => {
    texts ??= new Map(reader.connection.rows<[number, string]>(TEXTS, JSON.stringify(rows.map(([, , , , , key]) => key))))
    return texts.get(payload!) ?? null
  }
  for (const row of rows) found.set(row[0], unread(reader, row, () => textOf(row[5])))
  return new Set(rows.map(([id]) => id))
}

/** A head whose words are read when somebody asks for them, as whoever sees the whole has them. */
function unread(reader: Reader, [id, version, state, audience, , , , , , code]: Row | Bare, text: () => string | null): Head {
  const type = TYPE_CODES[code]!
  let record: ArchiveRecord | null | undefined
  return {
    id, type, version, state: STATE_CODES[state]!, audience: reader.audience(audience),
    get record() { return record === undefined ? (record = recordOf(reader, type, id, state, audience, text())) : record },
  }
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

function headOf(reader: Reader, sight: Sight, row: Row): Head {
  const [id, version, state, audience, , body, into, intoReading, rule, code] = row
  const type = TYPE_CODES[code]!
  if (sight.all && BARE[code] !== undefined) return unread(reader, row, () => body)
  const envelope = { id, type, version, state: STATE_CODES[state]!, audience: reader.audience(audience) }
  const merged = into !== null && sight.may(intoReading!)
  return {
    ...envelope,
    record: shown(reader, sight, recordOf(reader, type, id, state, audience, body)),
    ...(merged ? { mergedInto: into } : {}),
    ...(merged && rule !== null ? { mergeRule: rule } : {}),
  }
}
