import { pages } from '../../graph/every.ts'
import type { EntityView, GraphStore } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import { WHOLE } from '../../model/audience.ts'
import type { LoggedChangeset } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { slices } from '../../model/slices.ts'
import { holds, IN_COLLECTION } from '../collections/holds.ts'
import { recordsOf } from '../collections/records-of.ts'
import { groupOf } from '../merge/group.ts'

export type MemberReads = Pick<GraphStore, 'sequence' | 'naming' | 'relations' | 'entities'>

/** Members looked up together. */
const PART = 200

interface Shelf {
  /** Its entity and all that is merged with it. */
  readonly group: readonly Id[]
  /** Every id that stands for something in it. */
  readonly ids: ReadonlySet<Id>
  /** As of this sequence at least. */
  readonly asOf: number
}

/**
 * What is in the collections that somebody watches, whoever may see it, by every id that stands for it: so that what
 * changes is compared with all of them at once, however many members they have. Read once, and again where one changed.
 */
export class Members {
  readonly #graph: MemberReads
  readonly #shelves = new Map<Id, Shelf>()
  /** Collections by what is in them. */
  readonly #in = new Map<Id, readonly Id[]>()
  #heard = -1

  constructor(graph: MemberReads) {
    this.#graph = graph
  }

  /**
   * Before the log is looked through.
   * @param collections entities, by the ids that are watched
   * @param heard up to where it was looked through, by whichever process
   */
  async begin(collections: ReadonlyMap<Id, EntityView>, heard: number, signal?: AbortSignal): Promise<void> {
    // another process has looked through what came between
    const isBehind = heard !== this.#heard
    for (const [collection, { asOf, group }] of [...this.#shelves]) {
      const view = collections.get(collection)
      if (view === undefined || (isBehind && asOf < heard) || groupOf(view).join() !== group.join()) this.#drop(collection)
    }
    for (const [collection, view] of collections) if (!this.#shelves.has(collection)) await this.#read(collection, groupOf(view), signal)
    this.#heard = heard
  }

  /** Before what is in a changeset is compared: what it puts into a collection, takes away, merges or parts. */
  async follow({ sequence, operations }: LoggedChangeset, signal?: AbortSignal): Promise<void> {
    const changed = new Set<Id>()
    for (const { id, type, op, into, payload } of operations) {
      if (op === 'merge' || op === 'unmerge') for (const one of [id, ...(into === undefined ? [] : [into])]) this.of(one).forEach((collection) => changed.add(collection))
      else if (type === 'collection' || (type === 'relation' && payload?.includes(IN_COLLECTION) !== false)) for (const [collection, { asOf }] of this.#shelves) if (asOf < sequence) changed.add(collection)
    }
    for (const collection of changed) {
      const { asOf, group } = this.#shelves.get(collection)!
      if (asOf < sequence) await this.#read(collection, group, signal)
    }
    this.#heard = sequence
  }

  /** The log is another one. */
  clear(): void {
    this.#shelves.clear()
    this.#in.clear()
  }

  /** Collections in which this is. */
  of(id: Id): readonly Id[] {
    return this.#in.get(id) ?? []
  }

  #drop(collection: Id): void {
    for (const id of this.#shelves.get(collection)?.ids ?? []) {
      const others = this.of(id).filter((other) => other !== collection)
      if (others.length === 0) this.#in.delete(id)
      else this.#in.set(id, others)
    }
    this.#shelves.delete(collection)
  }

  async #read(collection: Id, group: readonly Id[], signal?: AbortSignal): Promise<void> {
    const asOf = await this.#graph.sequence()
    const turns = new Turns(signal)
    const items = new Set((await recordsOf(this.#graph, WHOLE, group)).flatMap(({ record }) => holds(record)))
    for await (const relations of pages((page) => this.#graph.relations(group[0]!, { types: [IN_COLLECTION], direction: 'in', includeProposed: true, includeDeprecated: true, evidence: false }, WHOLE, page), PART)) {
      for (const { from } of relations) items.add(from.id)
      await turns.next()
    }
    const ids = new Set(items)
    for (const slice of slices([...items], PART)) {
      for (const view of (await this.#graph.entities(slice, WHOLE)).values()) for (const one of groupOf(view)) ids.add(one)
      await turns.next()
    }
    this.#drop(collection)
    this.#shelves.set(collection, { group, ids, asOf })
    for (const id of ids) this.#in.set(id, [...this.of(id), collection])
  }
}
