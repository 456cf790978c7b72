import { HAN_NUMERALS, numberOf, ordinalOf } from './numerals.ts'

/** A way of numbering headings. The lower its rank, the larger the part of a work it usually numbers. */
export interface NumberingSystem {
  readonly name: string
  readonly rank: number
  /** Begins at the start of a line; `number` is the numeral, and what follows the match is the title. */
  readonly pattern: RegExp
  readonly read?: (numeral: string) => number | undefined
  /** Recognised as a heading in running text without any mark of the format. */
  readonly strong?: true
}

export interface Numbered {
  readonly system: NumberingSystem
  /** As printed, without spaces: 第一章, 壹、, 1.2. */
  readonly label: string
  readonly value: number
  /** Of 1.2.3: its parts. */
  readonly parts: readonly number[]
  readonly title: string
}

const HAN_SMALL = `(?<number>[一二三四五六七八九十ㄧ—─ーニミハ](?:\\s*[一二三四五六七八九十ㄧ]){0,3})`
const FORMAL = `(?<number>[壹壱貳贰貮弍參叁叄参肆伍陸陆柒捌玖拾](?:\\s*[壹貳贰貮參叁叄参肆伍陸陆柒捌玖拾]){0,2})`
const ANY = `(?<number>[${HAN_NUMERALS}](?:\\s*[${HAN_NUMERALS}]){0,4}|[\\d０-９]{1,3}|[IVXLivxl\\u2160-\\u217b]{1,6})`
const nth = (words: string): RegExp => new RegExp(`^第\\s*${ANY}\\s*(?:${words})(?![數数程])[\\s:：、.．,，—－-]*`, 'u')
/** Behind the numeral of a list or a heading: OCR reads 、 as , or ‧ at times. */
const MARK = '\\s*[、．.,，‧·﹑]\\s*'
const OPEN = '[(（﹙〔]\\s*'
const CLOSE = '\\s*[)）﹚〕]\\s*'

/** In order of trial: what is more particular first. */
export const NUMBERING: readonly NumberingSystem[] = [
  { name: '冊', rank: 5, pattern: nth('[卷冊册]'), strong: true },
  { name: '編', rank: 10, pattern: nth('編|编|篇|部分|部份|部|單元|单元|輯|辑'), strong: true },
  { name: '章', rank: 20, pattern: nth('章|講|讲|課|课|回'), strong: true },
  { name: '節', rank: 30, pattern: nth('節|节'), strong: true },
  { name: '項', rank: 35, pattern: nth('項|项|款|目'), strong: true },
  { name: 'Part', rank: 10, pattern: /^(?:PART|Part)\s+(?<number>\d{1,2}|[IVXL]{1,5}|One|Two|Three|Four|Five|Six)\b[\s:.—–-]*/u, strong: true, read: wordNumber },
  { name: 'Chapter', rank: 20, pattern: /^(?:CHAPTER|Chapter|Ch\.)\s+(?<number>\d{1,3}(?![-–.]?\d)|[IVXL]{1,6}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b[\s:.—–-]*/iu, strong: true, read: wordNumber },
  { name: 'Section', rank: 30, pattern: /^Section\s+(?<number>\d{1,3}(?:\.\d+)*)[\s:.—–-]+/iu },
  { name: '壹', rank: 40, pattern: new RegExp(`^${FORMAL}${MARK}`, 'u'), strong: true },
  { name: '一', rank: 50, pattern: new RegExp(`^${HAN_SMALL}${MARK}`, 'u') },
  { name: '(一)', rank: 60, pattern: new RegExp(`^(?:${OPEN}${HAN_SMALL}${CLOSE}[、.]?\\s*|[㈠-㈩]\\s*)`, 'u') },
  { name: '1.1', rank: 45, pattern: /^(?<number>[\d０-９]{1,3}(?:\s?[.．]\s?[\d０-９]{1,3}){1,4})[.．、]?(?:\s+|(?=[\p{Script=Han}]))/u, read: (text) => numberOf(text.split(/[.．]/)[0]!) },
  { name: '1-1', rank: 45, pattern: /^(?<number>[\d０-９]{1,2}(?:\s?[-–－]\s?[\d０-９]{1,2}){1,3})[.．、]?\s+(?=\S)/u, read: (text) => numberOf(text.split(/[-–－]/)[0]!) },
  { name: '1.', rank: 70, pattern: /^(?<number>[\d０-９]{1,3})\s*[.．、﹒,]\s*(?![\d０-９])/u },
  { name: '(1)', rank: 80, pattern: /^[(（﹙]\s*(?<number>[\d０-９]{1,3})\s*[)）﹚]\s*/u },
  { name: '①', rank: 90, pattern: /^(?<number>[\u2460-\u2473])\s*/u },
  { name: '甲', rank: 55, pattern: /^(?<number>[甲乙丙丁戊己庚])\s*[、．.]\s*/u, read: ordinalOf },
  { name: 'I.', rank: 42, pattern: /^(?<number>[IVX\u2160-\u216b]{1,5})\s*[.．、]\s*(?=\S)/u },
  { name: 'A.', rank: 85, pattern: /^(?<number>[A-HＡ-Ｈ])\s*[.．、]\s+(?=\S)/u, read: ordinalOf },
]

/** Systems that name every level in one number. */
export const DECIMALS: ReadonlySet<string> = new Set(['1.1', '1-1'])

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

function wordNumber(text: string): number | undefined {
  const word = WORDS.indexOf(text.toLowerCase())
  return word >= 0 ? word + 1 : numberOf(text)
}

/** A bare figure before a title (`3 研究方法`): a heading of decimals where the document has 3.1. */
export const BARE: NumberingSystem = { name: '1', rank: 45, pattern: /^(?<number>[\d０-９]{1,2})\s+(?=[\p{Script=Han}\p{L}])/u }

/** A figure that lost the space behind it (`1I N T R O D U C T I O N`): only where the contents list the words. */
export const GLUED: NumberingSystem = { name: '1', rank: 45, pattern: /^(?<number>[\d０-９]{1,2})(?=[\p{Lu}\p{Script=Han}])/u }

/** How a line is numbered, undefined when it is not. */
export function numberedAs(text: string, systems: readonly NumberingSystem[] = NUMBERING): Numbered | undefined {
  for (const system of systems) {
    const match = system.pattern.exec(text)
    if (!match) continue
    const numeral = match.groups?.number ?? match[0]
    const value = (system.read ?? numberOf)(numeral.replace(/\s/g, ''))
    if (value === undefined) continue
    const parts = DECIMALS.has(system.name) ? numeral.split(/[.．–－-]/).map((part) => numberOf(part) ?? 0) : [value]
    return { system, label: match[0].replace(/\s+/g, system.rank <= 30 && /^[A-Z]/i.test(match[0]) ? ' ' : '').replace(/[:：—–-]+$/, '').trim(), value, parts, title: text.slice(match[0].length) }
  }
  return undefined
}
