import { CJK } from './fold.ts'

const LETTER = new RegExp(`(?!${CJK})[\\p{L}\\p{N}]`, 'v')

/** Where a token or phrase stands in a folded text; Latin words and numbers only whole. Without overlap. */
export function occurrences(text: string, token: string): number[] {
  const found: number[] = []
  if (token === '') return found
  const [first, last] = [isLetter(token, 0), isLetter(token, token.length - 1)]
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at)) {
    const whole = !(first && at > 0 && isLetter(text, at - 1)) && !(last && at + token.length < text.length && isLetter(text, at + token.length))
    if (whole) found.push(at)
    at += whole ? token.length : 1
  }
  return found
}

/** A letter or digit of an alphabet, with which a word would go on; Chinese characters stand for themselves. */
function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  return code < 0x2e80 && LETTER.test(text[at]!)
}

export const holds = (text: string, token: string): boolean => occurrences(text, token).length > 0
