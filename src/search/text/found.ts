import type { Weighted } from './rank.ts'

/**
 * What counts as found: a document that holds at least this share of the question's weight, among the tokens that
 * some document the viewer may read holds at all. One of three words typed is enough; one common word of a sentence is not.
 * At 0.2 one in two hundred of DRCD's paragraphs was lost, at 0.1 none more than at 0.05.
 */
export const SHARE = 0.1

/** Sums of the same weights differ by less with the order in which they are added. */
export const ROUNDING = 1e-9

/** The tokens that decide whether a document is found: words and pairs; characters only where nothing else was typed. */
export function deciding(tokens: readonly Weighted[]): readonly Weighted[] {
  const longer = tokens.filter(({ kind }) => kind !== 'char')
  return longer.length > 0 ? longer : tokens
}

/** @param tokens the deciding ones that exist for this viewer */
export function isFound(tokens: readonly Weighted[], holds: (token: Weighted) => boolean): boolean {
  let [all, held] = [0, 0]
  for (const token of tokens) {
    all += token.weight
    if (holds(token)) held += token.weight
  }
  return held > 0 && held >= SHARE * all - ROUNDING
}
