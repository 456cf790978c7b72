import type { Viewer } from '../../model/audience.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { slices } from '../../model/slices.ts'
import { cursor, placeOf } from '../log.ts'
import type { EntityView, FindQuery, Page, PageRequest } from '../port.ts'
import { kindCode } from './codes.ts'
import { viewsOf } from './entities.ts'
import { sought } from './ids.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'

type Row = [id: Id, node: number, kind: number, level: number, clearance: number]

/** A row for each bearer of the key: level and clearance are those of its chain, so its survivor's are in them. */
const COLUMNS = 'survivor.id, survivor.node, survivor.kind, bearer.level, bearer.clearance'
const BEARERS = `(
    SELECT node FROM json_each(?1) AS wanted JOIN name ON name.key = wanted.value
    UNION
    SELECT node FROM json_each(?2) AS wanted JOIN identifier ON identifier.value = wanted.value ->> 1 AND identifier.scheme = wanted.value ->> 0
  ) AS found JOIN entity AS bearer ON bearer.node = found.node JOIN entity AS survivor ON survivor.node = bearer.canonical`
const FOUND = `SELECT DISTINCT ${COLUMNS} FROM ${BEARERS} WHERE survivor.bytes > ?3 ORDER BY survivor.bytes LIMIT ?4`
/** Each with all that was merged into it, as views show them. */
const CHAINS = `WITH chain AS MATERIALIZED (SELECT DISTINCT survivor.node, survivor.id, survivor.level FROM ${BEARERS} WHERE bearer.level <> ${LEVELS.none} AND survivor.payload IS NOT NULL)
  SELECT id FROM chain UNION ALL
  SELECT member.id FROM chain CROSS JOIN entity AS member ON member.canonical = chain.node AND member.canonical <> member.node WHERE member.payload IS NOT NULL AND member.level IN (chain.level, ${LEVELS.published})`
const listed = (condition: string): string => `SELECT id, node, kind, level, clearance FROM entity
  WHERE bytes > ?1 AND canonical = node ${condition} ORDER BY bytes LIMIT ?2`
const ALL = listed('')
/** By an index that leaves out the two kinds that nearly everything is of. */
const OF_KIND = listed('AND kind = ?3 AND kind NOT IN (0, 1)')
const COMMON = new Set([0, 1])

/** Rows looked at in one go, and entities read of them: a few milliseconds. */
const [CHUNK, READ] = [1_000, 128]

const parametersOf = (keys: FindQuery['keys'], identifiers: FindQuery['identifiers']): [keys: string, identifiers: string] =>
  [JSON.stringify([...new Set(keys)]), JSON.stringify((identifiers ?? []).map(({ scheme, value }) => [scheme, value]))]

/** Rows after a survivor's id, and whether one survivor may have several. */
function rowsOf(reader: Reader, { keys, identifiers }: FindQuery, kinds: ReadonlySet<number> | undefined): { read: (place: Uint8Array, limit: number) => Row[]; several: boolean } {
  const { connection } = reader
  if (keys !== undefined || identifiers !== undefined) {
    const wanted = parametersOf(keys, identifiers)
    return { read: (place, limit) => connection.rows<Row>(FOUND, ...wanted, place, limit), several: true }
  }
  const [kind, ...others] = kinds ?? []
  if (kind === undefined || others.length > 0 || COMMON.has(kind)) return { read: (place, limit) => connection.rows<Row>(ALL, place, limit), several: false }
  return { read: (place, limit) => connection.rows<Row>(OF_KIND, place, limit, kind), several: false }
}

export async function find(reader: Reader, query: FindQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<EntityView>> {
  let [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  const kinds = query.kinds && new Set(query.kinds.map(kindCode))
  const { read, several } = rowsOf(reader, query, kinds)
  const items: EntityView[] = []
  const turns = new Turns()
  let more = false
  /** Rows that are read and not looked at yet: of as many keys as an import asks for, it takes long to find them again. */
  let kept: { readonly rows: readonly Row[]; readonly isLast: boolean; readonly as: string } | undefined
  for (let limit = several ? CHUNK : Math.min(CHUNK, first + 1); ; limit = Math.max(limit, CHUNK)) {
    if (turns.isOver) await turns.next()
    const done = reader.as(viewer, (sight) => {
      const as = `${reader.epoch} ${reader.sequence()}`
      if (kept === undefined || kept.as !== as) {
        const rows = read(sought(place), limit)
        kept = { rows, isLast: rows.length < limit, as }
      }
      const { rows, isLast } = kept
      const nodes = new Set<number>()
      // of a full chunk the last survivor may have more rows: it is left to the next
      const cut = isLast || !several ? rows.length : rows.findIndex(([id]) => id === rows.at(-1)![0])
      let at = 0
      for (; at < cut; at++) {
        const [id, node, kind, level, clearance] = rows[at]!
        if (items.length + nodes.size > first || nodes.size === READ) break
        place = id
        if (kinds !== undefined && !kinds.has(kind)) continue
        if (level !== LEVELS.published && !(level === LEVELS.proposed && query.includeProposed === true)) continue
        if (sight.may(clearance)) nodes.add(node)
      }
      if (cut === 0) limit *= 2
      // others of the survivor that was taken last say nothing new
      while (at < cut && rows[at]![0] === place) at++
      kept = at < cut ? { rows: rows.slice(at), isLast, as } : undefined
      const views = viewsOf(reader, sight, [...nodes])
      for (const node of nodes) items.push(views.get(node)!)
      return isLast && kept === undefined
    })
    more = items.length > first
    if (more || done) break
  }
  if (more) items.length = first
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.id) }), hasNextPage: more }
}

/** Keys asked for in one go: a few milliseconds. */
const KEYS = 500

/** @throws as `GraphStore.bearers` */
export async function bearers({ connection }: Reader, { keys = [], identifiers = [] }: Pick<FindQuery, 'keys' | 'identifiers'>): Promise<Set<Id>> {
  const found = new Set<Id>()
  const turns = new Turns()
  const parts = [...[...slices(keys, KEYS)].map((part) => parametersOf(part, [])), ...[...slices(identifiers, KEYS)].map((part) => parametersOf([], part))]
  for (const part of parts) {
    if (turns.isOver) await turns.next()
    for (const [id] of connection.rows<[Id]>(CHAINS, ...part)) found.add(id)
  }
  return found
}
