import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { MINUTE, tokenOf, tokenRow, type TokenRow } from '../rows.ts'

const FIELDS = 'id, hash, account, name, scopes, created_at AS createdAt, expires_at AS expiresAt, used_at AS usedAt'
/** Nothing is inserted where the account is gone. */
const INSERT = 'INSERT INTO token (id, hash, account, name, scopes, created_at, expires_at, used_at) SELECT ?1, ?2, id, ?4, ?5, ?6, ?7, ?8 FROM account WHERE id = ?3'
const ONE = `SELECT ${FIELDS} FROM token WHERE hash = ?1 AND expires_at > ?2`
const USED = 'UPDATE token SET used_at = ?2 WHERE hash = ?1'
const LIST = `SELECT ${FIELDS} FROM token WHERE account = ? ORDER BY created_at DESC, id DESC`
const DELETE = 'DELETE FROM token WHERE account = ?1 AND id = ?2'

export function tokens(file: SqliteFile): Pick<AccountStore, 'createToken' | 'token' | 'tokens' | 'deleteToken'> {
  return {
    createToken: async (token) => {
      const { id, hash, account, name, scopes, createdAt, expiresAt, usedAt } = tokenRow(token)
      if (file.run(INSERT, id, hash, account, name, scopes, createdAt, expiresAt, usedAt) === 0) throw noAccount(account)
    },
    token: async (hash, now) => {
      const row = file.row<TokenRow>(ONE, hash, now)
      if (row === undefined || (row.usedAt !== null && now - row.usedAt < MINUTE)) return row && tokenOf(row)
      file.lightly(() => file.run(USED, hash, now))
      return tokenOf({ ...row, usedAt: now })
    },
    tokens: async (account) => file.rows<TokenRow>(LIST, account).map(tokenOf),
    deleteToken: async (account, id) => file.run(DELETE, account, id) > 0,
  }
}
