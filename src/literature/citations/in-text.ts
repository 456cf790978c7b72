import { authorsBefore } from './before.ts'
import { readWorks } from './in-brackets.ts'
import { plain, squeeze } from './plain.ts'
import type { InTextCitation } from './types.ts'
import { PUBLISHERS } from './words.ts'
import { YEAR_SOURCE } from './years.ts'

/** Round or square, with at most one pair of brackets inside. */
const BRACKETS = /\((?:[^()]|\([^()]{0,80}\)){2,800}?\)|\[[^[\]]{5,400}\]/g
const INNER = /\([^()]{2,80}\)/g
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
  const read = (open: number, close: number): boolean => {
    const inside = squeeze(flat.slice(open + 1, close - 1))
    if (!YEAR.test(inside)) return false
    const years = flat[open] === '(' && YEAR_FIRST.test(inside)
    const before = years ? authorsBefore(flat, open, close, last) : undefined
    const works = years ? before && readWorks(inside, before) : readWorks(inside)
    // 《學習型城市》（師大書苑，2012）
    if (!works || (!years && PUBLISHERS.test(inside))) return false
    const start = before?.start ?? open
    found.push({ start: at + start, end: at + close, raw: text.slice(start, close), works, narrative: years })
    last = close
    return true
  }
  for (const { index, 0: brackets } of flat.matchAll(BRACKETS)) {
    if (read(index, index + brackets.length)) continue
    // （公式不同，如粗糙度（Cavalli等，2013））: the citation is the inner pair.
    for (const inner of brackets.slice(1).matchAll(INNER)) read(index + 1 + inner.index, index + 1 + inner.index + inner[0].length)
  }
  return found
}
