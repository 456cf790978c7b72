import { TOTAL_LIMIT, type Facet, type SearchQuery, type SearchResult } from '../port.ts'
import { isOwn } from './keys.ts'
import type { Looked } from './looking.ts'

/** No year: after everything that is dated. */
const UNDATED = -2_147_483_648
/** Values of one facet that are told. */
const VALUES = 100

/** The documents found of one entity, best first, its own before its passages. */
export interface Group {
  readonly entity: string
  readonly name: string
  readonly year: number
  readonly score: number
  readonly documents: readonly Looked[]
}

/** @param looked best first @returns the best `TOTAL_LIMIT` groups */
export function grouped(looked: readonly Looked[]): Group[] {
  const groups = new Map<string, Looked[]>()
  for (const one of looked) {
    const known = groups.get(one.entity)
    if (known !== undefined) known.push(one)
    else if (groups.size < TOTAL_LIMIT) groups.set(one.entity, [one])
  }
  return Array.from(groups, ([entity, documents]) => {
    const { score } = documents[0]!
    const own = documents.findIndex(isOwn)
    if (own > 0) documents.unshift(...documents.splice(own, 1))
    const years = documents.flatMap(({ facets }) => facets.year ?? [])
    return { entity, name: documents[0]!.name, year: years.length === 0 ? UNDATED : Math.min(...years), score, documents }
  })
}

const strokes = new Intl.Collator('zh-Hant-u-co-stroke')
const byText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)

type Key = number | string

/** What each sort goes by. Ties by id. `date` is newest first, what has no date last. */
export const SORTS: Readonly<Record<NonNullable<SearchQuery['sort']>, { key(group: Group): Key; compare(x: Key, y: Key): number }>> = {
  relevance: { key: ({ score }) => score, compare: (x, y) => Number(y) - Number(x) },
  date: { key: ({ year }) => year, compare: (x, y) => Number(y) - Number(x) },
  name: { key: ({ name }) => name.replaceAll('臺', '台'), compare: (x, y) => strokes.compare(String(x), String(y)) || byText(String(x), String(y)) },
}

export function sorted(groups: readonly Group[], sort: keyof typeof SORTS): Group[] {
  const { key, compare } = SORTS[sort]
  return groups
    .map((group) => ({ group, by: key(group) }))
    .sort((x, y) => compare(x.by, y.by) || byText(x.group.entity, y.group.entity))
    .map(({ group }) => group)
}

export function isAfter(group: Group, place: { readonly key: Key; readonly entity: string }, sort: keyof typeof SORTS): boolean {
  const { key, compare } = SORTS[sort]
  const order = compare(key(group), place.key)
  return order > 0 || (order === 0 && group.entity > place.entity)
}

const VALUES_OF: Readonly<Record<Facet, (document: Looked) => readonly string[]>> = {
  kind: ({ kind }) => [kind],
  year: ({ facets }) => (facets.year === undefined ? [] : [String(facets.year)]),
  type: ({ facets }) => (facets.type === undefined ? [] : [facets.type]),
  place: ({ facets }) => (facets.place === undefined ? [] : [facets.place]),
  collection: ({ facets }) => facets.collection ?? [],
}

/** Counts entities, not documents: what several passages of one work share counts once. */
export function facetsOf(looked: readonly Looked[]): SearchResult['facets'] {
  return Object.fromEntries(Object.entries(VALUES_OF).map(([facet, valuesOf]) => {
    const holders = new Map<string, Set<string>>()
    for (const one of looked) {
      for (const value of valuesOf(one)) {
        const known = holders.get(value)
        if (known === undefined) holders.set(value, new Set([one.entity]))
        else known.add(one.entity)
      }
    }
    const counts = Array.from(holders, ([value, entities]) => ({ value, count: entities.size }))
    return [facet, counts.sort((x, y) => y.count - x.count || byText(x.value, y.value)).slice(0, VALUES)]
  }))
}
