import { TOTAL_LIMIT, type SearchQuery } from '../port.ts'
import { UNDATED, type Columns } from './columns.ts'

export interface Scored { readonly number: number; readonly score: number }

/** The documents found of one entity, best first, its own before its passages. */
export interface Group {
  readonly entity: string
  /** As its best document gives it. */
  readonly name: string
  readonly year: number
  readonly score: number
  readonly documents: Scored[]
}

/**
 * The documents of those entities that can be among the best `TOTAL_LIMIT`, by the best that each has: sorting tens of
 * thousands of others would be for nothing.
 */
export function contenders(numbers: readonly number[], weight: Float64Array, columns: Columns): Scored[] {
  if (best.length < columns.entities.words.length) best = new Float64Array(columns.entities.words.length + 1_024)
  const entities: number[] = []
  for (let i = 0; i < numbers.length; i++) {
    const entity = columns.entity[numbers[i]!]!
    const known = best[entity]!
    if (known === 0) entities.push(entity)
    if (known < weight[i]!) best[entity] = weight[i]!
  }
  const least = entities.length <= TOTAL_LIMIT ? 0 : Float64Array.from(entities, (entity) => best[entity]!).sort().at(-TOTAL_LIMIT)!
  const found: Scored[] = []
  for (let i = 0; i < numbers.length; i++) if (best[columns.entity[numbers[i]!]!]! >= least) found.push({ number: numbers[i]!, score: weight[i]! })
  for (const entity of entities) best[entity] = 0
  return found
}

/** The best weight by entity, used again for every question; all 0 between them. */
let best = new Float64Array(0)

/** @param scored best first @returns the best `TOTAL_LIMIT` groups, and how many there are */
export function grouped(scored: readonly Scored[], columns: Columns): Group[] {
  const groups = new Map<number, Scored[]>()
  for (const one of scored) {
    const entity = columns.entity[one.number]!
    const known = groups.get(entity)
    if (known !== undefined) known.push(one)
    else if (groups.size < TOTAL_LIMIT) groups.set(entity, [one])
  }
  return Array.from(groups, ([entity, documents]) => {
    const best = documents[0]!
    const own = documents.findIndex(({ number }) => columns.own[number] === 1)
    if (own > 0) documents.unshift(...documents.splice(own, 1))
    const years = documents.map(({ number }) => columns.year[number]!).filter((year) => year !== UNDATED)
    const lead = documents[0]!.number
    return { entity: columns.entities.words[entity]!, name: columns.names.words[columns.name[lead]!]!, year: years.length === 0 ? UNDATED : Math.min(...years), score: best.score, documents }
  })
}

const strokes = new Intl.Collator('zh-Hant-u-co-stroke')
const byText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)

/** What each sort goes by. Ties by id. `date` is newest first, what has no date last. */
export const SORTS: Readonly<Record<NonNullable<SearchQuery['sort']>, { key(group: Group): number | string; compare(x: number | string, y: number | string): number }>> = {
  relevance: { key: ({ score }) => score, compare: (x, y) => Number(y) - Number(x) },
  date: { key: ({ year }) => year, compare: (x, y) => Number(y) - Number(x) },
  name: { key: ({ name }) => name.replaceAll('臺', '台'), compare: (x, y) => strokes.compare(String(x), String(y)) || byText(String(x), String(y)) },
}

/** Sorted, and where the page after a place begins. */
export function sorted(groups: Group[], sort: keyof typeof SORTS): Group[] {
  const { key, compare } = SORTS[sort]
  return groups
    .map((group) => ({ group, by: key(group) }))
    .sort((x, y) => compare(x.by, y.by) || byText(x.group.entity, y.group.entity))
    .map(({ group }) => group)
}

export function isAfter(group: Group, place: { readonly key: number | string; readonly entity: string }, sort: keyof typeof SORTS): boolean {
  const { key, compare } = SORTS[sort]
  const order = compare(key(group), place.key)
  return order > 0 || (order === 0 && group.entity > place.entity)
}
