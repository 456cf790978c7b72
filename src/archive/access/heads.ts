import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'

/** Records asked for in one query. */
const SLICE = 2_000

export async function headsOf(graph: Pick<GraphStore, 'heads'>, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  const found = new Map<Id, Head>()
  for (let from = 0; from < ids.length; from += SLICE) for (const [id, head] of await graph.heads(ids.slice(from, from + SLICE), viewer)) found.set(id, head)
  return found
}
