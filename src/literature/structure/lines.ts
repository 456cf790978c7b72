import type { Block, BlockKind, Document, Span } from '../../model/document.ts'
import { normaliseSpaces } from '../../model/names.ts'

/** One printed line of a block, without the marks of Markdown around it. `start` and `end` bound the words that are left. */
export interface Line extends Span {
  readonly text: string
  readonly kind: BlockKind
  readonly level?: number
  readonly page?: string
  readonly size?: number
  /** Number of its block in the document. */
  readonly block: number
  /** Whether the block is this line alone. */
  readonly alone: boolean
  /** Of a row of a table: its cells. */
  readonly cells?: readonly string[]
}

/** Where something was found, and the page when it is known. */
export interface Place extends Span {
  readonly page?: string
}

/**
 * The lines of a document in order, empty ones left out. Blanks of more than forty are cut to forty: patterns that try every
 * blank would take seconds over a line of thousands.
 */
export function linesOf(document: Document): Line[] {
  const known = CACHE.get(document)
  if (known) return known
  const lines = document.blocks.flatMap((block, number) => (block.kind === 'page-break' || block.kind === 'code' ? [] : ofBlock(document.text, block, number)))
  CACHE.set(document, lines)
  return lines
}

/** Documents never change, and every reader of structure begins with the lines. */
const CACHE = new WeakMap<Document, Line[]>()

const MARKS_BEFORE = /^(?:[\s\u200b\ufeff]|#{1,6}[ \t]+|>[ \t]?|(?:\*\*|__)(?=\S)|<!--.*?-->|<\/?[a-z][^>]*>)+/iu
const BULLET = /^\s*[-*+•‧]\s+/u
const MARKS_BEHIND = /(?:[\s\u200b]|(?<=\s)#|\\|<br\s*\/?>|<\/?[a-z][^>]*>)+$/iu

function ofBlock(text: string, block: Block, number: number): Line[] {
  const found: Line[] = []
  let start = block.start
  const slice = text.slice(block.start, block.end)
  const pieces = slice.split('\n')
  const filled = pieces.filter((piece) => piece.trim() !== '').length
  let row = 0
  for (const piece of pieces) {
    const next = start + piece.length + 1
    const bullet = block.kind === 'item' ? (BULLET.exec(piece)?.[0].length ?? 0) : 0
    const before = bullet + (MARKS_BEFORE.exec(piece.slice(bullet))?.[0].length ?? 0)
    const rest = piece.slice(before)
    const bare = rest.slice(0, rest.length - (MARKS_BEHIND.exec(rest)?.[0].length ?? 0))
    // Bold at the end only where it began: 賴和** is a mark of a footnote.
    const words = /(?:\*\*|__)$/.test(bare) && (bare.split('**').length % 2 === 1 || /^\s*(?:\*\*|__)/.test(piece)) ? bare.slice(0, -2) : bare
    if (words !== '' && !(block.kind === 'table' && /^[|:\s-]+$/.test(words))) {
      const cells = block.kind === 'table' ? cellsOf(words, block.rows?.[row++]) : undefined
      found.push({
        start: start + before, end: start + before + words.length, text: words.replace(/\s{41,}/g, (blank) => blank.slice(0, 40)).replace(/(\*\*|__)(\S.*?\S)\1/g, '$2'), kind: block.kind, block: number, alone: filled === 1,
        ...(block.level === undefined ? {} : { level: block.level }),
        ...(block.page === undefined ? {} : { page: block.page }),
        ...(block.size === undefined ? {} : { size: block.size }),
        ...(cells ? { cells } : {}),
      })
    }
    start = next
  }
  return found
}

/** Cells as the text shows them when it shows them, else as the reader of the format counted them. */
function cellsOf(words: string, row: readonly string[] | undefined): string[] {
  if (words.includes('|')) return words.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim())
  if (words.includes('\t')) return words.split('\t').map((cell) => cell.trim())
  return row ? row.map((cell) => cell.trim()) : [words]
}

export const placeOf = (line: Line, start = line.start, end = line.end): Place => ({ start, end, ...(line.page === undefined ? {} : { page: line.page }) })

/** Two lines as one, with a space only where Latin words meet. */
export function joinLines(before: string, behind: string): string {
  if (before === '' || behind === '') return before + behind
  return /[\p{Script=Han}，。、；：（）「」《》／]$/u.test(before) || /^[\p{Script=Han}，。、；：（）「」《》／]/u.test(behind) ? before + behind : `${before} ${behind}`
}

/** As printed, without the spaces of the setting and with figures and letters of ordinary width. */
export function tidy(text: string): string {
  return normaliseSpaces(text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]/g, (char) => char.normalize('NFKC')))
}
