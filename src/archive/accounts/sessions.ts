import type { Session } from '../../accounts/port.ts'
import { hashOf } from '../../accounts/secret.ts'
import type { Actor } from '../../model/actor.ts'
import { notFound } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { AccountPorts } from './ports.ts'

export interface ShownSession extends Omit<Session, 'hash' | 'account'> {
  /** The one that asks. */
  readonly current: boolean
}

/** Newest first. @param secret of the one that asks */
export async function mySessions({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, secret: string | undefined, now = Date.now()): Promise<ShownSession[]> {
  demand(actor, 'ownAccount')
  const current = secret === undefined ? undefined : hashOf(secret)
  return (await accounts.sessions(actor.account, now)).map(({ hash, account: _, ...session }) => ({ ...session, current: hash === current }))
}

/** @throws NOT_FOUND also for another's */
export async function endSession({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, id: Id): Promise<void> {
  demand(actor, 'ownAccount')
  if (!(await accounts.endSession(actor.account, id))) throw notFound(id)
}

/** All but the one that asks. @returns how many */
export async function endOtherSessions({ accounts }: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined, secret: string | undefined): Promise<number> {
  demand(actor, 'ownAccount')
  return accounts.endSessions(actor.account, secret === undefined ? undefined : hashOf(secret))
}

/** The one that asks; nothing where there is none. */
export async function signOut({ accounts }: Pick<AccountPorts, 'accounts'>, secret: string, now = Date.now()): Promise<void> {
  const session = await accounts.session(hashOf(secret), now)
  if (session !== undefined) await accounts.endSession(session.account, session.id)
}
