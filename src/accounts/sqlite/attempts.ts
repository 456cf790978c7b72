import type { SqliteFile } from '../../stores/sqlite.ts'
import { tally, within } from '../attempts.ts'
import type { AccountStore } from '../port.ts'

const TIMES = 'SELECT times FROM attempt WHERE key = ?'
const SET = 'INSERT INTO attempt (key, times, until) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET times = ?2, until = ?3'
const FORGET = 'DELETE FROM attempt WHERE key = ?'

/** Signing in waits for them: none of them is waited for until it is on the disk. */
export function attempts(file: SqliteFile): Pick<AccountStore, 'countAttempt' | 'attempts' | 'forgetAttempts'> {
  const timesOf = (key: string): number[] => JSON.parse(file.row<{ times: string }>(TIMES, key)?.times ?? '[]') as number[]
  return {
    countAttempt: async (key, window, now) => file.lightly(() => file.whole(() => {
      const times = within([...timesOf(key), now], window, now)
      file.run(SET, key, JSON.stringify(times), Math.max(...times) + window)
      return tally(times, now)
    })),
    attempts: async (key, window, now) => tally(within(timesOf(key), window, now), now),
    forgetAttempts: async (key) => void file.lightly(() => file.run(FORGET, key)),
  }
}
