import { squeeze } from './squeeze.ts'

/** Regular expressions out of lists of words, longest first so that a word is not taken for its beginning. */
export const oneOf = (words: readonly string[]): string => {
  const plain = [...new Set(words.map((word) => squeeze(word).text))].sort((a, b) => b.length - a.length)
  return `(?:${plain.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`
}

export const setOf = (words: readonly string[]): ReadonlySet<string> => new Set(words.map((word) => squeeze(word).text))

/** Marks the units that a stop word covers, unless a guarded word covers them first. */
export function markStops(text: string, stops: RegExp): Uint8Array {
  const marks = new Uint8Array(text.length)
  for (const match of text.matchAll(stops)) {
    if (match[1] === undefined) marks.fill(1, match.index, match.index + match[0].length)
  }
  return marks
}
