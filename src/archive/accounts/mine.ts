import { checkLogin, checkMail } from '../../accounts/login.ts'
import { checkPassword, hashPassword, verifyPassword } from '../../accounts/password.ts'
import { hashOf, newSecret } from '../../accounts/secret.ts'
import type { Account } from '../../accounts/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import { loggedAs, type Actor } from '../../model/actor.ts'
import { WHOLE } from '../../model/audience.ts'
import type { LoggedChangeset } from '../../model/changeset.ts'
import { ArchiveError, forbidden, notFound, unauthenticated } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { checkName } from './links.ts'
import { keepingAdministrator } from './manage.ts'
import type { AccountPorts, From } from './ports.ts'
import { isFresh } from './sign-in.ts'
import { attempt, keyOf } from './throttle.ts'

type Ports = Pick<AccountPorts, 'accounts' | 'guessable'>

export async function me({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Pick<Actor, 'account'>): Promise<Account> {
  const account = await accounts.account(actor.account)
  if (account === undefined) throw unauthenticated()
  return account
}

/**
 * Knows the password of whoever asks: what a session left open must not do. Who has none, since they come by a
 * provider, signed in a moment ago.
 * @throws UNAUTHENTICATED, RATE_LIMITED
 */
async function prove(ports: Pick<AccountPorts, 'accounts'>, actor: Actor, password: string, from: From, now: number): Promise<Account> {
  // what a token may do must never be more than it was given, and this is everything
  if (actor.scopes !== undefined) throw forbidden('權杖不能做這件事，請登入後再做 (a token cannot do this; sign in)')
  await attempt(ports.accounts, [{ key: keyOf('prove', actor.account), free: 5 }, { key: keyOf('sign in from', from.address), free: 100 }], now)
  const account = await me(ports, actor)
  const phc = await ports.accounts.passwordOf(account.id)
  if (phc === undefined) {
    if (!(await isFresh(ports.accounts, account.id, from.secret, now))) throw new ArchiveError('UNAUTHENTICATED', '請先重新登入，再做一次 (sign in anew, then do it)', { field: 'password' })
  } else if (!(await verifyPassword(password, phc))) throw new ArchiveError('UNAUTHENTICATED', '現在的密碼不對 (the password is wrong)', { field: 'password' })
  await ports.accounts.forgetAttempts(keyOf('prove', actor.account))
  return account
}

/** Every other session ends. @param secret of the session that asks */
export async function changePassword(ports: Ports, actor: Actor | undefined, { password, becomes }: { readonly password: string; readonly becomes: string }, secret: string | undefined, from: From, now = Date.now()): Promise<void> {
  demand(actor, 'ownAccount')
  const account = await prove(ports, actor, password, from, now)
  await checkPassword(becomes, { names: [account.login, account.name, ...ports.guessable], field: 'becomes' })
  await ports.accounts.setPassword(account.id, await hashPassword(becomes), secret === undefined ? {} : { keep: hashOf(secret) })
}

export interface Myself {
  readonly name?: string | null
  readonly login?: string | null
  /** Empty: none. */
  readonly mail?: string | null
  /** The present one: needed for another login or address, with either of which an account is taken over. */
  readonly password?: string | null
}

export async function updateMe(ports: Ports, actor: Actor | undefined, { name, login, mail, password }: Myself, from: From, now = Date.now()): Promise<Account> {
  demand(actor, 'ownAccount')
  if (login != null || mail != null) await prove(ports, actor, password ?? '', from, now)
  if (actor.scopes !== undefined) throw forbidden('權杖不能做這件事，請登入後再做 (a token cannot do this; sign in)')
  return ports.accounts.updateAccount(actor.account, {
    ...(name == null ? {} : { name: checkName(name) }), ...(login == null ? {} : { login: checkLogin(login) }),
    ...(mail == null ? {} : { mail: mail.trim() === '' ? null : checkMail(mail) }),
  })
}

type ExportPorts = Pick<AccountPorts, 'accounts'> & { readonly graph: Pick<GraphStore, 'replay' | 'heads'> }

/**
 * Everything somebody wrote, and what is kept about them: JSON values, one a line. Of records each version that
 * they made, as they made it; what was redacted since is not there any more. What they did to records of others is
 * told in their words only as long as they read the record.
 */
export async function* exportMine(ports: ExportPorts, actor: Actor | undefined, now = Date.now()): AsyncGenerator<unknown> {
  demandExport(actor)
  yield* exportOf(ports, actor, actor.account as Id, now)
}

/** It is read as well as one's own: a token needs both. @throws UNAUTHENTICATED, FORBIDDEN */
export function demandExport(actor: Actor | undefined): asserts actor is Actor {
  demand(actor, 'ownAccount')
  if (actor.scopes?.has('read') === false) throw forbidden('這個權杖沒有「read」的範圍 (the token lacks the scope read)')
}

/** The same of an account that may be another's: for maintenance alone, since it holds drafts and what only members may read. */
export async function* exportOf({ graph, accounts }: ExportPorts, actor: Actor | undefined, account: Id, now = Date.now()): AsyncGenerator<unknown> {
  demand(actor, 'ownAccount')
  if (actor.account !== 'maintenance' && actor.account !== account) throw forbidden('別人寫的，只有他自己能匯出 (what somebody wrote is theirs to export)')
  const { id, login, name, role, mail, createdAt } = await me({ accounts }, { account })
  const memberships = (await accounts.membershipsOf(id)).map(({ group, role: as, since }) => ({ group, role: as, since: day(since) }))
  const sessions = (await accounts.sessions(id, now)).map((session) => ({ since: day(session.createdAt), agent: session.agent }))
  const tokens = (await accounts.tokens(id)).map((token) => ({ name: token.name, scopes: token.scopes, until: day(token.expiresAt) }))
  const watches = (await accounts.watches(id)).map(({ kind, subject, asks, name: called, createdAt: since }) => ({ kind, subject, asks, name: called, since: day(since) }))
  const webhooks = (await accounts.webhooks(id)).map(({ name: called, address, createdAt: since }) => ({ name: called, address, since: day(since) }))
  yield { account: { id, login, name, role, since: day(createdAt), ...(mail === undefined ? {} : { mail }) }, memberships, sessions, tokens, watches, webhooks }
  for (const { key } of await accounts.drafts(id)) {
    const draft = await accounts.draft(id, key)
    if (draft !== undefined) yield { draft: { key, title: draft.title, savedAt: new Date(draft.savedAt).toISOString(), body: JSON.parse(draft.body) as unknown } }
  }
  for await (const changeset of graph.replay()) {
    if (changeset.actor !== id) continue
    yield written(changeset, id, await graph.heads([...new Set(changeset.operations.map((operation) => operation.id))], actor.viewer))
  }
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** @param readable what they read today of what it touched */
const written = ({ at, reason, operations }: LoggedChangeset, account: Id, readable: ReadonlyMap<Id, unknown>): unknown => ({
  at: new Date(at).toISOString(), reason,
  operations: operations.map(({ op, id, type, state, payload, reason: words }) => {
    const record = payload == null ? undefined : JSON.parse(payload) as { by?: string }
    const isTold = record !== undefined && (record.by === account || readable.has(id))
    return { op, id, type, state, ...(isTold ? { record } : {}), ...(words === undefined ? {} : { reason: words }) }
  }),
})

export interface Leaving {
  readonly password: string
  /** What is published stays. True: it reads as by a deleted account; false: the name stays with it. */
  readonly unsigned: boolean
}

/**
 * The account is gone: password, sessions, tokens, memberships and address of mail. What is published stays. Drafts
 * that nobody else was ever to see are destroyed.
 * @returns the ids of the drafts
 */
export async function deleteMe(ports: LeavePorts, actor: Actor | undefined, { password, unsigned }: Leaving, from: From, now = Date.now()): Promise<Id[]> {
  demand(actor, 'ownAccount')
  const account = await prove(ports, actor, password, from, now)
  return leave(ports, account, account.id, { unsigned }, now)
}

/** By whoever manages accounts: as `deleteMe`. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function deleteAccount(ports: LeavePorts, actor: Actor | undefined, id: Id, { unsigned }: Pick<Leaving, 'unsigned'>, now = Date.now()): Promise<Id[]> {
  demand(actor, 'manageAccounts')
  const account = await ports.accounts.account(id)
  if (account === undefined) throw notFound(id)
  return leave(ports, account, loggedAs(actor), { unsigned }, now)
}

type LeavePorts = Pick<AccountPorts, 'accounts'> & { readonly graph: Pick<GraphStore, 'replay' | 'heads' | 'commit'> }

async function leave(ports: LeavePorts, account: Account, by: string, { unsigned }: Pick<Leaving, 'unsigned'>, now: number): Promise<Id[]> {
  // before anything of theirs is gone
  if (account.role === 'administrator') await keepingAdministrator(ports.accounts, account.id, { role: 'reader' }, 'account')
  const drafts = await draftsOf(ports.graph, account.id)
  if (drafts.length > 0) await ports.graph.commit({ id: newId(), actor: by, reason: '刪除帳號', origin: by === account.id ? 'api' : 'cli', operations: drafts.map((id) => ({ op: 'redact', id, reason: '作者刪除帳號' })) })
  if (unsigned) await ports.accounts.deleteAccount(account.id)
  else {
    for (const { group } of await ports.accounts.membershipsOf(account.id)) await ports.accounts.leave(group, account.id)
    for (const { key } of await ports.accounts.drafts(account.id)) await ports.accounts.dropDraft(account.id, key)
    await ports.accounts.endWatching(account.id)
    for (const { id } of await ports.accounts.tokens(account.id)) await ports.accounts.deleteToken(account.id, id)
    for (const filter of [{ by: account.id }, { account: account.id }]) for (const { id } of await ports.accounts.links(filter, now)) await ports.accounts.deleteLink(id)
    // nobody will ever know it: this only ends what was open
    await ports.accounts.setPassword(account.id, await hashPassword(newSecret()))
    await ports.accounts.updateAccount(account.id, { login: `gone-${account.id}`, mail: null, identity: null, role: 'reader', state: 'suspended' })
  }
  return drafts
}

/** Their drafts, whoever else may read them: by the state that stands, of whatever they wrote. */
async function draftsOf(graph: Pick<GraphStore, 'replay' | 'heads'>, account: Id): Promise<Id[]> {
  const ids = new Set<Id>()
  for await (const { actor, operations } of graph.replay()) if (actor === account) for (const { id } of operations) ids.add(id)
  const heads = await graph.heads([...ids], WHOLE)
  return [...heads.values()].filter(({ state, record }) => state === 'draft' && record?.by === account).map(({ id }) => id)
}
