import type { ConnectorRank, ConnectorsQuery, WalkFilter } from '../../src/graph/port.ts'
import type { Id } from '../../src/model/ids.ts'
import type { Kind } from '../../src/model/records.ts'
import type { Walk } from './walk.ts'

/** The answer in ids only; each route as the entities along it. */
export interface PlainConnectors {
  readonly total: number
  readonly atLeast: boolean
  readonly nearest?: number
  readonly rows: readonly (ConnectorRank & { readonly routes: readonly (readonly Id[])[] })[]
  readonly hasNextPage: boolean
}

const WHOLE = 2n ** 50n

/** `docs/questions.md`, word for word. */
export function connectors(walk: Walk, kindOf: (id: Id) => Kind | undefined, query: Omit<ConnectorsQuery, keyof WalkFilter>): PlainConnectors {
  const { a, b, kinds, maxHops, first, after, routes } = query
  const counted = maxHops > 4
  const [fromA, fromB] = [new Side(walk, a, b, 3), new Side(walk, b, a, 3)]
  const all: ConnectorRank[] = []
  for (const [m, distanceA] of fromA.distances) {
    const distanceB = fromB.distances.get(m)
    if (distanceB === undefined || distanceA < 1 || distanceB < 1 || distanceA + distanceB > maxHops) continue
    const kind = kindOf(m)
    if (kind === undefined || !kinds.includes(kind)) continue
    if (hangs(fromA.nearer(m), fromB.nearer(m))) continue
    all.push({ id: m, distance: distanceA + distanceB, strength: counted ? 0n : fromA.resource(m) * fromB.resource(m) })
  }
  all.sort(compareRanks)
  const following = counted ? [] : all.filter((rank) => after === undefined || compareRanks(rank, after) > 0)
  return {
    total: all.length,
    atLeast: counted,
    ...(all.length === 0 ? {} : { nearest: all[0]!.distance }),
    rows: following.slice(0, first).map((rank) => ({ ...rank, routes: routesOf(rank.id, fromA, fromB, routes) })),
    hasNextPage: following.length > first,
  }
}

const compareTexts = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)
const compareRanks = (x: ConnectorRank, y: ConnectorRank): number =>
  x.distance - y.distance || (x.strength === y.strength ? compareTexts(x.id, y.id) : x.strength > y.strength ? -1 : 1)

const hangs = (one: readonly Id[], other: readonly Id[]): boolean => one.length === 1 && other.length === 1 && one[0] === other[0]

interface Way {
  /** From the end of the question to the connector. */
  readonly ids: readonly Id[]
  readonly arrives: bigint
}

/** The graph as seen from one end, without the other. */
class Side {
  readonly distances: Map<Id, number>
  readonly #walk: Walk
  readonly #resources = new Map<Id, bigint>()

  constructor(walk: Walk, end: Id, other: Id, limit: number) {
    this.#walk = walk
    this.distances = walk.distances(end, limit, other)
  }

  /** P: the neighbours of m that are one step nearer. */
  nearer(m: Id): Id[] {
    return this.#walk.neighbours(m).filter((id) => this.distances.get(id) === this.distances.get(m)! - 1)
  }

  /** S. */
  resource(m: Id): bigint {
    let resource = this.#resources.get(m)
    if (resource === undefined) {
      resource = this.distances.get(m) === 0 ? WHOLE
        : this.nearer(m).reduce((sum, u) => sum + this.resource(u) / BigInt(this.#walk.degree(u)), 0n)
      this.#resources.set(m, resource)
    }
    return resource
  }

  ways(m: Id): Way[] {
    if (this.distances.get(m) === 0) return [{ ids: [m], arrives: WHOLE }]
    return this.nearer(m).flatMap((u) => this.ways(u).map(({ ids, arrives }) => ({ ids: [...ids, m], arrives: arrives / BigInt(this.#walk.degree(u)) })))
  }
}

function routesOf(m: Id, fromA: Side, fromB: Side, routes: number): Id[][] {
  if (routes === 0) return []
  const toB = fromB.ways(m)
  return fromA.ways(m)
    .flatMap((one) => toB.map((other) => ({ ids: [...one.ids, ...other.ids.toReversed().slice(1)], strength: one.arrives * other.arrives })))
    .sort((x, y) => (x.strength === y.strength ? compareTexts(x.ids.join(), y.ids.join()) : x.strength > y.strength ? -1 : 1))
    .slice(0, routes)
    .map(({ ids }) => ids)
}
