import type { Turns } from '../../graph/turns.ts'
import type { Id } from '../../model/ids.ts'
import type { Rank } from '../ranked.ts'
import type { Counted, CountedTie, Dimension, Key } from './dimensions.ts'

/** Examples of a row. */
const SAMPLE = 3

export interface Example {
  readonly id: Id
  /** The relation it is counted for; undefined where that is no relation. */
  readonly tie: CountedTie | undefined
}

export interface TallyRow {
  /** One for each dimension; undefined: nothing is known (未記). */
  readonly keys: readonly (Key | undefined)[]
  readonly count: number
  readonly possible: number
  readonly examples: readonly Example[]
  readonly rank: Rank
}

interface Cell {
  readonly keys: readonly (Key | undefined)[]
  count: number
  possible: number
  readonly examples: Example[]
}

/** Counts entities that come in the order of ids. */
export class Tally {
  readonly #dimensions: readonly Dimension[]
  readonly #cells = new Map<string, Cell>()
  /** For each dimension: how many stand under a key. */
  readonly #under: readonly Map<string, number>[]
  total = 0
  possible = 0
  /** Of all rows together. */
  counts = 0
  /** Some row has a key that is not known. */
  hasUnknown = false

  constructor(dimensions: readonly Dimension[]) {
    this.#dimensions = dimensions
    this.#under = dimensions.map(() => new Map())
  }

  /**
   * In turns with others' work: a hub stands under thousands of keys.
   * @param isPossible whether it may as well not be among those counted
   */
  async add(one: Counted, isPossible: boolean, turns: Turns): Promise<void> {
    this.total++
    if (isPossible) this.possible++
    const seen = new Set<string>()
    const under = this.#dimensions.map(() => new Set<string>())
    for (const tie of one.ties.length === 0 ? [undefined] : one.ties) {
      if (turns.isOver) await turns.next()
      const keys = this.#dimensions.map((dimension) => dimension.key(one, tie))
      const id = idOf(keys)
      if (seen.has(id)) continue
      seen.add(id)
      for (const [i, key] of keys.entries()) under[i]!.add(idOf([key]))
      let cell = this.#cells.get(id)
      if (cell === undefined) this.#cells.set(id, (cell = { keys, count: 0, possible: 0, examples: [] }))
      cell.count++
      this.counts++
      if (keys.includes(undefined)) this.hasUnknown = true
      if (isPossible || keys.some((key) => key?.possible === true)) cell.possible++
      if (cell.examples.length < SAMPLE) cell.examples.push({ id: one.id, tie: tie ?? one.admittedBy })
    }
    for (const [i, ids] of under.entries()) for (const id of ids) this.#under[i]!.set(id, (this.#under[i]!.get(id) ?? 0) + 1)
  }

  /** Made one by one: they may be as many as are counted. */
  get rows(): Iterable<TallyRow> {
    return this.#cells.values().map((cell) => ({ ...cell, rank: cell.keys.flatMap((key, i) => this.#rank(key, i)) }))
  }

  /** Empty keys last; years as they follow each other, else the larger number first. */
  #rank(key: Key | undefined, dimension: number): Rank {
    const many = this.#under[dimension]!.get(idOf([key]))!
    if (key === undefined) return [1, 0, 0, '']
    return key.rank === undefined ? [0, -many, 0, key.id] : [0, Number(key.rank[0]), Number(key.rank[1]), key.id]
  }
}

const idOf = (keys: readonly (Key | undefined)[]): string => JSON.stringify(keys.map((key) => key?.id ?? null))
