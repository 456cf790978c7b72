import { audienceFromKey, audienceKey, canRead, type Audience, type Viewer } from './audience.ts'

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
  const needed = unique(all.map(audienceKey))
  if (any === undefined) return JSON.stringify({ all: needed, any: [] })
  const groups = any.map((group) => unique(group.map(audienceKey)).filter((key) => !needed.includes(key)))
  if (groups.some((group) => group.length === 0)) return JSON.stringify({ all: needed, any: [] })
  const minimal = groups.filter((group, i) =>
    !groups.some((other, j) => i !== j && other.every((key) => group.includes(key)) && (other.length < group.length || j < i)))
  const sorted = minimal.map((group) => group.join(' ')).sort().map((text) => text.split(' '))
  return JSON.stringify({ all: needed, any: sorted })
}

/** May this viewer see a record with this clearance? */
export function isCleared(key: string, viewer: Viewer): boolean {
  if (viewer.whole) return true
  if (key === NOBODY) return false
  const { all, any } = JSON.parse(key) as Clearance
  const reads = (audience: string): boolean => canRead(audienceFromKey(audience), viewer)
  return all.every(reads) && (any.length === 0 || any.some((group) => group.every(reads)))
}
