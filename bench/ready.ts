import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import { openAdjacency } from '../src/graph/adjacency/index.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import type { City } from '../test/generate/city.ts'
import { median, p95, type Bench, type Context, type Part, type Result } from './bench.ts'
import { Connection, dataOf, graphqlRequest } from './client.ts'
import { CONNECTORS } from './http.ts'
import { cityArchive, PAIRS, vocabulary } from './load.ts'
import { memoryOf, startEmbedded, type Server } from './servers.ts'

// Question: how long does the embedded store need from a cold process to its first answer with a million
// relations, what does a relation cost, and at which size should the embedded store be left? Method: the
// generated city at a quarter and at the whole of a million relations, loaded once and kept; the real
// server is started five times on each (file in the page cache), the first question over HTTP.

const STARTS = 5
/** What a place to leave the embedded store is derived from: the readiness asked for, a small server, a reader's patience. */
const READY = 5
const SERVER_BYTES = 4 * 2 ** 30
const PATIENCE_MS = 1_000

interface Measured {
  readonly relations: number
  /** Seconds from the start of the process to the first answer. */
  readonly ready: number[]
  readonly listening: number[]
  /** Bytes of the process after that answer. */
  readonly memory: number
  readonly disk: number
  /** Milliseconds of a connectors question at H = 4 over HTTP, warm. */
  readonly question: number[]
}

async function measure(path: string, town: City | undefined): Promise<Measured> {
  const [ready, listening, question]: [number[], number[], number[]] = [[], [], []]
  let memory = 0
  for (let i = 0; i < STARTS; i++) {
    const start = performance.now()
    const server: Server = await startEmbedded(path)
    listening.push((performance.now() - start) / 1000)
    if (town !== undefined) {
      const connection = new Connection(server.port)
      const ask = ([a, b]: readonly [number, number]): ReturnType<Connection['send']> =>
        connection.send(graphqlRequest('/graphql', CONNECTORS, { a: town.idOf(a), b: town.idOf(b), maxHops: 4 }))
      dataOf(await ask(PAIRS[0]!))
      ready.push((performance.now() - start) / 1000)
      memory = Math.max(memory, memoryOf(server.pid))
      if (i === STARTS - 1) {
        for (const pair of [...PAIRS.slice(0, 12), ...PAIRS]) {
          const asked = performance.now()
          await ask(pair)
          question.push(performance.now() - asked)
        }
        question.splice(0, 12)
      }
      connection.close()
    } else memory = Math.max(memory, memoryOf(server.pid))
    await server.stop()
  }
  const disk = [path, `${path}-wal`].reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0)
  return { relations: town?.relations ?? 0, ready, listening, memory, disk, question }
}

async function adjacencyBytes(scale: number): Promise<number> {
  const adjacency = openAdjacency({ loader: new URL('city-loader.ts', import.meta.url), path: String(scale) })
  try {
    await adjacency.ready(1)
    return adjacency.stats().bytes
  } finally {
    await adjacency.close()
  }
}

async function run(context: Context): Promise<Result> {
  const [small, large] = [context.scale, 4 * context.scale]
  const empty = join(context.cache, 'empty.sqlite')
  for (const end of ['', '-wal', '-shm']) await rm(empty + end, { force: true })
  await (await openSqlite({ path: empty, vocabulary })).close()
  context.say('  empty')
  const none = await measure(empty, undefined)
  const measured: Measured[] = []
  const loads: { relations: number; seconds: number }[] = []
  for (const scale of [small, large]) {
    const { path, town, loaded } = await cityArchive(context, scale)
    if (loaded !== undefined) loads.push({ relations: loaded.relations, seconds: loaded.seconds })
    context.say(`  ${town.relations} relations`)
    measured.push(await measure(path, town))
  }
  const [quarter, whole] = measured as [Measured, Measured]
  const more = whole.relations - quarter.relations
  const bytes = await adjacencyBytes(large)
  const slope = (of: (one: Measured) => number): number => (of(whole) - of(quarter)) / more
  // lines through both sizes, to where they cross what is asked
  const crossing = (of: (one: Measured) => number, limit: number): number => whole.relations + (limit - of(whole)) / slope(of)
  const edges = [
    { what: `ready within ${READY} s`, at: crossing((one) => median(one.ready), READY) },
    { what: `process within ${SERVER_BYTES / 2 ** 30} GB`, at: crossing((one) => one.memory, SERVER_BYTES) },
    { what: `connectors at H = 4 within ${PATIENCE_MS / 1000} s (p95)`, at: crossing((one) => p95(one.question), PATIENCE_MS) },
  ]
  const first = edges.reduce((least, edge) => (edge.at < least.at ? edge : least))
  const million = (n: number): string => `${(n / 1e6).toFixed(1)} million`
  const parts: Part[] = [
    {
      name: 'ready', title: 'From the start of the process to the first connectors answer over HTTP',
      rows: [
        { what: 'empty archive, listening', cells: { 'median s': median(none.listening), 'longest s': Math.max(...none.listening), 'process MB': none.memory / 1e6, 'file MB': none.disk / 1e6 } },
        ...measured.map((one) => ({
          what: `${one.relations} relations`,
          cells: { 'median s': median(one.ready), 'longest s': Math.max(...one.ready), 'listening s': median(one.listening), 'process MB': one.memory / 1e6, 'file MB': one.disk / 1e6, 'then H = 4 median ms': median(one.question), 'then H = 4 p95 ms': p95(one.question) },
          ...(one === whole ? { limit: `≤ ${READY} s`, met: Math.max(...one.ready) <= READY } : {}),
        })),
      ],
      notes: ['The file is in the page cache. The memory of the process is its own, threads included, without the file that it maps.'],
    },
    {
      name: 'cost', title: 'What one more relation costs (with its evidence and its share of entities)',
      rows: [
        { what: 'adjacency, shared memory (reserves included)', cells: { 'bytes a relation': bytes / whole.relations } },
        { what: 'process, from the smaller to the larger', cells: { 'bytes a relation': slope((one) => one.memory) } },
        { what: 'file', cells: { 'bytes a relation': slope((one) => one.disk) } },
      ],
    },
    {
      name: 'leave', title: 'The size at which to leave the embedded store',
      rows: edges.map(({ what, at }) => ({ what, cells: { 'relations': Math.round(at / 1e5) * 1e5 } })),
      notes: [`Straight lines through the two sizes measured. **Leave the embedded store at about ${million(first.at)} relations** (what gives first: ${first.what}), or as soon as more than one process has to answer.`],
    },
  ]
  if (loads.length === 2) {
    parts.push({
      name: 'load', title: 'Prebuilt changesets of at most 10,000 operations, committed one after another',
      rows: loads.map(({ relations, seconds }) => ({ what: `${relations} relations, each with its evidence, and their entities`, cells: { 'seconds': seconds, 'relations a second': relations / seconds } })),
    })
  }
  return { parts }
}

const bench: Bench = {
  name: 'ready', title: 'A million relations',
  question: 'How long does the embedded store need from the start of its process to its first answer with a million relations, what does a relation cost, and at which size should the embedded store be left?',
  method: 'The generated city with a quarter of a million and with a million relations, loaded once and kept; the real server started five times on each, the first question over HTTP.',
  run,
}
export default bench
