import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { served, type Served } from './people.ts'

const WRITE = 'mutation ($key: String!, $operations: [WriteInput!]!) { write(key: $key, reason: "測試", operations: $operations) { records { id } } }'
const REPORT = 'chosen changed unchanged refused token batch differences { id type name isNew changes { field before after } } refusals { id name code reason }'
const EVERYBODY = { protocols: ['everyone'] }
const published = { state: 'published', audience: EVERYBODY }
const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code
const said = (body: { data: any; errors?: any[] }): any => {
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors))
  return body.data
}

/** Two bodies that are partners, according to a work; evidence that an edit left unchecked. */
async function story(service: Served, cookie: string): Promise<Record<'a' | 'b' | 'work' | 'tie' | 'proof', string>> {
  const operations = [
    { entity: { id: 'new:a', kind: 'Organization', names: [{ text: '甲會' }], fields: [{ code: 'note', values: ['一'] }], ...published } }, { entity: { id: 'new:b', kind: 'Organization', names: [{ text: '乙會' }], ...published } },
    { entity: { id: 'new:w', kind: 'Work', names: [{ text: '名冊' }], ...published } },
    { relation: { id: 'new:r', type: 'PARTNERS_WITH', from: 'new:a', to: 'new:b', ...published } }, { evidence: { relation: 'new:r', source: 'new:w', quote: '合作', ...published } },
  ]
  const { write } = said((await service.ask(WRITE, { variables: { key: `key:${newId()}`, operations }, cookie })).body)
  const [a, b, work, tie, proof] = write.records.map(({ id }: { id: string }) => id)
  return { a, b, work, tie, proof }
}

t.test('a change of many: looked at, done with the token of what was seen, and told what it did', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  const { a, b, work, tie } = await story(service, cookie)
  const preview = async (choice: object, change: object, who: string | undefined = cookie): Promise<any> =>
    service.ask(`query ($choice: BulkChoice!, $change: BulkChange!) { bulkPreview(choice: $choice, change: $change, shown: 5) { ${REPORT} } }`, { variables: { choice, change }, ...(who === undefined ? {} : { cookie: who }) })
  const bulk = async (variables: object): Promise<any> => service.ask(`mutation ($key: String!, $choice: BulkChoice!, $change: BulkChange!, $token: String) { bulk(key: $key, reason: "一起改", choice: $choice, change: $change, token: $token) { ${REPORT} } }`, { variables: { key: `key:${newId()}`, ...variables }, cookie })
  const [choice, change] = [{ entities: { kinds: ['Organization'], field: { code: 'district' } } }, { fields: [{ code: 'district', values: ['松山區'] }] }]
  const { bulkPreview } = said((await preview(choice, change)).body)
  t.match(bulkPreview, { chosen: 2, changed: 2, batch: null, differences: [{ id: a, name: '甲會', isNew: false, changes: [{ field: 'fields.district', before: null, after: '"松山區"' }] }, { id: b }] })
  t.equal(code((await bulk({ choice, change, token: 'another' })).body), 'CONFLICT')
  const done = said((await bulk({ choice, change, token: bulkPreview.token })).body).bulk
  t.match(done, { changed: 2, refused: 0 })
  t.ok(done.batch)
  t.match(said((await preview(choice, change)).body).bulkPreview, { chosen: 0 }, 'asked again it is not answered from what was said before')
  t.match(said((await bulk({ choice: { relations: { of: ['甲會'] } }, change: { cite: { source: '名冊', quote: '第二處' } } })).body).bulk, { changed: 1 }, 'names stand for ids')
  const { body } = await service.ask('query ($id: ID!) { relation(id: $id) { evidence { quote work { id } } } }', { variables: { id: tie } })
  t.same(said(body).relation.evidence.map((one: any) => one.quote).sort(), ['合作', '第二處'])
  t.match(said((await bulk({ choice: { entities: { ids: [a] } }, change: { relate: { type: 'PARTNERS_WITH', other: '乙會', source: work } } })).body).bulk, { unchanged: 1 }, 'there is such a relation')
  t.equal(code((await preview(choice, change, '')).body), 'UNAUTHENTICATED')
  t.equal(code((await preview(choice, change, (await service.someone('reader')).cookie)).body), 'FORBIDDEN')
  t.match(said((await preview(choice, { fields: [{ code: 'note', values: ['x'] }] }, (await service.someone()).cookie)).body).bulkPreview, { chosen: 0 })
  t.match(said((await preview({ entities: { ids: [a, b] } }, { fields: [{ code: 'note', values: ['x'] }] }, (await service.someone()).cookie)).body).bulkPreview, { changed: 0, refused: 2, refusals: [{ code: 'FORBIDDEN' }, {}] })
})

t.test('a sheet is taken out, edited, looked at and read again', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  const { a } = await story(service, cookie)
  const SHEET = 'query ($choice: BulkChoice!) { sheet(choice: $choice) { csv rows columns } }'
  const { sheet } = said((await service.ask(SHEET, { variables: { choice: { entities: { kinds: ['Organization'] } } } })).body)
  t.match(sheet, { rows: 2, columns: ['編號［id］', '版本［version］', '種類［kind］', '狀態［state］', '名稱［names.official.zh-Hant］', '備註［fields.note］'] })
  const csv = sheet.csv.replace('一', '壹')
  const asked = { variables: { csv }, cookie }
  const SHEET_REPORT = 'chosen changed unchanged refused conflicts mangled passedOver batch differences { row name changes { field before after } } conflicting { row column base theirs now }'
  t.match(said((await service.ask(`query ($csv: String!) { sheetPreview(csv: $csv) { ${SHEET_REPORT} } }`, asked)).body).sheetPreview, { changed: 1, unchanged: 1, differences: [{ row: 2, name: '甲會', changes: [{ field: 'fields.note', before: '"一"', after: '"壹"' }] }], batch: null })
  const READ = `mutation ($csv: String!, $key: String!) { importSheet(csv: $csv, key: $key, reason: "整理") { ${SHEET_REPORT} } }`
  t.match(said((await service.ask(READ, { variables: { csv, key: 'first-sheet' }, cookie })).body).importSheet, { changed: 1, conflicts: 0 })
  t.match(said((await service.ask(READ, { variables: { csv: sheet.csv.replace('一', '乙'), key: 'second-sheet' }, cookie })).body).importSheet, { changed: 0, conflicts: 1, conflicting: [{ row: 2, column: 'fields.note', base: '一', theirs: '乙', now: '壹' }] })
  t.equal(JSON.parse(said((await service.ask('query ($id: ID!) { record(id: $id) { record } }', { variables: { id: a } })).body).record.record).fields.note, '壹')
  t.equal(code((await service.ask(READ, { variables: { csv, key: 'nobody-at-all' } })).body), 'UNAUTHENTICATED')
  const book = said((await service.ask('query ($choice: BulkChoice!) { sheet(choice: $choice) { xlsx } }', { variables: { choice: { entities: { ids: [a] } } } })).body).sheet.xlsx
  const PREVIEW = 'query ($csv: String, $xlsx: String) { sheetPreview(csv: $csv, xlsx: $xlsx) { chosen unchanged } }'
  t.same(said((await service.ask(PREVIEW, { variables: { xlsx: book }, cookie })).body).sheetPreview, { chosen: 1, unchanged: 1 })
  for (const variables of [{}, { csv, xlsx: book }, { xlsx: Buffer.from('PK, but no workbook').toString('base64') }]) t.equal(code((await service.ask(PREVIEW, { variables, cookie })).body), 'BAD_USER_INPUT')
})

t.test('queues are asked by anybody, and evidence is confirmed by who may', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  const { tie, proof } = await story(service, cookie)
  const QUEUE = 'query ($queue: QualityQueue!) { quality(queue: $queue, first: 5) { items { id type state problems quote relation { id type from { name } to { name } } entity { name } } pageInfo { hasNextPage } } qualityCounts(queues: [unchecked, undated]) { queue label count isLeast } }'
  const before = said((await service.ask(QUEUE, { variables: { queue: 'undated' } })).body)
  t.match(before, { quality: { items: [{ id: tie, relation: { from: { name: '甲會' }, to: { name: '乙會' } } }], pageInfo: { hasNextPage: false } }, qualityCounts: [{ queue: 'unchecked', label: '待確認', count: 0 }, { queue: 'undated', count: 1, isLeast: false }] })
  t.same(said((await service.ask('{ qualityCounts { queue } }')).body).qualityCounts.some(({ queue }: { queue: string }) => queue === 'unsupported'), false)
  t.equal(code((await service.ask(QUEUE, { variables: { queue: 'unsupported' } })).body), 'UNAUTHENTICATED', 'what nothing supports is no statement for readers')
  t.same(said((await service.ask(QUEUE, { variables: { queue: 'unsupported' }, cookie: (await service.someone()).cookie })).body).quality.items, [])
  const { version } = said((await service.ask('query ($id: ID!) { record(id: $id) { version } }', { variables: { id: tie } })).body).record
  said((await service.ask(WRITE, { variables: { key: `key:${newId()}`, operations: [{ relation: { id: tie, version, start: '2012' } }] }, cookie })).body)
  t.match(said((await service.ask(QUEUE, { variables: { queue: 'unchecked' } })).body).quality.items, [{ id: proof, type: 'evidence', quote: '合作' }])
  const CONFIRM = 'mutation ($evidence: [ID!]!) { confirmEvidence(key: "looked-at-it", evidence: $evidence) { records { id } } }'
  t.equal(code((await service.ask(CONFIRM, { variables: { evidence: [proof] } })).body), 'UNAUTHENTICATED')
  t.match(said((await service.ask(CONFIRM, { variables: { evidence: [proof] }, cookie })).body).confirmEvidence.records, [{ id: proof }])
  t.same(said((await service.ask(QUEUE, { variables: { queue: 'unchecked' } })).body).quality.items, [])
})
