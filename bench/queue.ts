import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import type { GraphStore, WaitingQuery } from '../src/graph/port.ts'
import { EVERYONE, type Viewer } from '../src/model/audience.ts'
import type { Operation } from '../src/model/changeset.ts'
import type { Id } from '../src/model/ids.ts'
import type { RecordInput } from '../src/model/records.ts'
import { loadVocabulary } from '../src/vocabulary.ts'
import { random } from '../test/generate/random.ts'
import { median, p95, type Bench, type Context, type Result, type Row } from './bench.ts'
import { Connection, dataOf, graphqlRequest } from './client.ts'
import { startEmbedded } from './servers.ts'

// Question: how long does a page of the queue take with 100,000 proposals? Method: 80,000 relations proposed by an
// extractor from 100 works, with proposed organizations at some of their ends, and 20,000 changes and things that 200
// people submitted; pages of 20 in every order and with every filter, from the beginning and from deep within; over
// GraphQL with the words each rests on, and of the store as people with rights of their own.

const LIMIT = 30
const [RELATIONS, SUBMITTED, WORKS, BODIES, AUTHORS] = [80_000, 20_000, 100, 5_000, 200]
const AT_ONCE = 9_000

const idOf = (what: number, n: number): Id => `01900000-0000-7000-8${String(what).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`
const author = (n: number): Id => idOf(9, n % AUTHORS)

function* records(scale: number): Generator<RecordInput> {
  const chance = random(3)
  const envelope = (id: Id, state: 'published' | 'proposed', by?: Id) => ({ id, state, audience: EVERYONE, ...(by === undefined ? {} : { by }) }) as const
  for (let n = 0; n < WORKS; n++) yield { ...envelope(idOf(1, n), 'published'), type: 'entity', kind: 'Work', names: [{ text: `第${n}冊` }] }
  for (let n = 0; n < BODIES; n++) yield { ...envelope(idOf(2, n), 'published'), type: 'entity', kind: 'Organization', names: [{ text: `第${n}協會` }] }
  for (let n = 0; n < RELATIONS * scale; n++) {
    const isNew = n % 4 === 0
    const from = chance.below(BODIES)
    if (isNew) yield { ...envelope(idOf(3, n), 'proposed'), type: 'entity', kind: 'Organization', names: [{ text: `新社${n}` }] }
    yield { ...envelope(idOf(4, n), 'proposed'), type: 'relation', relation: chance.pick(['PARTNERS_WITH', 'FUNDS', 'SUPERVISES']), from: idOf(2, from), to: isNew ? idOf(3, n) : idOf(2, (from + 1 + chance.below(BODIES - 1)) % BODIES) }
    for (let piece = 0; piece <= n % 2; piece++) {
      yield { ...envelope(idOf(5 + piece, n), 'proposed'), type: 'evidence', relation: idOf(4, n), source: idOf(1, Math.floor(n / (RELATIONS / WORKS)) % WORKS), quote: `原文第${n}句`, method: 'extractor', confidence: chance.below(100) / 100 }
    }
  }
  for (let n = 0; n < SUBMITTED * scale; n++) {
    if (n % 2 === 0) yield { ...envelope(idOf(7, n), 'proposed', author(n)), type: 'entity', kind: 'Entry', names: [{ text: `故事${n}` }] }
    else yield { ...envelope(idOf(7, n), 'proposed', author(n)), type: 'proposal', target: idOf(2, chance.below(BODIES)), base: 1, changes: { 'fields.note': `更正${n}` }, words: '更正' }
  }
}

async function made(path: string, scale: number, say: (line: string) => void): Promise<void> {
  if (existsSync(path)) return
  say('  the archive is made')
  const store = await openSqlite({ path, vocabulary: loadVocabulary(), walkers: 1 })
  let operations: Operation[] = []
  let part = 0
  const write = async (): Promise<void> => {
    part++
    await store.commit({ id: idOf(8, part), actor: 'bench', reason: 'bench', origin: 'cli', at: Date.UTC(2026, 0, 1) + part * 3_600_000, operations })
    operations = []
  }
  for (const record of records(scale)) {
    // an operation needs what is before it, and a relation its evidence: parts are cut between things
    if (operations.length >= AT_ONCE && record.type !== 'evidence' && record.type !== 'relation') await write()
    operations.push({ op: 'put', record, base: null })
  }
  await write()
  await store.close()
}

const PAGE = `query ($order: QueueOrder, $types: [String!], $relations: [String!], $work: String, $confidence: Float, $after: String) {
  queue(first: 20, order: $order, types: $types, relations: $relations, work: $work, confidence: $confidence, after: $after) {
    pageInfo { endCursor hasNextPage }
    items { id type title since confidence mayDecide relation { type from { id name } to { id name } evidence { quote confidence work { name } } } }
  }
}`

const ASKED: readonly { readonly what: string; readonly variables: (n: number) => object }[] = [
  { what: 'oldest first', variables: () => ({}) },
  { what: 'newest first', variables: () => ({ order: 'newest' }) },
  { what: 'surest first', variables: () => ({ order: 'confidence' }) },
  { what: 'of one type of relation', variables: (n) => ({ relations: [['FUNDS', 'SUPERVISES', 'PARTNERS_WITH'][n % 3]] }) },
  { what: 'from one work', variables: (n) => ({ work: idOf(1, n % WORKS) }) },
  { what: 'from one work, at least 0.9, newest first', variables: (n) => ({ work: idOf(1, n % WORKS), confidence: 0.9, order: 'newest' }) },
  { what: 'at least 0.95, surest first', variables: () => ({ confidence: 0.95, order: 'confidence' }) },
]

/** Pages after the first that are asked for, each where the one before ended. */
const DEEP = 10

async function overHttp(path: string, rounds: number, say: (line: string) => void): Promise<Row[]> {
  const server = await startEmbedded(path)
  const connection = new Connection(server.port)
  const rows: Row[] = []
  try {
    let number = 0
    for (const { what, variables } of ASKED) {
      say(`    ${what}`)
      const times: number[] = []
      for (let round = -1; round < rounds; round++) {
        let after: string | undefined
        for (let page = 0; page <= DEEP; page++) {
          const request = graphqlRequest('/graphql', PAGE, { ...variables(round + 1), ...(after === undefined ? {} : { after }), n: ++number }, {})
          const start = performance.now()
          const answer = await connection.send(request)
          const took = performance.now() - start
          const { queue } = dataOf(answer) as { queue: { items: unknown[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }
          if (queue.items.length === 0) throw new Error(`${what}: an empty page`)
          if (round >= 0) times.push(took)
          if (!queue.pageInfo.hasNextPage) break
          after = queue.pageInfo.endCursor
        }
      }
      rows.push({ what: `GraphQL: ${what}`, cells: { 'median ms': median(times), 'p95 ms': p95(times) }, limit: `< ${LIMIT} ms`, met: p95(times) < LIMIT })
    }
  } finally {
    connection.close()
    await server.stop()
  }
  return rows
}

const contributor = (n: number): Viewer => ({ signedIn: true, protocols: new Set(), account: author(n) })
const librarian: Viewer = { signedIn: true, protocols: new Set(), account: idOf(9, 999), librarian: true }

const OF_STORE: readonly { readonly what: string; readonly viewer: (n: number) => Viewer; readonly query: (n: number) => WaitingQuery }[] = [
  { what: 'a librarian, all that people submitted, oldest first', viewer: () => librarian, query: () => ({ types: ['entity', 'proposal'] }) },
  { what: 'a contributor, their own among all, newest first', viewer: contributor, query: (n) => ({ types: ['entity', 'proposal'], order: 'newest', by: author(n) }) },
  { what: 'a contributor, changes they may read, oldest first', viewer: contributor, query: () => ({ types: ['proposal'] }) },
  { what: 'a librarian, what nobody has (a type without proposals)', viewer: () => librarian, query: () => ({ types: ['term'] }) },
]

async function ofStore(store: GraphStore, rounds: number, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = []
  for (const { what, viewer, query } of OF_STORE) {
    say(`    ${what}`)
    const times: number[] = []
    for (let n = -1; n < rounds * 5; n++) {
      const start = performance.now()
      await store.waiting(query(n + 1), viewer(n + 1), { first: 20 })
      if (n >= 0) times.push(performance.now() - start)
    }
    rows.push({ what: `the store: ${what}`, cells: { 'median ms': median(times), 'p95 ms': p95(times) }, limit: `< ${LIMIT} ms`, met: p95(times) < LIMIT })
  }
  return rows
}

async function run({ cache, scale, say }: Context): Promise<Result> {
  const path = join(cache, `queue-${scale}.sqlite`)
  if (process.env['BENCH_ANEW'] !== undefined) for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
  await made(path, scale, say)
  const rounds = 20
  const rows = await overHttp(path, rounds, say)
  const store = await openSqlite({ path, vocabulary: loadVocabulary(), walkers: 1 })
  try {
    rows.push(...(await ofStore(store, rounds, say)))
  } finally {
    await store.close()
  }
  return { parts: [{ name: 'embedded', title: 'Pages of the queue with 100,000 proposals: embedded', rows }] }
}

const bench: Bench = {
  name: 'queue', title: 'The queue of proposals',
  question: 'How long does a page of the queue take with 100,000 proposals?',
  method: '80,000 relations proposed by an extractor from 100 works, 20,000 of them with a proposed organization at an end, and 20,000 changes and entries that 200 people submitted. Pages of 20 in every order and with every filter, the first and the ten after it, each answer worked out anew: over GraphQL with the words each rests on, and of the store as people with rights of their own.',
  run,
}
export default bench
