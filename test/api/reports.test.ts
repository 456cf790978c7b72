import { join } from 'node:path'
import t from 'tap'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { folder } from '../fixture.ts'
import { served } from './people.ts'

const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code

t.test('a report by somebody without an account leads to words that are gone', async (t) => {
  const at = await folder(t)
  const noted: string[] = []
  const service = await served(t, { takedown: {
    blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), note: async ({ id }) => { noted.push(id) }, backups: async () => [{ at: '2025-12-31T00:00:00Z', file: '年底.jsonl.gz' }],
  } })
  const [librarian, administrator] = [await service.someone('librarian'), await service.someone('administrator')]
  const written = await service.ask('mutation { write(key: "a-place-of-mine", reason: "測試", operations: [{ entity: { kind: Place, names: [{ text: "林家老厝" }], state: published, audience: { protocols: ["everyone"] } } }]) { records { id } } }', { cookie: librarian.cookie })
  const { id } = written.body.data.write.records[0]
  const reported = await service.ask('mutation ($id: ID!) { report(id: $id, reason: "這是我家", contact: "02-1234") }', { variables: { id } })
  t.strictSame(reported.body.data, { report: true })
  const LIST = '{ reports { id record title reason by contact settled { note } } }'
  t.equal(code((await service.ask(LIST)).body), 'UNAUTHENTICATED')
  t.strictSame((await service.ask(LIST, { cookie: librarian.cookie })).body.data.reports, [])
  t.match((await service.ask(LIST, { cookie: administrator.cookie })).body.data.reports, [{ record: id, title: '林家老厝', reason: '這是我家', by: null, contact: '02-1234', settled: null }])
  const REDACT = 'mutation ($id: ID!, $confirm: String!) { redact(id: $id, reason: "本人要求", confirm: $confirm) { redacted originals backups { at file } } }'
  t.equal(code((await service.ask(REDACT, { variables: { id, confirm: id }, cookie: librarian.cookie })).body), 'FORBIDDEN')
  t.equal(code((await service.ask(REDACT, { variables: { id, confirm: '是' }, cookie: administrator.cookie })).body), 'BAD_USER_INPUT')
  t.strictSame((await service.ask(REDACT, { variables: { id, confirm: '林家老厝' }, cookie: administrator.cookie })).body.data.redact, { redacted: [id], originals: 0, backups: [{ at: '2025-12-31T00:00:00Z', file: '年底.jsonl.gz' }] })
  t.strictSame(noted, [id])
  const after = await service.ask('query ($id: ID!) { record(id: $id) { state record } entities(name: "林家老厝") { items { id } } }', { variables: { id }, cookie: administrator.cookie })
  t.strictSame(after.body.data, { record: { state: 'withdrawn', record: null }, entities: { items: [] } })
  t.match((await service.ask('{ reports(settled: true) { settled { by outcome note } } }', { cookie: administrator.cookie })).body.data.reports, [{ settled: { by: 'someone2的名字', outcome: 'redacted', note: '本人要求' } }])
})

t.test('what waits is told as it stands, and to a token only as far as its scopes go', async (t) => {
  const service = await served(t)
  const administrator = await service.someone('administrator')
  const { body } = await service.ask('mutation { write(key: "a-place-of-mine", reason: "測試", operations: [{ entity: { kind: Place, names: [{ text: "林家老厝" }], state: published, audience: { protocols: ["everyone"] } } }]) { records { id } } }', { cookie: administrator.cookie })
  const { id } = body.data.write.records[0]
  const LIST = '{ reports { id } }'
  const waiting = async (): Promise<any[]> => (await service.ask(LIST, { cookie: administrator.cookie })).body.data.reports
  t.same(await waiting(), [])
  await service.ask('mutation ($id: ID!) { report(id: $id, reason: "錯了") }', { variables: { id } })
  const [{ id: reported }, ...none] = await waiting() as [{ id: string }]
  t.same(none, [])
  const made = await service.ask('mutation { makeToken(name: "t", scopes: [read, contribute], days: 1) { secret } }', { cookie: administrator.cookie })
  t.same((await service.ask(LIST, { token: made.body.data.makeToken.secret })).body.data.reports, [])
  t.equal(code((await service.ask('mutation ($id: ID!) { settleReport(id: $id, note: "好") }', { variables: { id: reported }, token: made.body.data.makeToken.secret })).body), 'FORBIDDEN')
  t.strictSame((await service.ask('mutation ($id: ID!) { settleReport(id: $id, note: "已改正") }', { variables: { id: reported }, cookie: administrator.cookie })).body.data, { settleReport: true })
  t.same(await waiting(), [])
})

t.test('what quotes an entry or proposes to change it goes with it, and the log does not say what it was called', async (t) => {
  const at = await folder(t)
  const service = await served(t, { takedown: {
    blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), note: async () => {}, backups: async () => [],
  } })
  const [librarian, author, reader, administrator] = [await service.someone('librarian'), await service.someone(), await service.someone(), await service.someone('administrator')]
  const done = async (query: string, variables: object, cookie: string): Promise<any> => {
    const { body } = await service.ask(query, { variables, cookie })
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors))
    return Object.values(body.data)[0]
  }
  const EVERYBODY = { protocols: ['everyone'] }
  const { records: [town] } = await done('mutation ($operations: [WriteInput!]!) { write(key: "a-town-of-mine", reason: "測試", operations: $operations) { records { id } } }', { operations: [{ entity: { kind: 'Place', names: [{ text: '松山' }], state: 'published', audience: EVERYBODY } }] }, librarian.cookie)
  const { entry, records } = await done('mutation ($entry: EntryInput!) { enter(key: "an-entry-of-mine", entry: $entry) { entry records { id type } } }', { entry: { title: '王大明的童年', story: '王大明小時候住在巷口第三間，門前有一棵大樹。', mentions: [{ id: town.id, quote: '住在巷口第三間' }], state: 'published', audience: EVERYBODY } }, librarian.cookie)
  const text = records.find(({ type }: any) => type === 'content').id
  const { version } = await done('query ($id: ID!) { record(id: $id) { version } }', { id: entry }, author.cookie)
  const { records: [proposal] } = await done('mutation ($operations: [WriteInput!]!) { propose(key: "a-change-of-mine", words: "王大明改名了", operations: $operations) { records { id } } }', { operations: [{ entity: { id: entry, version, names: [{ text: '王大明在巷口的童年' }] } }] }, author.cookie)
  const NOTE = 'mutation ($key: String!, $target: ID!, $audience: AudienceInput) { annotate(key: $key, target: $target, quotation: { exact: "門前有一棵大樹" }, text: "王大明還在嗎？", audience: $audience) { records { id } } }'
  const { records: [told] } = await done(NOTE, { key: 'a-note-for-all', target: text, audience: EVERYBODY }, author.cookie)
  const { records: [own] } = await done(NOTE, { key: 'a-note-of-mine', target: text }, reader.cookie)
  const mention = records.find(({ type }: any) => type === 'evidence').id
  const { redacted } = await done('mutation ($id: ID!) { redact(id: $id, reason: "本人要求", confirm: "王大明的童年") { redacted } }', { id: entry }, administrator.cookie)
  t.strictSame(redacted.toSorted(), [entry, text, mention, proposal.id, told.id].toSorted(), 'not a word of what somebody noted for themselves')
  const log = JSON.stringify(await Array.fromAsync(service.graph.replay()))
  t.notMatch(log, /王大明(?!改名了)|巷口|大樹/)
  t.match(log, own.id)
})
