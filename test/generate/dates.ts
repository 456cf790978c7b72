import { parseAsOf, type Span } from '../../src/model/dates.ts'
import type { Random } from './random.ts'

const FIRST_YEAR = 1998
const YEARS = 20

const year = (random: Random): number => FIRST_YEAR + random.below(YEARS)
const two = (n: number): string => String(n).padStart(2, '0')

/** A date as people write them, with what is open, unknown or only about. Years lie close, so that dates meet. */
export function written(random: Random, at = year(random)): string {
  return random.pick([
    String(at), String(at), `${at}-${two(1 + random.below(12))}`, `${at}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
    `${at}~`, `民國${at - 1911}年`, `${Math.floor(at / 10)}X`,
  ])
}

/** Start and end of a relation: half of them undated, the end never certainly before the start. */
export function dates(random: Random): { start?: string; end?: string } {
  if (random.chance(0.4)) return {}
  const from = year(random)
  const start = random.pick([written(random, from), written(random, from), '..', undefined])
  const end = random.pick([written(random, from + 10 + random.below(8)), '..', '', undefined, undefined])
  return { ...(start === undefined ? {} : { start }), ...(end === undefined || end === '' ? {} : { end }) }
}

/** A year, month or day; mostly none. */
export function asOf(random: Random): Span | undefined {
  if (random.chance(0.6)) return undefined
  const at = FIRST_YEAR + random.below(YEARS + 10)
  return parseAsOf(random.pick([String(at), `${at}-${two(1 + random.below(12))}`, `${at}-06-15`]))
}
