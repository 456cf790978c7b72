import t from 'tap'
import { ingest, type IngestOptions } from '../../src/archive/ingest.ts'
import { revertBatch } from '../../src/archive/history/revert.ts'
import { MAINTENANCE } from '../../src/archive/access/maintenance.ts'
import { settle } from '../../src/archive/review/settle.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE, PUBLIC, WHOLE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { nameKey } from '../../src/model/names.ts'
import type { DocumentReading, ReadEntity, ReadRelation } from '../../src/model/reading.ts'
import type { ContentRecord, EntityRecord, RecordInput } from '../../src/model/records.ts'
import { emptyStore, Scribe } from '../fixture.ts'

const entity = (key: string, kind: ReadEntity['kind'], name: string, more: Partial<ReadEntity> = {}): ReadEntity =>
  ({ key, kind, names: [{ text: name, language: 'zh-Hant', sort: 'official' }], identifiers: [], fields: {}, covers: [], proposed: false, ...more })

const relation = (type: string, from: string, to: string, quote: string, more: Partial<ReadRelation> = {}): ReadRelation =>
  ({ type, from: { key: from }, to: { key: to }, qualifiers: {}, proposed: false, places: [{ start: 0, end: quote.length, quote, page: '3', derived: true }], ...more })

const TEXT = ['第一段說社會局與文化局合作。', '第二段另有所指。', '第三段結束。']

function book(more: { passages?: readonly string[]; fields?: ReadEntity['fields']; relations?: readonly ReadRelation[]; entities?: readonly ReadEntity[]; title?: string } = {}): DocumentReading {
  return {
    entities: [
      entity('work', 'Work', more.title ?? '測試之書', { identifiers: [{ scheme: 'ISBN', value: '978-957-496-732-2' }], fields: more.fields ?? { workType: 'book', issued: '2012' }, covers: ['issued', 'place'] }),
      entity('person/林某', 'Person', '林某'), entity('cited/教育部1998', 'Work', '教育部（1998）'),
      ...(more.relations === undefined ? [entity('name/愛鄉協會', 'Organization', '愛鄉協會', { proposed: true })] : []),
      ...(more.entities ?? []),
    ],
    relations: more.relations ?? [
      relation('AUTHORED', 'person/林某', 'work', '林某 著'),
      relation('CITES', 'work', 'cited/教育部1998', '（教育部，1998）'),
      relation('MENTIONS', 'work', 'name/愛鄉協會', '愛鄉協會成立', { proposed: true, places: [{ start: 3, end: 9, quote: '愛鄉協會成立', confidence: 0.6 }] }),
    ],
    passages: (more.passages ?? TEXT).map((text, i) => ({ text, offset: [i * 100, i * 100 + text.length], page: String(i + 1), kind: 'text' as const })),
    findings: [{ what: 'cited-not-listed', text: '教育部，1998' }],
  }
}

const original = (sha: string): IngestOptions['original'] => ({ sha256: sha.repeat(64), name: 'book.md', mediaType: 'text/markdown', bytes: 100 })
const run = (graph: GraphStore, reading: DocumentReading, more: Partial<IngestOptions> = {}) =>
  ingest(graph, { reading, key: 'book', original: original('a'), textSha256: 'b'.repeat(64), ...more })

async function texts(graph: GraphStore, id: string): Promise<string[]> {
  return (await graph.contents(id, PUBLIC)).items.flatMap(({ passages }) => passages.map(({ text }) => text))
}

t.test('a document becomes a work with its text, people, citations, and proposals that wait', async (t) => {
  const graph = await emptyStore(t)
  const report = await run(graph, book())
  t.match(report, { passages: { new: 3 }, proposals: { MENTIONS: 1 }, findings: [{ what: 'cited-not-listed' }], entities: { new: 4 }, relations: { new: 3 } })
  const work = (await graph.entities([report.dataset.work], PUBLIC)).get(report.dataset.work)!
  t.match(work, { name: '測試之書', fields: { issued: '2012', checksum: 'a'.repeat(64) } })
  t.same(await texts(graph, work.id), TEXT)
  const published = (await graph.relations(work.id, {}, PUBLIC)).items
  t.same(published.map(({ type }) => type).sort(), ['AUTHORED', 'CITES'])
  t.match(published.find(({ type }) => type === 'CITES'), { evidence: [{ source: { id: work.id }, locator: { page: '3', note: /推得/ }, quote: '（教育部，1998）', method: 'extractor' }] })
  const all = (await graph.relations(work.id, { includeProposed: true }, PUBLIC)).items
  t.match(all.find(({ type }) => type === 'MENTIONS'), { state: 'proposed', evidence: [{ confidence: 0.6 }] })
  t.match((await graph.batches({ id: report.batch! }))[0], { finished: true, title: '收錄《測試之書》' })
})

t.test('what would put a concept below itself is left out by itself, and told', async (t) => {
  const graph = await emptyStore(t)
  const entities = ['甲', '乙', '丙'].map((name) => entity(`concept/${name}`, 'Concept', name))
  const below = (from: string, to: string): ReadRelation => relation('NARROWER', `concept/${from}`, `concept/${to}`, `${from}包括${to}`)
  const told = book({ entities, relations: [below('甲', '乙'), below('乙', '丙'), below('丙', '甲'), relation('AUTHORED', 'person/林某', 'work', '林某 著')] })
  for (const dryRun of [true, false]) t.match(await run(graph, told, { dryRun }), { relations: { new: 3 }, rejected: { list: [{ reason: /一圈：丙 › 甲 › 乙 › 丙/ }] } })
  t.match(await run(graph, told), { relations: { new: 0, unchanged: 3 }, batch: undefined }, 'the same again changes nothing')
})

t.test('the same again changes nothing; a corrected file changes what it corrects, under the same ids', async (t) => {
  const graph = await emptyStore(t)
  const first = await run(graph, book())
  const sequence = await graph.sequence()
  const again = await run(graph, book())
  t.equal(await graph.sequence(), sequence)
  t.equal(again.batch, undefined)
  t.match(again, { passages: { new: 0, changed: 0, unchanged: 3, gone: 0 } })

  const person = (await graph.find({ keys: ['林某'] }, PUBLIC)).items[0]!
  const corrected = await run(graph, book({
    passages: ['第一段說社會局和文化局合作。'], fields: { workType: 'book', place: '臺北市' },
    relations: [relation('AUTHORED', 'person/林某', 'work', '林某 著')],
  }), { original: original('c') })
  t.equal(corrected.dataset.work, first.dataset.work)
  t.same(await texts(graph, first.dataset.work), ['第一段說社會局和文化局合作。'])
  const work = (await graph.entities([first.dataset.work], PUBLIC)).get(first.dataset.work)!
  t.same(work.fields, { workType: 'book', place: '臺北市', checksum: 'c'.repeat(64) })
  t.same((await graph.relations(work.id, { includeProposed: true }, PUBLIC)).items.map(({ type, from }) => [type, from.id]), [['AUTHORED', person.id]])
  t.same((await graph.find({ keys: ['爱乡协会', '愛鄉協會'], includeProposed: true }, PUBLIC)).items, [], 'a proposal that nothing leads to is gone')
})

t.test('what a person edited stays', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book())
  const head = (await graph.heads([dataset.work], WHOLE)).get(dataset.work)!
  const record = head.record as EntityRecord
  await graph.commit({ id: newId(), actor: 'librarian', reason: '改', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...record, fields: { ...record.fields, issued: '2012-04' } } }] })
  const mention = (await graph.relations(dataset.work, { includeProposed: true, types: ['MENTIONS'] }, PUBLIC)).items[0]!
  const heads = await graph.heads([mention.id], WHOLE)
  await graph.commit({ id: newId(), actor: 'librarian', reason: '採納', origin: 'cli', operations: [{ op: 'put', base: heads.get(mention.id)!.version, record: { ...heads.get(mention.id)!.record!, state: 'proposed', qualifiers: { note: '已看' } } as never }] })
  await run(graph, book({ relations: [relation('AUTHORED', 'person/林某', 'work', '林某 著')] }))
  t.match((await graph.entities([dataset.work], PUBLIC)).get(dataset.work), { fields: { issued: '2012-04' } })
  t.equal((await graph.heads([mention.id], WHOLE)).get(mention.id)!.state, 'proposed', 'not withdrawn by a reading that no longer finds it')
})

t.test('the whole document can be taken back, and taken in again', async (t) => {
  const graph = await emptyStore(t)
  const { batch, dataset } = await run(graph, book())
  await revertBatch(graph, batch!)
  t.equal((await graph.entities([dataset.work], PUBLIC)).size, 0)
  t.same(await texts(graph, dataset.work), [])
  const again = await run(graph, book())
  t.equal(again.dataset.work, dataset.work)
  t.same(await texts(graph, dataset.work), TEXT)
})

t.test('known entities are led to by id; a dry run writes nothing; another book under the same key is refused', async (t) => {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const office = scribe.entity('Organization', '社會局')
  await scribe.commit()
  const reading = book({ relations: [{ type: 'MENTIONS', from: { key: 'work' }, to: { id: office }, qualifiers: {}, proposed: false, places: [{ start: 4, end: 7, quote: '社會局' }, { start: 40, end: 43, quote: '社會局' }] }] })
  const sequence = await graph.sequence()
  const dry = await run(graph, reading, { dryRun: true })
  t.equal(await graph.sequence(), sequence)
  t.match(dry, { dry: true, relations: { new: 1 } })
  await run(graph, reading)
  t.match((await graph.relations(office, {}, PUBLIC)).items, [{ type: 'MENTIONS', evidence: { length: 2 } }], 'two places, two pieces of evidence')
  const other = book({ title: '另一本書', passages: ['另一本書的第一段。', TEXT[0]!] })
  await t.rejects(run(graph, { ...other, entities: [{ ...other.entities[0], identifiers: [] }, ...other.entities.slice(1)] }), { code: 'BAD_USER_INPUT', details: { field: '--key' } })
})

t.test('more than a changeset holds goes in parts', async (t) => {
  const graph = await emptyStore(t)
  const names = Array.from({ length: 4_000 }, (_, i) => `第${i}會`)
  const report = await run(graph, book({
    entities: names.map((name) => entity(`name/${name}`, 'Organization', name, { proposed: true })),
    relations: names.map((name) => relation('MENTIONS', 'work', `name/${name}`, name, { proposed: true })),
    passages: Array.from({ length: 1_000 }, (_, i) => `第${i}段`),
  }))
  t.ok(report.parts > 2)
  t.match(report, { relations: { new: 4_000 }, passages: { new: 1_000 } })
  t.equal((await texts(graph, report.dataset.work)).length, 1_000)
})

/** What a person at the command line makes of a record. */
async function edit(graph: GraphStore, id: string, change: object): Promise<void> {
  const head = (await graph.heads([id], WHOLE)).get(id)!
  await graph.commit({ id: newId(), actor: 'librarian', reason: '改', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, ...change } as RecordInput }] })
}

async function withdraw(graph: GraphStore, id: string): Promise<void> {
  const head = (await graph.heads([id], WHOLE)).get(id)!
  await graph.commit({ id: newId(), actor: 'librarian', reason: '撤', origin: 'cli', operations: [{ op: 'withdraw', id, base: head.version, reason: '不宜公開' }] })
}

/** The contents of a work with all that is known of them, in order. */
async function contents(graph: GraphStore, id: string): Promise<ContentRecord[]> {
  const ids = (await graph.contents(id, WHOLE)).items.map((one) => one.id)
  return [...(await graph.heads(ids, WHOLE)).values()].map(({ record }) => record as ContentRecord).sort((a, b) => a.order - b.order)
}

const ELDERS = { mode: 'all', protocols: ['elders'] } as const
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `這是第${i}段的文字`)

t.test('what people restricted is not published by reading it again', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book({ passages: many(150) }))
  await edit(graph, dataset.work, { audience: ELDERS })
  for (const { id } of await contents(graph, dataset.work)) await edit(graph, id, { audience: ELDERS })
  await run(graph, book({ passages: many(450), relations: [relation('CITES', 'work', 'cited/教育部1998', '（教育部，1998）', { start: '1998' })] }))
  t.same((await contents(graph, dataset.work)).map(({ audience }) => audience), [ELDERS, ELDERS, ELDERS])
  t.same((await graph.relations(dataset.work, {}, WHOLE)).items.length > 0, true)
  const fresh = (await graph.relations(dataset.work, { types: ['CITES'] }, WHOLE)).items.find(({ start }) => start === '1998')!
  t.same((await graph.heads([fresh.id], WHOLE)).get(fresh.id)!.audience, ELDERS)
  await run(graph, book({ passages: many(650) }), { audience: EVERYONE })
  t.same((await contents(graph, dataset.work)).at(-1)!.audience, EVERYONE, 'unless somebody says so')
})

t.test('a restricted content stays restricted where its passages move into the next', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book({ passages: many(400) }))
  const [first] = await contents(graph, dataset.work)
  await edit(graph, first!.id, { audience: ELDERS })
  await run(graph, book({ passages: ['新的一段', ...many(400)] }))
  t.notOk((await texts(graph, dataset.work)).includes('這是第199段的文字'))
})

t.test('a text that a person withdrew stays away; what a shorter edition lacked comes back', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book({ passages: many(400) }))
  const [first] = await contents(graph, dataset.work)
  await withdraw(graph, first!.id)
  const report = await run(graph, book({ passages: ['新的一段', ...many(400)] }))
  t.same(report.left.list.map(({ id }) => id), [first!.id])
  t.notOk((await texts(graph, dataset.work)).some((text) => ['這是第0段的文字', '這是第199段的文字'].includes(text)))
  t.ok((await texts(graph, dataset.work)).includes('這是第399段的文字'))
  await run(graph, book({ passages: many(200) }))
  t.same(await texts(graph, dataset.work), [])
  await run(graph, book({ passages: many(400), relations: [] }))
  t.ok((await texts(graph, dataset.work)).includes('這是第399段的文字'))
  await run(graph, book({ passages: many(400) }))
  t.equal((await graph.relations(dataset.work, {}, PUBLIC)).items.length, 2, 'also what it says')
})

t.test('a document that a person withdrew is refused before anything is written', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book())
  await withdraw(graph, dataset.work)
  const sequence = await graph.sequence()
  await t.rejects(run(graph, book({ passages: ['另一段'] })), { code: 'CONFLICT', message: /已由人撤下/ })
  await t.rejects(run(graph, book(), { dryRun: true }), { code: 'CONFLICT' })
  t.equal(await graph.sequence(), sequence)
})

t.test('corrections move with the words they correct; what has no place is told', async (t) => {
  const graph = await emptyStore(t)
  const passages = ['河邊的渡口在清代設立，渡口由村民輪流看守。', ...many(399)]
  const { dataset } = await run(graph, book({ passages }))
  const [first, second] = await contents(graph, dataset.work)
  await edit(graph, first!.id, { corrections: [
    { offset: [11, 13], was: '渡口', becomes: '渡頭' }, { offset: [6, 7], was: '清', becomes: '明' }, { offset: [19_908, 19_910], was: '文字', becomes: '文本' },
  ] })
  await edit(graph, second!.id, { corrections: [{ offset: second!.passages[0]!.offset, was: second!.passages[0]!.text, becomes: '不存' }] })
  const moved = await run(graph, book({ passages: ['多了一段', ...passages].filter((text) => text !== second!.passages[0]!.text) }))
  const [now, next] = await contents(graph, dataset.work)
  const words = ({ passages: all, corrections }: ContentRecord): string[] => corrections.map(({ offset: [start, end], was }) => {
    const { text, offset: [from] } = all.find(({ offset }) => offset[0] <= start && end <= offset[1])!
    return `${text.slice(start - from, end - from)}=${was}@${start - from}`
  })
  t.same(words(now!), ['渡口=渡口@11', '清=清@6'])
  t.same(words(next!), ['文字=文字@8'], 'also into the next content')
  t.match(moved.findings.filter(({ what }) => what === 'correction-lost'), [{ text: /不存/ }])
  const sequence = await graph.sequence()
  await run(graph, book({ passages: ['多了一段', ...passages].filter((text) => text !== second!.passages[0]!.text) }))
  t.equal(await graph.sequence(), sequence)
})

t.test('who submitted a text is nothing that reading it again changes', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book())
  const by = newId()
  for (const { id } of await contents(graph, dataset.work)) await edit(graph, id, { by })
  const sequence = await graph.sequence()
  await run(graph, book())
  t.equal(await graph.sequence(), sequence)
  await run(graph, book({ passages: ['另一段', ...TEXT] }))
  t.ok((await contents(graph, dataset.work)).every((content) => content.by === by))
})

t.test('what a person accepted stays, with its evidence, when the document does not say it any more', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book())
  const mention = (await graph.relations(dataset.work, { includeProposed: true, types: ['MENTIONS'] }, PUBLIC)).items[0]!
  await settle(graph, MAINTENANCE, { ids: [mention.id], decision: 'accept' })
  // a reading that changes the relation writes it once more, with what the person made of it
  const [authored, cites, mentions] = book().relations
  await run(graph, book({ relations: [authored!, cites!, { ...mentions!, qualifiers: { count: 2 } }], entities: [entity('name/愛鄉協會', 'Organization', '愛鄉協會', { proposed: true })] }))
  const report = await run(graph, book({ relations: [authored!] }))
  const kept = (await graph.relations(dataset.work, { types: ['MENTIONS'] }, PUBLIC)).items
  t.match(kept, [{ state: 'published', evidence: [{ quote: '愛鄉協會成立' }] }])
  t.match(report.findings.filter(({ what }) => what === 'kept-by-hand'), [{ text: /愛鄉協會成立/ }])
  t.same((await graph.relations(dataset.work, { types: ['CITES'] }, PUBLIC)).items, [], 'what nobody touched goes')
})

t.test('a corrected title or ISBN of the same text is the same document', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book())
  const { entities: [work, ...others], ...rest } = book({ title: '測試之書集', passages: [TEXT[0]!, TEXT[1]!, '第三段重寫。'] })
  const again = await run(graph, { ...rest, entities: [{ ...work, identifiers: [] }, ...others] })
  t.equal(again.dataset.work, dataset.work)
  t.match((await graph.entities([dataset.work], PUBLIC)).get(dataset.work), { name: '測試之書集' })
})

t.test('evidence that moved has its new place, and stays unchecked where it was', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book())
  const cites = async () => (await graph.relations(dataset.work, { types: ['CITES'] }, PUBLIC)).items[0]!
  await edit(graph, (await cites()).id, { start: '1999' })
  t.equal((await cites()).evidence[0]!.unchecked, true)
  const moved = (by: number): readonly ReadRelation[] => book().relations.map((one) => ({ ...one, places: one.places.map((place) => ({ ...place, start: place.start + by, end: place.end + by })) as never }))
  const report = await run(graph, book({ relations: moved(7), entities: [entity('name/愛鄉協會', 'Organization', '愛鄉協會', { proposed: true })] }))
  t.match((await cites()).evidence, [{ unchecked: true, locator: { offset: [7, 7 + '（教育部，1998）'.length] } }])
  t.match(report, { relations: { changed: 0 }, kept: { list: [{ field: 'start' }] } })
})

t.test('what was proposed and is stated outright later is published; what a person took back is not', async (t) => {
  const graph = await emptyStore(t)
  const { dataset } = await run(graph, book())
  const mention = async () => (await graph.relations(dataset.work, { types: ['MENTIONS'], includeProposed: true }, PUBLIC)).items[0]!
  t.equal((await mention()).state, 'proposed')
  const outright = book({ relations: book().relations.map((one) => ({ ...one, proposed: false })), entities: [entity('name/愛鄉協會', 'Organization', '愛鄉協會')] })
  t.match(await run(graph, outright), { relations: { changed: 1 }, entities: { changed: 1 } })
  t.equal((await mention()).state, 'published')
  t.equal((await graph.find({ keys: [nameKey('愛鄉協會')] }, PUBLIC)).items.length, 1)
  await edit(graph, (await mention()).id, { state: 'proposed' })
  await run(graph, outright)
  t.equal((await mention()).state, 'proposed')
  await run(graph, book())
  t.equal((await graph.find({ keys: [nameKey('愛鄉協會')] }, PUBLIC)).items.length, 1, 'and once published it stays')
})
