import type { Document } from '../../model/document.ts'
import type { ContentsEntry } from './contents.ts'
import type { Finding, Section } from './headings.ts'
import { runningHeads, type RunningHead } from './running-heads.ts'

/** How a page was known. */
export type PageSource = 'format' | 'running-head' | 'contents' | 'break' | 'text'

export interface PageMark {
  /** Offset where the page begins, as far as the text shows. */
  readonly start: number
  /** As printed, else as counted. */
  readonly page: string
  /** Counted from a neighbour, not printed here. */
  readonly derived: boolean
  readonly by: PageSource
}

export interface Pages {
  readonly marks: readonly PageMark[]
  readonly runningHeads: readonly RunningHead[]
  readonly findings: readonly Finding[]
  /** The page of an offset; undefined before the first that is known. */
  readonly pageAt: (offset: number) => { readonly page: string; readonly derived: boolean } | undefined
}

/**
 * Page numbers of a document: of the format's pages (printed numbers where running heads show how far they are from the
 * sheets), else counted along page breaks from running heads and from first pages in the contents.
 */
export function readPages(document: Document, contents: readonly ContentsEntry[], sections: readonly Section[]): Pages {
  const heads = runningHeads(document, contents)
  const findings: Finding[] = []
  const marks = document.blocks.some(({ page }) => page !== undefined) ? ofFormat(document, heads, sections, findings) : counted(document, heads, sections, findings)
  return { marks, runningHeads: heads, findings, pageAt: (offset) => at(marks, offset) }
}

function at(marks: readonly PageMark[], offset: number): { page: string; derived: boolean } | undefined {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (marks[middle]!.start <= offset) low = middle + 1
    else high = middle
  }
  const mark = marks[low - 1]
  return mark && { page: mark.page, derived: mark.derived }
}

/** How many running heads must agree on the distance between sheet and printed number. */
const AGREEING = 3

function ofFormat(document: Document, heads: readonly RunningHead[], sections: readonly Section[], findings: Finding[]): PageMark[] {
  const sheets: { start: number; page: string }[] = []
  for (const { page, start } of document.blocks) if (page !== undefined && page !== sheets.at(-1)?.page) sheets.push({ start, page })
  const sheetAt = (offset: number): string | undefined => sheets.findLast(({ start }) => start <= offset)?.page
  const distances = new Map<number, number>()
  for (const { page, start } of heads) {
    const [printed, sheet] = [Number(page), Number(sheetAt(start))]
    if (Number.isInteger(printed) && Number.isInteger(sheet)) distances.set(sheet - printed, (distances.get(sheet - printed) ?? 0) + 1)
  }
  const [distance, count] = [...distances].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
  const shifted = count >= AGREEING && distance !== 0
  const marks = sheets.map(({ start, page }, i): PageMark => {
    const printed = heads.find((head) => head.page !== undefined && head.start >= start && head.start < (sheets[i + 1]?.start ?? Infinity))?.page
    const number = Number(page)
    if (!shifted || !Number.isInteger(number)) return { start, page, derived: false, by: 'format' }
    if (number - distance < 1) return { start, page: printed && /^[ivxlc]+$/i.test(printed) ? printed : `[${page}]`, derived: !printed, by: 'format' }
    return { start, page: String(number - distance), derived: printed !== String(number - distance), by: 'format' }
  })
  compare(marks, sections, findings)
  return marks
}

const lineEnd = (text: string, start: number): number => {
  const end = text.indexOf('\n', start)
  return end < 0 ? text.length : end
}

interface Anchor {
  readonly start: number
  readonly page: number
  readonly by: PageSource
}

/** Blank lines in a row that may be a page break. */
const BLANKS = 3

/** Counts page breaks from anchors: running heads with a number, 「第 12 頁」 lines, headings whose first page the contents print. */
function counted(document: Document, heads: readonly RunningHead[], sections: readonly Section[], findings: Finding[]): PageMark[] {
  const anchors: Anchor[] = [
    ...heads.flatMap(({ page, start }): Anchor[] => (page !== undefined && /^\d+$/.test(page) ? [{ start, page: Number(page), by: 'running-head' }] : [])),
    ...sections.flatMap(({ page, start, inText }): Anchor[] => (inText && page !== undefined && /^\d+$/.test(page) ? [{ start, page: Number(page), by: 'contents' }] : [])),
  ].sort((a, b) => a.start - b.start)
  const good = monotone(anchors, findings)
  const first = good[0]
  if (!first) return []
  const breaks = breaksOf(document)
  // Nothing to count: a page is known where it is printed, and after that no more than from where on.
  if (breaks.length === 0) return good.flatMap(({ start, page, by }): PageMark[] => [{ start, page: String(page), derived: false, by }, { start: lineEnd(document.text, start), page: String(page), derived: true, by }])
  const marks: PageMark[] = []
  let current = first.page
  const places = [...good.map((anchor) => ({ start: anchor.start, anchor })), ...breaks.filter((start) => start > first.start).map((start) => ({ start, anchor: undefined as Anchor | undefined }))].sort((a, b) => a.start - b.start || (a.anchor ? 1 : -1))
  for (const { start, anchor } of places) {
    const last = marks.at(-1)
    if (!anchor) {
      current++
      marks.push({ start, page: String(current), derived: true, by: 'break' })
      continue
    }
    if (last && anchor.page !== current) findings.push({ about: 'pages', at: { start, end: start }, message: `由前面數到這裡是第 ${current} 頁，${anchor.by === 'contents' ? '目次' : '頁首'}作 ${anchor.page} (pages counted and pages printed differ)` })
    // A running head stands on the page that the break before it began.
    const same = last && last.by === 'break' && document.text.slice(last.start, start).trim() === ''
    if (same) marks.pop()
    current = anchor.page
    marks.push({ start: same ? last.start : start, page: String(current), derived: false, by: anchor.by })
  }
  return marks
}

/** Of the anchors the most that grow together, those of the contents counting double; the others are left out and reported. */
function monotone(anchors: readonly Anchor[], findings: Finding[]): Anchor[] {
  const weight = ({ by }: Anchor): number => (by === 'contents' ? 2 : 1)
  const best = anchors.map((anchor) => ({ sum: weight(anchor), before: -1 }))
  let last = -1
  for (let i = 0; i < anchors.length; i++) {
    for (let j = Math.max(0, i - REACH); j < i; j++) {
      const sum = best[j]!.sum + weight(anchors[i]!)
      if (anchors[j]!.page <= anchors[i]!.page && sum > best[i]!.sum) best[i] = { sum, before: j }
    }
    if (last < 0 || best[i]!.sum > best[last]!.sum) last = i
  }
  const kept = new Set<Anchor>()
  for (let i = last; i >= 0; i = best[i]!.before) kept.add(anchors[i]!)
  for (const anchor of anchors) if (!kept.has(anchor)) findings.push({ about: 'pages', at: { start: anchor.start, end: anchor.start }, message: `頁碼 ${anchor.page} 不合前後 (a page number out of order)` })
  return anchors.filter((anchor) => kept.has(anchor))
}

/** How far back a neighbour may stand: as many wrong numbers in a row are not to be expected. */
const REACH = 200

/**
 * Where pages break: what the reader marked, form feeds, and runs of blank lines, if some of these cut a sentence (else
 * somebody only likes blank lines).
 */
function breaksOf(document: Document): number[] {
  const { blocks, text } = document
  const marked = blocks.filter(({ kind }) => kind === 'page-break').map(({ end }) => end)
  const feeds = [...text.matchAll(/\f/g)].map(({ index }) => index + 1)
  if (marked.length + feeds.length > 0) return [...new Set([...marked, ...feeds])].sort((a, b) => a - b)
  const runs: { start: number; cuts: boolean }[] = []
  for (const [i, block] of blocks.entries()) {
    const before = blocks[i - 1]
    if (!before) continue
    const gap = text.slice(before.end, block.start)
    if (gap.split('\n').length - 2 < BLANKS) continue
    const words = before.kind === 'heading' ? '' : text.slice(Math.max(before.start, before.end - 20), before.end).trim()
    runs.push({ start: block.start, cuts: words !== '' && !/[。！？：；」』）.!?:)]$/.test(words) })
  }
  return runs.some(({ cuts }) => cuts) ? runs.map(({ start }) => start) : []
}

/** First pages that the contents print against those of the format. */
function compare(marks: readonly PageMark[], sections: readonly Section[], findings: Finding[]): void {
  const wrong = sections.flatMap(({ page, start, body, inText, title }): Finding[] => {
    const here = at(marks, start)
    if (!inText || page === undefined || here === undefined || page === here.page || !/^\d+$/.test(here.page)) return []
    return [{ about: 'pages', at: { start, end: body }, message: `「${title}」目次作頁 ${page}，內文在頁 ${here.page} (its page in the contents and in the text differ)` }]
  })
  findings.push(...wrong)
}
