import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore, NewNotice } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { watchOf, watchRow, type WatchRow } from '../rows.ts'
import { addNotice } from './notices.ts'

const FIELDS = 'id, account, kind, subject, asks, name, created_at AS createdAt, checked_at AS checkedAt'
/** Nothing is inserted where the account is gone. */
const INSERT = 'INSERT INTO watch (id, account, kind, subject, asks, name, created_at, checked_at) SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8 FROM account WHERE id = ?2'
const LIST = `SELECT ${FIELDS} FROM watch WHERE account = ? ORDER BY id`
const EVERY = `SELECT ${FIELDS} FROM watch WHERE id > ? ORDER BY id LIMIT ?`
const DELETE = 'DELETE FROM watch WHERE account = ?1 AND id = ?2'
const SEEN = 'SELECT seen FROM watch WHERE id = ?'
const NOTE = 'UPDATE watch SET checked_at = ?3, seen = ?4 WHERE id = ?1 AND checked_at IS ?2'
const ALL_OF = ['DELETE FROM watch WHERE account = ?', 'DELETE FROM watcher WHERE account = ?', 'DELETE FROM webhook WHERE account = ?']

export function watches(file: SqliteFile): Pick<AccountStore, 'addWatch' | 'watches' | 'everyWatch' | 'dropWatch' | 'lastAnswer' | 'noteAnswer' | 'endWatching'> {
  return {
    addWatch: async (watch) => {
      const { id, account, kind, subject, asks, name, createdAt, checkedAt } = watchRow(watch)
      if (file.run(INSERT, id, account, kind, subject, asks, name, createdAt, checkedAt) === 0) throw noAccount(account)
    },
    watches: async (account) => file.rows<WatchRow>(LIST, account).map(watchOf),
    everyWatch: async ({ first = 100, after = '' } = {}) => file.rows<WatchRow>(EVERY, after, first).map(watchOf),
    dropWatch: async (account, id) => file.run(DELETE, account, id) > 0,
    lastAnswer: async (watch) => file.row<{ seen: string | null }>(SEEN, watch)?.seen ?? undefined,
    noteAnswer: async (watch, was, { checkedAt, seen }, notice?: NewNotice) => file.whole(() => {
      if (file.run(NOTE, watch, was ?? null, checkedAt, seen) === 0) return false
      if (notice !== undefined) addNotice(file, notice)
      return true
    }),
    endWatching: async (account) => file.whole(() => { for (const sql of ALL_OF) file.run(sql, account) }),
  }
}
