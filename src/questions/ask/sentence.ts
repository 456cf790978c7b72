import { fold } from '../../model/names.ts'
import type { Candidate } from '../resolve.ts'
import type { Kind } from '../../model/records.ts'
import type { Grammar, Sense } from './grammar.ts'

/** A word of a sentence, with everything it may be. Offsets are of the sentence, in UTF-16 code units. */
export interface Word {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly senses: readonly Sense[]
  /** E: whom it may mean, and only them. */
  readonly candidates?: readonly Candidate[]
  /** E2 and longer: the names in order. */
  readonly names?: readonly Word[]
  /** T: as EDTF. */
  readonly date?: string
  /** Q and K. */
  readonly kinds?: readonly Kind[]
  readonly named?: readonly string[]
}

export const is = (word: Word | undefined, ...categories: string[]): boolean => word?.senses.some(({ category }) => categories.includes(category)) ?? false

/** What stands already: names, dates, what is in quotation marks. */
export type Fixed = Pick<Word, 'start' | 'end' | 'text' | 'senses'> & Partial<Word>

const LETTER = /[\p{Script=Latin}\p{N}]/u
const BLANK = /\s/u
/** 、 joins names; other marks part clauses. */
const MARK = /[\p{P}\p{S}\p{Cf}\p{Cc}]/u
/** An unknown character costs more than any number of words. */
const UNKNOWN = 1_000

/**
 * The sentence as words: those that are fixed, and between them the words of the table, as few as possible, with
 * as few characters as possible left over. What is left over stands as X.
 */
export function wordsOf(sentence: string, fixed: readonly Fixed[], grammar: Grammar): Word[] {
  const words: Word[] = []
  let at = 0
  for (const one of [...fixed].sort((x, y) => x.start - y.start)) {
    if (one.start < at) continue
    words.push(...between(sentence, at, one.start, grammar), one)
    at = one.end
  }
  return [...words, ...between(sentence, at, sentence.length, grammar)]
}

function between(sentence: string, from: number, to: number, grammar: Grammar): Word[] {
  const chars: { text: string; at: number; key: string }[] = []
  for (let at = from; at < to;) {
    const text = String.fromCodePoint(sentence.codePointAt(at)!)
    chars.push({ text, at, key: BLANK.test(text) ? ' ' : fold(text) })
    at += text.length
  }
  const end = (i: number): number => chars[i]?.at ?? to
  const best: { cost: number; length: number; senses: readonly Sense[] }[] = Array.from({ length: chars.length + 1 }, () => ({ cost: 0, length: 0, senses: [] }))
  for (let i = chars.length - 1; i >= 0; i--) {
    best[i] = BLANK.test(chars[i]!.text) || isMark(chars[i]!.text, grammar) ? { cost: best[i + 1]!.cost, length: 1, senses: MARKED } : { cost: best[i + 1]!.cost + UNKNOWN, length: 1, senses: [] }
    let key = ''
    for (let length = 1; length <= grammar.longest && i + length <= chars.length; length++) {
      key += chars[i + length - 1]!.key
      const senses = grammar.words.get(key)
      if (senses === undefined || cuts(chars[i - 1]?.text ?? sentence[from - 1], chars[i]!.text) || cuts(chars[i + length - 1]!.text, chars[i + length]?.text ?? sentence[to])) continue
      // of equally many words those that begin with the longer one
      const cost = best[i + length]!.cost + 1
      if (cost <= best[i]!.cost) best[i] = { cost, length, senses }
    }
  }
  const words: Word[] = []
  for (let i = 0; i < chars.length; i += best[i]!.length) {
    const { length, senses } = best[i]!
    const [start, until] = [end(i), end(i + length)]
    const before = words.at(-1)
    if (senses === MARKED) {
      if (!BLANK.test(chars[i]!.text)) words.push({ start, end: until, text: chars[i]!.text, senses })
    } else if (senses.length === 0 && before?.senses === UNKNOWN_WORD && before.end === start) words[words.length - 1] = { ...before, end: until, text: sentence.slice(before.start, until) }
    else words.push({ start, end: until, text: sentence.slice(start, until), senses: senses.length === 0 ? UNKNOWN_WORD : senses, ...askedBy(senses) })
  }
  return words
}

const MARKED: readonly Sense[] = [{ category: 'mark' }]
const UNKNOWN_WORD: readonly Sense[] = [{ category: 'X' }]

const isMark = (char: string, grammar: Grammar): boolean => MARK.test(char) && !grammar.words.has(fold(char))
const cuts = (before: string | undefined, after: string | undefined): boolean => before !== undefined && after !== undefined && LETTER.test(before) && LETTER.test(after)

function askedBy(senses: readonly Sense[]): Partial<Word> {
  const kind = senses.find(({ category }) => category === 'K')
  return kind === undefined ? {} : { kinds: kind.kinds ?? [], ...(kind.named === undefined ? {} : { named: kind.named }) }
}
