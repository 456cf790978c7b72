import type { EntityView, GraphStore, RelationView } from '../../graph/port.ts'
import { WHOLE, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { EntityRecord } from '../../model/records.ts'

/** The archive as whoever sends something sees it: what is hidden from them is not in it. Read together, once for a sending. */
export interface Known {
  readonly heads: ReadonlyMap<Id, Head>
  /** The page of an entity or a relation that is changed, merges followed. */
  readonly views: ReadonlyMap<Id, EntityView | RelationView>
  /** Entities that are changed, whole: with sources of names that are hidden, which a save must not lose. */
  readonly whole: ReadonlyMap<Id, EntityRecord>
}

/**
 * What a changed one is merged into is among them.
 * @param changed ids of records that are changed, or that another becomes part of
 * @param named ids of other records that they name
 */
export async function known(graph: Pick<GraphStore, 'heads' | 'entities' | 'relationsById'>, viewer: Viewer, changed: readonly string[], named: readonly string[]): Promise<Known> {
  const ids = [...new Set([...changed, ...named])].filter(isId)
  const heads = new Map(ids.length === 0 ? [] : await graph.heads(ids, viewer))
  const survivors = [...heads.values()].flatMap(({ mergedInto }) => (mergedInto === undefined || heads.has(mergedInto) ? [] : mergedInto))
  for (const [id, head] of survivors.length === 0 ? [] : await graph.heads(survivors, viewer)) heads.set(id, head)
  const of = (type: Head['type']): Id[] => [...new Set(changed)].filter((id) => heads.get(id)?.type === type)
  const [entities, relations] = [of('entity'), of('relation')]
  const views = new Map<Id, EntityView | RelationView>([
    ...(entities.length === 0 ? [] : await graph.entities(entities, viewer)),
    ...(relations.length === 0 ? [] : await graph.relationsById(relations, viewer)),
  ])
  const whole = new Map<Id, EntityRecord>()
  // after the heads: one that moved in between is of a later version, and is refused when it is committed
  if (entities.length > 0) for (const [id, { record }] of await graph.heads(entities, WHOLE)) if (record?.type === 'entity') whole.set(id, record)
  return { heads, views, whole }
}
