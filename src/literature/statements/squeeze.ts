/** A text without the spaces that mean nothing in Chinese, and the way back. */
export interface Squeezed {
  readonly text: string
  /** `at[i]` is the offset in the original of unit i; one more at the end, so that `at[end]` closes a span. */
  readonly at: readonly number[]
}

/**
 * Takes out the space between Chinese letters set wide (`林 振 春`), at line ends, and between Chinese and figures or
 * Latin (`12 個`); gives letters, figures, brackets and commas one width; writes 臺 as 台. A blank line, a line
 * that begins as an item of a list, one before which the break is marked (two spaces, as in Markdown), and the cells of a
 * table stay apart.
 */
export function squeeze(original: string): Squeezed {
  let text = ''
  const at: number[] = []
  for (let i = 0; i < original.length; i++) {
    const char = original[i]!
    if (!SPACE.test(char)) {
      text += plain(char, text.at(-1), original[i + 1])
      at.push(i)
      continue
    }
    let j = i
    while (j < original.length && SPACE.test(original[j]!)) j++
    const gap = original.slice(i, j)
    const kept = gap.includes('\t') && !gap.includes('\n') ? '\t' : /\n\s*\n|[\t ]{2}\n|\t\n/.test(gap) || (gap.includes('\n') && ITEM.test(original.slice(j, j + 12))) ? '\n' : wide(text.at(-1)) || wide(original[j]) ? '' : ' '
    if (kept !== '') {
      text += kept
      at.push(i)
    }
    i = j - 1
  }
  at.push(original.length)
  return { text, at }
}

/** The original span of a span of the squeezed text, without space at its end. */
export function spanOf({ at }: Squeezed, start: number, end: number): { start: number; end: number } {
  return { start: at[start]!, end: end > start ? at[end - 1]! + 1 : at[start]! }
}

const SPACE = /\s/
const ITEM = /^(?:[-*•#|]|\d+[.、．)）]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])/
const HAN = /[\p{Script=Han}\u3001-\u303f\u30fb\uff00-\uffef‧·—…「」『』]/u

const wide = (char: string | undefined): boolean => char === undefined || HAN.test(char)

const VARIANTS: Readonly<Record<string, string>> = { 臺: '台', 爲: '為', 啓: '啟', 衆: '眾', 裏: '裡', 羣: '群', 巿: '市', '〔': '（', '〕': '）' }
const MARKS: Readonly<Record<string, string>> = { '(': '（', ')': '）', ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }

function plain(char: string, before: string | undefined, behind: string | undefined): string {
  const variant = VARIANTS[char]
  if (variant !== undefined) return variant
  const code = char.charCodeAt(0)
  // Letters and figures of full width; marks of full width stay, since they are how Chinese marks are told.
  if (code >= 0xff10 && code <= 0xff5a && /[\p{L}\p{N}]/u.test(char)) return String.fromCharCode(code - 0xfee0)
  if (char === '(' || char === ')') return MARKS[char]!
  const mark = MARKS[char]
  return mark !== undefined && ((before !== undefined && HAN.test(before)) || (behind !== undefined && HAN.test(behind))) ? mark : char
}
