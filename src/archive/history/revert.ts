import { hash } from 'node:crypto'
import type { GraphStore } from '../../graph/port.ts'
import { WHOLE, type Audience, type Viewer } from '../../model/audience.ts'
import { MAX_OPERATIONS, type Head, type LoggedChangeset, type Operation, type Origin } from '../../model/changeset.ts'
import { ArchiveError, conflict, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { BatchWriter } from '../batch.ts'
import { Lookup } from '../lookup.ts'
import { standingOn, toldOf, WHY, type Obstacle } from './obstacles.ts'
import { planUndo } from './plan.ts'
import type { Held, Plan, Planning, Unseen } from './planning.ts'
import { tellStewards } from './tell.ts'

export interface RevertOptions {
  readonly actor?: string
  readonly origin?: Origin
  readonly reason?: string
  /** Whoever undoes it: what they cannot see is left as it is, without a word to them. Default: maintenance, all of it. */
  readonly viewer?: Viewer
  /** Whether they may give something back to these readers; default: they may. */
  readonly may?: (audience: Audience) => boolean
  /** All or nothing: refuses where anything stands in the way. Default: what later edits do not hold goes back. */
  readonly whole?: boolean
  /** Only looks: writes nothing. */
  readonly dryRun?: boolean
  readonly onProgress?: (done: number, parts: number) => void
}

export interface RevertReport {
  /** The batch of inverses, or the changeset that did it; absent where nothing was left to undo. */
  readonly batch?: Id
  readonly changeset?: Id
  readonly parts: number
  /** Records taken back, of those that whoever undoes it sees. */
  readonly operations: number
  /** What later edits hold; at most a hundred are named. */
  readonly obstacles: readonly Obstacle[]
  /** How many there are. */
  readonly held: number
}

const MOST_TOLD = 100

/**
 * Undoes a batch, newest part first, as a batch that can itself be resumed and undone. Field by field: what later edits
 * changed again stays, and is told (SEMANTICS 4).
 * @throws NOT_FOUND; CONFLICT where it is undone already, and with `whole` naming what later stands on it
 *   (`details.current`: obstacles)
 */
export async function revertBatch(graph: GraphStore, batch: Id, options: RevertOptions = {}): Promise<RevertReport> {
  const view = (await graph.batches({ id: batch }))[0]
  if (view === undefined) throw notFound(`batch ${batch}`)
  const title = options.reason ?? `撤回：${view.title}`
  const writer = new BatchWriter(graph, { title, actor: options.actor ?? 'revert', origin: options.origin ?? 'cli', input: hash('sha256', `revert\n${batch}`, 'hex'), reverts: batch })
  await writer.resume()
  const begun = writer.parts
  const done = writer.progress?.done
  const sequences = (await graph.partsOf(batch)).sort((a, b) => b - a).filter((sequence) => typeof done !== 'number' || sequence < done)
  const run = new Run(graph, title, view.title, options, () => writer.id)
  const report = await run.all(sequences, async (operations, progress, last) => { await writer.write(operations, progress, last) }, () => writer.progress)
  if (writer.parts === begun && report.operations === 0 && report.held === 0 && (await graph.batches()).some(({ reverts, finished }) => reverts === batch && finished)) {
    throw conflict(`「${view.title}」已經收回了 (the batch is undone already)`, { id: batch })
  }
  return { ...(writer.id === undefined ? {} : { batch: writer.id }), parts: writer.parts, ...report }
}

/** Undoes one changeset by another. @throws as `revertBatch` */
export async function revertChangeset(graph: GraphStore, id: Id, options: RevertOptions = {}): Promise<RevertReport> {
  const changeset = await graph.changeset({ id })
  if (changeset === undefined) throw notFound(`changeset ${id}`)
  const reason = options.reason ?? `撤回：${changeset.reason}`
  const written = newId()
  let parts = 0
  const report = await new Run(graph, reason, changeset.reason, options, () => (parts === 0 ? undefined : written)).all([changeset.sequence], async (operations) => {
    await graph.commit({ id: parts === 0 ? written : newId(), actor: options.actor ?? 'revert', reason, origin: options.origin ?? 'cli', operations, reverts: id })
    parts++
  }, () => undefined)
  return { ...(parts === 0 ? {} : { changeset: written }), parts, ...report }
}

type Write = (operations: readonly Operation[], progress: Readonly<Record<string, unknown>>, last: boolean) => Promise<void>

/** How often what changed meanwhile is looked at again. */
const TURNS = 8

/** A part as it is planned. */
interface Part {
  readonly place: number
  readonly plan: Plan
}

/** A part that is being written. */
interface Under {
  readonly part: Part
  /** What stewards are told with it, and how many more could be told before. */
  readonly telling: ReadonlyMap<number, readonly Unseen[]>
  readonly left: number
  readonly done: Promise<void>
}

/** One run over changesets, the newest first. */
class Run {
  readonly #graph: GraphStore
  readonly #reason: string
  readonly #title: string
  readonly #options: RevertOptions
  /** What it writes, once there is any. */
  readonly #own: () => Id | undefined
  /** Heads that planned parts make, while these are not written. */
  readonly #ahead = new Map<Id, Head>()
  readonly #lookup: Lookup
  readonly #refused = new Map<Id, string>()
  readonly #told = { left: MOST_TOLD }
  #held = new Map<number, readonly Held[]>()
  #operations = 0

  constructor(graph: GraphStore, reason: string, title: string, options: RevertOptions, own: () => Id | undefined) {
    this.#graph = graph
    this.#reason = reason
    this.#title = title
    this.#options = options
    this.#own = own
    this.#lookup = new Lookup({ bearers: (query) => graph.bearers(query), scan: (type, viewer, page) => graph.scan(type, viewer, page), heads: (ids, viewer) => this.#heads(ids, viewer) })
  }

  async all(sequences: readonly number[], write: Write, progress: () => Readonly<Record<string, unknown>> | undefined): Promise<Pick<RevertReport, 'operations' | 'obstacles' | 'held'>> {
    const { viewer = WHOLE, dryRun = false, whole = false } = this.#options
    const standing = await standingOn(this.#graph, sequences, await this.#graph.sequence(), this.#own(), viewer)
    const stays = (): Map<Id, Held> => new Map([...standing.on].map(([id, head]) => [id, { head, why: head.mergedInto === id ? WHY.into : WHY.refers, parts: [] }]))
    if (whole || dryRun) {
      await this.#pass(sequences, stays(), undefined, progress)
      if (whole) await this.#refuse(viewer)
      if (dryRun) return this.#report(viewer)
    }
    this.#held = new Map()
    this.#operations = 0
    await this.#pass(sequences, stays(), write, progress, standing.hidden)
    return this.#report(viewer)
  }

  async #report(viewer: Viewer): Promise<Pick<RevertReport, 'operations' | 'obstacles' | 'held'>> {
    const held = this.#allHeld()
    return { operations: this.#operations, obstacles: await toldOf(this.#graph, viewer, held, MOST_TOLD, this.#own()), held: held.length }
  }

  /** Each record once, that which stands on several too. */
  #allHeld(): Held[] {
    return [...new Map([...this.#held.values()].flat().map((held) => [`${held.head.id} ${held.why}`, held])).values()]
  }

  async #refuse(viewer: Viewer): Promise<void> {
    const held = this.#allHeld()
    if (held.length === 0) return
    const found = await toldOf(this.#graph, viewer, held, 10)
    const [{ name, by, at, why }] = found as [Obstacle]
    throw conflict(`「${this.#title}」不能撤回：「${name}」${why}，${by}，${new Date(at).toISOString().slice(0, 10)}${held.length > 1 ? `，另有 ${held.length - 1} 項` : ''} (something later stands on it)`, found)
  }

  /**
   * Plans part after part, and writes each while the next is planned. Nothing is written where `write` is absent.
   * @param hidden what whoever undoes it cannot see and what loses what it leads to: its stewards are told with the first part
   */
  async #pass(sequences: readonly number[], stays: Map<Id, Held>, write: Write | undefined, progress: () => Readonly<Record<string, unknown>> | undefined, hidden: readonly Head[] = []): Promise<void> {
    let under: Under | undefined
    /** What stewards are to be told with the next part, by where it was found. */
    let unseen = new Map<number, readonly Unseen[]>([[-1, hidden.map((head) => ({ head, back: { stand: [] } }))]])
    let attempts = 0
    /** Whether what is written does not say that it is the last. */
    let isOpen = progress() !== undefined
    const writing: Write = async (operations, progress, last) => {
      await write!(operations, progress, last)
      isOpen = !last
    }
    const tell = (): Promise<Operation[]> => tellStewards(this.#graph, [...unseen.values()].flat(), this.#title, this.#told)
    /** Waits for what is being written. @returns where to begin again, if it could not be */
    const settled = async (): Promise<number | undefined> => {
      if (under === undefined) return undefined
      const { part, telling, left, done } = under
      under = undefined
      try {
        await done
        attempts = 0
        for (const [id, head] of part.plan.heads) if (this.#ahead.get(id) === head) this.#ahead.delete(id)
        return undefined
      } catch (error) {
        this.#unwritten(error, ++attempts)
        this.#ahead.clear()
        this.#lookup.forget()
        unseen = new Map(telling)
        this.#told.left = left
        return part.place
      }
    }
    const begin = async (part: Part): Promise<number | undefined> => {
      const again = await settled()
      if (again !== undefined) return again
      const { left } = this.#told
      const done = this.#write(writing, part, await tell(), sequences, progress)
      done.catch(() => {})
      under = { part, telling: unseen, left, done }
      unseen = new Map()
      // what is joined by rule is found in what is written
      return part.plan.puts ? settled() : undefined
    }
    for (let i = 0; ;) {
      if (i === sequences.length) {
        const again = await settled()
        if (again === undefined) break
        i = again
        continue
      }
      const plan: Plan = await this.#plan((await this.#graph.changeset({ sequence: sequences[i]! }))!, stays)
      this.#held.set(i, plan.held)
      unseen.set(i, plan.unseen)
      this.#options.onProgress?.(i + 1, sequences.length)
      const part = { place: i++, plan }
      if (plan.operations.length === 0) continue
      for (const [id, head] of plan.heads) this.#ahead.set(id, head)
      this.#lookup.forget()
      if (write === undefined) this.#operations += plan.taken
      else i = await begin(part) ?? i
    }
    this.#ahead.clear()
    if (write === undefined) return
    const operations = await tell()
    // of the earliest parts nothing was left to take back: what was written has to end all the same
    if (isOpen) await writing(operations, { done: sequences.at(-1) ?? 0 }, true)
    // nothing was taken back that they could see: that is no undoing, but the stewards are told
    else if (operations.length > 0) await this.#graph.commit({ id: newId(), actor: this.#options.actor ?? 'revert', reason: this.#reason, origin: this.#options.origin ?? 'cli', operations })
  }

  async #plan(changeset: LoggedChangeset, stays: Map<Id, Held>): Promise<Plan> {
    const { viewer = WHOLE, may = () => true, dryRun = false } = this.#options
    const planning: Planning = {
      graph: { heads: (ids, asking) => this.#heads(ids, asking), history: (id, asking, page) => this.#graph.history(id, asking, page), changeset: (key) => this.#graph.changeset(key), relationsById: (ids, asking) => this.#graph.relationsById(ids, asking), entities: (ids, asking) => this.#graph.entities(ids, asking) },
      lookup: this.#lookup, foresee: (heads) => { for (const [id, head] of heads) this.#ahead.set(id, head) }, viewer, may, reason: this.#reason, stays, refused: this.#refused, joins: !dryRun,
    }
    return planUndo(planning, changeset)
  }

  /** As they will be once what is planned is written. */
  async #heads(ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
    if (this.#ahead.size === 0) return this.#graph.heads(ids, viewer)
    // whoever sees the whole sees what is planned, too
    const heads = await this.#graph.heads(viewer.whole === true ? ids.filter((id) => !this.#ahead.has(id)) : ids, viewer)
    for (const id of viewer.whole === true ? ids : heads.keys()) if (this.#ahead.has(id)) heads.set(id, this.#ahead.get(id)!)
    return heads
  }

  async #write(write: Write, { place, plan }: Part, telling: readonly Operation[], sequences: readonly number[], progress: () => Readonly<Record<string, unknown>> | undefined): Promise<void> {
    const operations = [...plan.operations, ...telling]
    for (let from = 0; from < operations.length; from += MAX_OPERATIONS) {
      const isWhole = from + MAX_OPERATIONS >= operations.length
      await write(operations.slice(from, from + MAX_OPERATIONS), isWhole ? { done: sequences[place]! } : (progress() ?? {}), isWhole && place === sequences.length - 1)
    }
    this.#operations += plan.taken
  }

  /** Whether it may be tried again: as things stand now, or without what the archive refuses. @throws the error itself */
  #unwritten(error: unknown, attempt: number): void {
    if (!(error instanceof ArchiveError) || attempt > TURNS + this.#refused.size) throw error
    if (error.code === 'CONFLICT' && error.details.record === undefined) return
    const { record } = error.details
    if (record === undefined || this.#refused.has(record)) throw error
    this.#refused.set(record, error.message)
  }
}

