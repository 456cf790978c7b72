import type { Block, BlockKind, Document, Span } from '../../model/document.ts'
import type { Section } from './headings.ts'
import type { Pages } from './pages.ts'

export type PassageKind = 'text' | 'front' | 'contents' | 'references' | 'notes' | 'appendix'

export interface Passage extends Span {
  /** `text.slice(start, end)` of the document. */
  readonly text: string
  /** Title of the chapter it stands in. */
  readonly chapter?: string
  /** The headings above it, the highest first, with their numbers. */
  readonly path: readonly string[]
  /** Index of the innermost section in the list. */
  readonly section?: number
  readonly page?: string
  /** Whether the page was counted. */
  readonly derived?: boolean
  readonly kind: PassageKind
}

export const SHORTEST = 40
export const LONGEST = 1_000
/** Items of a list and other short pieces are gathered up to here. */
const GATHERED = 400

const RUNNING: ReadonlySet<BlockKind> = new Set(['paragraph', 'item', 'table', 'quotation', 'note', 'code'])

interface Piece extends Span {
  readonly block: BlockKind
  readonly section: number
}

/**
 * The running text in passages of a paragraph or so: every character that is not blank stands in exactly one, headings
 * and running heads in none. None reaches over a heading or a running head; short ones are joined within a section,
 * long ones cut at the ends of sentences.
 */
export function readPassages(document: Document, sections: readonly Section[], pages: Pages): Passage[] {
  const { text } = document
  const pieces = piecesOf(document, sections, pages)
  const joined: Piece[][] = []
  for (const piece of pieces) {
    const open = joined.at(-1)
    const last = open?.at(-1)
    if (open && last && last.section === piece.section && clear(text, last.end, piece.start) && together(text, open, piece)) open.push(piece)
    else joined.push([piece])
  }
  const spans = mergeShort(joined.map((group): Piece => ({ ...group[0]!, end: group.at(-1)!.end })), text)
  const kinds = sections.map((section) => kindOf(sections, section))
  return spans.flatMap((span) => cut(text, span).map(({ start, end }): Passage => {
    const path = pathOf(sections, span.section)
    const page = pages.pageAt(start)
    const chapter = path.find((i) => sections[i]!.kind === 'chapter') ?? path[0]
    return {
      start, end, text: text.slice(start, end), path: path.map((i) => (sections[i]!.number ? `${sections[i]!.number}${/[A-Za-z\d.]$/.test(sections[i]!.number!) ? ' ' : ''}${sections[i]!.title}` : sections[i]!.title)),
      ...(chapter === undefined ? {} : { chapter: sections[chapter]!.title }), ...(span.section < 0 ? {} : { section: span.section }),
      ...(page ? { page: page.page, derived: page.derived } : {}),
      kind: span.block === 'note' ? 'notes' : span.section < 0 ? (sections.some(({ inText }) => inText) ? 'front' : 'text') : kinds[span.section]!,
    }
  }))
}

function kindOf(sections: readonly Section[], section: Section): PassageKind {
  for (let each: Section | undefined = section; each; each = each.parent === undefined ? undefined : sections[each.parent]) {
    if (each.kind === 'front') return /^目\s*[次錄录]|contents/i.test(each.title) ? 'contents' : 'front'
    if (each.kind === 'references' || each.kind === 'notes' || each.kind === 'appendix') return each.kind
  }
  return 'text'
}

function pathOf(sections: readonly Section[], index: number): number[] {
  const path: number[] = []
  for (let i: number | undefined = index; i !== undefined && i >= 0; i = sections[i]!.parent) path.unshift(i)
  return path
}

/** The running text of each block without the headings and running heads in it, by section. */
function piecesOf(document: Document, sections: readonly Section[], pages: Pages): Piece[] {
  const inText = sections.map((section, i) => ({ ...section, i })).filter((each) => each.inText)
  const holes: Span[] = [...inText.map(({ start, body }) => ({ start, end: body })), ...pages.runningHeads].sort((a, b) => a.start - b.start)
  const pieces: Piece[] = []
  let hole = 0
  let innermost = -1
  let next = 0
  for (const block of document.blocks) {
    if (!RUNNING.has(block.kind)) continue
    while (hole < holes.length && holes[hole]!.end <= block.start) hole++
    let start = block.start
    for (let h = hole; h < holes.length && holes[h]!.start < block.end; h++) {
      push(block, start, Math.min(holes[h]!.start, block.end))
      start = Math.max(start, holes[h]!.end)
    }
    push(block, start, block.end)
  }
  return pieces

  function push(block: Block, from: number, to: number): void {
    const words = document.text.slice(from, Math.max(from, to))
    const start = from + (words.length - words.trimStart().length)
    const end = start + words.trim().length
    if (end <= start) return
    while (next < inText.length && inText[next]!.start <= start) innermost = inText[next++]!.i
    pieces.push({ start, end, block: block.kind, section: innermost })
  }
}

/** Nothing but blanks lies between: no heading, no running head, no page break that is drawn. */
const clear = (text: string, from: number, to: number): boolean => text.slice(from, to).trim() === ''

const SENTENCE_END = /[。！？；：」』）.!?;:)\]]["'”’]?\s*$/

function together(text: string, open: readonly Piece[], piece: Piece): boolean {
  const [first, last] = [open[0]!, open.at(-1)!]
  if ((piece.block === 'note') !== (last.block === 'note')) return false
  const length = piece.end - first.start
  if (length > LONGEST) return false
  // A sentence that a page break cut.
  if (last.block === 'paragraph' && piece.block === 'paragraph' && !SENTENCE_END.test(text.slice(Math.max(last.start, last.end - 4), last.end)) && last.end - last.start >= SHORTEST) return true
  if (last.end - first.start < SHORTEST) return true
  return piece.block === 'item' && length <= GATHERED && (last.block === 'item' || /[：:]\s*$/.test(text.slice(last.start, last.end)))
}

/** A short one at the end of its section goes to the one before it. */
function mergeShort(spans: readonly Piece[], text: string): Piece[] {
  const merged: Piece[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span.end - span.start < SHORTEST && last.section === span.section && (last.block === 'note') === (span.block === 'note') && clear(text, last.end, span.start) && span.end - last.start <= LONGEST) merged[merged.length - 1] = { ...last, end: span.end }
    else merged.push(span)
  }
  return merged
}

/** In parts of at most LONGEST, each ending where a sentence does if one does, else at a comma or a blank, else anywhere but within a character. */
function cut(text: string, { start, end }: Span): Span[] {
  const parts: Span[] = []
  let from = start
  while (end - from > LONGEST) {
    // Parts of nearly one size, so that the last is no scrap.
    const count = Math.ceil((end - from) / (LONGEST * 0.85))
    const ideal = from + Math.ceil((end - from) / count)
    const to = breakNear(text, from, ideal, from + LONGEST)
    parts.push(trimmed(text, from, to))
    from = to
  }
  parts.push(trimmed(text, from, end))
  return parts.filter((part) => part.end > part.start)
}

const BREAKS: readonly RegExp[] = [/[。！？!?][」』”"）)]*|[。；;]|\.(?=\s)|\n/g, /[，,、：:]|\s/g]

function breakNear(text: string, from: number, ideal: number, limit: number): number {
  const window = text.slice(from, limit)
  for (const pattern of BREAKS) {
    const ends = [...window.matchAll(pattern)].map((match) => from + match.index + match[0].length).filter((at) => at - from >= SHORTEST && at <= limit)
    if (ends.length > 0) return ends.reduce((best, at) => (Math.abs(at - ideal) < Math.abs(best - ideal) ? at : best))
  }
  const low = text.charCodeAt(limit)
  return low >= 0xdc00 && low <= 0xdfff ? limit - 1 : limit
}

function trimmed(text: string, from: number, to: number): Span {
  const words = text.slice(from, to)
  const start = from + (words.length - words.trimStart().length)
  return { start, end: start + words.trim().length }
}
