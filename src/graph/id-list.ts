import type { Id } from '../model/ids.ts'
import type { IdList } from './walks.ts'
import { compareNodes, ID_WORDS, idOf, wordsOf } from './words.ts'

/** Ids as the words that they are kept in; of most of a large graph nobody ever asks for the text. */
export class Ids implements IdList {
  readonly length: number
  readonly #words: Uint32Array
  /** Those that were asked for: a hub is asked for again and again. */
  readonly #texts = new Map<number, Id>()
  /** Where the one that was looked for last stands: what is looked for in order is found without searching. */
  #last = -1

  /** @param words of each id four (`words.ts`), in the order of the ids, each once */
  constructor(words: Uint32Array) {
    this.#words = words
    this.length = words.length / ID_WORDS
  }

  static of(ids: readonly Id[]): Ids {
    return new Ids(Uint32Array.from(ids.flatMap(wordsOf)))
  }

  at(place: number): Id {
    let text = this.#texts.get(place)
    if (text === undefined) this.#texts.set(place, (text = idOf(this.#words, place)))
    return text
  }

  placeOf(id: Id): number {
    const sought = Uint32Array.from(wordsOf(id))
    if (this.#last + 1 < this.length && compareNodes(this.#words, this.#last + 1, 0, sought) === 0) return ++this.#last
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareNodes(this.#words, middle, 0, sought) < 0) low = middle + 1
      else high = middle
    }
    if (low === this.length || compareNodes(this.#words, low, 0, sought) !== 0) return -1
    return (this.#last = low)
  }

  *[Symbol.iterator](): Generator<Id> {
    for (let place = 0; place < this.length; place++) yield this.at(place)
  }
}
