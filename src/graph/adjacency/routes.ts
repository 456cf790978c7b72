import { Best } from './best.ts'
import { compareSequences } from '../words.ts'
import type { Memory } from './memory.ts'
import { compareStrength, WHOLE_RESOURCE, type Arrivals } from '../strength.ts'
import { neighbours, relationsByStep, type View } from './view.ts'
import type { WalkedRoute } from './types.ts'
import type { Watch } from './watch.ts'

/** One end of a question: where in a mark the distance from it stands. */
export interface End {
  readonly node: number
  readonly shift: number
}

/** A shortest way from an end to a connector. */
interface Way {
  /** In the direction of the route: from a to the connector, or from the connector to b. */
  readonly nodes: readonly number[]
  /** What arrives at the connector. */
  readonly arrives: number
}

interface Combined extends Arrivals {
  readonly nodes: readonly number[]
}

/** Finds the strongest routes of connectors by the marks that the walk left behind. */
export class Routes {
  readonly #view: View
  readonly #memory: Memory
  readonly #watch: Watch
  readonly #a: End
  readonly #b: End
  readonly #limit: number
  readonly #relations: (one: number, other: number) => readonly number[]

  constructor(view: View, memory: Memory, watch: Watch, a: End, b: End, limit: number) {
    this.#view = view
    this.#memory = memory
    this.#watch = watch
    this.#a = a
    this.#b = b
    this.#limit = limit
    this.#relations = relationsByStep(view)
  }

  of(node: number): WalkedRoute[] {
    const { ids } = this.#view.snapshot
    const best = new Best<Combined>(this.#limit, (x, y) => compareStrength(x, y) || compareSequences(ids, x.nodes, y.nodes))
    const fromA = this.#ways(node, this.#a)
    const toB = this.#ways(node, this.#b)
    for (const one of fromA) {
      for (const other of toB) best.add({ one: one.arrives, other: other.arrives, nodes: [...one.nodes, ...other.nodes.slice(1)] })
    }
    return best.sorted().map(({ nodes }) => ({ nodes, edges: nodes.slice(1).map((to, i) => this.#relations(nodes[i]!, to)) }))
  }

  /**
   * The ways that can be part of the best routes, at most twice their number: the strongest, ties by id.
   * That is not enough where nothing arrives on the other side: then all products are 0, only ids count,
   * and the first by id are needed whatever arrives on them.
   */
  #ways(node: number, end: End): Iterable<Way> {
    const { ids } = this.#view.snapshot
    const byId = (x: Way, y: Way): number => compareSequences(ids, x.nodes, y.nodes)
    const strongest = new Best<Way>(this.#limit, (x, y) => y.arrives - x.arrives || byId(x, y))
    const first = new Best<Way>(this.#limit, byId)
    for (const way of this.#allWays(node, end)) {
      strongest.add(way)
      first.add(way)
    }
    return new Set([...strongest.sorted(), ...first.sorted()])
  }

  *#allWays(node: number, end: End): Iterable<Way> {
    const path: number[] = [node]
    const found = (): Way => {
      const fromEnd = path.toReversed()
      let arrives = WHOLE_RESOURCE
      for (let i = 0; i < fromEnd.length - 1; i++) arrives = Math.floor(arrives / this.#memory.degree(fromEnd[i]!))
      return { nodes: end === this.#a ? fromEnd : [...path], arrives }
    }
    yield* this.#backTo(end, path, this.#distance(node, end), found)
  }

  *#backTo(end: End, path: number[], distance: number, found: () => Way): Iterable<Way> {
    if (distance === 1) {
      path.push(end.node)
      yield found()
      path.pop()
      return
    }
    for (const node of this.#nearer(path.at(-1)!, end, distance - 1)) {
      path.push(node)
      yield* this.#backTo(end, path, distance - 1, found)
      path.pop()
    }
  }

  #nearer(node: number, end: End, distance: number): Int32Array {
    const row = this.#memory.row
    const size = neighbours(this.#view, node, row)
    this.#watch.spend(size)
    return row.slice(0, size).filter((neighbour) => this.#distance(neighbour, end) === distance)
  }

  #distance(node: number, { shift }: End): number {
    const met = this.#memory.marks[node]! - this.#memory.base
    return met < 0 ? 0 : met >> shift & 3
  }
}
