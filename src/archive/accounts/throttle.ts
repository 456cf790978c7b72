import { createHash } from 'node:crypto'
import type { AccountStore } from '../../accounts/port.ts'
import { ArchiveError } from '../../model/errors.ts'
import { MINUTE } from './ports.ts'

/**
 * How often something may be tried within a quarter of an hour. One person at one place gets a pause that doubles
 * after a few; somebody who is guessed at from everywhere, and a place that guesses at everybody, stay open longer:
 * a school shares one address, and nobody should be able to lock another out for good.
 */
export interface Limit {
  readonly key: string
  /** Tried so often without a pause. */
  readonly free: number
}

const WINDOW = 15 * MINUTE
/** Seconds of the first pause. */
const FIRST = 2

/** Keys hold what somebody typed and where they are: only a hash of it is kept. */
export const keyOf = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

/** Milliseconds after the first attempt at which the one that is so many beyond the free ones may be made: 2 s, 4 s more, 8 s more … */
const due = (beyond: number): number => FIRST * 1_000 * (2 ** Math.min(20, beyond) - 1)

/**
 * Counts the attempt before it is made: many at once count as many, and whoever does not wait waits the longer. Within
 * the window at most `free` are made and eight more.
 * @throws RATE_LIMITED with the seconds to wait, the same whether there is such an account or not
 */
export async function attempt(accounts: Pick<AccountStore, 'countAttempt'>, limits: readonly Limit[], now: number): Promise<void> {
  let wait = 0
  for (const { key, free } of limits) {
    const { count, since } = await accounts.countAttempt(key, WINDOW, now)
    const beyond = count - free
    if (beyond <= 0 || now - since >= due(beyond)) continue
    // the next one is one more beyond
    wait = Math.max(wait, since + Math.min(WINDOW, due(beyond + 1)) - now)
  }
  if (wait > 0) throw tooMany(wait)
}

const tooMany = (wait: number): ArchiveError => {
  const retryAfter = Math.ceil(wait / 1_000)
  return new ArchiveError('RATE_LIMITED', `試太多次了，請等 ${retryAfter} 秒再試 (too many attempts; wait)`, { retryAfter })
}

/**
 * For what counts only when it goes wrong: nothing more is tried after so many within the window.
 * @throws RATE_LIMITED
 */
export async function refuseAfter(accounts: Pick<AccountStore, 'attempts'>, key: string, most: number, now: number): Promise<void> {
  const { count, since } = await accounts.attempts(key, WINDOW, now)
  if (count >= most) throw tooMany(since + WINDOW - now)
}
