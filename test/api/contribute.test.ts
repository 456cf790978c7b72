import { join } from 'node:path'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import type { FilePorts } from '../../src/api/files.ts'
import { openReceipts } from '../../src/archive/files/receipt.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { newId } from '../../src/model/ids.ts'
import { folder } from '../fixture.ts'
import { served, type Served } from './people.ts'

const WRITE = 'mutation ($key: String!, $operations: [WriteInput!]!) { write(key: $key, reason: "測試", operations: $operations) { changeset records { id type state version } } }'
const RECORD = 'query ($id: ID!) { record(id: $id) { id type state version record audience { mode protocols text } } }'
const EVERYBODY = { protocols: ['everyone'] }
const place = (name: string, more: object = {}): object => ({ entity: { kind: 'Place', names: [{ text: name }], audience: EVERYBODY, ...more } })

const writing = ({ ask }: Served) => (cookie: string, operations: readonly object[], key = `key:${newId()}`): ReturnType<Served['ask']> => ask(WRITE, { variables: { key, operations }, cookie })
const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code
const seen = async ({ ask }: Served, cookie: string | undefined, id: string): Promise<any> => (await ask(RECORD, { variables: { id }, ...(cookie === undefined ? {} : { cookie }) })).body.data.record

t.test('a form is filled from a record, sent, and told what stands by now', async (t) => {
  const service = await served(t)
  const write = writing(service)
  const [{ cookie }, other] = [await service.someone('librarian'), await service.someone('librarian')]
  const made = await write(cookie, [place('慈祐宮', { id: 'new:1', state: 'published', fields: [{ code: 'district', values: ['松山區'] }] })])
  t.equal(made.body.errors?.[0]?.message, undefined)
  const [{ id, version }] = made.body.data.write.records
  const form = await seen(service, cookie, id)
  t.match(form, { type: 'entity', state: 'published', version, audience: { mode: 'all', protocols: ['everyone'], text: '所有人' } })
  t.match(JSON.parse(form.record), { names: [{ text: '慈祐宮' }], fields: { district: '松山區' } })
  t.notOk(form.record.includes('"by"'))
  t.match(await seen(service, undefined, id), { record: form.record })
  const { body: { data: { entity } } } = await service.ask('query ($id: ID!) { entity(id: $id) { version history { items { by reason version } } } }', { variables: { id } })
  t.strictSame(entity.history.items, [{ by: 'someone1的名字', reason: '測試', version }])
  t.equal(code((await write(other.cookie, [{ entity: { id, version: entity.version, names: [{ text: '松山慈祐宮' }] } }])).body), undefined, 'the version of its page does as well')
  const late = await write(cookie, [{ entity: { id, version, names: [{ text: '晚了' }] } }])
  t.equal(late.status, 200)
  t.strictSame(late.body.errors![0].extensions, { code: 'CONFLICT', current: { id, version: (await seen(service, cookie, id)).version } })
  t.match((await write(cookie, [place('壞', { names: [{ text: '' }] })])).body.errors![0].extensions, { code: 'BAD_USER_INPUT', field: 'operations[0].entity.names[0].text' })
})

t.test('drafts are their author\'s alone, and nobody writes without signing in', async (t) => {
  const service = await served(t)
  const write = writing(service)
  const [author, reader, administrator] = [await service.someone(), await service.someone('reader'), await service.someone('administrator')]
  const { body } = await write(author.cookie, [place('草稿')])
  const [{ id, state }] = body.data.write.records
  t.equal(state, 'draft')
  for (const cookie of [undefined, reader.cookie, administrator.cookie]) {
    t.equal(await seen(service, cookie, id), null)
    const asked = await service.ask('query ($id: ID!) { entity(id: $id) { id } entities(name: "草稿") { items { id } } }', { variables: { id }, ...(cookie === undefined ? {} : { cookie }) })
    t.notOk(JSON.stringify(asked.body.data ?? null).includes(id))
  }
  t.match(await seen(service, author.cookie, id), { state: 'draft' })
  for (const guess of ['1', '', newId(), `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`, '../..', '\u0000']) t.equal(await seen(service, administrator.cookie, guess), null, JSON.stringify(guess))
  t.equal(code((await service.ask(WRITE, { variables: { key: 'anonymous', operations: [place('x')] } })).body), 'UNAUTHENTICATED')
  t.equal(code((await write(reader.cookie, [place('x')])).body), 'FORBIDDEN')
  const forged = await service.app.inject({ method: 'POST', url: '/graphql', payload: { query: WRITE, variables: { key: 'from-elsewhere', operations: [place('x')] } }, headers: { cookie: author.cookie, origin: 'https://elsewhere.example' } })
  t.equal(code(forged.json()), 'FORBIDDEN', 'a page of somebody else\'s')
})

t.test('nothing can be set that is not for the sender to say', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  for (const [part, input] of [
    ['entity', { by: newId() }], ['entity', { mergedInto: newId() }], ['entity', { type: 'community' }],
    ['evidence', { method: 'register' }], ['evidence', { confidence: 1 }], ['evidence', { rule: 'x' }], ['evidence', { unchecked: false }],
    ['content', { original: {} }], ['content', { textSha256: 'a'.repeat(64) }], ['content', { files: [{ sha256: 'a'.repeat(64) }] }], ['content', { passages: [] }],
    ['community', {}], ['redact', {}], ['withdraw', { id: newId(), version: 'x', reason: 'x', state: 'draft' }],
  ] as const) {
    const { body, status } = await writing(service)(cookie, [{ [part]: input }])
    t.equal(code(body), 'BAD_USER_INPUT', `${part} ${Object.keys(input)[0] ?? ''}`)
    t.equal(status, 400)
  }
  t.equal(await service.graph.sequence(), 0)
})

t.test('neither many in one request nor many requests in one', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  const flood = await service.ask(`mutation { ${Array.from({ length: 50 }, (_, i) => `a${i}: write(key: "flood-${i}-x", reason: "x", operations: [{ entity: { kind: Place, names: [{ text: "x" }] } }]) { changeset }`).join(' ')} }`, { cookie })
  t.equal(code(flood.body), 'TOO_EXPENSIVE')
  const batch = await service.app.inject({ method: 'POST', url: '/graphql', payload: Array.from({ length: 3 }, () => ({ query: '{ archive { evidence } }' })), headers: { cookie, 'x-requested-with': 'test' } })
  t.equal(batch.statusCode, 400)
  const many = await writing(service)(cookie, Array.from({ length: 501 }, () => place('x')))
  t.match(many.body.errors![0].extensions, { code: 'BAD_USER_INPUT', field: 'operations' })
  t.equal(await service.graph.sequence(), 0)
})

async function filePorts(t: Test): Promise<FilePorts> {
  const at = await folder(t)
  const jobs = await openSqliteJobs({ path: join(at, 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  return { blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), jobs, receipts: await openReceipts(join(at, 'key')) }
}

async function uploaded({ app }: Served, cookie: string, name: string, bytes: Buffer): Promise<string> {
  const mark = 'x-mark-x'
  const payload = Buffer.concat([Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`), bytes, Buffer.from(`\r\n--${mark}--\r\n`)])
  const response = await app.inject({ method: 'POST', url: '/files', payload, headers: { cookie, 'x-requested-with': 'test', 'content-type': `multipart/form-data; boundary=${mark}` } })
  return response.json().receipt
}

t.test('a file is named by the receipt of whoever sent it, and then by its number', async (t) => {
  const service = await served(t, { files: await filePorts(t) })
  const write = writing(service)
  const [author, other] = [await service.someone('librarian'), await service.someone('librarian')]
  const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#777' } }).jpeg().toBuffer()
  const receipt = await uploaded(service, author.cookie, '廟.jpg', picture)
  const content = (...files: object[]): object => ({ content: { entity: 'new:p', files, state: 'published', audience: EVERYBODY } })
  const home = place('慈祐宮', { id: 'new:p', state: 'published' })
  t.match((await write(other.cookie, [home, content({ receipt })])).body.errors![0].extensions, { code: 'BAD_USER_INPUT', field: 'operations[1].content.files[0].receipt' }, 'somebody else\'s receipt')
  const made = (await write(author.cookie, [home, content({ receipt, caption: '正殿', alternative: '一座廟' })])).body
  t.equal(made.errors?.[0]?.message, undefined)
  const [{ id: entity }, { id }] = made.data.write.records
  const shown = await seen(service, undefined, id)
  t.match(JSON.parse(shown.record), { files: [{ name: '廟.jpg', mediaType: 'image/jpeg', width: 30, caption: '正殿' }] })
  t.notOk(/sha256|sent/.test(shown.record), 'a hash is nobody\'s to know')
  const { body: { data } } = await service.ask('query ($id: ID!) { entity(id: $id) { contents { items { files { name address } } } } }', { variables: { id: entity } })
  const [{ address }] = data.entity.contents.items[0].files
  t.equal((await service.app.inject({ url: address })).statusCode, 200)
  const second = await uploaded(service, other.cookie, '側面.jpg', picture)
  await write(other.cookie, [{ content: { id, version: shown.version, files: [{ receipt: second }, { number: 1, caption: '大殿' }] } }])
  t.match(JSON.parse((await seen(service, undefined, id)).record).files, [{ name: '側面.jpg' }, { name: '廟.jpg', caption: '大殿', alternative: '一座廟' }])
})

t.test('a token writes as far as its scopes go, and reads no further', async (t) => {
  const service = await served(t)
  const author = await service.someone('librarian')
  const token = async (...scopes: string[]): Promise<string> => {
    const { body } = await service.ask('mutation ($scopes: [Scope!]!) { makeToken(name: "t", scopes: $scopes, days: 1) { secret } }', { variables: { scopes }, cookie: author.cookie })
    if (body.errors) throw new Error(body.errors[0].message)
    return body.data.makeToken.secret
  }
  const [reads, writes] = [await token('read'), await token('contribute')]
  const send = (using: string, operations: readonly object[]): ReturnType<Served['ask']> => service.ask(WRITE, { variables: { key: `key:${newId()}`, operations }, token: using })
  t.equal(code((await send(reads, [place('x')])).body), 'FORBIDDEN')
  const [{ id }] = (await send(writes, [place('草稿')])).body.data.write.records
  t.equal((await service.ask(RECORD, { variables: { id }, token: writes })).body.data.record, null)
  t.equal((await service.ask(RECORD, { variables: { id }, token: reads })).body.data.record.state, 'draft')
})

t.test('labels and licences are told to whoever fills a form, and exact places are for fewer', async (t) => {
  const noted: object[] = []
  const service = await served(t, { takedown: { blobs: undefined as never, derived: undefined as never, note: async (entry) => { noted.push(entry) }, backups: async () => [] } })
  const { body: { data } } = await service.ask('{ labels { code family label english } licences { code label url } }')
  t.match(data.labels.find(({ code }: { code: string }) => code === 'TK-SS'), { family: 'tk', label: '祕密／神聖', english: 'TK Secret / Sacred' })
  t.match(data.licences.find(({ code }: { code: string }) => code === 'CC-BY-4.0'), { url: 'https://creativecommons.org/licenses/by/4.0/' })
  const administrator = await service.someone('administrator')
  const { body } = await writing(service)(administrator.cookie, [place('老祖祠', { state: 'published', fields: [{ code: 'address', values: ['八德路四段七六一號'] }, { code: 'labels', values: ['TK-SS'] }] })])
  const [{ id, version }] = body.data.write.records
  const BLUR = 'mutation ($id: ID!, $version: String!) { blurPlace(id: $id, version: $version, audience: { protocols: ["signed-in"] }, key: "blur-the-shrine", reason: "避免打擾") { records { id } still } }'
  t.equal(code((await service.ask(BLUR, { variables: { id, version } })).body), 'UNAUTHENTICATED')
  const blurred = await service.ask(BLUR, { variables: { id, version }, cookie: administrator.cookie })
  t.strictSame(blurred.body.data.blurPlace.still, [])
  t.match(noted, [{ id, versions: [1] }])
  const ASK = 'query ($id: ID!) { entity(id: $id) { fields { code } history { items { version changed { before after } } } contents { items { place { address } } } } }'
  const seenBy = async (cookie?: string): Promise<string> => JSON.stringify((await service.ask(ASK, { variables: { id }, ...(cookie === undefined ? {} : { cookie }) })).body)
  t.notOk((await seenBy()).includes('八德路'))
  t.ok((await seenBy((await service.someone('reader')).cookie)).includes('八德路'))
})
