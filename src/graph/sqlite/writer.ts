import { setTimeout as wait } from 'node:timers/promises'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { HEAD_TABLES, type tableOf } from './codes.ts'
import { Connection, isBusy } from './connection.ts'
import { Interned } from './interned.ts'
import { Surroundings } from './rights.ts'
import { Shelf } from './shelf.ts'
import { Tally } from './tally.ts'
import { Terms } from './terms.ts'

/** Milliseconds to wait for another process that writes (an import holds the lock for a changeset at a time). */
const PATIENCE = 10_000

const TABLES = [...HEAD_TABLES, 'operation'].map((table) => [table, table === 'entity' ? 'node' : 'key'] as const)
/** The place of the log's operations among what is numbered; before it, those of HEAD_TABLES. */
export const OPERATION = 5

type Numbered = ReturnType<typeof tableOf> | typeof OPERATION

/** The one connection of this process that writes, and what it remembers between changesets. */
export class Writer {
  readonly connection: Connection
  /** What the archive begins with; as the log has it: `terms`. */
  readonly vocabulary: Vocabulary
  readonly clearances: Interned
  readonly types: Interned
  readonly shelf: Shelf
  readonly tally: Tally
  readonly surroundings: Surroundings
  readonly terms: Terms
  #version = -1
  #next: number[] = []

  constructor(path: string, vocabulary: Vocabulary) {
    this.connection = new Connection(path)
    this.connection.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 100000; PRAGMA journal_size_limit = 67108864; PRAGMA busy_timeout = 15')
    this.vocabulary = vocabulary
    this.clearances = new Interned(this.connection, 'clearance')
    this.types = new Interned(this.connection, 'relation_type')
    this.shelf = new Shelf(this.connection, this.clearances)
    this.tally = new Tally(this.connection)
    this.surroundings = new Surroundings(this.clearances)
    this.terms = new Terms(this.connection, this.shelf, vocabulary)
  }

  /**
   * Does work in one transaction that is durable when this answers. Waits for others outside of it.
   * @throws UNAVAILABLE when another writer does not let go
   */
  async transaction<T>(work: () => T): Promise<T> {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      try {
        this.connection.exec('BEGIN IMMEDIATE')
        break
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error
      }
      await wait(2 + 10 * Math.random())
    }
    try {
      this.#refresh()
      const result = work()
      this.tally.flush()
      this.connection.exec('COMMIT')
      return result
    } catch (error) {
      this.connection.discard()
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK')
      this.forget()
      throw error
    }
  }

  /** The newest sequence; within a transaction, one more is the next. */
  sequence(): number {
    return this.connection.row<[number]>('SELECT coalesce(max(sequence), 0) FROM changeset')![0]
  }

  /** A fresh number for a row of HEAD_TABLES by its place there, or of an operation. Dense, and only used up by a commit. */
  next(table: Numbered): number {
    return this.#next[table]!++
  }

  /** The number the next call of `next` answers. */
  peek(table: Numbered): number {
    return this.#next[table]!
  }

  /**
   * After a redaction: what was destroyed is still in the journal, until that is emptied. While another
   * process reads, it is not; then the next redaction or the last to close the file does it.
   */
  sweep(): void {
    this.connection.run('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  close(): void {
    this.connection.close()
  }

  #refresh(): void {
    const version = this.connection.dataVersion()
    if (version !== this.#version) this.forget()
    this.#version = version
    this.shelf.open()
    // nodes count from 0, because the adjacency keeps them as indexes; the others from 1
    this.#next = TABLES.map(([table, key], i) => this.connection.row<[number]>(`SELECT coalesce(max(${key}), ${i === 0 ? -1 : 0}) + 1 FROM ${table}`)![0])
  }

  /** What is remembered may be wrong: after a rollback, or when others have written. */
  forget(): void {
    this.shelf.clear()
    this.clearances.forget()
    this.types.forget()
    this.tally.forget()
    this.surroundings.forget()
  }
}
