import { setTimeout as wait } from 'node:timers/promises'
import { openAdjacency } from '../src/graph/adjacency/index.ts'
import type { Adjacency, ConnectorsWalk } from '../src/graph/adjacency/types.ts'
import type { ConnectorsQuery, GraphStore } from '../src/graph/port.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { PUBLIC } from '../src/model/audience.ts'
import { KINDS } from '../src/model/records.ts'
import { typesOfRole } from '../src/model/vocabulary.ts'
import { city, CITY_TYPES, type City } from '../test/generate/city.ts'
import { Bare } from './bare.ts'
import { median, p95, type Bench, type Context, type Part, type Result, type Row } from './bench.ts'
import { cityArchive, PAIRS, vocabulary } from './load.ts'
import { held } from './held.ts'

// Question: what does an answer cost over the least that any answer could cost, and does a question
// ever hold up the others? Method: the 66 pairs of the twelve largest departments, each asked of the
// store in process and of the peer "bare", in turns within one run after warm-up; the delay of the
// event loop is taken in rounds without the peer, with a silent round beside it.

const HOPS = [2, 3, 4] as const
const WARM_UPS = 2
const ROUNDS = 5
const LIMIT = 'at most 4× bare, or under 1 ms'
const LOOP_LIMIT = 20

type Ask = (a: number, b: number, maxHops: number) => Promise<unknown>

async function ratios(what: string, bare: Bare, ask: Ask, rounds: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const maxHops of HOPS) {
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let round = -WARM_UPS; round < rounds; round++) {
      for (const [a, b] of PAIRS) {
        const start = performance.now()
        bare.ask(a, b, maxHops)
        if (round >= 0) theirs.push(performance.now() - start)
      }
      for (const [a, b] of PAIRS) {
        const start = performance.now()
        await ask(a, b, maxHops)
        if (round >= 0) ours.push(performance.now() - start)
      }
    }
    const [middle, tail] = [median(ours) / median(theirs), p95(ours) / p95(theirs)]
    rows.push({
      what: `${what}, H = ${maxHops}`,
      cells: { 'median ms': median(ours), 'p95 ms': p95(ours), 'bare median ms': median(theirs), 'bare p95 ms': p95(theirs), 'median ×': middle, 'p95 ×': tail },
      limit: LIMIT,
      met: (middle <= 4 || median(ours) < 1) && (tail <= 4 || p95(ours) < 1),
    })
  }
  return rows
}

async function loopRow(what: string, ask: Ask, maxHops: readonly number[]): Promise<Row> {
  const questions = async (): Promise<void> => {
    for (const hops of maxHops) {
      // eight at a time: questions of several readers come together
      for (let i = 0; i < PAIRS.length; i += 8) await Promise.all(PAIRS.slice(i, i + 8).map(([a, b]) => ask(a, b, hops)))
    }
  }
  await questions()
  const start = performance.now()
  const busy = await held(questions)
  const idle = await held(() => wait(performance.now() - start))
  return {
    what,
    cells: { 'most work ms': busy.work, 'longest gap ms': busy.gap, 'gap with nothing to do ms': idle.gap },
    limit: `≤ ${LOOP_LIMIT} ms of work`, met: busy.work <= LOOP_LIMIT,
  }
}

const askStore = (store: GraphStore, town: City): Ask => {
  const types = typesOfRole(vocabulary, 'connecting')
  return (a, b, maxHops) => {
    const query: ConnectorsQuery = { a: town.idOf(a), b: town.idOf(b), kinds: ['Organization'], types, includeProposed: false, maxHops, first: 20, routes: 3 }
    return store.connectors(query, PUBLIC)
  }
}

const askAdjacency = (adjacency: Adjacency): Ask => {
  const filter = { types: CITY_TYPES.map((_, i) => i), includeProposed: false, cleared: { key: 'all', flags: (count: number) => new Uint8Array(count).fill(1) } }
  return (a, b, maxHops) => {
    const walk: ConnectorsWalk = { ...filter, a, b, kinds: [KINDS.indexOf('Organization')], maxHops, first: 20, routes: 3 }
    return adjacency.connectors(walk)
  }
}

async function adjacencyRows(context: Context, town: City, scale: number, rounds: number): Promise<{ rows: Row[]; loop: Row }> {
  const adjacency = openAdjacency({ loader: new URL('city-loader.ts', import.meta.url), path: String(scale) })
  try {
    await adjacency.ready(1)
    context.say(`  adjacency of ${town.relations} relations: ${adjacency.stats().bytes} bytes`)
    const ask = askAdjacency(adjacency)
    const rows = await ratios(`${town.relations} relations`, new Bare(town), ask, rounds)
    return { rows, loop: await loopRow(`questions on ${town.relations} relations (adjacency), H = 2 to 6, 8 at a time`, ask, [2, 3, 4, 5, 6]) }
  } finally {
    await adjacency.close()
  }
}

async function run(context: Context): Promise<Result> {
  const { path, town } = await cityArchive(context, context.scale)
  const store = await openSqlite({ path, vocabulary })
  const parts: Part[] = []
  const loops: Row[] = []
  try {
    context.say('  store, in process')
    const ask = askStore(store, town)
    parts.push({ name: 'store', title: `Connectors in process, first 20 with 3 routes each and their evidence (${town.entities} entities, ${town.relations} relations)`, rows: await ratios('store', new Bare(town), ask, ROUNDS) })
    loops.push(await loopRow(`questions on ${town.relations} relations (store), H = 2 to 6, 8 at a time`, ask, [2, 3, 4, 5, 6]))
    const types = typesOfRole(vocabulary, 'connecting')
    const paths: Ask = (a, b, maxHops) => store.paths({ from: town.idOf(a), to: town.idOf(b), types, includeProposed: false, maxHops, first: 10 }, PUBLIC)
    loops.push(await loopRow(`paths on ${town.relations} relations (store), 4 steps, 8 at a time`, paths, [4]))
  } finally {
    await store.close()
  }
  const small = await adjacencyRows(context, town, context.scale, ROUNDS)
  const large = city({ scale: 10 * context.scale })
  context.say('  ten times the size')
  const tenfold = await adjacencyRows(context, large, 10 * context.scale, 2)
  parts.push({ name: 'adjacency', title: 'The walk alone: the adjacency without the store, at once and at ten times the size', rows: [...small.rows, ...tenfold.rows] })
  parts.push({ name: 'loop', title: 'How long the event loop is held', rows: [...loops, tenfold.loop], notes: ['Of the asking thread, between two turns of its loop: the most that it worked (`process.threadCpuUsage`, every millisecond), and the longest gap by the clock (`monitorEventLoopDelay`), which holds also what the machine gave to others meanwhile: see the same with nothing to do.'] })
  return { parts }
}

const bench: Bench = {
  name: 'connectors', title: 'Connectors in process',
  question: 'What does an answer cost over the least that any answer could cost, and does a question ever hold up the others?',
  method: 'The 66 pairs of the twelve largest departments, H = 2, 3, 4, asked in turns of the embedded store in process (defaults: first 20, 3 routes each) and of the peer "bare": two unchecked breadth-first searches of ⌈H/2⌉ and ⌊H/2⌋ levels on a plain compressed adjacency in one thread. Two rounds to warm up, five measured.',
  run,
}
export default bench
