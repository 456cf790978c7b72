import fc from 'fast-check'
import t from 'tap'
import { sorted } from '../../src/questions/sorted.ts'

t.test('places come in the order of what stands there, equal ones as they are compared', async (t) => {
  // few values: many are equal; up to several runs
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 5_000, size: 'max' }), async (values) => {
    const compare = (x: number, y: number): number => values[x]! - values[y]! || y - x
    const expected = values.map((_, place) => place).sort(compare)
    return [...await sorted(values.length, compare)].join() === expected.join()
  }), { numRuns: 30 })
  await t.rejects(sorted(1, () => 0, AbortSignal.abort(new Error('gone'))), /gone/)
})
