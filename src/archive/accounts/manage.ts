import type { Account } from '../../accounts/port.ts'
import { ROLES, type AccountRole, type Actor } from '../../model/actor.ts'
import { badInput, notFound } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { AccountPorts } from './ports.ts'

/** For the administrator. In the order of ids. */
export async function listAccounts({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, page: { readonly first?: number; readonly after?: Id } = {}): Promise<Account[]> {
  demand(actor, 'manageAccounts')
  return accounts.accounts(page)
}

export interface Standing {
  readonly role?: string | null
  readonly suspended?: boolean | null
}

/** Role and suspension; sessions and tokens of a suspended account stay and are worth nothing meanwhile. @throws NOT_FOUND, BAD_USER_INPUT */
export async function changeStanding({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, id: Id, { role, suspended }: Standing): Promise<Account> {
  demand(actor, 'manageAccounts')
  const account = await accounts.account(id)
  if (account === undefined) throw notFound(id)
  if (role != null && !(ROLES as readonly string[]).includes(role)) throw badInput('role', `沒有「${role}」這個角色；有 ${ROLES.join('、')} (there is no such role)`)
  const loses = account.role === 'administrator' && account.state === 'active' && ((role != null && role !== 'administrator') || suspended === true)
  if (loses && (await activeAdministrators(accounts)) === 1) throw badInput(role == null ? 'suspended' : 'role', '這是唯一的管理員；請先請別人當管理員 (this is the only administrator)')
  return accounts.updateAccount(id, { ...(role == null ? {} : { role: role as AccountRole }), ...(suspended == null ? {} : { state: suspended ? 'suspended' : 'active' }) })
}

async function activeAdministrators(accounts: AccountPorts['accounts']): Promise<number> {
  let count = 0
  for (let after: Id | undefined; ;) {
    const page = await accounts.accounts({ first: 500, ...(after === undefined ? {} : { after }) })
    count += page.filter(({ role, state }) => role === 'administrator' && state === 'active').length
    if (page.length < 500) return count
    after = page.at(-1)!.id
  }
}
