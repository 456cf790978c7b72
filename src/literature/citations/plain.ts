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

/**
 * Plain text with the words of references in Traditional characters (页, 编, 载), so that one pattern serves both. Only
 * for patterns: names and titles are cut from the text as printed.
 */
export function traditional(flat: string): string {
  return flat.replace(SIMPLIFIED, (char) => WORDS.get(char)!)
}

const WORDS = new Map([...'页頁编編译譯载載报報学學会會参參见見转轉据據论論书書号號硕碩发發讨討华華录錄辑輯访訪网網检檢览覽浏瀏阅閱详詳总總杂雜时時计計划劃题題专專刊刊评評丛叢讯訊闻聞注註'.matchAll(/../gsu)].map(([pair]): [string, string] => [pair[0]!, pair[1]!]))
const SIMPLIFIED = new RegExp(`[${[...WORDS.keys()].join('')}]`, 'gu')
