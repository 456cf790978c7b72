import type { Account, AccountChange, Session } from '../../accounts/port.ts'
import type { Actor } from '../../model/actor.ts'
import { ArchiveError, badInput, notFound } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { checkRole } from './links.ts'
import type { AccountPorts } from './ports.ts'
import type { ShownToken } from './tokens.ts'

type Ports = Pick<AccountPorts, 'accounts'>

/** For the administrator. In the order of ids. */
export async function listAccounts({ accounts }: Ports, actor: Actor | undefined, page: { readonly first?: number; readonly after?: Id } = {}): Promise<Account[]> {
  demand(actor, 'manageAccounts')
  return accounts.accounts(page)
}

export interface Standing {
  readonly role?: string | null
  readonly suspended?: boolean | null
}

/** Role and suspension; sessions and tokens of a suspended account stay and are worth nothing meanwhile. @throws NOT_FOUND, BAD_USER_INPUT */
export async function changeStanding({ accounts }: Ports, actor: Actor | undefined, id: Id, { role, suspended }: Standing): Promise<Account> {
  demand(actor, 'manageAccounts')
  if (role != null) checkRole(role)
  return keepingAdministrator(accounts, id, { ...(role == null ? {} : { role }), ...(suspended == null ? {} : { state: suspended ? 'suspended' : 'active' }) }, role == null ? 'suspended' : 'role')
}

/** Somebody must be left who can act as administrator: also of two who take it from each other at once. @throws BAD_USER_INPUT on the field */
export async function keepingAdministrator(accounts: Pick<AccountPorts['accounts'], 'updateAccount'>, id: Id, change: AccountChange, field: string): Promise<Account> {
  try {
    return await accounts.updateAccount(id, change, { unlessLast: 'administrator' })
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'CONFLICT' && error.details.field === 'standing') throw badInput(field, '這是唯一的管理員；請先請別人當管理員 (this is the only administrator)')
    throw error
  }
}

/** Of an account: they themselves may, and whoever manages accounts. */
function demandOf(actor: Actor | undefined, account: Id): void {
  demand(actor, actor?.account === account ? 'ownAccount' : 'manageAccounts')
}

/** Newest first. */
export async function sessionsOf({ accounts }: Ports, actor: Actor | undefined, account: Id, now = Date.now()): Promise<Omit<Session, 'hash' | 'account'>[]> {
  demandOf(actor, account)
  return (await accounts.sessions(account, now)).map(({ hash: _, account: __, ...session }) => session)
}

/** @param id absent: all @returns how many */
export async function endSessionsOf({ accounts }: Ports, actor: Actor | undefined, account: Id, id?: Id): Promise<number> {
  demandOf(actor, account)
  if (id === undefined) return accounts.endSessions(account)
  if (!(await accounts.endSession(account, id))) throw notFound(id)
  return 1
}

/** Newest first. */
export async function tokensOf({ accounts }: Ports, actor: Actor | undefined, account: Id): Promise<ShownToken[]> {
  demandOf(actor, account)
  return (await accounts.tokens(account)).map(({ hash: _, account: __, ...token }) => token)
}

/** @param id absent: all @returns how many */
export async function endTokensOf({ accounts }: Ports, actor: Actor | undefined, account: Id, id?: Id): Promise<number> {
  demandOf(actor, account)
  const ids = id === undefined ? (await accounts.tokens(account)).map((token) => token.id) : [id]
  for (const one of ids) if (!(await accounts.deleteToken(account, one)) && id !== undefined) throw notFound(id)
  return ids.length
}
