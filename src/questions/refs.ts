import type { EntityRef } from '../graph/port.ts'
import type { Id } from '../model/ids.ts'
import type { Asking } from './context.ts'
import { refsOf } from './shown-steps.ts'

export type RefLookup = (id: Id) => readonly EntityRef[]

/** For lists and cells: one ref each, none for what is gone or was never to be seen. */
export async function refLookup(asking: Asking, ids: Iterable<Id>): Promise<RefLookup> {
  const refs = await refsOf(asking, [...ids])
  return (id) => {
    const ref = refs.get(id)
    return ref === undefined ? [] : [ref]
  }
}
