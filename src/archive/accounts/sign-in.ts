import { loginKey } from '../../accounts/login.ts'
import { hashPassword, needsRehash, verifyPassword } from '../../accounts/password.ts'
import { hashOf, newSecret } from '../../accounts/secret.ts'
import type { Account, AccountStore } from '../../accounts/port.ts'
import { ArchiveError } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { DAY, FRESH, type AccountPorts, type From } from './ports.ts'
import { signOut } from './sessions.ts'
import { attempt, keyOf } from './throttle.ts'

/** Milliseconds that somebody stays signed in. */
export const SESSION = 30 * DAY

export interface SignedIn {
  readonly account: Account
  /** For the cookie; only its hash is kept. A new one each time: one that somebody planted is worth nothing. */
  readonly secret: string
  readonly expiresAt: number
}

/**
 * By login and password. Whether there is no such account, it has another password, or none, or is suspended: the
 * answer is the same, and takes as long.
 * @throws UNAUTHENTICATED, RATE_LIMITED
 */
export async function signIn({ accounts }: Pick<AccountPorts, 'accounts'>, { login, password }: { readonly login: string; readonly password: string }, from: From, now = Date.now()): Promise<SignedIn> {
  const [key, pair] = [loginKey(login), keyOf('sign in', loginKey(login), from.address)]
  await attempt(accounts, [{ key: pair, free: 5 }, { key: keyOf('sign in', key), free: 50 }, { key: keyOf('sign in from', from.address), free: 100 }], now)
  const account = await accounts.accountByLogin(key)
  const phc = account === undefined ? undefined : await accounts.passwordOf(account.id)
  const right = await verifyPassword(password, phc)
  if (!right || account === undefined || phc === undefined || account.state !== 'active') throw wrong()
  await accounts.forgetAttempts(pair)
  const session = await begin(accounts, account, from, now)
  // another may have been set while this one was compared, and what that ended was not there yet
  if (await accounts.passwordOf(account.id) !== phc) {
    await signOut({ accounts }, session.secret, now)
    throw wrong()
  }
  // hashed anew at today's cost: this session alone goes on
  if (needsRehash(phc)) await accounts.setPassword(account.id, await hashPassword(password), { instead: phc, keep: hashOf(session.secret) })
  return session
}

const wrong = (): ArchiveError => new ArchiveError('UNAUTHENTICATED', '登入名稱或密碼不對 (the login or the password is wrong)')

/** For an account that has proved itself in another way. */
export async function begin(accounts: AccountStore, account: Account, { agent }: Pick<From, 'agent'>, now: number): Promise<SignedIn> {
  const secret = newSecret()
  const expiresAt = now + SESSION
  await accounts.createSession({ id: newId(), hash: hashOf(secret), account: account.id, createdAt: now, usedAt: now, expiresAt, agent: agent.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200) })
  return { account, secret, expiresAt }
}

/** Whether somebody signed in a moment ago: a session left open somewhere is older. */
export async function isFresh(accounts: Pick<AccountStore, 'session'>, account: Id, secret: string | undefined, now: number): Promise<boolean> {
  const session = secret === undefined ? undefined : await accounts.session(hashOf(secret), now)
  return session !== undefined && session.account === account && session.createdAt > now - FRESH
}
