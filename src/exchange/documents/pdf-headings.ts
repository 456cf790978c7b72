import { CJK } from './characters.ts'
import type { Paragraph } from './pdf-paragraphs.ts'
import { byWeight, LONGEST, LONGEST_LATIN } from './weight.ts'

/** A bookmark. */
export interface OutlineEntry {
  readonly title: string
  readonly level: number
  /** Counted from 0. */
  readonly sheet: number
}

/** Letters larger than those of the text by this much set a short line apart. */
const LARGE = 1.15
/**
 * Headings and their levels: what the bookmarks name on their sheets, and what is set like it; in a file without, short paragraphs in
 * larger letters, the largest first, and those that are heavier than the text.
 */
export function headingsOf(pages: readonly (readonly Paragraph[])[], body: number, outline: readonly OutlineEntry[]): ReadonlyMap<Paragraph, number> {
  const named = byOutline(pages, outline)
  if (named.size < 3 || named.size < outline.length / 2) return new Map([...heavier(pages, body, bySize(pages, body)), ...bySize(pages, body), ...named])
  // what looks like them is one, too: bookmarks may leave out an appendix
  const levels = new Map([...named].map(([{ size }, level]) => [size, level]))
  const alike = [...bySize(pages, body).keys()].flatMap((paragraph): [Paragraph, number][] => (levels.has(paragraph.size) ? [[paragraph, levels.get(paragraph.size)!]] : []))
  return new Map([...alike, ...named])
}

function byOutline(pages: readonly (readonly Paragraph[])[], outline: readonly OutlineEntry[]): Map<Paragraph, number> {
  const found = new Map<Paragraph, number>()
  for (const { title, level, sheet } of outline) {
    const key = keyOf(title)
    // a bookmark may leave out the number that the page prints, or the page the words behind it
    const same = pages[sheet]?.find((paragraph) => paragraph.kind === 'paragraph' && !found.has(paragraph) && matches(keyOf(paragraph.text), key))
    if (same !== undefined) found.set(same, Math.min(level, 6))
  }
  return found
}

const keyOf = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]/gu, '').toLowerCase()
const matches = (text: string, title: string): boolean => title !== '' && text.length > 0 && text.length < title.length * 2 + 6 && (text === title || (title.length > 1 && text.endsWith(title)) || (text.length > 1 && title.endsWith(text)))

function bySize(pages: readonly (readonly Paragraph[])[], body: number): Map<Paragraph, number> {
  const large = pages.flat().filter(({ kind, text, size, lines }) => kind === 'paragraph' && size >= body * LARGE && text.length <= (CJK.test(text) ? LONGEST : LONGEST_LATIN) && lines <= 4 && /\p{L}/u.test(text) && !/[。，；,;]$/.test(text))
  const sizes = [...new Set(large.map(({ size }) => size))].sort((a, b) => b - a)
  const levels = new Map<number, number>()
  let [level, last] = [0, Number.POSITIVE_INFINITY]
  for (const size of sizes) {
    // a point more or less is the same class
    if (size < last * 0.95) [level, last] = [level + 1, size]
    levels.set(size, Math.min(level, 6))
  }
  return new Map(large.map((paragraph) => [paragraph, levels.get(paragraph.size)!]))
}

/** Headings that differ from the text by weight alone: below those in larger letters. */
function heavier(pages: readonly (readonly Paragraph[])[], body: number, larger: ReadonlyMap<Paragraph, number>): Map<Paragraph, number> {
  const text = pages.flat().filter((one) => one.kind === 'paragraph' && !larger.has(one))
  const level = Math.min(6, Math.max(0, ...larger.values()) + 1)
  return new Map(byWeight(text).filter(({ size, lines }) => size >= body * 0.97 && lines <= 3).map((one) => [one, level]))
}
