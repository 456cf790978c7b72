import type { Viewer } from '../../model/audience.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { cursor, placeOf } from '../log.ts'
import type { Page, PageRequest, RelationsQuery, RelationView } from '../port.ts'
import { Turns, type Reader } from './reader.ts'
import { relationViews } from './relation-views.ts'
import type { Sight } from './viewers.ts'

type Row = [key: number, id: Id, level: number, clearance: number, type: number, deprecated: number, startEarliest: number, endLatest: number]

const COLUMNS = 'key, id, level, clearance, type, deprecated, start_earliest, end_latest'
const side = (end: 'from' | 'to'): string => `SELECT ${COLUMNS} FROM relation WHERE ${end}_node = ?1 AND (level, id) > (?2, ?3) AND level <= ?4`
/** Both indexes are in the order of the page: two sides are merged, not sorted. */
const ORDER = 'ORDER BY level, id LIMIT ?5'
const PAGES = { out: `${side('from')} ${ORDER}`, in: `${side('to')} ${ORDER}`, both: `${side('from')} UNION ALL ${side('to')} ${ORDER}` }

const SURVIVOR = 'SELECT canonical, clearance FROM entity WHERE id = ?'
const BY_ID = 'SELECT key, clearance FROM relation WHERE id IN (SELECT value FROM json_each(?)) AND level <> 0'

/** Rows looked at in one go where a filter or a right leaves most of them out. */
const CHUNK = 1_000
const CHUNK_BY_ID = 200

export async function relations(reader: Reader, id: Id, query: RelationsQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<RelationView>> {
  let [level, last]: [number, string] = after === undefined ? [LEVELS.published, ''] : placeOf<[number, string]>(after, 'number', 'string')
  const most = query.includeProposed === true ? LEVELS.proposed : LEVELS.published
  const sql = PAGES[query.direction ?? 'both']
  const items: RelationView[] = []
  const levels: number[] = []
  const turns = new Turns()
  for (let limit = Math.min(CHUNK, first + 1); ; limit = CHUNK) {
    const done = reader.as(viewer, (sight) => {
      const [node, clearance] = reader.connection.row<[number, number]>(SURVIVOR, id) ?? []
      if (node === undefined || !sight.may(clearance!)) return true
      const passes = filterOf(reader, sight, query)
      const rows = reader.connection.rows<Row>(sql, node, level, last, most, limit)
      const keys: number[] = []
      for (const row of rows) {
        if (items.length + keys.length > first) break
        level = row[2]
        last = row[1]
        if (!passes(row)) continue
        keys.push(row[0])
        levels.push(level)
      }
      const { views } = relationViews(reader, sight, keys)
      for (const key of keys) items.push(views.get(key)!)
      return rows.length < limit
    })
    if (done || items.length > first) break
    await turns.next()
  }
  const hasNextPage = items.length > first
  if (hasNextPage) items.length = first
  const end = items.at(-1)
  return { items, ...(end === undefined ? {} : { endCursor: cursor(levels[items.length - 1]!, end.id) }), hasNextPage }
}

function filterOf(reader: Reader, sight: Sight, { types, includeDeprecated = false, asOf }: RelationsQuery): (row: Row) => boolean {
  const wanted = types && new Set(types.map((type) => reader.types.find(type)))
  return ([, , , clearance, type, deprecated, startEarliest, endLatest]) =>
    (includeDeprecated || deprecated === 0) && (wanted === undefined || wanted.has(type)) &&
    (asOf === undefined || (startEarliest <= asOf.to && endLatest >= asOf.from)) && sight.may(clearance)
}

export async function relationsById(reader: Reader, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, RelationView>> {
  const found = new Map<Id, RelationView>()
  const turns = new Turns()
  for (let at = 0; at < ids.length; at += CHUNK_BY_ID) {
    reader.as(viewer, (sight) => {
      const rows = reader.connection.rows<[number, number]>(BY_ID, JSON.stringify(ids.slice(at, at + CHUNK_BY_ID)))
      const { views } = relationViews(reader, sight, rows.flatMap(([key, clearance]) => (sight.may(clearance) ? key : [])))
      for (const view of views.values()) found.set(view.id, view)
    })
    await turns.next()
  }
  return found
}
