import { audienceFromKey, type Audience } from '../../model/audience.ts'
import type { Clearance } from '../../model/clearance.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, RecordType } from '../../model/records.ts'
import { HEAD_TABLES, STATE_CODES, tableOf, TYPE_CODES, typeCode } from './codes.ts'
import type { Connection } from './connection.ts'
import { AMONG, listOf, sought } from './ids.ts'
import type { Interned } from './interned.ts'

/** A head with its place in the file. */
export interface Stored {
  readonly head: Head
  /** Node, or key of a record of another table. */
  readonly number: number
  /** The operation whose payload stands; null once redacted. */
  readonly payload: number | null
}

/** Heads kept from changeset to changeset: an import names the same departments again and again. */
const ROOM = 40_000

const HEADS = [
  'SELECT id, node, version, state, audience, payload, (SELECT id FROM entity AS into_ WHERE into_.node = entity.merged_into), merge_rule, 0 FROM entity',
  'SELECT id, key, version, state, audience, payload, NULL, NULL, 1 FROM relation',
  'SELECT id, key, version, state, audience, payload, NULL, NULL, 2 FROM evidence',
  'SELECT id, key, version, state, audience, payload, NULL, NULL, 3 FROM content',
  'SELECT id, key, version, state, audience, payload, NULL, NULL, type FROM standalone',
]
const BY_ID = HEADS.map((heads) => `${heads} WHERE bytes = ?`)
/** Sorted, neighbours are found on the same page: together half the time of asking each table for all. */
const THERE = `WITH wanted AS MATERIALIZED (SELECT value AS id, unhex(value, '-') AS sought FROM json_each(?))
  SELECT id FROM wanted WHERE ${HEAD_TABLES.map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE bytes = sought)`).join(' OR ')}`
const OF_MANY = HEADS.map((heads) => `${heads} WHERE bytes ${AMONG}`)
const NEWEST = `SELECT max(${HEAD_TABLES.map((table) => `coalesce((SELECT id FROM ${table} WHERE bytes = (SELECT max(bytes) FROM ${table})), '')`).join(', ')})`
const BODY = 'SELECT text, version FROM payload JOIN operation ON operation.key = payload.operation WHERE payload.operation = ?'

type Row = [id: Id, number: number, version: number, state: number, audience: number, payload: number | null, into: Id | null, rule: string | null, type: number]

/** Heads as the writing connection sees them, read when asked for and kept while nobody else writes. */
export class Shelf {
  readonly #connection: Connection
  readonly #clearances: Interned
  readonly #kept = new Map<Id, Stored>()
  /** Ids that were looked for in this transaction and are nobody's. */
  readonly #absent = new Set<Id>()
  readonly #audiences = new Map<number, Audience>()
  #newest = ''

  constructor(connection: Connection, clearances: Interned) {
    this.#connection = connection
    this.#clearances = clearances
  }

  /** At the start of a transaction. */
  open(): void {
    this.#absent.clear()
    this.#newest = this.#connection.row<[string]>(NEWEST)![0]
  }

  get(id: Id): Stored | undefined {
    if (this.#isNew(id)) return undefined
    const kept = this.#kept.get(id)
    if (kept !== undefined) return kept
    const bytes = sought(id)
    for (const sql of BY_ID) {
      const row = this.#connection.row<Row>(sql, bytes)
      if (row !== undefined) return this.#keep(id, this.#stored(row))
    }
    return undefined
  }

  /**
   * Looks for many at once: a third of the time it takes one by one, and an import brings ten thousand.
   * @param standing those among them that are in the archive, as far as is known, with what type they are said to be of:
   *   looked for in its table, and what is not there in each
   */
  prefetch(ids: Iterable<Id>, standing: ReadonlyMap<Id, RecordType | undefined>): void {
    const [doubtful, sure]: [Id[], Id[]] = [[], []]
    const said: Id[][] = OF_MANY.map(() => [])
    for (const id of ids) {
      if (this.#kept.has(id) || this.#isNew(id)) continue
      const type = standing.get(id)
      const list = type !== undefined ? said[tableOf(typeCode(type))]! : standing.has(id) ? sure : doubtful
      list.push(id)
    }
    for (const [table, those] of said.entries()) sure.push(...this.#read(OF_MANY[table]!, those))
    const there = doubtful.length === 0 ? [] : this.#connection.rows<[Id]>(THERE, listOf(doubtful.sort())).map(([id]) => id)
    let left = [...sure, ...there]
    for (const sql of OF_MANY) left = this.#read(sql, left)
    for (const id of [...left, ...without(doubtful, there)]) this.#absent.add(id)
  }

  /** @returns those that are not there */
  #read(sql: string, ids: Id[]): Id[] {
    if (ids.length === 0) return ids
    const rows = this.#connection.rows<Row>(sql, listOf(ids.sort()))
    for (const row of rows) this.#keep(row[0], this.#stored(row))
    return without(ids, rows.length === ids.length ? ids : rows.map(([id]) => id))
  }

  /** After a commit. */
  put(id: Id, stored: Stored): void {
    this.#absent.delete(id)
    this.#kept.delete(id)
    this.#keep(id, stored)
  }

  drop(id: Id): void {
    this.#absent.delete(id)
    this.#kept.delete(id)
  }

  clear(): void {
    this.#kept.clear()
    this.#audiences.clear()
  }

  audience(number: number): Audience {
    let audience = this.#audiences.get(number)
    if (audience === undefined) this.#audiences.set(number, (audience = audienceFromKey((JSON.parse(this.#clearances.word(number)) as Clearance).all[0]!)))
    return audience
  }

  /** Ids are ordered by time: what is younger than all there are needs no look into the file. */
  #isNew(id: Id): boolean {
    return this.#absent.has(id) || id > this.#newest
  }

  #keep(id: Id, stored: Stored): Stored {
    this.#kept.set(id, stored)
    if (this.#kept.size > ROOM) {
      // the oldest half at once: a map forgets its first entries slowly, one by one
      let left = ROOM / 2
      for (const oldest of this.#kept.keys()) {
        if (left-- === 0) break
        this.#kept.delete(oldest)
      }
    }
    return stored
  }

  #stored([id, number, version, state, audience, payload, into, rule, type]: Row): Stored {
    const envelope = { id, type: TYPE_CODES[type]!, version, state: STATE_CODES[state]!, audience: this.audience(audience) }
    const body = lazy(this.#connection, payload)
    // read when asked for: most heads are only asked for their version
    let record: ArchiveRecord | null | undefined
    const head: Head = {
      ...envelope,
      get record() { return (record ??= recordFrom(envelope, body()?.[0])) },
      get written() { return body()?.[1] ?? version },
      ...(into === null ? {} : { mergedInto: into }),
      ...(rule === null ? {} : { mergeRule: rule }),
    }
    return { head, number, payload }
  }
}

function without(ids: readonly Id[], found: readonly Id[]): Id[] {
  if (found.length === ids.length) return []
  const among = new Set(found)
  return ids.filter((id) => !among.has(id))
}

function lazy(connection: Connection, payload: number | null): () => readonly [string, number] | undefined {
  let body: readonly [string, number] | undefined
  return () => (payload === null ? undefined : (body ??= connection.row<[string, number]>(BODY, payload)))
}

type Envelope = Pick<Head, 'id' | 'type' | 'state' | 'audience'>

/** The record an envelope and a body make; null for a redacted body. */
export function recordFrom({ id, type, state, audience }: Envelope, body: string | null | undefined): ArchiveRecord | null {
  return body == null ? null : ({ id, type, state, audience, ...(JSON.parse(body) as object) } as ArchiveRecord)
}
