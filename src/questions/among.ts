import { z } from 'zod'
import type { AmongResult, EntityRef, Route, WalkFilter } from '../graph/port.ts'
import { ArchiveError, badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import { KINDS, type Kind } from '../model/records.ts'
import type { Answer, AnswerRow, Column } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { putOf } from './put.ts'
import { marked, type MarkedRoute } from '../graph/marked.ts'
import * as shapes from './shapes.ts'
import { checkAvoided, entitiesNamed, namedIn, walkOf } from './walk.ts'

const MOST_MEMBERS = 40
/** Rows that show how they connect, and routes of a pair. */
const [SHOWN, ROUTES] = [20, 3]
/** Rows whose routes are looked for at once. */
const AT_ONCE = 4
/** Milliseconds after which no more routes are looked for: the table is the answer. */
const LONGEST = 5_000

type Table = Pick<Answer, 'columns' | 'total'> & { readonly rows: readonly (Pick<AnswerRow, 'cells'> & { readonly routes: () => Promise<readonly MarkedRoute[]> })[] }

/** What an answer is made of. */
interface Asked {
  readonly asking: Asking
  readonly walk: WalkFilter
  readonly kinds: readonly Kind[]
  readonly set: readonly EntityRef[]
  readonly first: number
}

const SHAPE = {
  set: shapes.names.describe('2 到 40 個 (2 to 40 entities)'),
  by: z.enum(['connectors', 'pairs']).nullish().describe('connectors：連結者；pairs：每一對 (which table)'),
  kinds: shapes.kinds, maxHops: z.number().int().nullish(), ...shapes.WALK, first: shapes.first,
}

/** What connects the pairs of a set: exactly as docs/questions.md. */
export const amongKind = kind({
  name: 'among',
  summary: { 'zh-Hant': '這些之間，兩兩由誰連結？', en: 'What connects the pairs of a set?' },
  shape: SHAPE,
  words: ['set'],
  answer: async (asking, given): Promise<Answer> => {
    const maxHops = whole('maxHops', given.maxHops, 4, 2, 4)
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const kinds = kindsOf(given.kinds, ['Organization'])
    const walk = await walkOf(asking, given)
    const set = await entitiesNamed(asking, given.set, 'set')
    if (set.length < 2 || set.length > MOST_MEMBERS) throw badInput('set', `set takes 2 to ${MOST_MEMBERS} different entities, not ${set.length}`)
    checkAvoided(walk, set)
    const result = await asking.graph.among({ ...walk, set: set.map(({ id }) => id), kinds, maxHops, first }, asking.viewer, asking.signal)
    const asked: Asked = { asking, walk, kinds, set, first }
    const byPairs = given.by === 'pairs'
    const { rows: table, columns, total } = byPairs ? pairTable(asked, result) : connectorTable(asked, result)
    const { rows, notes } = await withRoutes(table)
    const connected = result.pairs.filter((pair) => pair.total > 0).length
    const [who, what] = [`${set.slice(0, 3).map(({ name }) => `「${name}」`).join('、')}${set.length > 3 ? `等 ${grouped(set.length)} 個` : ''}`, kinds.map((one) => asking.vocabulary.kinds.get(one)?.['zh-Hant'] ?? one).join('、')]
    return {
      put: putOf('among', given, { set: set.map(({ id }) => id), ...namedIn(walk) }),
      title: byPairs ? `${who}之間，每一對各有多少${what}連結？` : `${who}之間，哪些${what}連結最多對？`,
      text: connected === 0 ? `${who}之間，沒有找到連結其中任何一對的${what}。` : `${who}之間共 ${grouped(result.pairs.length)} 對，其中 ${grouped(connected)} 對有${what}連結；連結者共 ${grouped(result.total)} 個。`,
      columns, rows, total, searched: await searched(asking, walk), hasNextPage: total > rows.length, notes,
    }
  },
})

const CONNECTORS: readonly Column[] = [
  { key: 'entity', label: { 'zh-Hant': '連結者', en: 'connector' } },
  { key: 'pairs', label: { 'zh-Hant': '連結幾對', en: 'pairs' } },
  { key: 'distance', label: { 'zh-Hant': '步數合計', en: 'steps in all' } },
]

/** Each connector; its route is one of the pair that it connects best. */
const connectorTable = (asked: Asked, { rows, total }: AmongResult): Table => ({
  columns: CONNECTORS, total,
  rows: rows.map(({ entity, pairs, distance, best }) => ({
    cells: { entity, pairs, distance },
    routes: async () => {
      const [there, on] = await Promise.all([wayOf(asked, best.a, entity.id, best.b), wayOf(asked, entity.id, best.b, best.a)])
      return there === undefined || on === undefined ? [] : [marked({ steps: [...there.steps, ...on.steps] }, asked.walk.asOf)]
    },
  })),
})

/**
 * A shortest way of at most three steps from one entity to another without a third: what lies on it are connectors
 * of the two, so that asking for those costs far less than comparing all paths.
 */
async function wayOf({ asking, walk }: Asked, a: Id, b: Id, without: Id): Promise<Route | undefined> {
  const filter = { ...walk, avoid: [...(walk.avoid ?? []), without] }
  const { paths: [direct] } = await asking.graph.paths({ ...filter, from: a, to: b, maxHops: 1, first: 1 }, asking.viewer, asking.signal)
  if (direct !== undefined) return direct
  for (const maxHops of [2, 3]) {
    const { rows: [row] } = await asking.graph.connectors({ ...filter, a, b, kinds: KINDS, maxHops, first: 1, routes: 1 }, asking.viewer, asking.signal)
    if (row !== undefined) return row.routes[0]
  }
  return undefined
}

const PAIRS: readonly Column[] = [
  { key: 'a', label: { 'zh-Hant': '甲', en: 'one' } },
  { key: 'b', label: { 'zh-Hant': '乙', en: 'other' } },
  { key: 'connectors', label: { 'zh-Hant': '連結者數', en: 'connectors' } },
  { key: 'nearest', label: { 'zh-Hant': '最近步數', en: 'nearest' } },
]

/** Each pair, those with most connectors first; its routes are those of its best connector. */
function pairTable({ asking, walk, kinds, set, first }: Asked, { pairs }: AmongResult): Table {
  const refs = new Map<Id, EntityRef>(set.map((entity) => [entity.id, entity]))
  const sorted = pairs.toSorted((x, y) => y.total - x.total || (x.nearest ?? 0) - (y.nearest ?? 0))
  return {
    columns: PAIRS, total: pairs.length,
    rows: sorted.slice(0, first).map(({ a, b, total, nearest }) => ({
      cells: { a: refs.get(a)!, b: refs.get(b)!, connectors: total, nearest: nearest ?? null },
      routes: async () => {
        if (nearest === undefined) return []
        // the best of all is the best of those nearest: only so far has to be walked
        const { rows } = await asking.graph.connectors({ ...walk, a, b, kinds, maxHops: nearest, first: 1, routes: ROUTES }, asking.viewer, asking.signal)
        return rows.flatMap(({ routes }) => routes.map((route) => marked(route, walk.asOf)))
      },
    })),
  }
}

/** The first rows with what they rest on, as far as that is found in time. */
async function withRoutes(table: Table['rows']): Promise<Pick<Answer, 'rows' | 'notes'>> {
  const until = performance.now() + LONGEST
  const rows: AnswerRow[] = []
  let missed = 0
  for (let at = 0; at < table.length; at += AT_ONCE) {
    rows.push(...(await Promise.all(table.slice(at, at + AT_ONCE).map(async ({ cells, routes }, i): Promise<AnswerRow> => {
      if (at + i >= SHOWN) return { cells }
      const found = performance.now() < until ? await routes().catch(tooExpensive) : undefined
      if (found === undefined) missed++
      return found === undefined || found.length === 0 ? { cells } : { cells, routes: found }
    }))))
  }
  return {
    rows,
    notes: [
      ...(table.length > SHOWN ? [`只有前 ${SHOWN} 列附上路徑。`] : []),
      ...(missed > 0 ? [`有 ${missed} 列的路徑要找太久，沒有附上。`] : []),
    ],
  }
}

function tooExpensive(error: unknown): undefined {
  if (!(error instanceof ArchiveError) || error.code !== 'TOO_EXPENSIVE') throw error
}
