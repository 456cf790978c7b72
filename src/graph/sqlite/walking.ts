import { setTimeout as wait } from 'node:timers/promises'
import type { Viewer } from '../../model/audience.ts'
import { unavailable } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { openAdjacency, type Adjacency } from '../adjacency/index.ts'
import type { WalkFilter } from '../adjacency/types.ts'
import type { WalkFilter as Asked } from '../port.ts'
import { sought } from './ids.ts'
import { Reader } from './reader.ts'
import { Moved, Walked } from './walked.ts'

/** An answer shows what the log held when the graph was walked. How often to walk again when just that was changed meanwhile. */
const ATTEMPTS = 30
/** After so many, what is read is held still beforehand: that costs a connection, and keeps the journal from being emptied. */
const IN_PASSING = 3

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
      const held = attempt < IN_PASSING ? undefined : this.#hold()
      try {
        return await this.#attempt(held ?? this.#reader, asked, ends, viewer, signal, walk, answer)
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
    reader: Reader, asked: Asked, ends: readonly [Id, Id], viewer: Viewer, signal: AbortSignal | undefined,
    walk: (adjacency: Adjacency, filter: WalkFilter, nodes: readonly [number, number]) => Promise<W>,
    answer: (result: W, walked: Walked) => Promise<T>,
  ): Promise<T | undefined> {
    const { sight, types, nodes: [one, other] } = reader.as(viewer, (seeing) => ({ sight: seeing, nodes: nodesOf(reader, ends), types: typesOf(reader, asked.types) }))
    const [sequence, epoch] = [reader.sequence(), reader.epoch]
    if (one === undefined || other === undefined) return undefined
    const adjacency = await this.#ready(sequence, epoch)
    const filter: WalkFilter = {
      types, includeProposed: asked.includeProposed, cleared: { key: `${epoch} ${sight.key}`, flags: (count) => sight.flags(count) },
      ...(asked.asOf && { asOf: asked.asOf }),
    }
    const result = await walk(adjacency, filter, [one, other])
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
}

function nodesOf(reader: Reader, ends: readonly [Id, Id]): [number | undefined, number | undefined] {
  const node = (id: Id): number | undefined => reader.connection.row<[number]>('SELECT node FROM entity WHERE bytes = ?', sought(id))?.[0]
  return [node(ends[0]), node(ends[1])]
}

/** A type that no relation has yet has no number, and nothing to walk. */
const typesOf = (reader: Reader, types: readonly string[]): number[] => types.flatMap((type) => reader.types.find(type) ?? [])
