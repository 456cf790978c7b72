import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import t from 'tap'
import { Answers, answerKey } from '../../src/api/answers.ts'
import { buildServer } from '../../src/api/server.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { smallCity, vocabulary } from '../fixture.ts'

t.test('the same question is answered without asking the store, until somebody writes', async (t) => {
  const { store, ids } = await smallCity(t)
  let reads = 0
  const counted: GraphStore = { ...store, entities: (...args) => { reads++; return store.entities(...args) } }
  const app = await buildServer({ graph: counted, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
  t.teardown(() => app.close())
  const ask = async (): Promise<string> => (await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ entity(id: "' + ids.shared + '") { name names { text } } }' } })).body
  const first = await ask()
  t.match(JSON.parse(first), { data: { entity: { name: '臺北市愛鄉協會' } } })
  const asked = reads
  t.ok(asked > 0)
  t.equal(await ask(), first)
  t.equal(reads, asked, 'answered from what was said before')

  const head = (await store.heads([ids.shared], { signedIn: true, protocols: new Set(), whole: true })).get(ids.shared)!
  const record = head.record as Extract<typeof head.record, { type: 'entity' }>
  await store.commit({ id: newId(), actor: 'test', reason: 'a new name', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...record, names: [{ text: '臺北市新名協會' }] } }] })
  t.match(JSON.parse(await ask()), { data: { entity: { name: '臺北市新名協會' } } }, 'and what was committed is seen at once')
})

t.test('an answer with errors is worked out anew', async (t) => {
  const { store } = await smallCity(t)
  let times = 0
  const app = await buildServer({ graph: { ...store, statistics: async () => { times++; throw new Error('broken') } }, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
  t.teardown(() => app.close())
  for (let i = 0; i < 2; i++) await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ archive { version } }' } })
  t.equal(times, 2)
})

t.test('who asks later is not answered by an asking that began before', async (t) => {
  let now = 0
  const asked: number[] = []
  const answers = new Answers(async () => {
    const seen = now
    asked.push(seen)
    await wait(5)
    return seen
  })
  const first = answers.moment()
  now = 1
  const [second, third] = [answers.moment(), answers.moment()]
  t.equal(await first, 0)
  t.same(await Promise.all([second, third]), [1, 1], 'both see what was committed before they asked')
  t.same(asked, [0, 1], 'by one asking')
})

t.test('an asking that fails does not stand in the way of the next', async (t) => {
  let asked = 0
  const answers = new Answers(async () => { if (++asked === 1) throw new Error('down'); return 3 })
  const first = answers.moment()
  const second = answers.moment()
  await t.rejects(first, /down/)
  t.equal(await second, 3)
})

t.test('what was worked out while somebody wrote is not kept, nor what is too long', async (t) => {
  let now = 1
  const answers = new Answers(async () => now)
  await answers.keep('a', 1, 'A')
  t.equal(String(answers.get('a', 1)), 'A')
  t.equal(answers.get('a', 2), undefined)
  now = 2
  await answers.keep('a', 1, 'A')
  await answers.keep('b', 2, 'x'.repeat(300_000))
  t.equal(answers.get('b', 2), undefined)
  await answers.keep('b', 2, 'B')
  t.equal(String(answers.get('b', 2)), 'B')
  t.equal(answers.get('a', 2), undefined)
})

t.test('a key is the question and who asks; changes and questions about the schema have none', async (t) => {
  const body = { query: '{ archive { version } }', variables: { a: 1 } }
  t.equal(answerKey(PUBLIC, body), answerKey(PUBLIC, { ...body }))
  t.not(answerKey(PUBLIC, body), answerKey(PUBLIC, { ...body, variables: { a: 2 } }))
  t.not(answerKey(PUBLIC, body), answerKey({ signedIn: true, protocols: new Set(['elders']) }, body))
  for (const other of [null, [], 'x', {}, { query: 1 }, { query: 'mutation { x }' }, { query: '{ __schema { types { name } } }' }, { ...body, extensions: {} }]) t.equal(answerKey(PUBLIC, other), undefined)
})

t.test('what follows from more than the log is not kept, also where a variable asks for it', async (t) => {
  t.equal(answerKey(PUBLIC, { query: 'query($id: ID!) { entity(id: $id) { history { items { by } } } }', variables: { id: newId() } }), undefined, 'people are called otherwise, or go')
  t.equal(answerKey(PUBLIC, { query: 'query($q: String!) { answer(question: $q) { total } }', variables: { q: 'passages' } }), undefined)
  t.not(answerKey(PUBLIC, { query: 'query($q: String!) { answer(question: $q) { total } }', variables: { q: 'connectors' } }), undefined)
})
