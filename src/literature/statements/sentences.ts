/** A span of a squeezed text. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const ENDS = /[。！？；\n]+[」』）]*|(?<=[\p{Ll}\d)）”"])[.?!](?= \p{Lu}|$| $)/gu

/** Sentences of a squeezed text, with their closing mark. Marks inside quotes or brackets end none. */
export function sentencesOf(text: string): Stretch[] {
  const found: Stretch[] = []
  let start = 0
  for (const match of text.matchAll(ENDS)) {
    const end = match.index + match[0].length
    if (open(text.slice(start, match.index)) && !match[0].includes('\n')) continue
    if (text.slice(start, end).trim() !== '') found.push({ start, end })
    start = end
  }
  if (text.slice(start).trim() !== '') found.push({ start, end: text.length })
  return found
}

function open(text: string): boolean {
  const count = (marks: RegExp): number => text.match(marks)?.length ?? 0
  // an unclosed bracket is an error of the reader after a while
  return text.length < 400 && (count(/[「『]/g) > count(/[」』]/g) || count(/（/g) > count(/）/g))
}
