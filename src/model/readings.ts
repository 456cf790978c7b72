/**
 * How a word is said, within a text: `{臺灣|Tâi-uân}`, or character by character `{阿美|ㄚ|ㄇㄟˇ}`. Braces and bars that stand
 * otherwise are what they are: a reading has no line break, brace or bar in it, and something on each side.
 */
const READING = /\{([^{}|\n]{1,60})\|([^{}\n]{1,120})\}/g

/** A text without its readings, and the way back. */
export interface Plain {
  readonly text: string
  /** Where each unit stands in the text as written; one more at the end. */
  readonly at: readonly number[]
}

export interface Reading {
  /** Of the whole of it, braces included; UTF-16, end exclusive. */
  readonly start: number
  readonly end: number
  readonly base: string
  /** One for the whole, or one for each character. */
  readonly said: readonly string[]
}

export function readingsIn(text: string): Reading[] {
  return [...text.matchAll(READING)].flatMap(({ 0: all, 1: base, 2: said, index }) => {
    const parts = said!.split('|').map((part) => part.trim())
    const fits = parts.every((part) => part !== '') && base!.trim() !== '' && (parts.length === 1 || parts.length === [...base!].length)
    return fits ? [{ start: index, end: index + all.length, base: base!, said: parts }] : []
  })
}

/** What is compared, searched and looked through for names: the words alone. */
export function withoutReadings(text: string): Plain {
  let plain = ''
  const at: number[] = []
  let from = 0
  const take = (start: number, end: number): void => {
    plain += text.slice(start, end)
    for (let i = start; i < end; i++) at.push(i)
  }
  for (const { start, end, base } of readingsIn(text)) {
    take(from, start)
    take(start + 1, start + 1 + base.length)
    from = end
  }
  take(from, text.length)
  at.push(text.length)
  return { text: plain, at }
}

/** The stretch of the text as written that has these words in it, with their readings whole. */
export function asWritten({ at }: Plain, text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  let [from, to] = [at[start]!, end > start ? at[end - 1]! + 1 : at[start]!]
  for (const reading of readingsIn(text)) {
    if (from > reading.start && from < reading.end) from = reading.start
    if (to > reading.start && to < reading.end) to = reading.end
  }
  return { start: from, end: to }
}
