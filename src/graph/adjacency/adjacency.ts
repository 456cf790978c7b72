import { availableParallelism } from 'node:os'
import { unavailable } from '../../model/errors.ts'
import { Keeper } from './keeping.ts'
import type { Answered, Question, Sent } from './messages.ts'
import { Pool } from './pool.ts'
import { bytesOf, type Snapshot } from './snapshot.ts'
import type { Adjacency, AdjacencyOptions, AdjacencyStats, AmongWalk, Cleared, ConnectorsWalk, PathsWalk, ProjectWalk, RingsWalk, StepsWalk, WalkedAmong, WalkedConnectors, WalkedPaths, WalkedProjection, WalkedRings, WalkedSteps } from './types.ts'

const TIME_LIMIT = 20_000
/** Also on two processors: with one walker a long question would keep everybody waiting. */
const MIN_WALKERS = 2
/** Viewers whose flags are remembered; a community has hundreds of members, but they share their protocols. */
const REMEMBERED = 500

export function openAdjacency({ loader, path, walkers = Math.max(MIN_WALKERS, availableParallelism() - 1), timeLimit = TIME_LIMIT }: AdjacencyOptions): Adjacency {
  return new Shared(new Keeper({ loader: loader.href, path }), new Pool(walkers, timeLimit))
}

class Shared implements Adjacency {
  readonly #keeper: Keeper
  readonly #pool: Pool
  readonly #flags = new Map<string, Uint8Array>()
  #snapshot: Snapshot | undefined
  #catchingUp: Promise<void> | undefined
  /** Whether a question has asked for sources. */
  #grounds = false
  #closed = false

  constructor(keeper: Keeper, pool: Pool) {
    this.#keeper = keeper
    this.#pool = pool
  }

  async ready(sequence: number, grounds = false): Promise<number> {
    this.#grounds ||= grounds
    const behind = (): boolean => this.#snapshot === undefined || this.#snapshot.sequence < sequence || (grounds && this.#snapshot.grounds === undefined)
    // one that runs already may have begun before that sequence was there, or before sources were asked for
    if (behind() && this.#catchingUp !== undefined) await this.#catchingUp
    if (behind()) await (this.#catchingUp ??= this.#catchUp(false))
    if (behind()) throw unavailable('the graph')
    return this.#snapshot!.sequence
  }

  async rebuild(): Promise<number> {
    while (this.#catchingUp !== undefined) await this.#catchingUp.catch(() => {})
    await (this.#catchingUp = this.#catchUp(true))
    return this.#snapshot!.sequence
  }

  async connectors(walk: ConnectorsWalk, signal?: AbortSignal): Promise<WalkedConnectors> {
    return (await this.#ask({ what: 'connectors', walk: this.#sent(walk) }, signal)) as WalkedConnectors
  }

  async paths(walk: PathsWalk, signal?: AbortSignal): Promise<WalkedPaths> {
    return (await this.#ask({ what: 'paths', walk: this.#sent(walk) }, signal)) as WalkedPaths
  }

  async rings(walk: RingsWalk, signal?: AbortSignal): Promise<WalkedRings> {
    return (await this.#ask({ what: 'rings', walk: this.#sent(walk) }, signal)) as WalkedRings
  }

  async project(walk: ProjectWalk, signal?: AbortSignal): Promise<WalkedProjection> {
    return (await this.#ask({ what: 'project', walk: this.#sent(walk) }, signal)) as WalkedProjection
  }

  async steps(walk: StepsWalk, signal?: AbortSignal): Promise<WalkedSteps> {
    return (await this.#ask({ what: 'steps', walk: this.#sent(walk) }, signal)) as WalkedSteps
  }

  async among(walk: AmongWalk, signal?: AbortSignal): Promise<WalkedAmong> {
    return (await this.#ask({ what: 'among', walk: this.#sent(walk) }, signal)) as WalkedAmong
  }

  stats(): AdjacencyStats {
    const snapshot = this.#snapshot
    if (snapshot === undefined) return { sequence: 0, nodes: 0, edges: 0, bytes: 0 }
    const { sequence, nodes, edges } = snapshot
    return { sequence, nodes, edges, bytes: bytesOf(snapshot) }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#snapshot = undefined
    await Promise.all([this.#keeper.close(), this.#pool.close()])
  }

  async #ask(question: Question, signal?: AbortSignal): Promise<Answered> {
    if (this.#snapshot === undefined) throw unavailable('the graph')
    return this.#pool.ask(question, signal)
  }

  async #catchUp(anew: boolean): Promise<void> {
    if (this.#closed) throw unavailable('the graph')
    // to read what relations rest on takes seconds in a large archive: nobody waits for that who did not ask for it
    const grounding = this.#grounds && this.#snapshot?.grounds === undefined
    const inPlace = !anew && !grounding && !this.#pool.busy
    if (inPlace) this.#pool.hold()
    try {
      const snapshot = await this.#keeper.catchUp({ anew, inPlace, grounds: this.#grounds })
      this.#snapshot = snapshot
      this.#pool.show(snapshot)
    } catch (error) {
      // what is there may be half changed
      if (inPlace) this.#snapshot = undefined
      if (inPlace) this.#pool.dismiss(error)
      throw error
    } finally {
      this.#catchingUp = undefined
    }
  }

  #sent<Walk extends { readonly cleared: Cleared }>(walk: Walk): Sent<Walk> {
    const { key } = walk.cleared
    const count = this.#snapshot?.clearances ?? 0
    let flags = this.#flags.get(key)
    if (flags === undefined || flags.length < count) {
      if (this.#flags.size >= REMEMBERED) this.#flags.clear()
      flags = new Uint8Array(new SharedArrayBuffer(count))
      flags.set(walk.cleared.flags(count).subarray(0, count))
      this.#flags.set(key, flags)
    }
    return { ...walk, cleared: { key, flags } }
  }
}
