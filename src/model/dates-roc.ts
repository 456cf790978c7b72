/**
 * Dates as people in Taiwan write them, turned into EDTF: 民國, 民國前, 西元, the Japanese eras, and figures.
 *
 * Figures without an era: a year of four digits is Western, of two or three is 民國; six or seven digits in a row
 * are 民國 YYMMDD and YYYMMDD, eight are Western. One to three digits alone are nothing (is `14` a year, a day, a row?).
 */

/** The year before an era's first. 明治 before its sixth year (1873) counted lunar months, and is refused. */
const ERAS: Record<string, { zero: number; first: number; last: number }> = {
  民國: { zero: 1911, first: 1, last: 999 },
  西元: { zero: 0, first: 1, last: 9999 },
  明治: { zero: 1867, first: 6, last: 45 },
  大正: { zero: 1911, first: 1, last: 15 },
  昭和: { zero: 1925, first: 1, last: 64 },
}
const ERA_NAMES: Record<string, string> = { 中華民國: '民國', 民: '民國', 公元: '西元' }
const SEASONS = '春夏秋冬'

const NAMES = '中華民國|民國|民|西元|公元|明治|大正|昭和'
const ERA = `(?<era>${NAMES})?(?<before>前)?`
const WORDS = new RegExp(`^${ERA}(?<year>元|\\d{1,4})(?:年(?:(?<month>\\d{1,2})月(?:(?<day>\\d{1,2})[日號])?|(?<season>[${SEASONS}])[季天]?)?|(?<term>學年度?|年度|年代))$`)
const FIGURES = new RegExp(`^${ERA}(?<year>\\d{1,4})(?<mark>[./-])(?<month>\\d{1,2})(?:\\k<mark>(?<day>\\d{1,2}))?$`)
const ROW = /^(?<era>民國)?(?<year>\d{4}|\d{2,3})(?<month>\d\d)(?<day>\d\d)$/
const YEAR = new RegExp(`^(?<era>${NAMES})(?<before>前)?(?<year>\\d{1,4})$`)
/** The era a date begins with, 前 included. */
export const ERA_NAME = new RegExp(`^(?:${NAMES})前?`)
const FORMS = [WORDS, FIGURES, ROW, YEAR]

/** NFKC (full-width figures), no spaces except between figures, numerals of Chinese as figures. */
export function plainDigits(text: string): string {
  const plain = text.normalize('NFKC').replace(/(?<!\d)\s+|\s+(?!\d)/gu, '')
  return plain.replace(NUMERALS, (run) => numeral(run) ?? run)
}

/**
 * EDTF for a date in one of these forms, undefined for any other (EDTF itself among them).
 * What comes back may still name a day that does not exist.
 */
export function localToEdtf(text: string): string | undefined {
  const { about, rest } = qualifier(plainDigits(text))
  for (const form of FORMS) {
    const found = form.exec(rest)?.groups
    if (found) {
      const edtf = compose(found)
      return edtf?.split('/').map((side) => side + about).join('/')
    }
  }
  return undefined
}

/** 約, 左右 and a question mark, as the sign of EDTF that goes behind the date. */
function qualifier(text: string): { about: string; rest: string } {
  const found = /^(?<about>大?約|c(?:irc)?a\.?)?(?<rest>.*?)(?<around>左右|前後)?(?<doubt>\(\?\)|\?)?$/i.exec(text)?.groups
  if (!found) return { about: '', rest: text }
  const approximate = found.about !== undefined || found.around !== undefined
  return { about: approximate ? (found.doubt ? '%' : '~') : found.doubt ? '?' : '', rest: found.rest! }
}

function compose(found: Record<string, string | undefined>): string | undefined {
  const year = yearOf(found)
  if (year === undefined) return undefined
  if (found.term) return term(found, year)
  if (found.season) return `${pad(year, 4)}-${21 + SEASONS.indexOf(found.season)}`
  const [month, day] = [found.month, found.day].map((part) => (part === undefined ? undefined : Number(part)))
  // EDTF would read 21 to 41 as a season.
  if (month !== undefined && month > 12) return undefined
  // 76.12 is December of 民國76; 12.05 without a day could as well be a day of a month.
  if (found.mark && day === undefined && !found.era && year - 1911 <= 31 && found.year!.length === 2) return undefined
  return pad(year, 4) + (month === undefined ? '' : `-${pad(month, 2)}`) + (day === undefined ? '' : `-${pad(day, 2)}`)
}

/** The astronomical year. Without an era: four digits Western, two or three 民國, one nothing. */
function yearOf({ era, before, year }: Record<string, string | undefined>): number | undefined {
  if (era === undefined && (before !== undefined || year!.length === 1)) return undefined
  const name = era === undefined ? (year!.length === 4 ? '西元' : '民國') : (ERA_NAMES[era] ?? era)
  const { zero, first, last } = ERAS[name]!
  const n = year === '元' ? 1 : Number(year)
  if (n < first || n > last) return undefined
  if (before === undefined) return zero + n
  return name === '民國' || name === '西元' ? zero + 1 - n : undefined
}

/**
 * 年度: the calendar year since 民國90. Before, budget years began in July (民國89 had eighteen months) and earlier
 * in January again, so an earlier one lies between July of the year before and December.
 * 學年度: August to July. 年代: of a Western century one decade; 民國70年代 is 民國70 to 79.
 */
function term({ term: word, era, year: written }: Record<string, string | undefined>, year: number): string | undefined {
  if (word!.startsWith('學')) return `${pad(year, 4)}-08/${pad(year + 1, 4)}-07`
  if (word === '年度') return written!.length === 4 || year >= 2001 ? pad(year, 4) : `${pad(year - 1, 4)}-07/${pad(year, 4)}-12`
  if (!written!.endsWith('0')) return undefined
  if (written!.length === 4) return `${pad(year, 4).slice(0, 3)}X`
  return era === undefined ? undefined : `${pad(year, 4)}/${pad(year + 9, 4)}`
}

const pad = (n: number, width: number): string => (n < 0 ? '-' : '') + String(Math.abs(n)).padStart(width, '0')

const DIGITS: Record<string, number> = {
  '〇': 0, '○': 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 貳: 2, 參: 3, 肆: 4, 伍: 5, 陸: 6, 柒: 7, 捌: 8, 玖: 9,
}
const UNITS: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const NUMERALS = new RegExp(`[${Object.keys(DIGITS).join('')}${Object.keys(UNITS).join('')}廿卅]+`, 'g')

/** 一○一 figure by figure, 一百零一 by units; undefined for what is neither. 一百一 could be 101 or 110: neither. */
function numeral(run: string): string | undefined {
  const text = run.replace('廿', '二十').replace('卅', '三十')
  if (![...text].some((c) => c in UNITS)) return [...text].map((c) => DIGITS[c]).join('')
  let total = 0
  let digit: number | undefined
  let unit = 10_000
  let zero = false
  for (const c of text) {
    if (c in UNITS) {
      if (UNITS[c]! >= unit || digit === 0) return undefined
      unit = UNITS[c]!
      total += (digit ?? 1) * unit
      digit = undefined
      zero = false
    } else {
      if (digit !== undefined && digit !== 0) return undefined
      digit = DIGITS[c]
      if (digit === 0) zero = true
    }
  }
  if (digit === 0 || (digit !== undefined && unit > 10 && !zero)) return undefined
  return String(total + (digit ?? 0))
}
