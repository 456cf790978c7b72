import { audienceKey } from '../../model/audience.ts'
import { clearanceKey } from '../../model/clearance.ts'
import type { Head } from '../../model/changeset.ts'
import { weakest, type Level } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import type { Run } from './connection.ts'
import { headRow, type HeadRow, type Row, type WaitingRow } from './rows.ts'
import type { Shelf } from './shelf.ts'
import type { Tally } from './tally.ts'
import type { Touched } from './touched.ts'
import type { Interning } from './viewers.ts'
import type { Writes } from './writes.ts'

/** An entity and the survivors it was merged into. */
export interface Chain {
  /** The entity first, the survivor last. */
  readonly heads: readonly Head[]
  readonly survivor: Id
  /** Number of the clearance that needs every audience in it. */
  readonly clearance: number
  readonly level: Level
}

/** Types of records that name others. */
export type Naming = 'relation' | 'evidence' | 'content'

export interface Workplace {
  readonly run: Run
  readonly shelf: Shelf
  readonly words: Interning
  readonly tally: Tally
  readonly writes: Writes
  /** Whether any record names one that is not there: false in nearly every archive. */
  readonly anyMissing: boolean
}

/** What is known while changesets are projected: heads as they are after them, and what has to be looked at. */
export class Projecting {
  readonly work: Workplace
  readonly touched: ReadonlyMap<Id, Touched>
  /** Relations to project. */
  readonly relations = new Set<Id>()
  /** Evidence to project: with its relation, or by itself where there is none. */
  readonly evidence = new Set<Id>()
  readonly contents = new Set<Id>()
  /** Evidence that was projected with its relation. */
  readonly done = new Set<Id>()
  /** Records of which it was looked up what they name. */
  readonly noted = new Set<Id>()
  /** What records name and the archive does not have. */
  readonly missing = new Map<Id, { readonly type: Naming; readonly ids: readonly Id[] }>()
  /** What waits now; `at` is yet the sequence. */
  readonly waiting: WaitingRow[] = []
  readonly #readers = new Map<string, number>()
  readonly #chains = new Map<Id, Chain | undefined>()
  #about: Map<Id | undefined, Id[]> | undefined

  constructor(work: Workplace, touched: ReadonlyMap<Id, Touched>) {
    this.work = work
    this.touched = touched
  }

  current(id: Id): Head | undefined {
    return (this.touched.get(id) ?? this.work.shelf.get(id))?.head
  }

  /** The columns that every record has. */
  headRow(head: Head): HeadRow {
    const one = this.touched.get(head.id)
    if (one !== undefined) return headRow(head, one.payload, one.places)
    const { payload, places } = this.work.shelf.get(head.id)!.row
    return headRow(head, payload ?? null, places)
  }

  /** Whether the record was not there before. */
  isNew(id: Id): boolean {
    const one = this.touched.get(id)
    return one !== undefined && one.before === undefined
  }

  /** The clearance of a record by itself: who reads it as it stands. */
  readers(head: Head): number {
    const readers = readersOf(head)
    const key = audienceKey(readers)
    let number = this.#readers.get(key)
    if (number === undefined) this.#readers.set(key, (number = this.work.words.number(clearanceKey([readers]))))
    return number
  }

  /** Undefined for what is not an entity of this archive. The heads in it must have been loaded. */
  chain(id: Id): Chain | undefined {
    let chain = this.#chains.get(id)
    if (chain === undefined && !this.#chains.has(id)) this.#chains.set(id, (chain = this.#follow(id)))
    return chain
  }

  /** Evidence to project that is now about this relation. First asked when all of it is known and loaded. */
  evidenceAbout(relation: Id): readonly Id[] {
    this.#about ??= Map.groupBy(this.evidence, (id) => (this.current(id)!.record as EvidenceRecord | null)?.relation)
    return this.#about.get(relation) ?? []
  }

  /** What the node of a record carried before. */
  before(id: Id): Row | undefined {
    const one = this.touched.get(id)
    return one === undefined ? this.work.shelf.get(id)?.row : one.before?.row
  }

  /** Remembers which of the records that one names are not there. */
  noteNamed(id: Id, type: Naming, named: readonly Id[]): void {
    this.noted.add(id)
    const ids = named.filter((one) => this.current(one) === undefined)
    if (ids.length > 0) this.missing.set(id, { type, ids })
  }

  #follow(id: Id): Chain | undefined {
    const first = this.current(id)
    if (first === undefined || first.type !== 'entity') return undefined
    const heads = [first]
    for (let last: Head | undefined = first; last?.mergedInto !== undefined;) {
      last = this.current(last.mergedInto)
      // what another was merged into is there, unless the projection is damaged and just being looked at
      if (last !== undefined) heads.push(last)
    }
    return {
      heads,
      survivor: heads.at(-1)!.id,
      clearance: heads.length === 1 ? this.readers(first) : this.work.words.number(clearanceKey(heads.map(readersOf))),
      level: weakest(heads.map((head) => head.state)),
    }
  }
}
