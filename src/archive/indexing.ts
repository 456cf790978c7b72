import { setTimeout as wait } from 'node:timers/promises'
import type { GraphStore, Indexable, IndexableEntity } from '../graph/port.ts'
import { refreshes } from '../graph/refresh.ts'
import { WHOLE } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import type { JobStore } from '../jobs/port.ts'
import type { SearchDocument, SearchStore } from '../search/port.ts'
import { documentsOf } from './index-documents.ts'

export interface IndexPorts {
  readonly graph: Pick<GraphStore, 'replay' | 'companions' | 'indexable' | 'scan' | 'sequence'>
  readonly search: Pick<SearchStore, 'apply' | 'rebuild' | 'status'>
}

/** Records looked at together. */
const SLICE = 500

/**
 * Brings the index in step with the log. What it applies is what the archive says at that moment, so a
 * follower that was overtaken only does work twice; two of them at once must not be (see `jobs/`).
 * @returns the sequence the index then follows up to
 * @throws UNAVAILABLE when either store cannot be reached; what was applied until then stays
 */
export async function follow({ graph, search }: IndexPorts): Promise<number> {
  let { sequence } = await search.status()
  // an empty index is quicker built from what stands than from all that ever happened
  if (sequence === 0) {
    sequence = await graph.sequence()
    if (sequence > 0) await search.rebuild(everything(graph), sequence)
  }
  for await (const refresh of refreshes(graph, sequence)) {
    for (let i = 0; i < refresh.ids.length || i === 0; i += SLICE) {
      const ids = refresh.ids.slice(i, i + SLICE)
      const last = i + SLICE >= refresh.ids.length
      const put = await documentsFor(graph, ids)
      const standing = new Set(put.map(({ id }) => id))
      // also a content whose passages stand: it may have had more of them
      const drop = ids.filter((id) => !standing.has(id))
      // the sequence is reached only when all of it is in
      await search.apply({ put, drop }, last ? refresh.sequence : sequence)
    }
    sequence = refresh.sequence
  }
  return sequence
}

async function documentsFor(graph: IndexPorts['graph'], ids: readonly Id[]): Promise<SearchDocument[]> {
  const found = await graph.indexable(ids)
  const wanted = [...found.values()]
  const entities = await entitiesOf(graph, wanted)
  return wanted.flatMap((one) => documentsOf(one, entities.get(one.entity.id)))
}

/** Passages carry what is known of their entity. */
async function entitiesOf(graph: IndexPorts['graph'], wanted: readonly Indexable[]): Promise<Map<Id, IndexableEntity>> {
  const ids = new Set(wanted.filter(({ type }) => type === 'content').map(({ entity }) => entity.id))
  const found = ids.size === 0 ? new Map<Id, Indexable>() : await graph.indexable([...ids])
  return new Map([...found].filter((pair): pair is [Id, IndexableEntity] => pair[1].type === 'entity'))
}

/**
 * Builds the index anew beside the live one and swaps them; then follows what was written meanwhile.
 * @param onProgress told how many records were looked at
 */
export async function reindex(ports: IndexPorts, onProgress?: (records: number) => void): Promise<number> {
  const sequence = await ports.graph.sequence()
  await ports.search.rebuild(everything(ports.graph, onProgress), sequence)
  return follow(ports)
}

async function* everything(graph: IndexPorts['graph'], onProgress?: (records: number) => void): AsyncGenerator<SearchDocument> {
  let records = 0
  for (const type of ['entity', 'content'] as const) {
    for (let after: string | undefined; ;) {
      const page = await graph.scan(type, WHOLE, { first: type === 'entity' ? SLICE : 20, ...(after === undefined ? {} : { after }) })
      yield* await documentsFor(graph, page.items.map(({ id }) => id))
      onProgress?.((records += page.items.length))
      if (!page.hasNextPage) break
      after = page.endCursor
    }
  }
}

/** Milliseconds for which one follower has the index to itself; renewed while it works. */
const HELD = 30_000
/** … and until one that found it taken looks again. */
const WAIT = 100

/**
 * Does work on the index while nobody else does: what a second follower read earlier must not be applied later.
 * @returns undefined when somebody else is at it
 */
async function alone<T>(jobs: JobStore, work: () => Promise<T>): Promise<T | undefined> {
  await jobs.enqueue({ kind: 'index', key: 'log' })
  let lease = await jobs.lease(['index'], HELD)
  if (lease === undefined) return undefined
  const renewing = setInterval(() => {
    jobs.renew(lease!, HELD).then((renewed) => { lease = renewed }, () => {})
  }, HELD / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    // whoever took it over has finished it
    await jobs.complete(lease).catch(() => {})
  }
}

/** As `reindex`, when no follower is at work. */
export async function reindexAlone(ports: IndexPorts, jobs: JobStore, onProgress?: (records: number) => void): Promise<number> {
  for (;;) {
    const sequence = await alone(jobs, () => reindex(ports, onProgress))
    if (sequence !== undefined) return sequence
    await wait(WAIT)
  }
}

/** Milliseconds between two looks at the log: what others wrote is found within a second. */
const PAUSE = 500
/** … and after the index could not be reached. */
const LONGER = 5_000

/** Keeps an index in step while a process runs; one at a time, whoever asks, in whichever process. */
export class Follower {
  readonly #ports: IndexPorts
  readonly #jobs: JobStore
  readonly #failed: (error: unknown) => void
  #running: Promise<number | undefined> | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  /** @param failed told of every failure; it goes on by itself */
  constructor(ports: IndexPorts, jobs: JobStore, failed: (error: unknown) => void) {
    this.#ports = ports
    this.#jobs = jobs
    this.#failed = failed
  }

  start(): void {
    const turn = async (): Promise<void> => {
      let pause = PAUSE
      try {
        await this.catchUp()
      } catch (error) {
        if (!this.#stopped) this.#failed(error)
        pause = LONGER
      }
      if (!this.#stopped) this.#timer = setTimeout(() => void turn(), pause).unref()
    }
    void turn()
  }

  /** When it answers, what was committed before it was called can be found. */
  async catchUp(): Promise<void> {
    const wanted = await this.#ports.graph.sequence()
    while (!this.#stopped && (await this.#ports.search.status()).sequence < wanted) {
      this.#running ??= alone(this.#jobs, () => follow(this.#ports)).finally(() => { this.#running = undefined })
      if (await this.#running === undefined) await wait(WAIT)
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running?.catch(() => {})
  }
}
