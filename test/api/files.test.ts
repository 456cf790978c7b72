import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import type { Reader } from '../../src/http/reader.ts'
import { buildServer } from '../../src/api/server.ts'
import { openReceipts } from '../../src/archive/files/receipt.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import type { Actor } from '../../src/model/actor.ts'
import { EVERYONE, PUBLIC, type Audience } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import type { RecordInput, StoredFile } from '../../src/model/records.ts'
import { emptyStore, folder, vocabulary } from '../fixture.ts'

const account = newId()
const member: Reader['viewer'] = { signedIn: true, account, protocols: new Set(['elders']) }
const actor = (role: Actor['role']): Actor => ({ account, name: '志工', role, memberships: new Map(), viewer: member })

/** @param most bytes that an account may send a day; default: any */
async function served(t: Test, most = Infinity): Promise<{ app: FastifyInstance; graph: GraphStore; as: (reader: Reader) => void; receipts: Awaited<ReturnType<typeof openReceipts>>; sender: string }> {
  const [graph, at] = [await emptyStore(t), await folder(t)]
  const [jobs, receipts] = [await openSqliteJobs({ path: join(at, 'jobs.sqlite') }), await openReceipts(join(at, 'key'))]
  const accounts = await openSqliteAccounts({ path: join(at, 'accounts.sqlite') })
  const { id: sender } = await accounts.createAccount({ id: newId(), login: 'sender', name: '志工', role: 'contributor', createdAt: 1 })
  let reader: Reader = { viewer: PUBLIC }
  const app = await buildServer({
    graph, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000, readerOf: async () => reader,
    files: { blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), jobs, receipts, ...(most === Infinity ? {} : { quota: { accounts, most } }) },
  })
  t.teardown(async () => {
    await app.close()
    await jobs.close()
    await accounts.close()
  })
  return { app, graph, sender, as: (next) => { reader = next }, receipts }
}

const form = (name: string, bytes: Buffer, fields: Record<string, string> = {}): { payload: Buffer; headers: Record<string, string> } => {
  const mark = 'x-mark-x'
  const parts = Object.entries(fields).map(([field, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`)
  return {
    payload: Buffer.concat([Buffer.from(`${parts.join('')}--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/html\r\n\r\n`), bytes, Buffer.from(`\r\n--${mark}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${mark}` },
  }
}

/** A content with this file, and who may read it. */
async function kept(graph: GraphStore, file: StoredFile, audience: Audience): Promise<string> {
  const [entity, content] = [newId(), newId()]
  const put = (record: object): { op: 'put'; base: null; record: RecordInput } => ({ op: 'put', base: null, record: { state: 'published', ...record } as RecordInput })
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'api', operations: [
    put({ id: entity, type: 'entity', kind: 'Place', names: [{ text: '紀州庵' }], audience: EVERYONE }),
    put({ id: content, type: 'content', entity, order: 0, audience, files: [file] }),
  ] })
  return content
}

t.test('what is sent is handed out to whoever may read the record that names it', async (t) => {
  const { app, graph, as, receipts } = await served(t)
  const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#777' } }).jpeg().toBuffer()
  const send = (name: string, bytes: Buffer): ReturnType<FastifyInstance['inject']> => app.inject({ method: 'POST', url: '/files', ...form(name, bytes) }) as never
  t.match((await send('a.jpg', picture)).json(), { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  as({ viewer: member, actor: actor('reader') })
  t.match((await send('a.jpg', picture)).json(), { errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  as({ viewer: member, actor: actor('contributor') })
  const sent = await send('../廟<b>.html', picture)
  t.equal(sent.statusCode, 201)
  const { receipt, ...shown } = sent.json()
  t.match(shown, { name: '廟_b_.jpg', mediaType: 'image/jpeg', width: 30, height: 20 })
  t.notOk('sha256' in shown, 'a hash is for nobody')
  const file = receipts.read(receipt, account, 'files.0')
  const content = await kept(graph, file, { mode: 'all', protocols: ['elders'] })
  const got = await app.inject(`/files/${content}/1`)
  t.equal(got.statusCode, 200)
  t.match(got.headers, { 'content-type': 'image/jpeg', 'content-security-policy': /sandbox/, 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache' })
  t.equal(got.rawPayload.length, file.bytes)
  t.equal((await app.inject({ url: `/files/${content}/1`, headers: { 'if-none-match': String(got.headers['etag']) } })).statusCode, 304)
  const part = await app.inject({ url: `/files/${content}/1`, headers: { range: 'bytes=2-5' } })
  t.strictSame([part.statusCode, part.headers['content-range'], part.rawPayload], [206, `bytes 2-5/${file.bytes}`, got.rawPayload.subarray(2, 6)])
  t.equal((await app.inject({ url: `/files/${content}/1`, headers: { range: `bytes=${file.bytes}-` } })).statusCode, 416)
  as({ viewer: PUBLIC })
  const hidden = await app.inject(`/files/${content}/1`)
  const absent = await app.inject(`/files/${newId()}/1`)
  t.strictSame([hidden.statusCode, absent.statusCode], [404, 404])
  t.equal(hidden.body.replaceAll(content, 'ID'), absent.body.replace(/[0-9a-f-]{36}/g, 'ID'), 'hidden is as if there were none')
  for (const url of [`/files/${content}/0`, `/files/${content}/2`, `/files/..%2f..%2fetc%2fpasswd/1`, `/files/${file.sha256}/1`]) t.equal((await app.inject(url)).statusCode, 404, url)
})

t.test('a document is saved, never shown as a page; a form without a file says so', async (t) => {
  const { app, graph, as, receipts } = await served(t)
  as({ viewer: member, actor: actor('librarian') })
  const sent = await app.inject({ method: 'POST', url: '/files', ...form('x.html', Buffer.from('<html><script>alert(1)</script></html>')) })
  const file = receipts.read(sent.json().receipt, account, 'files.0')
  const got = await app.inject(`/files/${await kept(graph, file, EVERYONE)}/1`)
  t.match(got.headers, { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': /^attachment; filename="x.txt"/ })
  t.match((await app.inject({ method: 'POST', url: '/files', payload: { file: 1 } })).json(), { errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'file' } }] })
})

t.test('of two files in one form none is taken, and that is said', async (t) => {
  const { app, as } = await served(t)
  as({ viewer: member, actor: actor('contributor') })
  const one = form('a.txt', Buffer.from('石獅子'))
  const part = (name: string, bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`--x-mark-x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n`), bytes, Buffer.from('\r\n')])
  for (const more of [[part('b.txt', Buffer.from('廟'))], [part('b.txt', Buffer.alloc(3_000_000, 'a')), part('c.txt', Buffer.from('碑'))]]) {
    const sent = await app.inject({ method: 'POST', url: '/files', headers: one.headers, payload: Buffer.concat([...more, one.payload]) })
    t.equal(sent.statusCode, 400)
    t.match(sent.json(), { errors: [{ message: /一次只收一個檔案.*one file at a time/, extensions: { code: 'BAD_USER_INPUT', field: 'file' } }] })
  }
  t.equal((await app.inject({ method: 'POST', url: '/files', ...one })).statusCode, 201)
})

t.test('what ends before it is whole is not kept, and says so', async (t) => {
  const { app, as } = await served(t)
  as({ viewer: member, actor: actor('librarian') })
  const { payload, headers } = form('x.txt', Buffer.from('x'.repeat(1_000)))
  const sent = Buffer.from(payload)
  for (const most of [0, 5, 30, 200, 900, sent.length - 10]) {
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/files', headers, payload: sent.subarray(0, most) })
    t.equal(statusCode, 400, `${most} bytes`)
    t.match(JSON.parse(body), { errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'file' } }] })
  }
})

t.test('who has sent as much as a day may have is told to come again tomorrow', async (t) => {
  const { app, as, sender } = await served(t, 1_500)
  as({ viewer: member, actor: { ...actor('contributor'), account: sender } })
  const send = (): Promise<Awaited<ReturnType<typeof app.inject>>> => app.inject({ method: 'POST', url: '/files', ...form('a.txt', Buffer.from('里長說的故事'.repeat(50))) })
  t.equal((await send()).statusCode, 201)
  const refused = await send()
  t.equal(refused.statusCode, 429)
  t.match(refused.json(), { errors: [{ message: /明天再傳/, extensions: { code: 'RATE_LIMITED' } }] })
  const seconds = Number(refused.headers['retry-after'])
  t.ok(seconds > 0 && seconds <= 86_400, String(seconds))
})
