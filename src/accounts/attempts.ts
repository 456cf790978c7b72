/** Attempts under one key that are kept: who tries more often is counted as this many. */
const MOST = 1_000

export interface Attempts {
  readonly count: number
  /** When the first of them was; without any, now. */
  readonly since: number
}

/** Those of these times that lie within the window; one counts while `now - time < window`. */
export const within = (times: readonly number[], window: number, now: number): number[] => times.filter((time) => time > now - window).slice(-MOST)

export const tally = (times: readonly number[], now: number): Attempts => ({ count: times.length, since: times.length === 0 ? now : Math.min(...times) })
