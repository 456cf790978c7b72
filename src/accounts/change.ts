import type { AccountRole } from '../model/actor.ts'
import type { Account, AccountChange } from './port.ts'

/** The account with what is given, and nothing but what an `AccountChange` has; `null` takes away. */
export function changed(account: Account, change: AccountChange): Account {
  const { mail = account.mail, provedMail = account.provedMail, identity = account.identity } = change
  return {
    id: account.id,
    login: change.login ?? account.login,
    name: change.name ?? account.name,
    role: change.role ?? account.role,
    state: change.state ?? account.state,
    createdAt: account.createdAt,
    ...(mail == null ? {} : { mail, ...(provedMail === mail ? { provedMail } : {}) }),
    ...(identity == null ? {} : { identity }),
  }
}

/** Whether what anyone may do changes with it. */
export const touchesRights = (before: Account, after: Account): boolean => before.role !== after.role || before.state !== after.state

/** Whether with it one less is active in this role. */
export function losesOne(before: Account, after: Account, role: AccountRole): boolean {
  const counts = (account: Account): boolean => account.role === role && account.state === 'active'
  return counts(before) && !counts(after)
}
