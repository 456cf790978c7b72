import t from 'tap'
import { definitionsOf } from '../../../src/literature/statements/definitions.ts'
import { enumerationsOf } from '../../../src/literature/statements/enumerations.ts'
import { knownNames } from '../../../src/literature/statements/mentions.ts'
import type { Passage } from '../../../src/literature/statements/passage.ts'
import { rules } from './measure.ts'

const nothing = knownNames([])
const passages = (...texts: string[]): Passage[] => {
  let at = 0
  return texts.map((text) => {
    const passage = { text, start: at, heading: '參、推動策略', page: '12' }
    at += text.length + 2
    return passage
  })
}
const lists = (...texts: string[]) => enumerationsOf(passages(...texts), nothing, rules)

t.test('a numbered list in lines, announced by the sentence before', async (t) => {
  const texts = ['王政彥（2002）提出學習社區發展的四項原則：', '1. 由下而上：居民自己決定。\n2. 資源共享：學校開放場地。\n3. 循序漸進：先小後大。\n4. 持續評估：每年檢討。'] as const
  const [one, ...others] = lists(...texts)
  t.same(others, [])
  t.match(one, { concept: { name: '學習社區發展的四項原則', proposer: '王政彥', year: '2002' }, at: { page: '12' } })
  t.same(one!.parts.map(({ name }) => name), ['由下而上', '資源共享', '循序漸進', '持續評估'])
  t.equal(one!.mismatch, undefined)
  const whole = texts.join('\n\n')
  t.equal(whole.slice(one!.parts[1]!.start, one!.parts[1]!.end), '2. 資源共享：學校開放場地。')
})

t.test('numbered in running text', async (t) => {
  const [one] = lists('社區學習的歷程分為三個階段：（一）啟蒙階段：辦講座。（二）成長階段：組讀書會。（三）自主階段：成立社團。')
  t.same(one!.parts.map(({ name }) => name), ['啟蒙階段', '成長階段', '自主階段'])
  t.match(one!.concept.name, /三個階段/)
})

t.test('the number announced is checked', async (t) => {
  t.match(lists('推動讀書會有五個步驟：1.招募成員。2.選定書目。3.訂定規則。')[0], { mismatch: { said: 5, found: 3 } })
})

t.test('lists in running text: counted before or behind', async (t) => {
  t.same(lists('他提出學習社區的四大要素：人、事、時間、空間。').map(({ parts }) => parts.length), [], 'items of one letter are too little to tell')
  t.same(lists('課程分學術、社團、生活藝能等三個類型。')[0]?.parts.map(({ name }) => name).slice(1), ['社團', '生活藝能'])
  t.same(lists('學習城市的五項指標：學習機會、學習參與、學習資源、公民意識與社會包容。')[0]?.parts.map(({ name }) => name), ['學習機會', '學習參與', '學習資源', '公民意識', '社會包容'])
})

t.test('a table with a caption: its first column', async (t) => {
  const table = '表 3 社區大學的課程類型\n| 類型 | 門數 |\n|---|---|\n| 學術課程 | 12 |\n| 社團課程 | 8 |\n| 生活藝能 | 30 |'
  const [one] = lists(table)
  t.equal(one?.concept.name, '社區大學的課程類型')
  t.same(one?.parts.map(({ name }) => name), ['學術課程', '社團課程', '生活藝能'])
})

t.test('questions, dates and decimals are no lists', async (t) => {
  t.same(lists('本研究的問題是：', '1.如何招生？\n2.如何評鑑？\n3.如何永續？'), [])
  t.same(lists('比率由 1.2 升到 2.3，再到 3.4。民國 101.4.1 開幕。'), [])
  t.same(lists('參加的城市有臺北、新北、桃園、臺中。'), [])
})

const definitions = (text: string) => definitionsOf(passages(text), nothing, rules)

t.test('definitions: what, whose, in which words', async (t) => {
  const cases: [text: string, expected: Record<string, string>][] = [
    ['所謂學習社區，是指居民在生活中共同學習的地方。', { concept: '學習社區', words: '居民在生活中共同學習的地方' }],
    ['終身學習係指個人一生中所有的學習活動（教育部，1998）。', { concept: '終身學習', year: '1998', words: '個人一生中所有的學習活動' }],
    ['根據 OECD（2001）的定義，學習區域是以創新為核心的地區。', { concept: '學習區域', by: 'OECD', year: '2001', words: '以創新為核心的地區' }],
    ['吳明烈（2004）將組織學習定義為組織獲取與運用知識的過程。', { concept: '組織學習', by: '吳明烈', words: '組織獲取與運用知識的過程' }],
    ['「社會資本」（social capital）指的是人與人之間的信任與網絡。', { concept: '社會資本', words: '人與人之間的信任與網絡' }],
    ['A learning city is defined as a city that mobilises its resources for learning.', { concept: 'learning city', words: 'a city that mobilises its resources for learning' }],
  ]
  for (const [text, expected] of cases) {
    const [one, ...others] = definitions(text)
    t.same(others, [])
    t.match(one, expected, text)
    t.equal(text.slice(one!.start, one!.end), one!.words)
  }
  for (const text of ['這就是指標的意義。', '他指出學習很重要。', '什麼是所謂的學習社區呢？', '也就是說，大家一起學習。', '鑑於如此豐富是指各種數位技術都用到了。', 'In particular, they are understood as having allowed a dominance to emerge.']) t.same(definitions(text), [], text)
})

t.test('marks of notes number nothing; points of an argument and whole sentences are no model', async (t) => {
  t.same(lists('審查的效果有三種面向，道高一尺，牆高一丈①。後來的研究認為並非如此②，也有人反對③。'), [])
  t.same(lists('但相當清晰的策略：', '1. 種子應該是強大的社群，在技術上能管理危害，以及支持益處的機構。\n2. 種子之間應該多樣，並有寬鬆的網絡，以確保平衡的擴散。'), [])
  t.same(lists('推動的三個原則：①由下而上；②資源共享；③循序漸進。')[0]?.parts.map(({ name }) => name), ['由下而上', '資源共享', '循序漸進'])
})

t.test('points under a heading, questions and clauses are no parts of a concept', async (t) => {
  const under = (heading: string, text: string) => enumerationsOf([{ text, start: 0, heading }], nothing, rules)
  const items = '1. 部分社群參與規格制定。\n2. 外商的從業人士。\n3. 在地社群的組織者。'
  t.same(under('研究發現', items), [], 'a heading that announces no parts')
  t.same(under('社群的三種類型', items).map(({ parts }) => parts.length), [3])
  t.same(lists('特殊狀況可以說明：', '1. 創立一年以上。\n2. 兩年內有公開活動。'), [], 'a colon alone announces points of any sort')
  t.same(lists('評量的十項指標：', '1. 資料是否存在？\n2. 可否線上取得？\n3. 是否免費？'), [])
  t.same(lists('目錄分為 1-1. 法律、1-2. 組織、1-3. 比較。'), [])
  t.same(lists('執行單位、市政府、公民三者的角色都不同。'), [])
  t.same(lists('會議分別針對策略規畫、資料盤點、溝通推廣、資料品質四大方向討論。')[0]?.parts.map(({ name }) => name), ['策略規畫', '資料盤點', '溝通推廣', '資料品質'])
})

t.test('a list is parts of something that is named, and begins where its first part begins', async (t) => {
  const found = (text: string) => lists(text).map(({ concept, parts }) => [concept.name, parts.map(({ name }) => name).join('/')])
  t.same(found('社區學習歷經啟蒙、成長和自主三個階段。'), [['社區學習的三個階段', '啟蒙/成長/自主']])
  t.same(found('電力取暖有便利使用、容易控制、安全潔淨三大優點。'), [['電力取暖的三大優點', '便利使用/容易控制/安全潔淨']])
  const none: [text: string, why: string][] = [
    ['研發輔導、人才培育、國際連結三個層次都要顧到。', 'of what is not said'],
    ['台灣在晶圓代工、伺服器代工、精密機械三個領域領先。', 'where, not what it consists of'],
    ['台灣已逐漸向行政、立法、司法三個方向發展。', 'nobody can tell where the first begins'],
    ['朝鮮半島形成高句麗、新羅、百濟三國鼎立時期。', 'three countries, one period'],
    ['4支進入決賽圈階段的球隊包括西班牙、匈牙利、丹麥、蘇聯。', 'four teams, one stage'],
    ['報告揭櫫AI應該要符合的四大要點：安全性、彈性、準確性、可靠性。', 'a clause'],
    ['本文的四個部分：現狀、戰線、形成、方法。', 'parts of a text'],
  ]
  for (const [text, why] of none) t.same(found(text), [], `${why}: ${text}`)
  t.same(lists('學習城市的三個階段：', '1. 1996年：開始。\n2. 2000年：推廣。\n3. 2004年：評估。'), [], 'when, not what')
  t.same(lists('**學習城市的三個階段**：', '1. **啟蒙**：辦講座[^1]。\n2. **成長**：組讀書會。\n3. **自主**：成立社團。')[0]?.parts.map(({ name }) => name), ['啟蒙', '成長', '自主'])
})

t.test('what sort of proposer it is, is known where it is read', async (t) => {
  t.match(lists('司法院（2011）提出參審制的四項原則：1.官學參與。2.社會發展。3.工作項目。4.推展模式。')[0]?.concept, { proposer: '司法院', proposerKind: 'Organization' })
})

t.test('a definition is of a term, says of what sort it is, and is told as one', async (t) => {
  const none: [text: string, why: string][] = [
    ['日本的開發是指奪取殖民地資源的作法。', 'what a writer means'], ['「議題」是指當事人的無知。', 'a word in quotation marks'],
    ['簡單來說，更多是指前輩的純然好奇。', 'no term'], ['天氣則是指這些氣象要素的狀態。', 'points to something'],
    ['徐克的創意指導讓她發現了自己的新面向。', '指 in a word'], ['所謂家庭關係，就是無論如何都不會背棄彼此。', 'a clause'],
    ['一種說法是指本地為森林的地方。', 'a hearsay'], ['電子郵票也沒有一致的定義，電子郵票也沒有形成規範，所以沒有統一的名稱。', 'another clause'],
  ]
  for (const [text, why] of none) t.same(definitions(text), [], `${why}: ${text}`)
  t.match(definitions('「政治社會」是指介於國家與公民社會之間的地帶。'), [{ concept: '政治社會' }], '社會 keeps its 會')
  t.match(definitions('學習型城市是指以學習帶動發展的城市。'), [{ concept: '學習型城市' }])
  t.match(definitionsOf([{ text: '操場是指用以集會的場地。', start: 0, heading: '操場' }], nothing, rules), [{ concept: '操場' }], 'in the heading')
  t.same(definitions('操場是指用以集會的場地。'), [])
  t.match(definitions('根據中國共產黨的定義，鄧小平理論是以建設為主題的理論。'), [{ by: '中國共產黨', byKind: 'Organization' }])
})
