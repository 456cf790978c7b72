import { PUBLIC } from '../model/audience.ts'
import type { Head } from '../model/changeset.ts'
import { ArchiveError } from '../model/errors.ts'
import { laidOver } from '../model/terms.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { every } from './every.ts'
import { Moments } from './moments.ts'
import type { GraphStore } from './port.ts'

/** Lays terms over a vocabulary; answers the object it answered before where they say the same, so that what hangs on it stays good. */
export class Laid {
  readonly #seed: Vocabulary
  #said = ''
  #now: Vocabulary

  constructor(seed: Vocabulary) {
    this.#seed = seed
    this.#now = seed
  }

  with(terms: readonly Pick<Head, 'state' | 'record'>[]): Vocabulary {
    const said = JSON.stringify(terms.map(({ state, record }) => [state, record]))
    if (said !== this.#said) {
      this.#now = laidOver(this.#seed, terms)
      this.#said = said
    }
    return this.#now
  }

  get last(): Vocabulary {
    return this.#now
  }
}

/** Terms read at once: a few milliseconds. */
const CHUNK = 500

/** The vocabulary of a log, read anew where the log has moved. */
export class Following {
  readonly #laid: Laid
  readonly #moments: Moments
  readonly #scan: GraphStore['scan']
  #read: { readonly sequence: number; readonly words: Promise<Vocabulary> } | undefined

  constructor(seed: Vocabulary, { sequence, scan }: Pick<GraphStore, 'sequence' | 'scan'>) {
    this.#laid = new Laid(seed)
    this.#moments = new Moments(sequence)
    this.#scan = scan
  }

  /** While the store cannot be reached: as it was last. */
  async now(): Promise<Vocabulary> {
    try {
      const sequence = await this.#moments.now()
      if (this.#read?.sequence !== sequence) {
        const read = { sequence, words: this.#words() }
        this.#read = read
        // one that failed is not remembered
        read.words.catch(() => { if (this.#read === read) this.#read = undefined })
      }
      return await this.#read.words
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code !== 'UNAVAILABLE') throw error
      return this.#laid.last
    }
  }

  async #words(): Promise<Vocabulary> {
    return this.#laid.with(await Array.fromAsync(every((page) => this.#scan('term', PUBLIC, page), CHUNK)))
  }
}
