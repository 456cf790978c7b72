import { setTimeout as wait } from 'node:timers/promises'
import type { Viewer } from '../../model/audience.ts'
import { unavailable } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { openAdjacency, type Adjacency } from '../adjacency/index.ts'
import type { WalkFilter } from '../adjacency/types.ts'
import type { WalkFilter as Asked } from '../port.ts'
import { AMONG, listOf } from './ids.ts'
import { Reader } from './reader.ts'
import { Turns } from '../turns.ts'
import { Moved, Walked } from './walked.ts'

/** An answer shows what the log held when the graph was walked. How often to walk again when just that was changed meanwhile. */
const ATTEMPTS = 30
/** After so many, what is read is held still beforehand: that costs a connection, and keeps the journal from being emptied. */
const IN_PASSING = 3

/** Asks the graph in memory, or says that there is nothing to ask. `ready` brings it up to date: once what is asked for is there. `reader` is what the answer will be read with. */
export type Walk<W> = (ready: () => Promise<Adjacency>, filter: WalkFilter, nodes: readonly number[], reader: Reader) => Promise<W | undefined>

/** The graph in memory, asked on behalf of viewers. It is built when the first question comes. */
export class Walking {
  readonly #reader: Reader
  readonly #path: string
  readonly #walkers: number | undefined
  #adjacency: Adjacency | undefined
  /** Under which epoch's numbers it was built. */
  #built = 0
  #rebuilding: Promise<unknown> | undefined

  constructor(reader: Reader, path: string, walkers: number | undefined) {
    this.#reader = reader
    this.#path = path
    this.#walkers = walkers
  }

  /**
   * @param ids of entities that the question is about
   * @param walk asks the adjacency; its third argument is their nodes, -1 for what is not an entity of this archive
   * @param answer puts the answer together out of what was walked
   * @returns undefined when there is nothing to walk for: `walk` said so
   * @throws UNAVAILABLE when the log changes so fast that no answer holds
   */
  async ask<W extends { readonly sequence: number }, T>(
    asked: Asked, ids: readonly Id[], viewer: Viewer, signal: AbortSignal | undefined, walk: Walk<W>,
    answer: (result: W, walked: Walked) => Promise<T>,
  ): Promise<T | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const held = attempt < IN_PASSING ? undefined : this.#hold()
      try {
        return await this.#attempt(held ?? this.#reader, asked, ids, viewer, signal, walk, answer)
      } catch (error) {
        if (!(error instanceof Moved)) throw error
      } finally {
        held?.close()
      }
      await wait(attempt)
    }
    throw unavailable('the answer', undefined, 1)
  }

  async #attempt<W extends { readonly sequence: number }, T>(
    reader: Reader, asked: Asked, ids: readonly Id[], viewer: Viewer, signal: AbortSignal | undefined, walk: Walk<W>,
    answer: (result: W, walked: Walked) => Promise<T>,
  ): Promise<T | undefined> {
    const { onlySources, withoutSources, avoid, includeProposed, includeDeprecated, asOf } = asked
    const found = await nodesOf(reader, [...ids, ...(onlySources ?? []), ...(withoutSources ?? []), ...(avoid ?? [])], signal)
    const { sight, types } = reader.as(viewer, (seeing) => ({ sight: seeing, types: asked.types.flatMap((type) => reader.types.find(type) ?? []) }))
    const [sequence, epoch] = [reader.sequence(), reader.epoch]
    if (found.epoch !== epoch) throw new Moved()
    const known = (list: readonly Id[]): number[] => list.flatMap((id) => found.nodes.get(id) ?? [])
    const filter: WalkFilter = {
      types, includeProposed, cleared: { key: `${epoch} ${sight.key}`, flags: (count) => sight.flags(count) },
      ...(asOf && { asOf }), ...(includeDeprecated === undefined ? {} : { includeDeprecated }),
      ...(onlySources && { onlySources: known(onlySources) }), ...(withoutSources && { withoutSources: known(withoutSources) }), ...(avoid && { avoid: known(avoid) }),
    }
    const sourced = onlySources !== undefined || withoutSources !== undefined
    const result = await walk(() => this.#ready(sequence, epoch, sourced), filter, ids.map((id) => found.nodes.get(id) ?? -1), reader)
    if (result === undefined) return undefined
    // what is held still is older than what was walked: it may lack it
    if (reader !== this.#reader && result.sequence !== sequence) throw new Moved()
    return answer(result, new Walked(reader, viewer, epoch, result.sequence, signal))
  }

  #hold(): Reader {
    const held = new Reader(this.#path)
    held.connection.exec('BEGIN')
    return held
  }

  async close(): Promise<void> {
    await this.#adjacency?.close()
  }

  async #ready(sequence: number, epoch: number, sourced: boolean): Promise<Adjacency> {
    if (this.#adjacency === undefined) {
      this.#adjacency = openAdjacency({ loader: new URL('./loader.ts', import.meta.url), path: this.#path, ...(this.#walkers === undefined ? {} : { walkers: this.#walkers }) })
      this.#built = epoch
    }
    if (this.#built !== epoch) {
      this.#built = epoch
      this.#rebuilding = this.#adjacency.rebuild()
    }
    await this.#rebuilding
    await this.#adjacency.ready(sequence, sourced)
    return this.#adjacency
  }
}

/** Ids looked up in one go: a millisecond. */
const CHUNK = 500

/** Entities in the numbers of the file, and the epoch of these. What the archive does not have is left out: a source nobody knows. */
async function nodesOf(reader: Reader, ids: readonly Id[], signal: AbortSignal | undefined): Promise<{ readonly nodes: ReadonlyMap<Id, number>; readonly epoch: number }> {
  const [nodes, turns] = [new Map<Id, number>(), new Turns(signal)]
  // also where nothing is looked up: what was written meanwhile is noticed
  reader.sequence()
  const { epoch } = reader
  for (let at = 0; at < ids.length; at += CHUNK) {
    await turns.next()
    for (const [id, node] of reader.connection.rows<[Id, number]>(NODES, listOf(ids.slice(at, at + CHUNK)))) nodes.set(id, node)
  }
  return { nodes, epoch }
}

const NODES = `SELECT id, node FROM entity WHERE bytes ${AMONG}`
