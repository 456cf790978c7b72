import type { Id } from '../../model/ids.ts'
import type { EntityRef } from '../port.ts'
import { KIND_CODES } from './codes.ts'
import type { Connection } from './connection.ts'
import { sought } from './ids.ts'

/** An entity as others mention it, with the sequence that changed it last. */
export interface Mention {
  readonly ref: EntityRef
  readonly changed: number
}

/** Mentions kept while nobody writes: every page mentions the same few departments and sources again and again. */
const ROOM = 100_000

const REFS = 'SELECT node, id, name, kind, changed FROM entity WHERE node IN (SELECT value FROM json_each(?)) AND name IS NOT NULL'
type Row = [node: number, id: Id, name: string, kind: number, changed: number]

export class Refs {
  readonly #connection: Connection
  readonly #kept = new Map<number, Mention>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Has those of these nodes at hand, within this reading. What was redacted is left out. */
  fetch(nodes: Iterable<number>): void {
    if (this.#kept.size > ROOM) this.#kept.clear()
    const wanted: number[] = []
    for (const node of nodes) if (!this.#kept.has(node)) wanted.push(node)
    if (wanted.length === 0) return
    for (const [node, id, name, kind, changed] of this.#connection.rows<Row>(REFS, JSON.stringify(wanted))) {
      this.#kept.set(node, { ref: { id, name, kind: KIND_CODES[kind]! }, changed })
    }
  }

  /** After `fetch`. */
  get(node: number): Mention | undefined {
    return this.#kept.get(node)
  }

  /** An end as recorded, by id: nearly always the survivor itself. */
  recorded(id: Id, survivor: Mention): Mention {
    if (id === survivor.ref.id) return survivor
    const [name, kind, changed] = this.#connection.row<[string, number, number]>('SELECT name, kind, changed FROM entity WHERE bytes = ?', sought(id))!
    return { ref: { id, name, kind: KIND_CODES[kind]! }, changed }
  }

  forget(): void {
    this.#kept.clear()
  }
}
