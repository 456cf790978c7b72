import type { Route } from '../port.ts'
import { inTurns } from '../turns.ts'
import { stepKey, stepsOf, type Neighbourhood } from './neighbourhood.ts'
import type { Ask } from './reads.ts'
import { viewsById } from './relations.ts'

/** Routes as answers show them: names, and on every step all walked relations with their evidence. */
export async function hydrate(ask: Ask, hood: Neighbourhood, routes: readonly (readonly number[])[]): Promise<Route[]> {
  if (routes.length === 0) return []
  await hood.loadRefs(routes.flat())
  const relations = await hood.relations(routes.flatMap(stepsOf))
  const views = await viewsById(ask, [...relations.values()].flat())
  return inTurns(routes, (nodes) => ({
    steps: stepsOf(nodes).map(([from, to]) => ({
      from: hood.ref(from), to: hood.ref(to),
      relations: (relations.get(stepKey(from, to)) ?? []).flatMap((id) => views.get(id) ?? []),
    })),
  }))
}
