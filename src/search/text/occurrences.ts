const LETTER = /[\p{L}\p{N}]/u
const ALPHABET = /^[^\u2e80-\u9fff\uf900-\ufaff\ud800-\udfff]/u

/** Where a token or phrase stands in a folded text; Latin words and numbers only whole. Without overlap. */
export function occurrences(text: string, token: string): number[] {
  const found: number[] = []
  if (token === '') return found
  const first = ALPHABET.test(token) && LETTER.test(token[0]!)
  const last = LETTER.test(token.at(-1)!) && ALPHABET.test(token.at(-1)!)
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at)) {
    const whole = !(first && at > 0 && isLetter(text, at - 1)) && !(last && at + token.length < text.length && isLetter(text, at + token.length))
    if (whole) found.push(at)
    at += whole ? token.length : 1
  }
  return found
}

/** A letter or digit of an alphabet: what would go on with the word. */
const isLetter = (text: string, at: number): boolean => LETTER.test(text[at]!) && ALPHABET.test(text[at]!)

export const holds = (text: string, token: string): boolean => occurrences(text, token).length > 0
