import { CJK, superscript } from './characters.ts'

/** A piece of text as drawn; y from the top of the sheet, in points. */
export interface Item {
  readonly text: string
  readonly x: number
  /** Of the foot of the letters. */
  readonly y: number
  readonly width: number
  readonly size: number
  readonly sheetHeight: number
  /** Set in a heavy face. */
  readonly bold?: boolean
}

/** What stands on one height without a gap as wide as that between columns. */
export interface Line {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly right: number
  readonly size: number
  readonly sheetHeight: number
  /** Of a page set in columns: which part of the page the line belongs to, in the order of reading. */
  readonly column: Column
  /** All of it in a heavy face. */
  readonly bold: boolean
  /** The page number, which stands beside a heading at its height and is no part of it. */
  readonly folio?: boolean
}

/** A part of a page whose lines follow each other. */
export interface Column {
  readonly left: number
  readonly right: number
}

interface Fragment {
  readonly items: readonly Item[]
  readonly x: number
  readonly right: number
  readonly y: number
  readonly size: number
}

/** In heights of a letter: a wider gap may part two columns, or two cells of a table. */
const WIDE = 1.5

/** Letters larger than those of the text by this much are a title's: what stands far beside it belongs to something else. */
const TITLE = 1.3
/** 第一章 and its title stand far apart, and are one. */
const NUMBERING = /^(?:[\dIVXivx.．、]{1,6}|\p{L}\.?|第.{1,4}[章節篇部編]|[（(]?[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}[)）、.．]?|(?:Chapter|Part|Section|Annex|Appendix) [\dIVXA-Z]{1,4}[.:]?)$/u

/**
 * Lines in the order of reading: columns one after the other, what runs across both between.
 * @param body height of the letters of the text of the document
 * @param folios page numbers, each a line of its own
 */
export function linesOf(all: readonly Item[], body: number, folios: ReadonlySet<Item> = new Set()): Line[] {
  const items = all.filter((item) => !folios.has(item))
  const numbers = all.filter((item) => folios.has(item)).map((item): Line => ({ text: item.text.trim(), x: item.x, right: end(item), y: item.y, size: item.size, sheetHeight: item.sheetHeight, column: { left: item.x, right: end(item) }, bold: false, folio: true }))
  const text = textLines(items, body)
  return [...numbers.filter(({ y, sheetHeight }) => y < sheetHeight / 2), ...text, ...numbers.filter(({ y, sheetHeight }) => y >= sheetHeight / 2)]
}

function textLines(items: readonly Item[], body: number): Line[] {
  const rows = rowsOf(unrepeated(items))
  const fragments = rows.flatMap(fragmentsOf)
  const gutter = gutterOf(fragments)
  const sheetHeight = items[0]?.sheetHeight ?? 0
  const line = (parts: readonly Fragment[], column: Column): Line => {
    const all = parts.flatMap((part) => part.items)
    const size = sizeOf(all)
    return { text: textOf(all, size), bold: isBold(all), x: Math.min(...parts.map(({ x }) => x)), right: Math.max(...parts.map(({ right }) => right)), y: parts[0]!.y, size, sheetHeight, column }
  }
  const edges = (some: readonly Fragment[]): Column => ({ left: Math.min(...some.map(({ x }) => x)), right: Math.max(...some.map(({ right }) => right)) })
  if (gutter === undefined) {
    const column = edges(fragments)
    const parted = rows.map((row) => apart(fragmentsOf(row), body))
    // what stands beside a title is read behind it all
    return [...parted.flatMap(([first]) => (first === undefined ? [] : [first])), ...parted.flatMap((groups) => groups.slice(1))].map((parts) => line(parts, column)).filter(({ text }) => text !== '')
  }
  const lines: Line[] = []
  let band: Fragment[][] = []
  const close = (): void => {
    for (const side of [0, 1]) {
      const half = band.map((row) => row.filter(({ x }) => (x >= gutter) === (side === 1))).filter((row) => row.length > 0)
      if (half.length > 0) {
        const column = edges(half.flat())
        lines.push(...half.map((row) => line(row, column)))
      }
    }
    band = []
  }
  const whole = edges(fragments)
  for (const row of rows.map(fragmentsOf)) {
    if (row.some(({ x, right }) => x < gutter - 1 && right > gutter + 1)) {
      close()
      lines.push(line(row, whole))
    } else band.push(row)
  }
  close()
  return lines.filter(({ text }) => text !== '')
}

/** A title and what stands beside it: a date, a logo. Cells of a table stay in one line. */
function apart(fragments: readonly Fragment[], body: number): Fragment[][] {
  const groups: Fragment[][] = []
  for (const fragment of fragments) {
    const before = groups.at(-1)?.at(-1)
    const large = before !== undefined && Math.max(before.size, fragment.size) >= body * TITLE
    if (before === undefined || large && !NUMBERING.test(textOf(before.items, before.size))) groups.push([fragment])
    else groups.at(-1)!.push(fragment)
  }
  return groups
}

const letters = (items: readonly Item[]): number => items.reduce((sum, { text }) => sum + (text.match(/\p{L}/gu)?.length ?? 0), 0)
const isBold = (items: readonly Item[]): boolean => letters(items) > 0 && letters(items.filter(({ bold }) => bold !== true)) === 0

/** Bold is often printed by drawing twice, a hair apart. */
function unrepeated(items: readonly Item[]): Item[] {
  const seen = new Map<string, Item[]>()
  return items.filter((item) => {
    const key = `${item.text}\n${Math.round(item.y / 4)}`
    const same = seen.get(key) ?? []
    if (same.some((other) => Math.abs(other.x - item.x) < item.size * 0.15 && Math.abs(other.y - item.y) < item.size * 0.15)) return false
    seen.set(key, [...same, item])
    return true
  })
}

/** Items by height; what is raised or lowered by less than half its line belongs to it. */
function rowsOf(items: readonly Item[]): Item[][] {
  const rows: { items: Item[]; y: number; size: number }[] = []
  for (const item of [...items].sort((a, b) => a.y - b.y || a.x - b.x)) {
    // the last few rows only: the items come by height
    const row = rows.slice(-3).reverse().find((each) => Math.abs(item.y - each.y) < Math.max(each.size, item.size) * (isMark(item, each) ? 0.62 : 0.42))
    if (row === undefined) rows.push({ items: [item], y: item.y, size: item.size })
    else {
      row.items.push(item)
      if (item.size > row.size) [row.y, row.size] = [item.y, item.size]
    }
  }
  return rows.sort((a, b) => a.y - b.y).map((row) => row.items.sort((a, b) => a.x - b.x))
}

/** A figure that refers to a note is raised further than other text, beside which it stands. */
function isMark(item: Item, row: { readonly items: readonly Item[]; readonly size: number }): boolean {
  const small = item.size < row.size ? [item] : row.items
  return Math.min(item.size, row.size) < Math.max(item.size, row.size) * 0.85 && small.every(({ text }) => /^[\d*†‡,\s]{1,5}$/.test(text))
}

function fragmentsOf(row: readonly Item[]): Fragment[] {
  const groups: Item[][] = []
  for (const item of row) {
    const before = groups.at(-1)
    if (before !== undefined && item.x - end(before.at(-1)!) < Math.max(item.size, before.at(-1)!.size) * WIDE) before.push(item)
    else groups.push([item])
  }
  return groups.map((items) => ({ items, x: items[0]!.x, right: Math.max(...items.map(end)), y: items.reduce((a, b) => (b.size > a.size ? b : a)).y, size: sizeOf(items) }))
}

const end = ({ x, width }: Item): number => x + width

/**
 * Where a page is set in two columns, the middle of the gap between them: a place near the middle that hardly any
 * line crosses, with many lines on both sides, and those wide enough to be text and no table.
 */
function gutterOf(fragments: readonly Fragment[]): number | undefined {
  if (fragments.length < 16) return undefined
  const [left, right] = [Math.min(...fragments.map(({ x }) => x)), Math.max(...fragments.map((one) => one.right))]
  const width = right - left
  let best: { at: number; crossed: number } | undefined
  for (let at = left + width * 0.35; at <= left + width * 0.65; at += 2) {
    const crossed = fragments.filter((one) => one.x < at && one.right > at).length
    if (best === undefined || crossed < best.crossed) best = { at, crossed }
  }
  if (best === undefined || best.crossed > fragments.length * 0.15) return undefined
  const uncrossed = fragments.filter((one) => one.x >= best.at || one.right <= best.at)
  const sides = [uncrossed.filter((one) => one.right <= best.at), uncrossed.filter((one) => one.x >= best.at)]
  // a column of a table is narrow; beside a column of text may stand verse, code or a list
  const full = sides.map((side) => (side.length < 8 ? 0 : side.filter((one) => one.right - one.x > width * 0.3).length / side.length))
  if (Math.max(...full) < 0.5 || Math.min(...full) < 0.25) return undefined
  // the middle of the gap, so that no line of either side touches it
  const [from, to] = [Math.max(...sides[0]!.map((one) => one.right)), Math.min(...sides[1]!.map(({ x }) => x))]
  return (from + to) / 2
}

/** The height most letters have, to a tenth. */
function sizeOf(items: readonly Item[]): number {
  const counts = new Map<number, number>()
  for (const { size, text } of items) counts.set(size, (counts.get(size) ?? 0) + text.length)
  return Math.round([...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0] * 10) / 10
}

/** Gaps are spaces: between Chinese characters only where they are set wide; a tab where a cell ends. */
function textOf(items: readonly Item[], size: number): string {
  const foot = items.find((item) => Math.abs(item.size - size) < 0.06)?.y ?? items[0]!.y
  let text = ''
  let at: number | undefined
  for (const item of items) {
    const raised = item.size < size * 0.8 && foot - item.y > size * 0.15
    const piece = raised ? superscript(item.text.trim()) : item.text
    const gap = at === undefined ? 0 : item.x - at
    const chinese = CJK.test(text.at(-1) ?? '') || CJK.test(piece.charAt(0))
    if (text !== '' && gap > size * WIDE) text = `${text.trimEnd()}\t`
    else if (text !== '' && gap > size * (chinese ? 0.4 : 0.18) && !/\s$/.test(text) && !raised) text += ' '
    text += text === '' || /\s$/.test(text) ? piece.trimStart() : piece
    at = item.x + item.width
  }
  return text.replace(/[ \u00A0]+/g, ' ').trim()
}
