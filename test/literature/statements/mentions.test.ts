import fc from 'fast-check'
import t from 'tap'
import { findMentions, knownNames } from '../../../src/literature/statements/mentions.ts'
import { nameKey } from '../../../src/model/names.ts'

const known = knownNames([
  { id: 'tp', kind: 'Place', names: ['臺北市'] },
  { id: 'gov', kind: 'Organization', names: ['臺北市政府'] },
  { id: 'edu', kind: 'Organization', names: ['臺北市政府教育局', '教育局'] },
  { id: 'edu-ks', kind: 'Organization', names: ['高雄市政府教育局', '教育局'] },
  { id: 'lin', kind: 'Person', names: ['林振春'] },
  { id: 'art', kind: 'Organization', names: ['Art', 'OECD'] },
  { id: 'single', kind: 'Person', names: ['林'] },
])
const found = (text: string) => findMentions(text, known).map(({ text: words, ids }) => [words, ...ids])

t.test('the longest known name, none inside another', async (t) => {
  t.same(found('臺北市政府教育局在臺北市。'), [['臺北市政府教育局', 'edu'], ['臺北市', 'tp']])
})

t.test('a name of several is ambiguous, not guessed', async (t) => {
  t.same(found('教育局'), [['教育局', 'edu', 'edu-ks']])
})

t.test('variants, Simplified, wide-set letters, full width and broken lines', async (t) => {
  t.same(found('台北市政府'), [['台北市政府', 'gov']])
  t.same(found('台北市政府教育局 与 林振春'), [['台北市政府教育局', 'edu'], ['林振春', 'lin']])
  t.same(found('作者：林 振 春'), [['林 振 春', 'lin']])
  t.same(found('臺北市\n政府'), [['臺北市\n政府', 'gov']])
  t.same(found('ＯＥＣＤ的報告'), [['ＯＥＣＤ', 'art']])
})

t.test('Latin names are whole words', async (t) => {
  t.same(found('Art in Stuttgart, the Artist and art'), [['Art', 'art'], ['art', 'art']])
})

t.test('a name is found wherever it stands, and its place holds it', async (t) => {
  const filler = fc.stringMatching(/^[的了，。\n 某甲乙丙]{0,12}$/)
  fc.assert(fc.property(filler, filler, fc.constantFrom('臺北市政府教育局', '林振春'), (before, behind, name) => {
    const text = `${before}${name}${behind}`
    const mentions = findMentions(text, known)
    t.ok(mentions.some(({ start, end, text: words }) => nameKey(words) === nameKey(name) && text.slice(start, end) === words))
    for (const [i, { start }] of mentions.entries()) if (i > 0 && mentions[i - 1]!.end > start) t.fail('overlap')
  }))
})

t.test('nothing known, nothing found', async (t) => {
  t.same(findMentions('臺北市', knownNames([])), [])
})
