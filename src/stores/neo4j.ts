import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import neo4j, { isRetryableError, Neo4jError, type Driver, type ManagedTransaction, type Session } from 'neo4j-driver'
import { ArchiveError, unavailable } from '../model/errors.ts'

/** Milliseconds: how long a statement is tried again while the server is away, how long connecting and one transaction take at most. */
const [PATIENCE, CONNECT, LIMIT] = [2_500, 2_000, 10_000]

/** How often a transaction is tried that waited for something which somebody then deleted. */
const TRIES = 3

export interface Address {
  readonly uri: string
  readonly user: string
  readonly password: string
  readonly database?: string
}

export type Params = Readonly<Record<string, unknown>>

interface Place {
  /** Where its statements are: a folder of `cypher/`. */
  readonly folder: string
  /** What it holds, for messages: `the queue of jobs`. */
  readonly holds: string
  /** At once. Default 5. */
  readonly connections?: number
}

/** Statements in one transaction. */
export interface Transaction {
  rows<R>(name: string, params?: Params): Promise<R[]>
  row<R>(name: string, params?: Params): Promise<R | undefined>
}

/** What lies beside the archive on its Neo4j. Every method throws UNAVAILABLE when the server cannot be reached, and INTERNAL for a statement that it refuses. */
export class Neo4jPlace {
  readonly #driver: Driver
  readonly #database: string
  readonly #place: Place
  readonly #open = new Set<Session>()

  constructor({ uri, user, password, database = 'neo4j' }: Address, place: Place) {
    this.#database = database
    this.#place = place
    this.#driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true, maxTransactionRetryTime: PATIENCE, connectionTimeout: CONNECT, connectionAcquisitionTimeout: CONNECT + 500,
      maxConnectionPoolSize: place.connections ?? 5, telemetryDisabled: true, userAgent: 'fangzhi', notificationFilter: { minimumSeverityLevel: 'OFF' },
    })
  }

  /** Makes the constraints and indexes that are missing; closes if it cannot. */
  async prepare(statements: readonly string[]): Promise<void> {
    try {
      await this.#session(async (session) => {
        for (const each of statements) await session.run(each)
      })
    } catch (error) {
      await this.close()
      throw error
    }
  }

  /** Whole or not at all. The work may be done several times. */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#session(async (session) => {
      for (let tries = 1; ; tries++) {
        try {
          return await session.executeWrite((tx) => work(this.#statements(tx)), { timeout: LIMIT })
        } catch (error) {
          if (tries === TRIES || !(error instanceof Neo4jError && error.code === 'Neo.ClientError.Statement.EntityNotFound')) throw error
        }
      }
    })
  }

  read<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#session((session) => session.executeRead((tx) => work(this.#statements(tx)), { timeout: LIMIT }))
  }

  rows<R>(name: string, params?: Params): Promise<R[]> {
    return this.read((transaction) => transaction.rows<R>(name, params))
  }

  row<R>(name: string, params?: Params): Promise<R | undefined> {
    return this.read((transaction) => transaction.row<R>(name, params))
  }

  /** After what is under way: a connection that arrives at a closed driver stays open for ever. */
  async close(): Promise<void> {
    const given = new AbortController()
    const left = Promise.all([...this.#open].map((session) => session.close().catch(() => {})))
    await Promise.race([left, wait(PATIENCE, undefined, { signal: given.signal }).catch(() => {})])
    given.abort()
    await this.#driver.close()
  }

  #statements(tx: ManagedTransaction): Transaction {
    const rows = async <R>(name: string, params: Params = {}): Promise<R[]> =>
      (await tx.run(textOf(`${this.#place.folder}/${name}`), integers(params))).records.map((record) => record.toObject() as R)
    return { rows, row: async <R>(name: string, params?: Params) => (await rows<R>(name, params))[0] }
  }

  async #session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#driver.session({ database: this.#database, bookmarkManager: this.#driver.executeQueryBookmarkManager })
    this.#open.add(session)
    try {
      return await work(session)
    } catch (error) {
      throw this.#mapped(error)
    } finally {
      // on a dead connection that would take long, and nobody needs the outcome
      session.close().catch(() => {}).finally(() => this.#open.delete(session))
    }
  }

  #mapped(error: unknown): unknown {
    if (!(error instanceof Neo4jError)) return error
    if (isRetryableError(error) || error.code === 'N/A' || /TransactionTimedOut|Unavailable|SessionExpired|acquisition timed out|Pool is closed|Could not perform discovery/.test(`${error.code} ${error.message}`)) return unavailable(`${this.#place.holds} (Neo4j)`, error)
    return new ArchiveError('INTERNAL', `Neo4j refused a statement (${error.code})`, {}, error)
  }
}

const texts = new Map<string, string>()

/** The statement without comments; a line `// include parts/account` stands for the lines of that file. */
function textOf(name: string): string {
  let text = texts.get(name)
  if (text === undefined) {
    const read = (path: string): string => readFileSync(new URL(`../../cypher/${path}.cypher`, import.meta.url), 'utf8')
    const source = read(name).replaceAll(/^\/\/ include (parts\/[a-z-]+)$/gm, (_, part: string) => read(part))
    texts.set(name, (text = source.split('\n').filter((line) => !line.startsWith('//')).join('\n')))
  }
  return text
}

/** The driver sends every number as a floating-point one unless told otherwise. */
function integers(params: Params): Record<string, unknown> {
  const integer = (value: unknown): unknown => (typeof value === 'number' ? neo4j.int(value) : Array.isArray(value) ? value.map(integer) : value)
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, integer(value)]))
}
