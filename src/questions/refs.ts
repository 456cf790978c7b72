import type { EntityRef } from '../graph/port.ts'
import type { Id } from '../model/ids.ts'
import type { Asking } from './context.ts'

export type RefsOf = (id: Id) => readonly EntityRef[]

/** Entities by name, survivors of merges: one each, none for what is gone or was never to be seen. */
export async function refsOf(asking: Asking, ids: Iterable<Id>): Promise<RefsOf> {
  const wanted = [...new Set(ids)]
  const views = wanted.length === 0 ? new Map<Id, EntityRef>() : await asking.graph.entities(wanted, asking.viewer)
  return (id) => {
    const view = views.get(id)
    return view === undefined ? [] : [{ id: view.id, name: view.name, kind: view.kind }]
  }
}
