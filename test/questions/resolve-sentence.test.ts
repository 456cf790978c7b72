import fc from 'fast-check'
import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { namesIn } from '../../src/questions/resolve-sentence.ts'
import { smallCity, vocabulary } from '../fixture.ts'

t.test('names in a sentence are found as written, the longest first', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const library = scribe.entity('Organization', '臺北市立圖書館', { names: [{ text: '臺北市立圖書館' }, { text: '圖書館', sort: 'short' }] })
  const branch = scribe.entity('Organization', '臺北市立圖書館東湖分館')
  const oecd = scribe.entity('Organization', '經濟合作暨發展組織', { names: [{ text: '經濟合作暨發展組織' }, { text: 'OECD', sort: 'short', language: 'en' }] })
  scribe.entity('Organization', '臺北市立美術館')
  await scribe.commit()
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const found = async (sentence: string) => (await namesIn(asking, sentence)).map(({ text, candidates }) => [text, candidates[0]!.entity.id])
  t.same(await found('哪些組織連結社會局與文化局？'), [['社會局', ids.social], ['文化局', ids.culture]])
  t.same(await found('台北市立图书馆東湖分館和圖書館'), [['台北市立图书馆東湖分館', branch], ['圖書館', library]])
  t.same(await found('從 林 振 春 教授到OECD的路'), [['林 振 春', ids.person], ['OECD', oecd]])
  t.match(await namesIn(asking, '北美館在哪裡'), [{ start: 0, end: 3, text: '北美館', candidates: [{ reason: 'short' }] }])
  t.same(await found('Which OECDs are there?'), [], 'a part of a word is no name')
  t.same(await found('祕密社做了什麼'), [], 'nor what is hidden')
  t.same(await found(''), [])
})

t.test('offsets are those of the sentence, whatever surrounds a name', async (t) => {
  const { store } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const around = fc.string({ unit: fc.constantFrom(...'的與、。？ 　ab𠀀㈱', '🙂'), maxLength: 8 })
  await fc.assert(fc.asyncProperty(around, around, async (before, after) => {
    const found = await namesIn(asking, `${before}臺北市政府社會局${after}`)
    return found.length === 1 && found[0]!.text === '臺北市政府社會局' && found[0]!.start === before.length && found[0]!.end === before.length + 8
  }), { numRuns: 200 })
  t.pass()
})
