import { fileURLToPath } from 'node:url'
import t from 'tap'
import { loadFacts } from '../../src/archive/facts.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import type { Answer, AnswerRow, Cell } from '../../src/graph/answer.ts'
import { textOf } from '../../src/graph/cells.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { checked } from '../../src/questions/kind.ts'
import { stores } from './stores.ts'
import { Scribe, vocabulary } from '../fixture.ts'

const FACTS = fileURLToPath(new URL('../../seed/facts/learning-city.yaml', import.meta.url))

for (const { name, make } of await stores(t)) {
  await t.test(`${name}: what the founding book says, read off its pages by hand`, async (t) => {
    const { store: graph, close } = await make()
    t.teardown(close)
    await loadFacts({ graph, vocabulary }, { file: FACTS })
    const ask = (question: string, given: object): Promise<Answer> => {
      const kind = FAMILY.get(question)!
      return kind.answer({ graph, vocabulary, viewer: PUBLIC }, checked(kind, { ...given }))
    }

    await t.test('who wrote a chapter with whom', async (t) => {
      const pairs = await ask('coauthors', {})
      t.same(pairs.rows.map(({ cells: { one, other } }) => [textOf(one!), textOf(other!)].sort().join(' ')).sort(), [
        '中華民國社區教育學會 國立臺灣師範大學社會教育學系', '姚曉萍 蘇雅如', '林岱瑋 許佳琪', '林振春 蔡怡怡', '江姿萱 許曼真', '翁敏兒 董欣孜',
      ].map((pair) => pair.split(' ').sort().join(' ')).sort())
      const authors = await ask('coauthors', { relations: ['AUTHORED'] })
      t.equal(authors.total, 5, 'editors aside')
      const lin = await ask('coauthors', { of: '林振春' })
      t.same(lin.rows.map(shown), [{ coauthor: '蔡怡怡', number: '1', works: '博物館在學習型城市推動之實踐探究' }])
      t.same(new Set(lin.rows[0]!.relations!.flatMap(({ evidence }) => evidence.map(({ locator, quote }) => `${locator.page}：${quote}`))), new Set(['目次：博物館在學習型城市推動之實踐探究／蔡怡怡・林振春']))
      t.equal((await ask('coauthors', { of: '張德永' })).total, 0, 'who wrote the fourth chapter alone')
      await t.rejects(ask('coauthors', { of: '學習城市' }), { code: 'BAD_USER_INPUT', details: { field: 'of' } })
    })

    await t.test('which concepts stand in which chapters', async (t) => {
      const { rows, total, text } = await ask('concepts', { in: '學習型城市' })
      t.equal(total, 13)
      t.match(text, /12 個概念/)
      const chapter = '學習型城鄉的雙核心引擎與共伴效應——為第三代學習城市綢繆'
      t.same(rows.slice(0, 2).map(shown).sort((x, y) => (x['chapter']! < y['chapter']! ? -1 : 1)), [
        { concept: '學習城市', chapter: '學習型城市', how: '主題為', places: '2', pages: '書名頁、版權頁' },
        { concept: '學習城市', chapter, how: '主題為', places: '1', pages: '1' },
      ])
      t.same(rows.slice(2).map(({ cells }) => `${textOf(cells['concept']!)} ${textOf(cells['pages']!)}`).sort(), [
        '學習型城市發展的六個時期 1', '學習型城市的三個世代 2', '第三代學習型城市的七個面向 3', '學習型城鄉的雙核心引擎 4', '共伴效應 5', '歐盟創建學習城市的六大關鍵 6',
        '國際上推動學習型城市的四項關鍵因素 7', '推動學習城市的七要項 8', '六分原則 10', '成功的終身學習夥伴關係的十項特徵 10', '終身學習機構策略聯盟的七項具體作法 10',
      ].sort())
      t.same(new Set(rows.slice(2).map(({ cells }) => textOf(cells['chapter']!))), new Set([chapter]))
    })

    await t.test('two definitions side by side, with pages and words', async (t) => {
      const { rows, total } = await ask('definitions', { of: '學習城市' })
      t.equal(total, 2)
      t.same(rows.map(({ cells: { by, pages, sources } }) => [by, sources, pages].map((cell) => textOf(cell!)).join(' ')).sort(), ['Larsen 學習型城市 3', '歐洲終身學習創協 學習型城市 2'])
      t.match(rows.find(({ cells: { by } }) => textOf(by!) === 'Larsen')!.cells['definition'], /^以創新與學習為發展的中心/)
      t.ok(rows.every(({ relations }) => relations!.every(({ evidence }) => evidence.every(({ source, quote }) => source.name === '學習型城市' && quote!.length > 5))))
      await t.rejects(ask('definitions', { of: '林振春' }), { code: 'BAD_USER_INPUT', details: { field: 'of' } })
      t.match(await ask('definitions', { of: '共伴效應' }), { total: 0, notes: [/includeProposed/] })
    })
  })

  await t.test(`${name}: citations, co-citation and coupling of five works`, async (t) => {
    const { store: graph, close } = await make()
    t.teardown(close)
    const scribe = new Scribe(graph)
    const [smith, book, one, two, three, x, y, z] = [
      scribe.entity('Person', '史某'), scribe.entity('Work', '論文集'), ...['甲章', '乙章', '丙文', '子書', '丑書', '寅書'].map((text) => scribe.entity('Work', text)),
    ]
    scribe.relate('PART_OF', one!, book!)
    scribe.relate('PART_OF', two!, book!)
    scribe.relate('AUTHORED', smith!, x!)
    scribe.relate('AUTHORED', smith!, one!)
    for (const [from, to, page] of [[one, x, '12'], [one, y, '3'], [two, x, '101'], [two, y, '99'], [three, x, '7'], [three, z, 'iv']]) scribe.relate('CITES', from!, to!, { page: page! })
    await scribe.commit()
    const ask = async (question: string, given: object): Promise<string[]> => {
      const kind = FAMILY.get(question)!
      const answer = await kind.answer({ graph, vocabulary, viewer: PUBLIC }, checked(kind, { ...given }))
      t.ok(answer.rows.every(({ relations }) => relations!.length > 0 && relations!.every(({ evidence }) => evidence.length > 0)))
      return answer.rows.map(({ cells }) => Object.values(cells).map(textOf).join(' '))
    }
    t.same(await ask('citations', { of: '論文集' }), ['子書 史某 甲章、乙章 2 12、101', '丑書  甲章、乙章 2 3、99'], 'what its chapters cite')
    t.same(await ask('citations', { of: '甲章' }), ['子書 史某 甲章 1 12', '丑書  甲章 1 3'])
    t.same(await ask('citations', { of: '史某', direction: 'citedBy' }), ['甲章 史某 子書 1 12', '乙章  子書 1 101', '丙文  子書 1 7'], 'who cites an author')
    t.same(await ask('citations', { of: '史某' }), ['子書 史某 甲章 1 12', '丑書  甲章 1 3'], 'and whom the author cites')
    t.same(await ask('citations', { of: '寅書' }), [])
    t.same(await ask('cocitation', { of: '子書' }), ['丑書  2 甲章、乙章', '寅書  1 丙文'])
    t.same(await ask('coupling', { of: '甲章' }), ['乙章  2 子書、丑書', '丙文  1 子書'])
    t.same(await ask('coupling', { of: '論文集' }), ['丙文  1 子書'], 'its chapters are not coupled with it')
    t.same(await ask('coupling', { of: '子書' }), [])
  })
}

function shown({ cells }: AnswerRow): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, textOf(cell as Cell)]))
}
