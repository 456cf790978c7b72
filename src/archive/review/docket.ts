import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { checkFit } from '../../model/commit.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, ProposalRecord, State } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

export type ReviewReads = Pick<GraphStore, 'heads' | 'history' | 'relations' | 'relationsById' | 'contents' | 'vocabulary' | 'entities' | 'naming' | 'find' | 'project' | 'evidenceOn'>

/** Contents of one entity that are looked through at once: each may be a whole text. */
const TEXTS = 20
/** Evidence of one relation read at once. */
const PIECES = 200

/**
 * What is decided on together, as it stands and as it will be: what one decision does, the next one finds.
 * `seen` are heads as the actor sees them, `whole` with what is hidden from them, which a decision must not lose.
 */
export class Docket {
  readonly graph: ReviewReads
  readonly actor: Actor
  readonly #seen = new Map<Id, Head>()
  readonly #whole = new Map<Id, Head>()
  readonly #after = new Map<Id, Head>()
  /** What the decision on its way has changed, as it was before. */
  readonly #steps: [Id, Head | undefined][] = []
  readonly #evidence = new Map<Id, readonly Id[]>()
  readonly #contents = new Map<Id, readonly Id[]>()
  #vocabulary: Vocabulary | undefined

  constructor(graph: ReviewReads, actor: Actor) {
    this.graph = graph
    this.actor = actor
  }

  /** Reads these, and all that is decided with them. */
  async read(ids: readonly Id[]): Promise<void> {
    this.#vocabulary = await this.graph.vocabulary()
    await this.#heads(ids)
    const chosen = ids.flatMap((id) => this.#whole.get(id)?.record ?? [])
    const relations = chosen.flatMap((record) => (record.type === 'relation' ? record : []))
    const targets = chosen.flatMap((record) => (record.type === 'proposal' ? [record.target, ...(record.into === undefined ? [] : [record.into])] : []))
    await this.#heads([...relations.flatMap(({ from, to }) => [from, to]), ...targets])
    const changed = [...new Set(targets)].filter((id) => this.#whole.get(id)?.type === 'relation')
    const views = await this.graph.relationsById([...relations.map(({ id }) => id), ...changed], WHOLE)
    for (const { id, evidence } of views.values()) this.#evidence.set(id, evidence.map((piece) => piece.id))
    // no page shows it: there may be evidence all the same
    for (const id of changed) if (!this.#evidence.has(id)) this.#evidence.set(id, await Array.fromAsync(every((page) => this.graph.evidenceOn(id, WHOLE, page), PIECES), (piece) => piece.id))
    await this.#heads([...this.#evidence.values()].flat())
    await this.#heads(chosen.flatMap((record) => (record.type === 'proposal' ? endsProposed(record, this.#whole.get(record.target)?.record) : [])))
    for (const head of [...this.#whole.values()]) {
      if (head.type !== 'entity' || head.state !== 'proposed') continue
      const found: Id[] = []
      for await (const { id, state } of every((page) => this.graph.contents(head.id, WHOLE, page), TEXTS)) if (state === 'proposed') found.push(id)
      this.#contents.set(head.id, found)
    }
    await this.#heads([...this.#contents.values()].flat())
  }

  /** As the actor sees it stand. */
  seen(id: Id): Head | undefined {
    return this.#seen.get(id)
  }

  /** As it will be after what was decided so far. */
  now(id: Id): Head | undefined {
    return this.#after.get(id) ?? this.#whole.get(id)
  }

  /** What was decided so far changed it. */
  isTouched(id: Id): boolean {
    return this.#after.has(id)
  }

  /** What was decided so far merges these. */
  get merges(): { readonly id: Id; readonly into: Id }[] {
    return [...this.#after.values()].flatMap(({ id, mergedInto }) => (mergedInto === undefined || this.#whole.get(id)?.mergedInto === mergedInto ? [] : [{ id, into: mergedInto }]))
  }

  evidenceOn(relation: Id): readonly Id[] {
    return this.#evidence.get(relation) ?? []
  }

  contentsOf(entity: Id): readonly Id[] {
    return this.#contents.get(entity) ?? []
  }

  /**
   * A decision that cannot be leaves nothing; what others did stays. One that the archive would refuse cannot be.
   * @throws as the work; BAD_USER_INPUT naming the field
   */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    this.#steps.length = 0
    try {
      const done = await work()
      for (const id of new Set(this.#steps.map(([one]) => one))) {
        const record = this.now(id)?.record
        if (record != null) checkFit(record, this.#whole.get(id), (one) => this.now(one), this.#vocabulary!)
      }
      return done
    } catch (error) {
      for (const [id, head] of this.#steps.toReversed()) {
        if (head === undefined) this.#after.delete(id)
        else this.#after.set(id, head)
      }
      throw error
    }
  }

  put(record: ArchiveRecord): Operation {
    const head = this.now(record.id)!
    this.#change({ ...head, version: head.version + 1, state: record.state, record })
    return { op: 'put', record, base: head.version }
  }

  move(id: Id, state: State): Operation {
    return this.put({ ...this.now(id)!.record!, state })
  }

  withdraw(id: Id, reason: string): Operation {
    const head = this.now(id)!
    this.#change({ ...head, version: head.version + 1, state: 'withdrawn' })
    return { op: 'withdraw', id, base: head.version, reason }
  }

  merge(id: Id, into: Id): Operation {
    const head = this.now(id)!
    this.#change({ ...head, version: head.version + 1, mergedInto: into })
    return { op: 'merge', id, into, base: head.version }
  }

  #change(head: Head): void {
    this.#steps.push([head.id, this.#after.get(head.id)])
    this.#after.set(head.id, head)
  }

  async #heads(ids: readonly Id[]): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.#whole.has(id))
    if (wanted.length === 0) return
    for (const [id, head] of await this.graph.heads(wanted, this.actor.viewer)) this.#seen.set(id, head)
    // after the others: one that moved in between is of a later version, and is refused when it is committed
    for (const [id, head] of await this.graph.heads(wanted, WHOLE)) this.#whole.set(id, head)
  }
}

/** Where the relation that is to be changed would lead. */
function endsProposed({ changes = {} }: ProposalRecord, target: ArchiveRecord | null | undefined): Id[] {
  if (target?.type !== 'relation') return []
  const { from, to } = { ...target, ...changes } as { readonly from: Id; readonly to: Id }
  return [from, to]
}
