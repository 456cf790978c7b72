import MarkdownIt, { type Token } from 'markdown-it'
import footnote from 'markdown-it-footnote'
import { parse } from 'yaml'
import type { Block, BlockKind, DocumentMetadata } from '../../model/document.ts'
import { metadata } from './html-metadata.ts'
import { tableOf } from './html-table.ts'
import { refuse, textOf, type Reader } from './source.ts'
import { first, htmlTree, plainText } from './tree.ts'

/**
 * Blocks only: what is inside a line stays as written, so that offsets hold. Indented code is off, since in a book or
 * its OCR four spaces begin a paragraph; notes stay where they stand.
 */
const markdown = new MarkdownIt({ html: true }).use(footnote).disable(['code'])
markdown.core.ruler.enableOnly(['normalize', 'block'])

/** So many blank lines are no slip: OCR leaves them where a page ends. */
const PAGE_GAP = 3
const PAGE_COMMENT = /^<!--+\s*(?:page|pg|p\.?|頁|第)\s*[:：#]?\s*([\p{L}\p{N}-]{1,10}?)?\s*(?:頁|页)?\s*--+>\s*$/iu

/** Markdown as read: every offset is one of the file. Also what OCR makes, with its page breaks. */
export const readMarkdown: Reader = async (source) => {
  const { text, warnings } = textOf(source)
  if (text.trim() === '') throw refuse(source.name, '檔案裡沒有文字', 'the file holds no text')
  const front = /^---[ \t]*\r?\n([\s\S]*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)
  const { said, warning } = front === null ? { said: undefined } : frontMatter(front[1] ?? '')
  // the same length, line by line: what is blanked is no Markdown
  const masked = (said === undefined ? text : front![0].replace(/[^\r\n]/g, ' ') + text.slice(front![0].length)).replaceAll('\f', '\n')
  const lines = lineStarts(masked)
  const blocks = blocksOf(masked, lines)
  return { format: 'markdown', text, blocks: withPages(text, masked, blocks, said === undefined ? 0 : front![0].length), metadata: said ?? {}, warnings: [...warnings, ...(warning === undefined ? [] : [warning])] }
}

/** Begin of each line by markdown-it's reckoning, and the end of the text. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map(({ index, 0: mark }) => index + mark.length), text.length]
}

function blocksOf(text: string, lines: readonly number[]): Block[] {
  const blocks: Block[] = []
  const around: { kind: BlockKind; label?: string }[] = []
  const tokens = markdown.parse(text, {})
  for (const [i, token] of tokens.entries()) {
    const container = CONTAINERS[token.type.replace(/_(?:open|close)$/, '')]
    if (container !== undefined) {
      if (token.nesting === 1) around.push(container === 'note' ? { kind: container, label: `^${String((token.meta as { label: string }).label)}` } : { kind: container })
      else around.pop()
      continue
    }
    if (token.map === null) continue
    const place = spanOf(text, lines, token)
    // a note counts wherever it stands in; else the innermost
    const inside = around.find(({ kind }) => kind === 'note') ?? around.at(-1)
    if (token.type === 'heading_open') blocks.push({ kind: 'heading', level: Number(token.tag.slice(1)), ...titleSpan(text, place) })
    else if (token.type === 'paragraph_open') blocks.push(inside === undefined ? { kind: 'paragraph', ...place } : { ...inside, ...(inside.kind === 'note' ? noteSpan(text, place) : place) })
    else if (token.type === 'table_open') blocks.push({ kind: 'table', ...place, rows: rowsOf(tokens, i) })
    else if (token.type === 'fence' || token.type === 'code_block') blocks.push({ kind: 'code', ...place })
    else if (token.type === 'html_block') blocks.push(...htmlBlock(text, place))
  }
  return blocks.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)
}

const CONTAINERS: Readonly<Record<string, BlockKind>> = { list_item: 'item', blockquote: 'quotation', footnote_reference: 'note' }

function spanOf(text: string, lines: readonly number[], { map }: Token): { start: number; end: number } {
  const whole = text.slice(lines[map![0]]!, lines[map![1]] ?? text.length)
  return { start: lines[map![0]]! + whole.length - whole.trimStart().length, end: lines[map![0]]! + whole.trimEnd().length }
}

/** The words of a heading, without the marks that make it one. */
function titleSpan(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const written = text.slice(start, end)
  const opening = /^(?:(?:>|[-*+]|\d+[.)])[ \t]+)*#{1,6}(?:[ \t]+|$)/.exec(written)
  if (opening === null) return { start, end: start + written.replace(/\s*\n[ \t>]*(?:=+|-+)\s*$/, '').length }
  return { start: start + opening[0].length, end: start + Math.max(opening[0].length, written.replace(/[ \t]+#+$/, '').length) }
}

function noteSpan(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  return { start: start + (/^\[\^[^\]]+\]:\s*/.exec(text.slice(start, end))?.[0].length ?? 0), end }
}

function rowsOf(tokens: readonly Token[], from: number): string[][] {
  const rows: string[][] = []
  for (let i = from; tokens[i]!.type !== 'table_close'; i++) {
    if (tokens[i]!.type === 'tr_open') rows.push([])
    else if (tokens[i]!.type === 'inline') rows.at(-1)!.push(tokens[i]!.content.trim())
  }
  return rows
}

/** Comments say nothing, but for the page that begins; a table that OCR wrote as HTML is one. */
function htmlBlock(text: string, { start, end }: { start: number; end: number }): Block[] {
  const written = text.slice(start, end)
  const page = PAGE_COMMENT.exec(written)
  if (page !== null) return [{ kind: 'page-break', start, end, ...(page[1] === undefined ? {} : { page: page[1] }) }]
  const tree = htmlTree(written)
  if (plainText(tree).trim() === '') return []
  const table = first(tree, 'table')
  const rows = table === undefined ? undefined : tableOf(table, (cell) => plainText(cell).replace(/\s+/g, ' ').trim())
  return [rows === undefined ? { kind: 'paragraph', start, end } : { kind: 'table', start, end, rows }]
}

/** Adds the page breaks that Markdown does not know, and tells each block the page it begins on. */
function withPages(text: string, masked: string, blocks: readonly Block[], from: number): Block[] {
  let breaks = [...text.matchAll(/\f/g)].map(({ index }): Block => ({ kind: 'page-break', start: index, end: index + 1 }))
  const told = breaks.length > 0 || blocks.some(({ kind }) => kind === 'page-break')
  if (!told) {
    const gaps = [...masked.matchAll(new RegExp(`(?<=\\n|\\r(?!\\n))(?:[ \\t　]*(?:\\r\\n|\\r(?!\\n)|\\n)){${PAGE_GAP},}(?=[ \\t　]*\\S)`, 'g'))]
    breaks = gaps.filter(({ index }) => index > from && masked.slice(from, index).trim() !== '').map(({ index, 0: gap }) => ({ kind: 'page-break', start: index, end: index + gap.length }))
  }
  const within = ({ start, end }: Block): boolean => blocks.some((block) => block.start < end && block.end > start && block.kind === 'code')
  let page: string | undefined
  return [...splitAt(blocks, breaks), ...breaks.filter((one) => !within(one))].sort((a, b) => a.start - b.start).map((block) => {
    if (block.kind === 'page-break') page = block.page
    return page === undefined || block.kind === 'page-break' ? block : { ...block, page }
  })
}

/** A block with a page break in it is two. */
function splitAt(blocks: readonly Block[], breaks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    const inner = block.kind === 'code' ? [] : breaks.filter(({ start, end }) => start > block.start && end < block.end)
    const parts = [...inner, { start: block.end, end: block.end }].reduce<{ parts: Block[]; at: number }>(({ parts, at }, { start, end }) => ({ parts: [...parts, { ...block, start: at, end: start }], at: end }), { parts: [], at: block.start })
    return parts.parts.filter(({ start, end }) => end > start)
  })
}

const FIELDS = {
  title: ['title', '題名', '書名'], creators: ['author', 'authors', 'creator', '作者'], publisher: ['publisher', 'institution', '出版者'], date: ['date', 'year', '出版年'],
  language: ['lang', 'language'], identifiers: ['isbn', 'doi', 'issn', 'identifier'], subjects: ['keywords', 'tags', 'subject', 'subjects', 'categories'],
} as const

function frontMatter(yaml: string): { said?: DocumentMetadata; warning?: string } {
  let given: unknown
  try {
    given = parse(yaml, { schema: 'failsafe' })
  } catch (error) {
    return { warning: `開頭的 YAML 讀不出 (the front matter is no YAML): ${(error as Error).message.split('\n')[0]}` }
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {}
  const fields = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value as unknown]))
  const all = (names: readonly string[]): string[] => names.flatMap((name) => strings(fields.get(name)).map((value) => (['isbn', 'doi', 'issn'].includes(name) ? `${name}:${value}` : value)))
  const [title, publisher, date, language] = [FIELDS.title, FIELDS.publisher, FIELDS.date, FIELDS.language].map((names) => all(names)[0])
  return { said: metadata({ title, creators: all(FIELDS.creators), publisher, date, language, identifiers: all(FIELDS.identifiers), subjects: all(FIELDS.subjects) }) }
}

/** One, several, or as Pandoc has authors: `{name: …, affiliation: …}`. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(strings)
  return typeof value === 'object' && value !== null && 'name' in value ? strings(value.name) : []
}
