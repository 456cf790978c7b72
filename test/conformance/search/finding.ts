import { PUBLIC } from '../../../src/model/audience.ts'
import type { SearchCases } from './cases.ts'
import { entity, id, marked, names, passage } from './documents.ts'

const TEXTS = [
  entity(1, '臺北市政府社會局', '推動社區照顧與老人福利'),
  entity(2, '臺北市立美術館', '現代美術的收藏', { names: ['北美館', 'Taipei Fine Arts Museum'] }),
  passage(3, 0, '學習型城市', '知識社會的形成，使得終身學習成為人人的需要。'),
  passage(3, 1, '學習型城市', '林 振 春認為社區學習\n體系是學習型城市的基礎。'),
  passage(3, 2, '學習型城市', 'Longworth & Osborne (2010) 提出六個時期。喝茶也是學習。'),
  passage(4, 0, '鄉土文化', '裡面的圖書館收藏臺灣文獻，知識的傳承在此。'),
  entity(5, '茶', '飲料'),
]

export const finding: SearchCases = {
  'two characters suffice, in names and in texts': async (t, store) => {
    await store.apply({ put: TEXTS, drop: [] }, 1)
    t.same(names(await store.search({ text: '知識' }, PUBLIC)).sort(), ['學習型城市', '鄉土文化'].sort())
    t.equal(names(await store.search({ text: '社會局' }, PUBLIC))[0], '臺北市政府社會局')
    t.equal(names(await store.search({ text: '北美館' }, PUBLIC))[0], '臺北市立美術館')
    t.equal(names(await store.search({ text: '茶' }, PUBLIC))[0], '茶', 'one character that is a name')
    t.ok(names(await store.search({ text: '茶' }, PUBLIC)).includes('學習型城市'), 'and that stands within a text')
  },
  'Simplified finds Traditional and the reverse; 臺 and 台, width and case do not matter': async (t, store) => {
    await store.apply({ put: [...TEXTS, entity(6, '广州图书馆', '岭南文献')], drop: [] }, 1)
    for (const text of ['知识社会', '知識社會']) t.equal(names(await store.search({ text }, PUBLIC))[0], '學習型城市', text)
    for (const text of ['台北市立美術館', '台北市立美术馆', 'ＴＡＩＰＥＩ fine arts']) t.equal(names(await store.search({ text }, PUBLIC))[0], '臺北市立美術館', text)
    t.equal(names(await store.search({ text: '廣州圖書館' }, PUBLIC))[0], '广州图书馆')
    const same = await Promise.all(['臺灣文獻', '台灣文獻', '台湾文献'].map((text) => store.search({ text }, PUBLIC)))
    t.same(same[1], same[0])
    t.same(same[2], same[0])
  },
  'highlights fall on the text as written': async (t, store) => {
    await store.apply({ put: TEXTS, drop: [] }, 1)
    t.same(marked(await store.search({ text: '林振春' }, PUBLIC)), ['林 振 春'])
    t.same(marked(await store.search({ text: '台湾文献' }, PUBLIC)), ['臺灣文獻'])
    t.same(marked(await store.search({ text: 'longworth' }, PUBLIC)), ['Longworth'])
    const { hits } = await store.search({ text: '北美館' }, PUBLIC)
    t.equal(hits[0]!.passages[0]!.text, '現代美術的收藏')
    const named = (await store.search({ text: '茶' }, PUBLIC)).hits[0]!.passages[0]!
    t.equal(named.document, id(5))
  },
  'a phrase is kept together, also over the end of a line; a word may be left out': async (t, store) => {
    await store.apply({ put: TEXTS, drop: [] }, 1)
    t.same(names(await store.search({ text: '「學習體系」' }, PUBLIC)), ['學習型城市'])
    t.equal((await store.search({ text: '「學習城市」' }, PUBLIC)).total, 0)
    t.equal((await store.search({ text: '"體系學習"' }, PUBLIC)).total, 0)
    for (const text of ['知識 −終身', '知識 -终身', '知識 －「終身學習」']) t.same(names(await store.search({ text }, PUBLIC)), ['鄉土文化'], text)
    t.equal((await store.search({ text: '-知識' }, PUBLIC)).total, 0, 'what only excludes finds nothing')
    t.equal((await store.search({ text: '「學習型城市」 「六個時期」' }, PUBLIC)).total, 1)
  },
  'words that ask rather than name are passed over': async (t, store) => {
    await store.apply({ put: [...TEXTS, passage(7, 0, '問答', '什麼是什麼？誰是誰？如何？為何？')], drop: [] }, 1)
    t.equal(names(await store.search({ text: '什麼是知識社會？' }, PUBLIC))[0], '學習型城市')
    t.equal(names(await store.search({ text: '誰認為社區學習體系是基礎？' }, PUBLIC))[0], '學習型城市')
    t.equal(names(await store.search({ text: '如何' }, PUBLIC))[0], '問答', 'unless nothing else was typed')
  },
  'nothing typed finds nothing; what is too long is refused': async (t, store) => {
    await store.apply({ put: TEXTS, drop: [] }, 1)
    for (const text of ['', ' ', '？！', '「」']) t.same(await store.search({ text }, PUBLIC).then(({ total, hits, hasNextPage }) => ({ total, hits, hasNextPage })), { total: 0, hits: [], hasNextPage: false }, `「${text}」`)
    await t.rejects(store.search({ text: '知'.repeat(1_001) }, PUBLIC), { code: 'BAD_USER_INPUT', details: { field: 'text' } })
    await store.search({ text: '知識'.repeat(500) }, PUBLIC)
    await t.rejects(store.search({ text: '知識', first: 101 }, PUBLIC), { code: 'BAD_USER_INPUT', details: { field: 'first' } })
    await t.rejects(store.search({ text: '知識', after: 'no cursor' }, PUBLIC), { code: 'BAD_USER_INPUT', details: { field: 'after' } })
  },
  'what was meant is offered when little is found, from public names and words': async (t, store) => {
    await store.apply({ put: TEXTS, drop: [] }, 1)
    t.equal((await store.search({ text: '臺北市力美術館' }, PUBLIC)).didYouMean, '臺北市立美術館')
    t.equal((await store.search({ text: 'Longwroth' }, PUBLIC)).didYouMean?.toLowerCase(), 'longworth')
    t.equal((await store.search({ text: '臺北市立美術館' }, PUBLIC)).didYouMean, undefined, 'nothing to mend')
    t.equal((await store.search({ text: '紅樓夢' }, PUBLIC)).didYouMean, undefined, 'nothing near')
  },
}
