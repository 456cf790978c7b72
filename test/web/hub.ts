import type { Id } from '../../src/model/ids.ts'
import type { Scribe } from '../fixture.ts'

/** A body with which so many others are registered, the first of them places. @returns it and those others, before they are committed */
export function hubOf(scribe: Scribe, count: number, places: number): { readonly hub: Id; readonly all: readonly Id[] } {
  const hub = scribe.entity('Organization', '樞紐')
  const all = Array.from({ length: count }, (_, i) => scribe.entity(i < places ? 'Place' : 'Organization', `名字${i}`))
  for (const one of all) scribe.relate('REGISTERED_WITH', one, hub)
  return { hub, all }
}
