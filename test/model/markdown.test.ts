import fc from 'fast-check'
import t from 'tap'
import { cleaned } from '../../src/exchange/documents/pasted.ts'
import { withoutMarks } from '../../src/model/markdown.ts'
import { often } from '../fixture.ts'

t.test('the words are what is left', async (t) => {
  for (const [markdown, words] of [
    ['**里長**說', '里長說'], ['說*石獅子*的', '說石獅子的'], ['# 老祖祠', '老祖祠'], ['- 一\n- 二', '一\n二'], ['3. 三', '三'], ['> 引', '引'], ['[文化局](https://a.tw/(1)b)在', '文化局b)在'], ['運來的[^1]。', '運來的。'],
    ['\\*不是\\*', '*不是*'], ['2 * 3 * 4', '2 * 3 * 4'], ['a_b_c', 'a_b_c'], ['`碼`', '碼'], ['1998\\. 年', '1998. 年'], ['石\\[\\]()石', '石[]()石'],
  ] as const) t.equal(withoutMarks(markdown), words, markdown)
})

t.test('words that were pasted come out as they were', async (t) => {
  const words = fc.string({ unit: fc.constantFrom(...'里長說石獅子*_#[]<>&`\\-+.1|~:()'), minLength: 1, maxLength: 30 })
  fc.assert(fc.property(words, (text) => {
    const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    return withoutMarks(cleaned(`<p>石${html}石</p>`)) === `石${text}石`
  }), { numRuns: often(2_000, 30_000) })
  t.pass()
})

t.test('a text of nothing but marks takes no longer', async (t) => {
  for (const mark of ['*a ', '**a ', '[', '[a](', '`', '\\', '# ', '__a', '[^']) t.type(withoutMarks(mark.repeat(20_000 / mark.length)), 'string', mark)
})
