import { loginKey } from '../../accounts/login.ts'
import type { Account, Membership } from '../../accounts/port.ts'
import { MEMBER_ROLES, type Actor, type MemberRole } from '../../model/actor.ts'
import { badInput, forbidden, notFound } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { allowed, demand } from '../../model/permissions.ts'
import { knows } from './audiences.ts'
import type { AccessPorts } from './ports.ts'
import type { Community, Protocol } from './table.ts'

export interface Member extends Pick<Membership, 'role' | 'since'> {
  readonly account: Id
  readonly name: string
}

type Group = { readonly community: Community } | { readonly protocol: Protocol }

/** A community, or a protocol whose members are listed. @throws NOT_FOUND also for what the actor may not know of */
async function groupOf({ directory }: AccessPorts, actor: Actor | undefined, id: Id): Promise<Group> {
  const { communities, protocols } = await directory.table()
  const community = communities.get(id)
  if (community !== undefined) return { community }
  const protocol = protocols.get(id)
  const viewer = actor?.viewer ?? await directory.everyone()
  if (protocol === undefined || !(knows(viewer, protocol) || runs(actor, protocol))) throw notFound(id)
  if (protocol.kind !== 'strict' || protocol.members !== 'listed') throw badInput('group', `守則「${protocol.label}」的成員就是社群的成員，請到社群加入或移出 (its members are those of the community)`)
  return { protocol }
}

/** A steward of an owner runs what it owns, also where they do not read what is in it. */
export const runs = (actor: Actor | undefined, { owners }: Pick<Protocol, 'owners'>): boolean =>
  actor !== undefined && owners.some((owner) => actor.memberships.get(owner) === 'steward')

async function demandRun(ports: AccessPorts, actor: Actor | undefined, id: Id, group: Group): Promise<void> {
  if ('protocol' in group) return demand(actor, 'runCommunity', { mode: 'any', groups: [id, ...group.protocol.owners] })
  // a community whose last steward is gone gets one from the administrator: it is nobody's otherwise
  const stewards = (await everyMember(ports, id)).some(({ role }) => role === 'steward')
  demand(actor, 'runCommunity', stewards ? { mode: 'any', groups: [id] } : undefined)
}

/**
 * Who is in it: for its members, and for who runs it. Others are not told, nor how many.
 * @throws NOT_FOUND, FORBIDDEN
 */
export async function members(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<Member[]> {
  const group = await groupOf(ports, actor, id)
  const may = actor !== undefined && (actor.account === 'maintenance' || actor.memberships.has(id) || ('protocol' in group && runs(actor, group.protocol)))
  if (!may) {
    demand(actor, 'ownAccount')
    throw forbidden('成員名單只給成員看 (its members are for its members to see)')
  }
  const all = await everyMember(ports, id)
  const accounts = await ports.accounts.accountsById(all.map(({ account }) => account))
  return all.flatMap(({ account, role, since }) => (accounts.has(account) ? [{ account, role, since, name: accounts.get(account)!.name }] : []))
}

async function everyMember({ accounts }: AccessPorts, group: Id): Promise<Membership[]> {
  const all: Membership[] = []
  for (let after: Id | undefined; ;) {
    const page = await accounts.membersOf(group, { first: 500, ...(after === undefined ? {} : { after }) })
    all.push(...page)
    if (page.length < 500) return all
    after = page.at(-1)!.account
  }
}

/**
 * Lets somebody in, or gives them another role. By a steward.
 * @param who a login or the id of an account
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function setMember(ports: AccessPorts, actor: Actor | undefined, id: Id, who: string, role: string, now = Date.now()): Promise<Member> {
  const group = await groupOf(ports, actor, id)
  await demandRun(ports, actor, id, group)
  if (!(MEMBER_ROLES as readonly string[]).includes(role)) throw badInput('role', `沒有「${role}」這個角色；有 ${MEMBER_ROLES.join('、')} (there is no such role)`)
  const account = await accountOf(ports, who)
  if (role !== 'steward') await keepSteward(ports, id, account.id)
  await ports.accounts.join({ group: id, account: account.id, role: role as MemberRole, since: now })
  return { account: account.id, name: account.name, role: role as MemberRole, since: now }
}

/** Takes somebody out: by a steward, or they themselves. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function removeMember(ports: AccessPorts, actor: Actor | undefined, id: Id, who: string): Promise<void> {
  const group = await groupOf(ports, actor, id)
  const account = who === actor?.account ? { id: who } : await (async () => {
    await demandRun(ports, actor, id, group)
    return accountOf(ports, who)
  })()
  if (account.id === actor?.account && !allowed(actor, 'ownAccount')) demand(actor, 'ownAccount')
  await keepSteward(ports, id, account.id)
  if (!(await ports.accounts.leave(id, account.id))) throw notFound(who)
}

/** Somebody must be left who can let others in. */
async function keepSteward(ports: AccessPorts, id: Id, account: Id): Promise<void> {
  const stewards = (await everyMember(ports, id)).filter(({ role }) => role === 'steward')
  if (stewards.length === 1 && stewards[0]!.account === account) throw badInput('role', '這是唯一的管理者；請先請別人當管理者 (this is the only steward)')
}

async function accountOf({ accounts }: AccessPorts, who: string): Promise<Account> {
  const account = isId(who) ? await accounts.account(who) : await accounts.accountByLogin(loginKey(who))
  if (account === undefined) throw notFound(`帳號 ${who}`)
  return account
}
