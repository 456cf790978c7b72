import type { SearchResult } from '../port.ts'
import { NONE, UNDATED, type Columns } from './columns.ts'

/** Values of one facet that are told. */
const VALUES = 100

type Values = (number: number) => readonly number[]

/** Counts entities, not documents: what several passages of one work share counts once. */
export function facetsOf(numbers: readonly number[], columns: Columns): SearchResult['facets'] {
  const one = (column: Int32Array, none: number): Values => (number) => (column[number] === none ? [] : [column[number]!])
  const word = (words: readonly string[]) => (value: number): string => words[value]!
  const table = {
    kind: { values: one(columns.kind, NONE), say: word(columns.kinds.words) },
    year: { values: one(columns.year, UNDATED), say: String },
    type: { values: one(columns.type, NONE), say: word(columns.types.words) },
    place: { values: one(columns.place, NONE), say: word(columns.places.words) },
    collection: { values: ((number) => columns.collection.get(number) ?? []) as Values, say: word(columns.collections.words) },
  }
  const byEntity = inOrder(numbers, columns.entity)
  return Object.fromEntries(Object.entries(table).map(([facet, { values, say }]) => [facet, counted(byEntity, columns.entity, values, say)]))
}

/** Sorted by entity; as single numbers, which sort without being compared one call at a time. */
function inOrder(numbers: readonly number[], entities: Int32Array): Uint32Array {
  const keys = Float64Array.from(numbers, (number) => entities[number]! * SIZE + number).sort()
  return Uint32Array.from(keys, (key) => key % SIZE)
}
/** More than there are documents; entities times this are still whole numbers. */
const SIZE = 2 ** 26

function counted(byEntity: Uint32Array, entities: Int32Array, values: Values, say: (value: number) => string): { value: string; count: number }[] {
  const counts = new Map<number, { count: number; last: number }>()
  for (const number of byEntity) {
    const entity = entities[number]!
    for (const value of values(number)) {
      const known = counts.get(value)
      if (known === undefined) counts.set(value, { count: 1, last: entity })
      else if (known.last !== entity) {
        known.count++
        known.last = entity
      }
    }
  }
  return Array.from(counts, ([value, { count }]) => ({ value: say(value), count }))
    .sort((x, y) => y.count - x.count || (x.value < y.value ? -1 : 1))
    .slice(0, VALUES)
}
