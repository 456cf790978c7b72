import { candidateOf, holds, tokensOf } from '../text/index.ts'
import type { Columns } from './columns.ts'
import type { Connection } from './connection.ts'
import { encoded } from './encode.ts'
import { EMPTY, NOTHING, Packed } from './packed.ts'
import { isKept } from './writer.ts'

/** Words of four bytes kept in memory over all lists: 64 MB. */
const ROOM = 16_000_000

interface List {
  /** Numbers of documents, ascending; those that are gone since may still stand in it. */
  numbers: Packed
  upTo: number
  /** How many of them everyone may read, and at which state of the columns that was counted. */
  frequency: number
  counted: number
}

/** Which documents hold a term or a phrase. Lists are read once and then only on from where they end. */
export class Postings {
  readonly #db: Connection
  readonly #columns: Columns
  readonly #lists = new Map<string, List>()
  #room = ROOM
  #state = 0

  constructor(db: Connection, columns: Columns) {
    this.#db = db
    this.#columns = columns
  }

  /** Documents came or went. */
  moved(): void {
    this.#state++
  }

  /** Documents that hold a folded word, pair or character; of words of more than two characters, those that hold all its pairs. */
  of(token: string): Int32Array {
    return this.#list(token, (after) => this.#terms(token, after)).numbers.unpack()
  }

  /** Documents that hold all terms of these words, and whether those are the documents in which they stand as they are. */
  phrase(phrase: string): { readonly numbers: Int32Array; readonly isCertain: boolean } {
    // one term is where it is; only several may stand apart
    const terms = termsOf(phrase)
    return { numbers: this.of(phrase), isCertain: terms.length === 1 && terms[0] === phrase }
  }

  /** Whether each of these words stands in a document as it is: its text is read and folded, some hundredths of a millisecond for a paragraph. */
  stand(number: number, phrases: readonly string[]): boolean[] {
    const row = this.#db.row<[string, string, string]>(`SELECT name, names, text FROM document_${this.#columns.generation} WHERE number = ?`, number)
    if (row === undefined) return phrases.map(() => false)
    const { title, text } = candidateOf({ name: row[0], names: JSON.parse(row[1]) as string[], text: row[2] })
    return phrases.map((phrase) => holds(text, phrase) || holds(title, phrase))
  }

  /** In how many documents that everyone may read a token stands. */
  frequency(token: string): number {
    const list = this.#list(token, (after) => this.#terms(token, after))
    if (list.counted !== this.#state) {
      let count = 0
      for (const number of list.numbers.unpack()) if (this.#columns.isPublic(number)) count++
      list.frequency = count
      list.counted = this.#state
    }
    return list.frequency
  }

  #list(key: string, read: (after: number) => Int32Array): List {
    const list = this.#lists.get(key) ?? { numbers: NOTHING, upTo: 0, frequency: 0, counted: -1 }
    // the last used is the last forgotten
    this.#lists.delete(key)
    this.#lists.set(key, list)
    if (list.upTo < this.#columns.last) {
      const before = list.numbers
      const more = read(list.upTo)
      if (more.length > 0) list.numbers = new Packed(before === NOTHING ? more : joined(before.unpack(), more))
      list.upTo = this.#columns.last
      list.counted = -1
      this.#room -= list.numbers.size - before.size
      this.#forget(list)
    }
    return list
  }

  #forget(kept: List): void {
    for (const [key, list] of this.#lists) {
      if (this.#room >= 0) return
      if (list === kept) continue
      this.#lists.delete(key)
      this.#room += list.numbers.size
    }
  }

  /** All terms of a token or phrase together. */
  #terms(text: string, after: number): Int32Array {
    const pairs = termsOf(text)
    if (pairs.length === 0) return EMPTY
    const match = pairs.map((term) => `"${encoded(term)}"`).join(' AND ')
    // one row instead of thousands: each costs a microsecond on its way here
    const [all] = this.#db.row<[string | null]>(`SELECT group_concat(rowid) FROM term_${this.#columns.generation} WHERE term_${this.#columns.generation} MATCH ? AND rowid > ?`, match, after)!
    return all === null ? EMPTY : numbersIn(all)
  }
}

/** The terms of a folded text as the index keeps them; where there are pairs, their characters add nothing. */
function termsOf(text: string): string[] {
  const terms = [...new Set(tokensOf({ text }).filter(({ text, kind }) => isKept(text, kind)).map(({ text }) => text))]
  return terms.filter((term) => !terms.some((other) => other !== term && other.includes(term)))
}

/** Numbers between commas. */
function numbersIn(text: string): Int32Array {
  const numbers: number[] = []
  let number = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 44) {
      numbers.push(number)
      number = 0
    } else number = number * 10 + code - 48
  }
  numbers.push(number)
  return Int32Array.from(numbers)
}

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
