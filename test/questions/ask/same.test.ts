import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../../src/api/server.ts'
import { evidenceOf, type Answer } from '../../../src/graph/answer.ts'
import type { AskAnswer } from '../../../src/questions/ask.ts'
import { connectors } from '../../../src/questions/connectors.ts'
import { terminal } from '../../cli/terminal.ts'
import { vocabulary } from '../../fixture.ts'
import { demonstration } from './demo.ts'

const QUESTION = '哪些組織連結社會局與文化局？'
const { asking, data } = await demonstration(t)
const app = await buildServer({ graph: asking.graph, vocabulary, search: asking.search, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
t.teardown(() => app.close())
const graphql = async (query: string): Promise<any> => (await app.inject({ method: 'POST', url: '/graphql', payload: { query } })).json()

t.test('one question has the same rows and evidence in words in the terminal, in words by GraphQL, and as connectors', async (t) => {
  const found = await connectors(asking, { a: '社會局', b: '文化局' })
  const rows = found.connectors.map(({ entity }) => entity.id as string)
  const evidence = [...new Set(found.connectors.flatMap(({ routes }) => evidenceOf({ cells: {}, routes }).map(({ id, quote }) => `${id} ${quote}`)))].sort()
  t.ok(rows.length > 0 && evidence.length >= 2 * rows.length)

  const said = await terminal(data)('ask', QUESTION, '--json')
  t.equal(said.status, 0, said.err)
  const { answer } = JSON.parse(said.out) as AskAnswer & { answer: Answer }
  t.same(answer.rows.map(({ cells }) => (cells['entity'] as { id: string }).id), rows)
  t.same([...new Set(answer.rows.flatMap(evidenceOf).map(({ id, quote }) => `${id} ${quote}`))].sort(), evidence)

  const { data: { ask } } = await graphql(`{ ask(question: "${QUESTION}") { understood text query declined rows { entity { id name } cells { column text number } } evidence { id work { name } locator quote } readings { understood query } nearest { understood } } }`)
  t.same(ask.rows.map(({ entity }: any) => entity.id), rows)
  t.same(ask.evidence.map(({ id, quote }: any) => `${id} ${quote}`).sort(), evidence)
  t.match(ask, { understood: '哪些組織連結「臺北市政府社會局」與「臺北市政府文化局」？', declined: null, nearest: [] })

  const again = await graphql(ask.query)
  t.equal(again.errors, undefined, 'what was run can be run as it is shown')
  t.same(again.data.connectors.connectors.map(({ entity }: any) => entity.id), rows)
})

t.test('what is declined says so, and what it comes nearest', async (t) => {
  const { data: { ask } } = await graphql('{ ask(question: "文化局今年的預算是多少錢") { understood text query declined rows { entity { id } } evidence { id } total readings { query } nearest { understood query } passages { text } } }')
  t.match(ask, { understood: '', query: '', declined: 'not_understood', rows: [], evidence: [], total: 0, readings: [] })
  t.ok(ask.nearest.length > 0)
  for (const { query } of ask.nearest) t.equal((await graphql(query)).errors, undefined, query)
  t.match((await graphql('{ ask(question: "  ") { text } }')).errors, [{ extensions: { code: 'BAD_USER_INPUT', field: 'question' } }])
  t.match((await graphql(`{ ask(question: "${'好'.repeat(301)}") { text } }`)).errors, [{ extensions: { code: 'BAD_USER_INPUT', field: 'question' } }])
  const said = await terminal(data)('ask', '中華兆陽文教發展協會經營哪些機構')
  t.equal(said.status, 1)
  t.match(said.out, /社團法人中華兆陽文教發展協會[\s\S]*財團法人中華兆陽文教發展協會/, 'a name that means two is asked back')
})
