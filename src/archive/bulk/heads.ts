import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { isId, type Id } from '../../model/ids.ts'

/**
 * Records as they stand, as a viewer sees them. What is merged into something that is hidden from them is as good as
 * hidden: it has no page for them.
 */
export async function headsSeen(graph: Pick<GraphStore, 'heads' | 'entities'>, viewer: Viewer, ids: readonly Id[]): Promise<Map<Id, Head>> {
  const asked = [...new Set(ids)].filter(isId)
  if (asked.length === 0) return new Map()
  const heads = await graph.heads(asked, viewer)
  const live = [...heads.values()].filter(({ type, state }) => type === 'entity' && (state === 'published' || state === 'proposed')).map(({ id }) => id)
  const views = live.length === 0 ? new Map<Id, unknown>() : await graph.entities(live, viewer)
  for (const id of live) if (!views.has(id)) heads.delete(id)
  return heads
}
