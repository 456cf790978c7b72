/** Widths of text without its font: a Han character is as wide as it is high, others are taken as 0.58 of that, which most fonts stay below. */

const WIDE = /[\u1100-\u115F\u2014\u2026\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u
const NARROW = 0.58

/** @returns em */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 1 : NARROW
  return width
}

/** Must not begin a line. */
const NO_START = /^[，。、；：！？）」』〉》〕】%…—～・,.;:!?)\]}’”]/

/** Lines of at most so many em, at most so many of them; Latin words stay whole where they fit. The last one says with … that something is missing. */
export function wrapped(text: string, most: number, lines: number): string[] {
  const all: string[] = []
  let line = ''
  for (const word of text.match(/[\p{Script=Latin}\p{M}\p{N}'’.,:;/_@#&+-]+|\s+|./gsu) ?? []) {
    for (const part of widthOf(word) <= most ? [word] : [...word]) {
      if (widthOf(line + part) > most && line !== '' && !NO_START.test(part)) {
        all.push(line.trim())
        line = ''
      }
      line += part
    }
  }
  if (line.trim() !== '') all.push(line.trim())
  if (all.length <= lines) return all
  const kept = all.slice(0, lines)
  let last = kept[lines - 1]!
  while (widthOf(last) > most - 1) last = [...last].slice(0, -1).join('')
  return [...kept.slice(0, -1), `${last}…`]
}
