import { every } from '../../accounts/every.ts'
import { loginKey } from '../../accounts/login.ts'
import type { Account, Membership } from '../../accounts/port.ts'
import { MEMBER_ROLES, type Actor, type MemberRole } from '../../model/actor.ts'
import { badInput, forbidden, notFound, ArchiveError } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { attempt, keyOf, refuseAfter } from '../accounts/throttle.ts'
import { knows } from './audiences.ts'
import { concernOfGroup } from './concern.ts'
import type { AccessPorts } from './ports.ts'
import type { Community, Protocol } from './table.ts'
import { isListed } from './viewer.ts'

export interface Member extends Pick<Membership, 'role' | 'since'> {
  readonly account: Id
  readonly name: string
}

type Group = { readonly community: Community } | { readonly protocol: Protocol }

/** A community, or a protocol whose members are listed. @throws NOT_FOUND also for what the actor may not know of */
async function groupOf({ directory, graph }: AccessPorts, actor: Actor | undefined, id: Id): Promise<Group> {
  const { communities, protocols } = await directory.table()
  const viewer = actor?.viewer ?? await directory.everyone()
  const community = communities.get(id)
  // everybody may know of one, unless its page is kept for some
  if (community !== undefined && (actor?.account === 'maintenance' || actor?.memberships.has(id) === true || (await graph.heads([id], viewer)).has(id))) return { community }
  const protocol = protocols.get(id)
  if (protocol === undefined || !(knows(viewer, protocol) || runs(actor, protocol))) throw notFound(id)
  if (!isListed(protocol)) throw badInput('group', `守則「${protocol.label}」的成員就是社群的成員，請到社群加入或移出 (its members are those of the community)`)
  return { protocol }
}

/** A steward of an owner runs what it owns, also where they do not read what is in it. */
export const runs = (actor: Actor | undefined, { owners }: Pick<Protocol, 'owners'>): boolean =>
  actor !== undefined && owners.some((owner) => actor.memberships.get(owner) === 'steward')

/** @param whom who is let in or taken out */
async function demandRun(ports: AccessPorts, actor: Actor | undefined, id: Id, group: Group, whom?: Id): Promise<void> {
  if ('protocol' in group) return demand(actor, 'runCommunity', concernOfGroup(await ports.directory.table(), id))
  if ((await stewardsOf(ports, id)).length > 0) return demand(actor, 'runCommunity', { mode: 'any', groups: [id] })
  // a community whose last steward is gone gets one from the administrator: it is nobody's otherwise
  demand(actor, 'runCommunity')
  if (whom === actor.account) throw forbidden('不能請自己當管理者，請另請一位 (an administrator appoints somebody else)')
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

/** As `members`; undefined for who is not told. */
export async function membersFor(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<Member[] | undefined> {
  return members(ports, actor, id).catch((error: unknown) => {
    if (error instanceof ArchiveError && (error.code === 'FORBIDDEN' || error.code === 'UNAUTHENTICATED' || error.code === 'NOT_FOUND')) return undefined
    throw error
  })
}

const everyMember = ({ accounts }: Pick<AccessPorts, 'accounts'>, group: Id): Promise<Membership[]> =>
  Array.fromAsync(every((page) => accounts.membersOf(group, page), ({ account }) => account))

/** Who runs a community: for everybody who has an account, because they answer for it. */
export async function stewards(ports: AccessPorts, actor: Actor | undefined, community: Id): Promise<Pick<Member, 'account' | 'name'>[]> {
  if (actor === undefined) return []
  const all = await stewardsOf(ports, community)
  const accounts = await ports.accounts.accountsById(all.map(({ account }) => account))
  return all.flatMap(({ account }) => (accounts.has(account) ? [{ account, name: accounts.get(account)!.name }] : []))
}

/** Accounts that are in any of these groups, each once. */
export async function countMembers(ports: Pick<AccessPorts, 'accounts'>, groups: readonly Id[]): Promise<number> {
  if (groups.length === 1) return ports.accounts.countMembers(groups[0]!)
  const all = await Promise.all(groups.map((group) => everyMember(ports, group)))
  return new Set(all.flat().map(({ account }) => account)).size
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
  const { id: account, name } = await accountOf(ports, who, actor!, now)
  await demandRun(ports, actor, id, group, account)
  const join = (): Promise<void> => ports.accounts.join({ group: id, account, role: role as MemberRole, since: now })
  await (role === 'steward' || 'protocol' in group ? join() : keepingSteward(ports, id, account, join))
  const { since } = (await ports.accounts.membershipsOf(account)).find((membership) => membership.group === id) ?? { since: now }
  return { account, name, role: role as MemberRole, since }
}

/** Takes somebody out: by a steward, or they themselves. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function removeMember(ports: AccessPorts, actor: Actor | undefined, id: Id, who: string): Promise<void> {
  const group = await groupOf(ports, actor, id)
  const own = actor !== undefined && who === actor.account
  if (own) demand(actor, 'ownAccount')
  else await demandRun(ports, actor, id, group)
  const account = own ? who : (await accountOf(ports, who, actor!)).id
  const leave = async (): Promise<void> => {
    if (!(await ports.accounts.leave(id, account))) throw notFound(who)
  }
  await ('protocol' in group ? leave() : keepingSteward(ports, id, account, leave))
}

/** Somebody must be left who can let others in: also of two stewards who go at the same time. */
async function keepingSteward(ports: AccessPorts, id: Id, account: Id, change: () => Promise<void>): Promise<void> {
  const before = await stewardsOf(ports, id)
  const refused = (): ArchiveError => badInput('role', '這是唯一的管理者；請先請別人當管理者 (this is the only steward)')
  if (before.length === 1 && before[0]!.account === account) throw refused()
  await change()
  const was = before.find((steward) => steward.account === account)
  if (was === undefined || (await stewardsOf(ports, id)).length > 0) return
  await ports.accounts.join(was)
  throw refused()
}

const stewardsOf = async (ports: Pick<AccessPorts, 'accounts'>, id: Id): Promise<Membership[]> => (await everyMember(ports, id)).filter(({ role }) => role === 'steward')

/** Whom a steward names. Who tries one login after another to learn which there are is slowed down. @throws NOT_FOUND, RATE_LIMITED */
async function accountOf({ accounts }: AccessPorts, who: string, { account: by }: Actor, now = Date.now()): Promise<Account> {
  const tried = keyOf('member', by)
  if (by !== 'maintenance') await refuseAfter(accounts, tried, WRONG, now)
  const account = isId(who) ? await accounts.account(who) : await accounts.accountByLogin(loginKey(who))
  if (account !== undefined) return account
  if (by !== 'maintenance') await attempt(accounts, [{ key: tried, free: WRONG }], now)
  throw notFound(`帳號 ${who}`)
}

/** Logins that there are not, in a quarter of an hour. */
const WRONG = 20
