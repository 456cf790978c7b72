import type { Bounds, Span } from './dates.ts'

/** Whether the relations of a route certainly hold on a day in common, may, or do not. */
export type Concurrence = 'concurrent' | 'possible' | 'sequential'

/** A relation by the last day on which it can start and the first on which it can end; both exist in some dates that its bounds allow. */
interface Core {
  readonly start: number
  readonly end: number
}

/**
 * The mark of a route, exactly as docs/questions.md: the best choice of one relation for each step counts.
 * Dates of different relations are independent, intervals that meet in pairs meet all together (Helly, in one
 * dimension), and the latest start and the earliest end of two of them can come together; so what certainly
 * meets is told by comparing each start with each other end.
 * @param steps the bounds of the relations of each step, each at least one; every step once
 * @param asOf the day in common lies in it
 */
export function concurrence(steps: readonly (readonly Bounds[])[], asOf?: Span): Concurrence {
  const during = asOf === undefined ? [] : [[{ startEarliest: asOf.from, startLatest: asOf.from, endEarliest: asOf.to, endLatest: asOf.to }]]
  const all = [...steps, ...during]
  return certainlyMeet(all.map((step) => step.map(coreOf))) ? 'concurrent' : mayMeet(all) ? 'possible' : 'sequential'
}

/** It holds on one day at least: a start that is not known cannot lie after the end, nor an end before the start. */
const coreOf = ({ startEarliest, startLatest, endEarliest, endLatest }: Bounds): Core => ({ start: Math.min(startLatest, endLatest), end: Math.max(endEarliest, startEarliest) })

/**
 * Whether there is a choice in which no start lies after the end of another. Tried is every relation as the one
 * that starts last: then each other step needs one that ends no earlier than that, and starts no later than that
 * ends and than that starts.
 */
function certainlyMeet(steps: readonly (readonly Core[])[]): boolean {
  return steps.some((step, last) => step.some(({ start, end }) =>
    steps.every((others, i) => i === last || others.some((other) => other.end >= start && other.start <= Math.min(start, end)))))
}

/** Whether there is a day on which each step has a relation that can hold: if any, then one on which some can first start. */
const mayMeet = (steps: readonly (readonly Bounds[])[]): boolean =>
  steps.some((step) => step.some(({ startEarliest: day }) => steps.every((others) => others.some((other) => other.startEarliest <= day && other.endLatest >= day))))
