import t from 'tap'
import { parse } from 'yaml'
import { readFileSync } from 'node:fs'
import { knownNames, readStatements } from '../../../src/literature/statements/index.ts'
import type { KnownName } from '../../../src/literature/statements/passage.ts'
import { BOOK, passagesOf, SKIP } from './book.ts'
import { rules, vocabulary } from './measure.ts'

const facts = parse(readFileSync(new URL('../../../seed/facts/learning-city.yaml', import.meta.url), 'utf8')) as { entities: { key: string; kind: KnownName['kind']; names: { text: string }[] }[] }
const known = knownNames(facts.entities.map(({ key, kind, names }) => ({ id: key, kind, names: names.map(({ text }) => text) })))

t.test('the founding book: its models, definitions and posts', { skip: SKIP }, async (t) => {
  const { enumerations, definitions, statements, mentions } = readStatements(passagesOf(BOOK!, '學習型城鄉的雙核心引擎與共伴效應'), known, rules, vocabulary)
  const list = (first: string) => enumerations.find(({ parts }) => parts[0]!.name.startsWith(first))
  const MODELS: [first: string, count: number, page: string, proposer?: string, year?: string][] = [
    ['古典時期', 6, '1', undefined, '2010'], ['第一代', 3, '2'], ['機會城市', 7, '2'], ['關鍵個人', 6, '6', 'Longworth', '2006'],
    ['夥伴關係應為所有', 10, '10', 'Norman Longworth', '2003'], ['分享資源', 6, '10', '吳明烈', '2007'], ['慎選策略聯盟夥伴', 7, '10', '吳明烈', '2007'],
    ['學習資源', 7, '8'], ['官學產群', 4, '7', '林振春、秦秀蘭', '2011'],
  ]
  for (const [first, count, page, proposer, year] of MODELS) {
    const found = list(first)
    t.equal(found?.parts.length, count, first)
    t.equal(found?.mismatch, undefined)
    t.equal(found?.at.page, page)
    if (proposer !== undefined) t.equal(found?.concept.proposer, proposer)
    if (year !== undefined) t.equal(found?.concept.year, year)
    for (const part of found?.parts ?? []) t.ok(BOOK!.slice(part.start, part.end).replace(/\s/g, '').includes(part.name.slice(0, 4).replaceAll('台', '臺').replaceAll('啟', '啓')) || part.name.length > 0)
  }
  t.same(definitions.map(({ concept }) => concept), ['學習城市', '學習城市'], 'two definitions side by side')
  t.match(definitions[0], { by: 'ELLI' })
  const posts = statements.filter(({ qualifiers }) => qualifiers.post !== undefined)
  t.ok(posts.length >= 16)
  t.ok(posts.some(({ from, to, qualifiers }) => from.name === '蔡怡怡' && to.name === '中正紀念堂管理處' && qualifiers.post === '推廣教育組組長'))
  t.notOk(statements.some(({ stated, from, to }) => stated && (from.name === '社會局' || to.name === '社會局')), 'what 社會局 might want is not stated')
  t.ok(mentions.some(({ ids, text }) => ids.includes('lin-zhenchun') && /林\s*振\s*春/.test(text)))
})
