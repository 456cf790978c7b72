import fc from 'fast-check'
import t, { type Test } from 'tap'
import { allBelow, components, tops, wayDown, type Below } from '../../../src/archive/vocabulary/circles.ts'
import { circles, related } from '../../../src/archive/vocabulary/integrity.ts'
import { wayOfMerge } from '../../../src/archive/vocabulary/merged.ts'
import { Turns } from '../../../src/graph/turns.ts'
import { often } from '../../fixture.ts'

/** Small graphs with and without circles. */
const graphs = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 2 * size }).map((edges): Below =>
    Array.from({ length: size }, (_, node) => [...new Set(edges.filter(([from, to]) => from === node && to !== node).map(([, to]) => to))])))

/** What is reached from what, step by step until nothing is added. */
function reach(below: Below): boolean[][] {
  const reached = below.map((children) => below.map((_, node) => children.includes(node)))
  for (const middle of below.keys()) for (const from of below.keys()) for (const to of below.keys()) reached[from]![to] ||= reached[from]![middle]! && reached[middle]![to]!
  return reached
}

const isWay = (way: readonly number[], below: Below): boolean => way.slice(1).every((node, i) => below[way[i]!]!.includes(node))

const holds = (t: Test, property: (below: Below) => void): void => {
  fc.assert(fc.property(graphs, property), { numRuns: often(300, 5_000) })
  t.pass()
}

t.test('two nodes are of one component exactly where each is below the other', async (t) => holds(t, (below) => {
  const [component, reached] = [components(below), reach(below)]
  for (const one of below.keys()) for (const other of below.keys()) {
    if ((component[one] === component[other]) !== (one === other || (reached[one]![other]! && reached[other]![one]!))) throw new Error(`${one} ${other}`)
  }
}))

t.test('what is below, and a shortest way to it', async (t) => holds(t, (below) => {
  const reached = reach(below)
  for (const from of below.keys()) {
    const all = allBelow(from, below)
    for (const to of below.keys()) {
      const way = wayDown(from, to, below)
      if (all.has(to) !== reached[from]![to] || (way !== undefined) !== reached[from]![to]) throw new Error(`${from} ${to}`)
      if (way !== undefined && (way[0] !== from || way.at(-1) !== to || !isWay(way, below) || new Set(way.slice(1)).size !== way.length - 1)) throw new Error(way.join(' '))
    }
  }
}))

t.test('from the tops one comes to every node, and to no top from another', async (t) => holds(t, (below) => {
  const [first, reached] = [tops(below), reach(below)]
  for (const node of below.keys()) if (!first.includes(node) && !first.some((top) => reached[top]![node])) throw new Error(String(node))
  for (const top of first) for (const other of first) if (top !== other && reached[top]![other]) throw new Error(`${top} ${other}`)
  for (const [node] of below.entries()) if (!below.some((children) => children.includes(node)) && !first.includes(node)) throw new Error(`nothing is above ${node}`)
}))

t.test('there is a circle where something is below itself, and each is told once', async (t) => holds(t, (below) => {
  const [found, reached, component] = [circles(below), reach(below), components(below)]
  for (const way of found) if (way[0] !== way.at(-1) || way.length < 3 || !isWay(way, below)) throw new Error(way.join(' '))
  const told = found.map((way) => component[way[0]!])
  if (new Set(told).size !== told.length) throw new Error('twice')
  for (const node of below.keys()) if (reached[node]![node]! !== told.includes(component[node]!)) throw new Error(String(node))
}))

t.test('related concepts that are broader too are found, with the way down', async (t) => {
  await fc.assert(fc.asyncProperty(graphs, graphs, async (below, beside) => {
    const size = Math.min(below.length, beside.length)
    const cut = (lists: Below): number[][] => lists.slice(0, size).map((list) => list.filter((node) => node < size))
    const narrower = cut(below)
    const both = cut(beside).map((list, node, all) => [...new Set([...list, ...all.flatMap((other, i) => (other.includes(node) ? [i] : []))])])
    const reached = reach(narrower)
    const found = new Set((await related({ narrower, related: both }, new Turns())).map((way) => {
      if (!isWay(way, narrower)) throw new Error(way.join(' '))
      return `${way[0]} ${way.at(-1)}`
    }))
    for (const one of narrower.keys()) for (const other of narrower.keys()) if (one !== other && found.has(`${one} ${other}`) !== (both[one]!.includes(other) && reached[one]![other]!)) throw new Error(`${one} ${other}`)
  }), { numRuns: often(200, 3_000) })
  t.pass()
})

t.test('two concepts become one only where no circle comes of it, and nothing related stands above or below itself', async (t) => {
  await fc.assert(fc.asyncProperty(graphs, graphs, fc.nat(), fc.nat(), async (below, beside, first, second) => {
    const size = Math.min(below.length, beside.length)
    const [one, other] = [first % size, second % size]
    if (one === other) return
    // only downwards: none is below itself yet
    const edges = below.flatMap((list, from) => list.filter((to) => from < to && to < size).map((to) => [from, to] as const))
    const ties = beside.flatMap((list, from) => list.filter((to) => from < size && to < size).flatMap((to) => [[from, to], [to, from]] as const))
    const lists = (pairs: readonly (readonly [number, number])[]): number[][] => Array.from({ length: size }, (_, node) => [...new Set(pairs.filter(([from, to]) => from === node && to !== node).map(([, to]) => to))])
    const turned = (pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] => pairs.map(([from, to]) => [to, from] as const)
    if ((await related({ narrower: lists(edges), related: lists(ties) }, new Turns())).length > 0) return
    const meet = (pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] => pairs.map(([from, to]) => [from === one ? other : from, to === one ? other : to] as const)
    const after = { narrower: lists(meet(edges)), related: lists(meet(ties)) }
    const way = wayOfMerge({ narrower: lists(edges), broader: lists(turned(edges)), related: lists(ties) }, one, other)
    const isClash = circles(after.narrower).length > 0 || (await related(after, new Turns())).length > 0
    if ((way !== undefined) !== isClash) throw new Error(`${one} ${other}: ${way?.join(' ')}`)
    if (way !== undefined && !isWay(way, after.narrower)) throw new Error(way.join(' '))
  }), { numRuns: often(500, 10_000) })
  t.pass()
})
