import type { Identifier } from '../../model/records.ts'
import { cursor, placeOf } from '../log.ts'
import type { Page, PageRequest } from '../port.ts'
import type { Connection, Row as AnyRow } from './connection.ts'
import { statement } from './statements.ts'

interface Row extends AnyRow {
  readonly value: string
  readonly scheme: string
}

/** @throws as `GraphStore.sharedIdentifiers` */
export async function sharedIdentifiers(connection: Connection, { first = 20, after }: PageRequest = {}): Promise<Page<Identifier>> {
  const [value, scheme] = after === undefined ? ['', ''] : placeOf<[string, string]>(after, 'string', 'string')
  const rows = await connection.read<Row>(statement('read/shared-identifiers'), { value, scheme, limit: first + 1 })
  const items = rows.slice(0, first).map((row) => ({ scheme: row.scheme, value: row.value }))
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.value, last.scheme) }), hasNextPage: rows.length > first }
}
