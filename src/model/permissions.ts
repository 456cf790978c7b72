import { ROLES, type AccountRole, type Actor, type Scope } from './actor.ts'
import { forbidden, unauthenticated } from './errors.ts'

/** Least role in the archive that may do it of itself; `steward`: a steward of what it concerns may, whatever their role. */
interface Permission {
  readonly least: AccountRole
  readonly steward?: true
  /** The scope a token needs for it. */
  readonly scope: Scope
}

/**
 * Who may do what: the one table. What a steward may is asked with the protocols (or the community) concerned.
 * Reading is not in it: that is decided record by record (`model/clearance.ts`).
 */
export const PERMISSIONS = {
  /** Write a draft and submit it; propose something new. */
  propose: { least: 'contributor', scope: 'contribute' },
  /** Change or withdraw one's own draft or returned proposal. */
  amendOwn: { least: 'contributor', scope: 'contribute' },
  /** Say something of what one sees: there at once for whoever its author chooses. */
  annotate: { least: 'contributor', scope: 'contribute' },
  /** Publish without review: new things, edits, withdrawals. */
  publish: { least: 'librarian', steward: true, scope: 'contribute' },
  /** Accept, return or decline what others propose. */
  settle: { least: 'librarian', steward: true, scope: 'review' },
  /** Make two one, part them again, and tell two apart. */
  merge: { least: 'librarian', steward: true, scope: 'review' },
  import: { least: 'librarian', scope: 'contribute' },
  upload: { least: 'contributor', scope: 'contribute' },
  /** Undo somebody's changeset or batch. */
  revert: { least: 'librarian', steward: true, scope: 'review' },
  /** Ask that something be removed: whoever can see it, also without an account (asked apart). */
  report: { least: 'reader', scope: 'contribute' },
  /** Destroy words for good. A librarian may not: it cannot be undone. */
  redact: { least: 'administrator', steward: true, scope: 'manage' },
  /** Add and change relation types and fields. */
  vocabulary: { least: 'librarian', scope: 'manage' },
  foundCommunity: { least: 'librarian', scope: 'manage' },
  /** Members, protocols and the page of a community. No role in the archive suffices: it is the community's own affair. */
  runCommunity: { least: 'administrator', steward: true, scope: 'manage' },
  invite: { least: 'administrator', steward: true, scope: 'manage' },
  manageAccounts: { least: 'administrator', scope: 'manage' },
  seeOperations: { least: 'administrator', scope: 'manage' },
  /** Of one's own account: sessions, tokens, password, export, deletion. */
  ownAccount: { least: 'reader', scope: 'manage' },
  /** What one watches, and what is new of it. */
  seeNews: { least: 'reader', scope: 'read' },
  /** Choose what is watched, and where one is told of it: feed, mail, webhooks. */
  watch: { least: 'reader', scope: 'manage' },
} as const satisfies Record<string, Permission>

export type Action = keyof typeof PERMISSIONS

/** What an action concerns: all of these protocols or communities must have the actor as a steward, or any of them. */
export interface Concern {
  readonly mode: 'all' | 'any'
  readonly groups: readonly string[]
}

/**
 * @param concern strict protocols (or the community) that it concerns: then a steward of them may, and where the
 *   action says `steward`, nobody else may on the strength of their role alone. Absent: no strict protocol guards it.
 */
export function allowed(actor: Actor, action: Action, concern?: Concern): boolean {
  const { least, scope, steward }: Permission = PERMISSIONS[action]
  if (actor.scopes !== undefined && !actor.scopes.has(scope)) return false
  if (actor.account === 'maintenance') return true
  if (steward !== undefined && concern !== undefined && concern.groups.length > 0) {
    const isSteward = (group: string): boolean => actor.memberships.get(group) === 'steward' || actor.viewer.stewards?.has(group) === true
    return concern.mode === 'all' ? concern.groups.every(isSteward) : concern.groups.some(isSteward)
  }
  return ROLES.indexOf(actor.role) >= ROLES.indexOf(least)
}

/** What a steward's affairs are: all that they look after. Undefined for who looks after nothing. */
export function concernOfSteward({ memberships, viewer }: Actor): Concern | undefined {
  const groups = [...[...memberships].flatMap(([group, role]) => (role === 'steward' ? group : [])), ...viewer.stewards ?? []]
  return groups.length === 0 ? undefined : { mode: 'any', groups }
}

/** @throws UNAUTHENTICATED without an account, FORBIDDEN with one */
export function demand(actor: Actor | undefined, action: Action, concern?: Concern): asserts actor is Actor {
  if (actor === undefined) throw unauthenticated()
  if (allowed(actor, action, concern)) return
  const { scope }: Permission = PERMISSIONS[action]
  const lacks = actor.scopes !== undefined && !actor.scopes.has(scope)
  throw forbidden(lacks ? `這個權杖沒有「${scope}」的範圍 (the token lacks the scope ${scope})` : `您的帳號不能做這件事：${action} (your account may not do this)`)
}
