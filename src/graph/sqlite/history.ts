import { canRead, type Viewer } from '../../model/audience.ts'
import type { Origin } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import { HistoryPage } from '../history-page.ts'
import type { HistoryEntry, Page, PageRequest } from '../port.ts'
import { bearers, BORNE } from '../reading.ts'
import { mayFollow, mayReadEntity, mayReadRelation, recordOf, shown, standing } from './bodies.ts'
import { OP_CODES, recordCode, STATE_CODES, TYPE_CODES } from './codes.ts'
import { sought } from './ids.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'
import type { Sight } from './viewers.ts'

type Row = [
  op: number, version: number, state: number, audience: number, into: Id | null, note: string | null, body: string | null,
  at: number, actor: string, reason: string, origin: Origin, changeset: Id, batch: Id | null,
]

/** Each version with the payload that stood then: its own, or the last one put before it. */
const VERSIONS = `SELECT op, version, state, audience, into_id, operation.reason,
    (SELECT text FROM payload WHERE payload.operation = (SELECT max(key) FROM operation AS put WHERE put.record = operation.record AND put.op = 0 AND put.key <= operation.key)),
    at, actor, changeset.reason, origin, changeset.id, batch
  FROM operation JOIN changeset ON first_operation = (SELECT max(first_operation) FROM changeset WHERE first_operation <= operation.key)
  WHERE record = ? AND version < ? ORDER BY operation.key DESC LIMIT ?`

/** The record, the clearance that reading it takes today (an entity with the survivors it leads to), and its type. */
const RECORDS = [
  'SELECT node, clearance, 0 FROM entity WHERE bytes = ?',
  'SELECT key, reading, 1 FROM relation WHERE bytes = ?',
  'SELECT key, reading, 2 FROM evidence WHERE bytes = ?',
  'SELECT key, clearance, 3 FROM content WHERE bytes = ?',
  'SELECT key, reading, type FROM standalone WHERE bytes = ?',
] as const

const CHUNK = 200

export async function history(reader: Reader, id: Id, viewer: Viewer, page: PageRequest = {}): Promise<Page<HistoryEntry>> {
  const gathered = new HistoryPage(page)
  const turns = new Turns()
  let place = Number.MAX_SAFE_INTEGER
  for (let limit = Math.min(CHUNK, (page.first ?? 20) + 1); ; limit = CHUNK) {
    const done = reader.as(viewer, (sight) => {
      const found = find(reader, id)
      if (found === undefined || !sight.may(found.reading) || !mayStand(reader, sight, id, found.type)) return true
      const rows = reader.connection.rows<Row>(VERSIONS, recordCode(found.number, found.type), place, limit)
      place = rows.at(-1)?.[1] ?? place
      gathered.add(rows.flatMap((row) => entryOf(reader, sight, viewer, id, found.type, row) ?? []))
      return rows.length < limit
    })
    if (done || gathered.isFull) return gathered.page()
    await turns.next()
  }
}

function find(reader: Reader, id: Id): { number: number; reading: number; type: number } | undefined {
  const bytes = sought(id)
  for (const sql of RECORDS) {
    const row = reader.connection.row<[number, number, number]>(sql, bytes)
    if (row !== undefined) return { number: row[0], reading: row[1], type: row[2] }
  }
  return undefined
}

/** Undefined for a version that this viewer could not see then, or that names what they cannot see now. */
function entryOf(reader: Reader, sight: Sight, viewer: Viewer, id: Id, type: number, row: Row): HistoryEntry | undefined {
  const [op, version, state, audience, into, note, body, at, actor, reason, origin, changeset, batch] = row
  if (into !== null && !mayReadEntity(reader, sight, into)) return undefined
  const record = recordOf(reader, TYPE_CODES[type]!, id, state, audience, body)
  if (!canRead(readersOf({ state: STATE_CODES[state]!, audience: reader.audience(audience), record }), viewer)) return undefined
  if (record !== null && !mayReadNamed(reader, sight, record)) return undefined
  return {
    id, version, op: OP_CODES[op]!, at, actor, reason, origin, changeset,
    ...(batch === null ? {} : { batch }),
    state: STATE_CODES[state]!,
    record: shown(reader, sight, record),
    ...(into === null ? {} : { into }),
    ...(note === null ? {} : { note }),
  }
}

/** What stands alone is there with what it is about. */
const mayStand = (reader: Reader, sight: Sight, id: Id, type: number): boolean => sight.all || !BORNE.has(TYPE_CODES[type]!) || standing(reader, sight, [id]).size === 1

function mayReadNamed(reader: Reader, sight: Sight, record: ArchiveRecord): boolean {
  if (sight.all) return true
  if (record.type === 'relation') return mayFollow(reader, sight, record.from) && mayFollow(reader, sight, record.to)
  if (record.type === 'evidence') return mayReadRelation(reader, sight, record.relation) && mayFollow(reader, sight, record.source)
  if (record.type === 'content') return mayFollow(reader, sight, record.entity)
  const borne = bearers(record)
  return standing(reader, sight, borne).size === new Set(borne).size
}
