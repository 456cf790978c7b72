import { Best } from './best.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import type { Side } from './side.ts'
import { compareStrength, share, WHOLE_RESOURCE, type Arrivals } from '../strength.ts'

/** A shortest way between an end and a connector, in the direction of the route: from a to it, or from it to b. */
interface Way {
  readonly nodes: readonly number[]
  /** What arrives at the connector. */
  readonly arrives: number
}

interface Route extends Arrivals {
  readonly nodes: readonly number[]
}

/** The first routes of each connector, in the order of docs/questions.md. */
export async function routesOf(hood: Neighbourhood, one: Side, other: Side, connectors: readonly number[], limit: number): Promise<(readonly number[])[][]> {
  const ways = connectors.map((number) => [allWays(hood, one, number), allWays(hood, other, number).map((way) => ({ ...way, nodes: way.nodes.toReversed() }))] as const)
  await hood.loadIds(ways.flat(2).flatMap(({ nodes }) => nodes))
  return ways.map(([fromA, toB]) => combine(hood, best(hood, fromA, limit), best(hood, toB, limit), limit))
}

function combine(hood: Neighbourhood, fromA: readonly Way[], toB: readonly Way[], limit: number): (readonly number[])[] {
  const routes = new Best<Route>(limit, (x, y) => compareStrength(x, y) || hood.compareIds(x.nodes, y.nodes))
  for (const one of fromA) {
    for (const other of toB) routes.add({ one: one.arrives, other: other.arrives, nodes: [...one.nodes, ...other.nodes.slice(1)] })
  }
  return routes.sorted().map(({ nodes }) => nodes)
}

/**
 * The ways that can be part of the best routes. As long as something arrives on both sides, those are
 * made of the best ways of either side, ties by id. But where nothing arrives, products are all 0 and
 * only ids count: then the first ways by id, and the first by id on which nothing arrives, may be
 * needed too.
 */
function best(hood: Neighbourhood, ways: readonly Way[], limit: number): Way[] {
  const byId = (x: Way, y: Way): number => hood.compareIds(x.nodes, y.nodes)
  const strongest = new Best<Way>(limit, (x, y) => y.arrives - x.arrives || byId(x, y))
  const first = new Best<Way>(limit, byId)
  const firstEmpty = new Best<Way>(limit, byId)
  for (const way of ways) {
    strongest.add(way)
    first.add(way)
    if (way.arrives === 0) firstEmpty.add(way)
  }
  return [...new Set([strongest, first, firstEmpty].flatMap((some) => some.sorted()))]
}

/** Every shortest way from the end of a side, what arrives along each. */
function allWays(hood: Neighbourhood, side: Side, to: number): Way[] {
  if (to === side.end) return [{ nodes: [to], arrives: WHOLE_RESOURCE }]
  return side.nearer.get(to)!.flatMap((u) => allWays(hood, side, u).map(({ nodes, arrives }) => ({ nodes: [...nodes, to], arrives: share(arrives, hood.degree(u)) })))
}
