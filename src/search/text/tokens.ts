import { CJK, fold, original, type Folded, type Spaces } from './fold.ts'
import type { Dictionary } from './dictionary.ts'

/**
 * `word`: two characters or more that mean something together, a character that stands alone, a Latin word, a number. `pair`: two neighbouring
 * characters. `char`: one character. A word of two characters is also a pair, with the same text.
 */
export type TokenKind = 'word' | 'pair' | 'char'

export interface Token {
  /** Folded. */
  readonly text: string
  readonly kind: TokenKind
  /** Offsets into the text as written. */
  readonly start: number
  readonly end: number
}

const segmenter = new Intl.Segmenter('zh-Hant', { granularity: 'word' })
const RUNS = new RegExp(`(?<cjk>${CJK}+)|(?:(?!${CJK})[\\p{L}\\p{N}])+`, 'gv')

/** All tokens of a text, with their places; in order of place, words before pairs before characters. */
export function analyse(text: string, dictionary?: Dictionary): Token[] {
  const folded = fold(text)
  return tokensOf(folded, dictionary).map(({ text, kind, start, end }) => ({ text, kind, ...original(folded, start, end) }))
}

/**
 * The same of a folded text, with offsets into that.
 * @param cut how stretches of Chinese are cut into words; half the time goes there
 */
export function tokensOf(folded: Pick<Folded, 'text'>, dictionary?: Dictionary, cut: typeof words = words): Token[] {
  const tokens: Token[] = []
  for (const match of folded.text.matchAll(RUNS)) {
    if (match.groups!['cjk'] === undefined) tokens.push({ text: match[0], kind: 'word', start: match.index, end: match.index + match[0].length })
    else run(match[0], match.index, cut(match[0], dictionary), tokens)
  }
  return tokens
}

/** A stretch of Chinese characters. Folded before it is cut into words, so that all ways of writing it are cut alike. */
function run(text: string, at: number, cut: readonly (readonly [start: number, end: number])[], tokens: Token[]): void {
  const add = (kind: TokenKind, start: number, end: number): void => {
    tokens.push({ text: text.slice(start, end), kind, start: at + start, end: at + end })
  }
  for (const [start, end] of cut) add('word', start, end)
  // a character that stands alone is a word
  if ([...text].length === 1) add('word', 0, text.length)
  let before = -1
  for (let start = 0; start < text.length;) {
    const end = start + (text.codePointAt(start)! > 0xffff ? 2 : 1)
    add('char', start, end)
    if (before >= 0) add('pair', before, end)
    before = start
    start = end
  }
}

/** Words of two characters or more, and the longest names of the dictionary; places within the text. */
export function words(text: string, dictionary?: Dictionary): [start: number, end: number][] {
  const found: [number, number][] = []
  for (const { segment, index } of segmenter.segment(text)) {
    if ([...segment].length > 1) found.push([index, index + segment.length])
  }
  if (dictionary === undefined) return found
  for (let start = 0; start < text.length; start++) {
    const length = dictionary.longest(text, start)
    if (length === 0) continue
    if (!found.some(([s, e]) => s === start && e === start + length)) found.push([start, start + length])
    start += length - 1
  }
  return found
}

/** The different texts of a document's tokens: what an index keeps of it. */
export function terms(text: string, dictionary?: Dictionary, spaces: Spaces = 'text'): Set<string> {
  return new Set(tokensOf(fold(text, spaces), dictionary).map(({ text }) => text))
}
