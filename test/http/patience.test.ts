import t from 'tap'
import { notFound } from '../../src/model/errors.ts'
import { endedBy } from '../../src/http/patience.ts'
import { inLanguage } from '../../src/web/words.ts'

t.test('what the signal of a question ends is an error of the catalogue, in both languages', async (t) => {
  t.equal(endedBy(AbortSignal.timeout(0).reason), undefined, 'nothing has ended yet')
  const late = endedBy(new DOMException('more than 20000 ms', 'TimeoutError'))!
  t.equal(late.code, 'TOO_EXPENSIVE')
  t.notMatch(late.message, /20000/)
  const gone = endedBy(AbortSignal.abort().reason)!
  t.equal(gone.code, 'UNAVAILABLE')
  for (const { message } of [late, gone]) {
    t.notMatch(inLanguage({ language: 'en' }, message), /\p{Script=Han}/u)
    t.match(inLanguage({ language: 'zh-Hant' }, message), /^[^a-z]+$/)
  }
  for (const other of [notFound('x'), new Error('TimeoutError'), new DOMException('x', 'DataError')]) t.equal(endedBy(other), undefined)
})
