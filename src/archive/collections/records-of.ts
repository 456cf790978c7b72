import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { CollectionRecord } from '../../model/records.ts'

export type Shelf = Head & { readonly record: CollectionRecord }

export const isShelf = (head: Head): head is Shelf => head.record?.type === 'collection' && head.state !== 'withdrawn' && head.state !== 'declined'

/** Gone through at a time. */
const SLICE = 100

/** What these collections, given by their entities, hold: in the order of ids, as far as the viewer sees it. */
export async function recordsOf(graph: Pick<GraphStore, 'naming'>, viewer: Viewer, entities: readonly Id[]): Promise<Shelf[]> {
  const found: Shelf[] = []
  for (const entity of entities) {
    for await (const head of every((page) => graph.naming(entity, ['collection'], viewer, page), SLICE)) if (isShelf(head) && head.record.entity === entity) found.push(head)
  }
  return found
}
