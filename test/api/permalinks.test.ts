import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import t from 'tap'
import { buildServer, type ServerOptions } from '../../src/api/server.ts'
import { FORMATS } from '../../src/exchange/answers/index.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { unavailable } from '../../src/model/errors.ts'
import { smallCity, vocabulary } from '../fixture.ts'

type Test = Parameters<typeof smallCity>[0]

async function served(t: Test, graph: GraphStore, more: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  const app = await buildServer({ graph, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000, address: 'https://archive.example', ...more })
  t.teardown(() => app.close())
  return app
}

t.test('a question at an address: by names it leads to ids, by ids it answers in every form', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, store)
  const named = await app.inject(`/answers/connectors.csv?a=${encodeURIComponent('社會局')}&b=${encodeURIComponent('文化局')}&kinds=Organization&kinds=Person`)
  t.equal(named.statusCode, 303)
  t.equal(named.headers.location, `/answers/connectors.csv?a=${ids.social}&b=${ids.culture}&kinds=Organization&kinds=Person`)
  t.equal((await app.inject(named.headers.location as string)).statusCode, 200)

  const at = `/answers/connectors?a=${ids.social}&b=${ids.culture}`
  for (const { name, extension, mediaType } of FORMATS.values()) {
    for (const url of [`${at}&format=${name}`, at.replace('connectors?', `connectors.${extension}?`)]) {
      const { statusCode, headers, body } = await app.inject(url)
      t.equal(statusCode, 200, url)
      t.equal(headers['content-type'], mediaType)
      t.match(headers['content-disposition'], new RegExp(`; filename="connectors-\\d{4}-\\d\\d-\\d\\d\\.${extension.replaceAll('.', '\\.')}"; filename\\*=UTF-8''`))
      t.match(decodeURIComponent(String(headers['content-disposition'])), /哪些組織連結 臺北市政府社會局/)
      t.equal(headers['repr-digest'], `sha-256=:${createHash('sha256').update(body).digest('base64')}:`)
      t.ok(body.includes('臺北市政府社會局'))
      t.notMatch(body, /祕密社/)
    }
  }
})

t.test('the form is negotiated; JSON where nothing is said', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, store)
  const type = async (accept: string | undefined): Promise<string> => String((await app.inject({ url: `/answers/connectors?a=${ids.social}&b=${ids.culture}`, headers: accept === undefined ? {} : { accept } })).headers['content-type']).split(';')[0]!
  t.equal(await type(undefined), 'application/json')
  t.equal(await type('*/*'), 'application/json')
  t.equal(await type('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'), 'text/html')
  t.equal(await type('text/csv;q=0.4, application/ld+json;q=0.9, image/svg+xml;q=0'), 'application/ld+json')
})

t.test('what was seen before is not sent again, until it is something else', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const app = await served(t, store)
  const url = `/answers/connectors.md?a=${ids.social}&b=${ids.culture}`
  const first = await app.inject(url)
  const again = await app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })
  t.equal(again.statusCode, 304)
  t.equal(again.body, '')
  t.equal((await app.inject({ url, headers: { 'if-none-match': `"other", W/${String(first.headers.etag)}` } })).statusCode, 304, 'also as proxies that compress pass it on')
  t.not((await app.inject(url.replace('.md', '.csv'))).headers.etag, first.headers.etag)
  // what a reader cannot see changes nothing for them
  scribe.relate('PARTNERS_WITH', ids.hidden, ids.person)
  await scribe.commit()
  t.equal((await app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })).statusCode, 304)
  scribe.relate('PARTNERS_WITH', ids.shared, ids.culture)
  await scribe.commit()
  t.equal((await app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })).statusCode, 200)
})

t.test('errors name the field, and come with the status of the catalogue', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, store)
  const error = async (query: string): Promise<{ status: number; code: string; field: string }> => {
    const response = await app.inject(`/answers/${query}`)
    const { code, field } = response.json().errors[0].extensions
    return { status: response.statusCode, code, field }
  }
  const at = `connectors?a=${ids.social}&b=${ids.culture}`
  for (const [query, field] of [[`${at}&maxHops=x`, 'maxHops'], [`${at}&maxHops=9`, 'maxHops'], [`${at}&color=red`, 'color'], [`${at}&a=${ids.shared}`, 'a'], [`${at}&includeProposed=1`, 'includeProposed'], ['connectors', 'a'], [`${at}&format=xls`, 'format'], [at.replace('?', '.xls?'), 'format'], [`${at}&asOf=2012-13`, 'asOf']] as const) {
    t.same(await error(query), { status: 400, code: 'BAD_USER_INPUT', field }, query)
  }
  t.match(await error('dance?a=1'), { status: 404, code: 'NOT_FOUND' })
  t.match(await error(`connectors?a=${encodeURIComponent('祕密社')}&b=${ids.culture}`), { status: 404, code: 'NOT_FOUND' })
  t.match(await error(`connectors?a=${ids.hidden}&b=${ids.culture}`), { status: 404, code: 'NOT_FOUND' })
  t.equal((await app.inject(`/answers/connectors.html?a=%3Cscript%3E&b=${ids.culture}`)).headers['content-type'], 'application/json; charset=utf-8')
})

t.test('a store that is down is a 503 that says when to try again', async (t) => {
  const { store, ids } = await smallCity(t)
  const down = new Proxy(store, { get: (target, key) => (key === 'name' || key === 'close' ? Reflect.get(target, key) : async () => { throw unavailable('the graph store') }) })
  const response = await (await served(t, down)).inject(`/answers/connectors?a=${ids.social}&b=${ids.culture}`)
  t.equal(response.statusCode, 503)
  t.equal(response.headers['retry-after'], '5')
})

/** A store whose walk ends only when it is told to. */
function slow(store: GraphStore): { readonly graph: GraphStore; readonly asked: Promise<void>; readonly ended: Promise<unknown> } {
  const [asked, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<unknown>()]
  const walk = async (_query: unknown, _viewer: unknown, signal?: AbortSignal): Promise<never> => {
    asked.resolve()
    await once(signal!, 'abort')
    ended.resolve(signal!.reason)
    throw signal!.reason
  }
  return { graph: new Proxy(store, { get: (target, key) => (key === 'connectors' ? walk : Reflect.get(target, key)) }), asked: asked.promise, ended: ended.promise }
}

t.test('whoever hangs up ends the question, at an address and by GraphQL', async (t) => {
  const { store, ids } = await smallCity(t)
  const body = JSON.stringify({ query: `{ connectors(a: "${ids.social}", b: "${ids.culture}") { total } }` })
  for (const request of [
    `GET /answers/connectors?a=${ids.social}&b=${ids.culture} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  ]) {
    const { graph, asked, ended } = slow(store)
    const app = await served(t, graph)
    const client = connect(Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port), '127.0.0.1')
    client.write(request)
    await asked
    client.destroy()
    t.equal((await ended as Error).name, 'AbortError', request.slice(0, 12))
  }
})

t.test('a question that takes too long is given up, and says so', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, slow(store).graph, { timeLimit: 50 })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const response = await fetch(`${address}/answers/connectors?a=${ids.social}&b=${ids.culture}`)
  t.equal(response.status, 400)
  t.match(await response.json(), { errors: [{ extensions: { code: 'TOO_EXPENSIVE' }, message: /too long/ }] })
  const asked = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: `{ connectors(a: "${ids.social}", b: "${ids.culture}") { total } }` }) })
  t.match(await asked.json(), { errors: [{ extensions: { code: 'TOO_EXPENSIVE' } }] })
})

t.test('GraphQL: any question in one form, with its address, checksum and every export', async (t) => {
  const { store, ids } = await smallCity(t)
  const app = await served(t, store)
  const ask = async (query: string, variables: object = {}): Promise<any> => (await app.inject({ method: 'POST', url: '/graphql', payload: { query, variables } })).json()
  const given = JSON.stringify({ a: '社會局', b: '文化局' })
  const { data, errors } = await ask('query ($given: String) { answer(question: "connectors", arguments: $given) { understood total permalink checksum day md: export(format: md) csv: export(format: csv) svg: export(format: svg) } }', { given })
  t.equal(errors, undefined)
  const { permalink, checksum, md } = data.answer
  t.equal(permalink, `https://archive.example/answers/connectors?a=${ids.social}&b=${ids.culture}`)
  t.equal((await app.inject(permalink.replace('https://archive.example/answers/connectors', '/answers/connectors.md'))).body, md, 'the address answers the same')
  t.ok(md.includes(`sha256:${checksum}`))
  t.match(data.answer.svg, /^<\?xml/)
  const { data: { __type: { enumValues } } } = await ask('{ __type(name: "AnswerFormat") { enumValues { name } } }')
  t.same(enumValues.map(({ name }: { name: string }) => name), [...FORMATS.keys()])
  t.match(await ask(`{ answer(question: "dance") { ${Array.from({ length: 40 }, (_, i) => `a${i}: export(format: svg)`).join(' ')} } }`), { errors: [{ extensions: { code: 'TOO_EXPENSIVE' } }] })
  t.match(await ask('{ answer(question: "dance") { text } }'), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.match(await ask('{ answer(question: "connectors", arguments: "{") { text } }'), { errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'arguments' } }] })
})
