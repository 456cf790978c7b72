import t from 'tap'
import { duplicates } from '../../src/archive/duplicates.ts'
import { EVERYONE, PUBLIC, WHOLE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { emptyStore, Scribe, smallCity } from '../fixture.ts'

t.test('records that may be one are listed with what speaks for and against, the likeliest first', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const book = scribe.entity('Work', '學習型城市')
  const people = ['董欣孜', '董欣玟', '許曼真', '許嫚真', '林振春', '王大明'].map((name) => scribe.entity('Person', name))
  for (const author of people.slice(0, 4)) scribe.relate('AUTHORED', author, book)
  scribe.entity('Organization', '財團法人恆安社會福利基金會', { fields: { address: '臺北市大安區和平東路1號', foundedOn: '76.1.1' } })
  scribe.entity('Organization', '財團法人臺北市私立恆安社會福利慈善事業基金會', { fields: { address: '台北市大安區和平東路1號', foundedOn: '1987-01-01' } })
  scribe.entity('Organization', '台中市老人協會')
  scribe.entity('Organization', '台中市聾人協會')
  scribe.entity('Organization', '臺北市第一獅子會')
  scribe.entity('Organization', '臺北市第二獅子會')
  await scribe.commit()
  const { items, hasNextPage } = await duplicates({ graph: store, viewer: PUBLIC })
  t.same(items.map(({ names }) => [...names].sort().join('／')).sort(), ['董欣孜／董欣玟', '許嫚真／許曼真', '財團法人恆安社會福利基金會／財團法人臺北市私立恆安社會福利慈善事業基金會'].sort())
  t.match(items[0], { reason: 'core', for: [/主體相同.*: 恆安$/, /地址 .*相同/, /成立日期 .*相同/] })
  t.match(items.find(({ names }) => names.includes('董欣孜')), { reason: 'similar', for: [/形近字/], shared: [{ type: 'AUTHORED', other: { id: book } }], sources: [[{ name: '測試名冊' }], [{ name: '測試名冊' }]], against: [/字不同/] })
  t.notOk(hasNextPage)
  t.ok(items.every(({ score }, i) => i === 0 || items[i - 1]!.score >= score))
  t.same((await duplicates({ graph: store, viewer: PUBLIC }, { kind: 'Organization' })).items.length, 1)
})

t.test('parts of one whole are not likely one for that: the whole tells them apart', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const whole = scribe.entity('Concept', '推動學習城市的七要項')
  for (const name of ['學習環境', '學習資訊', '學習科技']) scribe.relate('PART_OF', scribe.entity('Concept', name), whole)
  await scribe.commit()
  t.same((await duplicates({ graph: store, viewer: PUBLIC })).items, [])
})

t.test('a contraction that somebody entered as a name is listed with the body it contracts', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  for (const name of ['新工處', '臺北市政府工務局新建工程處', '北美館', '臺北市立美術館', '北美會']) scribe.entity('Organization', name)
  await scribe.commit()
  t.same((await duplicates({ graph: store, viewer: PUBLIC })).items.map(({ names, reason }) => [reason, ...[...names].sort()]).sort(), [['short', '北美館', '臺北市立美術館'], ['short', '新工處', '臺北市政府工務局新建工程處']])
})

t.test('one book that prints a name in two ways does not speak against it, one register that lists two does', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const read = (dataset: string, name: string): string => scribe.entity('Person', name, { identifiers: [{ scheme: 'row', value: `${dataset}/Person/${name}` }] })
  for (const name of ['董欣孜', '董欣玟']) read('document:學習型城市', name)
  for (const name of ['王渡舟', '王渡丹']) read('facts:learning-city', name)
  for (const name of ['許曼真', '許嫚真']) read('taipei-teachers', name)
  await scribe.commit()
  const { items } = await duplicates({ graph: store, viewer: PUBLIC })
  t.same(new Set(items.map(({ names }) => names.join('／'))), new Set(['董欣孜／董欣玟', '王渡舟／王渡丹']))
})

t.test('pages follow each other without a gap, and what is marked as apart is left out', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  for (const core of ['恆安', '慈暉', '明德', '松柏', '永愛']) for (const rest of ['社會福利', '社會福利慈善事業', '慈善']) scribe.entity('Organization', `財團法人${core}${rest}基金會`)
  await scribe.commit()
  const all = (await duplicates({ graph: store, viewer: PUBLIC }, { first: 100 })).items
  t.equal(all.length, 15)
  const paged = []
  for (let after: string | undefined; ;) {
    const page = await duplicates({ graph: store, viewer: PUBLIC }, { first: 4, ...(after === undefined ? {} : { after }) })
    paged.push(...page.items)
    if (!page.hasNextPage) break
    after = page.endCursor
  }
  t.same(paged, all)
  const [first] = all
  await store.commit({ id: newId(), actor: 'test', reason: '查過', origin: 'cli', operations: [{ op: 'put', base: null, record: { id: newId(), type: 'distinction', state: 'published', audience: EVERYONE, one: first!.b.id, other: first!.a.id } }] })
  const left = (await duplicates({ graph: store, viewer: PUBLIC }, { first: 100 })).items
  t.same(left, all.slice(1))
  await t.rejects(duplicates({ graph: store, viewer: PUBLIC }, { after: 'x' }), { code: 'BAD_USER_INPUT' })
})

t.test('what is merged or hidden is not in the list, and the list follows the log', async (t) => {
  const { store, scribe } = await smallCity(t)
  const elders = { mode: 'all', protocols: ['elders'] } as const
  const [a, b] = [scribe.entity('Person', '許曼真'), scribe.entity('Person', '許嫚真')]
  scribe.entity('Person', '許嫚貞', { audience: elders })
  await scribe.commit()
  const listed = async (viewer = PUBLIC) => (await duplicates({ graph: store, viewer }, { kind: 'Person' })).items.map(({ names }) => names.join('／'))
  t.same(await listed(), ['許曼真／許嫚真'])
  t.ok((await listed(WHOLE)).length >= 1)
  await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'merge', id: b, into: a, base: 1 }] })
  t.same(await listed(), [])
})
