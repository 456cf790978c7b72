import type { GraphStore } from '../../graph/port.ts'
import { WHOLE, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'

/** Records asked for in one query. */
const SLICE = 2_000

export async function headsOf(graph: Pick<GraphStore, 'heads'>, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  const found = new Map<Id, Head>()
  for (let from = 0; from < ids.length; from += SLICE) for (const [id, head] of await graph.heads(ids.slice(from, from + SLICE), viewer)) found.set(id, head)
  return found
}

/**
 * Heads as somebody may know of them: an entity that is merged into something hidden is as good as hidden, or it would
 * tell of that.
 */
export async function visibleHeads(graph: Pick<GraphStore, 'heads'>, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  const seen = await headsOf(graph, ids, viewer)
  if (viewer.whole === true) return seen
  const entities = [...seen.values()].filter(({ type }) => type === 'entity').map(({ id }) => id)
  const whole = new Map(await headsOf(graph, entities, WHOLE))
  const shown = new Map(seen)
  const missing = (): Id[] => [...new Set([...whole.values()].flatMap(({ mergedInto }) => (mergedInto === undefined || whole.has(mergedInto) ? [] : mergedInto)))]
  for (let ends = missing(); ends.length > 0; ends = missing()) {
    for (const [id, head] of await headsOf(graph, ends, WHOLE)) whole.set(id, head)
    for (const [id, head] of await headsOf(graph, ends, viewer)) shown.set(id, head)
  }
  for (const id of entities) {
    for (let at: Id | undefined = id; at !== undefined; at = whole.get(at)?.mergedInto) {
      if (shown.has(at)) continue
      seen.delete(id)
      break
    }
  }
  return seen
}
