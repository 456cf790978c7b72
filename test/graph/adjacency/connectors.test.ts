import { deepStrictEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Watch } from '../../../src/graph/adjacency/watch.ts'
import { random } from '../../generate/random.ts'
import { askConnectors, answererOf, asked, edgeRow, graph, idOf, nodeRow, plainAnswer, snapshotOf, type Rows } from './graphs.ts'

const ALL = { types: [0, 1, 2], includeProposed: true, withheld: -1 }
const KINDS = [0, 1, 2]

/** Two different nodes out of any two numbers. */
const ends = (rows: Rows, one: number, other: number): { a: number; b: number } => {
  const a = one % rows.nodes.length
  return { a, b: (a + 1 + (other % (rows.nodes.length - 1))) % rows.nodes.length }
}

t.test('connectors of any graph are what the oracle finds, order and routes included', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(graph(), asked(), fc.nat(), fc.nat(), fc.integer({ min: 2, max: 6 }), fc.subarray(KINDS, { minLength: 1 }), fc.constantFrom(1, 3, 50), fc.constantFrom(1, 3, 30), (rows, of, one, other, maxHops, kinds, first, routes) => {
    const question = { ...ends(rows, one, other), kinds, maxHops, first, routes }
    deepStrictEqual(askConnectors(answererOf(snapshotOf(rows)), of, question), plainAnswer(rows, of, question))
  }), { numRuns: 1_500 }))
})

t.test('one walker answers question after question, whatever was asked before', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(graph(), asked(), asked(), fc.array(fc.tuple(fc.nat(4), fc.nat(), fc.nat(), fc.integer({ min: 2, max: 6 })), { minLength: 20, maxLength: 40 }), (rows, usual, rare, questions) => {
    const answerer = answererOf(snapshotOf(rows))
    for (const [reader, one, other, maxHops] of questions) {
      const of = reader === 0 ? rare : usual
      const question = { ...ends(rows, one, other), kinds: KINDS, maxHops, first: 10, routes: 2 }
      deepStrictEqual(askConnectors(answerer, of, question), plainAnswer(rows, of, question))
    }
  }), { numRuns: 40 }))
})

t.test('more ends than are remembered are answered as well', async (t) => {
  const chance = random(4)
  const rows: Rows = {
    sequence: 1, nodes: Array.from({ length: 300 }, (_, node) => nodeRow(node, 0)),
    edges: Array.from({ length: 700 }, (_, i) => edgeRow(i + 1, chance.below(300), chance.below(300))),
  }
  const answerer = answererOf(snapshotOf(rows))
  for (let i = 0; i < 400; i++) {
    const question = { ...ends(rows, chance.below(i % 2 === 0 ? 300 : 10), chance.below(300)), kinds: [0], maxHops: 2 + (i % 3), first: 5, routes: 2 }
    deepStrictEqual(askConnectors(answerer, ALL, question), plainAnswer(rows, ALL, question))
  }
  t.pass()
})

t.test('pages behind one another are the whole list', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(graph(), asked(), fc.nat(), fc.nat(), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 4 }), (rows, of, one, other, maxHops, first) => {
    const answerer = answererOf(snapshotOf(rows))
    const question = { ...ends(rows, one, other), kinds: KINDS, maxHops, routes: 1 }
    const whole = askConnectors(answerer, of, { ...question, first: 1_000 })
    const paged: typeof whole.rows[number][] = []
    for (;;) {
      const last = paged.at(-1)
      const page = askConnectors(answerer, of, { ...question, first, ...(last && { after: { distance: last.distance, strength: last.strength, id: idOf(last.node) } }) })
      equal(page.total, whole.total, 'the total is that of all pages')
      paged.push(...page.rows)
      if (!page.hasNextPage) break
    }
    deepStrictEqual(paged, whole.rows)
  }), { numRuns: 300 }))
})

t.test('who merely hangs on another is no connector, who has a way of its own is', async (t) => {
  // 0 and 1 share 2; 3 hangs on 2; 4 hangs on 2 too, but 5 gives it another way to 1
  const rows: Rows = {
    sequence: 1, nodes: [0, 1, 2, 3, 4, 5].map((node) => nodeRow(node, 0)),
    edges: [[0, 2], [2, 1], [2, 3], [2, 4], [4, 5], [5, 1]].map(([from, to], i) => edgeRow(i + 1, from!, to!)),
  }
  const found = askConnectors(answererOf(snapshotOf(rows)), ALL, { a: 0, b: 1, kinds: [0], maxHops: 4, first: 10, routes: 3 })
  t.same(found.rows.map(({ node, distance }) => [node, distance]), [[2, 2], [4, 4], [5, 4]])
  t.same(found.rows[1]!.routes.map((route) => route.nodes).sort(), [[0, 2, 4, 2, 1], [0, 2, 4, 5, 1]], 'routes are shortest ways on either side')
})

t.test('a walk that was given up anywhere leaves nothing behind for the next', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(graph(), fc.nat(), fc.nat(), fc.integer({ min: 2, max: 6 }), fc.array(fc.nat(6), { minLength: 1, maxLength: 5 }), (rows, one, other, maxHops, cuts) => {
    const answerer = answererOf(snapshotOf(rows))
    for (const cut of cuts) {
      const question = { ...ends(rows, one + cut, other), kinds: KINDS, maxHops, first: 10, routes: 2 }
      let left = cut
      const impatient = { spend: () => { if (left-- === 0) throw new Error('given up') } } as unknown as Watch
      try {
        askConnectors(answerer, ALL, question, impatient)
      } catch (error) {
        equal((error as Error).message, 'given up')
      }
      deepStrictEqual(askConnectors(answerer, ALL, question), plainAnswer(rows, ALL, question))
    }
  }), { numRuns: 200 }))
})
