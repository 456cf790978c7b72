import type { Id } from '../../model/ids.ts'
import type { RecordType } from '../../model/records.ts'
import type { Run } from './connection.ts'
import { headOf, LABELS, PLAIN, type EvidenceRow, type Row } from './rows.ts'
import { statement } from './statements.ts'
import type { Stored } from './touched.ts'

/** Ids a statement is asked for at once. */
const PART = 10_000

const NO_TYPES: ReadonlyMap<Id, RecordType> = new Map()

/** Records as they stand when a transaction begins, fetched before they are needed. */
export class Shelf {
  readonly #run: Run
  /** No record has a greater id than this: ids are ordered by time, so most new ones need no look. */
  readonly #newest: Id
  readonly #found = new Map<Id, Stored | undefined>()
  readonly #evidence = new Map<Id, readonly Stored[]>()

  constructor(run: Run, newest: Id) {
    this.#run = run
    this.#newest = newest
  }

  /**
   * Makes these known, and for entities the survivors of all merges they went through.
   * @param types of what type some of them are said to be: looked for there first
   */
  async load(ids: Iterable<Id>, types: ReadonlyMap<Id, RecordType | undefined> = NO_TYPES): Promise<void> {
    let wanted = [...new Set(ids)].filter((id) => !this.#found.has(id))
    for (const type of PLAIN) {
      const said = wanted.filter((id) => types.get(id) === type && id <= this.#newest).sort()
      if (said.length === 0) continue
      for (const { row } of await this.#run<{ row: Row }>(statement('write/heads-of', { LABEL: [LABELS[type]] }), { ids: said })) this.#keep(type, row)
      wanted = wanted.filter((id) => !this.#found.has(id))
    }
    while (wanted.length > 0) {
      for (const id of wanted) this.#found.set(id, undefined)
      const asked = wanted.filter((id) => id <= this.#newest).sort()
      const into = new Set<Id>()
      for (let at = 0; at < asked.length; at += PART) {
        const rows = await this.#run<{ type: RecordType; row: Row }>(statement('write/heads'), { ids: asked.slice(at, at + PART) })
        for (const { type, row } of rows) {
          const { head } = this.#keep(type, row)
          if (head.mergedInto !== undefined) into.add(head.mergedInto)
        }
      }
      wanted = [...into].filter((id) => !this.#found.has(id))
    }
  }

  /** Makes known every piece of evidence on these relations, in any state. */
  async loadEvidenceOn(relations: readonly Id[]): Promise<void> {
    const asked = relations.filter((id) => id <= this.#newest && !this.#evidence.has(id))
    for (const id of asked) this.#evidence.set(id, [])
    for (let at = 0; at < asked.length; at += PART) {
      const rows = await this.#run<{ relation: Id; pieces: EvidenceRow[] }>(statement('write/evidence-on'), { ids: asked.slice(at, at + PART) })
      for (const { relation, pieces } of rows) this.#evidence.set(relation, pieces.map((row) => this.#keep('evidence', row)))
    }
  }

  /** Makes known what was merged into these, directly or by a chain. */
  async loadMembers(canonicals: readonly Id[]): Promise<Stored[]> {
    const rows = await this.#run<{ row: Row }>(statement('write/members'), { ids: canonicals })
    const members = rows.map(({ row }) => this.#keep('entity', row))
    await this.load([...canonicals, ...members.flatMap(({ head }) => head.mergedInto ?? [])])
    return members
  }

  /** Undefined for what the archive does not have. Only for what was loaded. */
  get(id: Id): Stored | undefined {
    if (!this.#found.has(id)) throw new Error(`record ${id} was not fetched before it was needed`)
    return this.#found.get(id)
  }

  /** Empty for a relation that was not loaded: a new one. */
  evidenceOn(relation: Id): readonly Stored[] {
    return this.#evidence.get(relation) ?? []
  }

  /** Lets go of relations and their evidence: a department's tens of thousands are looked at in parts. */
  forget(relations: readonly Id[]): void {
    for (const id of relations) {
      for (const { head } of this.evidenceOn(id)) this.#found.delete(head.id)
      this.#evidence.delete(id)
      this.#found.delete(id)
    }
  }

  #keep(type: RecordType, row: Row): Stored {
    const stored = { head: headOf(type, row), row }
    this.#found.set(row.id, stored)
    return stored
  }
}
