import { articulationPoints } from './articulation.ts'
import { betweenness } from './betweenness.ts'
import { holes } from './holes.ts'
import { communities } from './louvain.ts'
import { bestKnown, degree, neighboursOf, networkOf } from './network.ts'

/** What is computed in a thread, by name. Entities go by their places in the projection. */
export interface Ends {
  readonly size: number
  readonly from: Uint32Array
  readonly to: Uint32Array
}

export type Task =
  | { readonly what: 'brokerage'; readonly graph: Ends; readonly members?: readonly number[]; readonly start: number; readonly first: number }
  | { readonly what: 'communities'; readonly graph: Ends; readonly start: number; readonly first: number }

export interface Brokers {
  readonly entities: number
  readonly edges: number
  readonly total: number
  /** From how many entities paths were counted; absent where from all. */
  readonly sources?: number
  readonly rows: readonly Broker[]
}

export interface Broker {
  readonly node: number
  readonly betweenness: number
  readonly error?: number
  readonly neighbours: number
  readonly constraint?: number
  readonly effectiveSize?: number
  readonly articulation: boolean
  /** The neighbours with most neighbours. */
  readonly best: readonly number[]
}

export interface Communities {
  readonly entities: number
  readonly edges: number
  readonly modularity: number
  readonly total: number
  /** Entities without neighbours. */
  readonly alone: number
  readonly rows: readonly Community[]
}

export interface Community {
  readonly members: number
  /** Those with most neighbours in the graph. */
  readonly best: readonly number[]
  readonly inside: number
  readonly outside: number
  /** Ties within: of each of the best one to its best-known neighbour there. */
  readonly ties: readonly (readonly [number, number])[]
}

export type Done<T extends Task['what']> = T extends 'brokerage' ? Brokers : Communities

const BEST = 3

export const compute = (task: Task): Brokers | Communities => (task.what === 'brokerage' ? brokers(task) : groups(task))

function brokers({ graph, members, start, first }: Extract<Task, { what: 'brokerage' }>): Brokers {
  const network = networkOf(graph.size, graph.from, graph.to)
  const { values, errors, sources } = betweenness(network)
  const points = articulationPoints(network)
  const all = members === undefined ? Uint32Array.from({ length: network.size }, (_, v) => v) : Uint32Array.from(members)
  all.sort((x, y) => values[y]! - values[x]! || x - y)
  return {
    entities: network.size, edges: network.neighbours.length / 2, total: all.length, ...(errors === undefined ? {} : { sources }),
    rows: Array.from(all.subarray(start, start + first), (node) => ({
      node, betweenness: values[node]!, ...(errors === undefined ? {} : { error: errors[node]! }),
      neighbours: degree(network, node), ...holes(network, node), articulation: points[node] === 1, best: bestKnown(network, neighboursOf(network, node), BEST),
    })),
  }
}

function groups({ graph, start, first }: Extract<Task, { what: 'communities' }>): Communities {
  const network = networkOf(graph.size, graph.from, graph.to)
  const { of, count, modularity } = communities(network)
  const members: number[][] = Array.from({ length: count }, () => [])
  for (let v = 0; v < network.size; v++) members[of[v]!]!.push(v)
  const linked = members.filter((group) => group.length > 1 || degree(network, group[0]!) > 0)
  linked.sort((x, y) => y.length - x.length || x[0]! - y[0]!)
  return {
    entities: network.size, edges: network.neighbours.length / 2, modularity, total: linked.length, alone: count - linked.length,
    rows: linked.slice(start, start + first).map((group) => {
      const own = of[group[0]!]!
      const best = bestKnown(network, group, BEST)
      let [twice, outside] = [0, 0]
      for (const v of group) for (const w of neighboursOf(network, v)) if (of[w] === own) twice++; else outside++
      const ties = best.flatMap((v) => bestKnown(network, neighboursOf(network, v).filter((w) => of[w] === own), 1).map((w) => [v, w] as const))
      return { members: group.length, best, inside: twice / 2, outside, ties }
    }),
  }
}
