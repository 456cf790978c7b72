import type { AccountRole, MemberRole, Scope } from '../model/actor.ts'
import type { Id } from '../model/ids.ts'
import type { WatchStore } from './watching.ts'

export type * from './watching.ts'

/**
 * Accounts, sessions, tokens, links good once, counters against guessing, and who is a member of what: outside the
 * log (a backup of the archive does not have them), on the same store as the archive, so that any process serves
 * anyone. It keeps what it is given: secrets arrive as hashes, and nothing here checks a right. Times are milliseconds
 * since 1970. Every method throws UNAVAILABLE when the store cannot be reached, and writes whole or not at all. What is
 * written for an account that there is not, or no longer, is NOT_FOUND.
 */
export interface AccountStore extends WatchStore {
  readonly name: 'sqlite' | 'neo4j'

  // ── accounts ─────────────────────────────────────────────────────────────────────────────────
  /** @throws CONFLICT on `login` (as `loginKey` of `login.ts`) or on an `identity` that another account has, or on an `id` that was given before; `field` says which */
  createAccount(account: NewAccount): Promise<Account>
  account(id: Id): Promise<Account | undefined>
  /** By `loginKey`. */
  accountByLogin(login: string): Promise<Account | undefined>
  accountByIdentity(identity: Identity): Promise<Account | undefined>
  /** Those of these ids that there are. */
  accountsById(ids: readonly Id[]): Promise<Map<Id, Account>>
  /** In the order of ids. Default 100. */
  accounts(page?: { readonly first?: number; readonly after?: Id }): Promise<Account[]>
  /**
   * Sets what is given, `null` takes away.
   * @param options.unlessLast nothing happens where it would leave no active account of this role; of several such
   *   changes at once, the last is refused
   * @throws NOT_FOUND; CONFLICT as `createAccount`, and on `standing` for `unlessLast`
   */
  updateAccount(id: Id, change: AccountChange, options?: { readonly unlessLast?: AccountRole }): Promise<Account>
  /**
   * The account with its password, sessions, tokens, drafts, workshop, memberships and links (those it issued, too) is gone; its id is
   * never given again. What it reported stays, without saying whose it is.
   * @returns whether there was one
   */
  deleteAccount(id: Id): Promise<boolean>
  countAccounts(filter?: { readonly role?: AccountRole }): Promise<number>

  // ── passwords ────────────────────────────────────────────────────────────────────────────────
  /** The hash as a PHC string. */
  passwordOf(account: Id): Promise<string | undefined>
  /** Replaces it; every session of the account ends, but for the one named. Where another stands than `instead` nothing happens. */
  setPassword(account: Id, phc: string, options?: { readonly keep?: string; readonly instead?: string }): Promise<void>

  // ── sessions ─────────────────────────────────────────────────────────────────────────────────
  createSession(session: Session): Promise<void>
  /** One that has not ended; notes when it was last used (to the minute). */
  session(hash: string, now: number): Promise<Session | undefined>
  /** Newest first. */
  sessions(account: Id, now: number): Promise<Session[]>
  /** @returns whether there was one of that account */
  endSession(account: Id, id: Id): Promise<boolean>
  /** All but the one named by its hash. @returns how many */
  endSessions(account: Id, keep?: string): Promise<number>

  // ── personal access tokens ───────────────────────────────────────────────────────────────────
  createToken(token: Token): Promise<void>
  /** One that has not expired; notes when it was last used (to the minute). */
  token(hash: string, now: number): Promise<Token | undefined>
  /** Newest first, those that have expired too. */
  tokens(account: Id): Promise<Token[]>
  deleteToken(account: Id, id: Id): Promise<boolean>

  // ── links good once ──────────────────────────────────────────────────────────────────────────
  createLink(link: Link): Promise<void>
  /** Looks without using it up. */
  link(hash: string, now: number): Promise<Link | undefined>
  /** Uses it up: of two that come at once, one gets it. */
  useLink(hash: string, now: number): Promise<Link | undefined>
  /** Open ones, newest first. */
  links(filter: { readonly by?: Id; readonly account?: Id; readonly kind?: Link['kind'] }, now: number): Promise<Link[]>
  deleteLink(id: Id): Promise<boolean>

  // ── guessing ─────────────────────────────────────────────────────────────────────────────────
  /** Counts one attempt under this key, whose window is always the same; up to 1,000 are told apart. @returns how many there have been within the window, this one included, and when the first of them was */
  countAttempt(key: string, window: number, now: number): Promise<{ readonly count: number; readonly since: number }>
  attempts(key: string, window: number, now: number): Promise<{ readonly count: number; readonly since: number }>
  forgetAttempts(key: string): Promise<void>

  // ── uploads ──────────────────────────────────────────────────────────────────────────────────
  /**
   * Adds to what an account has sent on one day, where that is then no more than `most` bytes; otherwise nothing
   * happens. Of several that come at once each counts.
   * @param until the end of the day, which tells it from others
   * @returns whether it was added
   */
  countUpload(upload: { readonly account: Id; readonly until: number; readonly bytes: number; readonly most: number }): Promise<boolean>
  /** Bytes counted so far. */
  uploaded(account: Id, until: number): Promise<number>

  // ── membership ───────────────────────────────────────────────────────────────────────────────
  /** `group` is the id of a community, or of a protocol whose members are listed. Sets the role of one who is in it already; `since` stays. */
  join(membership: Membership): Promise<void>
  /** @returns whether they were in it */
  leave(group: Id, account: Id): Promise<boolean>
  /** In the order of groups. */
  membershipsOf(account: Id): Promise<Membership[]>
  /** In the order of account ids. Default 100. */
  membersOf(group: Id, page?: { readonly first?: number; readonly after?: Id }): Promise<Membership[]>
  countMembers(group: Id): Promise<number>

  // ── reports ──────────────────────────────────────────────────────────────────────────────────
  /** What somebody says should be looked at, or taken away. */
  addReport(report: Report): Promise<void>
  report(id: Id): Promise<Report | undefined>
  /** In the order of ids: the oldest first. Default 100; open ones, unless it says otherwise. */
  reports(filter?: { readonly record?: Id; readonly settled?: boolean }, page?: { readonly first?: number; readonly after?: Id }): Promise<Report[]>
  /** Of two that settle one at once, one does. @returns whether it was open */
  settleReport(id: Id, settled: Settled): Promise<boolean>

  // ── drafts that keep themselves ──────────────────────────────────────────────────────────────
  /**
   * Keeps what somebody is typing, in the place of what they saw.
   * @param over the version that they saw; null: they saw none
   * @throws CONFLICT where another version stands, or none: `current` is its version, or null
   */
  saveDraft(draft: Draft, over: string | null): Promise<void>
  draft(account: Id, key: string): Promise<Draft | undefined>
  /** The newest first, without what is in them. */
  drafts(account: Id): Promise<Omit<Draft, 'body'>[]>
  /** @returns whether there was one */
  dropDraft(account: Id, key: string): Promise<boolean>

  // ── workshops ────────────────────────────────────────────────────────────────────────────────
  /** A code by which people without an account contribute, all as one account: its own. @throws NOT_FOUND; CONFLICT where the account has one */
  createWorkshop(workshop: Workshop): Promise<void>
  /** By the hash of its code, as long as it goes on. */
  workshop(hash: string, now: number): Promise<Workshop | undefined>
  /** The newest first, also what is over. */
  workshops(filter?: { readonly account?: Id }): Promise<Workshop[]>
  /** It is over now, if it was not. @returns whether it went on */
  endWorkshop(account: Id, now: number): Promise<boolean>
  /** How to reach whoever contributed without an account; once for a record. @throws NOT_FOUND for a workshop that is gone */
  addContributor(contributor: Contributor): Promise<void>
  /** In the order of records. */
  contributors(workshop: Id): Promise<Contributor[]>

  /**
   * Counts up whenever an account's role or standing, or a membership, changes: what a process keeps of them is good
   * for as long as this stays.
   */
  revision(): Promise<number>
  /**
   * Takes away what has ended: sessions, links, attempts, days of uploads, drafts, how to reach contributors, tokens
   * expired for longer than 30 days, notices older than 90; of reports past `purgeAt` the contact, and those that are
   * settled whole. @returns how many rows
   */
  sweep(now: number): Promise<number>
  health(): Promise<void>
  close(): Promise<void>
}

export interface NewAccount {
  readonly id: Id
  /** What they sign in with, as typed: a name or an address of mail. */
  readonly login: string
  /** As shown to others. */
  readonly name: string
  readonly role: AccountRole
  /** For recovery; never shown to others. */
  readonly mail?: string
  readonly identity?: Identity
  readonly createdAt: number
}

export interface Account extends NewAccount {
  readonly state: 'active' | 'suspended'
  /** The address `mail`, once somebody who reads what is sent there has said so; another address is not proved with it. */
  readonly provedMail?: string
}

export interface AccountChange {
  readonly login?: string
  readonly name?: string
  readonly role?: AccountRole
  readonly mail?: string | null
  /** Kept where it is the address of the account. */
  readonly provedMail?: string
  readonly identity?: Identity | null
  readonly state?: Account['state']
}

/** Somebody as an OpenID provider knows them. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

export interface Session {
  readonly id: Id
  /** SHA-256 of the secret in the cookie, in hexadecimal. */
  readonly hash: string
  readonly account: Id
  readonly createdAt: number
  readonly usedAt: number
  readonly expiresAt: number
  /** What the browser calls itself, shortened: so that its owner knows it again. */
  readonly agent: string
}

export interface Token {
  readonly id: Id
  readonly hash: string
  readonly account: Id
  /** What it is for, in its owner's words. */
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdAt: number
  readonly expiresAt: number
  readonly usedAt?: number
}

export interface Link {
  readonly id: Id
  readonly hash: string
  /** first: sets the first administrator; invite: makes an account; recover: sets a new password; mail: proves an address. */
  readonly kind: 'first' | 'invite' | 'recover' | 'mail'
  /** Who issued it; absent for the terminal. */
  readonly by?: Id
  /** recover, mail: whose. */
  readonly account?: Id
  /** invite: what the account will be. */
  readonly role?: AccountRole
  /** invite: what it will be a member of. */
  readonly joins?: readonly { readonly group: Id; readonly role: MemberRole }[]
  /** mail, and recover where it was sent by mail: the address it proves. */
  readonly mail?: string
  readonly createdAt: number
  readonly expiresAt: number
}

export interface Membership {
  readonly group: Id
  readonly account: Id
  readonly role: MemberRole
  readonly since: number
}

/** What somebody says of a record. It is no part of the log: it may name people who never agreed to be in an archive. */
export interface Report {
  readonly id: Id
  readonly record: Id
  readonly reason: string
  /** Whose account; absent without one. */
  readonly by?: Id
  /** How whoever reported it wishes to be reached. */
  readonly contact?: string
  readonly createdAt: number
  /** When the contact is taken away, and the report with it if it is settled. */
  readonly purgeAt: number
  readonly settled?: Settled
}

export interface Settled {
  readonly at: number
  /** Whose account; absent for the terminal. */
  readonly by?: Id
  readonly outcome: 'kept' | 'redacted'
  /** In words. */
  readonly note: string
}

/** What somebody is typing, and has not sent: theirs alone, and no part of the log. */
export interface Draft {
  readonly account: Id
  /** What is being written, in the words of the form: `entry:1`, the id of a record. */
  readonly key: string
  /** For a list of them. */
  readonly title: string
  /** What is in the form, as JSON. */
  readonly body: string
  /** Another one every time it is kept. */
  readonly version: string
  readonly savedAt: number
  readonly purgeAt: number
}

export interface Workshop {
  /** Its account: nobody signs in as it, and its name is the workshop's. */
  readonly account: Id
  /** SHA-256 of the code, in hexadecimal. */
  readonly hash: string
  /** Who made it. */
  readonly by?: Id
  /** Who will read what is contributed, as JSON. */
  readonly audience: string
  readonly createdAt: number
  readonly expiresAt: number
  /** Milliseconds that it keeps how to reach a contributor. */
  readonly keeps: number
}

/** How to reach whoever contributed without an account: no part of the log. */
export interface Contributor {
  readonly record: Id
  readonly workshop: Id
  readonly contact: string
  readonly createdAt: number
  readonly purgeAt: number
}
