import type { Document, Span } from '../../model/document.ts'
import { entryNumber, namesOf, parseEntry, readsAsEntry, type ParsedEntry } from './contents-entry.ts'
import { isProse } from './front-zone.ts'
import { knownHeading } from './known-headings.ts'
import { levelsOf } from './levels.ts'
import { joinLines, linesOf, placeOf, tidy, type Line, type Place } from './lines.ts'
import { isPersonName, splitNames } from './people.ts'

export interface ContentsEntry {
  /** Without number, authors and page; spaces of the setting undone. */
  readonly title: string
  readonly subtitle?: string
  readonly authors: readonly string[]
  /** As printed: 21, iv. */
  readonly page?: string
  /** 1 is the highest. */
  readonly level: number
  /** As printed: 第一章, 壹、. */
  readonly number?: string
  readonly at: Place
}

/** Entries of the table of contents in order; none when the document has no such page. Lists of figures and tables are left out. */
export function readContents(document: Document): ContentsEntry[] {
  const lines = linesOf(document)
  let best: ContentsEntry[] = []
  for (const [i, line] of lines.entries()) {
    if (!isContentsTitle(line)) continue
    const entries = entriesFrom(lines, i + 1, document.text)
    // A detailed table may follow a short one; the first that has pages wins, unless it has next to nothing.
    if (entries.length > best.length && (best.length < 3 || paged(best) === 0 && paged(entries) > 0)) best = entries
    if (paged(best) >= 3) break
  }
  return best
}

const paged = (entries: readonly ContentsEntry[]): number => entries.filter(({ page }) => page !== undefined).length

const isContentsTitle = (line: Line): boolean => line.text.length <= 30 && knownHeading(line.text) === 'contents' && line.kind !== 'running-head'

/** The span from the first entry to the last; undefined without entries. */
export function contentsSpan(entries: readonly ContentsEntry[]): Span | undefined {
  return entries.length === 0 ? undefined : { start: entries[0]!.at.start, end: Math.max(...entries.map(({ at }) => at.end)) }
}

interface Raw extends ParsedEntry {
  readonly at: Place
  readonly indent: number
}

const LONGEST_PENDING = 3

function entriesFrom(lines: readonly Line[], from: number, document: string): ContentsEntry[] {
  const raw: Raw[] = []
  let pending: Line[] = []
  let weak = false
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]!
    const known = knownHeading(line.text)
    if (line.kind === 'running-head' || known === 'contents' || /^[\divxlc]{1,5}$|^[-–—]\s*[\divxlc]{1,5}\s*[-–—]$|^頁\s*[碼次]?$|^Page$/i.test(line.text.trim())) continue
    if (known === 'list' && !readsAsEntry(line.text)) break
    const cells = line.cells && line.cells.length > 1 ? line.cells.filter((cell) => cell !== '') : undefined
    if (cells && /^(?:章節|篇名|題目|標題|內容|Title|Chapter)$/i.test(cells[0]!) && /頁/.test(cells.at(-1)!)) continue
    const text = cells ? `${cells.slice(0, -1).join('\t')}\t${cells.at(-1)}` : line.text
    const whole = [...pending.map((each) => each.text), text].reduce((before, behind) => joinLines(before.trimEnd(), behind.trimStart()))
    const entry = parseEntry(line.kind === 'heading' || pending.length === 0 ? text : whole, lastPage(raw))
    if (entry?.page !== undefined && !(line.kind === 'heading' && entry.weak)) {
      raw.push(...gathered(pending, line, text, lastPage(raw), document))
      pending = []
      weak ||= entry.weak
      continue
    }
    const names = raw.length > 0 && pending.length === 0 ? splitNames(text) : []
    if (names.length > 0 && names.length <= 8 && line.kind !== 'heading' && names.every((name) => isPersonName(name)) && raw.at(-1)!.authors.length === 0 && !entryNumber(text)) {
      const last = raw.pop()!
      raw.push({ ...last, authors: names, at: { ...last.at, end: line.end } })
      continue
    }
    if (isProse(line) || line.kind === 'heading' && raw.length > 0 && !followed(lines, i)) break
    if (raw.length === 0 && pending.length >= LONGEST_PENDING || pending.length >= LONGEST_PENDING && !followed(lines, i)) {
      if (raw.length > 0) break
      // No page anywhere: a list of titles, as Markdown and EPUB have them.
      return titled(lines, from, document)
    }
    if (pending.length >= LONGEST_PENDING) raw.push(bare(pending.shift()!, document))
    pending.push(line)
  }
  return raw.length === 0 ? titled(lines, from, document) : finish(raw)
}

/** What waited for a page, and the line that brings one: an entry begins with each number of its own and behind each heading; the last takes the page. */
function gathered(pending: readonly Line[], line: Line, text: string, last: number, document: string): Raw[] {
  const groups: Line[][] = []
  for (const each of pending) {
    if (groups.length === 0 || entryNumber(each.text) || each.kind === 'heading' || groups.at(-1)![0]!.kind === 'heading') groups.push([each])
    else groups.at(-1)!.push(each)
  }
  const own = groups.length === 0 || entryNumber(text) !== undefined || line.kind === 'heading' || groups.at(-1)![0]!.kind === 'heading'
  const open = own ? [] : groups.pop()!
  const first = open[0] ?? line
  const words = open.map((each) => each.text.trim()).reduce(joinLines, '')
  const alone = parseEntry(text, last)!
  // Below a title the authors, and the page behind them.
  const names = open.length > 0 && alone.label === undefined ? namesOf(alone.title) : undefined
  const titled = names ? parseEntry(words, 0, true) : undefined
  const entry = titled ? { ...titled, authors: names!, ...(alone.page === undefined ? {} : { page: alone.page }) } : (parseEntry(joinLines(words, text.trim()), last) ?? alone)
  return [...groups.map((group) => ({ ...bare(group[0]!, document, group), at: { ...placeOf(group[0]!), end: group.at(-1)!.end } })), { ...entry, at: { ...placeOf(first), end: line.end }, indent: indentOf(first, document) }]
}

/** Whether entries with pages go on within a few lines. */
function followed(lines: readonly Line[], i: number): boolean {
  const next = lines.slice(i + 1, i + 5)
  const stop = next.findIndex((line) => isProse(line))
  return (stop < 0 ? next : next.slice(0, stop)).filter((line) => line.kind !== 'running-head' && readsAsEntry(line.cells ? line.cells.join('\t') : line.text)).length >= 2
}

const lastPage = (raw: readonly Raw[]): number => Math.max(0, ...raw.slice(-3).map(({ page }) => (page !== undefined && /^\d+$/.test(page) ? Number(page) : 0)))
/** How far a line is set in; an ideographic space is as wide as two. */
const indentOf = (line: Line, text: string): number => [.../[ \t\u3000]*$/.exec(text.slice(Math.max(0, line.start - 60), line.start).replace(/[-*+][ \t]+$/, ''))![0]].reduce((sum, char) => sum + (char === '\u3000' ? 2 : char === '\t' ? 4 : 1), 0)
const bare = (line: Line, document: string, group: readonly Line[] = [line]): Raw => ({ ...(parseEntry(group.map(({ text }) => text.trim()).reduce(joinLines, ''), 0, true) ?? { title: tidy(line.text), authors: [], weak: false }), at: placeOf(line), indent: indentOf(line, document) })

/** Short lines up to the first heading or running text. */
function titled(lines: readonly Line[], from: number, document: string): ContentsEntry[] {
  const raw: Raw[] = []
  for (const line of lines.slice(from, from + 400)) {
    if (line.kind === 'heading' || isProse(line) || line.text.length > 100) break
    const entry = parseEntry(line.text, 0, true)
    if (entry) raw.push({ ...entry, at: placeOf(line), indent: indentOf(line, document) })
  }
  return raw.length >= 3 ? finish(raw) : []
}

function finish(raw: readonly Raw[]): ContentsEntry[] {
  const entries = raw.filter(({ title }) => title !== '')
  const numbered = entries.map(({ label }) => (label ? entryNumber(`${label} x`) : undefined))
  // An unnumbered entry stands beside the chapters, unless it is indented: no number says otherwise.
  const edge = Math.min(...entries.map(({ indent }) => indent))
  const levels = levelsOf(entries.map(({ title, indent }, i) => (numbered[i] ? { numbered: numbered[i], mark: indent + 1 } : { mark: indent + 1, top: indent === edge || knownHeading(title) !== undefined })))
  return entries.map(({ title, authors, page, label, at }, i) => ({ ...dashed(title), authors, ...(page === undefined ? {} : { page }), level: levels[i]!, ...(label ? { number: label } : {}), at }))
}

/** 題名 —副題名 in its parts. A dash alone parts nothing: 2010—2012. */
function dashed(title: string): { title: string; subtitle?: string } {
  const found = /^(?<title>.{2,}?)(?:\s+[—─–-]+|[—─]{2,})\s*(?<subtitle>\S.*?)[\s—─]*$/u.exec(title)?.groups
  return found ? { title: found.title!, subtitle: found.subtitle! } : { title }
}
