import { deepStrictEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { Best } from '../../../src/graph/adjacency/best.ts'
import { compareNodes, wordsOf } from '../../../src/graph/words.ts'
import { compareStrength, strengthOf } from '../../../src/graph/strength.ts'

t.test('the best few are those a sorted list begins with', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(fc.uniqueArray(fc.nat(1_000)), fc.nat(12), (numbers, limit) => {
    const best = new Best<number>(limit, (x, y) => x - y)
    for (const number of numbers) best.add(number)
    const sorted = numbers.toSorted((x, y) => x - y)
    deepStrictEqual(best.sorted(), sorted.slice(0, limit))
    equal(best.worst, limit > 0 && numbers.length >= limit ? sorted[limit - 1] : undefined)
  })))
})

t.test('ids compare as their texts', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(fc.uuid(), fc.uuid(), (one, other) => {
    const ids = Uint32Array.from([...wordsOf(one), ...wordsOf(other)])
    equal(Math.sign(compareNodes(ids, 0, 1)), one < other ? -1 : one > other ? 1 : 0)
  })))
})

t.test('strengths compare exactly, also where doubles cannot tell them apart', async (t) => {
  const near = fc.integer({ min: 2 ** 50 - 40, max: 2 ** 50 })
  const any = fc.oneof(near, fc.integer({ min: 0, max: 2 ** 50 }), fc.nat(20))
  t.doesNotThrow(() => fc.assert(fc.property(any, any, any, any, (one, other, two, another) => {
    const [x, y] = [{ one, other }, { one: two, other: another }]
    const exact = strengthOf(x) === strengthOf(y) ? 0 : strengthOf(x) > strengthOf(y) ? -1 : 1
    equal(Math.sign(compareStrength(x, y)) + 0, exact)
  }), { numRuns: 2_000 }))
})

t.test('dividing doubles rounds down exactly', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 50 }), fc.integer({ min: 1, max: 2 ** 23 }), (x, d) => {
    equal(BigInt(Math.floor(x / d)), BigInt(x) / BigInt(d))
    // the worst case: just below a whole number
    const below = Math.floor(x / d) * d - 1
    if (below >= 0) equal(BigInt(Math.floor(below / d)), BigInt(below) / BigInt(d))
  }), { numRuns: 2_000 }))
})
