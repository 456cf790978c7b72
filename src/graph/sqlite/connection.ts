import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { unavailable } from '../../model/errors.ts'
import type { Insert } from './insert.ts'

/** SQLite's primary result codes that mean: not now. */
const BUSY = new Set([5 /* BUSY */, 6 /* LOCKED */])
/** … and: the file cannot be used. */
const BROKEN = new Set([8 /* READONLY */, 10 /* IOERR */, 11 /* CORRUPT */, 13 /* FULL */, 14 /* CANTOPEN */, 26 /* NOTADB */])

export type Value = string | number | null | Uint8Array

/** One connection to the file, with the statements it has prepared. Rows come as arrays: half the time of objects. */
export class Connection {
  readonly path: string
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  /** Values of rows that are not inserted yet. */
  readonly #waiting = new Map<Insert, Value[]>()

  constructor(path: string, options: { readonly readOnly?: boolean } = {}) {
    this.path = path
    try {
      this.#db = new DatabaseSync(path, { readOnly: options.readOnly ?? false, timeout: 1_000 })
    } catch (error) {
      throw unavailable('the archive', error)
    }
  }

  exec(sql: string): void {
    this.#settle()
    guarded(() => this.#db.exec(sql))
  }

  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = guarded(() => this.#db.prepare(sql))
      statement.setReturnArrays(true)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  run(sql: string, ...values: Value[]): void {
    this.#settle()
    this.#run(sql, values)
  }

  /**
   * Inserts a row, several at a time: it is there for every other statement of this connection, which is also
   * where it is refused if it cannot be.
   */
  insert(insert: Insert, row: readonly Value[]): void {
    let waiting = this.#waiting.get(insert)
    if (waiting === undefined) this.#waiting.set(insert, (waiting = []))
    for (const value of row) waiting.push(value)
    if (waiting.length < insert.full) return
    this.#waiting.delete(insert)
    this.#run(insert.many, waiting)
  }

  /** Leaves out the rows that are not inserted yet: before a rollback. */
  discard(): void {
    this.#waiting.clear()
  }

  #settle(): void {
    if (this.#waiting.size === 0) return
    const all = [...this.#waiting]
    this.#waiting.clear()
    for (const [{ one, width }, values] of all) {
      for (let at = 0; at < values.length; at += width) this.#run(one, values.slice(at, at + width))
    }
  }

  #run(sql: string, values: readonly Value[]): void {
    const statement = this.statement(sql)
    // as `guarded`, without a function for each of an import's hundred thousand rows
    try {
      statement.run(...values)
    } catch (error) {
      throw translated(error)
    }
  }

  /** The first row, as the caller says it is. */
  row<R extends readonly Value[]>(sql: string, ...values: Value[]): R | undefined {
    this.#settle()
    const statement = this.statement(sql)
    return guarded(() => statement.get(...values)) as R | undefined
  }

  rows<R extends readonly Value[]>(sql: string, ...values: Value[]): R[] {
    this.#settle()
    const statement = this.statement(sql)
    return guarded(() => statement.all(...values)) as unknown as R[]
  }

  /** Reads in one transaction: all of it sees the same state of the file. Not for waiting in. */
  read<T>(work: () => T): T {
    if (this.inTransaction) return work()
    this.run('BEGIN')
    try {
      return work()
    } finally {
      this.run('COMMIT')
    }
  }

  /** Changes when another connection, of this process or another, has written. */
  dataVersion(): number {
    return this.row<[number]>('PRAGMA data_version')![0]
  }

  /** Makes another file visible under a name of its own. */
  attach(path: string, name: string): void {
    this.run(`ATTACH ? AS ${name}`, path)
  }

  get inTransaction(): boolean {
    return guarded(() => this.#db.isTransaction)
  }

  close(): void {
    this.#statements.clear()
    if (this.#db.isOpen) this.#db.close()
  }
}

interface SqliteError { readonly code?: string; readonly errcode?: number }

const primary = (error: unknown): number => ((error as SqliteError | undefined)?.code === 'ERR_SQLITE_ERROR' ? ((error as SqliteError).errcode ?? 0) & 0xff : 0)

const causeOf = (error: unknown): number => primary((error as Error).cause ?? error)

export const isBusy = (error: unknown): boolean => BUSY.has(causeOf(error))
export const isNoDatabase = (error: unknown): boolean => causeOf(error) === 26

/** @throws UNAVAILABLE for what has nothing to do with the request */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translated(error)
  }
}

function translated(error: unknown): unknown {
  const code = primary(error)
  const closed = (error as SqliteError).code === 'ERR_INVALID_STATE'
  return BUSY.has(code) || BROKEN.has(code) || closed ? unavailable('the archive', error, 2) : error
}
