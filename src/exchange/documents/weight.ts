import { CJK } from './characters.ts'

/** A paragraph as a judge of headings sees it. */
export interface Weighed {
  readonly text: string
  /** All of it in a heavy face. */
  readonly bold: boolean
}

/** Longer ones are paragraphs set apart: a preface, a blurb. */
export const LONGEST = 60
export const LONGEST_LATIN = 140

/** Ends like a sentence, a label or a list; captions and addresses are no headings. */
const NO_HEADING = /[。，；：,;:.]$|\t|https?:|www\.|\/$|^(?:Figure|Fig\.|Table|Box|Chart|Source|Note|Photo|Image|圖|表|資料來源|註)\s?[\d:：.]/iu
const OPENS = /^[\p{Lu}\p{Script=Han}\d“"「『（(]/u
/** So many short heavy paragraphs in a row are a list of something. */
const ROW = 4
/** Of a text of which more than this is heavy, weight says nothing. */
const HEAVY = 0.25

/** Which paragraphs stand for headings by their weight alone: short, heavy, with text behind them that is not. */
export function byWeight<T extends Weighed>(text: readonly T[]): T[] {
  const lengths = (some: readonly T[]): number => some.reduce((sum, one) => sum + one.text.length, 0)
  const heavy = text.filter(({ bold }) => bold)
  if (heavy.length === 0 || lengths(heavy) > lengths(text) * HEAVY) return []
  const short = text.map(({ bold, text: words }) => bold && words.length <= (CJK.test(words) ? LONGEST : LONGEST_LATIN) && /\p{L}{2}/u.test(words) && OPENS.test(words) && !NO_HEADING.test(words))
  return text.filter((_, i) => {
    if (short[i] !== true) return false
    let [from, to] = [i, i]
    while (short[from - 1] === true) from--
    while (short[to + 1] === true) to++
    return to - from + 1 < ROW && to + 1 < text.length
  })
}
