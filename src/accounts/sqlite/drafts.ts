import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore, Draft } from '../port.ts'
import { draftMoved, noAccount } from '../refusals.ts'

const HEAD = 'account, key, title, version, saved_at AS savedAt, purge_at AS purgeAt'
const IS_THERE = 'SELECT id FROM account WHERE id = ?'
const VERSION = 'SELECT version FROM draft WHERE account = ?1 AND key = ?2'
const SAVE = `INSERT INTO draft (account, key, title, body, version, saved_at, purge_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
  ON CONFLICT DO UPDATE SET title = ?3, body = ?4, version = ?5, saved_at = ?6, purge_at = ?7`
const ONE = `SELECT ${HEAD}, body FROM draft WHERE account = ?1 AND key = ?2`
const LIST = `SELECT ${HEAD} FROM draft WHERE account = ? ORDER BY saved_at DESC, key`
const DROP = 'DELETE FROM draft WHERE account = ?1 AND key = ?2'

export function drafts(file: SqliteFile): Pick<AccountStore, 'saveDraft' | 'draft' | 'drafts' | 'dropDraft'> {
  return {
    // every few seconds while somebody types: what is lost with the power they have before them
    saveDraft: async ({ account, key, title, body, version, savedAt, purgeAt }, over) => file.lightly(() => file.whole(() => {
      if (file.row(IS_THERE, account) === undefined) throw noAccount(account)
      const stands = file.row<Pick<Draft, 'version'>>(VERSION, account, key)?.version ?? null
      if (stands !== over) throw draftMoved(stands)
      file.run(SAVE, account, key, title, body, version, savedAt, purgeAt)
    })),
    draft: async (account, key) => {
      const row = file.row<Draft>(ONE, account, key)
      return row && { ...row }
    },
    drafts: async (account) => file.rows<Omit<Draft, 'body'>>(LIST, account).map((row) => ({ ...row })),
    dropDraft: async (account, key) => file.run(DROP, account, key) > 0,
  }
}
