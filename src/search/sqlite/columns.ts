import { PUBLIC } from '../../model/audience.ts'
import { isCleared } from '../../model/clearance.ts'
import type { Connection } from './connection.ts'

/** Texts as small numbers. */
export class Interned {
  readonly words: string[] = []
  readonly #numbers = new Map<string, number>()

  number(word: string): number {
    let number = this.#numbers.get(word)
    if (number === undefined) {
      number = this.words.length
      this.words.push(word)
      this.#numbers.set(word, number)
    }
    return number
  }

  known(word: string): number | undefined {
    return this.#numbers.get(word)
  }
}

export const NONE = -1
/** No year: before anything that is dated. */
export const UNDATED = -2_147_483_648

type Row = [number: number, id: string, entity: string, kind: string, name: string, clearance: number, year: number | null, type: string | null, place: string | null, collection: string | null, length: number]

/**
 * What is asked of every document that a question meets, in memory and by its number: who may read it, whose it is,
 * facets. About 40 bytes a document; follows the file.
 */
export class Columns {
  readonly generation: number
  readonly entities = new Interned()
  readonly kinds = new Interned()
  readonly names = new Interned()
  readonly types = new Interned()
  readonly places = new Interned()
  readonly collections = new Interned()
  /** Numbers up to here are known; the next document gets a higher one. */
  last = 0
  clearance = new Int32Array(0)
  entity = new Int32Array(0)
  kind = new Int32Array(0)
  name = new Int32Array(0)
  year = new Int32Array(0)
  type = new Int32Array(0)
  place = new Int32Array(0)
  length = new Int32Array(0)
  /** 1: the document is its entity's own. */
  own = new Uint8Array(0)
  readonly collection = new Map<number, readonly number[]>()
  /** The documents of each entity, those that are gone included. */
  readonly documents: number[][] = []
  /** Keys of clearances by number, and which of them everyone satisfies. */
  readonly clearances: string[] = []
  readonly open: boolean[] = []
  readonly #public = { documents: 0, length: 0 }
  #dropped = 0

  constructor(generation: number) {
    this.generation = generation
  }

  /** Statistics of what everyone may read. */
  get publicDocuments(): number {
    return this.#public.documents
  }

  get averageLength(): number {
    return this.#public.length / Math.max(1, this.#public.documents)
  }

  isPublic(number: number): boolean {
    const clearance = this.clearance[number]!
    return clearance !== NONE && this.open[clearance]!
  }

  /** Reads what was added and dropped since; within a transaction. @returns whether anything was */
  refresh(db: Connection): boolean {
    for (const [number, key] of db.rows<[number, string]>('SELECT number, key FROM clearance WHERE number > ?', this.clearances.length - 1)) {
      this.clearances[number] = key
      this.open[number] = isCleared(key, PUBLIC)
    }
    const g = this.generation
    const [last] = db.row<[number]>(`SELECT coalesce(max(number), 0) FROM document_${g}`)!
    const rows = db.rows<Row>(`SELECT number, id, entity, kind, name, clearance, year, type, place, collection, length FROM document_${g} WHERE number > ? ORDER BY number`, this.last)
    this.#grow(last + 1)
    for (const row of rows) this.#add(row)
    this.last = Math.max(this.last, last)
    const dropped = db.rows<[number, number]>(`SELECT turn, number FROM dropped_${g} WHERE turn > ?`, this.#dropped)
    for (const [turn, number] of dropped) {
      this.#dropped = turn
      this.#count(number, -1)
      if (number < this.clearance.length) this.clearance[number] = NONE
    }
    return rows.length > 0 || dropped.length > 0
  }

  #add([number, id, entity, kind, name, clearance, year, type, place, collection, length]: Row): void {
    this.clearance[number] = clearance
    const owner = this.entities.number(entity)
    this.entity[number] = owner
    ;(this.documents[owner] ??= []).push(number)
    this.kind[number] = this.kinds.number(kind)
    this.name[number] = this.names.number(name)
    this.year[number] = year ?? UNDATED
    this.type[number] = type === null ? NONE : this.types.number(type)
    this.place[number] = place === null ? NONE : this.places.number(place)
    this.length[number] = length
    this.own[number] = Number(id === entity)
    if (collection !== null) this.collection.set(number, [...new Set(JSON.parse(collection) as string[])].map((one) => this.collections.number(one)))
    this.#count(number, 1)
  }

  #count(number: number, by: 1 | -1): void {
    if (number >= this.clearance.length || !this.isPublic(number)) return
    this.#public.documents += by
    this.#public.length += by * this.length[number]!
  }

  #grow(size: number): void {
    if (size <= this.clearance.length) return
    const room = Math.max(1_024, size + (size >> 2))
    const larger = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const made = new Int32Array(room).fill(NONE)
      made.set(old)
      return made
    }
    for (const column of ['clearance', 'entity', 'kind', 'name', 'year', 'type', 'place', 'length'] as const) this[column] = larger(this[column])
    const own = new Uint8Array(room)
    own.set(this.own)
    this.own = own
  }
}
