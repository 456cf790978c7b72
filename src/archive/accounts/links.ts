import { checkLogin, checkMail, loginKey } from '../../accounts/login.ts'
import { checkPassword, hashPassword } from '../../accounts/password.ts'
import { hashOf, newSecret } from '../../accounts/secret.ts'
import type { Account, Link } from '../../accounts/port.ts'
import { MEMBER_ROLES, ROLES, type AccountRole, type Actor, type MemberRole } from '../../model/actor.ts'
import { ArchiveError, badInput, forbidden, notFound, unauthenticated } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { allowed, demand } from '../../model/permissions.ts'
import { DAY, MINUTE, type AccountPorts, type From } from './ports.ts'
import { concernOfGroup } from '../access/concern.ts'
import type { Table } from '../access/table.ts'
import { isListed } from '../access/viewer.ts'
import { begin, type SignedIn } from './sign-in.ts'
import { attempt, keyOf } from './throttle.ts'

/** Milliseconds that a link is good for. */
const [FIRST, INVITE, RECOVER] = [7 * DAY, 14 * DAY, DAY]

export interface Issued {
  /** Goes into the address of the link; only its hash is kept. */
  readonly secret: string
  readonly expiresAt: number
}

export async function issue({ accounts }: Pick<AccountPorts, 'accounts'>, link: Pick<Link, 'kind' | 'by' | 'account' | 'role' | 'joins' | 'mail'>, goodFor: number, now: number): Promise<Issued> {
  const secret = newSecret()
  await accounts.createLink({ ...link, id: newId(), hash: hashOf(secret), createdAt: now, expiresAt: now + goodFor })
  return { secret, expiresAt: now + goodFor }
}

/** Where nobody is administrator yet: a link with which the first one sets name and password. There is no default password. @returns undefined where there is one */
export async function firstLink(ports: AccountPorts, now = Date.now()): Promise<Issued | undefined> {
  if ((await ports.accounts.countAccounts({ role: 'administrator' })) > 0) return undefined
  return issue(ports, { kind: 'first' }, FIRST, now)
}

export interface Invitation {
  /** What the account will be. Default contributor. */
  readonly role?: AccountRole
  readonly joins?: readonly { readonly group: Id; readonly role: MemberRole }[]
}

/**
 * By an administrator, for anything; by the stewards of a community, into that and what it owns alone, and as a contributor at most.
 * @throws FORBIDDEN, BAD_USER_INPUT
 */
export async function invite(ports: AccountPorts, actor: Actor | undefined, { role = 'contributor', joins = [] }: Invitation, now = Date.now()): Promise<Issued> {
  for (const join of joins) if (!MEMBER_ROLES.includes(join.role)) throw badInput('joins', `沒有「${join.role}」這個角色 (there is no such role)`)
  checkRole(role)
  const table = await ports.directory.table()
  demandInvite(table, actor, { role, joins })
  const { communities, protocols } = table
  for (const { group } of joins) {
    const protocol = protocols.get(group)
    if (!communities.has(group) && (protocol === undefined || !isListed(protocol))) throw badInput('joins', `沒有「${group}」這個社群，或這樣的守則沒有名單 (there is no such community, nor a protocol with a list)`)
  }
  return issue(ports, { kind: 'invite', role, joins, ...(actor.account === 'maintenance' ? {} : { by: actor.account }) }, INVITE, now)
}

/** What a steward gives is theirs to give; what the archive gives, the administrator's. @throws UNAUTHENTICATED, FORBIDDEN */
function demandInvite(table: Table, actor: Actor | undefined, { role, joins }: Required<Invitation>): asserts actor is Actor {
  if (actor === undefined) throw unauthenticated()
  for (const { group } of joins) {
    demand(actor, 'runCommunity', concernOfGroup(table, group))
    demand(actor, 'invite', concernOfGroup(table, group))
  }
  if (joins.length === 0) demand(actor, 'invite')
  if (ROLES.indexOf(role) > ROLES.indexOf('contributor') && !allowed(actor, 'manageAccounts')) throw forbidden('社群的管理者最多能邀請「contributor」 (a steward invites contributors at most)')
}

/**
 * Recovery without mail: a link that an administrator hands over, or a steward to whom their community invited and who
 * is in no other: with somebody's account one has all that it may read. Whom a steward has only let in, with or without
 * being asked, had their account before.
 * @throws FORBIDDEN also for a token, which would become whoever it is; NOT_FOUND
 */
export async function recoveryLink(ports: AccountPorts, actor: Actor | undefined, account: Id, now = Date.now()): Promise<Issued> {
  await demandRecovery(ports, actor, account)
  if (actor?.scopes !== undefined) throw forbidden('權杖不能做這件事，請登入後再做 (a token cannot do this; sign in)')
  if (await ports.accounts.account(account) === undefined) throw notFound(account)
  return issue(ports, { kind: 'recover', account, ...(actor === undefined || actor.account === 'maintenance' ? {} : { by: actor.account }) }, RECOVER, now)
}

async function demandRecovery({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, account: Id): Promise<void> {
  const whose = await accounts.account(account)
  const memberships = whose === undefined ? [] : await accounts.membershipsOf(account)
  const isAbove = whose !== undefined && ROLES.indexOf(whose.role) > ROLES.indexOf('contributor')
  // an invitation makes account and membership in one moment (`join`)
  const isInvited = memberships.some(({ since }) => since === whose?.createdAt)
  const isTheirs = isInvited && !isAbove && actor !== undefined && allowed(actor, 'runCommunity', { mode: 'all', groups: memberships.map(({ group }) => group) })
  if (!isTheirs) demand(actor, 'manageAccounts')
}

/** Whether whoever gave a link may still give it: it is worth no more than they are when it is used. */
async function holds(ports: AccountPorts, { kind, by, account, role = 'contributor', joins = [] }: Link): Promise<boolean> {
  if (by === undefined) return true
  const actor = await ports.directory.actor(by)
  try {
    if (kind === 'invite') demandInvite(await ports.directory.table(), actor, { role, joins })
    else if (kind === 'recover' && account !== undefined) await demandRecovery(ports, actor, account)
    return true
  } catch (error) {
    if (error instanceof ArchiveError && (error.code === 'FORBIDDEN' || error.code === 'UNAUTHENTICATED')) return false
    throw error
  }
}

/** @throws BAD_USER_INPUT */
export function checkRole(role: string): asserts role is AccountRole {
  if (!(ROLES as readonly string[]).includes(role)) throw badInput('role', `沒有「${role}」這個角色；有 ${ROLES.join('、')} (there is no such role)`)
}

export interface Registration {
  readonly login: string
  readonly name: string
  readonly password: string
  readonly mail?: string
}

/** With a first or an invitation's link. @throws NOT_FOUND for a link that is used, old or none */
export async function accept(ports: AccountPorts, secret: string, given: Registration, from: From, now = Date.now()): Promise<SignedIn> {
  return begin(ports.accounts, await join(ports, secret, given, from, now), from, now)
}

/** As `accept`, and signs nobody in. */
export async function join(ports: AccountPorts, secret: string, given: Registration, from: From, now = Date.now()): Promise<Account> {
  await slow(ports, from, now)
  const found = await ports.accounts.link(hashOf(secret), now)
  if (found === undefined || (found.kind !== 'first' && found.kind !== 'invite') || !(await holds(ports, found))) throw gone()
  const account = await checked(ports, given, found.kind === 'first' ? 'administrator' : found.role ?? 'contributor', now)
  const phc = await hashPassword(given.password)
  // the login may be taken: then the link stays good for another
  if (await ports.accounts.accountByLogin(loginKey(account.login)) !== undefined) throw new ArchiveError('CONFLICT', '這個登入名稱已有人使用 (this login is taken)', { field: 'login' })
  if (found.kind === 'first') await alone(ports, now)
  if (await ports.accounts.useLink(hashOf(secret), now) === undefined) throw gone()
  const made = await ports.accounts.createAccount(account)
  await ports.accounts.setPassword(made.id, phc)
  for (const into of found.joins ?? []) await ports.accounts.join({ ...into, account: made.id, since: now })
  return made
}

/**
 * Each start prints a link of its own: of two that are used at once, one makes the first administrator. Whoever claims
 * it and fails holds the others up for a minute.
 * @throws NOT_FOUND where there is one; RATE_LIMITED while another is being made
 */
async function alone({ accounts }: AccountPorts, now: number): Promise<void> {
  const { count } = await accounts.countAttempt(keyOf('first administrator'), MINUTE, now)
  if ((await accounts.countAccounts({ role: 'administrator' })) > 0) throw gone()
  if (count > 1) throw new ArchiveError('RATE_LIMITED', '正有人用另一個連結設定管理員，請等一分鐘再試 (the administrator is being set by another link; wait a minute)', { retryAfter: MINUTE / 1_000 })
}

/** Without a link, where the settings let anybody in. */
export async function register(ports: AccountPorts, given: Registration, role: AccountRole, from: From, now = Date.now()): Promise<SignedIn> {
  await slow(ports, from, now)
  return begin(ports.accounts, await make(ports, given, role, now), from, now)
}

/** By whoever manages accounts, at once. @throws FORBIDDEN, BAD_USER_INPUT, CONFLICT */
export async function addAccount(ports: AccountPorts, actor: Actor | undefined, given: Registration, role: AccountRole, now = Date.now()): Promise<Account> {
  demand(actor, 'manageAccounts')
  checkRole(role)
  return make(ports, given, role, now)
}

async function make(ports: AccountPorts, given: Registration, role: AccountRole, now: number): Promise<Account> {
  const account = await checked(ports, given, role, now)
  const phc = await hashPassword(given.password)
  const made = await ports.accounts.createAccount(account)
  await ports.accounts.setPassword(made.id, phc)
  return made
}

/** With a link of recovery: a new password, and every session that was open ends. */
export async function recover(ports: AccountPorts, secret: string, password: string, from: From, now = Date.now()): Promise<SignedIn> {
  await slow(ports, from, now)
  const found = await ports.accounts.link(hashOf(secret), now)
  const account = found?.kind === 'recover' && found.account !== undefined ? await ports.accounts.account(found.account) : undefined
  if (account === undefined || account.state !== 'active' || !(await holds(ports, found!))) throw gone()
  await checkPassword(password, { names: [account.login, account.name, ...ports.guessable] })
  const phc = await hashPassword(password)
  if (await ports.accounts.useLink(hashOf(secret), now) === undefined) throw gone()
  await ports.accounts.setPassword(account.id, phc)
  // it was sent by mail, and whoever came with it has read that
  if (found!.mail !== undefined) await ports.accounts.updateAccount(account.id, { provedMail: found!.mail })
  return begin(ports.accounts, account, from, now)
}

/**
 * By mail, where it is set up. It says the same whether there is such an account or not, and does not wait for the mail.
 * @param address what the link begins with
 */
export async function askRecovery(ports: AccountPorts, login: string, address: string, from: From, now = Date.now()): Promise<void> {
  await slow(ports, from, now)
  await attempt(ports.accounts, [{ key: keyOf('recover', loginKey(login)), free: 3 }], now)
  const account = await ports.accounts.accountByLogin(loginKey(login))
  if (ports.mail === undefined || account?.mail === undefined || account.state !== 'active') return
  const { secret, expiresAt } = await issue(ports, { kind: 'recover', account: account.id, mail: account.mail }, RECOVER, now)
  await ports.mail({ until: expiresAt, to: account.mail, subject: '重設您在方志的密碼', text: `有人（大概是您）要重設「${account.name}」的密碼。一天內打開這個網址，就能設新的密碼：\n\n${address}/recover#${secret}\n\n如果不是您，不必理會這封信，密碼不會改變。` })
}

async function checked({ guessable }: AccountPorts, { login, name, password, mail }: Registration, role: AccountRole, createdAt: number): Promise<Account> {
  const [kept, shown] = [checkLogin(login), checkName(name)]
  const address = mail !== undefined && mail.trim() !== '' ? checkMail(mail) : kept.includes('@') ? kept : undefined
  await checkPassword(password, { names: [kept, shown, ...guessable] })
  return { id: newId(), login: kept, name: shown, role, state: 'active', createdAt, ...(address === undefined ? {} : { mail: address }) }
}

/** The name that others are shown. */
export function checkName(name: string): string {
  const shown = name.normalize('NFC').replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  if (shown === '' || [...shown].length > 100) throw badInput('name', '請寫別人看到的名字，100 字以內 (a name of 1 to 100 characters)')
  return shown
}

/** Links are tried from one place as often as passwords. */
export const slow = (ports: AccountPorts, { address }: From, now: number): Promise<void> => attempt(ports.accounts, [{ key: keyOf('link', address), free: 100 }], now)

export const gone = (): ArchiveError => new ArchiveError('NOT_FOUND', '這個連結用過了、過期了，或不完整；請再要一個 (the link was used, is too old, or is not whole; ask for another)')

