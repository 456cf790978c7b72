/** The calendar alone: proleptic Gregorian days as integers, without time of day or time zone. */

/** Before every day: an open start. */
export const BEFORE_ALL = -2147483648
/** After every day: an open end. */
export const AFTER_ALL = 2147483647

/** Days, inclusive. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Days since 1970-01-01; years are astronomical (0 is 1 BC). What does not fit 32 bits is cut to the limit. */
export function dayNumber(year: number, month: number, day: number): number {
  // Years that begin in March, so that the leap day is the last; eras of 400 years (H. Hinnant, days_from_civil).
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return Math.min(AFTER_ALL, Math.max(BEFORE_ALL, era * 146097 + dayOfEra - 719468))
}

const MILLISECONDS = 86_400_000

/** `2016-05-01`; `..` before and after all, and for days beyond what the platform's calendar reaches. */
export function dayText(day: number): string {
  const date = new Date(day * MILLISECONDS)
  if (Number.isNaN(date.getTime())) return '..'
  const text = date.toISOString()
  return text.slice(0, text.indexOf('T'))
}

/** The year a day lies in; NaN where `dayText` says `..`. */
export const yearOfDay = (day: number): number => new Date(day * MILLISECONDS).getUTCFullYear()

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function daysInMonth(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : LENGTHS[month - 1]!
}

/** A run of whole months, both ends included. */
export function months(year: number, first: number, lastYear: number, last: number): Span {
  return { from: dayNumber(year, first, 1), to: dayNumber(lastYear, last, daysInMonth(lastYear, last)) }
}
