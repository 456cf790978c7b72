import type { Identifier } from '../../model/records.ts'
import { cursor, placeOf } from '../log.ts'
import type { Page, PageRequest } from '../port.ts'
import { Turns } from '../turns.ts'
import type { Reader } from './reader.ts'

type Row = [value: string, scheme: string]

/** The last of so many rows after a place: rows are looked through a slice at a time. */
const END = 'SELECT value, scheme FROM identifier WHERE (value, scheme) > (?1, ?2) ORDER BY value, scheme LIMIT 1 OFFSET ?3'
const shared = (until: string): string => `SELECT value, scheme FROM identifier WHERE (value, scheme) > (?1, ?2) ${until} GROUP BY value, scheme HAVING count(*) > 1 ORDER BY value, scheme LIMIT ?3`
const SHARED = shared('')
const SHARED_UNTIL = shared('AND (value, scheme) <= (?4, ?5)')

/** Rows in one go: a few milliseconds. */
const SLICE = 10_000

/** @throws as `GraphStore.sharedIdentifiers` */
export async function sharedIdentifiers({ connection }: Reader, { first = 20, after }: PageRequest = {}): Promise<Page<Identifier>> {
  let place: Row = after === undefined ? ['', ''] : placeOf<Row>(after, 'string', 'string')
  const rows: Row[] = []
  const turns = new Turns()
  for (let end: Row | undefined; rows.length <= first; place = end) {
    if (turns.isOver) await turns.next()
    end = connection.row<Row>(END, ...place, SLICE)
    const limit = first + 1 - rows.length
    rows.push(...(end === undefined ? connection.rows<Row>(SHARED, ...place, limit) : connection.rows<Row>(SHARED_UNTIL, ...place, limit, ...end)))
    if (end === undefined) break
  }
  const items = rows.slice(0, first).map(([value, scheme]) => ({ scheme, value }))
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.value, last.scheme) }), hasNextPage: rows.length > first }
}
