import type { Cue, StatementTables } from './patterns.ts'
import { oneOf } from './words.ts'

/** Tells what a sentence only supposes, denies or asks. */
export interface Cues {
  readonly sentence: RegExp
  readonly before: RegExp
  readonly clause: RegExp
  readonly behind: RegExp
  readonly english: RegExp
}

const guarded = ({ words, not }: Cue): RegExp => new RegExp(`(${not.length === 0 ? '(?!)' : oneOf(not)})|${oneOf(words)}`, 'gu')

export function cuesOf({ cues: { sentence, before, clause, behind, en } }: StatementTables): Cues {
  return { sentence: guarded(sentence), before: guarded(before), clause: guarded(clause), behind: guarded(behind), english: new RegExp(`\\b(?:${en.words.join('|')})\\b|\\?`, 'iu') }
}

/** The cue under which `sentence` says what stands between `from` and `to` in it, names masked; undefined: it is stated. */
export function cueFor(sentence: string, from: number, to: number, cues: Cues, english: boolean): string | undefined {
  if (english) return cues.english.exec(sentence.slice(0, to))?.[0] ?? (/\?\s*$/.test(sentence) ? '?' : undefined)
  const whole = first(cues.sentence, sentence)
  if (whole !== undefined) return whole
  const opening = Math.max(...['，', '；', '：', '\n'].map((mark) => sentence.lastIndexOf(mark, from - 1))) + 1
  const closing = /[，；。！？\n]/.exec(sentence.slice(to))?.index ?? sentence.length - to
  // 教育局建議，由文化局補助: from the clause before, not from a paragraph before
  const earlier = Math.max(...['，', '；', '：', '\n'].map((mark) => sentence.lastIndexOf(mark, Math.max(0, opening - 2)))) + 1
  return first(cues.before, sentence.slice(opening === 0 ? 0 : earlier, to)) ?? first(cues.clause, sentence.slice(opening, to)) ?? first(cues.behind, sentence.slice(to, to + closing))
}

function first(cue: RegExp, text: string): string | undefined {
  for (const match of text.matchAll(cue)) if (match[1] === undefined) return match[0]
  return undefined
}
