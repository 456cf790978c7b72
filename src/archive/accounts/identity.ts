import { checkLogin, checkMail, loginKey } from '../../accounts/login.ts'
import { newSecret } from '../../accounts/secret.ts'
import type { Account } from '../../accounts/port.ts'
import type { Known } from '../../identity/oidc.ts'
import type { AccountRole, Actor } from '../../model/actor.ts'
import { ArchiveError, forbidden } from '../../model/errors.ts'
import { newId } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { checkName } from './links.ts'
import type { AccountPorts, From } from './ports.ts'
import { begin, isFresh, type SignedIn } from './sign-in.ts'

type Ports = Pick<AccountPorts, 'accounts'>

/**
 * Signs in whoever the provider says it is. An account is found by issuer and subject alone: an address of mail is
 * what a provider says, and somebody else's account would be had by saying it.
 * @param role what somebody becomes whom nobody knows yet; absent: they are refused
 * @throws FORBIDDEN
 */
export async function enterAs({ accounts }: Ports, known: Known, role: AccountRole | undefined, from: From, now = Date.now()): Promise<SignedIn> {
  const { issuer, subject } = known
  const account = await accounts.accountByIdentity({ issuer, subject })
  if (account !== undefined) {
    if (account.state !== 'active') throw forbidden('這個帳號停用中，請問管理員 (the account is suspended)')
    return begin(accounts, account, from, now)
  }
  if (role === undefined) throw forbidden('這個身分還沒有帳號。已經有帳號的，先用密碼登入，再從這裡連結；沒有的，請向管理員要邀請 (nobody has this identity: sign in with your password and link it, or ask for an invitation)')
  return begin(accounts, await made(accounts, known, role, now), from, now)
}

/**
 * Gives whoever is signed in this identity as a way in; it takes the place of one they had.
 * @param secret of the session that asks
 * @throws CONFLICT where another account has it, FORBIDDEN for a session that has been open for long
 */
export async function linkIdentity({ accounts }: Ports, actor: Actor | undefined, secret: string, { issuer, subject }: Known, now = Date.now()): Promise<Account> {
  demand(actor, 'ownAccount')
  // what a session left open must not do
  if (!(await isFresh(accounts, actor.account, secret, now))) throw forbidden('請先重新登入，再連結這個身分 (sign in anew, then link)')
  return accounts.updateAccount(actor.account, { identity: { issuer, subject } })
}

/** With the login that the provider proposes, or one like it where it is taken or is none. */
async function made(accounts: AccountPorts['accounts'], { issuer, subject, login, name, mail }: Known, role: AccountRole, createdAt: number): Promise<Account> {
  const [address, short] = [mailIn(mail), newSecret().replace(/[^a-zA-Z0-9]/g, '').slice(0, 6)]
  const wanted = [login, address?.replace(/@.*/s, '')].flatMap((each) => loginIn(each))
  for (const each of [...wanted, ...wanted.map((one) => `${one}-${short}`), `oidc-${short}`]) {
    if (await accounts.accountByLogin(loginKey(each)) !== undefined) continue
    return accounts.createAccount({ id: newId(), login: each, name: nameIn(name) ?? each, role, identity: { issuer, subject }, createdAt, ...(address === undefined ? {} : { mail: address }) })
  }
  throw new ArchiveError('CONFLICT', '請再試一次 (try again)')
}

/** What the provider says may be anything: what does not fit is left out. */
function fitting<T>(check: () => T): T | undefined {
  try {
    return check()
  } catch (error) {
    if (error instanceof ArchiveError) return undefined
    throw error
  }
}

/** Never an address: whoever has one for a login is sent mail there. */
const loginIn = (login: string | undefined): string[] => {
  const kept = login === undefined ? undefined : fitting(() => checkLogin(login.replace(/@.*/s, '')))
  return kept === undefined || kept.length > 80 ? [] : [kept]
}
const nameIn = (name: string | undefined): string | undefined => (name === undefined ? undefined : fitting(() => checkName(name)))
const mailIn = (mail: string | undefined): string | undefined => (mail === undefined ? undefined : fitting(() => checkMail(mail)))
