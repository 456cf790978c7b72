import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { EVERYONE, WHOLE, type Audience } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import type { RecordInput } from '../../src/model/records.ts'
import { emptyStore, Scribe, smallCity, vocabulary } from '../fixture.ts'
import { patiently } from '../patient.ts'

type Test = Parameters<typeof smallCity>[0]

async function served(t: Test, graph: Awaited<ReturnType<typeof emptyStore>>): Promise<FastifyInstance> {
  const app = await buildServer({ graph, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 100_000 })
  t.teardown(() => app.close())
  return app
}

const ELDERS: Audience = { mode: 'all', protocols: ['elders'] }

t.test('what hangs on something readable is checked by itself, however deep it lies', async (t) => {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const [shown, other, book] = [scribe.entity('Organization', '公開局'), scribe.entity('Organization', '公開會'), scribe.entity('Work', '公開的書')]
  const [secret, register] = [scribe.entity('Organization', '祕密社', { audience: ELDERS }), scribe.entity('Work', '祕密名冊', { audience: ELDERS })]
  const merged = scribe.entity('Organization', '祕密舊名', { audience: ELDERS })
  const open = scribe.relate('PARTNERS_WITH', shown, other, { quote: '公開的話' })
  await scribe.commit()
  scribe.relate('PARTNERS_WITH', shown, secret, { quote: '祕密的話' })
  scribe.relate('PARTNERS_WITH', shown, other, { source: register, quote: '祕密的話' })
  await scribe.commit()
  const put = async (record: object): Promise<void> => {
    await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: null, record: { state: 'published', ...record } as RecordInput }] })
  }
  await put({ id: newId(), type: 'evidence', relation: open, source: register, audience: EVERYONE, quote: '祕密的話' })
  await put({ id: newId(), type: 'evidence', relation: open, source: book, audience: ELDERS, quote: '祕密的話' })
  await put({ id: newId(), type: 'content', entity: book, order: 0, audience: ELDERS, passages: [{ text: '祕密的段落', offset: [0, 5] }] })
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'merge', id: merged, into: shown, base: 1 }] })
  const head = (await graph.heads([shown], WHOLE)).get(shown)!
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [
    { op: 'put', base: head.version, record: { ...head.record, audience: EVERYONE, names: [{ text: '公開局' }, { text: '公開別名', source: register }] } as RecordInput },
  ] })
  const app = await served(t, graph)
  const entity = (depth: number): string => `id name names { text } merged { name } contents { items { passages { text } } } history { items { changed { before after } } }
    relations(first: 5, includeProposed: true) { items { id from { name } to { name ${depth === 0 ? '' : entity(depth - 1)} } recorded { from { name } to { name } } evidence { quote work { name ${depth === 0 ? '' : 'contents { items { passages { text } } } relations { items { from { name } } }'} } } } }`
  for (const query of [`{ entity(id: "${shown}") { ${entity(1)} } }`, `{ entities(first: 5) { items { ${entity(0)} } } }`, `{ related(of: "${shown}", first: 3) { rows { cells { text entities { name names { text } merged { name } } } relations { evidence { quote work { contents { items { passages { text } } } } } history(first: 5) { items { changed { after } } } } } evidence { quote } } }`]) {
    const { statusCode, body } = await patiently(app, { method: 'POST', url: '/graphql', payload: { query } })
    t.equal(statusCode, 200, body.slice(0, 200))
    t.match(body, /公開會/)
    t.notMatch(body, /祕密|elders/)
    for (const id of [secret, register, merged]) t.notOk(body.includes(id))
  }
})

t.test('a flood in one request is refused before it costs anything: batches, aliases, fragments, directives', async (t) => {
  const { store, ids } = await smallCity(t)
  let reads = 0
  const counted = new Proxy(store, { get: (target, key) => {
    const value: unknown = Reflect.get(target, key)
    if (typeof value !== 'function') return value
    return (...given: unknown[]) => {
      if (key !== 'sequence') reads++
      return value.apply(target, given)
    }
  } })
  const app = await served(t, counted)
  const send = (payload: object): ReturnType<typeof patiently> => patiently(app, { method: 'POST', url: '/graphql', payload })
  const many = (count: number, field: (i: number) => string): string => Array.from({ length: count }, (_, i) => field(i)).join(' ')
  const walk = `connectors(a: "${ids.social}", b: "${ids.culture}") { total }`
  const floods: Readonly<Record<string, object>> = {
    batch: Array.from({ length: 100 }, () => ({ query: `{ ${walk} }` })),
    'a batch of one': [{ query: '{ archive { version } }' }],
    aliases: { query: `{ ${many(300, (i) => `a${i}: ${walk}`)} }` },
    'few aliases of what is dear': { query: `{ ${many(12, (i) => `a${i}: ${walk}`)} }` },
    'aliases below a list': { query: `{ entities(first: 100) { items { ${many(80, (i) => `a${i}: relations(first: 20) { items { id } }`)} } } }` },
    'aliases of exports': { query: `{ answer(question: "ranking") { ${many(40, (i) => `a${i}: export(format: svg)`)} } }` },
    'fragments in fragments': { query: `{ ...f0 } ${many(12, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`)} fragment f12 on Query { ${walk} }` },
    directives: { query: `{ archive { version ${'@include(if: true) '.repeat(3_000)} } }` },
    'variables that are lists': { query: 'query ($n: Int) { entities(first: $n) { items { history(first: $n) { items { changed { field } } } } } }', variables: { n: 200 } },
    'operations of one document': { query: many(700, (i) => `query q${i} { archive { version } }`), operationName: 'q0' },
  }
  for (const [name, payload] of Object.entries(floods)) {
    const { statusCode, body } = await send(payload)
    t.ok(statusCode >= 400 && statusCode < 500, `${name}: ${statusCode} ${body.slice(0, 100)}`)
    t.match(body, /TOO_EXPENSIVE|BAD_USER_INPUT/, name)
  }
  t.equal(reads, 0)
  t.equal((await send({ query: `{ ${many(3, (i) => `a${i}: ${walk}`)} }` })).statusCode, 200, 'a few are welcome')
  t.not(reads, 0)
})
