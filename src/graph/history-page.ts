import type { Id } from '../model/ids.ts'
import { cursor, placeOf } from './log.ts'
import { badCursor } from '../model/errors.ts'
import type { HistoryEntry, Page, PageRequest } from './port.ts'

/**
 * Gathers one page of a history from what the viewer may look at, newest first. A place in it is told by its changeset,
 * and how many entries of that were before it: the version would count those that are hidden from them. Who gives a
 * place must have been shown it, or it could be asked of a changeset whether it touched a record.
 */
export class HistoryPage {
  readonly #first: number
  #sought: [changeset: Id, entries: number] | undefined
  readonly #items: HistoryEntry[] = []
  #at: [changeset: Id, entries: number] | undefined

  /** @throws BAD_USER_INPUT (`after`) */
  constructor({ first = 20, after }: PageRequest = {}) {
    this.#first = first
    if (after !== undefined) this.#sought = placeOf<[Id, number]>(after, 'string', 'number')
  }

  add(entries: readonly HistoryEntry[]): void {
    for (const entry of entries) {
      if (this.#items.length > this.#first) return
      if (this.#items.length < this.#first) this.#at = [entry.changeset, (this.#at?.[0] === entry.changeset ? this.#at[1] : 0) + 1]
      if (this.#sought === undefined) this.#items.push(entry)
      else if (this.#sought[0] === this.#at![0] && this.#sought[1] === this.#at![1]) this.#sought = undefined
    }
  }

  /** Nothing more is needed. */
  get isFull(): boolean {
    return this.#items.length > this.#first
  }

  /** @throws BAD_USER_INPUT (`after`) where all there is was added and the place is not in it */
  page(): Page<HistoryEntry> {
    if (this.#sought !== undefined) throw badCursor()
    const items = this.#items.slice(0, this.#first)
    return { items, ...(items.length === 0 ? {} : { endCursor: cursor(...this.#at!) }), hasNextPage: this.isFull }
  }
}
