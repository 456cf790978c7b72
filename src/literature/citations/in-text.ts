import { authorsBefore } from './before.ts'
import { readWorks } from './in-brackets.ts'
import { plain, squeeze } from './plain.ts'
import type { InTextCitation } from './types.ts'
import { PUBLISHERS } from './words.ts'
import { YEAR_SOURCE } from './years.ts'

/** Round or square, with at most one pair of brackets inside. */
const BRACKETS = /\(((?:[^()]|\([^()]{0,80}\)){2,600}?)\)|\[([^[\]]{5,300})\]/g
const YEAR = new RegExp(YEAR_SOURCE, 'iu')
const YEAR_FIRST = new RegExp(`^\\s*${YEAR_SOURCE}`, 'iu')

/**
 * Author–year citations in a running text, in its order and without overlap. `at` is where the text stands in a larger
 * one; offsets are of that. A bracket is a citation only when all of it is: names, years, pages. A year alone is one
 * when an author stands right before it.
 */
export function readInText(text: string, at = 0): InTextCitation[] {
  const flat = plain(text)
  const found: InTextCitation[] = []
  let last = 0
  for (const match of flat.matchAll(BRACKETS)) {
    const inside = squeeze(match[1] ?? match[2]!)
    if (!YEAR.test(inside)) continue
    const close = match.index + match[0].length
    const years = match[1] !== undefined && YEAR_FIRST.test(inside)
    const before = years ? authorsBefore(flat, match.index, close, last) : undefined
    const works = years ? before && readWorks(inside, before) : readWorks(inside)
    // 《學習型城市》（師大書苑，2012）
    if (!works || (!years && PUBLISHERS.test(inside))) continue
    const start = before?.start ?? match.index
    found.push({ start: at + start, end: at + close, raw: text.slice(start, close), works, narrative: years })
    last = close
  }
  return found
}
