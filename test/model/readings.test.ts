import fc from 'fast-check'
import t from 'tap'
import { asWritten, readingsIn, withoutReadings } from '../../src/model/readings.ts'
import { often } from '../fixture.ts'

t.test('how a word is said stands beside it, and is passed over', async (t) => {
  const text = '我們{臺灣|Tâi-uân}人，{阿美|ㄚ|ㄇㄟˇ}族。'
  t.strictSame(readingsIn(text), [{ start: 2, end: 14, base: '臺灣', said: ['Tâi-uân'] }, { start: 16, end: 26, base: '阿美', said: ['ㄚ', 'ㄇㄟˇ'] }])
  const plain = withoutReadings(text)
  t.equal(plain.text, '我們臺灣人，阿美族。')
  t.strictSame(asWritten(plain, text, 2, 5), { start: 2, end: 15 }, 'the reading goes with its word')
  t.strictSame(asWritten(plain, text, 1, 3), { start: 1, end: 14 }, 'whole')
  for (const other of ['{}', '{a}', '{|a}', '{a|}', '{a|b', 'a|b}', '{阿美|ㄚ|ㄇ|ㄟ}', '{a\n|b}', '{ |b}']) t.strictSame(readingsIn(other), [], other)
})

t.test('every unit of the words stands where it is said to stand', async (t) => {
  const part = fc.oneof(fc.constantFrom('臺灣', '🙂', '{', '}', '|', '\n', ' ', 'a'), fc.constantFrom('{臺灣|Tâi-uân}', '{林|Lîm}', '{臺北|Tâi|pak}', '{𠀀|x}'))
  fc.assert(fc.property(fc.array(part, { maxLength: 12 }).map((all) => all.join('')), (text) => {
    const { text: plain, at } = withoutReadings(text)
    return at.length === plain.length + 1 && [...plain].every((_, i) => plain[i] === text[at[i]!]) && at.every((one, i) => i === 0 || one > at[i - 1]!) && at.at(-1) === text.length
  }), { numRuns: often(1_000, 20_000) })
  t.pass()
})
