import t from 'tap'
import { knownNames } from '../../../src/literature/statements/mentions.ts'
import { findUnknown } from '../../../src/literature/statements/unknown.ts'
import { rules } from './measure.ts'

const nothing = knownNames([])
const names = (text: string, known = nothing): string[] => findUnknown([{ text, start: 0 }], known, rules.names).map(({ name, kind }) => `${name} ${kind}`).sort()

const CASES: readonly [sentence: string, expected: string[]][] = [
  ['由財團法人洪建全教育文化基金會與臺北市錦安社區發展協會在會中說明。', ['財團法人洪建全教育文化基金會 Organization', '臺北市錦安社區發展協會 Organization']],
  ['參與大安社區大學及國立臺灣圖書館的活動。', ['大安社區大學 Organization', '國立臺灣圖書館 Organization']],
  ['國家科學及技術委員會提供經費。', ['國家科學及技術委員會 Organization']],
  ['中華民國圖書館學會和國立中正大學成人及繼續教育學系合辦。', ['中華民國圖書館學會 Organization', '國立中正大學成人及繼續教育學系 Organization']],
  ['讀《臺灣通史》與〈勸學〉。', ['臺灣通史 Work', '勸學 Work']],
  ['「社區總體營造計畫」和「終身學習」方案都通過了。', ['社區總體營造計畫 Programme', '終身學習方案 Programme']],
  ['承辦工作由楊碧雲專員統籌，李建興理事長致詞。', ['楊碧雲 Person', '李建興 Person']],
  ['館長曾淑賢、林振春教授與會。', ['曾淑賢 Person', '林振春 Person']],
  ['吳明烈（2007）指出，林振春、秦秀蘭（2011）也認為如此。', ['吳明烈 Person', '秦秀蘭 Person']],
  ['歐洲終身學習創協（European Lifelong Learning Initiative, ELLI）在歐洲成立。', ['歐洲終身學習創協 Organization', 'European Lifelong Learning Initiative Organization', '歐洲 Place']],
  ['Peter Kearns 在臺北市中山區演講。', ['Peter Kearns Person', '臺北市中山區 Place']],
  ['The University of Glasgow and Michael Osborne agreed.', ['Michael Osborne Person', 'University of Glasgow Organization']],
  ['台北市五常國小、龍坡里辦公處都來了。', ['台北市五常國小 Organization', '龍坡里辦公處 Organization']],
]
/** Words that end like names and are none. */
const NONE = ['各局處與地方政府、民間團體都有好處。', '這個委員會的核心是學習型組織，局部調整即可。', '許多大學和相關協會在社區中心開會。', '全部的部門都在處理內部問題。', '方法很多，高雄的夏天很熱。', '他是一位教授，也是局長。', '21家公司、幾個學會。']

t.test('names are told by their form, from where they begin to where they end', async (t) => {
  for (const [sentence, expected] of CASES) {
    const found = names(sentence)
    for (const one of expected) t.ok(found.includes(one), `${one} in ${sentence}: ${found.join(', ')}`)
    t.ok(found.length <= expected.length + 1, `little else in ${sentence}: ${found.join(', ')}`)
  }
})

t.test('ordinary words are no names', async (t) => {
  for (const sentence of NONE) t.same(names(sentence).filter((name) => !name.endsWith('Place')), [], sentence)
})

t.test('what is known is not proposed, but a longer name that begins as names begin is', async (t) => {
  const known = knownNames([{ id: 'edu', kind: 'Organization', names: ['教育局'] }])
  t.same(names('歷來教育局都重視。', known), [])
  t.same(names('臺南市政府教育局都重視。', known), ['臺南市政府教育局 Organization'])
})

t.test('counts and places over passages', async (t) => {
  const passages = [{ text: '國立臺灣圖書館在中和。', start: 10, page: '1' }, { text: '去國立台灣 圖書館。', start: 50, page: '2' }]
  const [one] = findUnknown(passages, nothing, rules.names).filter(({ kind }) => kind === 'Organization')
  t.match(one, { name: '國立臺灣圖書館', count: 2, places: [{ start: 10, end: 17, page: '1' }, { start: 51, end: 59, page: '2' }] })
})
