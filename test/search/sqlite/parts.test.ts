import fc from 'fast-check'
import t from 'tap'
import { distance } from '../../../src/search/text/distance.ts'
import { encoded } from '../../../src/search/sqlite/encode.ts'
import { Packed } from '../../../src/search/sqlite/packed.ts'

t.test('packed numbers come out as they went in', async () => {
  const numbers = fc.oneof(fc.uniqueArray(fc.nat(200), { maxLength: 150 }), fc.uniqueArray(fc.nat(100_000), { maxLength: 50 })).map((all) => Int32Array.from(all).sort())
  fc.assert(fc.property(numbers, (numbers) => {
    const packed = new Packed(numbers)
    return packed.size <= numbers.length + 1 && packed.unpack().join() === numbers.join()
  }))
})

t.test('different terms are kept as different words of letters and digits', async () => {
  const term = fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })
  fc.assert(fc.property(term, term, (a, b) => (a === b) === (encoded(a) === encoded(b)) && /^[\p{L}\p{N}]+$/u.test(encoded(a))))
})

t.test('a slip is a character more, less, other, or two exchanged', async (t) => {
  const cases: readonly (readonly [string, string, number])[] = [['社會局', '社會局', 0], ['社會局', '社局', 1], ['社會局', '社會處', 1], ['社會局', '會社局', 1], ['longwroth', 'longworth', 1], ['', '甲', 1], ['甲乙', '丙丁', 2]]
  for (const [a, b, wanted] of cases) t.equal(distance(a, b, 2), wanted, `${a} ${b}`)
  t.equal(distance('甲乙丙丁', '子丑寅卯', 2), 3, 'more than asked for is not counted on')
})
