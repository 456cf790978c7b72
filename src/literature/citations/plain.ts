/**
 * A text for patterns: full-width letters, figures and punctuation as half-width, one dash, one kind of quotation
 * marks and brackets, every blank but the line end a space. As many UTF-16 units as the text, so that offsets hold.
 */
export function plain(text: string): string {
  return text.replace(OTHER, (char) => TABLE[char] ?? String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

const PAIRS: readonly (readonly [string, string])[] = [
  ['\u3000\u00a0\u2002\u2003\u2009\u202f\t\r\u200b\ufeff', ' '],
  ['﹐‚', ','], ['﹑､', '、'], ['﹒', '.'], ['｡', '。'], ['﹔', ';'], ['﹕︰∶', ':'], ['﹙〔﹝', '('], ['﹚〕﹞', ')'],
  ['【', '['], ['】', ']'], ['–—―−‐‑‒﹣～〜∼', '-'], ['“”„〝〞', '"'], ['‘’', "'"], ['＜', '〈'], ['＞', '〉'], ['﹤', '〈'], ['﹥', '〉'],
]
const TABLE: Readonly<Record<string, string>> = Object.fromEntries(PAIRS.flatMap(([from, to]) => [...from].map((char) => [char, to])))
const OTHER = new RegExp(`[\uff01-\uff5e${Object.keys(TABLE).join('')}]`, 'g')

/** What `plain` made, on one line: no spaces beside Han or punctuation of Chinese, one elsewhere, figures set wide (2 0 1 1) closed up. */
export function squeeze(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(?<!\d)\d(?: \d){3}(?!\d)/g, (figures) => figures.replaceAll(' ', ''))
    .replace(BESIDE_HAN, '')
    .trim()
}

const BESIDE_HAN = / (?=[\p{Script=Han}、。《》〈〉「」『』])|(?<=[\p{Script=Han}、。《》〈〉「」『』]) /gu

export const HAN = /\p{Script=Han}/u
