import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { watchOf, watchRow, type WatchRow } from '../rows.ts'
import { counted, locked, lockedAccount } from './locks.ts'
import { createNotices } from './notices.ts'

const ALL_OF = ['delete-notices', 'delete-watches', 'delete-watcher', 'delete-webhooks']

export function watches(place: Neo4jPlace): Pick<AccountStore, 'addWatch' | 'watches' | 'everyWatch' | 'dropWatch' | 'lastAnswer' | 'noteAnswer' | 'endWatching'> {
  return {
    addWatch: (watch) => lockedAccount(place, watch.account, async (transaction) => void (await transaction.rows('create-watch', { ...watchRow(watch) }))),
    watches: async (account) => (await place.rows<WatchRow>('watches', { account })).map(watchOf),
    everyWatch: async ({ first = 100, after = '' } = {}) => (await place.rows<WatchRow>('every-watch', { after, limit: first })).map(watchOf),
    dropWatch: (account, id) => locked(place, async (transaction) => {
      if ((await counted(transaction, 'delete-watch', { account, id })) === 0) return false
      await transaction.rows('delete-notices-of-watch', { id })
      return true
    }),
    lastAnswer: async (id) => (await place.row<{ seen: string | null }>('last-answer', { id }))?.seen ?? undefined,
    noteAnswer: (id, was, { checkedAt, seen }, notice) => locked(place, async (transaction) => {
      if ((await counted(transaction, 'note-answer', { id, was: was ?? null, checkedAt, seen })) === 0) return false
      if (notice !== undefined) await createNotices(transaction, [notice])
      return true
    }),
    endWatching: (account) => locked(place, async (transaction) => { for (const name of ALL_OF) await transaction.rows(name, { account }) }),
  }
}
