import type { Id } from '../../model/ids.ts'
import type { Neo4jPlace, Transaction } from '../../stores/neo4j.ts'
import { changed, losesOne, touchesRights } from '../change.ts'
import { loginKey } from '../login.ts'
import type { Account, AccountStore, Identity } from '../port.ts'
import { idTaken, identityTaken, lastOne, loginTaken, noAccount } from '../refusals.ts'
import { accountOf, accountRow, type AccountRow } from '../rows.ts'
import { lockAccount, locked } from './locks.ts'

/** A transaction, or each statement in one of its own. */
type Reader = Pick<Transaction, 'row'>

/** What goes with an account. */
const BELONGINGS = ['end-sessions', 'delete-tokens', 'delete-links', 'delete-drafts', 'delete-workshop', 'forget-maker', 'delete-memberships', 'delete-uploads', 'forget-reporter', 'delete-notices', 'delete-watches', 'delete-watcher', 'delete-webhooks']

const found = (row: AccountRow | undefined): Account | undefined => row && accountOf(row)
const one = async (reader: Reader, id: Id): Promise<Account | undefined> => found(await reader.row<AccountRow>('account', { id }))
const byLogin = async (reader: Reader, login: string): Promise<Account | undefined> => found(await reader.row<AccountRow>('account-by-login', { loginKey: loginKey(login) }))
const byIdentity = async (reader: Reader, { issuer, subject }: Identity): Promise<Account | undefined> => found(await reader.row<AccountRow>('account-by-identity', { issuer, subject }))

async function unshared(reader: Reader, { id, login, identity }: Account): Promise<void> {
  if (((await byLogin(reader, login))?.id ?? id) !== id) throw loginTaken()
  if (identity !== undefined && ((await byIdentity(reader, identity))?.id ?? id) !== id) throw identityTaken()
}

export function accounts(place: Neo4jPlace): Pick<AccountStore, 'createAccount' | 'account' | 'accountByLogin' | 'accountByIdentity' | 'accountsById' | 'accounts' | 'updateAccount' | 'deleteAccount' | 'countAccounts'> {
  return {
    createAccount: (account) => locked(place, async (transaction) => {
      const row = { ...accountRow({ ...account, state: 'active' }), provedMail: null }
      const made = accountOf(row)
      const isGiven = (await one(transaction, made.id)) !== undefined || (await transaction.row('former-account', { id: made.id })) !== undefined
      if (isGiven) throw idTaken()
      await unshared(transaction, made)
      await transaction.rows('create-account', { ...row, loginKey: loginKey(made.login) })
      return made
    }),
    account: (id) => one(place, id),
    accountByLogin: (login) => byLogin(place, login),
    accountByIdentity: (identity) => byIdentity(place, identity),
    accountsById: async (ids) => new Map((await place.rows<AccountRow>('accounts-by-id', { ids: [...new Set(ids)] })).map((row) => [row.id, accountOf(row)])),
    accounts: async ({ first = 100, after = '' } = {}) => (await place.rows<AccountRow>('accounts', { after, limit: first })).map(accountOf),
    updateAccount: (id, change, { unlessLast } = {}) => locked(place, async (transaction) => {
      const before = await one(transaction, id)
      if (before === undefined) throw noAccount(id)
      const after = changed(before, change)
      await unshared(transaction, after)
      if (unlessLast !== undefined && losesOne(before, after, unlessLast) && (await transaction.row('other-active', { role: unlessLast, id })) === undefined) throw lastOne()
      await transaction.rows('update-account', { ...accountRow(after), loginKey: loginKey(after.login) })
      if (touchesRights(before, after)) await transaction.rows('count-up')
      return after
    }),
    deleteAccount: (id) => locked(place, async (transaction) => {
      if ((await one(transaction, id)) === undefined) return false
      await lockAccount(transaction, id)
      for (const name of BELONGINGS) await transaction.rows(name, { account: id, keep: null })
      await transaction.rows('delete-account', { id })
      await transaction.rows('count-up')
      return true
    }),
    countAccounts: async ({ role } = {}) => (await place.row<{ count: number }>('count-accounts', { role: role ?? null }))!.count,
  }
}
