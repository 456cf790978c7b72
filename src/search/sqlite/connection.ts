import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { rmSync, statSync } from 'node:fs'
import { ANALYSIS } from '../text/index.ts'
import { unavailable } from '../../model/errors.ts'
import { indexTables, STATE, TABLES } from './schema.ts'

export type Value = string | number | null

/** SQLite's results for a file that is no index, or no longer one: it is thrown away, since it can be rebuilt. */
const SPOILT = new Set([11 /* CORRUPT */, 26 /* NOTADB */])

/** One connection to the file of the index, with the statements it has prepared. Rows come as arrays. */
export class Connection {
  readonly #db: DatabaseSync
  readonly #path: string
  readonly #file: number | undefined
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string) {
    this.#db = new DatabaseSync(path, { timeout: 10_000 })
    this.#path = path
    this.#file = fileAt(path)
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA mmap_size = 1000000000')
  }

  exec(sql: string): void {
    this.#db.exec(sql)
  }

  run(sql: string, ...values: Value[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid)
  }

  row<R extends readonly Value[]>(sql: string, ...values: Value[]): R | undefined {
    return this.#statement(sql).get(...values) as R | undefined
  }

  rows<R extends readonly Value[]>(sql: string, ...values: Value[]): R[] {
    return this.#statement(sql).all(...values) as unknown as R[]
  }

  /** Row by row, for whoever may stop early. */
  each<R extends readonly Value[]>(sql: string, ...values: Value[]): IterableIterator<R> {
    return this.#statement(sql).iterate(...values) as unknown as IterableIterator<R>
  }

  /** Whole or not at all. */
  transaction<T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T {
    this.#db.exec(begin)
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      try {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      } catch {
        // what went wrong first is what counts
      }
      throw error
    }
  }

  /** Whether its file still stands at its path: somebody may have thrown it away, or put another there. */
  get stands(): boolean {
    return fileAt(this.#path) === this.#file
  }

  /** Throws the file away, unless somebody did before. */
  discard(): void {
    // while this one has it open, no other file gets its number
    if (this.stands) remove(this.#path)
    this.close()
  }

  /** Forgets the statements about tables that are gone. */
  forget(): void {
    this.#statements.clear()
  }

  close(): void {
    this.#statements.clear()
    if (this.#db.isOpen) this.#db.close()
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#db.prepare(sql)
      statement.setReturnArrays(true)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}

const fileAt = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino

function remove(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
}

/** Opens the index, empty where there is none, or none that this version can read. */
export function openIndex(path: string): Connection {
  try {
    return prepared(path)
  } catch (error) {
    if (!isSpoilt(error)) throw translated(error)
    remove(path)
    return prepared(path)
  }
}

function prepared(path: string): Connection {
  const connection = new Connection(path)
  try {
    if (isReady(connection)) return connection
    if (isOther(connection)) {
      // not only its tables: in their place words would stay that are to be gone
      connection.discard()
      return prepared(path)
    }
    connection.transaction('BEGIN IMMEDIATE', () => {
      connection.exec(STATE)
      if (isReady(connection)) return
      connection.exec(indexTables(1))
      connection.run('INSERT INTO state VALUES (1, ?, 1, 0, NULL, ?)', TABLES, ANALYSIS)
    })
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** The version of its tables, seen without waiting for whoever writes. */
function tablesOf(connection: Connection): number | undefined {
  if (connection.row("SELECT 1 FROM sqlite_schema WHERE name = 'state'") === undefined) return undefined
  return connection.row<[number]>('SELECT tables FROM state')?.[0]
}
const isReady = (connection: Connection): boolean => tablesOf(connection) === TABLES
const isOther = (connection: Connection): boolean => ![undefined, TABLES].includes(tablesOf(connection))

const primary = (error: unknown): number => ((error as { code?: string }).code === 'ERR_SQLITE_ERROR' ? ((error as { errcode?: number }).errcode ?? 0) & 0xff : 0)

export const isSpoilt = (error: unknown): boolean => SPOILT.has(primary(error))

/** What SQLite says of its file is no one's fault who asks: BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB. */
const NOT_NOW = new Set([5, 6, 8, 10, 11, 13, 14, 26])

export const translated = (error: unknown): unknown => (NOT_NOW.has(primary(error)) ? unavailable('the search', error, 2) : error)
