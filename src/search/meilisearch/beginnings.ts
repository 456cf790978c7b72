import { nameKey } from '../../model/names.ts'
import { fold, words } from '../text/index.ts'

/** Words within a name at which a suggestion may begin, besides its beginning. */
const INNER = 8
/** Nobody types more of a name before choosing; and a filter's value may have 468 bytes. */
const LONGEST = 40

/** What is typed of a name, as names compare. (Meilisearch refuses halves of characters.) */
export const typed = (text: string): string => nameKey(text).slice(0, LONGEST).toWellFormed()

/** Keys of a name from each of its words on: 臺北市立美術館 is also found by 美術. */
export function inner(printed: string): Set<string> {
  const text = fold(printed).text
  const starts = new Set([...words(text).map(([start]) => start), ...Array.from(text.matchAll(/(?<=[^\p{L}\p{N}])[\p{L}\p{N}]/gu), ({ index }) => index)])
  const keys = [...starts].filter((start) => start > 0).sort((a, b) => a - b).slice(0, INNER).map((start) => typed(text.slice(start)))
  return new Set(keys.filter((key) => key !== ''))
}

/** All that names are suggested by. */
export const beginnings = (names: readonly string[]): string[] => [...new Set(names.flatMap((name) => [typed(name), ...inner(name)]))].filter((key) => key !== '')

/** The beginning of a key by which names in a question are looked for. */
export const headOf = (key: string): string => key.slice(0, HEAD).toWellFormed()
const HEAD = 3
