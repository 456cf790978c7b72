import { conflict, unavailable } from '../../model/errors.ts'
import { nameKey } from '../../model/names.ts'
import type { IndexChanges, IndexPlace, SearchDocument } from '../port.ts'
import { ANALYSIS, candidateOf, lengthOf, tokensOf, fold, words } from '../text/index.ts'
import { openIndex, type Connection, type Value } from './connection.ts'
import { encoded } from './encode.ts'
import { dropTables, indexTables, TABLES } from './schema.ts'

/** Places within a name at which a suggestion may begin, besides its beginning. */
const INNER = 8
/** Nobody types more of a name before choosing. */
const KEY_LENGTH = 40

/** Writes the index. Blocking: it has a thread of its own. */
export class Writer {
  readonly #db: Connection
  /** The index that is being built beside the live one. */
  #building: number | undefined
  /** Words that are gone may still stand in the log of the file. */
  #unsettled = false

  constructor(path: string) {
    this.#db = openIndex(path)
    this.#db.exec('PRAGMA secure_delete = ON')
  }

  apply(changes: IndexChanges, sequence: number, { anchor, from }: IndexPlace = {}): void {
    this.#db.transaction('BEGIN IMMEDIATE', () => {
      const [at] = this.#db.row<[number]>('SELECT sequence FROM state')!
      if (from !== undefined && at !== from) throw conflict(`the index is at ${at}, no longer at ${from}`, { sequence: at })
      const generation = this.#generation()
      for (const entity of changes.dropEntities ?? []) {
        for (const [number] of this.#db.rows<[number]>(`SELECT number FROM document_${generation} WHERE entity = ?`, entity)) this.#drop(generation, number)
      }
      for (const id of changes.drop) {
        for (const number of this.#numbersOf(generation, id)) this.#drop(generation, number)
      }
      for (const document of changes.put) this.#put(generation, document)
      if (sequence > at || (sequence === at && anchor !== undefined)) this.#db.run('UPDATE state SET sequence = ?, anchor = ?', sequence, anchor ?? null)
      // a document that is gone is only crossed out among the terms until they are written anew
      if (changes.erase === true) this.#db.run(`INSERT INTO term_${generation} (term_${generation}) VALUES ('optimize')`)
    })
    if (changes.erase === true || this.#unsettled) this.#settle()
  }

  /** Begins a new index, and gives up one that was being built. */
  begin(): void {
    this.abandon()
    this.#db.transaction('BEGIN IMMEDIATE', () => {
      const [last] = this.#db.row<[number]>("SELECT max(CAST(substr(name, 10) AS INTEGER)) FROM sqlite_schema WHERE type = 'table' AND name GLOB 'document_[0-9]*'")!
      this.#building = last + 1
      this.#db.exec(indexTables(this.#building))
    })
  }

  add(documents: readonly SearchDocument[]): void {
    const generation = this.#begun()
    this.#db.transaction('BEGIN IMMEDIATE', () => {
      for (const document of documents) this.#put(generation, document)
    })
  }

  /** The new index becomes the live one; all others go. */
  finish(sequence: number, anchor?: string): void {
    const generation = this.#begun()
    this.#db.run(`INSERT INTO term_${generation} (term_${generation}) VALUES ('optimize')`)
    this.#db.transaction('BEGIN IMMEDIATE', () => {
      this.#db.run('INSERT OR REPLACE INTO state VALUES (1, ?, ?, ?, ?, ?)', TABLES, generation, sequence, anchor ?? null, ANALYSIS)
    })
    this.#building = undefined
    this.#sweep(generation)
    this.#settle()
  }

  /** Leaves the live index as it was. */
  abandon(): void {
    this.#building = undefined
    this.#sweep(this.#generation())
  }

  get stands(): boolean {
    return this.#db.stands
  }

  discard(): void {
    this.#db.discard()
  }

  close(): void {
    this.#db.close()
  }

  #begun(): number {
    // another file took the place of the one it was begun in
    if (this.#building === undefined) throw unavailable('the search')
    return this.#building
  }

  #generation(): number {
    return this.#db.row<[number]>('SELECT generation FROM state')![0]
  }

  /** Empties the log of the file into it; where somebody is reading, with the next change. */
  #settle(): void {
    const [busy] = this.#db.row<[number]>('PRAGMA wal_checkpoint(TRUNCATE)')!
    this.#unsettled = busy !== 0
  }

  #sweep(live: number): void {
    this.#db.forget()
    this.#db.transaction('BEGIN IMMEDIATE', () => {
      for (const [name] of this.#db.rows<[string]>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'document_[0-9]*'")) {
        const generation = Number(name.slice('document_'.length))
        if (generation !== live) this.#db.exec(dropTables(generation))
      }
    })
  }

  /** The document of this id, or the passages of this content. */
  #numbersOf(g: number, id: string): number[] {
    return this.#db.rows<[number]>(`SELECT number FROM document_${g} WHERE id = ?1 OR (id > ?1 || ':' AND id < ?1 || ';')`, id).map(([number]) => number)
  }

  #drop(g: number, number: number): void {
    this.#db.run(`DELETE FROM term_${g} WHERE rowid = ?`, number)
    this.#db.run(`DELETE FROM name_${g} WHERE number = ?`, number)
    this.#db.run(`DELETE FROM document_${g} WHERE number = ?`, number)
    this.#db.run(`INSERT INTO dropped_${g} (number) VALUES (?)`, number)
  }

  #put(g: number, document: SearchDocument): void {
    const candidate = candidateOf(document)
    const row = this.#row(document, lengthOf(candidate))
    const known = this.#db.row<[number, ...Value[]]>(`SELECT number, ${COLUMNS} FROM document_${g} WHERE id = ?`, document.id)
    if (known !== undefined) {
      // the same again is no change: whoever has read it need not read it again
      if (row.every((value, i) => value === known[i + 1])) return
      this.#drop(g, known[0])
    }
    const number = this.#db.run(`INSERT INTO document_${g} (${COLUMNS}) VALUES (${row.map(() => '?').join()})`, ...row)
    const kept = new Set<string>()
    for (const { text, kind } of tokensOf({ text: `${candidate.title}\n${candidate.text}` }, undefined, uncut)) if (isKept(text, kind)) kept.add(encoded(text))
    this.#db.run(`INSERT INTO term_${g} (rowid, terms) VALUES (?, ?)`, number, [...kept].join(' '))
    if (document.id === document.entity) this.#name(g, number, document)
  }

  #row({ id, entity, kind, name, names, text, locator, clearance, facets }: SearchDocument, length: number): Value[] {
    return [
      id, entity, kind, name, JSON.stringify(names), text, locator === undefined ? null : JSON.stringify(locator), this.#clearance(clearance),
      facets.year ?? null, facets.type ?? null, facets.place ?? null, facets.collection === undefined ? null : JSON.stringify(facets.collection), length,
    ]
  }

  #clearance(key: string): number {
    const known = this.#db.row<[number]>('SELECT number FROM clearance WHERE key = ?', key)
    return known?.[0] ?? this.#db.run('INSERT INTO clearance (key) VALUES (?)', key)
  }

  #name(g: number, number: number, { name, names }: SearchDocument): void {
    const sql = `INSERT OR IGNORE INTO name_${g} VALUES (?, ?, ?, ?)`
    for (const printed of new Set([name, ...names])) {
      this.#db.run(sql, nameKey(printed).slice(0, KEY_LENGTH), number, 0, printed)
      for (const key of inner(printed)) this.#db.run(sql, key, number, 1, printed)
    }
  }
}

const COLUMNS = 'id, entity, kind, name, names, text, locator, clearance, year, type, place, collection, length'

/** Words of three characters and more are found by their pairs. */
export const isKept = (text: string, kind: string): boolean => kind !== 'word' || !CHINESE.test(text) || [...text].length <= 2
const CHINESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]/u

/** Keys of a name from each of its words on: 臺北市立美術館 is also found by 美術. */
function inner(printed: string): Set<string> {
  const text = fold(printed).text
  const starts = new Set([...words(text).map(([start]) => start), ...Array.from(text.matchAll(/(?<=[^\p{L}\p{N}])[\p{L}\p{N}]/gu), ({ index }) => index)])
  const keys = [...starts].filter((start) => start > 0).sort((a, b) => a - b).slice(0, INNER).map((start) => nameKey(text.slice(start)).slice(0, KEY_LENGTH))
  return new Set(keys.filter((key) => key !== ''))
}

/** Words of two characters are pairs, and longer ones not kept: where they are cut does not matter here. */
const uncut = (): [number, number][] => []
