import type { Audience } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { ArchiveRecord, EntityRecord, EvidenceRecord, RelationRecord } from '../model/records.ts'
import type { Remark } from './draft.ts'
import { contradict, type Gathered } from './gather.ts'
import type { Change } from './join.ts'
import type { Lookup } from './lookup.ts'
import type { Past } from './past.ts'
import { afterPut } from './predict.ts'
import { changedEntity, isAsSaid, newEntity, type EntitySaid, type Kept } from './settle-entity.ts'
import { changedRelation, evidenceRecord, isSaid, newRelation, saysSame, type EvidenceSaid, type RelationSaid } from './settle-relation.ts'
import { same } from './three-way.ts'

export interface Settled {
  readonly operations: readonly Operation[]
  /** Entities that are new or changed, for joining. */
  readonly changes: ReadonlyMap<Id, Change>
  readonly entities: Tally
  readonly relations: Tally
  readonly kept: readonly { readonly id: Id; readonly row: number; readonly kept: readonly Kept[] }[]
  /** Fields whose cells are blank by now: (entity, field). */
  readonly blanks: readonly (readonly [Id, string])[]
  /** What a person withdrew, declined or redacted: left as it is. */
  readonly left: readonly { readonly id: Id; readonly row: number }[]
  readonly warnings: readonly Remark[]
}

export interface Tally {
  new: number
  changed: number
  unchanged: number
}

/** States in which a register may change a record; in the others a person has decided. */
const OPEN = new Set(['published', 'proposed'])

/** Turns what rows say into the operations that make the archive say it too; nothing, where it does. */
export class Settling {
  readonly #lookup; readonly #past; readonly #audience; readonly #known; readonly #pruned
  readonly #operations: Operation[] = []
  readonly #changes = new Map<Id, Change>()
  readonly #dead = new Set<Id>()
  readonly #kept: { id: Id; row: number; kept: Kept[] }[] = []
  readonly #blanks: [Id, string][] = []
  readonly #left: { id: Id; row: number }[] = []
  readonly #warnings: Remark[] = []
  readonly #entities: Tally = { new: 0, changed: 0, unchanged: 0 }
  readonly #relations: Tally = { new: 0, changed: 0, unchanged: 0 }
  #heads: ReadonlyMap<Id, Head> = new Map()
  #statements: ReadonlyMap<Id, Head> = new Map()

  /**
   * @param known whether the archive may have it
   * @param pruned the id of the evidence that a relation had vanished
   */
  constructor(lookup: Lookup, past: Past, audience: Audience, known: (id: Id) => boolean, pruned: (relation: Id) => Id) {
    this.#known = known
    this.#pruned = pruned
    this.#lookup = lookup
    this.#past = past
    this.#audience = audience
  }

  async settle({ entities, relations, repeated }: Gathered): Promise<Settled> {
    const statements = [...relations.values()].flatMap((relation) => [relation.id, ...relation.evidence.map(({ id }) => id)])
    // where nothing was imported before, nothing that this run has not written can be there
    const there = (ids: Iterable<Id>): Id[] => [...ids].filter(this.#known)
    this.#heads = await this.#lookup.heads(there(entities.keys()))
    this.#statements = await this.#lookup.statements(there([...statements, ...repeated.map(({ id }) => id)]))
    await many(entities.values(), (said) => this.#entity(said))
    const evidences: [EvidenceSaid, RelationSaid, boolean][] = []
    await many(relations.values(), (said) => {
      const then = (changed: boolean | undefined): void => { if (changed !== undefined) for (const one of said.evidence) evidences.push([one, said, changed]) }
      const changed = this.#relation(said)
      return changed instanceof Promise ? changed.then(then) : then(changed)
    })
    await many(evidences, ([one, said, changed]) => this.#evidence(one, said, changed))
    for (const { id, draft } of repeated) {
      const head = this.#statements.get(id)
      if (head?.record?.type === 'relation') contradict(head.record, draft, this.#warnings)
    }
    return {
      operations: this.#operations, changes: this.#changes, entities: this.#entities, relations: this.#relations,
      kept: this.#kept, blanks: this.#blanks, left: this.#left, warnings: this.#warnings,
    }
  }

  #put(record: ArchiveRecord, before: Head | undefined): void {
    this.#operations.push({ op: 'put', record, base: before?.version ?? null })
    if (record.type === 'entity') this.#changes.set(record.id, { ...(before === undefined ? {} : { before }), after: afterPut(record, before) })
  }

  #entity(said: EntitySaid): Promise<void> | undefined {
    const head = this.#heads.get(said.id)
    if (head === undefined) {
      this.#put(newEntity(said, this.#audience), undefined)
      this.#entities.new++
      return undefined
    }
    const record = head.record as EntityRecord | null
    if (record !== null && OPEN.has(head.state) && isAsSaid(record, said)) {
      this.#entities.unchanged++
      return undefined
    }
    return this.#standing(said, head, record)
  }

  async #standing(said: EntitySaid, head: Head, record: EntityRecord | null): Promise<void> {
    const before = record === null ? undefined : await this.#past.before(said.id)
    if (record === null || before === undefined || (!OPEN.has(head.state) && !before.undone)) {
      this.#dead.add(said.id)
      this.#left.push({ id: said.id, row: said.draft.row })
      return
    }
    const standing: EntityRecord = OPEN.has(head.state) ? record : { ...record, state: said.draft.proposed ? 'proposed' : 'published' }
    for (const [code, value] of said.fills) {
      if (standing.fields[code] !== undefined && !same(standing.fields[code], value)) this.#warnings.push({ row: said.draft.row, column: code, reason: '與前面的列不同，以前面的為準 (an earlier row says otherwise)', cell: String(value) })
    }
    const outcome = changedEntity(standing, said, before.said as EntityRecord | undefined)
    if (outcome.kept.length > 0) this.#kept.push({ id: said.id, row: said.draft.row, kept: outcome.kept })
    for (const code of outcome.blank) this.#blanks.push([said.id, code])
    if (same(outcome.record, record)) this.#entities.unchanged++
    else {
      this.#put(outcome.record, head)
      this.#entities.changed++
    }
  }

  /** @returns whether it is new or was changed; undefined where it was left out, with its evidence */
  #relation(said: RelationSaid): boolean | undefined | Promise<boolean | undefined> {
    const head = this.#statements.get(said.id)
    if (this.#dead.has(said.from) || this.#dead.has(said.to)) return undefined
    if (head === undefined) {
      this.#put(newRelation(said, this.#audience), undefined)
      this.#relations.new++
      return true
    }
    const record = head.record as RelationRecord | null
    if (record !== null && OPEN.has(head.state) && isSaid(record, said)) {
      this.#relations.unchanged++
      return false
    }
    return this.#standingRelation(said, head, record)
  }

  async #standingRelation(said: RelationSaid, head: Head, record: RelationRecord | null): Promise<boolean | undefined> {
    const before = record === null ? undefined : await this.#past.before(said.id)
    if (record === null || before === undefined || (!OPEN.has(head.state) && !before.undone)) {
      this.#left.push({ id: said.id, row: said.draft.row })
      return undefined
    }
    const standing: RelationRecord = OPEN.has(head.state) ? record : { ...record, state: said.draft.proposed ? 'proposed' : 'published' }
    const outcome = changedRelation(standing, said, before.said as RelationRecord | undefined)
    if (outcome.kept.length > 0) this.#kept.push({ id: said.id, row: said.draft.row, kept: outcome.kept })
    if (same(outcome.record, record)) {
      this.#relations.unchanged++
      return false
    }
    this.#put(outcome.record, head)
    this.#relations.changed++
    if (record.end !== undefined) await this.#unprune(said.id)
    return true
  }

  /** That it had vanished is no longer so, once an edition has it again. */
  async #unprune(relation: Id): Promise<void> {
    for (const [id, { state, version }] of await this.#lookup.statements([this.#pruned(relation)])) {
      if (OPEN.has(state)) this.#operations.push({ op: 'withdraw', id, base: version, reason: '後來的版本又有了 (a later edition has it again)' })
    }
  }

  #evidence(said: EvidenceSaid, relation: RelationSaid, changed: boolean): void | Promise<void> {
    const head = this.#statements.get(said.id)
    if (head === undefined) return this.#put(evidenceRecord(said, relation.id, this.#audience), undefined)
    const record = head.record as EvidenceRecord | null
    if (record === null || (OPEN.has(head.state) && !changed && saysSame(record, said))) return
    return this.#standingEvidence(said, relation, head, record)
  }

  async #standingEvidence(said: EvidenceSaid, relation: RelationSaid, head: Head, record: EvidenceRecord): Promise<void> {
    const alive = OPEN.has(head.state)
    const before = await this.#past.before(said.id)
    if (!alive && !before.undone) return
    const edited = before.said !== undefined && alive && !same({ ...record, unchecked: undefined }, { ...before.said, unchecked: undefined })
    if (edited) this.#kept.push({ id: said.id, row: relation.draft.row, kept: [['evidence', saysSame(record, said) ? 'hand' : 'clash']] })
    else this.#put({ ...evidenceRecord(said, relation.id, head.audience), state: alive ? record.state : 'published' }, head)
  }
}

/** One after the other where nothing needs to be looked up; what does, a hundred at a time. */
async function many<T>(items: Iterable<T>, work: (item: T) => Promise<unknown> | void): Promise<void> {
  let waiting: Promise<unknown>[] = []
  for (const item of items) {
    const pending = work(item)
    if (!(pending instanceof Promise)) continue
    waiting.push(pending)
    if (waiting.length < 100) continue
    await Promise.all(waiting)
    waiting = []
  }
  await Promise.all(waiting)
}
