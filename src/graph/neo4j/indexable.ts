import { WHOLE } from '../../model/audience.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { ContentRecord, EntityRecord, Kind, State } from '../../model/records.ts'
import type { Indexable } from '../port.ts'
import { indexableContent, indexableEntity } from '../views.ts'
import { recordOf } from './bodies.ts'
import { parts } from './pages.ts'
import type { Reads } from './reads.ts'

type Survivor = [id: Id, name: string, kind: Kind]
type EntityRow = [id: Id, level: number, clearance: string, together: [id: Id, state: State, audience: string, payload: string][], survivor: Survivor]
type ContentRow = [id: Id, level: number, clearance: string, state: State, audience: string, payload: string, survivor: Survivor]

/** Ids a statement is asked for at once: a content may have two million characters. */
const PART = 200

export function indexable(reads: Reads, ids: readonly Id[]): Promise<Map<Id, Indexable>> {
  return reads.answer(WHOLE, async (ask) => {
    const found = new Map<Id, Indexable>()
    for (const part of parts([...new Set(ids)], PART)) {
      const [entities, contents] = await Promise.all([ask<EntityRow>('index/entities', { ids: part }), ask<ContentRow>('index/contents', { ids: part })])
      for (const [id, level, clearance, together, survivor] of entities) {
        found.set(id, indexableEntity(indexed(id, level, clearance, survivor), together.map((row) => recordOf<EntityRecord>('entity', ...row)!)))
      }
      for (const [id, level, clearance, state, audience, payload, survivor] of contents) {
        found.set(id, indexableContent(indexed(id, level, clearance, survivor), recordOf<ContentRecord>('content', id, state, audience, payload)!))
      }
    }
    return found
  })
}

const indexed = (id: Id, level: number, clearance: string, [entity, name, kind]: Survivor): Pick<Indexable, 'id' | 'entity' | 'state' | 'clearance'> =>
  ({ id, entity: { id: entity, name, kind }, state: level === LEVELS.published ? 'published' : 'proposed', clearance })

export function companions(reads: Reads, entities: readonly Id[]): Promise<Id[]> {
  return reads.answer(WHOLE, async (ask) => {
    const found = new Set<Id>()
    for (const part of parts([...new Set(entities)])) for (const id of await ask<Id>('index/companions', { ids: part })) found.add(id)
    return [...found]
  })
}
