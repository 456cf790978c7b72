import { memo } from './memo.ts'
import { audienceFromKey, audienceKey, canRead, keepersOf, type Audience, type Viewer } from './audience.ts'

/**
 * What a reader must satisfy to see a record: every audience in `all`, and, where `any` has groups,
 * every audience of at least one group. An entity needs its own audience; a relation its own, both its
 * ends' as recorded and as merged, and those of one piece of evidence and that piece's source
 * (SEMANTICS 1). Stores intern a clearance as a small integer, so that a viewer becomes a set of
 * integers and reading a relation one byte test.
 */
export interface Clearance {
  /** Audience keys, sorted, single. */
  readonly all: readonly string[]
  /** Groups of audience keys, each sorted and single; sorted; without groups that another one implies. */
  readonly any: readonly (readonly string[])[]
}

/** Nobody can read it: for instance a relation without evidence. */
export const NOBODY = 'nobody'

const unique = (keys: Iterable<string>): string[] => [...new Set(keys)].sort()

/**
 * @param all audiences that must all allow it
 * @param any alternatives, each a list of audiences; `undefined` where there is no such condition,
 *   an empty list where nothing fulfils it
 * @returns the text under which the clearance is interned
 */
export function clearanceKey(all: readonly Audience[], any?: readonly (readonly Audience[])[]): string {
  if (any !== undefined && any.length === 0) return NOBODY
  // an archive has few different ones, and an import asks five times for each relation
  return keyOf([all, ...(any ?? [])].map((audiences) => audiences.map(audienceKey).join(' ')).join('\n'))
}

const keyOf = memo(10_000, (asked: string): string => {
  const [all = [], ...any] = asked.split('\n').map((group) => (group === '' ? [] : group.split(' ')))
  const needed = unique(all)
  const groups = unique(any.map((group) => unique(group).filter((key) => !needed.includes(key)).join(' ')))
  if (groups.includes('')) return JSON.stringify({ all: needed, any: [] })
  const parts = groups.map((group) => group.split(' '))
  const minimal = parts.filter((group) => !parts.some((other) => other !== group && other.every((key) => group.includes(key))))
  return JSON.stringify({ all: needed, any: minimal })
})

/** Every viewer is asked about each clearance there is: they are taken apart once. */
const partsOf = memo(20_000, (key: string): { readonly all: readonly Audience[]; readonly any: readonly (readonly Audience[])[] } => {
  const { all, any } = JSON.parse(key) as Clearance
  return { all: all.map(audienceFromKey), any: any.map((group) => group.map(audienceFromKey)) }
})

/**
 * May this viewer see a record with this clearance? A group of `any` (a piece of evidence with its source) also
 * suffices where it is announced: that it is there may be known, and with it what rests on it.
 */
export function isCleared(key: string, viewer: Viewer): boolean {
  if (viewer.whole) return true
  if (key === NOBODY) return false
  const { all, any } = partsOf(key)
  return all.every((audience) => canRead(audience, viewer))
    && (any.length === 0 || any.some((group) => group.every((audience) => keepersOf(audience, viewer) !== undefined)))
}

/**
 * The announced protocols that keep what has this clearance (of `all` alone) from a viewer, who may know that much
 * of it; undefined where they read it, and where it is hidden.
 */
export function keptBy(key: string, viewer: Viewer): readonly string[] | undefined {
  if (key === NOBODY || viewer.announced === undefined || isCleared(key, viewer)) return undefined
  const keepers = partsOf(key).all.map((audience) => keepersOf(audience, viewer))
  return keepers.includes(undefined) ? undefined : unique(keepers.flatMap((some) => some ?? []))
}
