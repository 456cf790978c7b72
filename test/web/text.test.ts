import fc from 'fast-check'
import t from 'tap'
import { pieces, slicesOf } from '../../src/web/pages/entities/slices.ts'
import { often } from '../fixture.ts'
import { library } from './reading.ts'
import { site, wrongMarkup } from './site.ts'

t.test('a text is cut into pages: every passage on one, in their order, none empty', (t) => {
  fc.assert(fc.property(fc.array(fc.record({ text: fc.string({ minLength: 1, maxLength: 3_000 }), chapter: fc.constantFrom('一', '二', '三') })), (passages) => {
    const slices = slicesOf(passages)
    const all = slices.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))
    return String(all) === String(passages.map((_, i) => i)) && slices.every(({ from, to }) => to > from && (to === from + 1 || passages.slice(from, to).reduce((sum, { text }) => sum + text.length, 0) <= 7_500))
  }), { numRuns: often(100, 5_000) })
  t.end()
})

t.test('a text in pieces is the text, and every piece has the marks that cover it', (t) => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.array(fc.tuple(fc.integer({ min: -5, max: 70 }), fc.integer({ min: -5, max: 70 })), { maxLength: 6 }), (text, ranges) => {
    const cut = pieces(text, ranges.map(([start, end], mark) => ({ start, end, mark })))
    let at = 0
    return cut.map((piece) => piece.text).join('') === text && cut.every((piece) => {
      const covering = ranges.flatMap(([start, end], mark) => (start < end && start <= at && end >= at + piece.text.length && piece.text !== '' ? [mark] : []))
      at += piece.text.length
      return String(piece.marks) === String(covering)
    })
  }), { numRuns: often(200, 10_000) })
  t.end()
})

t.test('reading: pages of the book, headings, notes tied, citations, and what rests on a passage', async (t) => {
  const { store, book, content, cited, org, texts } = await library(t)
  const { get } = await site(t, { graph: store })
  const got = await get(`/entities/${book}/text`)
  t.same(await wrongMarkup(got), [])
  for (const text of texts.slice(0, 3)) t.match(got.text.replaceAll(/<[^>]+>/g, ''), text.split('[')[0]!)
  t.match(got.text, '頁 1')
  t.match(got.text, '<h3>一、背景</h3>')
  t.match(got.text, new RegExp(`引用：<a class="entity work" href="/entities/${cited}">創意城市</a>`))
  t.match(got.text, new RegExp(`/contribute/relation\\?content=${content}&amp;start=0&amp;end=${texts[0]!.length}`))
  t.match(got.text, /<sup><a href="[^"]*#p5" role="doc-noteref">\[\^1\]<\/a><\/sup>/)
  const second = await get(`/entities/${book}/text?chapter=${encodeURIComponent('社區大學')}`)
  t.match(second.text, '第二章談松山社區大學')
  t.match(second.text, new RegExp(`/entities/${org}">松山社區大學</a>`))
  t.same(await wrongMarkup(second), [])
  t.match((await get(`/entities/${book}`)).text, `/entities/${book}/text`)
  t.equal((await get(`/entities/${org}/text`)).status, 404)
})

t.test('evidence leads to its words in the text', async (t) => {
  const { store, book, org } = await library(t)
  const { get } = await site(t, { graph: store })
  const { text } = await get(`/entities/${org}`)
  const href = new RegExp(`href="(/entities/${book}/text\\?at=[^"]+)"`).exec(text)![1]!
  const got = await get(href.split('#')[0]!)
  t.match(got.text, /<span id="here"><\/span>[\s\S]*<mark class="here">第二章談松山社區大學。<\/mark>/)
})

t.test('hits are listed and marked, folded as everywhere', async (t) => {
  const { store, book } = await library(t)
  const { get, indexed } = await site(t, { graph: store })
  await indexed()
  const got = await get(`/entities/${book}/text?q=${encodeURIComponent('学习型城市')}`)
  t.match(got.text, /在 1 段裡/)
  t.match(got.text, /<mark class="hit">學習型城市<\/mark>/)
  t.same(await wrongMarkup(got), [])
  t.match((await get(`/entities/${book}/text?q=${encodeURIComponent('不在裡面')}`)).text, /沒有找到/)
})

t.test('a story: Markdown without anything that runs, readings, pictures with what they show, recordings', async (t) => {
  const { store, entry } = await library(t)
  const { get } = await site(t, { graph: store })
  for (const path of [`/entities/${entry}`, `/entities/${entry}/text`]) {
    const got = await get(path)
    t.same(await wrongMarkup(got), [], path)
    t.match(got.text, /<ruby>阿公<rp>\(<\/rp><rt>a-kong<\/rt><rp>\)<\/rp><\/ruby>說，<strong>石獅子<\/strong>/)
    t.notMatch(got.text, '<script>alert')
  }
  const { text } = await get(`/entities/${entry}`)
  t.match(text, /<img src="\/files\/[^"]+\/1\?size=small" alt="兩隻石獅子" width="480" height="360" loading="lazy">/)
  t.match(text, /<audio controls preload="none" src="\/files\/[^"]+\/2">/)
  t.match(text, '抄本.pdf')
  t.match(text, 'CC 姓名標示 4.0')
})

t.test('where: the district is meant, and districts that the archive knows are links', async (t) => {
  const { store, org, place } = await library(t)
  const { get } = await site(t, { graph: store })
  const { text } = await get(`/entities/${org}`)
  const map = /<figure class="map">[\s\S]*?<\/figure>/.exec(text)![0]
  t.match(map, new RegExp(`<a href="/entities/${place}" aria-label="松山區"><path class="meant" d="M`))
  t.equal(map.match(/<path/g)!.length, 12, 'the districts of Taipei')
  t.match(map, /<circle/)
  t.match(map, '內政部')
  t.match((await get(`/en/entities/${place}`)).text, 'Ministry of the Interior')
})

t.test('time: what is certain is drawn hard, what may be is soft; the same as a table', async (t) => {
  const { store, org } = await library(t)
  const { get } = await site(t, { graph: store })
  const { text } = await get(`/entities/${org}`)
  const drawn = /<figure class="time"[\s\S]*?<\/figure>/.exec(text)![0]
  t.equal(drawn.match(/class="soft"/g)!.length, 3)
  // between "about 2005" and March 2010, from May 2003 on, from the end of 2008 to the beginning of 2012
  t.equal(drawn.match(/class="sure"/g)!.length, 3)
  t.match(text, /<td>約民國94年（2005）至民國99年3月（2010年3月）<\/td>/)
})

t.test('what others noted stands at its words, for whoever may read it', async (t) => {
  const { store, book, content } = await library(t)
  const { get, ask, someone } = await site(t, { graph: store })
  const { cookie } = await someone('contributor', 'amei')
  const note = async (key: string, exact: string, text: string, audience: object | null): Promise<void> => {
    const { body } = await ask('mutation ($key: String!, $target: ID!, $quotation: QuotationInput, $text: String, $audience: AudienceInput) { annotate(key: $key, target: $target, quotation: $quotation, text: $text, purpose: question, audience: $audience) { records { id } } }', { cookie, variables: { key, target: content, quotation: { exact }, text, audience } })
    t.notOk(body.errors)
  }
  await note('note-one-0001', '兩大核心', '哪兩個？', { protocols: ['everyone'] })
  await note('note-two-0002', '共伴效應', '只給自己看', null)
  const [mine, theirs] = [await get(`/entities/${book}/text`, { cookie }), await get(`/entities/${book}/text`)]
  t.match(theirs.text, /<mark class="noted">兩大核心<\/mark>/)
  t.match(theirs.text, /哪兩個？[\s\S]*amei的名字/)
  t.notMatch(theirs.text, '只給自己看')
  t.match(mine.text, '只給自己看')
  t.same(await wrongMarkup(mine), [])
})
