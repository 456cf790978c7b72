import fc from 'fast-check'
import t from 'tap'
import { articulationPoints } from '../../src/questions/networks/articulation.ts'
import { betweenness } from '../../src/questions/networks/betweenness.ts'
import { holes } from '../../src/questions/networks/holes.ts'
import { communities } from '../../src/questions/networks/louvain.ts'
import { networkOf, neighboursOf, type Network } from '../../src/questions/networks/network.ts'
import { randomOf } from '../../src/questions/networks/random.ts'
import { GRAPHS } from './graphs.ts'

const near = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-9

for (const [name, { nodes, edges, ...expected }] of Object.entries(GRAPHS)) {
  t.test(`${name}: as networkx says`, async (t) => {
    // parallel relations and both directions count once
    const [from, to] = [[...edges.map(([u]) => u), ...edges.map(([, v]) => v)], [...edges.map(([, v]) => v), ...edges.map(([u]) => u)]]
    const network = networkOf(nodes.length, from, to)
    const wrong = (one: ArrayLike<number>, other: readonly number[]): string[] => nodes.filter((_, v) => !near(one[v]!, other[v]!))
    t.same(wrong(betweenness(network).values, expected.betweenness), [], 'betweenness')
    t.same(nodes.filter((_, v) => !near(holes(network, v)?.constraint ?? -1, expected.constraint[v] ?? -1)), [], 'constraint')
    t.same(nodes.filter((_, v) => !near(holes(network, v)?.effectiveSize ?? -1, expected.effectiveSize[v] ?? -1)), [], 'effective size')
    t.same([...articulationPoints(network)].flatMap((is, v) => (is === 1 ? [v] : [])), expected.articulation, 'articulation points')
    const found = communities(network)
    t.ok(Math.abs(found.modularity - expected.modularity) <= 0.01 * expected.modularity, `modularity ${found.modularity}, networkx ${expected.modularity}`)
    t.ok(near(found.modularity, modularity(network, found.of)), 'and it is that of the partition')
    t.same(communities(network).of, found.of, 'the same again')
  })
}

/** Σ over communities of the share of ties inside less what chance would put there (M. Newman, 2004). */
function modularity(network: Network, of: Uint32Array): number {
  const twice = network.neighbours.length
  let sum = 0
  for (const community of new Set(of)) {
    let [inside, ends] = [0, 0]
    for (let v = 0; v < network.size; v++) {
      if (of[v] !== community) continue
      for (const w of neighboursOf(network, v)) {
        ends++
        if (of[w] === community) inside++
      }
    }
    sum += inside / twice - (ends / twice) ** 2
  }
  return sum
}

const graph = fc.integer({ min: 3, max: 14 }).chain((size) => fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }).map((edges) => ({ size, edges })))
const built = ({ size, edges }: { size: number; edges: readonly (readonly [number, number])[] }): Network => networkOf(size, edges.map(([u]) => u), edges.map(([, v]) => v))

t.test('neighbours: each once, in order, both ways, nobody its own', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(graph, ({ size, edges }) => {
    const network = built({ size, edges })
    for (let v = 0; v < size; v++) {
      const expected = [...new Set(edges.flatMap(([one, other]) => (one === other ? [] : one === v ? [other] : other === v ? [one] : [])))].sort((x, y) => x - y)
      if (String([...neighboursOf(network, v)]) !== String(expected)) throw new Error(`${v}: ${neighboursOf(network, v)}`)
    }
  })))
})

t.test('an articulation point is what leaves more parts behind', async (t) => {
  const parts = (network: Network, without: number): number => {
    const seen = new Set<number>([without])
    let count = 0
    for (let root = 0; root < network.size; root++) {
      if (seen.has(root)) continue
      count++
      const queue = [root]
      seen.add(root)
      for (const v of queue) for (const w of neighboursOf(network, v)) if (!seen.has(w)) { seen.add(w); queue.push(w) }
    }
    return count
  }
  t.doesNotThrow(() => fc.assert(fc.property(graph, (drawn) => {
    const network = built(drawn)
    const points = articulationPoints(network)
    const whole = parts(network, -1)
    for (let v = 0; v < network.size; v++) if ((points[v] === 1) !== (parts(network, v) > whole)) throw new Error(`${v}`)
  })))
})

t.test('sampled betweenness: four in five lie within two standard errors (what few sources matter for is skewed); and it is the same again', async (t) => {
  const size = 600
  const random = randomOf(7)
  const drawn = (): number[] => Array.from({ length: 4 * size }, () => Math.floor(random() * size))
  const network = networkOf(size, drawn(), drawn())
  const exact = betweenness(network)
  t.equal(exact.errors, undefined)
  const sampled = betweenness(network, 0, 200)
  t.equal(sampled.sources, 200)
  const near = [...exact.values].filter((value, v) => Math.abs(value - sampled.values[v]!) <= 2 * sampled.errors![v]!).length
  t.ok(near >= 0.8 * size, `${near} of ${size}`)
  t.same(betweenness(network, 0, 200), sampled)
})
