import type { CitedAnswer } from '../../../graph/cited.ts'
import type { EntityRef, RelationView } from '../../../graph/port.ts'
import { yearOfDay, type Bounds } from '../../../model/dates.ts'
import { contested, groundsOf } from '../grounds.ts'

/** What a picture shows, before anything has a place. */
export interface Plan {
  readonly nodes: readonly PlannedNode[]
  readonly edges: readonly PlannedEdge[]
  /** Rows of which nothing, or not everything, is drawn. */
  readonly left: number
}

export interface PlannedNode {
  readonly entity: EntityRef
  /** Where the ways begin or end. */
  readonly isEnd: boolean
}

/** All relations between two entities, as one line. */
export interface PlannedEdge {
  /** As the way goes: it is drawn from left to right. */
  readonly from: string
  readonly to: string
  /** One line for each type: 「補助 民108 [3]」. */
  readonly labels: readonly string[]
  readonly arrow: { readonly atFrom: boolean; readonly atTo: boolean }
  /** Every one of its relations is proposed, disputed, deprecated or unchecked: drawn dashed. */
  readonly contested: boolean
}

/**
 * The rows in their order, as long as there are not more entities than this; a row is drawn whole or not at all, but for
 * its later ways.
 */
export function planOf(cited: CitedAnswer, most: number, language: 'zh-Hant' | 'en' = 'zh-Hant'): Plan {
  const { answer: { rows }, vocabulary } = cited
  const grounds = groundsOf(cited)
  const nodes = new Map<string, PlannedNode>()
  const pairs = new Map<string, { from: string; to: string; relations: Map<string, RelationView> }>()
  let left = 0
  const draw = (from: EntityRef, to: EntityRef, relations: readonly RelationView[], ends: readonly string[]): void => {
    for (const entity of [from, to]) if (!nodes.has(entity.id)) nodes.set(entity.id, { entity, isEnd: ends.includes(entity.id) })
    const known = pairs.get(`${from.id} ${to.id}`) ?? pairs.get(`${to.id} ${from.id}`)
    const pair = known ?? { from: from.id, to: to.id, relations: new Map<string, RelationView>() }
    if (known === undefined) pairs.set(`${from.id} ${to.id}`, pair)
    for (const relation of relations) pair.relations.set(relation.id, relation)
  }
  const fits = (entities: readonly EntityRef[]): boolean => nodes.size + new Set(entities.filter(({ id }) => !nodes.has(id)).map(({ id }) => id)).size <= most
  for (const { routes = [], relations = [] } of rows) {
    const parts = [
      ...routes.map(({ steps }) => steps.map(({ from, to, relations: walked }) => ({ from, to, relations: walked, ends: [steps[0]!.from.id, steps.at(-1)!.to.id] }))),
      ...relations.filter(({ from, to }) => from.id !== to.id).map((relation) => [{ from: relation.from, to: relation.to, relations: [relation], ends: [] as string[] }]),
    ]
    const drawn = parts.filter((steps) => {
      if (!fits(steps.flatMap(({ from, to }) => [from, to]))) return false
      for (const { from, to, relations: walked, ends } of steps) draw(from, to, walked, ends)
      return true
    })
    if (drawn.length < parts.length) left++
  }
  const edges = [...pairs.values()].map(({ from, to, relations }): PlannedEdge => {
    const all = [...relations.values()]
    const pointing = (id: string): boolean => all.some((relation) => relation.to.id === id && vocabulary.relations.get(relation.type)?.symmetric !== true)
    const types = Map.groupBy(all, ({ type }) => type)
    return {
      from, to, arrow: { atFrom: pointing(from), atTo: pointing(to) },
      contested: all.every((relation) => contested(relation).length > 0),
      labels: [...types].map(([type, some]) => [vocabulary.relations.get(type)?.forward[language] ?? type, some.length === 1 ? yearsOf(some[0]!.bounds, YEARS[language]) : '', `[${numbers(some.map((relation) => grounds.numberOf(relation)))}]`].filter((part) => part !== '').join(' ')),
    }
  })
  return { nodes: [...nodes.values()], edges, left }
}

/** Numbers one names on a line. */
const MOST_NUMBERS = 4

const numbers = (all: readonly number[]): string => (all.length <= MOST_NUMBERS ? all.join(',') : `${all.slice(0, MOST_NUMBERS - 1).join(',')}…${all.at(-1)!}`)

/** How a year is written, and what is open on one side. */
interface Years {
  readonly said: (year: number) => string
  /** The second of two. */
  readonly next: (year: number, first: number) => string
  readonly since: (year: string) => string
  readonly until: (year: string) => string
}

/** 民108, 民99–104, 至民110; 2019, 2010–2015, until 2021. */
const YEARS: Readonly<Record<'zh-Hant' | 'en', Years>> = {
  'zh-Hant': {
    said: (year) => (year > 1911 ? `民${year - 1911}` : String(year)),
    next: (year, first) => String(first > 1911 ? year - 1911 : year),
    since: (year) => `${year}起`, until: (year) => `至${year}`,
  },
  en: { said: String, next: String, since: (year) => `since ${year}`, until: (year) => `until ${year}` },
}

/** Nothing where no year is certain. */
function yearsOf({ startEarliest, startLatest, endEarliest, endLatest }: Bounds, { said, next, since, until }: Years): string {
  const [start, end] = [yearOf(startEarliest, startLatest), yearOf(endEarliest, endLatest)]
  if (start === undefined && end === undefined) return ''
  if (end === undefined) return since(said(start!))
  if (start === undefined) return until(said(end))
  return start === end ? said(start) : `${said(start)}–${next(end, start)}`
}

function yearOf(earliest: number, latest: number): number | undefined {
  const [first, last] = [earliest, latest].map(yearOfDay)
  return first === last ? first : undefined
}
