import type { Head } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../model/records.ts'
import { contradict, type Gathered } from './gather.ts'
import { many } from './many.ts'
import { changedRelation, evidenceRecord, isSaid, newRelation, saysSame, standsSame, type EvidenceSaid, type RelationSaid } from './settle-relation.ts'
import { isRaised, OPEN, stateOf, type SettlingOptions, type Sheet } from './sheet.ts'
import { same } from './three-way.ts'

/** That it is unchecked, and who submitted it, is nothing that evidence says. */
const ASIDE = { unchecked: undefined, by: undefined }

/** Settles relations and their evidence, once the entities are settled. */
export class StatementSettling {
  readonly #sheet; readonly #lookup; readonly #past; readonly #known; readonly #pruned
  #statements: ReadonlyMap<Id, Head> = new Map()

  constructor(sheet: Sheet, { lookup, past, known, pruned }: SettlingOptions) {
    this.#sheet = sheet
    this.#lookup = lookup
    this.#past = past
    this.#known = known
    this.#pruned = pruned
  }

  async settle({ relations, repeated }: Gathered): Promise<void> {
    const ids = [...relations.values()].flatMap((relation) => [relation.id, ...relation.evidence.map(({ id }) => id)])
    this.#statements = await this.#lookup.statements([...ids, ...repeated.map(({ id }) => id)].filter(this.#known))
    const evidences: [EvidenceSaid, RelationSaid, boolean][] = []
    await many(relations.values(), (said) => {
      const then = (changed: boolean | undefined): void => { if (changed !== undefined) for (const one of said.evidence) evidences.push([one, said, changed]) }
      const changed = this.#relation(said)
      return changed instanceof Promise ? changed.then(then) : then(changed)
    })
    await many(evidences, ([one, said, changed]) => this.#evidence(one, said, changed))
    for (const { id, draft } of repeated) {
      const head = this.#statements.get(id)
      if (head?.record?.type === 'relation') contradict(head.record, draft, this.#sheet.warnings)
    }
  }

  /** @returns whether it is new or was changed; undefined where it was left out, with its evidence */
  #relation(said: RelationSaid): boolean | undefined | Promise<boolean | undefined> {
    const head = this.#statements.get(said.id)
    if (this.#sheet.dead.has(said.from) || this.#sheet.dead.has(said.to)) return undefined
    if (head === undefined) {
      this.#sheet.put(newRelation(said, this.#sheet.audience), undefined)
      this.#sheet.relations.new++
      return true
    }
    const record = head.record as RelationRecord | null
    if (record !== null && OPEN.has(head.state) && isSaid(record, said) && !isRaised(record, said.draft)) {
      this.#sheet.relations.unchanged++
      return false
    }
    return this.#standingRelation(said, head, record)
  }

  async #standingRelation(said: RelationSaid, head: Head, record: RelationRecord | null): Promise<boolean | undefined> {
    const before = record === null ? undefined : await this.#past.before(said.id)
    if (record === null || before === undefined || (!OPEN.has(head.state) && !before.undone)) {
      this.#sheet.left.push({ id: said.id, row: said.draft.row })
      return undefined
    }
    const standing: RelationRecord = { ...record, state: stateOf(head, said.draft, before) }
    const outcome = changedRelation(standing, said, before.said as RelationRecord | undefined)
    if (outcome.kept.length > 0) this.#sheet.kept.push({ id: said.id, row: said.draft.row, kept: outcome.kept })
    if (same(outcome.record, record)) {
      this.#sheet.relations.unchanged++
      return false
    }
    this.#sheet.put(outcome.record, head)
    this.#sheet.relations.changed++
    if (record.end !== undefined) await this.#unprune(said.id)
    return true
  }

  /** That it had vanished is no longer so, once an edition has it again. */
  async #unprune(relation: Id): Promise<void> {
    for (const [id, { state, version }] of await this.#lookup.statements([this.#pruned(relation)])) {
      if (OPEN.has(state)) this.#sheet.operations.push({ op: 'withdraw', id, base: version, reason: '後來的版本又有了 (a later edition has it again)' })
    }
  }

  #evidence(said: EvidenceSaid, relation: RelationSaid, changed: boolean): void | Promise<void> {
    const head = this.#statements.get(said.id)
    if (head === undefined) return this.#sheet.put(evidenceRecord(said, relation.id, this.#sheet.audience), undefined)
    const record = head.record as EvidenceRecord | null
    if (record === null || (OPEN.has(head.state) && !changed && saysSame(record, said) && standsSame(record, said))) return
    return this.#standingEvidence(said, relation, head, record)
  }

  async #standingEvidence(said: EvidenceSaid, relation: RelationSaid, head: Head, record: EvidenceRecord): Promise<void> {
    const alive = OPEN.has(head.state)
    const before = await this.#past.before(said.id)
    if (!alive && !before.undone) return
    // that it is unchecked is for a person to take back
    const { unchecked } = record
    const edited = before.said !== undefined && alive && !same({ ...record, ...ASIDE }, { ...before.said, ...ASIDE })
    if (edited) this.#sheet.kept.push({ id: said.id, row: relation.draft.row, kept: [['evidence', saysSame(record, said) ? 'hand' : 'clash']] })
    else this.#sheet.put({ ...evidenceRecord(said, relation.id, head.audience), state: alive ? record.state : 'published', ...(unchecked === undefined ? {} : { unchecked }) }, head)
  }
}
