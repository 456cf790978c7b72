import { foldChar } from '../../model/names-fold.ts'

/** A text as it compares, and where each of its units stands in the original. */
export interface Folded {
  readonly text: string
  /** For each UTF-16 unit of `text` where what it was made of begins and ends; absent where nothing moved. */
  readonly starts?: Uint32Array
  readonly ends?: Uint32Array
}

/**
 * How spaces between Chinese characters are read. `text`: all of them are setting (林 振 春, the end of a line).
 * `typed`: only those between single characters are, since whoever types 社會局 文化局 means two words.
 */
export type Spaces = 'text' | 'typed'

export const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Hangul}々ー'
const SPACES: Readonly<Record<Spaces, RegExp>> = {
  text: new RegExp(`(?<=[${CJK}])\\s{1,20}(?=[${CJK}])`, 'gu'),
  typed: new RegExp(`(?<=(?<![${CJK}])[${CJK}])\\s{1,3}(?=[${CJK}](?![${CJK}]))`, 'gu'),
}
/** Soft hyphens, joiners, variation selectors. */
const IGNORED = /\u00ad|\u200b|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/u

/**
 * NFKC, lower case, without the accents of Latin letters, one character for each class of variants
 * (`model/names-fold.ts`), without the spaces of wide setting. Folding twice changes nothing.
 */
export function fold(text: string, spaces: Spaces = 'text'): Folded {
  let folded = ''
  const [starts, ends]: [number[], number[]] = [[], []]
  let moved = false
  let at = 0
  for (const piece of text.match(PIECES) ?? []) {
    const to = piece.length === 1 ? one(piece) : cluster(piece)
    const end = at + piece.length
    if (to.length === piece.length) for (let i = 0; i < to.length; i++) { starts.push(at + i); ends.push(at + i + 1) }
    else {
      moved = true
      for (let i = 0; i < to.length; i++) { starts.push(at); ends.push(end) }
    }
    folded += to
    at = end
  }
  const kept = joined(folded, spaces)
  if (kept === undefined) return moved ? { text: folded, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) } : { text: folded }
  return { text: kept.text, starts: Uint32Array.from(kept.at, (i) => starts[i]!), ends: Uint32Array.from(kept.at, (i) => ends[i]!) }
}

/** Where a part of a folded text stands in the original. */
export function original(folded: Folded, start: number, end: number): { readonly start: number; readonly end: number } {
  if (folded.starts === undefined || end <= start) return { start, end }
  return { start: folded.starts[start]!, end: folded.ends![end - 1]! }
}

/** A letter with what combines with it. */
const PIECES = /\P{M}\p{M}+|[\s\S]/gu

const UNKNOWN = 0
const LONGER = 0xffff
const table = new Uint16Array(0x10000)

/** One unit of the text, from a table that fills as characters are met. */
function one(unit: string): string {
  const code = unit.charCodeAt(0)
  const known = table[code]!
  if (known !== UNKNOWN && known !== LONGER) return known === code ? unit : String.fromCharCode(known)
  const made = cluster(unit)
  if (known === UNKNOWN) table[code] = made.length === 1 ? made.charCodeAt(0) : LONGER
  return made
}

function cluster(piece: string): string {
  if (IGNORED.test(piece)) return piece.length === 1 ? '' : cluster(piece.replaceAll(new RegExp(IGNORED, 'gu'), ''))
  if (/^[○◯]$/u.test(piece)) return '〇'
  let made = folding(piece)
  // a fold may lead to a character that itself folds further
  for (let again = folding(made); again !== made; again = folding(made)) made = again
  // an ellipsis is three dots: marks hold no words, so that they keep their length instead
  return made.length === piece.length || /[\p{L}\p{N}]/u.test(made) ? made : piece
}

function folding(piece: string): string {
  let folded = ''
  for (const char of piece.normalize('NFKC')) folded += foldChar(char)
  folded = folded.normalize('NFKC')
  return /[\p{Script=Latin}]/u.test(folded) ? folded.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().normalize('NFKC') : folded
}

/** Without the spaces that are setting, and which units were kept; undefined when there are none. */
function joined(folded: string, spaces: Spaces): { readonly text: string; readonly at: readonly number[] } | undefined {
  let [text, from] = ['', 0]
  const at: number[] = []
  const keep = (end: number): void => {
    text += folded.slice(from, end)
    for (let i = from; i < end; i++) at.push(i)
  }
  for (const match of folded.matchAll(SPACES[spaces])) {
    keep(match.index)
    from = match.index + match[0].length
  }
  if (from === 0) return undefined
  keep(folded.length)
  return { text, at }
}
