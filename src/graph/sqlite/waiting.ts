import type { Viewer } from '../../model/audience.ts'
import { cursor, placeOf } from '../log.ts'
import type { Page, PageRequest, Waiting, WaitingQuery } from '../port.ts'
import { Turns } from '../turns.ts'
import { isBorne } from './bodies.ts'
import { kindCode, numberIn, STANDALONE, stateCode, TYPE_CODES, typeCode } from './codes.ts'
import type { Value } from './connection.ts'
import { idOf, sought } from './ids.ts'
import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'

type Row = readonly [item: number, bytes: Uint8Array, at: number, type: number, rank: number, best: number]

/** The numbers of clearances that occur: few, and each is looked up, whatever waits under it. */
const READINGS = `WITH RECURSIVE r (number) AS (
    SELECT min(reading) FROM waiting
    UNION ALL SELECT (SELECT min(reading) FROM waiting WHERE reading > r.number) FROM r WHERE r.number IS NOT NULL
  ) SELECT number FROM r WHERE number IS NOT NULL`

const SEEN = '(SELECT value FROM json_each(?2))'
const led = (end: 'from' | 'to'): string => `EXISTS (SELECT 1 FROM entity AS e JOIN relation AS n ON n.${end}_node = e.canonical
    WHERE e.node = found.item / 4 AND n.${end}_recorded = e.node AND n.state = found.state AND n.reading IN ${SEEN})`
/** Not decided with another: with a relation that leads to it, or as a content of an entity. */
const APART = `CASE WHEN found.state NOT IN (1, 2) THEN 1 WHEN found.type = 0 THEN NOT ${led('from')} AND NOT ${led('to')}
  WHEN found.type = 3 THEN NOT EXISTS (SELECT 1 FROM content AS c JOIN entity AS e ON e.node = c.entity_recorded WHERE c.key = found.item / 4 AND e.state = found.state) ELSE 1 END`
/** ?1 state, ?2 clearances seen, ?3 types, ?4 words with their types, ?5 and ?6 since and until, ?7 author, ?8 source, ?9 rank. */
const PASSES = `found.reading IN ${SEEN} AND (?3 IS NULL OR found.type IN (SELECT value FROM json_each(?3)))
  AND (?4 IS NULL OR found.type * 65536 + found.word IN (SELECT value FROM json_each(?4)))
  AND found.at >= ?5 AND found.at < ?6 AND (?7 IS NULL OR found.author = ?7)
  AND ((?8 IS NULL AND ?9 IS NULL) OR EXISTS (SELECT 1 FROM waiting AS p WHERE p.item = found.item AND p.reading IN ${SEEN}
    AND (?8 IS NULL OR p.source = ?8) AND (?9 IS NULL OR p.rank <= ?9)))`
/** Of the rows of one item the one that says how sure it is. */
const BEST = `NOT EXISTS (SELECT 1 FROM waiting AS p WHERE p.item = found.item AND p.rank < found.rank AND p.reading IN ${SEEN})`

const COLUMNS = 'item, state, at, bytes, reading, type, word, author'

/** One order, read along one index. */
interface Way {
  /** So many rows are looked at, and those that pass are given. */
  readonly page: string
  /** The last of so many rows. */
  readonly end: string
}

/** @param by what the index begins with besides the state, as the parameter of PASSES; '' for nothing */
function way(index: string, by: '' | 'author' | 'source', order: string): Way {
  const [isNewest, isSurest] = [order === 'newest', order === 'confidence']
  const columns = isSurest ? 'rank, at, bytes' : 'at, bytes'
  const sorted = isNewest ? 'at DESC, bytes DESC' : columns
  const from = (first: number, key: string): string => {
    const place = isSurest ? `(?${first}, ?${first + 1}, ?${first + 2})` : `(?${first}, ?${first + 1})`
    return `FROM waiting INDEXED BY ${index} WHERE ${isSurest ? '' : by === 'source' ? 'source IS NOT NULL AND ' : `piece = 0 AND ${by === '' ? '' : 'author IS NOT NULL AND '}`}
      ${by === '' ? '' : `${by} = ${key} AND `}state = ?1 AND (${columns}) ${isNewest ? '<' : '>'} ${place}`
  }
  return {
    page: `SELECT found.item, found.bytes, found.at, found.type, ${isSurest ? 'found.rank' : '0'}, (SELECT min(p.rank) FROM waiting AS p WHERE p.item = found.item AND p.reading IN ${SEEN})
      FROM (SELECT ${COLUMNS}${isSurest ? ', rank' : ''} ${from(12, by === 'author' ? '?7' : '?8')} ORDER BY ${sorted} LIMIT ?10) AS found
      WHERE ${PASSES} ${isSurest ? `AND ${BEST}` : ''} AND ${APART} LIMIT ?11`,
    end: `SELECT ${columns} ${from(3, '?2')} ORDER BY ${sorted} LIMIT 1 OFFSET ?${isSurest ? 6 : 5}`,
  }
}

const ORDERS = ['oldest', 'newest'] as const
const WAYS: Readonly<Record<string, Way>> = Object.fromEntries([
  ['confidence', way('waiting_rank', '', 'confidence')],
  ...ORDERS.flatMap((order) => [['', 'waiting_time'], ['author', 'waiting_author'], ['source', 'waiting_source']].map(([by, index]) =>
    [`${order}${by}`, way(index!, by as '', order)] as const)),
])

const BODY = 'SELECT text FROM standalone JOIN payload ON payload.operation = standalone.payload WHERE key = ?'
const NODE = 'SELECT node FROM entity WHERE bytes = ?'

/** Rows looked at in one go: some milliseconds. */
const CHUNK = 10_000

export async function waiting(reader: Reader, query: WaitingQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<Waiting>> {
  const { order = 'oldest' } = query
  const isSurest = order === 'confidence'
  let place = after === undefined ? startOf(query) : placeIn(after, isSurest)
  const items: Waiting[] = []
  const ranks: number[] = []
  const turns = new Turns()
  let last: string | undefined
  for (let goesOn = true; goesOn && items.length <= first;) {
    if (turns.isOver) await turns.next()
    goesOn = reader.as(viewer, (sight) => {
      const asked = parametersOf(reader, query, sight)
      if (asked === undefined) return false
      const { common, key, name } = asked
      const limit = first + 1 - items.length
      const rows = reader.connection.rows<Row>(WAYS[name]!.page, ...common, CHUNK, limit, ...place)
      for (const [item, bytes, at, type, rank, best] of rows) {
        place = isSurest ? [rank, at, bytes] : [at, bytes]
        const id = idOf(bytes)
        // evidence of one item stands together
        if (id === last || (type >= STANDALONE && !isThere(reader, sight, item, type))) continue
        last = id
        ranks.push(rank)
        items.push({ id, type: TYPE_CODES[type]!, at, confidence: 0 - best })
      }
      if (rows.length === limit) return true
      const end = reader.connection.row<Value[]>(WAYS[name]!.end, stateCode(query.state ?? 'proposed'), key, ...place, CHUNK - 1)
      if (end !== undefined) place = end
      return end !== undefined
    })
  }
  const hasNextPage = items.length > first
  if (hasNextPage) items.length = first
  const end = items.at(-1)
  return { items, ...(end === undefined ? {} : { endCursor: isSurest ? cursor(ranks[items.length - 1]!, end.at, end.id) : cursor(end.at, end.id) }), hasNextPage }
}

const ALWAYS = Number.MAX_SAFE_INTEGER

function startOf({ order, since = 0, until = ALWAYS }: WaitingQuery): Value[] {
  if (order === 'confidence') return [-2, 0, sought('')]
  return [order === 'newest' ? until : since, sought('')]
}

function placeIn(after: string, isSurest: boolean): Value[] {
  if (!isSurest) {
    const [at, id] = placeOf<[number, string]>(after, 'number', 'string')
    return [at, sought(id)]
  }
  const [rank, at, id] = placeOf<[number, number, string]>(after, 'number', 'number', 'string')
  return [rank, at, sought(id)]
}

/** ?1 to ?9, what the index is looked up by, and which way it is read; undefined where there is nothing to find. */
function parametersOf(reader: Reader, { state = 'proposed', types, relations, kinds, source, confidence, by, since = 0, until = ALWAYS, order = 'oldest' }: WaitingQuery, sight: Sight): { common: Value[]; key: Value; name: string } | undefined {
  const seen = reader.connection.rows<[number]>(READINGS).flatMap(([number]) => (sight.may(number) ? number : []))
  if (seen.length === 0) return undefined
  const node = source === undefined ? null : reader.connection.row<[number]>(NODE, sought(source))?.[0]
  if (node === undefined) return undefined
  const words = relations === undefined && kinds === undefined ? null
    : [...(relations ?? []).flatMap((type) => { const number = reader.types.find(type); return number === undefined ? [] : 65_536 + number }), ...(kinds ?? []).map(kindCode)]
  const common = [
    stateCode(state), JSON.stringify(seen), types === undefined ? null : JSON.stringify(types.map(typeCode)), words === null ? null : JSON.stringify(words),
    since, until, by ?? null, node, confidence === undefined ? null : -confidence,
  ]
  if (order === 'confidence') return { common, key: null, name: order }
  return by !== undefined ? { common, key: by, name: `${order}author` } : node !== null ? { common, key: node, name: `${order}source` } : { common, key: null, name: order }
}

function isThere(reader: Reader, sight: Sight, item: number, type: number): boolean {
  const [body] = reader.connection.row<[string]>(BODY, numberIn(item)) ?? []
  return isBorne(reader, sight, type, body ?? null)
}
