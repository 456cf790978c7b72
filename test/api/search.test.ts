import { join } from 'node:path'
import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { follow } from '../../src/archive/indexing.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { unavailable } from '../../src/model/errors.ts'
import { openSqliteSearch } from '../../src/search/sqlite/index.ts'
import { emptyStore, folder, Scribe, vocabulary } from '../fixture.ts'

t.test('search, suggestions and texts by GraphQL', async (t) => {
  const graph = await emptyStore(t)
  const search = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
  t.teardown(() => search.close())
  const scribe = new Scribe(graph)
  const work = scribe.entity('Work', '河流與城市', { fields: { issued: '2012' } })
  scribe.entity('Organization', '臺北市野鳥學會')
  await scribe.commit()
  const passages = [{ text: '渡口的老船夫說，潮水會漲到廟前。', offset: [10, 26] as [number, number], page: '3', heading: '渡口' }]
  await graph.commit({ id: newId(), actor: 't', reason: 't', origin: 'cli', operations: [{ op: 'put', base: null, record: { id: newId(), type: 'content', entity: work, order: 0, state: 'published', audience: EVERYONE, passages } }] })
  await follow({ graph, search })
  const app = await buildServer({ graph, vocabulary, search, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
  t.teardown(() => app.close())
  const ask = async (query: string): Promise<any> => (await app.inject({ method: 'POST', url: '/graphql', payload: { query } })).json()

  const { data } = await ask('{ search(text: "老船夫") { total pageInfo { hasNextPage } hits { entity { id name kind } score passage { text locator page highlights { start end } } } facets { facet values { value count } } } }')
  t.match(data.search, { total: 1, hits: [{ entity: { id: work, kind: 'Work' }, passage: { text: passages[0]!.text, locator: /渡口.*頁 3/, page: '3' } }] })
  const [{ start, end }] = data.search.hits[0].passage.highlights
  t.ok('老船夫'.includes(passages[0]!.text.slice(start, end)))
  t.match(data.search.facets, [{ facet: 'kind', values: [{ value: 'Work', count: 1 }] }])
  t.match(await ask('{ suggest(text: "台北市野") { matched entity { name } } }'), { data: { suggest: [{ matched: '臺北市野鳥學會' }] } })
  t.match(await ask(`{ entity(id: "${work}") { contents { items { order passages { text start end page } } } } }`), { data: { entity: { contents: { items: [{ order: 0, passages: [{ start: 10, end: 26, page: '3' }] }] } } } })
  t.match(await ask('{ search(text: " ") { total } }'), { errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'text' } }] })
  t.match(await ask('{ search(text: "船", from: 2012, to: 2000) { total } }'), { errors: [{ extensions: { field: 'to' } }] })
  t.match(await ask('{ search(text: "船", within: ["河流與城市"]) { total } }'), { data: { search: { total: 1 } } })
})

t.test('what was written is found at the next question, though the one before was answered', async (t) => {
  const graph = await emptyStore(t)
  const search = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
  t.teardown(() => search.close())
  const app = await buildServer({ graph, vocabulary, search, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
  t.teardown(() => app.close())
  const total = async (): Promise<number> => (await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ search(text: "野鳥") { total } }' } })).json().data.search.total
  const scribe = new Scribe(graph)
  scribe.entity('Organization', '野鳥學會')
  await scribe.commit()
  t.equal(await total(), 0, 'the index is behind')
  await follow({ graph, search })
  t.equal(await total(), 1, 'an answer of the index is not kept by the sequence of the log')
})

t.test('without its index search is unavailable, and the rest goes on', async (t) => {
  const graph = await emptyStore(t)
  const down = { search: async () => { throw unavailable('search') } }
  for (const search of [undefined, down as never]) {
    const app = await buildServer({ graph, vocabulary, ...(search === undefined ? {} : { search }), logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
    const response = await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ search(text: "船") { total } }' } })
    t.match(response, { statusCode: 503, headers: { 'retry-after': /\d/ } })
    t.match(response.json(), { errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
    t.equal((await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ archive { version } }' } })).statusCode, 200)
    await app.close()
  }
})
