import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { meet } from '../../../src/graph/adjacency/meet.ts'
import { Memory } from '../../../src/graph/adjacency/memory.ts'
import { Routes } from '../../../src/graph/adjacency/routes.ts'
import { Watch } from '../../../src/graph/adjacency/watch.ts'
import { plainConnectors } from '../../oracle/index.ts'
import { edges, idOf, nodeRow, plainWalk, snapshotOf, type Rows } from './graphs.ts'

// few entities and many relations: several ways to everything
const dense = edges(9, 40).map((list): Rows => ({ sequence: 1, nodes: Array.from({ length: 9 }, (_, node) => nodeRow(node)), edges: list }))
const ALL = { types: [0, 1, 2], includeProposed: true, withheld: -1 }

// Degrees so large that nothing arrives after three steps do occur (three hubs of 110,000), but take seconds
// to build: here a small graph pretends to have them.
const degrees = fc.array(fc.constantFrom(1, 2, 3, 2 ** 18, 2 ** 20, 2 ** 26), { minLength: 24, maxLength: 24 })

t.test('the best routes are found without looking at all of them, also where nothing arrives and only ids decide', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(dense, degrees, fc.nat(), fc.nat(), fc.integer({ min: 2, max: 4 }), fc.constantFrom(1, 1, 2, 3, 10), (rows, pretended, one, other, maxHops, routes) => {
    const a = one % rows.nodes.length
    const b = (a + 1 + (other % (rows.nodes.length - 1))) % rows.nodes.length
    const numbers = new Map(rows.nodes.map(({ node, id }) => [id, node]))
    const walk = plainWalk(rows, ALL)
    walk.degree = (id) => pretended[numbers.get(id)!]!
    const plain = plainConnectors(walk, () => 'Organization', { a: idOf(a), b: idOf(b), kinds: ['Organization'], maxHops, first: 1_000, routes })

    const view = { snapshot: snapshotOf(rows), codes: new Uint8Array(256), facets: new Uint8Array(256), narrowed: false, from: 0, to: 0, grounded: undefined }
    const { facets, facetCount } = view.snapshot
    for (let facet = 0; facet < facetCount; facet++) view.codes[facet] = Number(facets[3 * facet + 1] === 2 || facets[3 * facet + 1] === 4)
    const [memory, watch] = [new Memory(), new Watch()]
    const { wide } = meet(view, memory, watch, a, b, [], maxHops, () => {})
    memory.degree = (node) => pretended[node]!
    const end = (node: number): { node: number; shift: number } => ({ node, shift: node === wide ? 2 : 0 })
    const found = new Routes(view, memory, watch, end(a), end(b), routes)
    for (const row of plain.rows) {
      deepStrictEqual(found.of(numbers.get(row.id)!).map(({ nodes }) => nodes), row.routes.map((ids) => ids.map((id) => numbers.get(id)!)))
    }
  }), { numRuns: 1_500 }))
})
