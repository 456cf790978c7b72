import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../model/records.ts'
import type { EntityRef, EvidenceView, RelationView } from '../port.ts'
import { evidenceView, relationView, type Ends } from '../views.ts'
import { STATE_CODES } from './codes.ts'
import type { Connection } from './connection.ts'
import type { Mention, Refs } from './refs.ts'
import type { Sight } from './viewers.ts'
import type { Part } from './part.ts'

type RelationRow = readonly [key: number, id: Id, version: number, state: number, changed: number, from: number, to: number, body: string]

const RELATIONS = `SELECT r.key, r.id, r.version, r.state, r.changed, from_node, to_node, text
  FROM json_each(?) CROSS JOIN relation AS r ON r.key = value JOIN payload ON operation = r.payload WHERE r.level <> 0`

type EvidenceRow = readonly [relation: number, id: Id, state: number, clearance: number, source: number, body: string]

/** By the index on relation and bytes, so in the order of ids within a relation. */
const EVIDENCE = `SELECT relation, e.id, e.state, e.clearance, source, text
  FROM json_each(?) CROSS JOIN evidence AS e ON relation = value JOIN payload ON operation = e.payload WHERE shown <> 0`

/** Relations kept while nobody writes, some two kilobytes each: pages and answers show the same ones again and again. */
const ROOM = 20_000

/** A relation with everything that anybody may be shown of it. */
class Related {
  readonly #row: RelationRow
  readonly #record: RelationRecord
  readonly #ends: Ends
  readonly #recorded: Ends
  readonly #evidence: readonly { readonly clearance: number; readonly view: EvidenceView }[]
  /** What most see: all of its evidence. */
  readonly #whole: RelationView
  /** The newest sequence that changed any of it. */
  readonly changed: number

  constructor(row: RelationRow, pieces: readonly EvidenceRow[], refs: Refs) {
    let changed = row[4]
    const said = ({ ref, changed: at }: Mention): EntityRef => {
      if (at > changed) changed = at
      return ref
    }
    this.#row = row
    this.#record = wordsOf<RelationRecord>(row[1], row[3], row[7])
    const [from, to] = [refs.get(row[5])!, refs.get(row[6])!]
    this.#ends = { from: said(from), to: said(to) }
    this.#recorded = { from: said(refs.recorded(this.#record.from, from)), to: said(refs.recorded(this.#record.to, to)) }
    this.#evidence = pieces.map(([, id, state, clearance, source, body]) => ({ clearance, view: evidenceView(wordsOf<EvidenceRecord>(id, state, body), said(refs.get(source)!)) }))
    this.#whole = this.#with(this.#evidence.map(({ view }) => view))
    this.changed = changed
  }

  /** As a viewer sees it who is cleared for the relation. */
  seen(sight: Sight): RelationView {
    const seen = this.#evidence.filter(({ clearance }) => sight.may(clearance))
    if (seen.length === this.#evidence.length) return this.#whole
    return this.#with(seen.map(({ view }) => view), seen.length > 0 ? [] : this.#evidence.map(({ clearance }) => sight.keptBy(clearance)))
  }

  #with(evidence: readonly EvidenceView[], keepers: readonly (readonly string[])[] = []): RelationView {
    return relationView({ version: this.#row[2], record: this.#record }, this.#ends, this.#recorded, evidence, keepers)
  }
}

/** What views need of a record: not its audience, which a reader is not told. */
function wordsOf<T extends RelationRecord | EvidenceRecord>(id: Id, state: number, body: string): T {
  const record = JSON.parse(body) as { id: Id; state: string }
  record.id = id
  record.state = STATE_CODES[state]!
  return record as T
}

export class Relations {
  readonly #connection: Connection
  readonly #refs: Refs
  readonly #kept = new Map<number, Related>()

  constructor(connection: Connection, refs: Refs) {
    this.#connection = connection
    this.#refs = refs
  }

  /**
   * Relations by key as a viewer sees them who is cleared for them, within this reading, and the newest
   * sequence that changed any of it. What is neither published nor proposed (any more) is left out.
   */
  seen(keys: readonly number[], sight: Sight): Part<ReadonlyMap<number, RelationView>> {
    if (this.#kept.size > ROOM) this.#kept.clear()
    const missing = keys.filter((key) => !this.#kept.has(key))
    if (missing.length > 0) this.#fetch(missing)
    const value = new Map<number, RelationView>()
    let changed = 0
    for (const key of keys) {
      const related = this.#kept.get(key)
      if (related === undefined) continue
      value.set(key, related.seen(sight))
      if (related.changed > changed) changed = related.changed
    }
    return { value, changed }
  }

  forget(): void {
    this.#kept.clear()
  }

  #fetch(keys: readonly number[]): void {
    const wanted = JSON.stringify(keys)
    const rows = this.#connection.rows<RelationRow>(RELATIONS, wanted)
    const pieces = new Map<number, EvidenceRow[]>(rows.map(([key]) => [key, []]))
    const nodes = new Set(rows.flatMap((row) => [row[5], row[6]]))
    for (const piece of this.#connection.rows<EvidenceRow>(EVIDENCE, wanted)) {
      pieces.get(piece[0])?.push(piece)
      nodes.add(piece[4])
    }
    this.#refs.fetch(nodes)
    for (const row of rows) this.#kept.set(row[0], new Related(row, pieces.get(row[0])!, this.#refs))
  }
}
