import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { openReceipts } from '../../src/archive/files/receipt.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { newId } from '../../src/model/ids.ts'
import { folder, smallCity, vocabulary } from '../fixture.ts'
import { patiently } from '../patient.ts'

type Test = Parameters<typeof smallCity>[0]

async function served(t: Test): Promise<{ app: FastifyInstance; ids: Awaited<ReturnType<typeof smallCity>>['ids'] }> {
  const [{ store, ids }, at] = [await smallCity(t), await folder(t)]
  const [jobs, receipts] = [await openSqliteJobs({ path: join(at, 'jobs.sqlite') }), await openReceipts(join(at, 'key'))]
  const app = await buildServer({
    graph: store, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 100_000,
    files: { blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), jobs, receipts },
  })
  t.teardown(async () => {
    await app.close()
    await jobs.close()
  })
  return { app, ids }
}

/** Ways of writing 「one folder up」, for whoever decodes once, twice, or not at all. */
const UP = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%00', '%c0%ae%c0%ae', '....', '..;']
const SLASH = ['/', '%2f', '%5c', '%252f', '%c0%af', '\\']

t.test('no address leads out of what is served', async (t) => {
  const { app, ids } = await served(t)
  for (const up of UP) {
    for (const slash of SLASH) {
      const away = `${[up, up, up, up, up, up].join(slash)}${slash}etc${slash}passwd`
      for (const url of [`/files/${away}/1`, `/files/${ids.social}/${away}`, `/files/${ids.social}/1?size=${away}`, `/answers/${away}`, `/answers/connectors.${away}`, `/answers/connectors?a=${ids.social}&b=${ids.culture}&format=${away}`, `/${away}`]) {
        const { statusCode, body } = await patiently(app, url)
        t.ok(statusCode === 400 || statusCode === 404, `${statusCode} ${url}`)
        t.notMatch(body, /root:|ENOENT|\/tmp\//, url)
      }
    }
  }
})

t.test('an id that is guessed, of another type, or of something hidden is told of in the same words', async (t) => {
  const { app, ids } = await served(t)
  const hidden = ids.hidden
  const guesses = [newId(), hidden, `${hidden.slice(0, -1)}${hidden.endsWith('0') ? '1' : '0'}`]
  const told = async (ask: (id: string) => Promise<{ statusCode: number; body: string }>): Promise<string[]> =>
    [...new Set(await Promise.all(guesses.map(async (id) => {
      const { statusCode, body } = await ask(id)
      return `${statusCode} ${body.replaceAll(id, 'ID')}`
    })))]
  const graphql = (query: string) => (id: string) => patiently(app, { method: 'POST', url: '/graphql', payload: { query, variables: { id } } })
  for (const field of ['entity(id: $id) { name history { items { op } } relations { items { id } } contents { items { id } } }', 'relation(id: $id) { id history { items { op } } }']) {
    t.equal((await told(graphql(`query ($id: ID!) { ${field} }`))).length, 1, field)
  }
  for (const field of ['related(of: $id) { text }', `connectors(a: $id, b: "${ids.culture}") { total }`, `connectors(a: "${ids.social}", b: "${ids.culture}", avoid: [$id]) { total }`, 'timeline(of: $id) { total }', 'ranking(onlySources: [$id]) { total }', 'savedRun(name: $id) { saved { id } }', 'search(text: "協會", within: [$id]) { total }']) {
    t.equal((await told(graphql(`query ($id: String!) { ${field} }`))).length, 1, field)
  }
  for (const url of [(id: string) => `/files/${id}/1`, (id: string) => `/answers/related.csv?of=${id}`, (id: string) => `/answers/rings?center=${id}`]) t.equal((await told((id) => patiently(app, url(id)))).length, 1, url('ID'))
})
