import { Turns } from '../../graph/turns.ts'
import type { EntityView } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import { tops } from './circles.ts'
import { network, type ConceptAsking } from './concepts.ts'

/** A concept with what it is joined to, by ids. */
export interface ToldConcept extends Pick<EntityView, 'id' | 'names' | 'fields'> {
  readonly broader: readonly Id[]
  readonly narrower: readonly Id[]
  readonly related: readonly Id[]
  readonly isTop: boolean
}

/** Views read at once. */
const CHUNK = 200

/** Every published concept somebody sees, in the order of ids. */
export async function* toldConcepts(asking: ConceptAsking): AsyncGenerator<ToldConcept, void> {
  const { ids, broader, narrower, related } = await network(asking)
  const top = new Set(tops(narrower))
  const turns = new Turns(asking.signal)
  const named = (places: readonly number[]): Id[] => places.map((place) => ids[place]!)
  for (let at = 0; at < ids.length; at += CHUNK) {
    const views = await asking.graph.entities(ids.slice(at, at + CHUNK), asking.viewer)
    for (const [i, id] of ids.slice(at, at + CHUNK).entries()) {
      await turns.next()
      const view = views.get(id)
      if (view !== undefined) yield { id, names: view.names, fields: view.fields, broader: named(broader[at + i]!), narrower: named(narrower[at + i]!), related: named(related[at + i]!), isTop: top.has(at + i) }
    }
  }
}
