import { audienceKey, type Audience } from '../../model/audience.ts'
import { clearanceKey } from '../../model/clearance.ts'
import type { Head } from '../../model/changeset.ts'
import { LEVELS, weakest } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import type { Chain } from './chain.ts'
import type { Stored } from './shelf.ts'
import type { Touched } from './touched.ts'
import type { Writer } from './writer.ts'

/** What is known while one changeset is projected: heads as they are after it, and what has to be looked at. */
export class Projecting {
  readonly writer: Writer
  readonly sequence: number
  readonly touched: ReadonlyMap<Id, Touched>
  /** Relations to project; may grow while it is walked. */
  readonly relations = new Set<Id>()
  /** Evidence to project, by the relation it is about now (empty: its payload is gone); some more than once. */
  readonly evidence = new Map<Id, Id[]>()
  readonly contents = new Set<Id>()
  /** Whether any record names one that is not there: false in nearly every archive. */
  readonly anyMissing: boolean
  /** Whether anything waited for a decision before: then what is written may have. */
  readonly anyWaiting: boolean
  readonly #audiences = new Map<string, number>()
  readonly #chains = new Map<Id, Chain | undefined>()

  constructor(writer: Writer, sequence: number, touched: ReadonlyMap<Id, Touched>) {
    this.writer = writer
    this.sequence = sequence
    this.touched = touched
    this.anyMissing = writer.connection.row<[number]>('SELECT EXISTS (SELECT 1 FROM missing)')![0] === 1
    this.anyWaiting = writer.connection.row<[number]>('SELECT EXISTS (SELECT 1 FROM waiting WHERE reading >= 0)')![0] === 1
  }

  current(id: Id): Stored | undefined {
    return this.touched.get(id) ?? this.writer.shelf.get(id)
  }

  /** The number of a record's audience, as recorded. */
  audience(head: Head): number {
    return this.#number(head.audience)
  }

  /** The clearance of a record by itself: who reads it as it stands. */
  readonly readers = (head: Head): number => this.#number(readersOf(head))

  /** Undefined for what is not an entity of this archive. */
  chain(id: Id): Chain | undefined {
    let chain = this.#chains.get(id)
    if (chain === undefined && !this.#chains.has(id)) this.#chains.set(id, (chain = this.#follow(id)))
    return chain
  }

  /** Has a piece of evidence projected: with its relation of before and that of now, or by itself where there is none. */
  restate(id: Id, before: boolean): void {
    const { head, number } = this.current(id)!
    const was = before ? this.writer.connection.row<[Id]>('SELECT relation.id FROM evidence JOIN relation ON relation.key = evidence.relation WHERE evidence.key = ?', number) : undefined
    if (was !== undefined) this.relations.add(was[0])
    const about = (head.record as EvidenceRecord | null)?.relation ?? ''
    const pieces = this.evidence.get(about)
    if (pieces === undefined) this.evidence.set(about, [id])
    else pieces.push(id)
    if (about !== '' && this.current(about)?.head.type === 'relation') this.relations.add(about)
  }

  #number(audience: Audience): number {
    const key = audienceKey(audience)
    let number = this.#audiences.get(key)
    if (number === undefined) this.#audiences.set(key, (number = this.writer.clearances.number(clearanceKey([audience]))))
    return number
  }

  #follow(id: Id): Chain | undefined {
    const first = this.current(id)
    if (first === undefined || first.head.type !== 'entity') return undefined
    const heads = [first.head]
    let last = first
    let isWhole = first.payload !== null
    while (last.head.mergedInto !== undefined) {
      last = this.current(last.head.mergedInto)!
      heads.push(last.head)
      isWhole &&= last.payload !== null
    }
    return {
      heads,
      node: first.number,
      canonical: last.number,
      clearance: heads.length === 1 ? this.readers(first.head) : this.writer.clearances.number(clearanceKey(heads.map(readersOf))),
      // while a log is replayed, what was redacted later is published without a payload
      level: isWhole ? weakest(heads.map((head) => head.state)) : LEVELS.none,
    }
  }
}
