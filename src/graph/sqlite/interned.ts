import type { Connection } from './connection.ts'

/** Words that the file keeps as small numbers: 0, 1, 2, … without gaps. Numbers never change within an epoch. */
export class Interned {
  readonly #connection: Connection
  readonly #table: string
  readonly #word: string
  #words: string[] = []
  #numbers = new Map<string, number>()

  constructor(connection: Connection, table: 'clearance' | 'relation_type') {
    this.#connection = connection
    this.#table = table
    this.#word = table === 'clearance' ? 'key' : 'code'
  }

  /** The number of a word, also of one that another process interned since; undefined for one that nobody has. */
  find(word: string): number | undefined {
    if (!this.#numbers.has(word)) this.#load()
    return this.#numbers.get(word)
  }

  /** The number of a word, which gets one if it has none. Only within a writing transaction. */
  number(word: string): number {
    const known = this.#numbers.get(word) ?? this.find(word)
    if (known !== undefined) return known
    const number = this.#words.length
    this.#connection.run(`INSERT INTO ${this.#table} (number, ${this.#word}) VALUES (?, ?)`, number, word)
    this.#add(number, word)
    return number
  }

  word(number: number): string {
    if (number >= this.#words.length) this.#load()
    const word = this.#words[number]
    if (word === undefined) throw new Error(`${this.#table} ${number} is not in the file`)
    return word
  }

  /** All words so far, by number. */
  all(): readonly string[] {
    this.#load()
    return this.#words
  }

  /** After a rollback or a new epoch, what is remembered may be wrong. */
  forget(): void {
    this.#words = []
    this.#numbers = new Map()
  }

  #load(): void {
    const sql = `SELECT number, ${this.#word} FROM ${this.#table} WHERE number >= ? ORDER BY number`
    for (const [number, word] of this.#connection.rows<[number, string]>(sql, this.#words.length)) this.#add(number, word)
  }

  #add(number: number, word: string): void {
    this.#words[number] = word
    this.#numbers.set(word, number)
  }
}
