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
  ['The Harbour Data Institute (HDI) and the HDI shop work for OECD members.', ['Harbour Data Institute Organization', 'HDI Organization', 'OECD Organization']],
  ['They met in New York and in Chile.', ['New York Place', 'Chile Place']],
  ['The mayor Oluwaseun Adeyemi and Nkechi Obi, a local journalist, spoke; William N. Dunn （1994） wrote it down.', ['Oluwaseun Adeyemi Person', 'Nkechi Obi Person', 'William N. Dunn Person']],
  ['Drawing on the Harbour Internet Institute Open Data, it was shown in the UK. The Tidal Study Centre agreed.', ['Harbour Internet Institute Organization', 'UK Place', 'Tidal Study Centre Organization']],
  ['The Office of Policy and Harbour Affairs works with the Council of the Tidal Union.', ['Office of Policy and Harbour Affairs Organization', 'Council of the Tidal Union Organization']],
  ['The Ministry of Health and Welfare paid.', ['Ministry of Health and Welfare Organization']],
  ['開放知識基金會（Open Knowledge Foundation, OKF）成立後，OKF 與教育部合作。', ['開放知識基金會 Organization', 'Open Knowledge Foundation Organization', 'OKF Organization', '教育部 Organization']],
  ['戴豪君提出報告。', ['戴豪君 Person']],
  ['1950年代關務署署長周德偉遷入。', ['關務署 Organization', '周德偉 Person']],
  ['記錄軍事情報局局長汪希苓的調查。', ['軍事情報局 Organization', '汪希苓 Person']],
  ['88風災後屏東縣政府出面，已故教育研究院籌備處主任陳伯璋不在。', ['屏東縣政府 Organization', '陳伯璋 Person']],
  ['由臺灣省主席邱創煥與臺灣省政府教育廳廳長陳倬民主持。', ['臺灣省政府教育廳 Organization', '邱創煥 Person', '陳倬民 Person']],
  ['西班牙文化部與愛沙尼亞教育部來函。', ['西班牙文化部 Organization', '愛沙尼亞教育部 Organization']],
  ['B型企業協會邀請歐盟。', ['B型企業協會 Organization', '歐盟 Organization']],
  ['他到宜蘭縣五結鄉、嘉義縣六腳鄉。', ['宜蘭縣五結鄉 Place', '嘉義縣六腳鄉 Place']],
  ['紀政出生於新竹，主任魯平對記者說。', ['紀政 Person', '魯平 Person']],
  ['政務司司長林鄭月娥、財政司司長梁錦松。', ['林鄭月娥 Person', '梁錦松 Person']],
  ['文化部推動「**養水種電**計畫」。', ['文化部 Organization', '養水種電計畫 Programme']],
]
/** Words that end like names and are none. */
const NONE = ['各局處與地方政府、民間團體都有好處。', '這個委員會的核心是學習型組織，局部調整即可。', '許多大學和相關協會在社區中心開會。', '全部的部門都在處理內部問題。', '方法很多，高雄的夏天很熱。', '他是一位教授，也是局長。', '21家公司、幾個學會。',
  // capitals that nobody spells out, or that an address holds
  'XR 與 TCP 都寫在 README 裡，見 https://a.example/?id=IH4grp%E6%96。', 'A Key Opinion Leader (KOL) reads the README.',
  // what the text also writes small is no name
  'Open Data means that data is open. The Open Government is open.', 'He calls it Managing Change; managing change is hard.',
  '時任政務委員，曾翻譯過幾本書。', '這是一種開放政府，通常政府不做。', '中國公司與法國企業的做法不同。', '歷數個委員會，共有八個縣市政府參加。', '公民和政府一起做。', '或是區塊鏈、比如區域政策。', '當時的十一局與農礦兩部都改組了。', '許多的城市新金融中心都有好處。',
  '各縣市師範學院成立美術教育科系。', '微波理論與技術協會主席到了。', '該公司總部很大，這所同類館也很大。', '反對黨與執政黨都同意。', '進大學所任助理教授。', '東京、名古屋、大阪三地電台都在。', '局長穆罕默•傑登上任。',
  'Buenas Noches met Visiting Fellow there.', 'See OCTO.Gov for it.']

/** Who is cited, and where, the citation says: a note is no place to find names in. */
const CITING = ['See Jane Ritchie and Jane Lewis, Some Practice (London: Harbour Publications, 2003), pp. 12-14.', 'Ilan Moss, "A Start-Up Nation and its Data", 2011 <http://example.org/Harbour-Institute>']

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

t.test('what a note cites is left to the citation', async (t) => {
  for (const sentence of CITING) t.same(names(sentence).filter((name) => !name.endsWith('Place')), [], sentence)
})

t.test('what one passage spells out holds for the document; faint names are no proposals however often they return', async (t) => {
  const passages = ['The Tidal Data Institute (TDI) began.', 'TDI grew. XRQ grew.', 'XRQ shrank. XRQ fell. Lorem Dolor met Lorem Dolor and Lorem Dolor.'].map((text, i) => ({ text, start: i * 100 }))
  t.same(findUnknown(passages, nothing, rules.names).map(({ name, count }) => `${name} ${count}`).sort(), ['TDI 2', 'Tidal Data Institute 1'])
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
