import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { emptyStore, vocabulary } from '../fixture.ts'
import { bureaus } from '../questions/walks.ts'

type Asked = (query: string) => Promise<{ data: any; errors?: any[] }>

async function served(t: Parameters<typeof emptyStore>[0]): Promise<Asked> {
  const graph = await emptyStore(t)
  await bureaus(graph)
  const app = await buildServer({ graph, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
  t.teardown(() => app.close())
  return async (query) => (await app.inject({ method: 'POST', url: '/graphql', payload: { query } })).json()
}

t.test('connectors: sources, standing, detours', async (t) => {
  const ask = await served(t)
  const names = async (filter: string): Promise<string[]> => {
    const { data, errors } = await ask(`{ connectors(a: "社會局", b: "文化局"${filter}) { connectors { entity { name } } } }`)
    t.equal(errors, undefined)
    return data.connectors.connectors.map(({ entity }: any) => entity.name).sort()
  }
  t.same(await names(''), ['丁會', '乙會', '甲會'])
  t.same(await names(', onlySources: ["名冊"]'), ['丁會', '甲會'])
  t.same(await names(', withoutSources: ["名冊"]'), ['乙會'])
  t.same(await names(', onlySources: ["名冊", "年鑑"]'), ['丁會', '乙會', '甲會'])
  t.same(await names(', includeDeprecated: true'), ['丁會', '丙會', '乙會', '甲會'])
  t.same(await names(', avoid: ["甲會"]'), ['乙會'], '丁會 is reached through 甲會 only')
  const { errors } = await ask('{ connectors(a: "社會局", b: "文化局", avoid: ["社會局"]) { total } }')
  t.match(errors, [{ extensions: { code: 'BAD_USER_INPUT', field: 'avoid' } }])
  t.match((await ask('{ connectors(a: "社會局", b: "文化局", onlySources: ["沒有的書"]) { total } }')).errors, [{ extensions: { code: 'NOT_FOUND' } }])
})

t.test('paths: through, detours, sources; and every route is marked', async (t) => {
  const ask = await served(t)
  const ways = async (filter: string): Promise<string[]> => {
    const { data, errors } = await ask(`{ paths(from: "社會局", to: "文化局"${filter}) { paths { concurrence steps { to { name } } } } }`)
    t.equal(errors, undefined)
    return data.paths.paths.map(({ concurrence, steps }: any) => `${steps.slice(0, -1).map(({ to }: any) => to.name).join('─')} ${concurrence}`).sort()
  }
  t.same(await ways(''), ['乙會 concurrent', '甲會 sequential', '甲會─丁會 possible'])
  t.same(await ways(', asOf: "2009"'), ['甲會─丁會 possible'].slice(1), 'what ended is not walked')
  t.same(await ways(', asOf: "2007"'), ['乙會 concurrent'])
  t.same(await ways(', through: ["甲會"]'), ['甲會 sequential', '甲會─丁會 possible'])
  t.same(await ways(', through: ["丁會", "甲會"]'), ['甲會─丁會 possible'])
  t.same(await ways(', through: ["甲會"], avoid: ["丁會"]'), ['甲會 sequential'])
  t.same(await ways(', withoutSources: ["名冊"]'), ['乙會 concurrent'])
  t.same(await ways(', onlySources: ["名冊"], includeDeprecated: true, maxHops: 2'), ['丙會 possible', '甲會 sequential'])
  for (const [filter, field] of [['through: ["社會局"]', 'through'], ['through: ["甲會"], avoid: ["甲會"]', 'avoid'], ['avoid: ["文化局"]', 'avoid'], ['through: ["甲會", "乙會", "丙會", "丁會", "教育局", "年鑑"]', 'through']]) {
    t.match((await ask(`{ paths(from: "社會局", to: "文化局", ${filter}) { truncated } }`)).errors, [{ extensions: { code: 'BAD_USER_INPUT', field } }])
  }
})

t.test('among: both tables, marked routes, and a query that can be run again', async (t) => {
  const ask = await served(t)
  const { data, errors } = await ask(`{
    connectors: among(set: ["社會局", "文化局", "教育局"], first: 1) { understood text total pageInfo { hasNextPage } rows { entity { name } cells { column text number } routes { concurrence steps { to { name } } } evidence { work { name } } } query }
    pairs: among(set: ["社會局", "文化局", "教育局"], by: "pairs", maxHops: 2, onlySources: ["年鑑"]) { rows { cells { text } } searched { relations } }
  }`)
  t.equal(errors, undefined)
  t.match(data.connectors, { total: 5, pageInfo: { hasNextPage: true }, rows: [{ entity: { name: '乙會' }, cells: [{ text: '乙會' }, { column: 'pairs', number: 3 }, { number: 6 }], routes: [{ concurrence: 'concurrent' }], evidence: [{ work: { name: '年鑑' } }, {}] }] })
  t.same(data.pairs.rows.map(({ cells }: any) => cells.map(({ text }: any) => text).slice(2)), [['1', '2'], ['1', '2'], ['1', '2']])
  t.match((await ask(data.connectors.query)).data.among.rows, [{ cells: [{ text: '乙會' }, { text: '3' }] }])
  t.match((await ask('{ among(set: ["社會局", "文化局"], by: "size") { total } }')).errors, [{ extensions: { code: 'BAD_USER_INPUT', field: 'by' } }])
})
