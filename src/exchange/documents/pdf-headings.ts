import { CJK } from './characters.ts'
import type { Paragraph } from './pdf-paragraphs.ts'

/** A bookmark. */
export interface OutlineEntry {
  readonly title: string
  readonly level: number
  /** Counted from 0. */
  readonly sheet: number
}

/** Letters larger than those of the text by this much set a short line apart. */
const LARGE = 1.15
/** Longer ones are paragraphs set large: a preface, a blurb. */
const LONGEST = 60
const LONGEST_LATIN = 140

/**
 * Headings and their levels: what the bookmarks name on their sheets, and what is set like it; in a file without, short paragraphs in
 * larger letters, the largest first.
 */
export function headingsOf(pages: readonly (readonly Paragraph[])[], body: number, outline: readonly OutlineEntry[]): ReadonlyMap<Paragraph, number> {
  const named = byOutline(pages, outline)
  if (named.size < 3 || named.size < outline.length / 2) return new Map([...byWeight(pages, body, bySize(pages, body)), ...bySize(pages, body), ...named])
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

/** Ends like a sentence, a label or a list; captions are no headings. */
const NO_HEADING = /[。，；：,;:.]$|\t|https?:|www\.|\/$|^(?:Figure|Fig\.|Table|Box|Chart|Source|Note|Photo|Image|圖|表|資料來源|註)\s?[\d:：.]/iu
/** So many short heavy paragraphs in a row are a list of something. */
const ROW = 4

/** In a text of which less than this share is heavy, a short paragraph that is stands for a heading. */
const HEAVY = 0.25

/** Headings that differ from the text by weight alone: below those in larger letters. */
function byWeight(pages: readonly (readonly Paragraph[])[], body: number, larger: ReadonlyMap<Paragraph, number>): Map<Paragraph, number> {
  const text = pages.flat().filter(({ kind }) => kind === 'paragraph')
  const lengths = (some: readonly Paragraph[]): number => some.reduce((sum, one) => sum + one.text.length, 0)
  const plain = text.filter((one) => !larger.has(one))
  const heavy = plain.filter(({ bold }) => bold)
  if (heavy.length === 0 || lengths(heavy) > lengths(plain) * HEAVY) return new Map()
  const short = (one: Paragraph | undefined): boolean => one !== undefined && one.bold && one.lines <= 3 && one.size >= body * 0.97 && /^[\p{Lu}\p{Script=Han}\d“"「『（(]/u.test(one.text) && one.text.length <= (CJK.test(one.text) ? LONGEST : LONGEST_LATIN) && /\p{L}{2}/u.test(one.text) && !NO_HEADING.test(one.text)
  const level = Math.min(6, Math.max(0, ...larger.values()) + 1)
  return new Map(text.flatMap((one, i): [Paragraph, number][] => {
    if (!short(one) || larger.has(one)) return []
    let [from, to] = [i, i]
    while (short(text[from - 1])) from--
    while (short(text[to + 1])) to++
    return to - from + 1 >= ROW || text[to + 1] === undefined ? [] : [[one, level]]
  }))
}
