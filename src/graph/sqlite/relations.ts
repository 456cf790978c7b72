import type { Viewer } from '../../model/audience.ts'
import { AFTER_ALL, BEFORE_ALL } from '../../model/dates.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { cursor, placeOf } from '../log.ts'
import type { Page, PageRequest, RelationsQuery, RelationView } from '../port.ts'
import { AMONG, listOf, sought } from './ids.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'

/** Where it stands in the list, whether the question lets it through, and who may see it. */
type Row = readonly [key: number, id: Id, level: number, passes: number, clearance: number]

/** What is not wanted is read, too: so a page that most is left out of costs a known number of rows at a time. */
const PASSES = `deprecated <= ?6 AND start_earliest <= ?7 AND end_latest >= ?8 AND (?9 IS NULL OR type IN (SELECT value FROM json_each(?9)))`
const side = (end: 'from' | 'to', more = ''): string => `SELECT key, id, level, ${PASSES} AS passes, clearance${more}
  FROM relation WHERE ${end}_node = ?1 AND (level, bytes) > (?2, ?3) AND level <= ?4`
/** Both indexes are in the order of the page: two sides are merged, not sorted. */
const ORDER = 'ORDER BY level, bytes LIMIT ?5'
const PAGES = {
  out: `${side('from')} ${ORDER}`, in: `${side('to')} ${ORDER}`,
  both: `SELECT key, id, level, passes, clearance FROM (${side('from', ', bytes')} UNION ALL ${side('to', ', bytes')} ${ORDER}) AS found`,
}

const SURVIVOR = 'SELECT canonical, clearance FROM entity WHERE bytes = ?'
const BY_ID = `SELECT key, clearance FROM relation WHERE bytes ${AMONG} AND level <> 0`

/** Rows looked at in one go where a filter or a right leaves most of them out, and relations read in one go: a few milliseconds. */
const [CHUNK, READ] = [1_000, 128]

export async function relations(reader: Reader, id: Id, query: RelationsQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<RelationView>> {
  let [level, last]: [number, string] = after === undefined ? [LEVELS.published, ''] : placeOf<[number, string]>(after, 'number', 'string')
  const most = query.includeProposed === true ? LEVELS.proposed : LEVELS.published
  const sql = PAGES[query.direction ?? 'both']
  const items: RelationView[] = []
  const levels: number[] = []
  const turns = new Turns()
  for (let limit = Math.min(CHUNK, first + 1); ; limit = CHUNK) {
    if (turns.isOver) await turns.next()
    const done = reader.as(viewer, (sight) => {
      const [node, clearance] = reader.connection.row<[number, number]>(SURVIVOR, sought(id)) ?? []
      if (node === undefined || !sight.may(clearance!)) return true
      const rows = reader.connection.rows<Row>(sql, node, level, sought(last), most, limit, ...filterOf(reader, query))
      const wanted: number[] = []
      for (const [key, rowId, rowLevel, passes, rowClearance] of rows) {
        if (items.length + wanted.length > first || wanted.length === READ) break
        level = rowLevel
        last = rowId
        if (passes === 0 || !sight.may(rowClearance)) continue
        wanted.push(key)
        levels.push(level)
      }
      items.push(...reader.relations.seen(wanted, sight).value.values())
      return rows.length < limit && wanted.length < READ
    })
    if (done || items.length > first) break
  }
  const hasNextPage = items.length > first
  if (hasNextPage) items.length = first
  const end = items.at(-1)
  return { items, ...(end === undefined ? {} : { endCursor: cursor(levels[items.length - 1]!, end.id) }), hasNextPage }
}

/** Deprecated at most, days from and to, types: ?6 to ?9. */
function filterOf(reader: Reader, { types, includeDeprecated = false, asOf }: RelationsQuery): [number, number, number, string | null] {
  const wanted = types?.flatMap((type) => reader.types.find(type) ?? [])
  return [Number(includeDeprecated), asOf?.to ?? AFTER_ALL, asOf?.from ?? BEFORE_ALL, wanted === undefined ? null : JSON.stringify(wanted)]
}

export async function relationsById(reader: Reader, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, RelationView>> {
  const found = new Map<Id, RelationView>()
  const turns = new Turns()
  for (let at = 0; at < ids.length; at += READ) {
    if (turns.isOver) await turns.next()
    reader.as(viewer, (sight) => {
      const rows = reader.connection.rows<[number, number]>(BY_ID, listOf(ids.slice(at, at + READ)))
      const keys = rows.flatMap(([key, clearance]) => (sight.may(clearance) ? key : []))
      for (const view of reader.relations.seen(keys, sight).value.values()) found.set(view.id, view)
    })
  }
  return found
}
