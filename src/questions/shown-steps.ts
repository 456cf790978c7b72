import type { EntityRef, RelationView, Step, WalkFilter } from '../graph/port.ts'
import type { Id } from '../model/ids.ts'
import type { Asking } from './context.ts'

/** Steps that show, for each row, what was counted for it. */
export const SHOWN_STEPS = 3
export const SHOWN_NOTE = `每一列最多附 ${SHOWN_STEPS} 步的關係為證；計數包含全部 (each row shows the relations of at most ${SHOWN_STEPS} steps; all are counted).`

export type Pair = readonly [Id, Id]

/** The walked relations of pairs, by pair as asked; each once for all rows. */
export const stepsOf = (asking: Asking, walk: WalkFilter, pairs: readonly Pair[]): Promise<Map<string, Step>> =>
  pairs.length === 0 ? Promise.resolve(new Map()) : asking.graph.steps({ ...walk, pairs }, asking.viewer, asking.signal)

export const relationsOfPairs = (steps: ReadonlyMap<string, Step>, pairs: readonly Pair[]): RelationView[] =>
  [...new Map(pairs.flatMap((pair) => steps.get(pair.join(' '))?.relations ?? []).map((relation) => [relation.id, relation])).values()]

/** Entities as answers mention them; what is not there any more is absent. */
export async function refsOf(asking: Asking, ids: readonly Id[]): Promise<Map<Id, EntityRef>> {
  asking.signal?.throwIfAborted()
  const views = await asking.graph.entities([...new Set(ids)], asking.viewer)
  return new Map([...views].map(([id, view]) => [id, { id: view.id, name: view.name, kind: view.kind }]))
}
