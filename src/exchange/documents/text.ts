import type { Block, BlockKind } from '../../model/document.ts'
import { refuse, textOf, type Reader } from './source.ts'

/** Lines wrapped by whoever typed them are no wider than this, in half-width columns. */
const WIDEST_WRAP = 110
/** A line that falls this far short of the others ends its paragraph. */
const SHORT = 0.8
/** Set apart unmistakably: a line alone that counts parts or chapters. Anything less is for those who know the work. */
const HEADING = /^第\s?[〇一二三四五六七八九十百0-9０-９]{1,4}\s?[編篇部卷章回節](?:[\s　:：].{0,40})?$|^(?:chapter|part)\s+(?:\d{1,3}|[ivxlc]+)\b.{0,60}$/i

/** Plain text, as read. A form feed begins a page. */
export const readText: Reader = async (source) => {
  const { text, warnings } = textOf(source)
  if (text.trim() === '') throw refuse(source.name, '檔案裡沒有文字', 'the file holds no text')
  return { format: 'text', text, blocks: blocksOf(text), metadata: {}, warnings }
}

interface Line {
  readonly start: number
  readonly end: number
  readonly text: string
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  const wrap = wrapWidth(text)
  for (const { start, end, text: chunk } of pieces(text, 0, /(\f)/)) {
    if (chunk === '\f') {
      blocks.push({ kind: 'page-break', start, end })
      continue
    }
    let open: Line[] = []
    const close = (): void => {
      if (open.length === 0) return
      blocks.push({ kind: kindOf(open), start: contentStart(open[0]!), end: contentEnd(open.at(-1)!) })
      open = []
    }
    for (const line of pieces(chunk, start, /(\r\n|[\n\r\u2028\u2029])/)) {
      if (/^[\n\r\u2028\u2029]/.test(line.text)) continue
      if (line.text.trim() === '') {
        close()
        continue
      }
      const before = open.at(-1)
      if (before !== undefined && (wrap === undefined || columns(before.text) < wrap * SHORT || /^(?:　|[ \t]{2,})/.test(line.text) || HEADING.test(line.text.trim()))) close()
      open.push(line)
    }
    close()
  }
  return blocks
}

const kindOf = (lines: readonly Line[]): BlockKind => (lines.length === 1 && HEADING.test(lines[0]!.text.trim()) ? 'heading' : 'paragraph')
const contentStart = ({ start, text }: Line): number => start + text.length - text.trimStart().length
const contentEnd = ({ start, text }: Line): number => start + text.trimEnd().length

/** Text cut at a mark, the marks included, each with its place. */
function* pieces(text: string, from: number, mark: RegExp): Generator<Line> {
  let at = from
  for (const piece of text.split(mark)) {
    if (piece !== '') yield { start: at, end: at + piece.length, text: piece }
    at += piece.length
  }
}

/** Where lines are broken at one width, that width; undefined where each line is a paragraph. */
function wrapWidth(text: string): number | undefined {
  const widths = text.split(/[\r\n\f]+/).filter((line) => line.trim() !== '').map(columns).sort((a, b) => a - b)
  const widest = widths[Math.floor(widths.length * 0.95)] ?? 0
  if (widest > WIDEST_WRAP || widest < 20) return undefined
  // paragraphs one to a line differ in length; wrapped lines come close to their margin
  const full = widths.filter((width) => width >= widest * 0.9).length
  return full >= widths.length * 0.4 ? widest : undefined
}

function columns(line: string): number {
  let width = 0
  for (const char of line) width += char > '\u2E7F' ? 2 : 1
  return width
}
