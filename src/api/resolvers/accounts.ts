import { provedMail } from '../../accounts/login.ts'
import type { Account } from '../../accounts/port.ts'
import { accept, askRecovery, invite, recover, recoveryLink, register, type Invitation, type Issued, type Registration } from '../../archive/accounts/links.ts'
import { askProof, proveMail } from '../../archive/accounts/mail.ts'
import { changeStanding, listAccounts, type Standing } from '../../archive/accounts/manage.ts'
import { changePassword, deleteMe, me, updateMe, type Myself } from '../../archive/accounts/mine.ts'
import { endOtherSessions, endSession, mySessions, signOut, type ShownSession } from '../../archive/accounts/sessions.ts'
import { signIn, type SignedIn } from '../../archive/accounts/sign-in.ts'
import { deleteToken, makeToken, myTokens, type NewToken, type ShownToken } from '../../archive/accounts/tokens.ts'
import { forbidden, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { RequestContext } from '../../http/context.ts'

type Given<T> = { readonly [K in keyof T]?: T[K] | null }

const iso = (ms: number): string => new Date(ms).toISOString()

const linkOf = ({ secret, expiresAt }: Issued, path: string, { address }: RequestContext): object => ({ secret, expiresAt: iso(expiresAt), address: `${address}/${path}#${secret}` })

/** What is null in GraphQL is absent here. */
const given = <T extends object>(args: Given<T>): T => Object.fromEntries(Object.entries(args).filter(([, value]) => value != null)) as T

/** @returns the account; the browser gets the cookie */
function entered(context: RequestContext, { account, secret, expiresAt }: SignedIn): Account {
  context.visit().keep(secret, expiresAt)
  return account
}

export const accounts = {
  Query: {
    me: (_: unknown, __: unknown, { actor, people }: RequestContext) => (actor === undefined ? null : me(people(), actor)),
    waysIn: (_: unknown, __: unknown, { people }: RequestContext) => ({ registration: people().registration ?? null, mail: people().mail !== undefined, provider: people().provider ?? null }),
    accounts: (_: unknown, page: Given<{ first: number; after: Id }>, { actor, people }: RequestContext) => listAccounts(people(), actor, given(page)),
  },
  Mutation: {
    signIn: async (_: unknown, args: { login: string; password: string }, context: RequestContext) => entered(context, await signIn(context.people(), args, context.visit().from)),
    signOut: async (_: unknown, __: unknown, { people, visit }: RequestContext) => {
      const { secret, leave } = visit()
      if (secret !== undefined) await signOut(people(), secret)
      leave()
      return true
    },
    acceptInvitation: async (_: unknown, { secret, ...args }: { secret: string } & Given<Registration>, context: RequestContext) =>
      entered(context, await accept(context.people(), secret, given<Registration>(args), context.visit().from)),
    register: async (_: unknown, args: Given<Registration>, context: RequestContext) => {
      const role = context.people().registration
      if (role === undefined) throw forbidden('這裡不開放註冊；請向管理員要一個邀請連結 (accounts are by invitation)')
      return entered(context, await register(context.people(), given<Registration>(args), role, context.visit().from))
    },
    askRecovery: async (_: unknown, { login }: { login: string }, { people, visit, address }: RequestContext) => {
      await askRecovery(people(), login, address, visit().from)
      return true
    },
    recover: async (_: unknown, { secret, password }: { secret: string; password: string }, context: RequestContext) => entered(context, await recover(context.people(), secret, password, context.visit().from)),
    changePassword: async (_: unknown, args: { password: string; becomes: string }, { actor, people, visit }: RequestContext) => {
      await changePassword(people(), actor, args, visit().secret, visit().from)
      return true
    },
    updateMe: (_: unknown, args: Myself, { actor, people, visit }: RequestContext) => updateMe(people(), actor, args, visit().from),
    askMailProof: async (_: unknown, __: unknown, { actor, people, visit, address }: RequestContext) => {
      await askProof(people(), actor, address, visit().from)
      return true
    },
    proveMail: (_: unknown, { secret }: { secret: string }, { actor, people, visit }: RequestContext) => proveMail(people(), actor, secret, visit().from),
    endSession: async (_: unknown, { id }: { id: Id }, { actor, people }: RequestContext) => {
      await endSession(people(), actor, id)
      return true
    },
    endOtherSessions: (_: unknown, __: unknown, { actor, people, visit }: RequestContext) => endOtherSessions(people(), actor, visit().secret),
    makeToken: (_: unknown, args: Given<NewToken>, { actor, people }: RequestContext) => makeToken(people(), actor, given<NewToken>(args)),
    deleteToken: async (_: unknown, { id }: { id: Id }, { actor, people }: RequestContext) => {
      await deleteToken(people(), actor, id)
      return true
    },
    deleteMe: async (_: unknown, args: { password: string; unsigned: boolean }, { actor, people, asking, visit }: RequestContext) => {
      await deleteMe({ ...people(), graph: asking.graph }, actor, args, visit().from)
      visit().leave()
      return true
    },
    invite: async (_: unknown, args: Given<Invitation>, context: RequestContext) => linkOf(await invite(context.people(), context.actor, given<Invitation>(args)), 'join', context),
    recoveryLink: async (_: unknown, { account }: { account: Id }, context: RequestContext) => linkOf(await recoveryLink(context.people(), context.actor, account), 'recover', context),
    changeAccount: (_: unknown, { id, ...standing }: { id: Id } & Standing, { actor, people }: RequestContext) => changeStanding(people(), actor, id, standing),
  },
  Me: {
    mailProved: (account: Account) => provedMail(account) !== undefined,
    // who signs in with this request has no rights yet; a token that is not for reading is not told
    memberships: async ({ id }: Account, _: unknown, { actor, people }: RequestContext) => (actor?.scopes?.has('read') === false ? [] : people().accounts.membershipsOf(id)),
    sessions: (account: Account, _: unknown, context: RequestContext) => mySessions(context.people(), mine(account, context), context.visit().secret),
    tokens: (account: Account, _: unknown, context: RequestContext) => myTokens(context.people(), mine(account, context)),
  },
  Account: { suspended: ({ state }: Account) => state === 'suspended', createdAt: ({ createdAt }: Account) => iso(createdAt) },
  Session: { createdAt: ({ createdAt }: ShownSession) => iso(createdAt), usedAt: ({ usedAt }: ShownSession) => iso(usedAt) },
  Token: {
    createdAt: ({ createdAt }: ShownToken) => iso(createdAt), expiresAt: ({ expiresAt }: ShownToken) => iso(expiresAt),
    usedAt: ({ usedAt }: ShownToken) => (usedAt === undefined ? null : iso(usedAt)),
  },
}

/** Sessions and tokens are asked for by whoever signed in before this request, and of themselves. */
function mine({ id }: Account, { actor }: RequestContext): NonNullable<RequestContext['actor']> {
  if (actor?.account !== id) throw unauthenticated()
  return actor
}
