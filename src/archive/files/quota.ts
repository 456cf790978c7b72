import type { AccountStore } from '../../accounts/port.ts'
import { ArchiveError } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'

/** How much one account may send on a day. */
export interface Quota {
  readonly accounts: Pick<AccountStore, 'countUpload'>
  /** Bytes. */
  readonly most: number
}

const [HOUR, DAY] = [3_600_000, 86_400_000]

/** Days are Taipei's, which has had no summer time since 1979: eight hours before UTC all year. */
export const endOfDay = (now: number): number => (Math.floor((now + 8 * HOUR) / DAY) + 1) * DAY - 8 * HOUR

/**
 * Counts what somebody sends while it comes: what is refused in the end was sent, too.
 * @returns takes bytes. @throws RATE_LIMITED where they would be more than a day may have, with the seconds until the next
 */
export const counting = ({ accounts, most }: Quota, account: Id, now = Date.now()): (bytes: number) => Promise<void> => async (bytes) => {
  const until = endOfDay(now)
  if (await accounts.countUpload({ account, until, bytes, most })) return
  throw new ArchiveError('RATE_LIMITED', `一個帳號一天最多上傳 ${most / 1e6} MB，今天的已經用完，明天再傳；急用請找管理員 (an account sends at most so much a day; go on tomorrow, or ask an administrator)`, { retryAfter: Math.ceil((until - now) / 1_000) })
}
