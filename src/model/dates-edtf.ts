import { parse } from 'edtf'
import { AFTER_ALL, BEFORE_ALL, dayNumber, daysInMonth, months, type Span } from './dates-days.ts'

/**
 * The days an EDTF date (levels 0 to 2) may fall on; undefined when it is not EDTF or names no day that exists.
 *
 * The library judges the grammar; the bounds are our own, because its are wrong for sets and lists (the maximum
 * of `[1667,1670..1672]` is given as 1670), far years (NaN), `1950S2` (one year), third terms (`2001-38`) and
 * 29 February (it reads 2011-02-29 as 1 March).
 *
 * Uncertain and approximate dates keep their literal bounds: `1984~` is 1984. How far "about" reaches nobody wrote
 * down, and a guess here would make a false statement look certain everywhere.
 */
export function edtfSpan(text: string): Span | undefined {
  const plain = PLAIN.exec(text)
  if (plain) return plain[2] === undefined ? year(Number(plain[1])) : masked(plain[1]!, plain[2], plain[3])
  if (text.includes('/')) return interval(text)
  if (/^[[{].*[\]}]$/.test(text)) return grammatical(text, ['Set', 'List']) ? members(text.slice(1, -1)) : undefined
  return single(text)
}

/** What almost every date is: not worth the library's 0.1 ms. */
const PLAIN = /^(-?(?!0000)\d{4}|0000)(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/
const MASKED = /^(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?$/
/** The characters of EDTF: anything else need not be parsed to be refused. */
const LETTERS = /^[-\d?~%XYES.,[\]{}]+$/
const FAR = /^Y?(-?\d+)(?:E(\d+))?(?:S(\d+))?$/

function single(text: string): Span | undefined {
  const bare = text.replace(/[?~%]/g, '')
  // Decades and centuries (`198`, `19`) are left out: bare digits are too often a day or a ROC year.
  if (!grammatical(text, ['Date', 'Season', 'Year'])) return undefined
  const parts = MASKED.exec(bare)
  if (parts) return SEASONS[Number(parts[2])]?.(Number(parts[1])) ?? masked(parts[1]!, parts[2], parts[3])
  const far = FAR.exec(bare)
  if (far) return farYear(Number(far[1]) * 10 ** Number(far[2] ?? 0), far[3] === undefined ? undefined : Number(far[3]))
  return undefined
}

function grammatical(text: string, types: readonly string[]): boolean {
  if (!LETTERS.test(text)) return false
  try {
    parse(text, { level: 2, types })
    return true
  } catch {
    return false
  }
}

const year = (y: number): Span => months(y, 1, y, 12)

/** `1950S2`: the first two digits are meant. */
function farYear(y: number, significant?: number): Span {
  if (significant === undefined) return year(y)
  const unit = 10 ** Math.max(0, String(Math.abs(y)).length - significant)
  const low = Math.floor(Math.abs(y) / unit) * unit
  return y < 0 ? months(-(low + unit - 1), 1, -low, 12) : months(low, 1, low + unit - 1, 12)
}

/** The first and the last day that fit a mask such as `201X-02-X9`; none for 2001-02-29. */
function masked(y: string, m?: string, d?: string): Span | undefined {
  const from = edge(1, y, m, d)
  const to = edge(-1, y, m, d)
  return from === undefined || to === undefined ? undefined : { from, to }
}

function edge(way: Way, y: string, m?: string, d?: string): number | undefined {
  const sign = y.startsWith('-') ? -1 : 1
  for (const n of fitting(sign === 1 ? y : y.slice(1), 0, 9999, way === sign ? 1 : -1)) {
    for (const month of m === undefined ? [way === 1 ? 1 : 12] : fitting(m, 1, 12, way)) {
      const last = daysInMonth(sign * n, month)
      for (const day of d === undefined ? [way === 1 ? 1 : last] : fitting(d, 1, last, way)) return dayNumber(sign * n, month, day)
    }
  }
  return undefined
}

type Way = 1 | -1

/** The numbers that a mask of digits and X allows, rising or falling. */
function* fitting(mask: string, low: number, high: number, way: Way): Generator<number> {
  const from = Math.max(low, Number(mask.replaceAll('X', '0')))
  const to = Math.min(high, Number(mask.replaceAll('X', '9')))
  const pattern = new RegExp(`^${mask.replaceAll('X', '\\d')}$`)
  for (let n = way === 1 ? from : to; n >= from && n <= to; n += way) if (pattern.test(String(n).padStart(mask.length, '0'))) yield n
}

type SeasonSpan = (y: number) => Span
const run = (first: number, last: number): SeasonSpan => (y) => months(y, first, last > 12 ? y + 1 : y, last > 12 ? last - 12 : last)
/** Spring begins in February by the 節氣 and in March by the thermometer: a season's bounds hold both. */
const [SPRING, SUMMER, AUTUMN, WINTER] = [run(2, 5), run(5, 8), run(8, 11), run(11, 14)]
const SEASONS: Record<number, SeasonSpan | undefined> = {
  21: SPRING, 22: SUMMER, 23: AUTUMN, 24: WINTER,
  25: SPRING, 26: SUMMER, 27: AUTUMN, 28: WINTER,
  29: AUTUMN, 30: WINTER, 31: SPRING, 32: SUMMER, // of the southern hemisphere
  33: run(1, 3), 34: run(4, 6), 35: run(7, 9), 36: run(10, 12),
  37: run(1, 4), 38: run(5, 8), 39: run(9, 12),
  40: run(1, 6), 41: run(7, 12),
}

/** `a/b`, also with `..` or nothing for a side: from the earliest of a to the latest of b. */
function interval(text: string): Span | undefined {
  const sides = text.split('/')
  if (sides.length !== 2 || text === '/') return undefined
  const [start, end] = sides.map((side) => (side === '' || side === '..' ? EVER : single(side)))
  if (!start || !end || start.from > end.to) return undefined
  return { from: start.from, to: end.to }
}

const EVER: Span = { from: BEFORE_ALL, to: AFTER_ALL }

/** What stands between the brackets of a set or list: dates, `a..b`, `..a`, `a..`. */
function members(text: string): Span | undefined {
  let from = AFTER_ALL
  let to = BEFORE_ALL
  for (const member of text.split(',')) {
    for (const [at, side] of member.split('..').entries()) {
      const span = side === '' ? (at === 0 ? { from: BEFORE_ALL, to: BEFORE_ALL } : { from: AFTER_ALL, to: AFTER_ALL }) : edtfSpan(side)
      if (!span) return undefined
      from = Math.min(from, span.from)
      to = Math.max(to, span.to)
    }
  }
  return { from, to }
}
