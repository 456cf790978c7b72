import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { ArchiveError, unauthenticated, unavailable } from '../../src/model/errors.ts'
import { smallCity, vocabulary } from '../fixture.ts'

type Test = Parameters<typeof smallCity>[0]

async function served(t: Test, graph: GraphStore, more: { rateLimit?: number } = {}): Promise<FastifyInstance> {
  const app = await buildServer({ graph, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: more.rateLimit ?? 10_000 })
  t.teardown(() => app.close())
  return app
}

async function ask(app: FastifyInstance, query: string, variables: object = {}): Promise<{ status: number; headers: Record<string, unknown>; body: { data: any; errors?: any[] } }> {
  const response = await app.inject({ method: 'POST', url: '/graphql', payload: { query, variables } })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}

t.test('connectors come with routes, relations and the evidence of every step', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, store)
  const { status, body } = await ask(app, `{ connectors(a: "社會局", b: "文化局") { a { id name } b { id name } total truncated pageInfo { endCursor hasNextPage } searched { types relations }
    connectors { entity { id name kind } distance score routes { steps { from { id name } to { id name } relations { id type label start end period state evidence { work { id name } locator quote } } } } } } }`)
  t.equal(status, 200)
  t.equal(body.errors, undefined)
  t.match(body.data.connectors, {
    a: { id: ids.social }, b: { id: ids.culture }, total: 1, truncated: false,
    connectors: [{ entity: { id: ids.shared, name: '臺北市愛鄉協會', kind: 'Organization' }, distance: 2, routes: [{ steps: [
      { from: { name: '臺北市政府社會局' }, to: { name: '臺北市愛鄉協會' }, relations: [{ type: 'REGISTERED_WITH', start: '2010', state: 'published', evidence: [{ work: { name: '測試名冊' }, locator: '第 7 列', quote: '臺北市愛鄉協會' }] }] },
      { to: { name: '臺北市政府文化局' }, relations: [{ evidence: [{ locator: '第 9 列' }] }] },
    ] }] }],
  })
  t.equal(body.data.connectors.searched.relations, 4, 'hidden relations are not counted')
})

t.test('asOf keeps what can hold then; an unknown end only makes it possible', async (t) => {
  const { store } = await smallCity(t)
  const app = await served(t, store)
  const total = async (asOf: string): Promise<number> => (await ask(app, `query ($asOf: String) { connectors(a: "社會局", b: "文化局", asOf: $asOf) { total } }`, { asOf })).body.data.connectors.total
  t.equal(await total('2012'), 1)
  t.equal(await total('民國101年'), 1)
  t.equal(await total('2020'), 0)
  const { body } = await ask(app, `{ entities(name: "台北市愛鄉協會") { items { relations { items { holds(asOf: "2012") start } } } } }`)
  t.strictSame(new Map(body.data.entities.items[0].relations.items.map((r: any) => [r.start, r.holds])), new Map([['2010', 'certain'], [null, 'possible']]))
})

t.test('an entity page: names, fields, relations by page, history with what changed', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, store)
  const { body } = await ask(app, `query ($id: ID!) { entity(id: $id) { name kind state version names { text sort } merged { id }
    relations(first: 1) { items { type from { id name } to { id name state } } pageInfo { endCursor hasNextPage } } history { items { version op by reason at changed { field after } } } } }`, { id: ids.social })
  t.equal(body.errors, undefined)
  t.match(body.data.entity, { name: '臺北市政府社會局', names: [{ sort: 'official' }, { text: '社會局', sort: 'short' }], history: { items: [{ version: /^[\w-]{12}$/, op: 'put', by: 'test', reason: '測試' }] } })
  t.equal(body.data.entity.relations.items.length, 1)
  t.equal(body.data.entity.relations.pageInfo.hasNextPage, true)
  const next = await ask(app, `query ($id: ID!, $after: String) { entity(id: $id) { relations(after: $after) { items { from { name } } pageInfo { hasNextPage } } } }`, { id: ids.social, after: body.data.entity.relations.pageInfo.endCursor })
  t.equal(next.body.data.entity.relations.items.length, 1, 'the hidden one is not there')
  t.equal(next.body.data.entity.relations.pageInfo.hasNextPage, false)
})

t.test('what a viewer may not see does not exist, in any answer', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, store)
  t.equal((await ask(app, `query ($id: ID!) { entity(id: $id) { name } }`, { id: ids.hidden })).body.data.entity, null)
  t.match((await ask(app, `{ connectors(a: "祕密社", b: "文化局") { total } }`)).body.errors, [{ extensions: { code: 'NOT_FOUND' } }])
  const { body } = await ask(app, `{ archive { entities { kind count } relations { type count } } entities(kind: Organization, first: 50) { items { name } } resolve(name: "祕密社") { reason } }`)
  t.notMatch(JSON.stringify(body), /祕密社/)
  t.equal(body.data.archive.entities.find((row: any) => row.kind === 'Organization').count, 5)
})

t.test('errors are of the catalogue: a code, the field, candidates', async (t) => {
  const { store, scribe } = await smallCity(t)
  scribe.entity('Organization', '臺南市政府社會局', { names: [{ text: '臺南市政府社會局' }, { text: '社會局', sort: 'short' }] })
  await scribe.commit()
  const app = await served(t, store)
  const error = async (query: string): Promise<any> => (await ask(app, query)).body.errors?.[0]
  t.match(await error(`{ connectors(a: "社會局", b: "文化局") { total } }`), { extensions: { code: 'AMBIGUOUS_NAME', field: 'a', candidates: [{}, {}] }, path: ['connectors'] })
  t.match(await error(`{ connectors(a: "文化局", b: "愛鄉", maxHops: 9) { total } }`), { extensions: { code: 'BAD_USER_INPUT', field: 'maxHops' } })
  t.match(await error(`{ connectors(a: "文化局", b: "臺北市愛鄉協會", asOf: "2012-13") { total } }`), { extensions: { code: 'BAD_USER_INPUT', field: 'asOf' } })
  t.match(await error(`{ connectors(a: "文化局", b: "文化局") { total } }`), { extensions: { code: 'BAD_USER_INPUT', field: 'b' } })
  t.match(await error(`{ connectors(a: "文化局", b: "臺北市愛鄉協會", relations: ["LIKES"]) { total } }`), { extensions: { code: 'BAD_USER_INPUT', field: 'relations' } })
  t.match(await error(`{ connectors(a: "文化局", b: "臺北市愛鄉協會", after: "xyz") { total } }`), { extensions: { code: 'BAD_USER_INPUT', field: 'after' } })
  t.match(await error(`{ entity(id: "7") { name } }`), { extensions: { code: 'BAD_USER_INPUT', field: 'id' } })
  t.match(await error(`{ nonsense }`), { extensions: { code: 'BAD_USER_INPUT', field: 'query' } })
})

t.test('depth, width, tokens and cost are bounded, fragments included', async (t) => {
  const { store } = await smallCity(t)
  const app = await served(t, store)
  const code = async (query: string, variables = {}): Promise<string> => (await ask(app, query, variables)).body.errors?.[0]?.extensions.code
  const deep = (n: number): string => (n === 0 ? 'name' : `merged { ${deep(n - 1)} }`)
  t.equal(await code(`{ entities { items { ${deep(20)} } } }`), 'TOO_EXPENSIVE')
  t.equal(await code(`{ ${Array.from({ length: 500 }, (_, i) => `a${i}: archive { evidence }`).join(' ')} }`), 'TOO_EXPENSIVE')
  t.equal(await code(`{ ...f } fragment f on Query { ${Array.from({ length: 30 }, (_, i) => `a${i}: connectors(a: "社會局", b: "文化局") { total }`).join(' ')} }`), 'TOO_EXPENSIVE')
  t.equal(await code(`query ($n: Int) { entities(first: $n) { items { relations(first: $n) { items { id evidence { id } } } } } }`, { n: 200 }), 'TOO_EXPENSIVE', 'by variables too')
  const spread = Array.from({ length: 60 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')
  t.equal(await code(`{ ...f0 } ${spread} fragment f60 on Query { ...nowhere }`), 'TOO_EXPENSIVE', 'fragments that spread each other 2^60 times')
  t.equal(await code(`query ($n: Int = 200) { entities(first: $n) { items { relations(first: $n) { items { id evidence { id } } } } } }`), 'TOO_EXPENSIVE', 'by the default of a variable')
  t.equal(await code(`{ ${'archive { version } '.repeat(2_000)} }`), 'BAD_USER_INPUT', 'tokens')
  t.equal(await code(`{ __schema { types { name fields { name type { name ofType { name ofType { name ofType { name } } } } } } } }`), undefined, 'introspection is welcome')
})

t.test('a store that is down is a 503 that says when to try again, and the rest goes on', async (t) => {
  const { store } = await smallCity(t)
  const down = new Proxy(store, { get: (target, key) => (key === 'name' || key === 'close' ? Reflect.get(target, key) : async () => { throw unavailable('the graph store') }) })
  const app = await served(t, down)
  const { status, headers, body } = await ask(app, `{ connectors(a: "社會局", b: "文化局") { total } }`)
  t.equal(status, 503)
  t.equal(headers['retry-after'], '5')
  t.match(body.errors, [{ message: /temporarily unavailable/, extensions: { code: 'UNAVAILABLE' } }])
  t.equal((await app.inject('/readyz')).statusCode, 503)
  t.equal((await app.inject('/healthz')).statusCode, 200)
})

t.test('an unexpected error tells the reader a request id and nothing else', async (t) => {
  const { store } = await smallCity(t)
  const broken = new Proxy(store, { get: (target, key) => (key === 'statistics' ? async () => { throw new Error('password=hunter2') } : Reflect.get(target, key).bind?.(target) ?? Reflect.get(target, key)) })
  const app = await served(t, broken as GraphStore)
  const { body } = await ask(app, `{ archive { evidence } }`)
  t.match(body.errors, [{ extensions: { code: 'INTERNAL', requestId: String } }])
  t.notMatch(JSON.stringify(body), /hunter2/)
  const ours = new Proxy(store, { get: (target, key) => (key === 'statistics' ? async () => { throw new ArchiveError('INTERNAL', 'the server refuses the key hunter2') } : Reflect.get(target, key).bind?.(target) ?? Reflect.get(target, key)) })
  t.notMatch(JSON.stringify((await ask(await served(t, ours as GraphStore), '{ archive { evidence } }')).body), /hunter2/, 'nor do a store’s own words')
})

t.test('what is refused before it is known who asks says why', async (t) => {
  const { store } = await smallCity(t)
  for (const [error, status, code] of [[unauthenticated(), 401, 'UNAUTHENTICATED'], [unavailable('the accounts'), 503, 'UNAVAILABLE']] as const) {
    const app = await buildServer({ graph: store, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 10_000, readerOf: async () => { throw error } })
    t.teardown(() => app.close())
    const { status: told, body } = await ask(app, '{ archive { evidence } }')
    t.equal(told, status)
    t.match(body.errors, [{ extensions: { code } }])
  }
})

t.test('a request that is no request is told so, never as a fault of ours', async (t) => {
  const { store } = await smallCity(t)
  const app = await served(t, store)
  for (const [payload, type] of [['null', 'application/json'], ['[{"query":"{__typename}"}]', 'application/json'], ['{"query":"{__typename}","variables":"x"}', 'application/json'], ['{"query":', 'application/json'], ['x', 'text/plain']]) {
    const response = await app.inject({ method: 'POST', url: '/graphql', payload: payload!, headers: { 'content-type': type! } })
    t.ok(response.statusCode >= 400 && response.statusCode < 500, `${payload} is ${response.statusCode}`)
    t.match(response.json(), { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  }
  t.match((await ask(app, '{ relation(id: "zz") { id } }')).body.errors, [{ extensions: { field: 'id' } }])
  t.match((await ask(app, '{ resolve(name: "社會局", first: -1) { score } }')).body.errors, [{ extensions: { field: 'first' } }])
})

t.test('stopping answers what has begun and keeps no connection', async (t) => {
  const { store } = await smallCity(t)
  let go = (): void => {}
  const asked = new Promise<void>((resolve) => { go = resolve })
  let answer = (): void => {}
  const held = new Promise<void>((resolve) => { answer = resolve })
  const slow = new Proxy(store, { get: (target, key) => (key === 'statistics' ? async (viewer: never) => { go(); await held; return target.statistics(viewer) } : Reflect.get(target, key)) })
  const app = await served(t, slow)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const response = fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ archive { evidence } }' }) })
  await asked
  const stopped = app.close()
  await new Promise((resolve) => setImmediate(resolve))
  answer()
  t.equal((await response).status, 200)
  t.equal((await response).headers.get('connection'), 'close')
  await stopped
  t.pass('it stopped')
})

t.test('the edge: headers, 404 with a way on, body limit, rate limit, metrics for this machine only', async (t) => {
  const { store } = await smallCity(t)
  const app = await served(t, store, { rateLimit: 5 })
  const missing = await app.inject('/nowhere')
  t.equal(missing.statusCode, 404)
  t.match(missing.json(), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.ok(missing.headers['content-security-policy'])
  t.equal((await app.inject({ method: 'POST', url: '/graphql', payload: { query: `# ${'x'.repeat(300_000)}` } })).statusCode, 413)
  t.equal((await app.inject({ url: '/metrics', remoteAddress: '10.0.0.9' })).statusCode, 404)
  t.match((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).body, /fangzhi_request_seconds/)
  let last = 0
  for (let i = 0; i < 7; i++) last = (await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ __typename }' }, remoteAddress: '10.1.1.1' })).statusCode
  t.equal(last, 429)
})

t.test('who asked waits for the answer, however long it is silent; who sends nothing does not', async (t) => {
  const { store } = await smallCity(t)
  const app = await buildServer({ graph: store, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000, silence: 100 })
  t.teardown(() => app.close())
  app.post('/slow', async () => {
    await sleep(1_500)
    return { batch: 'x' }
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  t.same(await (await fetch(`${address}/slow`, { method: 'POST' })).json(), { batch: 'x' })
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write('POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n')
  await once(socket.resume(), 'close')
})
