import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { relationsOf, type Answer } from '../../src/graph/answer.ts'
import { commonKind } from '../../src/questions/common.ts'
import { connectors } from '../../src/questions/connectors.ts'
import { entitiesIn } from '../../src/graph/cells.ts'
import { rankingKind } from '../../src/questions/ranking.ts'
import { relatedKind } from '../../src/questions/related.ts'
import { smallCity, vocabulary } from '../fixture.ts'

const HIDDEN = { mode: 'all', protocols: ['elders'] } as const
const names = ({ rows }: Answer): string[] => rows.map(({ cells }) => entitiesIn(cells['entity']!)[0]!.name)

/** A department that has three facilities operated, one by two in turn, and parts that have an order. */
async function town(t: Parameters<typeof smallCity>[0]) {
  const { store, ids, scribe } = await smallCity(t)
  const [museum, stage, hall] = ['河畔博物館', '橋下劇場', '山邊演藝廳'].map((name) => scribe.entity('Organization', name)) as [string, string, string]
  const [foundation, troupe] = [scribe.entity('Organization', '財團法人河畔基金會'), scribe.entity('Organization', '橋下劇團')]
  const operate = (who: string, what: string, start: string, end: string, more: object = {}) => scribe.relate('OPERATES', who as never, what as never, { start, end, ...more })
  operate(foundation, museum, '2010', '2014')
  operate(troupe, museum, '2015', '2020')
  operate(foundation, museum, '2021', '2024')
  operate(foundation, stage, '2012', '2013')
  operate(troupe, hall, '2012', '2013', { audience: HIDDEN })
  scribe.relate('COMMISSIONS', ids.culture, foundation, { start: '2010', end: '2014' })
  scribe.relate('COMMISSIONS', ids.culture, troupe, { start: '2015', end: '2020' })
  const model = scribe.entity('Concept', '三步法')
  for (const [i, step] of ['想', '做', '看'].entries()) scribe.relate('PART_OF', scribe.entity('Concept', `${step}的步驟`), model, { qualifiers: { order: i + 1 } })
  await scribe.commit()
  return { asking: { graph: store, vocabulary, viewer: PUBLIC }, store, ids, scribe, museum, foundation }
}

t.test('who is related with an entity: by type and side, time, kind and name; parts in their order', async (t) => {
  const { asking, museum } = await town(t)
  const operators = await relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES:in'] })
  t.same(names(operators), ['財團法人河畔基金會', '橋下劇團'], 'more relations first, each entity once')
  t.same(operators.rows.map(({ cells }) => cells['count']), [2, 1])
  t.ok(operators.rows.every((row) => relationsOf(row).every(({ evidence }) => evidence.length > 0)))
  t.match(operators, { put: { name: 'related', arguments: { of: museum, types: ['OPERATES:in'] } }, total: 2, searched: { relations: 3 } })
  t.same(names(await relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES:in'], asOf: '2016' })), ['橋下劇團'])
  t.same(names(await relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES:in'], asOf: '../2012' })), ['財團法人河畔基金會'])
  t.same(names(await relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES:in'], asOf: '2022/..' })), ['財團法人河畔基金會'])
  t.same(names(await relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES'], direction: 'out' })), [], 'it operates nothing')
  t.same(names(await relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES:in'], named: ['基金會'] })), ['財團法人河畔基金會'])
  t.same(names(await relatedKind.answer(asking, { of: '三步法', types: ['PART_OF:in'] })), ['想的步驟', '做的步驟', '看的步驟'])
  t.same(names(await relatedKind.answer(asking, { of: '三步法', types: ['PART_OF:in'], kinds: ['Work'] })), [])
  t.same(names(await relatedKind.answer(asking, { of: '橋下劇團', types: ['OPERATES:out'] })), ['河畔博物館'], 'what is hidden is not there')
  const first = await relatedKind.answer(asking, { of: '三步法', first: 2 })
  t.match(first, { total: 3, hasNextPage: true })
  t.same(names(await relatedKind.answer(asking, { of: '三步法', first: 2, after: first.endCursor! })), ['看的步驟'])
  await t.rejects(relatedKind.answer(asking, { of: '三步法', types: ['NOTHING'] }), { code: 'BAD_USER_INPUT', details: { field: 'types' } })
  await t.rejects(relatedKind.answer(asking, { of: '三步法', types: ['PART_OF:up'] }), { code: 'BAD_USER_INPUT' })
  await t.rejects(relatedKind.answer(asking, { of: '三步法', after: 'nobody' }), { code: 'BAD_USER_INPUT', details: { field: 'after' } })
})

t.test('some are left out by name or by the end of their names', async (t) => {
  const { asking, museum } = await town(t)
  const operators = async (more: object): Promise<Answer> => relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES:in'], ...more })
  const [foundation] = (await operators({ named: ['基金會'] })).rows.map(({ cells }) => entitiesIn(cells['entity']!)[0]!.id)
  const without = await operators({ except: ['河畔基金會'] })
  t.same(names(without), ['橋下劇團'])
  t.match(without, { total: 1, put: { arguments: { of: museum, except: [foundation] } }, title: /^除了「財團法人河畔基金會」以外，/ })
  t.same(names(await operators({ notNamed: ['劇團'] })), ['財團法人河畔基金會'])
  t.same(names(await operators({ notNamed: ['劇團', '基金會'] })), [])
  await t.rejects(operators({ except: ['沒有這個單位'] }), { code: 'NOT_FOUND' })
  t.same(names(await commonKind.answer(asking, { of: ['社會局', '文化局'], except: ['臺北市愛鄉協會'] })), [])
  t.same(names(await commonKind.answer(asking, { of: ['社會局', '文化局'], notNamed: ['協會'] })), [])
  const most = names(await rankingKind.answer(asking, { types: ['OPERATES:out'] }))
  t.same(names(await rankingKind.answer(asking, { types: ['OPERATES:out'], except: [most[0]!] })), most.slice(1))
  t.same(names(await rankingKind.answer(asking, { types: ['OPERATES:out'], notNamed: ['基金會'] })), most.filter((name) => !name.endsWith('基金會')))
})

t.test('where there is nothing by the types, others are looked at in their order', async (t) => {
  const { asking } = await town(t)
  const keepers = async (of: string, orElse: string[]): Promise<Answer> => relatedKind.answer(asking, { of, types: ['SUPERVISES:in'], orElse })
  const operated = await keepers('橋下劇場', ['PART_OF:out', 'OPERATES:in'])
  t.same(names(operated), ['財團法人河畔基金會'])
  t.match(operated, { put: { arguments: { types: ['OPERATES:in'] } }, searched: { types: ['OPERATES'] }, notes: [/主管/] })
  t.notOk('orElse' in operated.put.arguments)
  const nothing = await keepers('橋下劇場', ['PART_OF:out'])
  t.match(nothing, { rows: [], put: { arguments: { types: ['SUPERVISES:in'] } }, notes: [] })
  const first = await relatedKind.answer(asking, { of: '河畔博物館', types: ['OPERATES:in'], orElse: ['COMMISSIONS:in'] })
  t.match(first, { total: 2, put: { arguments: { types: ['OPERATES:in'] } }, notes: [] })
})

t.test('who has relations with all of a set', async (t) => {
  const { asking, ids } = await town(t)
  const all = await commonKind.answer(asking, { of: ['社會局', '文化局'] })
  t.same(names(all), ['臺北市愛鄉協會'])
  t.equal(relationsOf(all.rows[0]!).length, 2)
  t.same(all.put.arguments['of'], [ids.social, ids.culture])
  t.same(names(await commonKind.answer(asking, { of: ['文化局', '河畔博物館'] })).sort(), ['橋下劇團', '財團法人河畔基金會'].sort())
  t.same(names(await commonKind.answer(asking, { of: ['文化局', '河畔博物館'], named: ['劇團'] })), ['橋下劇團'])
  t.same(names(await commonKind.answer(asking, { of: ['社會局', '文化局', '河畔博物館'] })), [])
  await t.rejects(commonKind.answer(asking, { of: ['社會局', '臺北市政府社會局'] }), { code: 'BAD_USER_INPUT', details: { field: 'of' } }, 'one and the same are no set')
  const by = async (of: string[], types: string[]): Promise<string[]> => names(await commonKind.answer(asking, { of, types })).sort()
  t.same(await by(['文化局', '河畔博物館'], ['COMMISSIONS:out', 'OPERATES:in']), ['橋下劇團', '財團法人河畔基金會'].sort())
  t.same(await by(['文化局', '河畔博物館'], ['COMMISSIONS:in', 'OPERATES:in']), [], 'a side is a side')
  t.same(await by(['文化局', '河畔博物館'], ['', 'OPERATES:in|PART_OF:in']), ['橋下劇團', '財團法人河畔基金會'].sort())
  t.same(await by(['河畔博物館', '河畔博物館'], ['OPERATES:in', 'PART_OF:in']), [], 'two conditions on one')
  await t.rejects(commonKind.answer(asking, { of: ['文化局', '河畔博物館'], types: ['OPERATES:in'] }), { code: 'BAD_USER_INPUT', details: { field: 'types' } })
})

t.test('whose relations are most, by type and side; hidden ones do not count', async (t) => {
  const { asking } = await town(t)
  const most = await rankingKind.answer(asking, { types: ['OPERATES:out'] })
  t.same(most.rows.map(({ cells }) => [entitiesIn(cells['entity']!)[0]!.name, cells['count']]), [['財團法人河畔基金會', 3], ['橋下劇團', 1]])
  t.ok(most.rows.every((row) => relationsOf(row).length > 0))
  t.same(names(await rankingKind.answer(asking, { types: ['OPERATES:in'] })), ['河畔博物館', '橋下劇場'])
  t.same(names(await rankingKind.answer(asking, { types: ['OPERATES:out'], named: ['劇團'] })), ['橋下劇團'])
  t.same(names(await rankingKind.answer(asking, { types: ['OPERATES:out'], asOf: '2016' })), ['橋下劇團'])
  t.same(names(await rankingKind.answer(asking, { kinds: ['Person'] })), [])
  t.match(await rankingKind.answer(asking, { first: 1 }), { hasNextPage: true })
})

t.test('connectors by the end of their names', async (t) => {
  const { asking } = await town(t)
  t.match(await connectors(asking, { a: '社會局', b: '文化局', named: ['協會'] }), { total: 1, connectors: [{ entity: { name: '臺北市愛鄉協會' } }] })
  t.match(await connectors(asking, { a: '社會局', b: '文化局', named: ['大學'] }), { total: 0, connectors: [] })
  t.match(await connectors(asking, { a: '社會局', b: '文化局', notNamed: ['協會'] }), { total: 0, connectors: [] })
  t.match(await connectors(asking, { a: '社會局', b: '文化局', notNamed: ['大學'] }), { total: 1 })
})

t.test('only what a source says, or without what it alone says', async (t) => {
  const { asking, scribe, ids } = await town(t)
  const book = scribe.entity('Work', '河畔誌')
  const troupe = scribe.entity('Organization', '新河劇團')
  for (const place of [ids.social, ids.culture]) scribe.relate('COMMISSIONS', place, troupe, { source: book })
  await scribe.commit()
  const asked = { of: '文化局', types: ['COMMISSIONS:out'] }
  t.same(names(await relatedKind.answer(asking, { ...asked, onlySources: ['河畔誌'] })), ['新河劇團'])
  for (const { put } of [
    await relatedKind.answer(asking, { ...asked, onlySources: ['河畔誌'] }),
    await commonKind.answer(asking, { of: ['社會局', '文化局'], onlySources: ['河畔誌'] }),
    await rankingKind.answer(asking, { onlySources: ['河畔誌'] }),
  ]) t.same(put.arguments['onlySources'], [book], 'put again it asks for the very same source')
  t.same(names(await relatedKind.answer(asking, { ...asked, withoutSources: ['河畔誌'] })).sort(), ['橋下劇團', '財團法人河畔基金會'].sort())
  t.same(names(await relatedKind.answer(asking, asked)).length, 3)
  t.same(names(await commonKind.answer(asking, { of: ['社會局', '文化局'], onlySources: ['河畔誌'] })), ['新河劇團'])
  t.same(names(await commonKind.answer(asking, { of: ['社會局', '文化局'], withoutSources: ['河畔誌'] })), ['臺北市愛鄉協會'])
  const most = await rankingKind.answer(asking, { types: ['COMMISSIONS'], onlySources: ['河畔誌'] })
  t.same(most.rows.map(({ cells, relations }) => [entitiesIn(cells['entity']!)[0]!.name, cells['count'], relations!.length])[0], ['新河劇團', 2, 2])
  t.ok(most.rows.every(({ relations }) => relations!.every(({ evidence }) => evidence.some(({ source }) => source.id === book))), 'what is shown of a row is what was counted')
  await t.rejects(relatedKind.answer(asking, { ...asked, onlySources: ['沒有這本書'] }), { code: 'NOT_FOUND' })
})
