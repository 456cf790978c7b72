import type { SqliteFile } from '../../stores/sqlite.ts'
import { changed, losesOne, touchesRights } from '../change.ts'
import { loginKey } from '../login.ts'
import type { Account, AccountStore } from '../port.ts'
import { idTaken, identityTaken, lastOne, loginTaken, noAccount } from '../refusals.ts'
import { accountOf, accountRow, type AccountRow } from '../rows.ts'
import { countUp } from './standing.ts'

const FIELDS = 'id, login, name, role, state, mail, (SELECT p.mail FROM proved_mail AS p WHERE p.account = id) AS provedMail, issuer, subject, created_at AS createdAt'
const ONE = `SELECT ${FIELDS} FROM account WHERE id = ?`
const BY_LOGIN = `SELECT ${FIELDS} FROM account WHERE login_key = ?`
const BY_IDENTITY = `SELECT ${FIELDS} FROM account WHERE issuer = ? AND subject = ?`
const BY_ID = `SELECT ${FIELDS} FROM account WHERE id IN (SELECT value FROM json_each(?))`
const PAGE = `SELECT ${FIELDS} FROM account WHERE id > ? ORDER BY id LIMIT ?`
const IS_GIVEN = 'SELECT id FROM account WHERE id = ?1 UNION ALL SELECT id FROM former_account WHERE id = ?1'
const INSERT = 'INSERT INTO account (id, login, login_key, name, role, state, mail, issuer, subject, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)'
const UPDATE = 'UPDATE account SET login = ?2, login_key = ?3, name = ?4, role = ?5, state = ?6, mail = ?7, issuer = ?8, subject = ?9 WHERE id = ?1'
const PROVED = 'INSERT INTO proved_mail (account, mail) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET mail = excluded.mail'
const UNPROVED = 'DELETE FROM proved_mail WHERE account = ?'
const DELETE = 'DELETE FROM account WHERE id = ?'
const LEAVE_ID = 'INSERT INTO former_account (id) VALUES (?)'
const OTHER_ACTIVE = "SELECT id FROM account WHERE role = ?1 AND state = 'active' AND id <> ?2 LIMIT 1"
const COUNT = 'SELECT count(*) AS count FROM account WHERE ?1 IS NULL OR role = ?1'

export function accounts(file: SqliteFile): Pick<AccountStore, 'createAccount' | 'account' | 'accountByLogin' | 'accountByIdentity' | 'accountsById' | 'accounts' | 'updateAccount' | 'deleteAccount' | 'countAccounts'> {
  const found = (row: AccountRow | undefined): Account | undefined => row && accountOf(row)
  const one = (id: string): Account | undefined => found(file.row<AccountRow>(ONE, id))
  const byLogin = (login: string): Account | undefined => found(file.row<AccountRow>(BY_LOGIN, loginKey(login)))
  const byIdentity = ({ issuer, subject }: { readonly issuer: string; readonly subject: string }): Account | undefined => found(file.row<AccountRow>(BY_IDENTITY, issuer, subject))
  const unshared = ({ id, login, identity }: Account): void => {
    if ((byLogin(login)?.id ?? id) !== id) throw loginTaken()
    if (identity !== undefined && (byIdentity(identity)?.id ?? id) !== id) throw identityTaken()
  }
  return {
    createAccount: async (account) => file.whole(() => {
      const made = accountOf({ ...accountRow({ ...account, state: 'active' }), provedMail: null })
      if (file.row(IS_GIVEN, made.id) !== undefined) throw idTaken()
      unshared(made)
      const { id, login, name, role, state, mail, issuer, subject, createdAt } = accountRow(made)
      file.run(INSERT, id, login, loginKey(login), name, role, state, mail, issuer, subject, createdAt)
      return made
    }),
    account: async (id) => one(id),
    accountByLogin: async (login) => byLogin(login),
    accountByIdentity: async (identity) => byIdentity(identity),
    accountsById: async (ids) => new Map(file.rows<AccountRow>(BY_ID, JSON.stringify(ids)).map((row) => [row.id, accountOf(row)])),
    accounts: async ({ first = 100, after = '' } = {}) => file.rows<AccountRow>(PAGE, after, first).map(accountOf),
    updateAccount: async (id, change, { unlessLast } = {}) => file.whole(() => {
      const before = one(id)
      if (before === undefined) throw noAccount(id)
      const after = changed(before, change)
      unshared(after)
      if (unlessLast !== undefined && losesOne(before, after, unlessLast) && file.row(OTHER_ACTIVE, unlessLast, id) === undefined) throw lastOne()
      const { login, name, role, state, mail, provedMail, issuer, subject } = accountRow(after)
      file.run(UPDATE, id, login, loginKey(login), name, role, state, mail, issuer, subject)
      if (provedMail !== null) file.run(PROVED, id, provedMail)
      else if (before.provedMail !== undefined) file.run(UNPROVED, id)
      if (touchesRights(before, after)) countUp(file)
      return after
    }),
    deleteAccount: async (id) => file.whole(() => {
      if (file.run(DELETE, id) === 0) return false
      file.run(LEAVE_ID, id)
      countUp(file)
      return true
    }),
    countAccounts: async ({ role } = {}) => file.row<{ count: number }>(COUNT, role ?? null)!.count,
  }
}
