import { dateOrNone, quoted } from './dates-parse.ts'
import { parseInterval } from './dates-interval.ts'
import { plainDigits } from './dates-roc.ts'
import { ArchiveError, badInput } from './errors.ts'

/** What somebody says of when something was, as far as it is understood. */
export interface When {
  /** As they said it. */
  readonly words: string
  /** EDTF: a date, or from when to when it lies. Absent: only the words are known. */
  readonly edtf?: string
}

/** Years of age, both included: what words of a life mean, generously. Schools as since 1968; before, ages were much the same. */
const AGES: readonly (readonly [words: RegExp, from: number, to: number])[] = [
  [/^(?:嬰兒|襁褓)/, 0, 2],
  [/^(?:幼稚園|幼兒園|學齡前)/, 3, 6],
  [/^(?:小時候|小時|小的時候|細漢|兒時|幼時|幼年|童年|囝仔時)/, 3, 12],
  [/^(?:國小|小學|公學校|國校)/, 6, 13],
  [/^(?:國中|初中|初級中學)/, 12, 16],
  [/^(?:高中|高職|師範)/, 15, 19],
  [/^(?:少年|少女|青少年)/, 12, 18],
  [/^(?:年輕|青年|少年家)/, 16, 35],
  [/^(?:當兵|服役)/, 18, 25],
  [/^(?:中年)/, 40, 60],
  [/^(?:老年|晚年|年老)/, 60, 100],
]

/** Times of Taiwan's history, as their first and last year. */
const PERIODS: readonly (readonly [words: RegExp, edtf: string])[] = [
  [/^荷(?:蘭|據|治)(?:時期|時代)?$/, '1624/1662'],
  [/^(?:明鄭|鄭氏)(?:時期|時代)?$/, '1661/1683'],
  [/^(?:清領|清治|清朝|清代)(?:時期|時代)?$/, '1683/1895'],
  [/^清末$/, '1875/1895'],
  [/^日(?:治|據)(?:時期|時代)?$|^日本時代$|^日本時$/, '1895/1945'],
  [/^日(?:治|據)(?:初期|前期)$/, '1895/1915'],
  [/^日(?:治|據)中期$/, '1915/1937'],
  [/^日(?:治|據)(?:末期|後期)$|^皇民化時期$/, '1937/1945'],
  [/^(?:戰後|光復)初期$/, '1945/1950'],
  [/^戒嚴(?:時期|時代)?$/, '1949/1987'],
]

/** 民國四十幾年, 昭和十幾年, 一九五幾年, 195幾年: of a decade. */
const DECADE = /^(民國|昭和|明治|大正|西元)?(\d{1,3})幾年$/

/** A range in words, or in brackets behind them: 小時候（民國45年到50年）. */
const BRACKETED = /^(?<words>[^()（）]+)[(（](?<range>[^()（）]+)[)）]$/

/**
 * What somebody says of when: a date, a period, a time of history, a decade, or words of a life (小時候) with a range
 * behind them in brackets or with the year somebody was born. What is not understood stays as words.
 * @param born the year (or date) of birth of whoever tells it
 */
export function whenSaid(said: string, born?: string): When {
  const words = said.trim()
  if (words === '') throw badInput('when', '請寫時間 (say when)')
  if (words.length > 200) throw badInput('when', '時間最多 200 字 (at most 200 characters)')
  const edtf = dated(words) ?? bracketed(words) ?? ofLife(words, born)
  return edtf === undefined ? { words } : { words, edtf }
}

function dated(words: string): string | undefined {
  const date = dateOrNone(words)
  if (date?.status === 'known') return date.edtf
  const { behind, before }: Record<string, string | undefined> = ABOUT.exec(words)?.groups ?? {}
  const rest = behind ?? before
  if (rest === undefined) return periodOf(words)
  const known = dated(rest)
  return known === undefined ? undefined : approximated(known)
}

const ABOUT = /^(?:大?約|大概|差不多)(?<behind>.+)$|^(?<before>.+?)(?:左右|前後|上下)$/

function periodOf(words: string): string | undefined {
  const named = PERIODS.find(([pattern]) => pattern.test(words))
  if (named !== undefined) return named[1]
  const decade = decadeOf(plainDigits(words))
  if (decade !== undefined) return decade
  try {
    const { start, end } = parseInterval(words)
    return start === undefined || end === undefined || end === '..' ? undefined : `${start.split('/')[0]}/${end.split('/').at(-1)}`
  } catch (error) {
    if (error instanceof ArchiveError) return undefined
    throw error
  }
}

function decadeOf(plain: string): string | undefined {
  const [, era = '', figures = ''] = DECADE.exec(plain) ?? []
  // 四十幾 came as 40, 一九五幾 as 195
  const first = figures.length === 3 && era !== '民國' ? `${figures}0` : figures
  if (!/^\d+0$/.test(first)) return undefined
  const years = Array.from({ length: 10 }, (_, i) => dateOrNone(`${era}${Number(first) + i}年`)).filter((one) => one?.status === 'known')
  // an era may end before its decade does
  return years.length === 0 ? undefined : `${years[0]!.edtf}/${years.at(-1)!.edtf}`
}

function bracketed(said: string): string | undefined {
  const { words, range }: Record<string, string | undefined> = BRACKETED.exec(said)?.groups ?? {}
  if (words === undefined || range === undefined) return undefined
  const known = dated(range.trim())
  // what was said is from memory, whoever worked out the years
  return known === undefined ? undefined : approximated(known)
}

function ofLife(words: string, born: string | undefined): string | undefined {
  const birth = born === undefined ? undefined : dateOrNone(born)
  const year = birth?.status === 'known' ? Number(/^-?\d{4}/.exec(birth.edtf)?.[0]) : NaN
  // years of five figures are written in another way, and nobody was a child in them
  if (Number.isNaN(year) || year > 9_000) return undefined
  const age = /^(?<age>\d{1,3})(?<more>幾|多)?歲/.exec(plainDigits(words))?.groups
  if (age !== undefined) return spanOf(year, Number(age.age), Number(age.age) + (age.more === undefined ? 0 : 9))
  const found = AGES.find(([pattern]) => pattern.test(words))
  return found === undefined ? undefined : spanOf(year, found[1], found[2])
}

/** A year of age may be counted from birth or from the first New Year (虛歲). */
const spanOf = (born: number, from: number, to: number): string => `${yearText(born + Math.max(0, from - 1))}~/${yearText(born + to + 1)}~`

const yearText = (year: number): string => String(year).padStart(4, '0')

function approximated(edtf: string): string {
  const about = edtf.split('/').map(approximate).join('/')
  // marks of doubt may stand elsewhere in a date (EDTF, level 2)
  return dateOrNone(about)?.status === 'known' ? about : edtf
}

function approximate(date: string): string {
  return date === '' || date === '..' || /[~%]$/.test(date) ? date : date.endsWith('?') ? `${date.slice(0, -1)}%` : `${date}~`
}

export const notUnderstood = (words: string): string => `${quoted(words)}：記下了這個說法，但看不出是哪些年；可以在後面加範圍，例如「小時候（民國45年到50年）」 (kept in words; the years could not be told)`
