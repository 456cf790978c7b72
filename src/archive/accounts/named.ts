import { loginKey } from '../../accounts/login.ts'
import type { Account, AccountStore } from '../../accounts/port.ts'
import { ArchiveError } from '../../model/errors.ts'
import { isId } from '../../model/ids.ts'

/** An account by its login, or by its id. @throws NOT_FOUND naming the field */
export async function accountNamed(accounts: Pick<AccountStore, 'account' | 'accountByLogin'>, name: string, field: string): Promise<Account> {
  const found = isId(name) ? await accounts.account(name) : undefined
  const account = found ?? await accounts.accountByLogin(loginKey(name))
  if (account === undefined) throw new ArchiveError('NOT_FOUND', `沒有「${name}」這個帳號 (there is no such account)`, { field })
  return account
}
