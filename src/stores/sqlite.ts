import { chmodSync, closeSync, fstatSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { ArchiveError, unavailable } from '../model/errors.ts'

interface Form {
  readonly path: string
  /** What it holds, for messages: `the queue of jobs`. */
  readonly holds: string
  /** Its form, from 1, kept as `user_version`. */
  readonly form: number
  /** Statements that make it in an empty file. */
  readonly schema: string
  /** Statements that make what came later, where it is not there yet (`IF NOT EXISTS`). */
  readonly added?: readonly string[]
  /** Only the account the service runs under may read it, and what is deleted is overwritten. Default: false. */
  readonly secret?: boolean
}

/** Milliseconds that a statement waits for another process. */
const PATIENCE = 5_000

/** SQLite's primary result codes that mean: this program is wrong, not the file. */
const MISTAKES = new Set([1 /* ERROR */, 19 /* CONSTRAINT */, 20 /* MISMATCH */, 21 /* MISUSE */, 25 /* RANGE */])

/** A small file beside the archive, which several processes may open. Every method throws UNAVAILABLE for what is not this program's fault. */
export class SqliteFile {
  readonly #db: DatabaseSync
  readonly #holds: string
  readonly #statements = new Map<string, StatementSync>()

  /** @throws UNAVAILABLE when it cannot be opened, or is of a newer version */
  constructor({ path, holds, form, schema, added = [], secret = false }: Form) {
    this.#holds = holds
    this.#db = this.#guarded(() => {
      if (secret) keep(path)
      return new DatabaseSync(path, { timeout: PATIENCE })
    })
    try {
      this.#guarded(() => {
        this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL${secret ? '; PRAGMA secure_delete = ON' : ''}`)
        this.whole(() => {
          if (this.#form() === 0) this.#db.exec(`${schema}; PRAGMA user_version = ${form}`)
          if (this.#form() === form) for (const statement of added) this.#db.exec(statement)
        })
        if (this.#form() > form) throw new ArchiveError('UNAVAILABLE', `${path} was written by a newer version of fangzhi; nothing was changed`)
      })
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** @returns how many rows it changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guarded(() => Number(this.#statement(sql).run(...values).changes))
  }

  rows<R>(sql: string, ...values: SQLInputValue[]): R[] {
    return this.#guarded(() => this.#statement(sql).all(...values) as R[])
  }

  row<R>(sql: string, ...values: SQLInputValue[]): R | undefined {
    return this.#guarded(() => this.#statement(sql).get(...values) as R | undefined)
  }

  /** Whole or not at all; nobody else writes meanwhile. Not for waiting in. */
  whole<T>(work: () => T): T {
    this.#guarded(() => this.#db.exec('BEGIN IMMEDIATE'))
    try {
      const result = work()
      this.#guarded(() => this.#db.exec('COMMIT'))
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

  /**
   * For what may be lost when the power fails: nobody waits for the disk, which takes ten milliseconds and holds up this
   * thread. What is done otherwise afterwards takes it to the disk, too. Around whole transactions, never within one.
   */
  lightly<T>(work: () => T): T {
    this.#guarded(() => this.#db.exec('PRAGMA synchronous = NORMAL'))
    try {
      return work()
    } finally {
      this.#guarded(() => this.#db.exec('PRAGMA synchronous = FULL'))
    }
  }

  close(): void {
    this.#statements.clear()
    if (this.#db.isOpen) this.#db.close()
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) this.#statements.set(sql, (statement = this.#db.prepare(sql)))
    return statement
  }

  #form(): number {
    return Number(Object.values(this.#db.prepare('PRAGMA user_version').get()!)[0])
  }

  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const { code, errcode = 0, syscall } = error as { readonly code?: string; readonly errcode?: number; readonly syscall?: string }
      const isOurs = code === 'ERR_SQLITE_ERROR' ? MISTAKES.has(errcode & 0xff) : code !== 'ERR_INVALID_STATE' && syscall === undefined
      throw isOurs ? error : unavailable(this.#holds, error, 2)
    }
  }
}

/** Makes it before SQLite does, which asks for no such thing; its journals take over the mode of the file. */
function keep(path: string): void {
  const file = openSync(path, 'a', 0o600)
  try {
    if ((fstatSync(file).mode & 0o077) !== 0) chmodSync(path, 0o600)
  } finally {
    closeSync(file)
  }
}
