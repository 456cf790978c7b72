import type { Block, Document } from '../../model/document.ts'
import { beginsEntry, splitEntries } from './entries.ts'
import { NUMBER, readItem } from './item.ts'
import { isListEnd, isListHeading, isListPart } from './list-headings.ts'
import { plain } from './plain.ts'
import type { Item, Reference, ReferenceList } from './types.ts'

/** The lists of references in a document: from a heading that says so to the next that is no part of it (中文部分 is). */
export function findLists(document: Document): ReferenceList[] {
  const lists: ReferenceList[] = []
  let open: { heading: string; start: number; end: number; level: number | undefined; prose: number } | undefined
  const close = (): void => {
    if (open && open.end > open.start) lists.push({ heading: open.heading, start: open.start, end: open.end })
    open = undefined
  }
  for (const block of document.blocks) {
    const text = document.text.slice(block.start, block.end)
    if (SKIPPED.has(block.kind) || isNote(document, block)) continue
    const heading = headingIn(text)
    if (heading) {
      // 中文參考文獻 and 英文參考文獻 stand in a row.
      close()
      open = { heading: heading.words, start: block.start + heading.end, end: block.end, level: block.kind === 'heading' ? block.level : undefined, prose: 0 }
    } else if (open) {
      open.prose = isProse(block, text) ? open.prose + 1 : 0
      if (ends(block, text, open.level) || open.prose === 3) close()
      else open.end = block.end
    }
  }
  close()
  return lists.length > 0 ? lists : unheaded(document)
}

/** Some programs print the list at the end without a heading: so many paragraphs in a row that begin as entries do. */
const ROW = 8

function unheaded(document: Document): ReferenceList[] {
  const { blocks, text } = document
  const rows: Block[][] = [[]]
  for (const block of blocks) {
    if (SKIPPED.has(block.kind) || isNote(document, block)) continue
    const row = rows.at(-1)!
    if (block.kind !== 'heading' && block.end - block.start < 800 && beginsEntry(plain(text.slice(block.start, block.end)))) row.push(block)
    else if (row.length > 0) rows.push([])
  }
  return rows.filter((row) => row.length >= ROW).map((row) => ({ heading: '', start: row[0]!.start, end: row.at(-1)!.end }))
}

/** In plain text the entries may follow the heading without a blank line. */
function headingIn(text: string): { words: string; end: number } | undefined {
  let at = 0
  for (const line of text.split('\n')) {
    at += line.length + 1
    if (isListHeading(line)) return { words: line.trim(), end: Math.min(at, text.length) }
  }
  return undefined
}

/** Notes stand at the end of a text that was made, behind its list. On a page they may be entries set small. */
const isNote = ({ format }: Document, { kind }: Block): boolean => kind === 'note' && format !== 'pdf'

const SKIPPED: ReadonlySet<string> = new Set(['running-head', 'page-break', 'code'])

function ends(block: Block, text: string, level: number | undefined): boolean {
  if (isListPart(text)) return false
  if (block.kind !== 'heading') return isListEnd(text)
  if (isEntry(text)) return false
  return level === undefined || block.level === undefined || block.level <= level || isListEnd(text)
}

/** An entry that a format took for a heading. */
const isEntry = (text: string): boolean => /(?:1[5-9]|20)\d\d/.test(text) && text.length > 40

/** A list without a heading behind it ends where three paragraphs look like none of its entries. */
const isProse = (block: Block, text: string): boolean => block.kind === 'paragraph' && text.length > 80 && !/\d{4}|民國?\s?\d{2}|https?:|《/.test(plain(text))

/** The entries of all lists, in the order of the text; what has no title by any style is kept as `document` with its raw text alone. */
export function readReferences(document: Document, lists: readonly ReferenceList[] = findLists(document)): Reference[] {
  const references: Reference[] = []
  for (const [list, { start, end }] of lists.entries()) {
    const blocks = document.blocks.filter((block) => block.end > start && block.start < end && !SKIPPED.has(block.kind) && !isNote(document, block) && !(block.kind === 'heading' && !isEntry(document.text.slice(block.start, block.end)))).map((block) => ({ ...block, start: Math.max(block.start, start) }))
    let before: Item | undefined
    for (const { words, ...span } of splitEntries(document.text, blocks)) {
      const raw = document.text.slice(span.start, span.end)
      const { square, round, dotted } = NUMBER.exec(plain(raw))?.groups ?? {}
      const number = square ?? round ?? dotted
      const item = sameAuthor(readItem(words) ?? nothing(raw), before)
      references.push({ ...item, ...span, raw, list, ...(number ? { number } : {}) })
      before = item
    }
  }
  return references
}

/** A dash for the author of the entry before. */
function sameAuthor(item: Item, before: Item | undefined): Item {
  const [first] = item.author
  const dash = first && 'literal' in first && /^[-—–_﹍＿.]+$/.test(first.literal)
  return dash && before ? { ...item, author: before.author } : item
}

const nothing = (raw: string): Item => ({ type: 'document', author: [], language: /\p{Script=Han}/u.test(raw) ? 'zh' : 'en' })
