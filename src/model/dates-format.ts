import { parseDate } from './dates-parse.ts'

export type Language = 'zh-Hant' | 'en'

/** How the parts of a date are said in a language. `q` counts from 1; a month may be XX. */
interface Words {
  readonly unknown: string
  readonly open: string
  date(year: string, month?: string, day?: string): string
  season(year: string, season: number): string
  doubt(text: string, approximate: boolean, uncertain: boolean): string
  span(start: string, end: string): string
  between(start: string, end: string): string
  period(start: string, end: string): string
  choice(members: string[], all: boolean): string
}

/**
 * A date for reading: 「民國101年4月（2012年4月）」, `April 2012`. Years before 1912 are given in the Western count alone.
 * @throws BAD_USER_INPUT (`date`) when it is no date
 */
export function formatDate(edtf: string, language: Language): string {
  return say(parseDate(edtf).edtf, WORDS[language])
}

/**
 * From when to when, in reading form. An end that lies somewhere within an interval is said to lie between the two
 * (「…與…之間」); one that is not known is said to be unknown, and never looks open.
 */
export function formatPeriod(start: string | undefined, end: string | undefined, language: Language): string {
  const words = WORDS[language]
  const side = (edtf: string | undefined): string => {
    const [from, to] = edtf === undefined ? [] : parseDate(edtf).edtf.split('/')
    return from && to && from !== '..' && to !== '..' ? words.between(say(from, words), say(to, words)) : edtf === undefined ? words.unknown : formatDate(edtf, language)
  }
  return words.period(side(start), side(end))
}

function say(edtf: string, words: Words): string {
  if (edtf === '') return words.unknown
  if (edtf === '..') return words.open
  if (/^[[{]/.test(edtf)) return words.choice(edtf.slice(1, -1).split(',').map((member) => range(member.split('..'), words, '..')), edtf.startsWith('{'))
  return edtf.includes('/') ? range(edtf.split('/'), words, '') : one(edtf, words)
}

/** `a/b` of an interval, `a..b` of a set; an empty side is open in a set and unknown in an interval. */
function range(sides: readonly string[], words: Words, empty: string): string {
  if (sides.length === 1) return one(sides[0]!, words)
  const [start, end] = sides.map((side) => (side === '' ? empty : side))
  return words.span(start === '..' ? '' : say(start!, words), end === '..' ? '' : say(end!, words))
}

function one(edtf: string, words: Words): string {
  const bare = edtf.replace(/[?~%]/g, '')
  const parts = /^(-?[\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/.exec(bare)
  const text = !parts ? bare : Number(parts[2]) > 12 ? words.season(parts[1]!, Number(parts[2])) : words.date(parts[1]!, parts[2], parts[3])
  return words.doubt(text, /[~%]/.test(edtf), /[?%]/.test(edtf))
}

const number = (text: string): string => (/^\d+$/.test(text) ? String(Number(text)) : text)

const CHINESE: Words = {
  unknown: '不詳',
  open: '迄今',
  date(year, month, day) {
    const rest = (month === undefined ? '' : `${month === 'XX' ? '某' : number(month)}月`) + (day === undefined ? '' : `${day === 'XX' ? '某' : number(day)}日`)
    return bothYears(year, rest)
  },
  season: (year, season) => bothYears(year, `${seasonOf(season, ['春季', '夏季', '秋季', '冬季'], (k, n) => (n === 4 ? `第${k}季` : n === 2 ? `${'上下'[k - 1]}半年` : `第${k}期（四個月）`))}`),
  doubt: (text, approximate, uncertain) => (approximate ? '約' : '') + text + (uncertain ? '？' : ''),
  span: (start, end) => (start === '' ? (end === '' ? '不限' : `${end}以前`) : end === '' ? `${start}迄今` : `${start}至${end}`),
  between: (start, end) => `${start}與${end}之間`,
  period: (start, end) => (end === '迄今' ? `${start}迄今` : `${start}至${end}`),
  choice: (members, all) => members.join(all ? '、' : '或'),
}

/** Both counts from 1912 on: 民國101年4月（2012年4月）, and for a year alone 民國101年（2012）. */
function bothYears(year: string, rest: string): string {
  if (/^\d{3}X$/.test(year)) return `${year.slice(0, 3)}0年代${rest}`
  if (year.includes('X')) return `${year}年${rest}`
  const western = Number(year)
  if (western <= 0) return `西元前${1 - western}年${rest}`
  if (western < 1912) return `${western}年${rest}`
  const roc = western === 1912 ? '元' : western - 1911
  return `民國${roc}年${rest}（${western}${rest === '' ? '' : `年${rest}`}）`
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const ENGLISH: Words = {
  unknown: 'unknown',
  open: 'present',
  date(year, month, day) {
    const named = month === undefined ? '' : month === 'XX' ? 'some month of ' : month.includes('X') ? `month ${month} of ` : `${MONTHS[Number(month) - 1]} `
    const numbered = day === undefined ? '' : day === 'XX' ? 'some day of ' : `${number(day)} `
    return `${numbered}${named}${westernYear(year)}`
  },
  season: (year, season) => `${seasonOf(season, ['spring', 'summer', 'autumn', 'winter'], (k, n) => (n === 4 ? `quarter ${k} of` : n === 2 ? `${k === 1 ? 'first' : 'second'} half of` : `third ${k} of`))} ${westernYear(year)}`,
  doubt: (text, approximate, uncertain) => (approximate ? 'about ' : '') + text + (uncertain ? ' (?)' : ''),
  span: (start, end) => (start === '' ? (end === '' ? 'at any time' : `until ${end}`) : end === '' ? `${start} to present` : `${start} to ${end}`),
  between: (start, end) => `between ${start} and ${end}`,
  period: (start, end) => `${start} to ${end}`,
  choice: (members, all) => members.join(all ? ', ' : ' or '),
}

function westernYear(year: string): string {
  if (/^\d{3}X$/.test(year)) return `${year.slice(0, 3)}0s`
  if (year.includes('X')) return year
  const n = Number(year)
  return n > 0 ? String(n) : `${1 - n} BC`
}

/** 21 to 32 are seasons, 33 to 36 quarters, 37 to 39 thirds, 40 and 41 halves. */
function seasonOf(code: number, names: readonly string[], part: (k: number, of: number) => string): string {
  if (code <= 32) return names[(code - 21) % 4]!
  if (code <= 36) return part(code - 32, 4)
  return code <= 39 ? part(code - 36, 3) : part(code - 39, 2)
}

const WORDS: Record<Language, Words> = { 'zh-Hant': CHINESE, en: ENGLISH }
