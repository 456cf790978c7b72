import { fold, original } from './fold.ts'
import { occurrences } from './occurrences.ts'
import type { Question } from './question.ts'

export interface Range { readonly start: number; readonly end: number }

/**
 * What to mark in a text: phrases and words; of a longer word that is not there, its pairs; single characters only
 * where the question has nothing longer. Offsets into the text as written, ascending, without overlap.
 */
export function highlight(text: string, question: Question): Range[] {
  const folded = fold(text)
  const marked = new Uint8Array(folded.text.length)
  const mark = (token: string): boolean => {
    const places = occurrences(folded.text, token)
    for (const at of places) marked.fill(1, at, at + token.length)
    return places.length > 0
  }
  for (const phrase of question.phrases) mark(phrase)
  const words = question.tokens.filter(({ kind }) => kind === 'word')
  const missing = words.filter(({ text }) => !mark(text))
  const within = (pair: string): boolean => missing.some(({ text }) => text.includes(pair)) || !words.some(({ text }) => text.includes(pair))
  for (const { kind, text } of question.tokens) if (kind === 'pair' && within(text)) mark(text)
  if (!marked.includes(1)) for (const { kind, text } of question.tokens) if (kind === 'char') mark(text)
  const ranges: Range[] = []
  for (let start = marked.indexOf(1); start >= 0;) {
    const found = marked.indexOf(0, start)
    const end = found < 0 ? marked.length : found
    ranges.push(original(folded, start, end))
    start = marked.indexOf(1, end)
  }
  return ranges.filter(({ start }, i) => i === 0 || start >= ranges[i - 1]!.end)
}
