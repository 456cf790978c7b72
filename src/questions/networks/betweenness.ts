import type { Network } from './network.ts'
import { randomOf } from './random.ts'

/** Up to so many entities every one is a source. */
export const EXACT = 2_000
/** Entities and neighbours looked at from all sources together: some one or two seconds. */
const BUDGET = 100_000_000
const LEAST_SOURCES = 64
export const SEED = 1

export interface Betweenness {
  /** Divided by the number of pairs, (n - 1)(n - 2) / 2. */
  readonly values: Float64Array
  /** Standard errors; absent where the values are exact. */
  readonly errors?: Float64Array
  /** From how many entities paths were counted. */
  readonly sources: number
}

/**
 * Betweenness centrality: U. Brandes, A faster algorithm for betweenness centrality, 2001. Above `exact` entities
 * from sources drawn at random: U. Brandes & C. Pich, Centrality estimation in large networks, 2007.
 * @param most sources that are drawn
 */
export function betweenness(network: Network, exact = EXACT, most = sourcesFor(network)): Betweenness {
  const { size } = network
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)]
  const sources = size <= exact ? Uint32Array.from({ length: size }, (_, v) => v) : drawn(size, most)
  const count = new Count(network)
  for (const source of sources) {
    count.from(source, (v, share) => {
      sums[v]! += share
      squares[v]! += share * share
    })
  }
  // every pair was counted from both ends
  const pairs = Math.max(1, (size - 1) * (size - 2))
  const k = sources.length
  const values = sums.map((sum) => (size / k) * sum / pairs)
  if (k === size) return { values, sources: k }
  const errors = squares.map((square, v) => {
    const variance = Math.max(0, square - (sums[v]! * sums[v]!) / k) / (k - 1)
    return (size / Math.sqrt(k)) * Math.sqrt(1 - k / size) * Math.sqrt(variance) / pairs
  })
  return { values, errors, sources: k }
}

const sourcesFor = ({ size, neighbours }: Network): number => Math.min(size, Math.max(LEAST_SOURCES, Math.floor(BUDGET / (size + neighbours.length))))

/** So many of all, each once. */
function drawn(size: number, count: number): Uint32Array {
  const random = randomOf(SEED)
  const all = Uint32Array.from({ length: size }, (_, v) => v)
  for (let i = 0; i < count; i++) {
    const at = i + Math.floor(random() * (size - i))
    ;[all[i], all[at]] = [all[at]!, all[i]!]
  }
  return all.slice(0, count)
}

/** Counts shortest paths from one source after another; what it writes on is made once. */
class Count {
  readonly #network: Network
  readonly #distance: Int32Array
  readonly #paths: Float64Array
  readonly #share: Float64Array
  readonly #order: Uint32Array

  constructor(network: Network) {
    this.#network = network
    this.#distance = new Int32Array(network.size).fill(-1)
    this.#paths = new Float64Array(network.size)
    this.#share = new Float64Array(network.size)
    this.#order = new Uint32Array(network.size)
  }

  /** @param met told for everything reached but the source: the sum, over all targets, of the share of shortest paths through it */
  from(source: number, met: (v: number, share: number) => void): void {
    const { starts, neighbours } = this.#network
    const [distance, paths, share, order] = [this.#distance, this.#paths, this.#share, this.#order]
    let size = 1
    order[0] = source
    distance[source] = 0
    paths[source] = 1
    for (let at = 0; at < size; at++) {
      const v = order[at]!
      for (let i = starts[v]!; i < starts[v + 1]!; i++) {
        const w = neighbours[i]!
        if (distance[w] === -1) {
          distance[w] = distance[v]! + 1
          order[size++] = w
        }
        if (distance[w] === distance[v]! + 1) paths[w]! += paths[v]!
      }
    }
    for (let at = size - 1; at > 0; at--) {
      const w = order[at]!
      const each = (1 + share[w]!) / paths[w]!
      for (let i = starts[w]!; i < starts[w + 1]!; i++) {
        const v = neighbours[i]!
        if (distance[v] === distance[w]! - 1) share[v]! += paths[v]! * each
      }
      met(w, share[w]!)
    }
    for (let at = 0; at < size; at++) {
      const v = order[at]!
      distance[v] = -1
      paths[v] = share[v] = 0
    }
  }
}
