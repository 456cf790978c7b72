import { fold, original } from './fold.ts'
import { occurrences } from './occurrences.ts'
import type { Question } from './question.ts'

export interface Range { readonly start: number; readonly end: number }

/**
 * What to mark in a text: phrases and words; of a longer word that is not there, its pairs; what joins them (the 型 of
 * 學習型城市). Where there is nothing of all that, pairs across two words, or else single characters. Offsets into the
 * text as written, ascending, without overlap.
 */
export function highlight(text: string, question: Question): Range[] {
  const folded = fold(text)
  const marked = new Uint8Array(folded.text.length)
  const mark = (token: string, where: (at: number) => boolean = () => true): boolean => {
    const places = occurrences(folded.text, token).filter(where)
    for (const at of places) marked.fill(1, at, at + token.length)
    return places.length > 0
  }
  for (const phrase of question.phrases) mark(phrase)
  const { word = [], pair = [], char = [] } = Object.groupBy(question.tokens, ({ kind }) => kind)
  const missing = word.filter(({ text }) => !mark(text))
  for (const { text } of pair) if (missing.some((word) => word.text.includes(text))) mark(text)
  const across = pair.filter(({ inside }) => !inside)
  for (const { text } of across) mark(text, (at) => marked.subarray(at, at + text.length).includes(1))
  for (const rest of [across, char]) if (!marked.includes(1)) for (const { text } of rest) mark(text)
  const ranges: Range[] = []
  for (let start = marked.indexOf(1); start >= 0;) {
    const found = marked.indexOf(0, start)
    const end = found < 0 ? marked.length : found
    ranges.push(original(folded, start, end))
    start = marked.indexOf(1, end)
  }
  return ranges.filter(({ start }, i) => i === 0 || start >= ranges[i - 1]!.end)
}
