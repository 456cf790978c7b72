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

/** A class of characters, for expressions with the flag `v`: without the marks of these scripts, which stand on others. */
export const CJK = '[[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Hangul}々ー]--\\p{M}]'
const SPACES: Readonly<Record<Spaces, RegExp>> = {
  text: new RegExp(`(?<=${CJK})\\s{1,20}(?=${CJK})`, 'gv'),
  typed: new RegExp(`(?<=(?<!${CJK})${CJK})\\s{1,3}(?=${CJK}(?!${CJK}))`, 'gv'),
}
/** Soft hyphens, joiners, variation selectors. */
const IGNORED = '\\u00ad\\u200b\\u200c\\u200d\\u2060\\ufe00-\\ufe0f\\ufeff'
const ANY_IGNORED = new RegExp(`[${IGNORED}]`, 'gu')
/** Marks, and the letters that NFKC makes a mark of: those of half-width kana (ｶﾞ), and two vowels of Thai and Lao. */
const COMBINING = '\\p{M}\\uff9e\\uff9f\\u0e33\\u0eb3'
/** A character with what combines with it, whatever ignored stands between. */
const PIECES = new RegExp(`[^](?:[${IGNORED}]*[${COMBINING}])*`, 'gu')
/** No single unit by itself: a mark, or half of a character. */
const DEPENDENT = new RegExp(`[${COMBINING}\\p{Cs}]`, 'u')

/**
 * NFKC, lower case, without the accents of Latin letters, one character for each class of variants
 * (`model/names-fold.ts`), without the spaces of wide setting. Folding twice changes nothing.
 */
export function fold(text: string, spaces: Spaces = 'text'): Folded {
  const plain = unmoved(text)
  const made = plain === undefined ? pieces(text) : { text: plain }
  return /\s/.test(made.text) ? joined(made, spaces) : made
}

/** Where a part of a folded text stands in the original. */
export function original(folded: Folded, start: number, end: number): { readonly start: number; readonly end: number } {
  if (folded.starts === undefined || end <= start) return { start, end }
  return { start: folded.starts[start]!, end: folded.ends![end - 1]! }
}

/** What a unit of a text folds to, filled as characters are met. */
const table = new Uint16Array(0x10000)
const UNKNOWN = 0
/** One that does not stand by itself, or folds to more or to nothing. */
const MOVES = 0xffff

function entry(code: number): number {
  const unit = String.fromCharCode(code)
  const made = DEPENDENT.test(unit) ? '' : cluster(unit)
  const to = made.length === 1 ? made.charCodeAt(0) : MOVES
  return (table[code] = to === UNKNOWN ? MOVES : to)
}

/** The folded text where each unit stands for itself, which is nearly always; undefined where not. */
function unmoved(text: string): string | undefined {
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const to = table[code]! || entry(code)
    if (to === MOVES) return undefined
    units[i] = to
  }
  return Buffer.from(units.buffer).toString('utf16le')
}

/**
 * Piece by piece: each unit of what a piece became stands for the whole piece. The half of a character (a text may
 * be cut in one) becomes U+FFFD, or two halves could meet where what stood between is ignored.
 */
function pieces(text: string): Folded {
  let folded = ''
  const [starts, ends]: [number[], number[]] = [[], []]
  let at = 0
  for (const piece of text.toWellFormed().match(PIECES) ?? []) {
    const code = piece.length === 1 ? table[piece.charCodeAt(0)]! : MOVES
    const to = code === MOVES || code === UNKNOWN ? cluster(piece) : String.fromCharCode(code)
    const end = at + piece.length
    for (let i = 0; i < to.length; i++) {
      starts.push(at)
      ends.push(end)
    }
    folded += to
    at = end
  }
  return { text: folded, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

function cluster(printed: string): string {
  const piece = printed.replace(ANY_IGNORED, '')
  let made = folding(piece)
  // a fold may lead to a character that itself folds further
  for (let again = folding(made); again !== made; again = folding(made)) made = again
  // an ellipsis is three dots: marks hold no words, so that they keep their length instead
  return made.length === piece.length || /[\p{L}\p{N}]/u.test(made) ? made : piece
}

function folding(piece: string): string {
  let folded = ''
  // ○ also comes out of NFKC: of its half-width form
  for (const char of piece.normalize('NFKC')) folded += char === '○' || char === '◯' ? '〇' : foldChar(char)
  folded = folded.normalize('NFKC')
  return /[\p{Script=Latin}]/u.test(folded) ? folded.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().normalize('NFKC') : folded
}

/** Without the spaces that are setting. */
function joined(folded: Folded, spaces: Spaces): Folded {
  let [text, from] = ['', 0]
  const at: number[] = []
  const keep = (end: number): void => {
    text += folded.text.slice(from, end)
    for (let i = from; i < end; i++) at.push(i)
  }
  for (const match of folded.text.matchAll(SPACES[spaces])) {
    keep(match.index)
    from = match.index + match[0].length
  }
  if (from === 0) return folded
  keep(folded.text.length)
  const { starts, ends } = folded
  return { text, starts: Uint32Array.from(at, (i) => starts?.[i] ?? i), ends: Uint32Array.from(at, (i) => ends?.[i] ?? i + 1) }
}
