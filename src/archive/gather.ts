import type { Id } from '../model/ids.ts'
import { nameKey } from '../model/names.ts'
import type { EntityDraft, Reading, RelationDraft, Remark } from './draft.ts'
import { evidenceOf } from './identity.ts'
import { Seen } from './seen.ts'
import { addIdentifiers, addNames, type EntitySaid } from './settle-entity.ts'
import type { RelationSaid } from './settle-relation.ts'

/** What several rows say, each thing once. */
export interface Gathered {
  readonly entities: Map<Id, EntitySaid>
  readonly relations: Map<Id, RelationSaid>
  /** Relations an earlier part stated already: only looked at for contradictions. */
  readonly repeated: readonly RelationSaid[]
  readonly repeats: readonly { readonly row: number; readonly first: number }[]
  readonly warnings: readonly Remark[]
}

/**
 * Brings together what rows say of one thing. The first row of a role rules; later ones fill what it left
 * blank, and where they contradict it they are reported and not believed, so that a table says the same
 * however it is cut into parts.
 */
export class Gathering {
  readonly #identity: (what: string) => Id
  readonly #source: Id
  readonly seen = new Seen()
  /** Rows of the part that is being gathered, and of the one before that is being written: not yet in the archive. */
  #fresh = new Seen()
  #held: Seen | undefined
  /** Ids of the keys of one part: each is needed several times, and made by a hash. */
  #ids = new Map<string, Id>()
  readonly #roles = new Map<string, number>()
  readonly #covering = new Map<string, Set<number>>()

  constructor(identity: (what: string) => Id, source: Id) {
    this.#identity = identity
    this.#source = source
  }

  gather(readings: readonly Reading[]): Gathered {
    this.#fresh = new Seen()
    this.#ids = new Map()
    const entities = new Map<Id, EntitySaid>()
    const relations = new Map<Id, RelationSaid>()
    const repeated: RelationSaid[] = []
    const repeats: { row: number; first: number }[] = []
    const warnings: Remark[] = []
    for (const reading of readings) {
      let news = 0
      let first = 0
      for (const draft of reading.entities) {
        const earlier = this.#entity(draft, entities, warnings)
        if (earlier === 0) news++
        first ||= earlier
      }
      for (const draft of reading.relations) {
        const said = this.#relation(draft)
        const earlier = this.#mark(said.id, draft.row, 0)
        if (earlier === 0) {
          relations.set(said.id, said)
          news++
        } else if (relations.has(said.id)) contradict(relations.get(said.id)!.draft, draft, warnings)
        else repeated.push(said)
      }
      if (news === 0 && reading.entities.length > 0) repeats.push({ row: reading.row, first })
    }
    return { entities, relations, repeated, repeats, warnings }
  }

  /** The last gathering is being written; the next may come before that is done. */
  hold(): void {
    this.#held = this.#fresh
    this.#fresh = new Seen()
  }

  /** What was held is in the archive. */
  confirm(): void {
    if (this.#held !== undefined) this.seen.addAll(this.#held)
    this.#held = undefined
  }

  /** What was held is not in the archive: those rows come again, and so does what was gathered after them. */
  drop(): void {
    this.#held = undefined
  }

  /** Whether anything was said of this id before the rows that are being gathered. */
  has(id: Id): boolean {
    return this.#held?.has(id) === true || this.seen.has(id)
  }

  #rowOf(id: Id, aspect: number): number {
    return this.#fresh.rowOf(id, aspect) || this.#held?.rowOf(id, aspect) || this.seen.rowOf(id, aspect)
  }

  #mark(id: Id, row: number, aspect: number): number {
    const earlier = this.#rowOf(id, aspect)
    if (earlier === 0) this.#fresh.add(id, row, aspect)
    return earlier
  }

  /** Whether a row before spoke of the entity in one of these roles. */
  #saidBy(roles: ReadonlySet<number>, id: Id): boolean {
    for (const role of roles) if (this.#rowOf(id, role) !== 0) return true
    return false
  }

  /** @returns the row in which this role said it before, or 0 */
  #entity(draft: EntityDraft, entities: Map<Id, EntitySaid>, warnings: Remark[]): number {
    const id = this.#idOf(draft.key)
    let said = entities.get(id)
    if (said === undefined) entities.set(id, (said = { id, draft, names: [], identifiers: [], fields: new Map(), fills: new Map() }))
    const [name] = draft.names
    // a department stands in every row under the one name: that is quick to see
    if (name !== undefined && said.names.length > 0 && said.draft.role === draft.role && said.names.every(({ text }) => text !== name.text && nameKey(text) !== nameKey(name.text))) {
      warnings.push({ row: draft.row, column: draft.role, reason: '與前面的列是同一筆而名稱不同，兩個名稱都留下 (the same record as in an earlier row under another name; both names are kept)', cell: name.text })
    }
    addNames(said.names, draft.names)
    addIdentifiers(said.identifiers, draft.identifiers)
    let role = this.#roles.get(draft.role)
    if (role === undefined) this.#roles.set(draft.role, (role = this.#roles.size + 1))
    for (const code of draft.covers) {
      const covering = this.#covering.get(code) ?? new Set()
      this.#covering.set(code, covering)
      const value = draft.fields[code]
      if (!this.#saidBy(covering, id)) said.fields.set(code, value)
      else if (value !== undefined && said.fields.has(code) && said.fields.get(code) === undefined) said.fields.set(code, value)
      else if (value !== undefined) {
        const known = said.fields.get(code) ?? said.fills.get(code)
        if (known === undefined) said.fills.set(code, value)
        else if (String(known) !== String(value)) warnings.push(contradiction(draft.row, code, String(known), String(value)))
      }
    }
    // only now: several roles of one row may speak of one entity
    for (const code of draft.covers) this.#covering.get(code)!.add(role)
    return this.#mark(id, draft.row, role)
  }

  #idOf(key: string): Id {
    let id = this.#ids.get(key)
    if (id === undefined) this.#ids.set(key, (id = this.#identity(key)))
    return id
  }

  #relation(draft: RelationDraft): RelationSaid {
    const id = this.#identity(draft.key)
    const evidence = draft.evidence.map((one) => ({
      id: one.key === '' ? evidenceOf(id) : this.#identity(`${draft.key}#${one.key}`), draft: one, source: one.source === undefined ? this.#source : this.#idOf(one.source),
    }))
    return { id, draft, from: this.#idOf(draft.from), to: this.#idOf(draft.to), evidence }
  }
}

export function contradict(first: Pick<RelationDraft, 'start' | 'end' | 'qualifiers'>, later: RelationDraft, warnings: Remark[]): void {
  const told = ({ start, end, qualifiers }: Pick<RelationDraft, 'start' | 'end' | 'qualifiers'>): string =>
    [start ?? '', end ?? '', ...Object.entries(qualifiers).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${String(value)}`)].join(' ').trim()
  if (told(first) !== told(later)) warnings.push(contradiction(later.row, later.type, told(first), told(later)))
}

const contradiction = (row: number, column: string, first: string, later: string): Remark =>
  ({ row, column, reason: `與前面的列不同，以前面的為準 (an earlier row says 「${first}」, which stands)`, cell: later })
