import { z } from 'zod'
import type { EntityRef, RelationView, WalkFilter } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import { AFTER_ALL, BEFORE_ALL, dayText, yearOfDay, type Bounds } from '../model/dates.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import type { Answer } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { pageAt, placeAfter } from './place.ts'
import { putOf } from './put.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { stepsOf } from './shown-steps.ts'
import { sorted } from './sorted.ts'
import { namedIn, walkOf } from './walk.ts'

const [MOST_OF_ONE, MOST_OF_TYPE] = [20_000, 1_000_000]
const MOST_YEARS = 200

const SHAPE = {
  of: shapes.name.nullish().describe('誰的 (of whom)'),
  with: shapes.name.nullish().describe('與誰之間的 (only with)'),
  type: z.string().nullish().describe('關係類型；不給 of 時逐年計數 (a relation type; without of: counts a year)'),
  ...shapes.WALK, first: shapes.first, after: shapes.after,
}

/** Relations by time: exactly as docs/questions.md. */
export const timelineKind = kind({
  name: 'timeline',
  summary: { 'zh-Hant': 'A 的關係依時間排列', en: 'The relations of A by time' },
  shape: SHAPE,
  words: ['of', 'with'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 50, 1, MOST_ROWS)
    const start = placeAfter(given.after)
    if (given.of == null && given.type == null) throw badInput('of', 'of or type is needed')
    if (given.with != null && given.of == null) throw badInput('of', 'with takes of, too')
    const walk = await walkOf(asking, { ...given, relations: given.type == null ? given.relations : [given.type] }, [...asking.vocabulary.relations.keys()])
    const of = given.of == null ? undefined : await entityNamed(asking, given.of, 'of')
    const other = given.with == null ? undefined : await entityNamed(asking, given.with, 'with')
    if (of !== undefined && other?.id === of.id) throw badInput('with', `of and with are the same: 「${of.name}」`)
    const told = { put: putOf('timeline', given, { ...(of && { of: of.id }), ...(other && { with: other.id }), ...namedIn(walk) }), searched: await searched(asking, walk) }
    if (of === undefined) {
      const { rows, ...part } = await byYear(asking, walk, given.type!)
      return { ...told, ...part, rows: rows.slice(start, start + first), ...pageAt(start, first, rows.length) }
    }
    const all = await dated(asking, walk, of, other)
    return { ...told, ...listed(asking, of, other, all, await read(asking, walk, all, start, first)), ...pageAt(start, first, all.length) }
  },
})

type Part = Omit<Answer, 'put' | 'searched' | 'hasNextPage' | 'endCursor'>

/** A relation of one entity as the projection has it, before it is read. */
interface Dated {
  readonly pair: readonly [Id, Id]
  readonly type: string
  readonly out: boolean
  readonly earliest: number
  readonly latest: number
}

/** All relations of one, or between two, in the order of time. */
async function dated(asking: Asking, walk: WalkFilter, of: EntityRef, other: EntityRef | undefined): Promise<Dated[]> {
  const part = other === undefined ? { around: { ids: [of.id], hops: 1 } } : { among: [of.id, other.id] }
  const { nodes, from, to, type, types, earliest, latest } = await asking.graph.project({ ...walk, ...part, most: MOST_OF_ONE }, asking.viewer, asking.signal)
  const own = nodes.placeOf(of.id)
  const undated = (i: number): number => Number(earliest[i] === BEFORE_ALL && latest[i] === AFTER_ALL)
  const far = (i: number): number => (from[i] === own ? to[i]! : from[i]!)
  const order = await sorted(from.length, (x, y) => undated(x) - undated(y) || earliest[x]! - earliest[y]! || latest[x]! - latest[y]! || type[x]! - type[y]! || far(x) - far(y) || x - y, asking.signal)
  return Array.from(order, (i) => ({ pair: [of.id, nodes.at(far(i))], type: types[type[i]!]!, out: from[i] === own, earliest: earliest[i]!, latest: latest[i]! }))
}

/** The relations themselves; those alike in all that orders them, by id. */
async function read(asking: Asking, walk: WalkFilter, all: readonly Dated[], start: number, first: number): Promise<RelationView[]> {
  const page = all.slice(start, start + first)
  const steps = await stepsOf(asking, walk, [...new Map(page.map(({ pair }) => [pair.join(' '), pair])).values()])
  const keyOf = ({ pair, type, out, earliest, latest }: Dated): string => `${pair.join(' ')} ${type} ${out} ${earliest} ${latest}`
  const before = new Map<string, number>()
  // those alike in all but their direction stand side by side
  for (let at = start - 1; at >= 0 && isAlike(all[at]!, all[start]); at--) before.set(keyOf(all[at]!), (before.get(keyOf(all[at]!)) ?? 0) + 1)
  return page.flatMap((one) => {
    const nth = before.get(keyOf(one)) ?? 0
    before.set(keyOf(one), nth + 1)
    const alike = (steps.get(one.pair.join(' '))?.relations ?? []).filter(({ type, from, bounds }) =>
      type === one.type && (from.id === one.pair[0]) === one.out && bounds.startEarliest === one.earliest && bounds.endLatest === one.latest)
    return alike[nth] ?? []
  })
}

const isAlike = (one: Dated, other: Dated | undefined): boolean =>
  one.earliest === other?.earliest && one.latest === other.latest && one.type === other.type && one.pair[1] === other.pair[1]

const isUndated = ({ startEarliest, endLatest }: Pick<Bounds, 'startEarliest' | 'endLatest'>): boolean => startEarliest === BEFORE_ALL && endLatest === AFTER_ALL

function listed({ vocabulary }: Asking, of: EntityRef, other: EntityRef | undefined, all: readonly Dated[], relations: readonly RelationView[]): Part {
  const undated = all.filter(({ earliest, latest }) => isUndated({ startEarliest: earliest, endLatest: latest })).length
  const who = other === undefined ? `「${of.name}」` : `「${of.name}」與「${other.name}」之間`
  return {
    title: `${who}的關係，依時間排列`,
    text: all.length === 0 ? `${who}沒有找到關係。` : `${who}有 ${grouped(all.length)} 筆關係${undated === 0 ? '' : `，其中 ${grouped(undated)} 筆沒有日期`}。`,
    columns: [
      { key: 'type', label: { 'zh-Hant': '關係', en: 'relation' } },
      { key: 'other', label: { 'zh-Hant': '對象', en: 'other end' } },
      { key: 'start', label: { 'zh-Hant': '開始', en: 'start' } },
      { key: 'end', label: { 'zh-Hant': '結束', en: 'end' } },
      { key: 'possible', label: { 'zh-Hant': '可能存續', en: 'can hold' } },
      { key: 'certain', label: { 'zh-Hant': '確定存續', en: 'certainly holds' } },
    ],
    rows: relations.map((relation) => {
      const out = relation.from.id === of.id
      const { startEarliest, startLatest, endEarliest, endLatest } = relation.bounds
      return {
        cells: {
          type: vocabulary.relations.get(relation.type)?.[out ? 'forward' : 'backward']['zh-Hant'] ?? relation.type,
          other: out ? relation.to : relation.from, start: relation.start ?? null, end: relation.end ?? null,
          possible: isUndated(relation.bounds) ? null : `${dayText(startEarliest)}/${dayText(endLatest)}`,
          certain: startLatest <= endEarliest ? `${dayText(startLatest)}/${dayText(endEarliest)}` : null,
        },
        relations: [relation],
      }
    }),
    total: all.length,
    notes: undated === 0 ? [] : ['沒有日期的排在最後 (those without dates come last).'],
  }
}

/** How many relations of a type can hold in each year. */
async function byYear(asking: Asking, walk: WalkFilter, type: string): Promise<Part> {
  const { earliest, latest } = await asking.graph.project({ ...walk, most: MOST_OF_TYPE }, asking.viewer, asking.signal)
  const label = asking.vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type
  /** Changes of the count, by year. */
  const [started, ended] = [new Map<number, number>(), new Map<number, number>()]
  let [undated, always] = [0, 0]
  let [least, most] = [Infinity, -Infinity]
  const turns = new Turns(asking.signal)
  for (let i = 0; i < earliest.length; i++) {
    if (i % 5_000 === 0) await turns.next()
    const [from, to] = [earliest[i]!, latest[i]!]
    if (from === BEFORE_ALL && to === AFTER_ALL) {
      undated++
      continue
    }
    if (from === BEFORE_ALL) always++
    else started.set(yearOfDay(from), (started.get(yearOfDay(from)) ?? 0) + 1)
    if (to !== AFTER_ALL) ended.set(yearOfDay(to), (ended.get(yearOfDay(to)) ?? 0) + 1)
    for (const day of [from, to]) if (day !== BEFORE_ALL && day !== AFTER_ALL) [least, most] = [Math.min(least, yearOfDay(day)), Math.max(most, yearOfDay(day))]
  }
  const first = Math.max(least, most - MOST_YEARS + 1)
  const before = (counts: ReadonlyMap<number, number>): number => [...counts].reduce((sum, [year, count]) => (year < first ? sum + count : sum), 0)
  let holding = always + before(started) - before(ended)
  const rows: Part['rows'][number][] = []
  for (let year = first; year <= most; year++) {
    holding += started.get(year) ?? 0
    rows.push({ cells: { year: String(year), possible: holding, started: started.get(year) ?? 0, ended: ended.get(year) ?? 0 } })
    holding -= ended.get(year) ?? 0
  }
  return {
    title: `「${label}」的關係每年有幾筆？`,
    text: rows.length === 0 ? `「${label}」的 ${grouped(earliest.length)} 筆關係都沒有日期。` : `「${label}」共 ${grouped(earliest.length)} 筆，日期落在 ${least} 年到 ${most} 年。`,
    columns: [
      { key: 'year', label: { 'zh-Hant': '年', en: 'year' } },
      { key: 'possible', label: { 'zh-Hant': '可能存續', en: 'can hold' } },
      { key: 'started', label: { 'zh-Hant': '最早這年開始', en: 'start this year at the earliest' } },
      { key: 'ended', label: { 'zh-Hant': '最晚這年結束', en: 'end this year at the latest' } },
    ],
    rows, total: rows.length,
    notes: [
      ...(undated === 0 ? [] : [`另有 ${grouped(undated)} 筆沒有日期，沒有計入 (${undated} without dates are not counted).`]),
      ...(first > least ? [`只列最後 ${MOST_YEARS} 年 (only the last ${MOST_YEARS} years are listed).`] : []),
      '逐年計數只數筆數；要看各筆與證據，請指定 of (for the relations themselves with their evidence, give of).',
    ],
  }
}

