import type { Viewer } from '../../model/audience.ts'
import { isCleared } from '../../model/clearance.ts'
import type { SearchQuery } from '../port.ts'
import { UNDATED, type Columns } from './columns.ts'

/** One byte per document number: may this viewer see it? Asked of every document before anything is counted. */
export function seen(columns: Columns, viewer: Viewer): (number: number) => boolean {
  const cleared = columns.clearances.map((key) => isCleared(key, viewer))
  return (number) => cleared[columns.clearance[number]!] === true
}

/** The filters of a query, as one question to a document; undefined when there are none. */
export function filtered(columns: Columns, query: SearchQuery): ((number: number) => boolean) | undefined {
  const tests: ((number: number) => boolean)[] = []
  const among = (column: Int32Array, wanted: readonly string[] | undefined, words: { known(word: string): number | undefined }): void => {
    if (wanted === undefined) return
    const numbers = new Set(wanted.map((word) => words.known(word)))
    tests.push((number) => numbers.has(column[number]!))
  }
  among(columns.kind, query.kinds, columns.kinds)
  among(columns.type, query.types, columns.types)
  among(columns.place, query.places, columns.places)
  among(columns.entity, query.within, columns.entities)
  if (query.collections !== undefined) {
    const wanted = new Set(query.collections.map((word) => columns.collections.known(word)))
    tests.push((number) => columns.collection.get(number)?.some((one) => wanted.has(one)) === true)
  }
  if (query.years !== undefined) {
    const [from = UNDATED + 1, to = Infinity] = query.years
    tests.push((number) => columns.year[number]! >= from && columns.year[number]! <= to)
  }
  return tests.length === 0 ? undefined : (number) => tests.every((test) => test(number))
}
