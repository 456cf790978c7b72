import type { Job, JobCounts } from './port.ts'

/** Words of an error that are kept. */
export const ERROR_LENGTH = 2_000

/** One row of the queue as both stores keep it. */
export interface JobRow {
  readonly kind: string
  readonly key: string
  /** JSON. */
  readonly payload: string
  /** Null: given up. */
  readonly runAt: number | null
  readonly attempts: number
  readonly error: string | null
  readonly until: number | null
}

export const jobOf = ({ kind, key, payload, runAt, attempts, error, until }: JobRow, now: number): Job => ({
  kind, key, payload: JSON.parse(payload) as unknown, attempts,
  state: until !== null && until > now ? 'held' : runAt === null ? 'given-up' : 'waiting',
  ...(runAt === null ? {} : { runAt }),
  ...(error === null ? {} : { error }),
})

export function countsOf(rows: readonly { kind: string; waiting: number; held: number; givenUp: number; oldest: number | null }[]): Record<string, JobCounts> {
  return Object.fromEntries(rows.map(({ kind, waiting, held, givenUp, oldest }) => [kind, { waiting, held, givenUp, ...(oldest === null ? {} : { oldest }) }]))
}
