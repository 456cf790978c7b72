import type { Id } from '../../model/ids.ts'
import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { MINUTE, sessionOf, type SessionRow } from '../rows.ts'

const FIELDS = 'id, hash, account, created_at AS createdAt, used_at AS usedAt, expires_at AS expiresAt, agent'
/** Nothing is inserted where the account is gone. */
const INSERT = 'INSERT INTO session (id, hash, account, created_at, used_at, expires_at, agent) SELECT ?1, ?2, id, ?4, ?5, ?6, ?7 FROM account WHERE id = ?3'
const ONE = `SELECT ${FIELDS} FROM session WHERE hash = ?1 AND expires_at > ?2`
const USED = 'UPDATE session SET used_at = ?2 WHERE hash = ?1'
const LIST = `SELECT ${FIELDS} FROM session WHERE account = ?1 AND expires_at > ?2 ORDER BY created_at DESC, id DESC`
const END = 'DELETE FROM session WHERE account = ?1 AND id = ?2'
const END_ALL = 'DELETE FROM session WHERE account = ?1 AND (?2 IS NULL OR hash <> ?2)'

/** All but the one named by its hash. */
export const endAll = (file: SqliteFile, account: Id, keep?: string): number => file.run(END_ALL, account, keep ?? null)

export function sessions(file: SqliteFile): Pick<AccountStore, 'createSession' | 'session' | 'sessions' | 'endSession' | 'endSessions'> {
  return {
    createSession: async ({ id, hash, account, createdAt, usedAt, expiresAt, agent }) => {
      // one that is lost is begun again
      if (file.lightly(() => file.run(INSERT, id, hash, account, createdAt, usedAt, expiresAt, agent)) === 0) throw noAccount(account)
    },
    session: async (hash, now) => {
      const row = file.row<SessionRow>(ONE, hash, now)
      if (row === undefined || now - row.usedAt < MINUTE) return row && sessionOf(row)
      file.lightly(() => file.run(USED, hash, now))
      return { ...sessionOf(row), usedAt: now }
    },
    sessions: async (account, now) => file.rows<SessionRow>(LIST, account, now).map(sessionOf),
    endSession: async (account, id) => file.run(END, account, id) > 0,
    endSessions: async (account, keep) => endAll(file, account, keep),
  }
}
