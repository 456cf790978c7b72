import { hashOf } from '../../accounts/secret.ts'
import type { Actor } from '../../model/actor.ts'
import { unauthenticated } from '../../model/errors.ts'
import type { AccountPorts } from './ports.ts'

/** Tokens begin so: whoever finds one in a file knows what it is, and programs that look for secrets find it. */
export const TOKEN_MARK = 'fz_'

/** By the secret of a session. @returns undefined for one that has ended, which is no error: a cookie outlives it */
export async function actorOfSession({ accounts, directory }: Pick<AccountPorts, 'accounts' | 'directory'>, secret: string, now = Date.now()): Promise<Actor | undefined> {
  const session = await accounts.session(hashOf(secret), now)
  return session === undefined ? undefined : directory.actor(session.account)
}

/** By a personal access token. @throws UNAUTHENTICATED for one that is none, has expired, or whose account is gone */
export async function actorOfToken({ accounts, directory }: Pick<AccountPorts, 'accounts' | 'directory'>, secret: string, now = Date.now()): Promise<Actor> {
  const token = secret.startsWith(TOKEN_MARK) ? await accounts.token(hashOf(secret), now) : undefined
  const actor = token === undefined ? undefined : await directory.actor(token.account, token.scopes)
  if (actor === undefined) throw unauthenticated('這個權杖不存在、已過期或已撤銷 (the token is none, has expired or was taken back)')
  return actor
}
