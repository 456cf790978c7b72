import type { EntityView, GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import { conflict } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { distinctionsOf, groupOf } from './group.ts'

export type ApartReads = Pick<GraphStore, 'entities' | 'naming'>

/**
 * What somebody found not to be the same does not become one, whichever way it is merged (SEMANTICS 4): also where
 * several merges together would make it so. Among what the viewer sees.
 * @throws CONFLICT naming the distinction, which is to be taken back first
 */
export async function demandNotApart(graph: ApartReads, viewer: Viewer, merges: readonly { readonly id: Id; readonly into: Id }[]): Promise<void> {
  if (merges.length === 0) return
  const views = await graph.entities([...new Set(merges.flatMap(({ id, into }) => [id, into]))], viewer)
  for (const parts of joined(views, merges)) {
    const partOf = new Map(parts.flatMap((part) => groupOf(part).map((id) => [id, part.id])))
    for (const { id, record: { one, other } } of parts.length < 2 ? [] : await distinctionsOf(graph, viewer, [...partOf.keys()])) {
      const [a, b] = [partOf.get(one), partOf.get(other)]
      if (a !== undefined && b !== undefined && a !== b) throw conflict('有人查過，這兩個不是同一個；要合併，請先收回那筆紀錄 (they were found not to be the same: take that back first)', { id })
    }
  }
}

/** Survivors that would be one, by what they would become. */
function joined(views: ReadonlyMap<Id, EntityView>, merges: readonly { readonly id: Id; readonly into: Id }[]): EntityView[][] {
  const all = new Map([...views.values()].map((view) => [view.id, [view]]))
  for (const { id, into } of merges) {
    const [one, other] = [id, into].map((end) => all.get(views.get(end)?.id ?? end))
    if (one === undefined || other === undefined || one === other) continue
    other.push(...one)
    for (const part of one) all.set(part.id, other)
  }
  return [...new Set(all.values())]
}
