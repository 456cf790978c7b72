import type { BlockKind } from '../../model/document.ts'
import { CJK } from './characters.ts'
import type { Column, Line } from './pdf-lines.ts'
import { commonest } from './writer.ts'

export interface Paragraph {
  readonly kind: BlockKind
  readonly text: string
  readonly size: number
  readonly label?: string
  /** Lines it was printed on. */
  readonly lines: number
  /** All of it in a heavy face. */
  readonly bold: boolean
  /** Of a line of contents: how far it is set in, in letters. */
  readonly indent?: number
}

/** Ends a sentence, also with a closing mark behind. */
const ENDED = /[。！？!?.:：；;][」』）)”"’]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$/
/** A line of contents: dots or a tab lead to a number. */
const LEADER = /(?:[.．…‧·・⋯]\s*){3,}\s*[\divxlc]+\s*$|\t[\divxlc]{1,4}$/i
const ENUMERATED = /^(?:[（(]?[一二三四五六七八九十百]{1,4}[)）、.．]|第[一二三四五六七八九十百\d]{1,4}[章節篇部條款]|[壹貳參肆伍陸柒捌玖拾]{1,3}、|[（(]?\d{1,3}[)）.．、]\s?(?!\d)|[•●■◆○※▪-]\s)/
/** A note begins with its number, raised or not. */
const NOTE = /^(?:\[?(\d{1,3})\]?[\s.、:：]?|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|([①-⑳])|([*＊†‡]{1,3}))\s*(?=\S)/
/** Letters of titles are larger than those of the text by this much. */
const LARGE = 1.12
/** Letters of notes are smaller than those of the text by this much. */
const SMALL = 0.93

/** Joins the lines of a sheet into paragraphs; heads and feet stand where they stood. */
export function paragraphsOf(lines: readonly Line[], heads: ReadonlySet<Line>, body: number): Paragraph[] {
  const text = withinMargins(lines.filter((line) => !heads.has(line)))
  const leading = leadingOf([...text.values()])
  const foot = footOf(lines, heads, body)
  const paragraphs: Paragraph[] = []
  let open: Line[] = []
  const close = (): void => {
    if (open.length > 0) paragraphs.push(paragraph(open, foot))
    open = []
  }
  for (const line of lines) {
    if (heads.has(line)) {
      close()
      paragraphs.push({ kind: 'running-head', text: line.text, size: line.size, lines: 1, bold: line.bold })
      continue
    }
    const [before, placed] = [open.at(-1), text.get(line)!]
    if (before !== undefined && parted(before, placed, open[0]!, leading, foot, body)) close()
    open.push(placed)
  }
  close()
  return paragraphs
}

function paragraph(lines: readonly Line[], foot: Foot): Paragraph {
  const text = lines.map((line) => line.text).reduce(joined)
  const note = noteAt({ y: lines[0]!.y, text }, foot)
  const label = note === null ? undefined : plain(note[1] ?? note[2] ?? note[3] ?? note[4]!)
  const indent = LEADER.test(text) ? Math.round((lines[0]!.x - lines[0]!.column.left) / lines[0]!.size) : 0
  return { kind: label === undefined ? 'paragraph' : 'note', text: note === null ? text : text.slice(note[0].length), size: lines[0]!.size, lines: lines.length, bold: lines.every(({ bold }) => bold), ...(indent > 0 ? { indent } : {}), ...(label === undefined ? {} : { label }) }
}

const plain = (label: string): string => label.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))

/** Whether a new paragraph begins with this line. */
function parted(before: Line, line: Line, opening: Line, leading: number, foot: Foot, body: number): boolean {
  const { size, column } = line
  const gap = line.y - before.y
  const em = Math.max(size, before.size)
  if (Math.abs(size - before.size) > em * 0.08) return true
  if (noteAt(line, foot) !== null) return true
  // a heading that differs by weight alone
  if (before.bold !== line.bold && !LEADER.test(line.text) && /\p{L}/u.test(before.text) && /\p{L}/u.test(line.text)) return true
  // a title in large letters goes on in them, however its lines end
  if (em >= body * LARGE && !CJK.test(before.text + line.text) && column === before.column && gap > 0 && gap < em * 1.6 && !ENUMERATED.test(line.text)) return false
  if (column === before.column && (gap > leading * 1.35 + 1 || gap < 0)) return true
  if (LEADER.test(before.text) || LEADER.test(line.text)) return true
  const indented = line.x - column.left
  const short = column.right - before.right > em * 1.6
  // set in the middle: what is centred follows only what is centred
  if (short && before.x - before.column.left > em * 2.5 && opening === before) return true
  if (column !== before.column) return short || indented > em * 0.9 || ENDED.test(before.text)
  if (short && (ENDED.test(before.text) || ENUMERATED.test(line.text) || column.right - before.right > em * 4)) return true
  // set in after the first line: a hanging paragraph goes on, unless a sentence just ended; later, a new one begins
  if (line.x - before.x > em * 0.9) return opening !== before || ENDED.test(before.text)
  if (before.x - line.x > em * 0.9) return opening !== before && hangingBlock(opening, before, em)
  return ENUMERATED.test(line.text) && ENDED.test(before.text)
}

/** An entry of a list of references begins at the margin and goes on set in. */
const hangingBlock = (opening: Line, before: Line, em: number): boolean => before.x - opening.x > em * 0.9

/** Lines with the margins of their text: where most of its lines end, not a stamp or a figure beyond. */
function withinMargins(lines: readonly Line[]): Map<Line, Line> {
  const columns = new Map<Column, Column>()
  for (const column of new Set(lines.map((line) => line.column))) {
    const own = lines.filter((line) => line.column === column)
    const counts = new Map<number, number>()
    for (const { right, x } of own) if (right - x > (column.right - column.left) * 0.5) counts.set(Math.round(right / 4), (counts.get(Math.round(right / 4)) ?? 0) + 1)
    const common = commonest(counts)
    const right = common === undefined || counts.get(common)! < 3 ? Math.max(...own.map((line) => line.right)) : common * 4 + 2
    const starts = own.map(({ x }) => Math.round(x))
    // the margin is where lines begin more than once
    const left = Math.min(...starts.filter((x) => starts.filter((other) => Math.abs(other - x) < 2).length > 1))
    columns.set(column, { left: Number.isFinite(left) ? left : Math.min(...starts), right })
  }
  return new Map(lines.map((line) => [line, { ...line, column: columns.get(line.column)! }]))
}

/** The commonest distance of two lines. */
function leadingOf(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  for (const [i, line] of lines.entries()) {
    const gap = Math.round((line.y - (lines[i - 1]?.y ?? line.y)) * 2) / 2
    if (gap > line.size * 0.8 && gap < line.size * 3.5) counts.set(gap, (counts.get(gap) ?? 0) + 1)
  }
  return commonest(counts) ?? (lines[0]?.size ?? 10) * 1.8
}

/** The notes at the foot of a sheet. */
interface Foot {
  /** Where they begin. */
  readonly from: number
  /** Where they are set like the text, the only numbers that begin one: those it refers to. */
  readonly labels?: ReadonlySet<string>
}

function noteAt({ y, text }: Pick<Line, 'y' | 'text'>, { from, labels }: Foot): RegExpExecArray | null {
  const note = y >= from ? NOTE.exec(text) : null
  return note === null || labels === undefined || labels.has(plain(note[1] ?? note[2] ?? '')) ? note : null
}

/** The last lines of the sheet, in smaller letters, the first of them numbered; or numbered as the text above refers to them. */
function footOf(lines: readonly Line[], heads: ReadonlySet<Line>, body: number): Foot {
  const text = lines.filter((line) => !heads.has(line)).sort((a, b) => a.y - b.y)
  let from = text.length
  while (from > 0 && text[from - 1]!.size < body * SMALL) from--
  const note = text.findIndex((line, i) => i >= from && NOTE.test(line.text))
  const height = text[0]?.sheetHeight ?? 0
  if (note >= 0 && from > 0 && text[note]!.y >= height * 0.3) return { from: text[note]!.y }
  const labels = new Set<string>()
  for (const line of text) {
    const label = NOTE.exec(line.text)
    if (label !== null && labels.has(plain(label[1] ?? label[2] ?? '')) && line.y >= height * 0.3) return { from: line.y, labels }
    for (const [raised] of line.text.matchAll(/(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}/gu)) labels.add(plain(raised))
  }
  return { from: Number.POSITIVE_INFINITY }
}

/** Two lines of one paragraph. Chinese takes no space; a word cut by a hyphen is made whole. */
function joined(before: string, line: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)) return before.slice(0, -1) + line
  if (before.endsWith('\u00AD')) return before.slice(0, -1) + line
  return CJK.test(before.at(-1)!) || CJK.test(line.charAt(0)) || /[-–—/]$/.test(before) ? before + line : `${before} ${line}`
}
