import { deepStrictEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { Ranking } from '../../../src/graph/adjacency/ranking.ts'
import { strengthOf } from '../../../src/graph/strength.ts'
import { idOf, nodeRow, snapshotOf } from './graphs.ts'

const NODES = 30
const nodes = Array.from({ length: NODES }, (_, node) => nodeRow(node, 0))
const snapshot = snapshotOf({ sequence: 1, nodes, edges: [] })

// products that are equal as doubles and not as integers, and such as are equal altogether
const arrival = fc.oneof(fc.integer({ min: 2 ** 50 - 3, max: 2 ** 50 }), fc.constantFrom(0, 1, 2 ** 25, 2 ** 49))
const candidates = fc.array(fc.tuple(fc.integer({ min: 2, max: 4 }), arrival, arrival), { maxLength: NODES })
  .map((list) => list.map(([distance, one, other], node) => ({ node, distance, one, other })))

t.test('a page begins behind the last row of the one before, told apart exactly', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(candidates, fc.integer({ min: 1, max: 5 }), (all, first) => {
    const expected = all.toSorted((x, y) => x.distance - y.distance
      || (strengthOf(x) === strengthOf(y) ? (idOf(x.node) < idOf(y.node) ? -1 : 1) : strengthOf(x) > strengthOf(y) ? -1 : 1))
    const paged: typeof all = []
    for (let more = true; more;) {
      const last = paged.at(-1)
      const ranking = new Ranking(snapshot, { kinds: [0], first, ...(last && { after: { distance: last.distance, strength: strengthOf(last), id: idOf(last.node) } }) })
      for (const { node, distance, one, other } of all) ranking.offer(node, distance, one, other)
      equal(ranking.total, all.length)
      paged.push(...ranking.page())
      more = ranking.hasNextPage
    }
    deepStrictEqual(paged, expected)
  }), { numRuns: 500 }))
})

t.test('kinds that are not wanted are neither counted nor listed', async (t) => {
  const ranking = new Ranking(snapshot, { kinds: [1, 2], first: 5 })
  ranking.offer(0, 2, 1, 1)
  t.same([ranking.total, ranking.nearest, ranking.page(), ranking.hasNextPage], [0, undefined, [], false])
})
