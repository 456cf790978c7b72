import { CJK } from '../text/fold.ts'
import { tokensOf, type Token } from '../text/index.ts'
import { coded } from './coding.ts'

const CHINESE = new RegExp(`[${CJK}]`, 'u')

/**
 * Chinese words of three characters and more are not kept: they are found by their pairs, however the
 * text around them was cut into words.
 */
const isKept = ({ text, kind }: Token): boolean => kind !== 'word' || !CHINESE.test(text) || [...text].length === 2

/** Every different term of a folded text, as an index keeps it. */
export function keptTerms(folded: string): string {
  const terms = new Set<string>()
  for (const token of tokensOf({ text: folded })) if (isKept(token)) terms.add(token.text)
  return Array.from(terms, coded).join(' ')
}

/** The folded terms by which a token or phrase is found: its pairs; a character by itself. */
export function termsOf(token: string): string[] {
  const terms = [...new Set(tokensOf({ text: token }).filter(isKept).map(({ text }) => text))]
  // where there are pairs, their characters add nothing
  return terms.filter((term) => !terms.some((other) => other !== term && other.includes(term)))
}
