import { canRead, PUBLIC } from '../../model/audience.ts'
import type { Changeset } from '../../model/changeset.ts'
import { readersOf } from '../../model/readers.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { Laid } from '../vocabulary.ts'
import type { Run } from './connection.ts'
import { headOf, type StandaloneRow } from './rows.ts'
import { statement } from './statements.ts'

/** The vocabulary a changeset is checked by: as it is in the transaction that writes it. */
export class Terms {
  readonly #laid: Laid
  /** The sequence up to which what was read holds. */
  #upTo = 0

  constructor(seed: Vocabulary) {
    this.#laid = new Laid(seed)
  }

  /** @param sequence of the log, which is locked */
  async at(sequence: number, run: Run): Promise<Vocabulary> {
    if (sequence === this.#upTo) return this.#laid.last
    const rows = await run<{ row: StandaloneRow }>(statement('write/terms'))
    const words = this.#laid.with(rows.map(({ row }) => headOf('term', row)).filter((head) => canRead(readersOf(head), PUBLIC)))
    this.#upTo = sequence
    return words
  }

  /** After a commit of this process: what was read before it holds still, unless it wrote terms. */
  passed(sequence: number, { operations }: Pick<Changeset, 'operations'>): void {
    if (this.#upTo !== sequence - 1) return
    // what does not say its type may be a term
    if (operations.every((operation) => operation.op === 'put' && operation.record.type !== 'term')) this.#upTo = sequence
  }
}
