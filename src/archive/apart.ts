import { isNoNarrower, type Audience } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import type { DistinctionRecord } from '../model/records.ts'
import type { Circle } from './circle.ts'
import type { Lookup } from './lookup.ts'
import { isOurs } from './member.ts'

/** Whether somebody found that these two are not the same. */
export type Apart = (a: Id, b: Id) => boolean

/** Distinctions that a changeset makes or takes back, of which the archive does not know yet. */
export interface Parting {
  readonly made: readonly DistinctionRecord[]
  readonly gone: readonly DistinctionRecord[]
}

/**
 * What joining by rule must keep apart: two that somebody found not to be the same, and what a person merged with either.
 * What a rule joined with one of them is not meant: the distinction may be what shows that the rule was wrong.
 */
export async function apartIn({ heads }: Circle, lookup: Lookup, audience: Audience, { made, gone }: Parting = { made: [], gone: [] }): Promise<Apart> {
  const over = new Set(gone.map(({ id }) => id))
  // one that only some know of must not show in what all see joined
  const pairs = [...await lookup.distinctions(), ...made].filter((one) => !over.has(one.id) && isNoNarrower(one.audience, audience))
  if (pairs.length === 0) return () => false
  const missing = (ids: readonly Id[]): Id[] => [...new Set(ids)].filter((id) => !heads.has(id))
  const named = new Map(await lookup.heads(missing(pairs.flatMap(({ one, other }) => [one, other]))))
  const into = (id: Id): Id | undefined => {
    const head = heads.get(id) ?? named.get(id)
    return head === undefined || isOurs(head.mergeRule) ? undefined : head.mergedInto
  }
  for (let ends = missing([...named.keys()].flatMap((id) => into(id) ?? [])).filter((id) => !named.has(id)); ends.length > 0;) {
    const found = await lookup.heads(ends)
    for (const [id, head] of found) named.set(id, head)
    ends = missing([...found.keys()].flatMap((id) => into(id) ?? [])).filter((id) => !named.has(id))
  }
  const root = (id: Id): Id => {
    let at = id
    for (let next = into(at); next !== undefined; next = into(at)) at = next
    return at
  }
  const key = (a: Id, b: Id): string => (a < b ? `${a} ${b}` : `${b} ${a}`)
  const apart = new Set(pairs.map(({ one, other }) => key(root(one), root(other))))
  return (a, b) => apart.has(key(root(a), root(b)))
}
