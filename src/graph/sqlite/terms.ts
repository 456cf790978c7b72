import { canRead, PUBLIC } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { Laid } from '../vocabulary.ts'
import { typeCode } from './codes.ts'
import type { Connection } from './connection.ts'
import type { Shelf } from './shelf.ts'

const TERMS = `SELECT id, version FROM standalone WHERE type = ${typeCode('term')} ORDER BY bytes`

/** The vocabulary a changeset is checked by: as it is in the transaction that writes it. */
export class Terms {
  readonly #connection: Connection
  readonly #shelf: Shelf
  readonly #laid: Laid
  #seen = ''

  constructor(connection: Connection, shelf: Shelf, seed: Vocabulary) {
    this.#connection = connection
    this.#shelf = shelf
    this.#laid = new Laid(seed)
  }

  /** Within a transaction, before it writes. */
  now(): Vocabulary {
    const terms = this.#connection.rows<[Id, number]>(TERMS)
    const seen = terms.join(' ')
    if (seen === this.#seen) return this.#laid.last
    const words = this.#laid.with(terms.map(([id]) => this.#shelf.get(id)!.head).filter((head) => canRead(readersOf(head), PUBLIC)))
    this.#seen = seen
    return words
  }
}
