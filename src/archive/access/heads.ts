import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { slices } from '../../model/slices.ts'

/** Records asked for in one query. */
const SLICE = 2_000

export async function headsOf(graph: Pick<GraphStore, 'heads'>, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  const found = new Map<Id, Head>()
  for (const slice of slices(ids, SLICE)) for (const [id, head] of await graph.heads(slice, viewer)) found.set(id, head)
  return found
}
