import type { State } from './state.ts'
import { clearedForAll } from './viewers.ts'

/** A document as a list names it. */
export interface Place {
  readonly key: string
  readonly entity: string
  /** Of its text, about. */
  readonly length: number
}

/** Documents that hold a token, by a filter: all of them, or the first so many. */
export interface Listing {
  readonly total: number
  readonly places: readonly Place[]
}

/** Lists kept in memory, and places over all of them: about 100 MB. */
const [LISTS, ROOM] = [200_000, 1_000_000]

/** What has been learnt about the index at one sequence; thrown away when the log moves. */
export class Snapshot {
  readonly version: string
  readonly clearances: readonly string[]
  /** Of what everyone may read. */
  readonly filter: string
  size: { readonly documents: number; readonly averageLength: number } | undefined
  readonly #lists = new Map<string, Listing>()
  readonly #values = new Map<string, boolean>()
  #room = ROOM

  constructor(state: State) {
    this.version = versionOf(state)
    this.clearances = state.clearances
    this.filter = clearedForAll(state.clearances)
  }

  list(filter: string, token: string): Listing | undefined {
    return this.#lists.get(`${filter}\n${token}`)
  }

  /** Of what everyone may read: whether a field has a value somewhere; undefined when that was not asked yet. */
  has(field: string, value: string): boolean | undefined {
    return this.#values.get(`${field}\n${value}`)
  }

  tell(field: string, value: string, has: boolean): void {
    if (this.#values.size >= LISTS) this.#values.clear()
    this.#values.set(`${field}\n${value}`, has)
  }

  keep(filter: string, token: string, listing: Listing): void {
    this.#room -= listing.places.length
    if (this.#room < 0 || this.#lists.size >= LISTS) {
      this.#lists.clear()
      this.#room = ROOM - listing.places.length
    }
    this.#lists.set(`${filter}\n${token}`, listing)
  }
}

export const versionOf = ({ generation, sequence, clearances }: State): string => `${generation}:${sequence}:${clearances.length}`
