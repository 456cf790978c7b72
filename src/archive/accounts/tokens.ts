import type { Token } from '../../accounts/port.ts'
import { hashOf, newSecret } from '../../accounts/secret.ts'
import { SCOPES, type Actor, type Scope } from '../../model/actor.ts'
import { badInput, forbidden, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { TOKEN_MARK } from './known.ts'
import { DAY, type AccountPorts } from './ports.ts'

/** Days a token is good for. */
const [USUAL, MOST] = [90, 366]
/** Tokens of one account. */
const MANY = 50

export type ShownToken = Omit<Token, 'hash' | 'account'>

export interface NewToken {
  readonly name: string
  readonly scopes: readonly string[]
  /** Default 90. */
  readonly days?: number
}

/** @returns the token itself, which is shown once and kept nowhere */
export async function makeToken({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, { name, scopes, days = USUAL }: NewToken, now = Date.now()): Promise<{ readonly token: ShownToken; readonly secret: string }> {
  demand(actor, 'ownAccount')
  // a token that makes tokens could give itself what it lacks
  if (actor.scopes !== undefined) throw forbidden('權杖不能再發權杖，請登入後再做 (a token cannot make tokens; sign in)')
  const called = name.trim()
  if (called === '' || called.length > 100) throw badInput('name', '請寫這個權杖做什麼用，100 字以內 (say what the token is for)')
  if (scopes.length === 0) throw badInput('scopes', `請選至少一個範圍：${SCOPES.join('、')} (choose at least one scope)`)
  for (const scope of scopes) if (!(SCOPES as readonly string[]).includes(scope)) throw badInput('scopes', `沒有「${scope}」這個範圍；有 ${SCOPES.join('、')} (there is no such scope)`)
  if (!Number.isInteger(days) || days < 1 || days > MOST) throw badInput('days', `期限是 1 到 ${MOST} 天 (from 1 to ${MOST} days)`)
  if ((await accounts.tokens(actor.account)).length >= MANY) throw badInput('name', `一個帳號最多 ${MANY} 個權杖，請先刪去不用的 (at most ${MANY} tokens)`)
  const secret = `${TOKEN_MARK}${newSecret()}`
  const token = { id: newId(), name: called, scopes: SCOPES.filter((scope) => scopes.includes(scope)) as readonly Scope[], createdAt: now, expiresAt: now + days * DAY }
  await accounts.createToken({ ...token, hash: hashOf(secret), account: actor.account })
  return { token, secret }
}

export async function myTokens({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined): Promise<ShownToken[]> {
  demand(actor, 'ownAccount')
  return (await accounts.tokens(actor.account)).map(({ hash: _, account: __, ...token }) => token)
}

/** @throws NOT_FOUND also for another's */
export async function deleteToken({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, id: Id): Promise<void> {
  demand(actor, 'ownAccount')
  if (!(await accounts.deleteToken(actor.account, id))) throw notFound(id)
}
