import type { Neo4jPlace, Transaction } from '../../stores/neo4j.ts'
import type { AccountStore, Watcher } from '../port.ts'
import { feedTaken } from '../refusals.ts'
import { watcherOf, watcherRow, withChange, type WatcherRow } from '../rows.ts'
import { lockAccount, locked } from './locks.ts'

export function watchers(place: Neo4jPlace): Pick<AccountStore, 'watcher' | 'setWatcher' | 'watcherByFeed' | 'digestWatchers'> {
  const found = async (reader: Pick<Transaction, 'row'>, name: string, params: Readonly<Record<string, unknown>>): Promise<Watcher | undefined> => {
    const row = await reader.row<WatcherRow>(name, params)
    return row && watcherOf(row)
  }
  return {
    watcher: (account) => found(place, 'watcher', { account }),
    setWatcher: (account, change) => locked(place, async (transaction) => {
      await lockAccount(transaction, account)
      const after = withChange<Watcher>(await found(transaction, 'watcher', { account }) ?? { account, digestedUpTo: 0, readUpTo: 0 }, change)
      if (after.feed !== undefined && ((await found(transaction, 'watcher-by-feed', { feed: after.feed }))?.account ?? account) !== account) throw feedTaken()
      await transaction.rows('set-watcher', { ...watcherRow(after) })
      return after
    }),
    watcherByFeed: (feed) => found(place, 'watcher-by-feed', { feed }),
    digestWatchers: async (digest, { first = 100, after = '' } = {}) => (await place.rows<WatcherRow>('digest-watchers', { digest, after, limit: first })).map(watcherOf),
  }
}
