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

/**
 * Two kinds of pseudo-protocol that rights are made of (`readers.ts`) and nobody can write: an author, and whoever may
 * settle a proposal of an audience, given by its key. The colon keeps them apart from names, the + from each other.
 */
const OWN = 'own:'
const REVIEW = 'review:'
/** Ids of accounts stay as they are; what a list would be broken by is escaped. */
export const own = (account: string): string => OWN + account.replace(/[\s,+%]/gu, encodeURIComponent)
export const review = (key: string): string => `${REVIEW}${key.replaceAll(',', '+')}`
const isPseudo = (protocol: string): boolean => protocol.includes(':')
const reviewed = (protocol: string): Audience => audienceFromKey(protocol.slice(REVIEW.length).replaceAll('+', ','))

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
  if (viewer.whole) return true
  if (audience.protocols.length === 0) return false
  const satisfies = (protocol: string): boolean => isMember(protocol, viewer)
  return audience.mode === 'all' ? audience.protocols.every(satisfies) : audience.protocols.some(satisfies)
}

function isMember(protocol: string, viewer: Viewer): boolean {
  if (protocol === 'everyone') return true
  if (protocol === 'signed-in') return viewer.signedIn
  if (!isPseudo(protocol)) return viewer.protocols.has(protocol)
  if (protocol.startsWith(OWN)) return viewer.account !== undefined && protocol === own(viewer.account)
  return protocol.startsWith(REVIEW) && settles(reviewed(protocol), viewer)
}

/** Under `all` a steward of each strict protocol, under `any` of one; a librarian where there is none. */
function settles({ mode, protocols }: Audience, viewer: Viewer): boolean {
  const strict = protocols.filter((protocol) => !isOpen(protocol))
  if (strict.length === 0) return viewer.librarian === true
  const isSteward = (protocol: string): boolean => viewer.stewards?.has(protocol) === true
  return mode === 'all' ? strict.every(isSteward) : strict.some(isSteward)
}

/**
 * The announced protocols for want of which this viewer does not read it, where nothing else keeps it from them;
 * none where they read it, undefined where it is hidden without a word.
 */
export function keepersOf(audience: Audience, viewer: Viewer): readonly string[] | undefined {
  if (canRead(audience, viewer)) return []
  const lacking = audience.protocols.filter((protocol) => !isMember(protocol, viewer))
  return lacking.length > 0 && lacking.every((protocol) => viewer.announced?.has(protocol) === true) ? lacking : undefined
}

/**
 * An audience as this viewer may know it: of protocols that are neither theirs nor announced they learn not even the
 * name, for these may be silent.
 */
export function audienceTold({ mode, protocols }: Audience, viewer: Viewer): Audience {
  const isKnown = (protocol: string): boolean => viewer.whole === true || isMember(protocol, viewer) || isOpen(protocol) || viewer.stewards?.has(protocol) === true || viewer.announced?.has(protocol) === true
  return { mode, protocols: protocols.filter(isKnown) }
}

/**
 * Is whoever can read `narrow` always able to read `wide`? (A merge into something narrower is refused.)
 * Answered by rule, never by looking at members: true only when it holds for every possible viewer.
 */
export function isNoNarrower(wide: Audience, narrow: Audience): boolean {
  // Both are monotone formulas over what a viewer is. It is enough to try the minimal viewers of `narrow`.
  return leastOf(narrow.mode, narrow.protocols.map(leastFor)).every((viewer) => canRead(wide, viewer))
}

/** The least that viewers may be who satisfy all, or any, of what others are the least for. */
function leastOf(mode: Audience['mode'], parts: readonly (readonly Viewer[])[]): readonly Viewer[] {
  if (mode === 'any' || parts.length === 0) return parts.flat()
  return parts.reduce((some, part) => some.flatMap((one) => part.flatMap((other) => together(one, other))))
}

function leastFor(protocol: string): readonly Viewer[] {
  const reader: Viewer = { signedIn: protocol !== 'everyone', protocols: new Set() }
  if (!isPseudo(protocol)) return [{ ...reader, protocols: new Set([protocol]) }]
  if (protocol.startsWith(OWN)) return [{ ...reader, account: decodeURIComponent(protocol.slice(OWN.length)) }]
  const { mode, protocols } = reviewed(protocol)
  const strict = protocols.filter((one) => !isOpen(one))
  if (strict.length === 0) return [{ ...reader, librarian: true }]
  return leastOf(mode, strict.map((one) => [{ ...reader, stewards: new Set([one]) }]))
}

/** One who is both; none where they are two persons. */
function together(one: Viewer, other: Viewer): Viewer[] {
  if (one.account !== undefined && other.account !== undefined && one.account !== other.account) return []
  return [{
    ...one, ...other,
    signedIn: one.signedIn || other.signedIn,
    protocols: new Set([...one.protocols, ...other.protocols]),
    stewards: new Set([...(one.stewards ?? []), ...(other.stewards ?? [])]),
  }]
}

const viewerKeys = new WeakMap<Viewer, string>()

/** One viewer, one text: for caches of what a viewer may read. */
export function viewerKey(viewer: Viewer): string {
  if (viewer.whole) return 'whole'
  // asked several times for each request, of somebody who may have fifty protocols
  let key = viewerKeys.get(viewer)
  if (key === undefined) viewerKeys.set(viewer, (key = keyOf(viewer)))
  return key
}

function keyOf({ signedIn, protocols, account, librarian, stewards, announced }: Viewer): string {
  const list = (names: ReadonlySet<string> | undefined): string => [...(names ?? [])].sort().join(',')
  const key = `${signedIn ? 'in' : 'out'}:${list(protocols)}`
  if (account === undefined && librarian === undefined && (stewards?.size ?? 0) === 0 && (announced?.size ?? 0) === 0) return key
  return `${key};${account ?? ''};${librarian === true ? 'librarian' : ''};${list(stewards)};${list(announced)}`
}
