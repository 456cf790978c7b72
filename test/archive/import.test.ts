import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { PUBLIC, WHOLE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import type { EntityRecord, EvidenceRecord, RelationRecord } from '../../src/model/records.ts'
import { folder } from '../fixture.ts'
import { desk, named, REGISTER, type Desk } from './desk.ts'
import { everything, statements } from './partition.ts'

const A = { 編號: '1', 名稱: '甲山協會', 成立: '76.12.05', 網址: 'https://a.tw', 登記: '101/04/01' }
const B = { 編號: '2', 名稱: '乙水協會', 成立: '2', 登記: '102/04/01' }
const C = { 編號: '3', 名稱: '丙木協會', 登記: '103/04/01' }

async function body({ graph }: Desk, key: string): Promise<{ id: string; version: number; record: EntityRecord }> {
  const found = (await everything(graph, 'entity')).find(({ record }) => record?.type === 'entity' && record.identifiers.some(({ value }) => value === `bodies/Organization#${key}`))!
  return { id: found.id, version: found.version, record: found.record as EntityRecord }
}

async function registration({ graph }: Desk, body: string): Promise<RelationRecord> {
  return (await everything(graph, 'relation')).map(({ record }) => record as RelationRecord).find(({ from }) => from === body)!
}

t.test('a row becomes entities and relations with the row as evidence', async (t) => {
  const d = await desk(t)
  const report = await d.run([A, B], { edition: '2024-01' })
  t.match(report, { rows: { read: 2 }, entities: { new: 3 }, relations: { new: 2 }, parts: 2 })
  const a = await body(d, '1')
  t.match(a.record, { kind: 'Organization', names: [{ text: '甲山協會', sort: 'official' }], fields: { foundedOn: '1987-12-05', website: 'https://a.tw' } })
  const [relation] = (await d.graph.relations(a.id, {}, PUBLIC)).items
  t.match(relation, { type: 'REGISTERED_WITH', start: '2012-04-01', state: 'published', to: { name: '社會局' } })
  t.match(relation!.evidence, [{ source: { name: '團體名冊', kind: 'Work' }, locator: { row: 2 }, quote: '名稱：甲山協會；登記：101/04/01', method: 'register', attested: '2024-01' }])
  const work = (await d.graph.entities([report.dataset.work], PUBLIC)).get(report.dataset.work)!
  t.match(work.fields, { workType: 'dataset', publisher: '某市政府', licence: '政府資料開放授權條款－第1版', edition: '2024-01', rows: 2 })
})

t.test('an unreadable optional cell is kept as written, with a warning', async (t) => {
  const d = await desk(t)
  const report = await d.run([B, { ...C, 登記: '不知道' }])
  t.match(report.warnings.list, [{ row: 2, column: '成立', cell: '2' }, { row: 3, column: '登記', cell: '不知道' }])
  t.equal((await body(d, '2')).record.fields.note, '成立：2')
  t.same((await registration(d, (await body(d, '3')).id)).qualifiers, { startAsWritten: '不知道' })
  t.equal(report.rejected.count, 0)
})

t.test('a row that cannot go in goes to a file, and the rest goes in', async (t) => {
  const d = await desk(t)
  const rejects = join(await folder(t), 'rejects.csv')
  const csv = '\uFEFF編號,名稱,統編,成立,網址,區,登記,註銷,事由\n1,甲山協會\n2,,,,,,,,\n\n3,"丙木\n協會",,,,,,,"=1+1"\n4,丁,,,,,,,,,多\n'
  const report = await d.run([], { csv, rejects })
  t.equal(report.entities.new, 3)
  t.match(report.rejected.list, [{ row: 3, column: '名稱' }, { row: 6, cell: '多' }], 'rows as a spreadsheet counts them')
  t.equal(report.rejects, rejects)
  const written = await readFile(rejects, 'utf8')
  t.ok(written.startsWith('\uFEFF"列","欄","原因","內容"\r\n"3","名稱",'))
  t.match(report.warnings.list, [{ row: 2, reason: /2 格/ }])
  t.equal((await body(d, '3')).record.names[0]!.text, '丙木協會')
  t.match(await d.graph.relations((await body(d, '3')).id, {}, PUBLIC), { items: [{ evidence: [{ locator: { row: 5 } }] }] })
})

t.test('a row that the archive refuses is rejected alone', async (t) => {
  const d = await desk(t)
  const text = REGISTER.replace('fields: {foundedOn: 成立, website: 網址}', 'fields: {services: {column: 網址, clean: [{split: 、}]}}')
  const rows = [A, { ...B, 網址: Array.from({ length: 1_001 }, (_, i) => String(i)).join('、') }, C]
  for (const dryRun of [true, false]) {
    const report = await d.run(rows, { text, dryRun })
    t.match(report.rejected.list, [{ row: 3, reason: /fields\.services/ }])
    t.match(report, { entities: { new: 3 }, relations: { new: 2 } })
  }
})

t.test('columns that are missing are named before anything is written', async (t) => {
  const d = await desk(t)
  await t.rejects(d.run([], { csv: '名稱,統編\n甲,1\n' }), { code: 'BAD_USER_INPUT', message: /「編號」/ })
  t.equal(await d.graph.sequence(), 0)
})

t.test('the same file again changes nothing and writes no batch', async (t) => {
  const d = await desk(t)
  await d.run([A, B, C])
  const before = await d.graph.sequence()
  const report = await d.run([A, B, C])
  t.match(report, { entities: { new: 0, changed: 0 }, relations: { new: 0, changed: 0 }, batch: undefined, parts: 0 })
  t.equal(await d.graph.sequence(), before)
})

t.test('the next edition changes what changed, and nothing else', async (t) => {
  const d = await desk(t)
  await d.run([A, B, C], { edition: '2024-01' })
  const old = await body(d, '2')
  const report = await d.run([C, { ...A, 名稱: '甲山學會', 網址: '', 登記: '101/05/01' }, B], { edition: '2025-01' })
  t.match(report, { entities: { new: 0, changed: 1 }, relations: { new: 0, changed: 1 } })
  const { record, id } = await body(d, '1')
  t.match(record.names, [{ text: '甲山學會', sort: 'official' }, { text: '甲山協會', sort: 'former' }])
  t.equal(record.fields.website, undefined, 'a cell that is blank now')
  const [relation] = (await d.graph.relations(id, {}, PUBLIC)).items
  t.match(relation, { start: '2012-05-01', evidence: [{ locator: { row: 3 }, attested: '2025-01', unchecked: false }] })
  t.equal((await body(d, '2')).version, old.version)
  t.match((await d.graph.relations(old.id, {}, PUBLIC)).items, [{ evidence: [{ locator: { row: 3 }, attested: '2024-01' }] }], 'what has not changed stands as its edition said it')
  t.equal((await d.run([C, { ...A, 名稱: '甲山學會', 網址: '', 登記: '101/05/01' }, B], { edition: '2025-01' })).parts, 0)
})

t.test('what somebody submitted unchanged is as the register said it', async (t) => {
  const d = await desk(t)
  await d.run([A, B], { edition: '2024-01' })
  const by = newId()
  const heads = (await Promise.all((['entity', 'relation', 'evidence'] as const).map((type) => everything(d.graph, type)))).flat()
  await d.graph.commit({ id: newId(), actor: by, reason: '確認', origin: 'web', operations: heads.map(({ record, version }) => ({ op: 'put', record: { ...record!, by }, base: version })) })
  t.equal((await d.run([A, B], { edition: '2024-01' })).parts, 0)
  const next = await d.run([{ ...A, 登記: '101/05/01' }, B], { edition: '2025-01' })
  t.same(next.kept.list, [])
  t.match((await d.graph.relations((await body(d, '1')).id, {}, PUBLIC)).items, [{ start: '2012-05-01', evidence: [{ quote: '名稱：甲山協會；登記：101/05/01', attested: '2025-01' }] }])
  t.equal((await registration(d, (await body(d, '1')).id)).by, by, 'who submitted it stays with it')
})

t.test('what a person has changed stays; where both have, it is reported', async (t) => {
  const d = await desk(t)
  await d.run([A, B])
  const { version, record } = await body(d, '1')
  const edited = { ...record, names: [{ ...record.names[0]!, text: '甲山協會總會' }], fields: { ...record.fields, website: 'https://b.tw', foundedOn: '1987', services: ['茶'] } }
  await d.graph.commit({ id: newId(), actor: 'person', reason: '更正', origin: 'cli', operations: [{ op: 'put', record: edited, base: version }] })
  const again = await d.run([A, B])
  t.equal(again.parts, 0)
  t.same((await body(d, '1')).record.fields, edited.fields)
  const next = await d.run([{ ...A, 網址: 'https://c.tw' }, B])
  t.ok(next.kept.list.some(({ field, why }) => field === 'fields.website' && why === 'clash'))
  t.ok(next.kept.list.some(({ field, why }) => field === 'fields.foundedOn' && why === 'hand'))
  t.same((await body(d, '1')).record, edited)
})

t.test('what a person withdrew or redacted does not come back', async (t) => {
  const d = await desk(t)
  await d.run([A, B, C])
  const a = await body(d, '1')
  const b = await body(d, '2')
  const relation = (await registration(d, b.id)).id
  await d.graph.commit({ id: newId(), actor: 'person', reason: '移除', origin: 'cli', operations: [{ op: 'redact', id: relation, reason: '移除' }, { op: 'redact', id: b.id, reason: '移除' }, { op: 'withdraw', id: a.id, base: a.version, reason: '不是團體' }] })
  const report = await d.run([A, { ...B, 網址: 'https://b.tw' }, { ...C, 網址: 'https://c.tw' }])
  t.match(report, { entities: { new: 0, changed: 1 }, relations: { new: 0, changed: 0 } })
  t.same(report.left.list.map(({ id }) => id).sort(), [a.id, b.id].sort())
  t.equal((await d.graph.heads([a.id], WHOLE)).get(a.id)!.state, 'withdrawn')
})

t.test('a table says the same however its rows repeat: the first rules, later ones fill', async (t) => {
  const d = await desk(t)
  const rows = [{ ...A, 網址: '' }, { ...A, 網址: 'https://x.tw', 成立: '77.1.1' }, B, B]
  const report = await d.run(rows)
  t.match(report, { entities: { new: 3 }, relations: { new: 2 } })
  t.same(report.repeats.list, [{ row: 3, first: 2 }, { row: 5, first: 4 }])
  t.match((await body(d, '1')).record.fields, { website: 'https://x.tw', foundedOn: '1987-12-05' })
  t.ok(report.warnings.list.some(({ row, column, cell }) => row === 3 && column === 'foundedOn' && cell === '1988-01-01'))
  t.equal((await d.run(rows)).parts, 0)
})

t.test('a table without any row is remarked on', async (t) => {
  const d = await desk(t)
  t.match(await d.run([]), { rows: { read: 0 }, warnings: { count: 1, list: [{ reason: /沒有|讀不到/ }] } })
})

t.test('two names under one key are both kept, and said to be', async (t) => {
  const d = await desk(t)
  const report = await d.run([A, { ...A, 名稱: '乙河協會' }, { ...A, 名稱: '甲 山協會' }])
  t.same(report.warnings.list.map(({ row, cell }) => [row, cell]), [[3, '乙河協會']], 'another spelling of the first is no other name')
  t.match((await body(d, '1')).record.names.map(({ text }) => text), ['甲山協會', '乙河協會'])
})

t.test('an edition that is no date is refused before a row is read', async (t) => {
  const d = await desk(t)
  await d.run([A, B], { edition: '2024-01' })
  for (const edition of ['民國115年13月', 'next', '']) await t.rejects(d.run([A, B], { edition, prune: true }), { code: 'BAD_USER_INPUT', details: { field: '--edition' } }, edition)
})

t.test('prune: what vanished ended within the interval between the editions', async (t) => {
  const d = await desk(t)
  const ended = { 編號: '4', 名稱: '丁火協會', 登記: '90/1/1', 註銷: '100/1/1' }
  const planned = { 編號: '5', 名稱: '戊土協會', 登記: '90/1/1', 註銷: '150/1/1' }
  await d.run([A, B, C, ended, planned], { edition: '2024-01', prune: true })
  const end = async (key: string): Promise<string | undefined> => (await registration(d, (await body(d, key)).id)).end
  t.equal((await d.run([A, C], { edition: '2025-01' })).relations.ended, 0, 'only when told to')
  t.equal(await end('2'), undefined)
  await t.rejects(d.run([A], { prune: true }), { code: 'BAD_USER_INPUT' }, 'an edition without a date cannot')
  await t.rejects(d.run([A], { edition: '2023', prune: true }), { code: 'BAD_USER_INPUT' }, 'nor an older one')
  const report = await d.run([C], { edition: '2026-01', prune: true })
  t.equal(report.relations.ended, 3)
  t.equal(await end('1'), '2025-01/2026-01')
  t.equal(await end('4'), '2011-01-01', 'what had ended before stays so')
  t.equal(await end('5'), '2025-01/2026-01', 'what was to end later did not')
  t.equal(await end('3'), undefined)
  const [gone] = (await d.graph.relations((await body(d, '1')).id, {}, PUBLIC)).items
  t.match(gone!.evidence, [{ unchecked: false }, { unchecked: false }])
  t.ok(gone!.evidence.some(({ rule, method, locator }) => rule === 'import:prune' && method === 'rule' && /2025-01/.test(locator.note ?? '')))
  t.equal((await d.run([C], { edition: '2026-01', prune: true })).parts, 0, 'again: nothing')
  await d.run([A, C], { edition: '2027-01', prune: true })
  t.equal(await end('1'), undefined, 'back again')
  t.equal(await end('2'), '2025-01/2026-01')
  const [back] = (await d.graph.relations((await body(d, '1')).id, {}, PUBLIC)).items
  t.equal(back!.evidence.length, 1)
  t.equal((back!.evidence[0] as unknown as EvidenceRecord).attested, '2027-01')
})

t.test('prune: an edition taken in first and pruned later, and one with rows that did not go in', async (t) => {
  const d = await desk(t)
  const end = async (key: string): Promise<string | undefined> => (await registration(d, (await body(d, key)).id)).end
  await d.run([A, B, C], { edition: '2024-01' })
  await d.run([A, C], { edition: '2025-01' })
  const torn = await d.run([A, { 編號: '3' }], { edition: '2025-01', prune: true })
  t.match(torn, { relations: { ended: 0 }, rejected: { count: 1 } })
  t.ok(torn.warnings.list.some(({ reason }) => reason.includes('什麼都沒有結束')))
  await d.run([A, C], { edition: '2025-01', prune: true })
  t.equal(await end('2'), '2024-01/2025-01')
  t.equal(await end('3'), undefined)
})

t.test('a dry run tells what would be, and writes nothing', async (t) => {
  const d = await desk(t)
  const other = await desk(t)
  await Promise.all([d, other].map(({ run }) => run([A, B])))
  await Promise.all([d, other].map(({ run }) => run([C, { 編號: '4', 名稱: '丁火協會' }], { text: named('others') })))
  const rows = [{ ...A, 網址: 'https://n.tw' }, B, C, { 編號: '9', 名稱: '丙木協會', 登記: '104/1/1' }, { 編號: '5', 名稱: '社團法人丁火協會' }]
  const before = await d.graph.sequence()
  const dry = await d.run(rows, { dryRun: true })
  t.equal(await d.graph.sequence(), before)
  t.equal(dry.batch, undefined)
  const real = await other.run(rows)
  for (const part of ['entities', 'relations', 'rows'] as const) t.same(dry[part], real[part])
  t.same(dry.joined.list.map(({ name, intoName }) => [name, intoName]), [['社團法人丁火協會', '丁火協會']])
  t.same(real.joined.list.map(({ name, intoName }) => [name, intoName]), [['社團法人丁火協會', '丁火協會']])
  t.equal(dry.parted.count + real.parted.count, 0)
  for (const { doubts } of [dry, real]) t.ok(doubts.list.some(({ members, against }) => members.length === 3 && against.length > 1), 'two of one name in one register, and a third elsewhere')
})

t.test('what is imported for a community is read by it alone', async (t) => {
  const d = await desk(t)
  const audience = { mode: 'all' as const, protocols: ['elders'] }
  await d.run([A], { audience })
  t.equal((await d.graph.statistics(PUBLIC)).entities.Organization ?? 0, 0)
  const statement = await statements(d.graph)
  t.ok(statement.length > 0)
  for (const type of ['entity', 'relation', 'evidence'] as const) for (const head of await everything(d.graph, type)) t.same(head.audience, audience)
})
