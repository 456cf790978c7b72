import { AFTER_ALL, BEFORE_ALL, type Span } from './dates-days.ts'
import { dateOrNone, parseDate, quoted } from './dates-parse.ts'
import { badInput } from './errors.ts'

export { AFTER_ALL, BEFORE_ALL, dayText, yearOfDay, type Span } from './dates-days.ts'
export { formatDate, formatPeriod } from './dates-format.ts'
export { parseInterval, type Interval } from './dates-interval.ts'
export { parseDate, type ParsedDate } from './dates-parse.ts'

/** Four days since 1970-01-01 (Int32): between which days a thing starts, and between which it ends. */
export interface Bounds {
  readonly startEarliest: number
  readonly startLatest: number
  readonly endEarliest: number
  readonly endLatest: number
}

export const UNKNOWN_BOUNDS: Bounds = { startEarliest: BEFORE_ALL, startLatest: AFTER_ALL, endEarliest: BEFORE_ALL, endLatest: AFTER_ALL }

/**
 * Bounds of what starts and ends so. An absent or unknown side is unknown, `..` is open.
 * @throws BAD_USER_INPUT (`date`) when a side is no date; the order of the two is `checkOrder`'s
 */
export function boundsOf(start?: string, end?: string): Bounds {
  const from = parseDate(start ?? '')
  const to = parseDate(end ?? '')
  return {
    startEarliest: from.earliest,
    startLatest: from.status === 'open' ? BEFORE_ALL : from.latest,
    endEarliest: to.status === 'open' ? AFTER_ALL : to.earliest,
    endLatest: to.latest,
  }
}

/** @throws BAD_USER_INPUT (`end`) when the start certainly lies after the end */
export function checkOrder(start?: string, end?: string): void {
  if (start === undefined || end === undefined) return
  const { startEarliest, endLatest } = boundsOf(start, end)
  if (startEarliest > endLatest) throw badInput('end', `結束${quoted(end)}早於開始${quoted(start)} (ends before it starts)`)
}

/** Seasons (21 to 41) are no answer to "when"; nor are sets, intervals and dates that doubt themselves. */
const YEAR_MONTH_DAY = /^-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?$/

/**
 * The days of a year, month or day (Asia/Taipei; days have no time here).
 * @throws BAD_USER_INPUT (`asOf`)
 */
export function parseAsOf(text: string): Span {
  const parsed = dateOrNone(text)
  if (parsed && YEAR_MONTH_DAY.test(parsed.edtf)) return { from: parsed.earliest, to: parsed.latest }
  throw badInput('asOf', `${quoted(text)} 不是年、月或日 (not a year, a month or a day such as 2016, 2016-05, 2016-05-01, 民國105年5月)`)
}

/**
 * What `parseAsOf` takes, or two of them with a slash between: 2015/2018, 104/01/01 stays a day. `..` leaves a side
 * open: ../2018, 2015/..
 * @throws BAD_USER_INPUT for what is neither, or where the second ends before the first begins
 */
export function parseSpan(text: string): Span {
  const ends = /^(?<from>[^/至~～]+?)\s*(?:\/|至|~|～)\s*(?<to>[^/至~～]+)$/.exec(text.trim())?.groups
  if (ends === undefined) return parseAsOf(text)
  const side = (written: string): Span => (written === '..' ? { from: BEFORE_ALL, to: AFTER_ALL } : parseAsOf(written))
  const [from, to] = [side(ends['from']!), side(ends['to']!)]
  if (to.to < from.from) throw badInput('asOf', `${quoted(text)} 的結束早於開始 (ends before it begins)`)
  return { from: from.from, to: to.to }
}

export type Holding = 'no' | 'possible' | 'certain'

/** Whether something with these bounds holds on some day of the span: certainly, possibly, or not. */
export function holds(bounds: Bounds, span: Span): Holding {
  const { startEarliest, startLatest, endEarliest, endLatest } = bounds
  if (startEarliest > span.to || endLatest < span.from) return 'no'
  // An unknown end has endEarliest BEFORE_ALL, so that nothing with one is ever certain.
  return startLatest <= span.to && endEarliest >= span.from && startLatest <= endEarliest ? 'certain' : 'possible'
}
