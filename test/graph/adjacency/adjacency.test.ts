import { rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { openAdjacency, type Adjacency, type ConnectorsWalk, type PathsWalk } from '../../../src/graph/adjacency/index.ts'
import { answererOf, askAmong, askConnectors, asked, edgeRow, edges, filterOf, graph, nodeRow, plainAnswer, snapshotOf, type Asked, type Rows } from './graphs.ts'

const ALL: Asked = { types: [0, 1, 2], includeProposed: true, withheld: -1 }
const KINDS = [0, 1, 2]
const SMALL: Rows = {
  sequence: 1, nodes: [0, 1, 2, 3].map((node) => nodeRow(node)),
  edges: [edgeRow(1, 0, 2), edgeRow(2, 2, 1), edgeRow(3, 0, 3), edgeRow(4, 3, 1, { clearance: 1 })],
}
const walk = (more: Partial<ConnectorsWalk> = {}, of = ALL): ConnectorsWalk => ({ a: 0, b: 1, kinds: KINDS, maxHops: 4, first: 20, routes: 3, ...filterOf(of), ...more })

interface Store {
  readonly adjacency: Adjacency
  write(rows: Rows | { nonsense: true }): void
  lose(): void
}

async function store(t: { teardown(fn: () => unknown): void }, rows: Rows, options: { walkers?: number; timeLimit?: number } = {}): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-adjacency-'))
  const path = join(folder, 'rows.json')
  const write = (now: object): void => writeFileSync(path, JSON.stringify(now))
  write(rows)
  const adjacency = openAdjacency({ loader: new URL('file-loader.ts', import.meta.url), path, walkers: 1, ...options })
  t.teardown(async () => {
    await adjacency.close()
    await rm(folder, { recursive: true })
  })
  return { adjacency, write, lose: () => rmSync(path) }
}

const LEAVES = 40_000

/**
 * A graph in which a question of six steps takes half a minute: everything leads from one hub over
 * forty thousand leaves to another and back, and nothing of it is a path.
 */
function maze(): Rows {
  const nodes = Array.from({ length: 4 + LEAVES }, (_, node) => nodeRow(node, 0))
  const edges = [edgeRow(1, 0, 2), edgeRow(2, 2, 1)]
  for (let leaf = 4; leaf < nodes.length; leaf++) edges.push(edgeRow(2 * leaf, 2, leaf), edgeRow(2 * leaf + 1, 3, leaf))
  return { sequence: 1, nodes, edges }
}
const endless = (): PathsWalk => ({ from: 0, to: 1, maxHops: 6, first: 1e9, ...filterOf(ALL) })

t.test('before the first ready and after close there is no graph', async (t) => {
  const { adjacency } = await store(t, SMALL)
  await t.rejects(adjacency.connectors(walk()), { code: 'UNAVAILABLE' })
  t.same(adjacency.stats(), { sequence: 0, nodes: 0, edges: 0, bytes: 0 })
  t.equal(await adjacency.ready(0), 1)
  t.match(adjacency.stats(), { sequence: 1, nodes: 4, edges: 4 })
  t.ok(adjacency.stats().bytes > 0)
  await adjacency.close()
  await t.rejects(adjacency.connectors(walk()), { code: 'UNAVAILABLE' })
  await t.rejects(adjacency.ready(1), { code: 'UNAVAILABLE' })
})

t.test('walkers answer what the functions answer', async (t) => {
  for (const [rows, of] of fc.sample(fc.tuple(graph(), asked()), 12)) {
    const { adjacency } = await store(t, rows, { walkers: 2 })
    await adjacency.ready(1)
    // what relations rest on comes later, and stays
    await Promise.all([adjacency.ready(1), adjacency.ready(1, true), adjacency.ready(1)])
    const questions = Array.from({ length: 30 }, (_, i) => ({ a: i % rows.nodes.length, b: (i + 1) % rows.nodes.length, maxHops: 2 + (i % 5), kinds: KINDS, first: 5, routes: 2 }))
    const answers = await Promise.all(questions.map((question) => adjacency.connectors({ ...question, ...filterOf(of) })))
    const answerer = answererOf(snapshotOf(rows))
    t.same(answers, questions.map((question) => askConnectors(answerer, of, question)))
    const among = { set: [0, 1, 2], maxHops: 4, kinds: KINDS, first: 5 }
    t.same(await adjacency.among({ ...among, ...filterOf(of) }), askAmong(answerer, of, among))
    await adjacency.close()
  }
})

t.test('viewers are told apart by their flags, which are asked for once', async (t) => {
  const { adjacency } = await store(t, SMALL)
  await adjacency.ready(1)
  let times = 0
  const cleared = { key: 'somebody', flags: (count: number) => (times++, Uint8Array.from({ length: count }, (_, i) => Number(i === 0))) }
  for (let i = 0; i < 3; i++) t.equal((await adjacency.connectors(walk({ cleared }))).total, 1)
  t.equal(times, 1)
  t.equal((await adjacency.connectors(walk())).total, 2)
})

t.test('it follows the store as far as it is asked to, in step with questions', async (t) => {
  let rows: Rows = { sequence: 1, nodes: Array.from({ length: 12 }, (_, node) => nodeRow(node)), edges: [] }
  const { adjacency, write } = await store(t, rows, { walkers: 2 })
  await adjacency.ready(1)
  const pending: Promise<unknown>[] = []
  for (const list of fc.sample(edges(12, 40), 40)) {
    const sequence = rows.sequence + 1
    rows = { ...rows, sequence, edges: list.map((edge) => ({ ...edge, changed: sequence })).concat(rows.edges.slice(list.length).map((edge) => ({ ...edge, level: 0, changed: sequence }))) }
    write(rows)
    const question = { a: 0, b: 1, maxHops: 4, kinds: KINDS, first: 5, routes: 2 }
    t.equal(await adjacency.ready(sequence), sequence)
    const now = rows
    // not waited for: the next changes arrive while it is being walked
    pending.push(adjacency.connectors({ ...question, ...filterOf(ALL) }).then((answer) => t.same(answer, plainAnswer(now, ALL, question))))
    if (sequence % 3 === 0) await Promise.all(pending)
  }
  await Promise.all(pending)
})

t.test('a sequence the store has not reached is refused, and one that went back builds anew', async (t) => {
  const { adjacency, write } = await store(t, { ...SMALL, sequence: 5 })
  t.equal(await adjacency.ready(3), 5)
  await t.rejects(adjacency.ready(6), { code: 'UNAVAILABLE' })
  t.equal((await adjacency.connectors(walk())).total, 2, 'the snapshot there is goes on answering')
  write({ ...SMALL, edges: SMALL.edges.slice(0, 2), sequence: 2 })
  t.equal(await adjacency.rebuild(), 2)
  t.match(await adjacency.connectors(walk()), { sequence: 2, total: 1 })
})

t.test('when the store cannot be read, those who need more of it are told, and it recovers', async (t) => {
  const { adjacency, write, lose } = await store(t, SMALL)
  lose()
  await t.rejects(adjacency.ready(1), { code: 'UNAVAILABLE' })
  write({ nonsense: true })
  await t.rejects(Promise.all([adjacency.ready(1), adjacency.ready(1)]), { code: 'UNAVAILABLE' })
  write(SMALL)
  await adjacency.ready(1)
  lose()
  await t.rejects(adjacency.ready(2), { code: 'UNAVAILABLE' })
  write({ ...SMALL, sequence: 2, edges: [...SMALL.edges, edgeRow(5, 2, 3, { changed: 2 })] })
  t.equal(await adjacency.ready(2), 2)
  t.equal(adjacency.stats().edges, 5)
})

t.test('a question that takes too long is given up with TOO_EXPENSIVE, and the next one is answered', { timeout: 120_000 }, async (t) => {
  const { adjacency } = await store(t, maze(), { timeLimit: 50 })
  await adjacency.ready(1)
  await t.rejects(adjacency.paths(endless()), { code: 'TOO_EXPENSIVE' })
  t.ok((await adjacency.connectors(walk({ maxHops: 2 }))).sequence === 1)
})

t.test('a question nobody waits for any more is abandoned, walking or waiting', { timeout: 120_000 }, async (t) => {
  const { adjacency } = await store(t, maze())
  await adjacency.ready(1)
  const [walking, waiting, gone] = [new AbortController(), new AbortController(), AbortSignal.abort(new Error('gone before'))]
  const first = adjacency.paths(endless(), walking.signal)
  const second = adjacency.paths(endless(), waiting.signal)
  const third = adjacency.connectors(walk({ maxHops: 2 }))
  await t.rejects(adjacency.connectors(walk(), gone), { message: 'gone before' })
  waiting.abort(new Error('not waiting'))
  await t.rejects(second, { message: 'not waiting' })
  await new Promise((resolve) => setTimeout(resolve, 100))
  walking.abort(new Error('not walking'))
  await t.rejects(first, { message: 'not walking' })
  t.equal((await third).sequence, 1, 'the walker is free again')
})

t.test('closing fails what is asked', { timeout: 120_000 }, async (t) => {
  const { adjacency } = await store(t, maze())
  await adjacency.ready(1)
  const questions = [adjacency.paths(endless()), adjacency.paths(endless())]
  const failed = Promise.all(questions.map((question) => t.rejects(question, { code: 'UNAVAILABLE' })))
  await adjacency.close()
  await failed
})

t.test('a store that changes while a long question runs does not wait for it', { timeout: 120_000 }, async (t) => {
  const rows = maze()
  const { adjacency, write } = await store(t, rows, { walkers: 2 })
  await adjacency.ready(1)
  const controller = new AbortController()
  const long = adjacency.paths(endless(), controller.signal)
  write({ ...rows, sequence: 2, nodes: [...rows.nodes, nodeRow(rows.nodes.length, 0, 2)], edges: [...rows.edges, edgeRow(3, 0, rows.nodes.length, { changed: 2 }), edgeRow(4, rows.nodes.length, 1, { changed: 2 })] })
  await adjacency.ready(2)
  t.ok((await adjacency.connectors(walk({ maxHops: 2, kinds: [0], first: 10 }))).rows.some((row) => row.node === rows.nodes.length))
  controller.abort()
  await t.rejects(long)
})
