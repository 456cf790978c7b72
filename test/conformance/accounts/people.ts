import type { AccountStore, Link, NewAccount, Session, Token } from '../../../src/accounts/port.ts'
import { hashOf, newSecret } from '../../../src/accounts/secret.ts'
import { newId, type Id } from '../../../src/model/ids.ts'

export const HOUR = 3_600_000

/** An account that nobody has yet. */
export const person = (login: string, more: Partial<NewAccount> = {}): NewAccount => ({ id: newId(), login, name: login, role: 'reader', createdAt: 1, ...more })

/** The id of an account made now. */
export async function enter(store: AccountStore, login: string, more: Partial<NewAccount> = {}): Promise<Id> {
  return (await store.createAccount(person(login, more))).id
}

/** From 0 to an hour. */
export const sessionOf = (account: Id, more: Partial<Session> = {}): Session =>
  ({ id: newId(), hash: hashOf(newSecret()), account, createdAt: 0, usedAt: 0, expiresAt: HOUR, agent: 'Firefox', ...more })

export const tokenOf = (account: Id, more: Partial<Token> = {}): Token =>
  ({ id: newId(), hash: hashOf(newSecret()), account, name: '匯出', scopes: ['read'], createdAt: 0, expiresAt: HOUR, ...more })

export const linkOf = (more: Partial<Link> = {}): Link =>
  ({ id: newId(), hash: hashOf(newSecret()), kind: 'invite', createdAt: 0, expiresAt: HOUR, ...more })
