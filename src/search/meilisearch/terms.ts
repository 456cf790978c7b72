import { CJK } from '../text/fold.ts'
import { tokensOf, type Token } from '../text/index.ts'
import { coded } from './coding.ts'

const CHINESE = new RegExp(CJK, 'v')

/** Words of two characters are pairs, and longer Chinese ones are not kept: where they are cut does not matter here. */
const uncut = (): [number, number][] => []

/** Chinese words of three characters and more are found by their pairs, however the text around them is cut into words. */
const isKept = ({ text, kind }: Token): boolean => kind !== 'word' || !CHINESE.test(text) || [...text].length <= 2

const kept = (folded: string): string[] => [...new Set(tokensOf({ text: folded }, undefined, uncut).filter(isKept).map(({ text }) => text))]

/** Every different term of a folded text, as an index keeps it. */
export const keptTerms = (folded: string): string => kept(folded).map(coded).join(' ')

/** The folded terms by which a token or phrase is found: its pairs; a character by itself. */
export function termsOf(token: string): string[] {
  const terms = kept(token)
  // where there are pairs, their characters add nothing
  return terms.filter((term) => !terms.some((other) => other !== term && other.includes(term)))
}
