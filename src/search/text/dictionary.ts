import { fold } from './fold.ts'

/** The archive's own public names, as words. */
export interface Dictionary {
  /** Length of the longest name that begins here in a folded text; 0 when none does. */
  longest(text: string, start: number): number
}

/** Names shorter than this are words already, or would be found in everything. */
const SHORTEST = 2
/** Titles longer than this are sentences: as a word they are found by nobody. */
const LONGEST = 16

/** @param names as written; the caller gives only those that everyone may read */
export function dictionaryOf(names: Iterable<string>): Dictionary {
  const known = new Set<string>()
  const lengths = new Map<string, number[]>()
  for (const name of names) {
    const folded = fold(name).text
    if (folded.length < SHORTEST || folded.length > LONGEST || known.has(folded)) continue
    known.add(folded)
    const head = folded.slice(0, SHORTEST)
    const all = lengths.get(head)
    if (all === undefined) lengths.set(head, [folded.length])
    else if (!all.includes(folded.length)) all.push(folded.length)
  }
  for (const all of lengths.values()) all.sort((a, b) => b - a)
  return {
    longest: (text, start) => lengths.get(text.slice(start, start + SHORTEST))?.find((length) => known.has(text.slice(start, start + length))) ?? 0,
  }
}
