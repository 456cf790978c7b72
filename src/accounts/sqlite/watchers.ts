import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore, Watcher } from '../port.ts'
import { feedTaken, noAccount } from '../refusals.ts'
import { watcherOf, watcherRow, withChange, type WatcherRow } from '../rows.ts'

const FIELDS = 'account, feed, digest, digested_up_to AS digestedUpTo, read_up_to AS readUpTo'
const IS_THERE = 'SELECT id FROM account WHERE id = ?'
const ONE = `SELECT ${FIELDS} FROM watcher WHERE account = ?`
const BY_FEED = `SELECT ${FIELDS} FROM watcher WHERE feed = ?`
const DIGEST = `SELECT ${FIELDS} FROM watcher WHERE digest = ?1 AND account > ?2 ORDER BY account LIMIT ?3`
const SET = 'INSERT OR REPLACE INTO watcher (account, feed, digest, digested_up_to, read_up_to) VALUES (?1, ?2, ?3, ?4, ?5)'

export function watchers(file: SqliteFile): Pick<AccountStore, 'watcher' | 'setWatcher' | 'watcherByFeed' | 'digestWatchers'> {
  const found = (sql: string, value: string): Watcher | undefined => {
    const row = file.row<WatcherRow>(sql, value)
    return row && watcherOf(row)
  }
  return {
    watcher: async (account) => found(ONE, account),
    setWatcher: async (account, change) => file.whole(() => {
      if (file.row(IS_THERE, account) === undefined) throw noAccount(account)
      const after = withChange<Watcher>(found(ONE, account) ?? { account, digestedUpTo: 0, readUpTo: 0 }, change)
      if (after.feed !== undefined && (found(BY_FEED, after.feed)?.account ?? account) !== account) throw feedTaken()
      const { feed, digest, digestedUpTo, readUpTo } = watcherRow(after)
      file.run(SET, account, feed, digest, digestedUpTo, readUpTo)
      return after
    }),
    watcherByFeed: async (hash) => found(BY_FEED, hash),
    digestWatchers: async (digest, { first = 100, after = '' } = {}) => file.rows<WatcherRow>(DIGEST, digest, after, first).map(watcherOf),
  }
}
