import { deepStrictEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { askPaths, answererOf, asked, edgeRow, graph, nodeRow, plainPathsAnswer, snapshotOf, type Rows } from './graphs.ts'

const ALL = { types: [0, 1, 2], includeProposed: true, withheld: -1 }

t.test('paths of any graph are what the oracle finds, order included', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(graph(), asked(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 6 }), fc.constantFrom(1, 4, 40), fc.oneof(fc.constant([]), fc.array(fc.nat(), { maxLength: 4 })), (rows, of, one, other, maxHops, first, passed) => {
    const from = one % rows.nodes.length
    const to = (from + 1 + (other % (rows.nodes.length - 1))) % rows.nodes.length
    const question = { from, to, maxHops, first, through: passed.map((node) => node % rows.nodes.length) }
    const walked = askPaths(answererOf(snapshotOf(rows)), of, question)
    const plain = plainPathsAnswer(rows, of, question)
    deepStrictEqual(walked.paths.slice(0, first).map(({ nodes, edges }) => ({ nodes, edges })), plain.paths)
    equal(walked.truncated || walked.paths.length > first, plain.truncated)
  }), { numRuns: 1_000 }))
})

/** Two ends with layers of so many entities between them, each layer related with all of the next. */
function layered(...sizes: number[]): Rows {
  const rows: Rows = { sequence: 1, nodes: [nodeRow(0), nodeRow(1)], edges: [] }
  let before = [0]
  for (const size of [...sizes, 0]) {
    const layer = size === 0 ? [1] : Array.from({ length: size }, () => rows.nodes.push(nodeRow(rows.nodes.length)) - 1)
    for (const from of before) for (const to of layer) rows.edges.push(edgeRow(rows.edges.length + 1, from, to))
    before = layer
  }
  return rows
}

t.test('of one length two thousand are considered, the strongest', async (t) => {
  const rows = layered(13, 13, 13)
  const walked = askPaths(answererOf(snapshotOf(rows)), ALL, { from: 0, to: 1, maxHops: 4, first: 5 })
  t.equal(walked.paths.length, 2_000)
  t.ok(walked.truncated)
  t.same(walked.paths.slice(0, 5).map(({ nodes }) => nodes), plainPathsAnswer(rows, ALL, { from: 0, to: 1, maxHops: 4, first: 5 }).paths.map((path) => (path as { nodes: number[] }).nodes))
  const few = askPaths(answererOf(snapshotOf(layered(12, 12, 12))), ALL, { from: 0, to: 1, maxHops: 4, first: 5 })
  t.equal(few.paths.length, 12 ** 3)
  t.notOk(few.truncated, 'what is left over after `first` is for the store to say')
})

t.test('of one length two hundred thousand are looked at, the first by ids', { timeout: 120_000 }, async (t) => {
  const rows = layered(59, 59, 59)
  // one that is stronger, but met after the bound: the last of the first layer in the order of ids
  const walked = askPaths(answererOf(snapshotOf(rows)), ALL, { from: 0, to: 1, maxHops: 4, first: 3 })
  const plain = plainPathsAnswer(rows, ALL, { from: 0, to: 1, maxHops: 4, first: 3 })
  t.ok(walked.truncated)
  t.same(walked.paths.slice(0, 3).map(({ nodes, edges }) => ({ nodes, edges })), plain.paths)
})

t.test('every length is taken until there are enough', async (t) => {
  const rows = layered(2)
  const last = rows.edges.length
  rows.edges.push(edgeRow(last + 1, 0, 1), edgeRow(last + 2, 2, 3))
  const ask = (first: number): number[] => askPaths(answererOf(snapshotOf(rows)), ALL, { from: 0, to: 1, maxHops: 6, first }).paths.map(({ nodes }) => nodes.length - 1)
  t.same(ask(1), [1])
  t.same(ask(2), [1, 2, 2], 'a length is taken whole')
  t.same(ask(4), [1, 2, 2, 3, 3])
  t.same(ask(100), [1, 2, 2, 3, 3])
})
