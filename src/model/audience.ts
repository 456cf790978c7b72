import { badInput } from './errors.ts'

/**
 * Who may read a record: members of all its protocols, or of any of them (SEMANTICS 1).
 * No protocol at all means its author alone; of what has no author, nobody. A community's protocol is named by
 * the id of its record: a name could be taken by one that is silent, and would tell of it.
 */
export interface Audience {
  readonly mode: 'all' | 'any'
  readonly protocols: readonly string[]
}

/** A reader, as far as rights go; made of an account by `archive/access/viewer.ts` and nowhere else. */
export interface Viewer {
  readonly signedIn: boolean
  /** The strict protocols they are a member of, and every open one of a community that admits them. */
  readonly protocols: ReadonlySet<string>
  /** Whose drafts and proposals they read; absent without an account. */
  readonly account?: string
  /** Reads what is proposed where no strict protocol guards it. */
  readonly librarian?: true
  /** The strict protocols whose proposals they settle. */
  readonly stewards?: ReadonlySet<string>
  /** Strict protocols that are announced; the same for every viewer. */
  readonly announced?: ReadonlySet<string>
  /** Maintenance of the whole archive (import, copy, backup): never a person's view. */
  readonly whole?: true
}

/** The built-in open protocols; every other name is a strict protocol of a community. */
export const OPEN_PROTOCOLS = ['everyone', 'signed-in'] as const

const isOpen = (protocol: string): boolean => (OPEN_PROTOCOLS as readonly string[]).includes(protocol)

export const EVERYONE: Audience = { mode: 'all', protocols: ['everyone'] }

/** The reader without an account. */
export const PUBLIC: Viewer = { signedIn: false, protocols: new Set() }

/** The view of maintenance; see `Viewer.whole`. */
export const WHOLE: Viewer = { signedIn: true, protocols: new Set(), whole: true }

/** One audience, one text: protocols sorted and single, so that equal audiences intern to one number. */
export function audienceKey(audience: Audience): string {
  // nearly every record: worth a line, because it is asked several times for each operation of an import
  if (audience.protocols.length < 2) return `${audience.mode}:${audience.protocols[0] ?? ''}`
  return `${audience.mode}:${[...new Set(audience.protocols)].sort().join(',')}`
}

export function audienceFromKey(key: string): Audience {
  const cut = key.indexOf(':')
  const protocols = key.slice(cut + 1)
  return { mode: key.slice(0, cut) as 'all' | 'any', protocols: protocols === '' ? [] : protocols.split(',') }
}

/**
 * Refuses what would not mean what it says: `any` that mixes open and strict protocols would be public.
 * @throws BAD_USER_INPUT on field `audience`
 */
export function checkAudience(audience: Audience): void {
  for (const protocol of audience.protocols) {
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(protocol)) {
      throw badInput('audience', `「${protocol}」 is not the name of a protocol (small letters, digits and - only)`)
    }
  }
  const open = audience.protocols.filter(isOpen).length
  if (audience.mode === 'any' && open > 0 && open < audience.protocols.length) {
    throw badInput('audience', 'an audience of mode any that mixes open and strict protocols would be readable by everyone; use mode all, or leave the open protocol out')
  }
}

/** May this viewer read something of this audience? */
export function canRead(audience: Audience, viewer: Viewer): boolean {
  const member = (protocol: string): boolean =>
    protocol === 'everyone' ? true : protocol === 'signed-in' ? viewer.signedIn : viewer.protocols.has(protocol)
  if (viewer.whole) return true
  if (audience.protocols.length === 0) return false
  return audience.mode === 'all' ? audience.protocols.every(member) : audience.protocols.some(member)
}

/**
 * Is whoever can read `narrow` always able to read `wide`? (A merge into something narrower is refused.)
 * Answered by rule, never by looking at members: true only when it holds for every possible viewer.
 */
export function isNoNarrower(wide: Audience, narrow: Audience): boolean {
  // Both are monotone formulas over memberships. It is enough to try the minimal viewers of `narrow`.
  if (narrow.protocols.length === 0) return true
  const minimal = narrow.mode === 'all' ? [narrow.protocols] : narrow.protocols.map((p) => [p])
  return minimal.every((protocols) =>
    canRead(wide, { signedIn: protocols.some((p) => p !== 'everyone'), protocols: new Set(protocols) }),
  )
}

/** One viewer, one text: for caches of what a viewer may read. */
export function viewerKey(viewer: Viewer): string {
  return viewer.whole ? 'whole' : `${viewer.signedIn ? 'in' : 'out'}:${[...viewer.protocols].sort().join(',')}`
}
