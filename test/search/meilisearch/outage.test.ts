import { createServer, type RequestListener } from 'node:http'
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net'
import { inspect } from 'node:util'
import t, { type Test } from 'tap'
import { PUBLIC } from '../../../src/model/audience.ts'
import type { ArchiveError } from '../../../src/model/errors.ts'
import { openMeilisearch } from '../../../src/search/meilisearch/index.ts'
import type { SearchStore } from '../../../src/search/port.ts'

// Servers that are not Meilisearch, or not as it should be: what the store says of them.

const KEY = 'a-key-that-nobody-may-see-1234567890'

async function listening(t: Test, server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise((resolve) => { server.close(resolve); (server as { closeAllConnections?: () => void }).closeAllConnections?.() }))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function open(t: Test, url: string): SearchStore {
  const store = openMeilisearch({ url, key: KEY })
  t.teardown(() => store.close())
  return store
}

const USES: Readonly<Record<string, (store: SearchStore) => Promise<unknown>>> = {
  search: (store) => store.search({ text: '社會局' }, PUBLIC),
  suggest: (store) => store.suggest('社會', PUBLIC),
  apply: (store) => store.apply({ put: [], drop: ['a'] }, 1),
  rebuild: (store) => store.rebuild((async function* () {})(), 1),
  status: (store) => store.status(),
  health: (store) => store.health(),
}

async function refused(t: Test, store: SearchStore, code: string): Promise<void> {
  for (const [name, use] of Object.entries(USES)) {
    const error = await use(store).then(() => undefined, (error: unknown) => error as ArchiveError)
    t.equal(error?.code, code, `${name} answers ${code}`)
    t.notOk(inspect(error, { depth: 10, showHidden: true }).includes(KEY), 'and does not show the key')
  }
}

const answering = (t: Test, listener: RequestListener): Promise<string> => listening(t, createServer(listener))

t.test('nobody listens', async (t) => {
  const server = createPlainServer()
  const url = await listening(t, server)
  await new Promise((resolve) => server.close(resolve))
  await refused(t, open(t, url), 'UNAVAILABLE')
})

t.test('a server that takes the question and never answers', async (t) => {
  const url = await listening(t, createPlainServer((socket) => { socket.on('error', () => {}).resume() }))
  await t.rejects(USES['search']!(open(t, url)), { code: 'UNAVAILABLE' })
})

t.test('a server that closes the connection in the middle of its answer', async (t) => {
  const url = await answering(t, (_, response) => { response.writeHead(200, { 'content-length': '1000' }).write('{"results":'); setTimeout(() => response.destroy(), 5) })
  await refused(t, open(t, url), 'UNAVAILABLE')
})

t.test('a proxy before a server that is down', async (t) => {
  const url = await answering(t, (_, response) => { response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>') })
  await refused(t, open(t, url), 'UNAVAILABLE')
})

t.test('a key that is none', async (t) => {
  const url = await answering(t, (_, response) => { response.writeHead(403).end('{"message":"The provided API key is invalid.","code":"invalid_api_key"}') })
  await refused(t, open(t, url), 'INTERNAL')
})

t.test('it goes on when the server is back', async (t) => {
  let isDown = true
  const url = await answering(t, (_, response) => { response.writeHead(isDown ? 503 : 200).end(isDown ? '' : '{"status":"available"}') })
  const store = open(t, url)
  await t.rejects(store.health(), { code: 'UNAVAILABLE' })
  isDown = false
  await store.health()
})

t.test('a question leaves in one piece, and the connection is used again', async (t) => {
  const pieces: string[] = []
  let connections = 0
  const url = await listening(t, createPlainServer((socket) => {
    connections++
    socket.on('data', (data) => {
      pieces.push(data.toString())
      // there are no indexes, and none can be made
      const [head, body] = data.toString().startsWith('GET') ? ['200 OK', '{"results":[]}'] : ['400 Bad Request', '{"code":"no"}']
      socket.write(`HTTP/1.1 ${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    })
  }))
  const store = open(t, url)
  for (let i = 0; i < 3; i++) await store.search({ text: '社會局' }, PUBLIC).catch(() => {})
  t.equal(connections, 1)
  const posts = pieces.filter((piece) => piece.startsWith('POST'))
  t.ok(posts.length > 0)
  t.ok(posts.every((piece) => /content-length: \d+/i.test(piece) && piece.split('\r\n\r\n')[1]!.startsWith('{')), 'headers and body together')
})

t.test('addresses that are none are refused, without being repeated', async (t) => {
  for (const url of ['meili:7700', 'ftp://127.0.0.1', '', `http://me:${KEY}@127.0.0.1:7700`]) {
    t.throws(() => openMeilisearch({ url, key: KEY }), { code: 'BAD_USER_INPUT', details: { field: 'MEILI_URL' } })
    try { openMeilisearch({ url, key: KEY }) } catch (error) { t.notOk(inspect(error).includes(KEY)) }
  }
})
