import { AFTER_ALL, BEFORE_ALL } from '../model/dates.ts'

const DAY = 86_400_000

/** The year a day lies in. */
export const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()

/** `2016-05-01`; `..` before and after all. */
export function dayText(day: number): string {
  if (day === BEFORE_ALL || day === AFTER_ALL) return '..'
  const text = new Date(day * DAY).toISOString()
  return text.slice(0, text.indexOf('T'))
}

/** Every year from the first to the last; at most the last thousand. */
export function* yearSpan(first: number, last: number): Iterable<number> {
  for (let year = Math.max(first, last - 999); year <= last; year++) yield year
}
