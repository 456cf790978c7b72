import type { Viewer } from './audience.ts'
import type { Id } from './ids.ts'

/** What an account is in the archive as a whole, from least to most. */
export const ROLES = ['reader', 'contributor', 'librarian', 'administrator'] as const
export type AccountRole = (typeof ROLES)[number]

/** What an account is within a community, or for a protocol whose members are listed; from least to most. */
export const MEMBER_ROLES = ['member', 'contributor', 'steward'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

/** What a personal access token may be used for; a session may everything its account may. */
export const SCOPES = ['read', 'contribute', 'review', 'manage'] as const
export type Scope = (typeof SCOPES)[number]

/**
 * Whoever does something: an account with its rights of this moment, or maintenance by the command line. Made by
 * `archive/access/viewer.ts`; use cases ask `allowed` (`permissions.ts`) and never look at roles themselves.
 */
export interface Actor {
  /** Written to the log as the actor of a changeset (`loggedAs`). */
  readonly account: Id | 'maintenance'
  /** As shown to others. */
  readonly name: string
  readonly role: AccountRole
  /** By the id of the community, or of a protocol whose members are listed. */
  readonly memberships: ReadonlyMap<Id, MemberRole>
  /** Absent: all. */
  readonly scopes?: ReadonlySet<Scope>
  readonly viewer: Viewer
}

/** Who did it, as a changeset keeps it: the id of an account, or what no account did in words. */
export const loggedAs = ({ account, name }: Pick<Actor, 'account' | 'name'>): string => (account === 'maintenance' ? name : account)
