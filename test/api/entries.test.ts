import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import type { FilePorts } from '../../src/api/files.ts'
import { openReceipts } from '../../src/archive/files/receipt.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { folder } from '../fixture.ts'
import { served, type Served } from './people.ts'

const PAGE = new URL('../../docs/entries.md', import.meta.url)
const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code

async function filePorts(t: Test): Promise<FilePorts> {
  const at = await folder(t)
  const jobs = await openSqliteJobs({ path: join(at, 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  return { blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), jobs, receipts: await openReceipts(join(at, 'key')) }
}

t.test('the examples of docs/entries.md do what the page says', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  const [enter, make] = [...readFileSync(PAGE, 'utf8').matchAll(/```graphql\n(.*?)```/gs)].map(([, text]) => text!) as [string, string]
  const { body } = await service.ask(enter, { cookie })
  t.equal(body.errors?.[0]?.message, undefined)
  t.match(body.data.enter, { when: '約民國45年（1956）至約民國50年（1961）', notes: [], records: [{ id: body.data.enter.entry, state: 'proposed' }] })
  const shown = await service.ask('query ($id: ID!) { record(id: $id) { record } entity(id: $id) { contents { items { passages { text } } } relations(includeProposed: true) { items { type from { name } } } } }', { variables: { id: body.data.enter.entry }, cookie })
  t.match(JSON.parse(shown.body.data.record.record), { fields: { whenSaid: '小時候（民國45年到50年）', writtenDownBy: '松山社區大學的學員', district: '松山區' } })
  t.equal(code((await service.ask(enter)).body), 'UNAUTHENTICATED')
  t.match((await service.ask(make, { cookie })).body.data.makeWorkshop, { code: /^.{5}-.{5}$/ })
})

t.test('a form is told how it is understood while it is filled', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  await service.ask('mutation { write(key: "names-for-it", reason: "測試", operations: [{ entity: { kind: Place, names: [{ text: "慈祐宮" }], state: published, audience: { protocols: ["everyone"] } } }, { entity: { kind: Place, names: [{ text: "內部的廟" }], state: draft } }]) { changeset } }', { cookie })
  const { body: { data, errors } } = await service.ask(`{
    one: readWhen(when: "小時候", born: "1950") { edtf text from to } other: readWhen(when: "颱風那年") { edtf text from to }
    languages { code label } cleaned(html: "<p onclick=x><b>甲</b><script>1</script></p>") { markdown }
    namesIn(text: "在慈祐宮和內部的廟前") { start end text more candidates { name kind } }
  }`, { cookie })
  t.equal(errors, undefined)
  t.strictSame(data.one, { edtf: '1952~/1963~', text: '約民國41年（1952）至約民國52年（1963）', from: '1952-01-01', to: '1963-12-31' })
  t.strictSame(data.other, { edtf: null, text: null, from: null, to: null })
  t.match(data.languages.find((one: { code: string }) => one.code === 'nan-Hant'), { label: '臺語' })
  t.equal(data.cleaned.markdown, '**甲**')
  t.strictSame(data.namesIn, [{ start: 1, end: 4, text: '慈祐宮', more: false, candidates: [{ name: '慈祐宮', kind: 'Place' }] }])
})

t.test('a title is to be read, and a consent says what was agreed to', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone()
  const refused = async (entry: object): Promise<unknown> => (await service.ask('mutation ($entry: EntryInput!) { enter(key: "to-be-refused", entry: $entry) { entry } }', { variables: { entry: { title: '石獅子', story: '一二', audience: { protocols: ['everyone'] }, ...entry } }, cookie })).body.errors?.[0]?.extensions
  t.match(await refused({ title: '\u200b' }), { code: 'BAD_USER_INPUT', field: 'title' })
  t.match(await refused({ title: '石\u202e獅子' }), { code: 'BAD_USER_INPUT', field: 'title' })
  t.match(await refused({ title: '石\u0000獅子' }), { code: 'BAD_USER_INPUT', field: 'title' })
  t.match(await refused({ toldBy: [{ name: '\u200b' }] }), { code: 'BAD_USER_INPUT', field: 'toldBy[0].name' })
  t.match(await refused({ toldBy: [{ name: '陳阿好' }, { words: '里長', consent: { scope: ' ', on: '民國110年' } }] }), { code: 'BAD_USER_INPUT', field: 'toldBy[1].consent.scope' })
  for (const on of ['昨天', '2019-13-45', '民國']) t.match(await refused({ toldBy: [{ name: '陳阿好', consent: { scope: '可以公開', on } }] }), { code: 'BAD_USER_INPUT', field: 'toldBy[0].consent.on' }, on)
  t.equal(await refused({}), undefined)
})

const SAVE = 'mutation ($key: String!, $body: String!, $version: String) { saveDraft(key: $key, title: "石獅子", body: $body, version: $version) { key version savedAt purgeAt } }'

t.test('two devices of one person do not write over each other\'s draft, and nobody else reads it', async (t) => {
  const service = await served(t)
  const [author, other] = [await service.someone(), await service.someone('administrator')]
  const save = (body: object, version?: string, cookie = author.cookie): ReturnType<Served['ask']> => service.ask(SAVE, { variables: { key: 'entry:1', body: JSON.stringify(body), version: version ?? null }, cookie })
  const read = (cookie?: string): ReturnType<Served['ask']> => service.ask('{ drafts { key title version } draft(key: "entry:1") { body version } }', cookie === undefined ? {} : { cookie })
  const first = (await save({ story: '一' })).body.data.saveDraft.version
  const second = (await save({ story: '一二' }, first)).body.data.saveDraft.version
  const late = await save({ story: '一三' }, first)
  t.strictSame(late.body.errors![0].extensions, { code: 'CONFLICT', current: second })
  t.strictSame((await read(author.cookie)).body.data, { drafts: [{ key: 'entry:1', title: '石獅子', version: second }], draft: { body: '{"story":"一二"}', version: second } })
  t.equal(code((await read(other.cookie)).body), 'NOT_FOUND')
  t.equal(code((await read()).body), 'UNAUTHENTICATED')
  t.equal(code((await save({}, undefined, (await service.someone('reader')).cookie)).body), 'FORBIDDEN')
  const token = (await service.ask('mutation { makeToken(name: "t", scopes: [contribute], days: 1) { secret } }', { cookie: author.cookie })).body.data.makeToken.secret
  t.equal(code((await service.ask('{ draft(key: "entry:1") { body } }', { token })).body), 'FORBIDDEN', 'a token that does not read')
  for (const [variables, field] of [[{ key: 'a b' }, 'key'], [{ body: '{' }, 'body'], [{ body: JSON.stringify('字'.repeat(60_000)) }, 'body']] as const) {
    t.match((await service.ask(SAVE, { variables: { key: 'entry:2', body: '{}', ...variables }, cookie: author.cookie })).body.errors![0].extensions, { code: 'BAD_USER_INPUT', field })
  }
  for (let i = 0; i < 49; i++) await service.ask(SAVE, { variables: { key: `k${i}`, body: '{}' }, cookie: author.cookie })
  t.match((await service.ask(SAVE, { variables: { key: 'k50', body: '{}' }, cookie: author.cookie })).body.errors![0].extensions, { code: 'BAD_USER_INPUT', field: 'key' }, 'fifty are enough')
  t.equal(await service.graph.sequence(), 0, 'nothing of it is in the log')
  const refused = await service.ask('mutation { enter(key: "entry-number-one", draft: "entry:1", entry: { title: "", story: "一", audience: { protocols: ["everyone"] } }) { entry } }', { cookie: author.cookie })
  t.equal(code(refused.body), 'BAD_USER_INPUT')
  t.match((await read(author.cookie)).body.data.draft, { version: second }, 'what failed to be sent stays')
  const nowhere = 'mutation { enter(key: "entry-number-two", draft: "entry:9", entry: { title: "石獅子", story: "一二", audience: { protocols: ["everyone"] } }) { entry } }'
  t.match((await service.ask(nowhere, { cookie: author.cookie })).body.errors![0].extensions, { code: 'BAD_USER_INPUT', field: 'draft' }, 'a draft that there is not is not said to have gone')
  t.equal(await service.graph.sequence(), 0)
  await service.ask('mutation { enter(key: "entry-number-one", draft: "entry:1", entry: { title: "石獅子", story: "一二", audience: { protocols: ["everyone"] } }) { entry } }', { cookie: author.cookie })
  t.equal(code((await read(author.cookie)).body), 'NOT_FOUND', 'what was sent is no draft any more')
  t.equal((await service.ask('mutation { enter(key: "entry-number-one", draft: "entry:1", entry: { title: "石獅子", story: "一二", audience: { protocols: ["everyone"] } }) { entry } }', { cookie: author.cookie })).body.errors, undefined, 'sent again it is answered as the first time')
  t.equal((await service.ask('mutation { dropDraft(key: "entry:1") }', { cookie: author.cookie })).body.data.dropDraft, false)
  t.strictSame((await save({ story: '一二三' }, second)).body.errors![0].extensions, { code: 'CONFLICT', current: null }, 'what was sent on one device does not come back from another')
})

t.test('a workshop sends a photo without an account', async (t) => {
  const service = await served(t, { files: await filePorts(t) })
  const librarian = await service.someone('librarian')
  const made = (await service.ask('mutation { makeWorkshop(title: "松山工作坊", audience: { protocols: ["everyone"] }) { code workshop { id } } }', { cookie: librarian.cookie })).body.data.makeWorkshop
  const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#777' } }).jpeg().toBuffer()
  const upload = async (workshop: string): Promise<{ statusCode: number; json: () => any }> => {
    const mark = 'x-mark-x'
    const payload = Buffer.concat([Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="file"; filename="獅子.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`), picture, Buffer.from(`\r\n--${mark}--\r\n`)])
    return service.app.inject({ method: 'POST', url: '/files', payload, headers: { 'x-workshop': workshop, 'content-type': `multipart/form-data; boundary=${mark}` } })
  }
  t.equal((await upload('ABCDE-FGHJK')).statusCode, 404)
  const { receipt } = (await upload(made.code)).json()
  const contribute = (workshop: string, cookie?: string): ReturnType<Served['ask']> => service.ask(`mutation ($code: String!, $receipt: String!) { contribute(code: $code, key: "from-the-board", contact: "0912-345-678", entry: { title: "石獅子", story: "里長說的", files: [{ receipt: $receipt, alternative: "一隻石獅子" }] }) { entry records { state } } }`, { variables: { code: workshop, receipt }, ...(cookie === undefined ? {} : { cookie }) })
  t.equal(code((await contribute('ABCDE-FGHJK')).body), 'NOT_FOUND')
  const { body } = await contribute(made.code)
  t.equal(body.errors?.[0]?.message, undefined)
  const { entry } = body.data.contribute
  const ask = async (cookie?: string): Promise<any> => (await service.ask('query ($id: ID!, $workshop: ID!) { record(id: $id) { state } entity(id: $id) { history { items { by } } contents { items { files { name address } } } } contributors(workshop: $workshop) { record contact } }', { variables: { id: entry, workshop: made.workshop.id }, ...(cookie === undefined ? {} : { cookie }) })).body
  t.match(await ask(librarian.cookie), { data: { record: { state: 'proposed' }, entity: { history: { items: [{ by: '松山工作坊' }] } }, contributors: [{ record: entry, contact: '0912-345-678' }] } })
  const nobody = await ask()
  t.equal(code(nobody), 'UNAUTHENTICATED')
  t.equal((await service.ask('query ($id: ID!) { record(id: $id) { state } }', { variables: { id: entry } })).body.data.record, null)
  for (const login of [`workshop-${made.code}`, made.workshop.id, '松山工作坊']) t.equal(code((await service.ask('mutation ($login: String!) { signIn(login: $login, password: "x") { id } }', { variables: { login } })).body), 'UNAUTHENTICATED', 'nobody signs in as it')
})

t.test('a copy of a page is handed out to who reads the evidence, and never as a page', async (t) => {
  const files = await filePorts(t)
  const service = await served(t, { files })
  const page = '<!doctype html><script>alert(document.domain)</script>石獅子'
  const put = async (audience: object, mediaType: string): Promise<string> => {
    const { sha256, bytes } = await files.blobs.put(Buffer.from(page))
    const [a, b, work, relation, evidence] = Array.from({ length: 5 }, newId) as [string, string, string, string, string]
    const records = [
      ...[[a, 'Organization', '甲'], [b, 'Organization', '乙'], [work, 'Work', '報導']].map(([id, kind, text]) => ({ id, type: 'entity', kind, names: [{ text }], state: 'published', audience: EVERYONE })),
      { id: relation, type: 'relation', relation: 'FUNDS', from: a, to: b, state: 'published', audience: EVERYONE },
      { id: evidence, type: 'evidence', relation, source: work, locator: { url: 'https://news.example/' }, captured: { sha256, bytes, mediaType, at: '2026-03-01T08:00:00.000Z', url: 'https://news.example/' }, state: 'published', audience },
    ]
    await service.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: records.map((record) => ({ op: 'put', base: null, record })) as never })
    return evidence
  }
  for (const [mediaType, type, ending] of [['text/html; charset=Big5', 'text/plain; charset=big5', 'txt'], ['text/html; charset=utf-7', 'text/plain', 'txt'], ['image/svg+xml', 'text/plain', 'txt'], ['application/xhtml+xml;charset="UTF-8"', 'text/plain; charset=utf-8', 'txt'], ['application/pdf', 'application/octet-stream', 'pdf'], ['multipart/x-mixed-replace', 'application/octet-stream', undefined]] as const) {
    const { statusCode, headers, body } = await service.app.inject({ url: `/captured/${await put(EVERYONE, mediaType)}` })
    t.equal(statusCode, 200)
    t.equal(body, page)
    t.equal(headers['content-type'], type, mediaType)
    t.equal(headers['content-disposition'], `attachment; filename="captured-2026-03-01${ending === undefined ? '' : `.${ending}`}"`)
    t.match(headers, { 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache' })
  }
  const hidden = await put({ mode: 'all', protocols: ['signed-in'] }, 'text/html')
  const absent = await service.app.inject({ url: `/captured/${newId()}` })
  const refused = await service.app.inject({ url: `/captured/${hidden}` })
  t.equal(refused.statusCode, 404)
  t.equal(refused.body.replace(hidden, ''), absent.body.replace(/[0-9a-f-]{36}/, ''))
  const reader = await service.someone('reader')
  t.equal((await service.app.inject({ url: `/captured/${hidden}`, headers: { cookie: reader.cookie } })).statusCode, 200)
  for (const guess of ['x', '..%2f..', '%00', '1']) t.equal((await service.app.inject({ url: `/captured/${guess}` })).statusCode, 404, guess)
})
