import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import type { IndexChanges, IndexPlace, SearchDocument, SearchQuery, SearchResult, SearchStatus, SearchStore, Suggestion } from '../port.ts'
import { Thread } from './threads.ts'

/** Documents handed to the writing thread at once during a rebuild: between two such parts an `apply` gets its turn. */
const PART = 100

/**
 * The full text in one SQLite file. One thread writes, one or more read, so that neither a long question nor a long
 * import holds the process; whoever opens the same file elsewhere sees every change.
 */
export class SqliteSearch implements SearchStore {
  readonly name = 'sqlite'
  readonly #writer: Thread
  readonly #readers: readonly Thread[]
  /** Rebuilds one after another. */
  #rebuilding: Promise<unknown> = Promise.resolve()

  constructor(path: string, readers: number) {
    this.#writer = new Thread({ path, role: 'writer' })
    this.#readers = Array.from({ length: readers }, () => new Thread({ path, role: 'reader' }))
  }

  open(): Promise<void> {
    return this.#writer.ask('open')
  }

  apply(changes: IndexChanges, sequence: number, place?: IndexPlace): Promise<void> {
    return this.#writer.ask('apply', changes, sequence, place)
  }

  search(query: SearchQuery, viewer: Viewer): Promise<SearchResult> {
    return this.#read('search', query, viewer)
  }

  suggest(text: string, viewer: Viewer, options?: { readonly kinds?: readonly Kind[]; readonly first?: number }): Promise<Suggestion[]> {
    return this.#read('suggest', text, viewer, options)
  }

  rebuild(documents: AsyncIterable<SearchDocument>, sequence: number, anchor?: Id): Promise<void> {
    const built = this.#rebuilding.then(() => this.#rebuild(documents, sequence, anchor))
    this.#rebuilding = built.catch(() => undefined)
    return built
  }

  status(): Promise<SearchStatus> {
    return this.#read('status')
  }

  async health(): Promise<void> {
    await this.status()
  }

  async close(): Promise<void> {
    await Promise.all([this.#writer, ...this.#readers].map((thread) => thread.close()))
  }

  async #rebuild(documents: AsyncIterable<SearchDocument>, sequence: number, anchor: Id | undefined): Promise<void> {
    await this.#writer.ask('begin')
    try {
      let part: SearchDocument[] = []
      for await (const document of documents) {
        part.push(document)
        if (part.length < PART) continue
        await this.#writer.ask('add', part)
        part = []
      }
      await this.#writer.ask('add', part)
      await this.#writer.ask('finish', sequence, anchor)
    } catch (error) {
      // what is left of it goes with the next rebuild if it cannot go now
      await this.#writer.ask('abandon').catch(() => undefined)
      throw error
    }
  }

  /** Asks the reader with least to do. */
  #read<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    return this.#readers.reduce((least, reader) => (reader.waiting < least.waiting ? reader : least)).ask(method, ...args)
  }
}
