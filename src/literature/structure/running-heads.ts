import type { Document, Span } from '../../model/document.ts'
import type { ContentsEntry } from './contents.ts'
import { contentsSpan } from './contents.ts'
import { entryNumber } from './contents-entry.ts'
import { headingKey } from './known-headings.ts'
import { linesOf, tidy, type Line } from './lines.ts'

/** A line that the printer repeats on pages, and the page number in it where there is one. */
export interface RunningHead extends Span {
  readonly page?: string
}

const BEFORE = /^(?<page>\d{1,4}|[ivxlc]{1,6})\s*[.·•|｜—-]?\s+(?<title>\S.*)$/u
const BEHIND = /^(?<title>.*\S)\s*[.·•|｜—-]?\s+(?<page>\d{1,4}|[ivxlc]{1,6})$/u
const ALONE = /^[-–—·•~～(（]?\s*(?:第|頁|p\.?)?\s*(?<page>\d{1,4}|[ivxlc]{1,6})\s*(?:頁)?\s*[-–—·•~～)）]?$/iu
/** Lines of the title page: what running heads repeat. */
const FIRST_LINES = 80

/**
 * Running heads and page numbers: what the reader of the format marked as such; `2 學習型城市` and `學習型城市 3` where
 * the words are the book's or a chapter's title; first and last lines of pages that come again on other pages.
 */
export function runningHeads(document: Document, contents: readonly ContentsEntry[]): RunningHead[] {
  const lines = linesOf(document)
  const titles = new Set(lines.slice(0, FIRST_LINES).filter(({ text }) => text.length <= 60).map(({ text }) => headingKey(text)))
  const numbered = new Map(contents.map((entry) => [headingKey(entry.title), entry.number]))
  const list = contentsSpan(contents)
  const repeated = repeatedEdges(lines)
  const found: RunningHead[] = []
  for (const [i, line] of lines.entries()) {
    if (list && line.start >= list.start && line.start < list.end) continue
    const text = tidy(line.text)
    const number = ALONE.exec(text)?.groups?.page
    const match = BEFORE.exec(text)?.groups ?? BEHIND.exec(text)?.groups
    if (line.kind === 'running-head') {
      found.push(head(line, number ?? match?.page))
    } else if (repeated.has(i)) {
      found.push(head(line, match?.page))
    } else if (number !== undefined && line.alone && edge(lines, i)) {
      found.push(head(line, number))
    } else if (match && line.alone && text.length <= 60 && !/[。；，]$/.test(text)) {
      // 2.2 Generics 7: the number of the section, and the page.
      const section = entryNumber(match.title!)
      const whole = headingKey(match.title!)
      const key = section && numbered.has(headingKey(section.title)) ? headingKey(section.title) : whole
      // 3 研究方法 is a heading where the contents number it so.
      const own = BEFORE.test(text) && !(section && key !== whole) ? numbered.get(key) : undefined
      if (key.length >= 2 && (titles.has(key) && i >= 4 && (i >= FIRST_LINES || !lines.slice(i + 1, FIRST_LINES).some((other) => headingKey(other.text) === key)) || numbered.has(key) && (own === undefined || !own.startsWith(match.page!)))) found.push(head(line, match.page))
    }
  }
  return found
}

const head = (line: Line, page: string | undefined): RunningHead => ({ start: line.start, end: line.end, ...(page === undefined ? {} : { page }) })

/** First and last line of a page, where the format knows pages. */
const edge = (lines: readonly Line[], i: number): boolean => lines[i]!.page !== undefined && (lines[i - 1]?.page !== lines[i]!.page || lines[i + 1]?.page !== lines[i]!.page)

/** Numbers of lines at the edge of pages whose words, figures aside, stand at the edge of at least three pages. */
function repeatedEdges(lines: readonly Line[]): ReadonlySet<number> {
  const groups = new Map<string, number[]>()
  for (const [i, line] of lines.entries()) {
    if (!edge(lines, i) || line.text.length > 60) continue
    const key = headingKey(line.text.replace(/^\s*\d{1,4}\s+|\s+\d{1,4}\s*$/g, ''))
    if (key === '') continue
    groups.set(key, [...(groups.get(key) ?? []), i])
  }
  // The first is the title itself, when it is marked as a heading.
  return new Set([...groups.values()].filter((all) => all.length >= 3).flatMap((all) => all.filter((i, n) => n > 0 || lines[i]!.kind !== 'heading')))
}
