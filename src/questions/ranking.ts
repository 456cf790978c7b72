import { z } from 'zod'
import { grouped } from '../model/numbers.ts'
import type { EntityRef, Projection, RelationView, WalkFilter } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import { KINDS, type Kind } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { Answer, AnswerRow } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { kindsText, namesOf, whenText } from './listing.ts'
import { LEFT_OUT, leftOut } from './left-out.ts'
import { putOf } from './put.ts'
import { together } from './together.ts'
import * as shapes from './shapes.ts'
import { namedIn, walkOf } from './walk.ts'
import { restsOn, wanted, wayLabels, waysOf, type Way } from './ways.ts'

const SHAPE = {
  types: z.array(z.string()).nullish().describe('關係類型，可加方向：COMMISSIONS:out (relation types, with a side; default all of role connecting)'),
  kinds: shapes.kinds, named: shapes.named, ...LEFT_OUT,
  asOf: shapes.WALK.asOf, includeProposed: shapes.WALK.includeProposed, includeDeprecated: shapes.WALK.includeDeprecated,
  onlySources: shapes.WALK.onlySources, withoutSources: shapes.WALK.withoutSources,
  first: shapes.first,
} as const

export type RankingArguments = z.infer<z.ZodObject<typeof SHAPE>>

/** The question in words. */
export function rankingTitle({ types, kinds, named, asOf }: RankingArguments, vocabulary: Vocabulary): string {
  const labels = types?.length ? wayLabels(waysOf(vocabulary, types, {}), vocabulary).map((label) => `「${label}」`).join('、') : ''
  return `${whenText(asOf)}哪些${kindsText(kindsOf(kinds, []), named ?? [], vocabulary, '人或單位')}${labels}的關係最多？`
}

/** Above this many visible relations the question is refused. */
const MOST_RELATIONS = 1_000_000
/** Entities looked at for their names, and at a time. */
const [MOST_NAMED, SLICE] = [5_000, 200]
/** Relations shown of one row. */
const SHOWN = 3
/** Relations counted before others may have a turn. */
const CHUNK = 20_000

/** Whose relations are most: exactly as docs/questions.md. */
export const rankingKind = kind({
  name: 'ranking',
  summary: { 'zh-Hant': '誰的關係最多？', en: 'Who has the most relations?' },
  shape: SHAPE,
  words: [],
  answer: async (asking, given: RankingArguments): Promise<Answer> => {
    const first = whole('first', given.first, 10, 1, MOST_ROWS)
    const ways = waysOf(asking.vocabulary, given.types, { role: 'connecting' })
    const filter = await walkOf(asking, { ...given, relations: null, avoid: null }, [...new Set(ways.map(({ type }) => type))])
    const projection = await asking.graph.project({ ...filter, most: MOST_RELATIONS }, asking.viewer, asking.signal)
    const counts = await countsOf(projection, ways, asking.signal)
    const kinds = kindsOf(given.kinds, [])
    const named = given.named ?? []
    const without = await leftOut(asking, given)
    const byName = named.length > 0 || (given.notNamed?.length ?? 0) > 0
    const { places, more } = await topOf(projection, counts, kinds, byName ? MOST_NAMED : first + (without.except?.length ?? 0), asking.signal)
    const isNamed = wanted([], named)
    const rows = await firstOf(asking, projection, counts, places, first, (entity) => isNamed(entity) && without.fits(entity))
    const cut = byName && more && rows.length < first
    const title = without.text + rankingTitle(given, asking.vocabulary)
    return {
      put: putOf('ranking', given, { except: without.except, ...namedIn(filter) }), title,
      text: rows.length === 0 ? `沒有找到：${title}` : `最多的是${rows[0]!.entity.name}（${grouped(rows[0]!.count)} 筆）${rows.length > 1 ? `，其次是${namesOf(rows.slice(1).map(({ entity }) => entity), rows.length - 1, 3)}` : ''}。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '名稱', en: 'name' } },
        { key: 'count', label: { 'zh-Hant': '關係筆數', en: 'relations' } },
      ],
      rows: await shown(asking, rows, ways, filter),
      total: rows.length, hasNextPage: more || places.length > rows.length,
      searched: { ...filter, relations: projection.from.length },
      notes: [`每一列附上其中 ${SHOWN} 筆關係。`, ...(cut ? [`只看了前 ${MOST_NAMED} 個的名稱。`] : [])],
    }
  },
})

async function countsOf({ nodes, from, to, type, types }: Projection, ways: readonly Way[], signal: AbortSignal | undefined): Promise<Uint32Array> {
  const counts = new Uint32Array(nodes.length)
  const [out, into] = (['out', 'in'] as const).map((side) => types.map((code) => ways.some((way) => way.type === code && (way.side === side || way.side === 'both')))) as [boolean[], boolean[]]
  const turns = new Turns(signal)
  for (let i = 0; i < from.length; i++) {
    if (i % CHUNK === 0) await turns.next()
    const [one, other] = [from[i]!, to[i]!]
    if (one === other) continue
    if (out[type[i]!]) counts[one]!++
    if (into[type[i]!]) counts[other]!++
  }
  return counts
}

/**
 * The places of the `most` nodes with the largest counts, largest first; ids are in the order of places. By a
 * histogram: sorting them all would hold others up.
 */
async function topOf({ nodes, kinds }: Projection, counts: Uint32Array, wantedKinds: readonly Kind[], most: number, signal: AbortSignal | undefined): Promise<{ places: number[]; more: boolean }> {
  const isWanted = KINDS.map((one) => wantedKinds.length === 0 || wantedKinds.includes(one))
  const histogram = new Map<number, number>()
  const turns = new Turns(signal)
  let all = 0
  for (let place = 0; place < nodes.length; place++) {
    if (place % CHUNK === 0) await turns.next()
    if (counts[place] === 0 || !isWanted[kinds[place]!]) continue
    all++
    histogram.set(counts[place]!, (histogram.get(counts[place]!) ?? 0) + 1)
  }
  let [least, above] = [Infinity, 0]
  for (const [count, number] of [...histogram].sort(([x], [y]) => y - x)) {
    if (above >= most) break
    least = count
    above += number
  }
  const places: number[] = []
  let room = most - (above - (histogram.get(least) ?? 0))
  for (let place = 0; place < nodes.length; place++) {
    if (place % CHUNK === 0) await turns.next()
    const count = counts[place]!
    if (count === 0 || !isWanted[kinds[place]!] || count < least || (count === least && room-- <= 0)) continue
    places.push(place)
  }
  return { places: places.sort((x, y) => counts[y]! - counts[x]! || x - y), more: all > places.length }
}

interface Ranked { readonly entity: EntityRef; readonly count: number }

/** The first of them whose names fit. */
async function firstOf(asking: Asking, { nodes }: Projection, counts: Uint32Array, places: readonly number[], first: number, fits: (entity: EntityRef) => boolean): Promise<Ranked[]> {
  const rows: Ranked[] = []
  const turns = new Turns(asking.signal)
  for (let at = 0; at < places.length && rows.length < first; at += SLICE) {
    const slice = places.slice(at, at + SLICE)
    await turns.next()
    const views = await asking.graph.entities(slice.map((place) => nodes.at(place)), asking.viewer)
    for (const place of slice) {
      const view = views.get(nodes.at(place))
      if (view !== undefined && rows.length < first && fits(view)) rows.push({ entity: { id: view.id, name: view.name, kind: view.kind }, count: counts[place]! })
    }
  }
  return rows
}

async function shown(asking: Asking, rows: readonly Ranked[], ways: readonly Way[], { onlySources, withoutSources, ...filter }: WalkFilter): Promise<AnswerRow[]> {
  const [side, ...others] = new Set(ways.map((way) => way.side))
  const query = { ...filter, ...(others.length === 0 && side !== 'both' && side !== undefined ? { direction: side } : {}) }
  const fits = (relation: RelationView): boolean => restsOn(relation, { onlySources, withoutSources })
  const turns = new Turns(asking.signal)
  return together(asking, rows, async ({ entity, count }) => {
    const relations: RelationView[] = []
    for (let after: string | undefined, more = true; more && relations.length < SHOWN;) {
      if (turns.isOver) await turns.next()
      const page = await asking.graph.relations(entity.id, query, asking.viewer, { first: onlySources ?? withoutSources ? SLICE : SHOWN, ...(after === undefined ? {} : { after }) })
      relations.push(...page.items.filter(fits))
      more = page.hasNextPage
      after = page.endCursor
    }
    return { cells: { entity, count }, relations: relations.slice(0, SHOWN) }
  })
}
