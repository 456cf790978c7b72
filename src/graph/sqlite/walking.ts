import { setTimeout as wait } from 'node:timers/promises'
import type { Viewer } from '../../model/audience.ts'
import { unavailable } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { openAdjacency, type Adjacency } from '../adjacency/index.ts'
import type { WalkFilter } from '../adjacency/types.ts'
import type { WalkFilter as Asked } from '../port.ts'
import { Turns, type Reader } from './reader.ts'
import type { Sight } from './viewers.ts'

/** An answer shows what the log held when the graph was walked. How often to walk again when just that was changed meanwhile. */
const ATTEMPTS = 20

/** Thrown while an answer is put together: what was walked is not what stands now. */
class Moved extends Error {}

/** One attempt at a question: everything read for it is as it was at the sequence that was walked. */
export class Walked {
  readonly #reader: Reader
  readonly #viewer: Viewer
  readonly #epoch: number
  readonly #sequence: number
  readonly #signal: AbortSignal | undefined
  readonly turns = new Turns()

  constructor(reader: Reader, viewer: Viewer, epoch: number, sequence: number, signal: AbortSignal | undefined) {
    this.#reader = reader
    this.#viewer = viewer
    this.#epoch = epoch
    this.#sequence = sequence
    this.#signal = signal
  }

  /**
   * Reads a part of the answer. Parts may be read one after another, with others writing in between:
   * each tells the newest sequence that changed what it read, and that must not be after the walk.
   * @param work undefined when something that was walked is not there any more
   */
  async part<T>(work: (sight: Sight) => { readonly value: T; readonly changed: number } | undefined): Promise<T> {
    await this.turns.next()
    this.#signal?.throwIfAborted()
    const part = this.#reader.as(this.#viewer, work)
    if (part === undefined || this.#reader.epoch !== this.#epoch || part.changed > this.#sequence) throw new Moved()
    return part.value
  }
}

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
   * @param walk asks the adjacency
   * @param answer puts the answer together out of what was walked
   * @returns undefined when one of the two ends is not an entity of this archive
   * @throws UNAVAILABLE when the log changes so fast that no answer holds
   */
  async ask<W extends { readonly sequence: number }, T>(
    asked: Asked, ends: readonly [Id, Id], viewer: Viewer, signal: AbortSignal | undefined,
    walk: (adjacency: Adjacency, filter: WalkFilter, nodes: readonly [number, number]) => Promise<W>,
    answer: (result: W, walked: Walked) => Promise<T>,
  ): Promise<T | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const start = this.#reader.as(viewer, (sight) => ({ sight, nodes: this.#nodes(ends), types: this.#types(asked.types) }))
      const [sequence, epoch] = [this.#reader.sequence(), this.#reader.epoch]
      const [one, other] = start.nodes
      if (one === undefined || other === undefined) return undefined
      const adjacency = await this.#ready(sequence, epoch)
      const filter: WalkFilter = {
        types: start.types, includeProposed: asked.includeProposed, cleared: { key: `${epoch} ${start.sight.key}`, flags: (count) => start.sight.flags(count) },
        ...(asked.asOf && { asOf: asked.asOf }),
      }
      const result = await walk(adjacency, filter, [one, other])
      try {
        return await answer(result, new Walked(this.#reader, viewer, epoch, result.sequence, signal))
      } catch (error) {
        if (!(error instanceof Moved)) throw error
      }
      await wait(attempt)
    }
    throw unavailable('the answer', undefined, 1)
  }

  async close(): Promise<void> {
    await this.#adjacency?.close()
  }

  async #ready(sequence: number, epoch: number): Promise<Adjacency> {
    if (this.#adjacency === undefined) {
      this.#adjacency = openAdjacency({ loader: new URL('./loader.ts', import.meta.url), path: this.#path, ...(this.#walkers === undefined ? {} : { walkers: this.#walkers }) })
      this.#built = epoch
    }
    if (this.#built !== epoch) {
      this.#built = epoch
      this.#rebuilding = this.#adjacency.rebuild()
    }
    await this.#rebuilding
    await this.#adjacency.ready(sequence)
    return this.#adjacency
  }

  #nodes(ends: readonly [Id, Id]): [number | undefined, number | undefined] {
    const node = (id: Id): number | undefined => this.#reader.connection.row<[number]>('SELECT node FROM entity WHERE id = ?', id)?.[0]
    return [node(ends[0]), node(ends[1])]
  }

  /** A type that no relation has yet has no number, and nothing to walk. */
  #types(types: readonly string[]): number[] {
    return types.flatMap((type) => this.#reader.types.find(type) ?? [])
  }
}
