import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore, NewNotice, Notice } from '../port.ts'
import { noticeOf, type NoticeRow } from '../rows.ts'

const FIELDS = 'number, id, account, watch, record, changeset, at, found'
const HEARD = 'SELECT sequence FROM heard'
const HEAR = 'INSERT INTO heard (one, sequence) VALUES (1, ?) ON CONFLICT DO UPDATE SET sequence = excluded.sequence'
const INSERT = 'INSERT INTO notice (id, account, watch, record, changeset, at, found) SELECT ?1, account, id, ?3, ?4, ?5, ?6 FROM watch WHERE id = ?2 ON CONFLICT DO NOTHING'
const AFTER = `SELECT ${FIELDS} FROM notice WHERE account = ?1 AND number > ?2 ORDER BY number LIMIT ?3`
const BEFORE = `SELECT ${FIELDS} FROM notice WHERE account = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3`
const ONE = `SELECT ${FIELDS} FROM notice WHERE account = ?1 AND id = ?2`
/** Also of what is gone. */
const NEWEST = "SELECT seq FROM sqlite_sequence WHERE name = 'notice'"

/** Within the transaction of what else is written. */
export const addNotice = (file: SqliteFile, { id, watch, record, changeset, at, found }: NewNotice): void => void file.run(INSERT, id, watch, record, changeset, at, found ?? null)

export function notices(file: SqliteFile): Pick<AccountStore, 'heard' | 'hear' | 'addNotices' | 'noticesAfter' | 'noticesBefore' | 'notice' | 'newestNotice'> {
  const list = (sql: string, ...values: (string | number)[]): Notice[] => file.rows<NoticeRow>(sql, ...values).map(noticeOf)
  return {
    heard: async () => file.row<{ sequence: number }>(HEARD)?.sequence,
    hear: async (sequence) => void file.run(HEAR, sequence),
    // how far the log was looked through is written afterwards, and takes them to the disk
    addNotices: async (all) => file.lightly(() => file.whole(() => { for (const one of all) addNotice(file, one) })),
    noticesAfter: async (account, number, first = 100) => list(AFTER, account, number, first),
    noticesBefore: async (account, number = Number.MAX_SAFE_INTEGER, first = 100) => list(BEFORE, account, number, first),
    notice: async (account, id) => list(ONE, account, id)[0],
    newestNotice: async () => file.row<{ seq: number }>(NEWEST)?.seq ?? 0,
  }
}
