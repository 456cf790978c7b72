import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Passage } from '../../../src/literature/statements/passage.ts'

const FOLDER = process.env.FANGZHI_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))
const FILE = join(FOLDER, 'book', 'learning-city.md')

export const BOOK: string | undefined = existsSync(FILE) ? readFileSync(FILE, 'utf8') : undefined
export const SKIP = BOOK === undefined ? `no ${FILE}: set FANGZHI_DATA to the folder with book/learning-city.md` : false

/** Paragraphs with the heading above; in the first chapter also the page, counted from the runs of blank lines. */
export function passagesOf(text: string, firstHeading: string): Passage[] {
  const passages: Passage[] = []
  let heading: string | undefined
  let page = 0
  let at = 0
  for (const piece of text.split(/(\n{2,})/)) {
    const start = at
    at += piece.length
    if (/^\n+$/.test(piece)) {
      if (page > 0 && piece.length >= 4) page++
    } else if (/^#+ /.test(piece)) {
      heading = piece.replace(/^#+ /, '')
      if (page === 0 && heading === firstHeading) page = 1
    } else if (piece.trim() !== '' && passages.length > 0 && heading === passages.at(-1)!.heading && !/[。：:！？」|\d)]\s*$/u.test(passages.at(-1)!.text)) {
      // a page break in the middle of a sentence
      const last = passages.pop()!
      passages.push({ ...last, text: text.slice(last.start, at) })
    } else if (piece.trim() !== '') passages.push({ text: piece, start, ...(page === 0 ? {} : { page: String(page) }), ...(heading === undefined ? {} : { heading }) })
  }
  return passages
}
