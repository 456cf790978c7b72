import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { IN_COLLECTION } from '../collections/holds.ts'

const SLICE = 200

/** What a collection holds, as far as this viewer sees it: by its list, and by relations to it; each once. Nested ones count as one. */
export async function* membersOf(graph: Pick<GraphStore, 'relations' | 'naming'>, viewer: Viewer, collection: Id): AsyncGenerator<Id> {
  const told = new Set<Id>()
  for await (const id of all(graph, viewer, collection)) {
    if (told.has(id)) continue
    told.add(id)
    yield id
  }
}

async function* all(graph: Pick<GraphStore, 'relations' | 'naming'>, viewer: Viewer, collection: Id): AsyncGenerator<Id> {
  for await (const { state, record } of every((page) => graph.naming(collection, ['collection'], viewer, page), SLICE)) {
    if (state === 'published' && record?.type === 'collection' && record.entity === collection) for (const { item } of record.members ?? []) yield item
  }
  for await (const { from } of every((page) => graph.relations(collection, { types: [IN_COLLECTION], direction: 'in', evidence: false }, viewer, page), SLICE)) yield from.id
}
