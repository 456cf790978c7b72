import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { random } from '../../generate/random.ts'
import { askAmong, answererOf, asked, edgeRow, graph, nodeRow, plainAmongAnswer, snapshotOf, type Rows } from './graphs.ts'

const ALL = { types: [0, 1, 2], includeProposed: true, withheld: -1 }
const KINDS = [0, 1, 2]

t.test('what connects the pairs of a set is what the oracle finds pair by pair', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(graph(), asked(), fc.uniqueArray(fc.nat(23), { minLength: 2, maxLength: 9 }), fc.integer({ min: 2, max: 4 }), fc.subarray(KINDS, { minLength: 1 }), fc.constantFrom(1, 3, 50), (rows, of, members, maxHops, kinds, first) => {
    const set = members.filter((node) => node < rows.nodes.length)
    fc.pre(set.length > 1)
    const question = { set, kinds, maxHops, first }
    deepStrictEqual(askAmong(answererOf(snapshotOf(rows)), of, question), plainAmongAnswer(rows, of, question))
  }), { numRuns: 2_000 }))
})

t.test('a set of forty, each next to the others and to bodies of its own', async (t) => {
  const chance = random(7)
  const size = 200
  const rows: Rows = {
    sequence: 1, nodes: Array.from({ length: size }, (_, node) => nodeRow(node, 0)),
    edges: Array.from({ length: 500 }, (_, i) => edgeRow(i + 1, chance.below(chance.chance(0.3) ? 40 : size), chance.below(size))),
  }
  const answerer = answererOf(snapshotOf(rows))
  for (const maxHops of [2, 3, 4]) {
    const question = { set: Array.from({ length: 40 }, (_, i) => 39 - i), kinds: [0], maxHops, first: 30 }
    const answer = askAmong(answerer, ALL, question)
    deepStrictEqual(answer, plainAmongAnswer(rows, ALL, question))
    t.ok(answer.rows.length > 0 && answer.totals.length === 780)
  }
})

t.test('a member that is not in the graph connects with nobody, and is not in the way', async (t) => {
  const rows: Rows = { sequence: 1, nodes: [0, 1, 2].map((node) => nodeRow(node, 0)), edges: [edgeRow(1, 0, 2), edgeRow(2, 2, 1)] }
  const answer = askAmong(answererOf(snapshotOf(rows)), ALL, { set: [0, -1, 1], kinds: [0], maxHops: 4, first: 5 })
  t.same([...answer.totals], [0, 1, 0])
  t.same([...answer.nearest], [0, 2, 0])
  t.same(answer.rows, [{ node: 2, pairs: 1, distance: 2, best: 1, nearest: 2 }])
})
