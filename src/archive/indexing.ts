import { setTimeout as wait } from 'node:timers/promises'
import type { GraphStore, Indexable, IndexableEntity } from '../graph/port.ts'
import { refreshes } from '../graph/refresh.ts'
import { WHOLE } from '../model/audience.ts'
import { ArchiveError, conflict } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import type { JobStore } from '../jobs/port.ts'
import type { SearchDocument, SearchStatus, SearchStore } from '../search/port.ts'
import { ANALYSIS } from '../search/text/index.ts'
import { documentsOf } from './index-documents.ts'
import { pages } from '../graph/every.ts'

export interface IndexPorts {
  readonly graph: Pick<GraphStore, 'replay' | 'companions' | 'indexable' | 'scan' | 'sequence' | 'changeset'>
  readonly search: Pick<SearchStore, 'apply' | 'rebuild' | 'status'>
}

/** Records looked at together, and while following, where they may be whole books. */
const [SLICE, FEW] = [500, 50]
/** Documents handed over at once: copying them to the store holds the process. */
const PART = 200

/** Throws when the work has to stop, because it is somebody else's by now. */
type StillMine = () => void

/**
 * Brings the index in step with the log. What it applies is what the archive says at that moment, so a
 * follower that was overtaken only does work twice; two of them at once must not be (see `jobs/`).
 * An index of another log (after a restore) or of another analysis is built anew.
 * @returns the sequence the index then follows up to
 * @throws UNAVAILABLE when either store cannot be reached; what was applied until then stays
 * @throws CONFLICT when somebody else moved the index meanwhile
 */
export async function follow({ graph, search }: IndexPorts, stillMine: StillMine = () => {}): Promise<number> {
  const status = await search.status()
  let { sequence } = status
  // an empty index is quicker built from what stands than from all that ever happened
  if (sequence === 0 || status.analysis !== ANALYSIS || !await isOfThisLog(graph, status)) {
    sequence = await graph.sequence()
    if (sequence > 0 || status.sequence > 0) await build({ graph, search }, sequence, stillMine)
  }
  for await (const refresh of refreshes(graph, sequence)) {
    for (let i = 0; i < refresh.ids.length || i === 0; i += FEW) {
      const ids = refresh.ids.slice(i, i + FEW)
      const last = i + FEW >= refresh.ids.length
      const put = await documentsFor(graph, ids)
      const standing = new Set(put.map(({ id }) => id))
      // also a content whose passages stand: it may have had more of them
      let drop = ids.filter((id) => !standing.has(id))
      for (let from = 0; from < put.length || from === 0; from += PART) {
        stillMine()
        const changes = { put: put.slice(from, from + PART), drop }
        // the sequence is reached only when all of it is in
        if (last && from + PART >= put.length) await search.apply({ ...changes, erase: refresh.redacted }, refresh.sequence, { anchor: refresh.anchor, from: sequence })
        else await search.apply(changes, sequence, { from: sequence })
        drop = []
      }
    }
    sequence = refresh.sequence
  }
  return sequence
}

/** Whether the index was made by the log that is there now: an archive that was restored, or is another, has other changesets. */
async function isOfThisLog(graph: IndexPorts['graph'], { sequence, anchor }: SearchStatus): Promise<boolean> {
  return anchor !== undefined && (await graph.changeset({ sequence }))?.id === anchor
}

async function build({ graph, search }: IndexPorts, sequence: number, stillMine: StillMine, onProgress?: (records: number) => void): Promise<void> {
  const anchor = sequence === 0 ? undefined : (await graph.changeset({ sequence }))?.id
  await search.rebuild(everything(graph, stillMine, onProgress), sequence, anchor)
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
export async function reindex(ports: IndexPorts, onProgress?: (records: number) => void, stillMine: StillMine = () => {}): Promise<number> {
  await build(ports, await ports.graph.sequence(), stillMine, onProgress)
  return follow(ports, stillMine)
}

async function* everything(graph: IndexPorts['graph'], stillMine: StillMine, onProgress?: (records: number) => void): AsyncGenerator<SearchDocument> {
  let records = 0
  for (const type of ['entity', 'content'] as const) {
    for await (const heads of pages((page) => graph.scan(type, WHOLE, page), type === 'entity' ? SLICE : 20)) {
      yield* await documentsFor(graph, heads.map(({ id }) => id))
      stillMine()
      onProgress?.((records += heads.length))
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
 * @throws CONFLICT when it became somebody else's
 */
async function alone<T>(jobs: JobStore, work: (stillMine: StillMine) => Promise<T>): Promise<T | undefined> {
  await jobs.enqueue({ kind: 'index', key: 'log' })
  let lease = await jobs.lease(['index'], HELD)
  if (lease === undefined) return undefined
  let lost = false
  const renewing = setInterval(() => {
    jobs.renew(lease!, HELD).then((renewed) => { lease = renewed }, () => { lost = true })
  }, HELD / 3)
  try {
    return await work(() => {
      // where the process stood still, nothing was renewed
      if (lost || Date.now() >= lease!.until) throw conflict('somebody else may be at the index', { kind: 'index' })
    })
  } finally {
    clearInterval(renewing)
    // whoever took it over has finished it
    await jobs.complete(lease).catch(() => {})
  }
}

/** As `reindex`, when no follower is at work. */
export async function reindexAlone(ports: IndexPorts, jobs: JobStore, onProgress?: (records: number) => void): Promise<number> {
  for (;;) {
    const sequence = await alone(jobs, (stillMine) => reindex(ports, onProgress, stillMine))
    if (sequence !== undefined) return sequence
    await wait(WAIT)
  }
}

/** Somebody else took over: then it is his to finish. */
function overtaken(error: unknown): undefined {
  if (!(error instanceof ArchiveError && error.code === 'CONFLICT')) throw error
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
  /** A place of the index that is one of this log. */
  #known: string | undefined

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
    while (!this.#stopped && !await this.#isInStep(wanted)) {
      this.#running ??= alone(this.#jobs, (stillMine) => follow(this.#ports, stillMine)).catch(overtaken).finally(() => { this.#running = undefined })
      if (await this.#running === undefined) await wait(WAIT)
    }
  }

  async #isInStep(wanted: number): Promise<boolean> {
    const status = await this.#ports.search.status()
    if (status.sequence < wanted || status.analysis !== ANALYSIS) return false
    // looked up once for every place: an index that is at rest costs the archive nothing
    const place = `${status.sequence} ${status.anchor}`
    if (status.sequence === 0 || place === this.#known) return true
    if (!await isOfThisLog(this.#ports.graph, status)) return false
    this.#known = place
    return true
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running?.catch(() => {})
  }
}
