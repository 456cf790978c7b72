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
