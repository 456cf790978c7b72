import { UndirectedGraph } from 'graphology'
import imported from 'graphology-communities-louvain'
import { neighboursOf, type Network } from './network.ts'
import { randomOf } from './random.ts'

// its types say that the function is a property of the module; it is the module
const louvain = imported as unknown as typeof imported.default

export interface Partition {
  /** The community of each entity: 0, 1, 2, … in the order in which they are met. */
  readonly of: Uint32Array
  readonly count: number
  readonly modularity: number
}

/** Runs with different seeds, of which the best is taken; one above so many entities. */
const [RUNS, SMALL] = [10, 5_000]

/** V. Blondel et al., Fast unfolding of communities in large networks, 2008; resolution 1, every tie alike. */
export function communities(network: Network): Partition {
  const graph = new UndirectedGraph()
  for (let v = 0; v < network.size; v++) graph.addNode(v)
  for (let v = 0; v < network.size; v++) for (const w of neighboursOf(network, v)) if (v < w) graph.addUndirectedEdge(v, w)
  if (graph.size === 0) return { of: Uint32Array.from({ length: network.size }, (_, v) => v), count: network.size, modularity: 0 }
  let best: ReturnType<typeof louvain.detailed> | undefined
  for (let seed = 1; seed <= (network.size <= SMALL ? RUNS : 1); seed++) {
    const found = louvain.detailed(graph, { rng: randomOf(seed), getEdgeWeight: null })
    if (best === undefined || found.modularity > best.modularity) best = found
  }
  const names = new Map<number, number>()
  const of = Uint32Array.from({ length: network.size }, (_, v) => {
    const community = best!.communities[v]!
    if (!names.has(community)) names.set(community, names.size)
    return names.get(community)!
  })
  return { of, count: names.size, modularity: best!.modularity }
}
