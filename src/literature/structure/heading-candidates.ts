import type { Document } from '../../model/document.ts'
import { contentsSpan, type ContentsEntry } from './contents.ts'
import { readsAsEntry } from './contents-entry.ts'
import { isProse } from './front-zone.ts'
import { headingKey, knownHeading, type KnownKind } from './known-headings.ts'
import { labelled } from './labels.ts'
import { joinLines, linesOf, tidy, type Line } from './lines.ts'
import { BARE, GLUED, NUMBERING, numberedAs, type Numbered } from './numbering.ts'
import { isOrganization, isPersonName, splitNames } from './people.ts'
import type { RunningHead } from './running-heads.ts'

export interface Candidate {
  readonly line: Line
  /** Of the last line that belongs to the heading: its title or subtitle may go on below. */
  readonly end: number
  readonly title: string
  readonly subtitle?: string
  readonly numbered?: Numbered
  readonly known?: KnownKind
  readonly mark?: number
  readonly authors: readonly string[]
  /** Whether the format marks it as a heading. */
  readonly marked: boolean
}

const LONGEST = 60
/** Systems that number headings of running text also without a mark, when the line stands alone. */
const PLAIN = new Set(['一', '(一)', '1.1', 'I.'])
const SYSTEMS = [...NUMBERING.filter(({ name }) => name !== 'A.'), BARE]

/** What may be a heading: what the format marks, and lines that are numbered, worded or listed in the contents as headings are. */
export function candidates(document: Document, contents: readonly ContentsEntry[], heads: readonly RunningHead[]): Candidate[] {
  const lines = linesOf(document)
  const skipped = new Set(heads.map(({ start }) => start))
  const list = contentsSpan(contents)
  const listed = new Set(contents.flatMap(({ title, subtitle }) => [headingKey(title), headingKey(title + (subtitle ?? ''))]))
  const marked = new Set(lines.filter(({ kind }) => kind === 'heading').map(({ text }) => headingKey(text)))
  const found: Candidate[] = []
  const seen = new Set<string>()
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (skipped.has(line.start) || list && line.start >= list.start && line.start < list.end || line.kind === 'table' || line.kind === 'note' || line.kind === 'quotation') continue
    // A title that the contents list may be set on two lines.
    const second = joinsWith(line, lines[i + 1], listed) ? lines[i + 1] : undefined
    const text = tidy(second ? joinLines(line.text, second.text) : line.text)
    const isMarked = line.kind === 'heading'
    // The masthead of a journal: 第五十八輯第二期.
    if (/第.{1,6}[卷輯辑]\s*[,，]?\s*第?.{1,5}[期號号]/u.test(text)) continue
    if (isMarked ? isProse({ ...line, text }) && text.length > 120 : !plainHeading(lines, i, text, listed, marked)) continue
    const candidate = build(lines, second ? i + 1 : i, text, isMarked, skipped, listed, line)
    const same = `${candidate.numbered?.label ?? ''} ${headingKey(candidate.title)}`
    // The same number and words once more: a head of the page that the reader did not tell from text.
    if (!isMarked && candidate.numbered && seen.has(same)) continue
    seen.add(same)
    found.push(candidate)
    while (i + 1 < lines.length && lines[i + 1]!.start < candidate.end) i++
  }
  return found
}

function plainHeading(lines: readonly Line[], i: number, text: string, listed: ReadonlySet<string>, marked: ReadonlySet<string>): boolean {
  const line = lines[i]!
  if (text.length > LONGEST * 2 || text.length > LONGEST && text.length <= line.text.length || /[。；，、;,]$/.test(text) || /[。；]/.test(text) || labelled(text).length > 0) return false
  const key = headingKey(text)
  // The same words are marked as a heading elsewhere: this is a list of them, or a running head.
  if (key === '' || marked.has(key)) return false
  const numbered = numberedAs(text) ?? listedNumber(text, listed)
  if (numbered && numbered.title !== '' && !/\p{L}/u.test(numbered.title)) return false
  const entry = /[.．…·]{3,}|\t/.test(line.text) && readsAsEntry(line.text)
  if (entry) return false
  // Short words stand alone for many reasons.
  const telling = key.length >= 4 || key.length >= 2 && /\p{Script=Han}/u.test(key)
  if (telling && !/[.{}=]$/.test(text) && (listed.has(key) || numbered && listed.has(headingKey(numbered.title)) && key.length >= 3)) return line.alone || numbered !== undefined || key.length >= 4
  if (numbered?.system.strong) return !/，/.test(text) && (text.length <= 40 || !/[\p{Script=Han}]/u.test(text)) && !/^\s*[的中之與和及至到則將]/.test(numbered.title)
  if (numbered && PLAIN.has(numbered.system.name)) return apart(lines, i, numbered) && line.kind !== 'item' && text.length <= 40 && !/[：:，？！]$|，/.test(text) && numbered.title !== ''
  return line.alone && knownHeading(text) !== undefined && text.length <= 16
}

function joinsWith(line: Line, next: Line | undefined, listed: ReadonlySet<string>): boolean {
  if (!next || line.text.length > LONGEST || next.text.length > LONGEST || next.kind !== line.kind || next.block !== line.block && next.kind !== 'heading' && !next.alone) return false
  const key = (text: string): string => headingKey(numberedAs(tidy(text), [...NUMBERING, BARE, GLUED])?.title ?? text)
  const [one, both] = [key(line.text), key(joinLines(line.text, next.text))]
  return one.length >= 2 && both.length >= 6 && !listed.has(one) && !listed.has(headingKey(line.text)) && (listed.has(both) || listed.has(headingKey(joinLines(line.text, next.text))))
}

/** A bare or glued figure before words that the contents list. */
function listedNumber(text: string, listed: ReadonlySet<string>): Numbered | undefined {
  const numbered = numberedAs(text, [BARE, GLUED])
  return numbered && listed.has(headingKey(numbered.title)) ? numbered : undefined
}

/** Whether a numbered line stands by itself: alone in its block, or short behind the end of a sentence; none of its kind stands right before or behind it, as in a list. */
function apart(lines: readonly Line[], i: number, { system }: Numbered): boolean {
  const [before, line, behind] = [lines[i - 1], lines[i]!, lines[i + 1]]
  if ([before, behind].some((each) => each && numberedAs(tidy(each.text))?.system.name === system.name)) return false
  return line.alone || line.text.length <= 25 && (before === undefined || before.block !== line.block || /[。！？」）)]$/.test(before.text.trim()) || numberedAs(tidy(before.text)) !== undefined && before.text.length <= 25)
}

function build(lines: readonly Line[], i: number, text: string, isMarked: boolean, skipped: ReadonlySet<number>, listed: ReadonlySet<string>, line: Line): Candidate {
  const numbered = numberedAs(text, isMarked ? SYSTEMS : NUMBERING) ?? listedNumber(text, listed)
  let title = tidy(numbered ? numbered.title : text)
  let next = i + 1
  let end = lines[i]!.end
  const short = (each: Line | undefined): each is Line => each !== undefined && !skipped.has(each.start) && each.text.length <= LONGEST && !/[。；]/.test(each.text)
  // 第一章, and its title below.
  if (title === '' && short(lines[next]) && !numberedAs(tidy(lines[next]!.text)) && (lines[next]!.kind === 'heading' || lines[next]!.alone || lines[next]!.block === line.block)) {
    title = tidy(lines[next]!.text)
    end = lines[next++]!.end
  }
  const below = /^[—─－–-]{1,2}\s*(?<subtitle>\S.{1,58}?)\s*[—─－–]*$/u.exec(tidy(short(lines[next]) ? lines[next]!.text : ''))?.groups?.subtitle
  if (below && !/^\d+$/.test(below)) end = lines[next++]!.end
  let authors: string[] = []
  if (short(lines[next]) && (lines[next]!.alone || lines[next]!.block === line.block) && !numberedAs(tidy(lines[next]!.text))) {
    const names = splitNames(lines[next]!.text.replace(/^\s*(?:作者|文)\s*[:：／/]\s*/u, ''))
    if (names.length > 0 && names.length <= 8 && names.every((name) => isPersonName(name) && !isOrganization(name)) && knownHeading(lines[next]!.text) === undefined) {
      authors = names
      // A heading of nothing but names belongs to the heading above it.
      if (lines[next]!.kind === 'heading') end = lines[next]!.end
    }
  }
  const known = numbered ? undefined : knownHeading(title)
  return {
    line, end, title: title === '' ? (numbered?.label ?? text) : title.replace(/[:：]$/, ''), authors, marked: isMarked,
    ...(below ? { subtitle: below } : {}),
    ...(numbered ? { numbered } : {}),
    ...(known ? { known } : {}),
    ...(line.level === undefined ? {} : { mark: line.level }),
  }
}
