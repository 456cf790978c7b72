import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openNeo4j } from '../../../src/graph/neo4j/index.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import { ArchiveError, ERRORS } from '../../../src/model/errors.ts'
import { newId } from '../../../src/model/ids.ts'
import { body, PUBLIC, small, World } from '../../conformance/world.ts'
import { vocabulary } from '../../fixture.ts'
import { Proxy } from './proxy.ts'
import { wipe } from './wipe.ts'

/** Milliseconds within which a request must be told that Neo4j is away. */
const LIMIT = 6_000

const uri = process.env['NEO4J_URI']
const options = { skip: uri === undefined && 'NEO4J_URI is not set' }
const auth = { user: process.env['NEO4J_USER'] ?? 'neo4j', password: process.env['NEO4J_PASSWORD'] ?? '' }

async function open(t: Test): Promise<{ proxy: Proxy; store: GraphStore; world: World }> {
  await wipe(uri!)
  const proxy = new Proxy(uri!)
  await proxy.up()
  const store = await openNeo4j({ uri: proxy.uri, ...auth, vocabulary })
  t.teardown(async () => {
    await store.close()
    await proxy.down()
  })
  return { proxy, store, world: new World({ store, close: async () => {} }) }
}

/** Asserts that everything asked at once is refused as temporarily unavailable, in time. */
async function refused(t: Test, requests: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  await Promise.all(Object.entries(requests).map(async ([what, request]) => {
    const start = performance.now()
    const error: unknown = await request().catch((thrown: unknown) => thrown)
    const took = performance.now() - start
    t.ok(error instanceof ArchiveError && ERRORS[error.code].status === 503, `${what}: 503 (${String(error)})`)
    t.match(error, { details: { retryAfter: Number } }, `${what}: and when to try again`)
    t.ok(took < LIMIT, `${what}: after ${Math.round(took)} ms`)
  }))
}

const requests = (store: GraphStore, world: World, id: string): Record<string, () => Promise<unknown>> => ({
  health: () => store.health(),
  'a page': () => store.entities([id], PUBLIC),
  'a question': () => store.connectors({ a: id, b: newId(), kinds: ['Organization'], maxHops: 4, first: 10, routes: 3, types: ['PARTNERS_WITH'], includeProposed: false }, PUBLIC),
  'a commit': () => world.commit(body('丁')),
  replay: () => store.replay()[Symbol.asyncIterator]().next(),
})

t.test('a server that is gone: 503 within six seconds, recovery by itself, nothing half-written', options, async (t) => {
  const { proxy, store, world } = await open(t)
  const { a } = await small(world)
  await proxy.down()
  await refused(t, requests(store, world, a))
  await refused(t, requests(store, world, a))
  await proxy.up()
  t.equal(await store.sequence(), 1, 'no commit went through')
  t.match((await store.entities([a], PUBLIC)).get(a), { name: '甲局' })
  t.match(await world.commit(body('戊')), { sequence: 2 })
  t.same((await store.reproject({ check: true })).differences, [])
})

t.test('a server that comes back while a request waits: the request does not notice', options, async (t) => {
  const { proxy, store, world } = await open(t)
  const { a } = await small(world)
  await proxy.down()
  const asked = store.entities([a], PUBLIC)
  await wait(700)
  await proxy.up()
  t.match((await asked).get(a), { name: '甲局' })
})

t.test('a server that hangs: 503 within six seconds, recovery by itself', options, async (t) => {
  const { proxy, store, world } = await open(t)
  const { a } = await small(world)
  proxy.hang()
  await refused(t, requests(store, world, a))
  await refused(t, requests(store, world, a))
  proxy.resume()
  t.match((await store.entities([a], PUBLIC)).get(a), { name: '甲局' })
  t.match(await world.commit(body('戊')), { repeated: false })
})

t.test('a server that is not there at the start', options, async (t) => {
  const proxy = new Proxy(uri!)
  await proxy.up()
  await proxy.down()
  await refused(t, { open: () => openNeo4j({ uri: proxy.uri, ...auth, vocabulary }) })
})
