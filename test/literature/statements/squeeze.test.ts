import fc from 'fast-check'
import t from 'tap'
import { spanOf, squeeze } from '../../../src/literature/statements/squeeze.ts'

t.test('offsets lead back, in order, and no letter is lost', async (t) => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('林', '振', ' ', '\n', '\t', 'a', '1', '，', '.', '(', '臺', '　', 'Ａ', '-') }), (text) => {
    const squeezed = squeeze(text)
    t.equal(squeezed.at.length, squeezed.text.length + 1)
    for (let i = 1; i < squeezed.at.length; i++) if (squeezed.at[i]! < squeezed.at[i - 1]!) t.fail('goes back')
    t.equal(squeezed.text.replace(/\s/g, '').length, text.replace(/\s/g, '').length)
    const { start, end } = spanOf(squeezed, 0, squeezed.text.length)
    t.ok(start >= 0 && end <= text.length)
  }))
})

t.test('spaces that mean nothing in Chinese go, others stay', async (t) => {
  const cases: [string, string][] = [['林 振 春', '林振春'], ['12 個行政區', '12個行政區'], ['Peter Kearns 在臺北', 'Peter Kearns在台北'], ['（OECD, 2001）', '（OECD, 2001）'], ['甲\n乙', '甲乙'], ['甲。\n\n乙', '甲。\n乙'], ['甲：\n1. 乙', '甲：\n1.乙'], ['甲\t乙\t\n丙', '甲\t乙\n丙']]
  for (const [text, expected] of cases) t.equal(squeeze(text).text, expected)
})
