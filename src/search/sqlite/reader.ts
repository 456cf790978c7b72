import type { Viewer } from '../../model/audience.ts'
import { nameKey } from '../../model/names.ts'
import type { Kind } from '../../model/records.ts'
import type { SearchQuery, SearchResult, SearchStatus, Suggestion } from '../port.ts'
import type { Dictionary, Statistics } from '../text/index.ts'
import { Columns } from './columns.ts'
import { openIndex, type Connection } from './connection.ts'
import { Postings } from './postings.ts'
import { search, type Index } from './searching.ts'
import { didYouMean } from './spelling.ts'
import { suggest } from './suggesting.ts'

/** At most so many entities found are little: then another spelling is looked for. */
const LITTLE = 2
/** Names in a question are looked for from this to that length. */
const NAMES = [3, 16] as const

/** Answers from the index as it stands. Blocking: it has a thread of its own. */
export class Reader {
  readonly #db: Connection
  #index: Index | undefined
  #version = -1

  constructor(path: string) {
    this.#db = openIndex(path)
  }

  search(query: SearchQuery, viewer: Viewer): SearchResult {
    return this.#reading((index) => {
      const result = search(index, query, viewer)
      const other = result.total <= LITTLE && query.after === undefined ? didYouMean(index, query.text) : undefined
      return other === undefined ? result : { ...result, didYouMean: other }
    })
  }

  suggest(text: string, viewer: Viewer, options: { readonly kinds?: readonly Kind[]; readonly first?: number } = {}): Suggestion[] {
    return this.#reading((index) => suggest(index, text, viewer, options))
  }

  status(): SearchStatus {
    return this.#reading(({ columns }) => {
      const [sequence, anchor, analysis] = this.#db.row<[number, string | null, string]>('SELECT sequence, anchor, analysis FROM state')!
      const [documents] = this.#db.row<[number]>(`SELECT count(*) FROM document_${columns.generation}`)!
      return { sequence, ...(anchor === null ? {} : { anchor }), documents, analysis }
    })
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

  /** All of an answer from one state of the file. */
  #reading<T>(work: (index: Index) => T): T {
    return this.#db.transaction('BEGIN', () => work(this.#current()))
  }

  #current(): Index {
    const [generation] = this.#db.row<[number]>('SELECT generation FROM state')!
    const [version] = this.#db.row<[number]>('PRAGMA data_version')!
    if (this.#index?.columns.generation !== generation) {
      this.#db.forget()
      this.#index = opened(this.#db, generation)
    } else if (version === this.#version) return this.#index
    this.#version = version
    if (this.#index.columns.refresh(this.#db)) this.#index.postings.moved()
    return this.#index
  }
}

function opened(db: Connection, generation: number): Index {
  const columns = new Columns(generation)
  const postings = new Postings(db, columns)
  const statistics: Statistics = {
    get documents() { return columns.publicDocuments },
    get averageLength() { return columns.averageLength },
    frequency: (token) => postings.frequency(token),
  }
  return { db, columns, postings, statistics, dictionary: dictionary(db, columns) }
}

/** The names of what everyone may read, as the file has them. */
function dictionary(db: Connection, columns: Columns): Dictionary {
  const known = (name: string): boolean =>
    db.rows<[number]>(`SELECT number FROM name_${columns.generation} WHERE key = ? AND inner = 0`, nameKey(name)).some(([number]) => columns.isPublic(number))
  const begins = (head: string): boolean =>
    db.row<[number]>(`SELECT 1 FROM name_${columns.generation} WHERE key >= ? AND key < ? LIMIT 1`, nameKey(head), `${nameKey(head)}\u{10ffff}`) !== undefined
  return {
    longest: (text, start) => {
      if (!begins(text.slice(start, start + NAMES[0]))) return 0
      for (let length = Math.min(NAMES[1], text.length - start); length >= NAMES[0]; length--) if (known(text.slice(start, start + length))) return length
      return 0
    },
  }
}
