import { createServer, globalAgent, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { fetchOutside, checkOutside, type Fetching } from '../../src/net/outside.ts'
import type { Network } from '../../src/net/network.ts'

/** Two addresses of this machine stand for outside and within; names lead where the table says. */
const [OUTSIDE, WITHIN] = ['127.0.0.2', '127.0.0.1']
const LIMITS: Pick<Fetching, 'mostBytes' | 'mostMilliseconds'> = { mostBytes: 10_000, mostMilliseconds: 10_000 }

interface Place {
  readonly port: number
  readonly seen: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[]
}

async function server(t: Test, address: string, answer: (request: IncomingMessage, response: ServerResponse) => void, port = 0): Promise<Place> {
  const seen: Place['seen'] = []
  const http = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      seen.push({ method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(parts).toString() })
      answer(request, response)
    })
  })
  await new Promise<void>((done) => { http.listen(port, address, done) })
  t.teardown(() => new Promise<void>((done) => {
    http.close(() => done())
    http.closeAllConnections()
  }))
  return { port: (http.address() as AddressInfo).port, seen }
}

const network = (names: Readonly<Record<string, readonly string[]>>, resolved: string[] = []): Network => ({
  resolve: async (hostname) => {
    resolved.push(hostname)
    const addresses = names[hostname]
    if (addresses === undefined) throw Object.assign(new Error(), { code: 'ENOTFOUND' })
    return addresses.map((address) => ({ address, family: 4 }))
  },
  isOutside: (address) => address === OUTSIDE,
  isPort: () => true,
})
const NAMES = network({ outside: [OUTSIDE], within: [WITHIN], both: [OUTSIDE, WITHIN] })

t.test('nothing within is asked, however its address is written', async (t) => {
  const { port, seen } = await server(t, WITHIN, (_, response) => response.end('within'))
  const written = ['localhost', 'LOCALHOST.', '127.0.0.1', '127.1', '0x7f.1', '0x7f000001', '2130706433', '017700000001', '0', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::]', '①②⑦.⓪.⓪.①']
  for (const host of written) await t.rejects(fetchOutside(`http://${host}:${port}/`, LIMITS), { code: 'BAD_USER_INPUT', details: { field: 'url' } }, host)
  t.strictSame(seen, [])
})

t.test('an address is refused before anybody is asked', async (t) => {
  const refused = [
    'http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1', 'https://[fd00::1]/', 'http://[fe80::1]/', 'http://100.100.100.200/', 'http://192.168.1.1', 'http://0.0.0.0:8080',
    'ftp://example.tw/', 'file:///etc/passwd', 'gopher://example.tw:70/', 'javascript:alert(1)', 'data:text/html,x', 'https://name:word@example.tw/', 'https://name@example.tw/',
    'http://example.tw:25/', 'http://example.tw:22/', 'http://', 'example.tw', '', `https://example.tw/${'a'.repeat(2_000)}`,
  ]
  for (const address of refused) t.throws(() => checkOutside(address), { code: 'BAD_USER_INPUT', details: { field: 'url' } }, address)
  for (const address of ['https://example.tw/a?b=c#d', 'http://example.tw:8080/', 'https://8.8.8.8/', 'https://臺北.tw/']) t.doesNotThrow(() => checkOutside(address), address)
})

t.test('a name that leads within, or also within, is as one that leads nowhere', async (t) => {
  const { port, seen } = await server(t, WITHIN, (_, response) => response.end('within'))
  const words: string[] = []
  for (const host of ['within', 'both', 'nowhere']) {
    const error: unknown = await fetchOutside(`http://${host}:${port}/`, LIMITS, NAMES).catch((refused: unknown) => refused)
    t.match(error, { code: 'BAD_USER_INPUT' }, host)
    words.push((error as Error).message.replace(host, '…'))
  }
  t.equal(new Set(words).size, 1)
  t.strictSame(seen, [])
})

t.test('what was checked is connected to, even when the name leads elsewhere a moment later', async (t) => {
  const outside = await server(t, OUTSIDE, (_, response) => response.end('outside'))
  const within = await server(t, WITHIN, (_, response) => response.end('within'), outside.port)
  const asked: string[] = []
  const answers = [OUTSIDE, WITHIN]
  const turning: Network = { ...NAMES, resolve: async (hostname) => { asked.push(hostname); return [{ address: answers[asked.length - 1] ?? WITHIN, family: 4 }] } }
  const { body } = await fetchOutside(`http://turning:${outside.port}/`, LIMITS, turning)
  t.equal(body.toString(), 'outside')
  t.strictSame(asked, ['turning'])
  await t.rejects(fetchOutside(`http://turning:${outside.port}/`, LIMITS, turning), { code: 'BAD_USER_INPUT' })
  t.strictSame(within.seen, [])
})

t.test('a connection that others keep to a host is not used', async (t) => {
  const { port, seen } = await server(t, WITHIN, (_, response) => response.end('within'))
  t.teardown(() => { globalAgent.destroy() })
  const lookup: LookupFunction = (_, { all }, found) => (all === true ? found(null, [{ address: WITHIN, family: 4 }]) : found(null, WITHIN, 4))
  await new Promise<void>((done, failed) => {
    request({ host: 'outside', port, lookup }, (answer) => { answer.resume().on('end', done) }).on('error', failed).end()
  })
  t.equal(seen.length, 1)
  await t.rejects(fetchOutside(`http://outside:${port}/`, LIMITS, NAMES), { code: 'UNAVAILABLE' })
  t.equal(seen.length, 1)
})

t.test('a redirect is checked like the first address', async (t) => {
  const within = await server(t, WITHIN, (_, response) => response.end('within'))
  const targets = [`http://within:${within.port}/`, `http://${WITHIN}:${within.port}/`, `//within:${within.port}/`, 'file:///etc/passwd', 'http://both/', 'javascript:1']
  let target = ''
  const { port } = await server(t, OUTSIDE, (_, response) => response.writeHead(302, { location: target }).end())
  for (target of targets) await t.rejects(fetchOutside(`http://outside:${port}/`, LIMITS, NAMES), { code: 'BAD_USER_INPUT', details: { field: 'url' } }, target)
  t.strictSame(within.seen, [])
})

t.test('redirects that lead outside are followed, to an end', async (t) => {
  const { port, seen } = await server(t, OUTSIDE, ({ url }, response) => {
    const left = Number(url!.slice(1))
    if (left > 0) response.writeHead(307, { location: `/${left - 1}` }).end()
    else response.end('here')
  })
  const { status, body, url } = await fetchOutside(`http://outside:${port}/5`, LIMITS, NAMES)
  t.strictSame([status, body.toString(), url], [200, 'here', `http://outside:${port}/0`])
  await t.rejects(fetchOutside(`http://outside:${port}/6`, LIMITS, NAMES), { code: 'BAD_USER_INPUT' })
  t.equal(seen.length, 12)
})

t.test('what was said to one host is not told to the next', async (t) => {
  const second = await server(t, OUTSIDE, (_, response) => response.end())
  const first = await server(t, OUTSIDE, (_, response) => response.writeHead(302, { location: `http://outside:${second.port}/` }).end())
  await fetchOutside(`http://outside:${first.port}/`, { ...LIMITS, headers: { authorization: 'Bearer secret', 'if-none-match': '"1"' } }, NAMES)
  t.equal(first.seen[0]!.headers.authorization, 'Bearer secret')
  t.equal(second.seen[0]!.headers.authorization, undefined)
  t.equal(second.seen[0]!.headers['if-none-match'], undefined)
})

t.test('a POST is answered by whom it was sent to', async (t) => {
  const { port, seen } = await server(t, OUTSIDE, (_, response) => response.writeHead(307, { location: '/elsewhere' }).end('moved'))
  const { status, body, headers } = await fetchOutside(`http://outside:${port}/hook`, { ...LIMITS, method: 'POST', headers: { 'content-type': 'application/json', 'x-signature': 'abc' }, body: '{"字":1}' }, NAMES)
  t.strictSame([status, body.toString(), headers['location']], [307, 'moved', '/elsewhere'])
  t.equal(seen.length, 1)
  const [{ method, url, body: sent, headers: told }] = seen as [Place['seen'][number]]
  t.strictSame([method, url, sent, told['x-signature'], told['accept-encoding'], told['user-agent']], ['POST', '/hook', '{"字":1}', 'abc', 'identity', 'fangzhi'])
})

t.test('an answer has no more bytes than were asked for, said or unsaid', async (t) => {
  let said = false
  const { port } = await server(t, OUTSIDE, ({ url }, response) => {
    const bytes = Number(url!.slice(1))
    if (said) response.setHeader('content-length', bytes)
    response.flushHeaders()
    response.end(Buffer.alloc(bytes, 65))
  })
  for (said of [true, false]) {
    t.equal((await fetchOutside(`http://outside:${port}/10000`, LIMITS, NAMES)).body.length, 10_000)
    await t.rejects(fetchOutside(`http://outside:${port}/10001`, LIMITS, NAMES), { code: 'BAD_USER_INPUT', details: { field: 'url' } })
  }
  t.equal((await fetchOutside(`http://outside:${port}/90000`, { ...LIMITS, method: 'HEAD' }, NAMES)).body.length, 0)
})

t.test('nothing is unpacked', async (t) => {
  const packed = gzipSync(Buffer.alloc(1_000_000))
  const { port } = await server(t, OUTSIDE, (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))
  t.ok((await fetchOutside(`http://outside:${port}/`, LIMITS, NAMES)).body.equals(packed))
})

t.test('who answers never, or by drops, is not waited for', async (t) => {
  let drops: NodeJS.Timeout | undefined
  t.teardown(() => { clearInterval(drops) })
  const { port } = await server(t, OUTSIDE, ({ url }, response) => {
    if (url === '/drops') drops = setInterval(() => { response.write('.') }, 20)
  })
  for (const path of ['/never', '/drops']) await t.rejects(fetchOutside(`http://outside:${port}${path}`, { ...LIMITS, mostMilliseconds: 300 }, NAMES), { code: 'UNAVAILABLE' }, path)
  const names: Network = { ...NAMES, resolve: () => new Promise(() => {}) }
  await t.rejects(fetchOutside('http://outside/', { ...LIMITS, mostMilliseconds: 100 }, names), { code: 'UNAVAILABLE' }, 'names')
  await t.rejects(fetchOutside(`http://outside:${port}/never`, { ...LIMITS, signal: AbortSignal.abort() }, NAMES), { code: 'UNAVAILABLE' }, 'given up')
})

t.test('every status is an answer; who is not there is unavailable', async (t) => {
  const { port } = await server(t, OUTSIDE, (_, response) => response.writeHead(410, 'Gone').end('gone'))
  t.match(await fetchOutside(`http://outside:${port}/`, LIMITS, NAMES), { status: 410 })
  await t.rejects(fetchOutside('http://outside:1/', LIMITS, NAMES), { code: 'UNAVAILABLE' })
})

t.test('no other protocol is spoken over the connection', async (t) => {
  const { port } = await server(t, OUTSIDE, (_, response) => {
    response.socket!.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: foo\r\n\r\nhello')
  })
  await t.rejects(fetchOutside(`http://outside:${port}/`, { ...LIMITS, headers: { connection: 'upgrade', upgrade: 'foo' }, mostMilliseconds: 2_000 }, NAMES), { code: 'UNAVAILABLE' })
})
