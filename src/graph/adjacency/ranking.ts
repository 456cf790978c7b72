import { Best } from './best.ts'
import { compareNodes, ID_WORDS, wordsOf } from '../words.ts'
import type { Snapshot } from './snapshot.ts'
import { compareStrength, strengthOf, type Arrivals } from '../strength.ts'
import type { ConnectorsWalk, Rank } from './types.ts'

export interface Candidate extends Arrivals {
  readonly node: number
  readonly distance: number
}

/** Counts connectors and keeps one page of them, in the order distance, strength, id. */
export class Ranking {
  total = 0
  nearest: number | undefined
  readonly #snapshot: Snapshot
  readonly #kinds = new Uint8Array(256)
  readonly #first: number
  readonly #after: After | undefined
  readonly #page: Best<Candidate>
  /** Those on the page and behind it. */
  #following = 0

  constructor(snapshot: Snapshot, { kinds, first, after }: Pick<ConnectorsWalk, 'kinds' | 'first' | 'after'>) {
    this.#snapshot = snapshot
    for (const kind of kinds) this.#kinds[kind] = 1
    this.#first = first
    this.#after = after && new After(snapshot.ids, after)
    this.#page = new Best(first, (x, y) => x.distance - y.distance || compareStrength(x, y) || compareNodes(snapshot.ids, x.node, y.node))
  }

  offer(node: number, distance: number, one: number, other: number): void {
    if (this.#kinds[this.#snapshot.kinds[node]!] === 0) return
    this.total++
    if (this.nearest === undefined || distance < this.nearest) this.nearest = distance
    if (this.#after?.admits(node, distance, one, other) === false) return
    this.#following++
    // nearly all of many candidates end here, before anything is made of them
    const { worst } = this.#page
    if (worst !== undefined && (distance > worst.distance || (distance === worst.distance && one * other < worst.one * worst.other))) return
    this.#page.add({ node, distance, one, other })
  }

  page(): Candidate[] {
    return this.#page.sorted()
  }

  get hasNextPage(): boolean {
    return this.#following > this.#first
  }
}

/** Lets through what comes after the last row of the page before. */
class After {
  readonly #ids: Uint32Array
  readonly #rank: Rank
  readonly #strength: number
  readonly #words: readonly number[]

  constructor(ids: Uint32Array, rank: Rank) {
    this.#ids = ids
    this.#rank = rank
    this.#strength = Number(rank.strength)
    this.#words = wordsOf(rank.id)
  }

  admits(node: number, distance: number, one: number, other: number): boolean {
    if (distance !== this.#rank.distance) return distance > this.#rank.distance
    // as in `compareStrength`: only what is equal as doubles is multiplied out
    if (one * other !== this.#strength) return one * other < this.#strength
    const exact = strengthOf({ one, other })
    if (exact !== this.#rank.strength) return exact < this.#rank.strength
    for (let word = 0; word < ID_WORDS; word++) {
      const difference = this.#ids[ID_WORDS * node + word]! - this.#words[word]!
      if (difference !== 0) return difference > 0
    }
    return false
  }
}
