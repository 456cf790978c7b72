import fc from 'fast-check'
import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { bareKey, nameKey } from '../../src/model/names.ts'
import { NameLookup, type Named } from '../../src/model/names/index.ts'
import { often } from '../fixture.ts'

const body = (text: string, kind: Named['kind'] = 'Organization'): Named => ({ id: newId(), name: text, kind, names: [{ text, sort: 'official' }] })

t.test('what names end with, legal forms behind them apart', async (t) => {
  const lookup = new NameLookup()
  const rotary = ['台北永安扶輪社', '台北南區扶輪社(社團法人)', '臺北市大同扶輪社'].map((text) => body(text))
  for (const one of [...rotary, body('托育家園'), body('臺北市芝山社區公共托育家園'), body('樂齡學習中心之研究', 'Work')]) lookup.put(one)
  t.same(lookup.endingWith('扶輪社', 3), ['Organization'])
  t.same(lookup.endingWith('扶轮社', 3), ['Organization'], 'Simplified')
  t.same(lookup.endingWith('扶輪社', 4), [], 'too few')
  t.same(lookup.endingWith('社區公共托育家園', 1), ['Organization'], 'longer than the ends that are kept')
  t.same(lookup.endingWith('托育家園', 2), [], 'a whole name ends with nothing')
  t.same(lookup.endingWith('之研究', 1), ['Work'])
  lookup.remove(rotary[0]!.id)
  t.same(lookup.endingWith('扶輪社', 3), [], 'what is gone does not count')
  t.ok(lookup.hasLetter(nameKey('輪')))
  t.notOk(lookup.hasLetter('埸'))
})

t.test('an end is found exactly where so many names have it', async (t) => {
  const name = fc.string({ unit: fc.constantFrom('文', '化', '館', '社', '會'), minLength: 2, maxLength: 9 })
  fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 25 }), name, fc.integer({ min: 1, max: 4 }), (names, end, least) => {
    const lookup = new NameLookup()
    for (const text of names) lookup.put(body(text))
    const [key, keys] = [nameKey(end), names.map(bareKey)]
    return lookup.endingWith(end, least).length > 0 === (keys.filter((one) => one.endsWith(key) && one !== key).length >= least)
  }), { numRuns: often(100, 1_000) })
  t.pass()
})
