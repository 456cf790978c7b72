import { setTimeout as wait } from 'node:timers/promises'
import neo4j, { type Driver, type Integer, type ManagedTransaction, type RecordShape, type Result, type Session } from 'neo4j-driver'
import { badInput, unavailable } from '../../model/errors.ts'
import { isPassing, mapped } from './errors.ts'

/**
 * Milliseconds. A request must know within six seconds that the server is away: what fails at once is
 * tried again for PATIENCE, and the last try takes CONNECT at most; what hangs is given up after one
 * WATCH and one PROBE.
 */
const [PATIENCE, CONNECT, WATCH, PROBE] = [2_500, 2_000, 2_500, 2_500]
/**
 * What the server itself breaks off. A commit of 10,000 operations takes a second or two; one that
 * withdraws a source with a quarter of a million relations takes minutes.
 */
const [READ_LIMIT, WRITE_LIMIT] = [30_000, 900_000]

/** Statements at once; more wait, and are refused when that takes too long. */
const POOL = 100

export interface Address {
  readonly uri: string
  readonly user: string
  readonly password: string
  readonly database: string
}

export type Value = string | number | boolean | null | undefined | readonly Value[] | { readonly [key: string]: Value }
export type Params = Readonly<Record<string, Value>>
export type Row = RecordShape

/** Runs statements of one transaction. Not waiting between them sends them in one go. */
export type Run = <R extends Row = Row>(text: string, params?: Params) => Promise<R[]>

/** The driver, with what is the same for every use of it: database, limits, watching, errors. */
export class Connection {
  readonly #address: Address
  #driver: Driver
  /** For asking whether the server answers, also while every other connection is busy. */
  #scout: Driver
  #probe: Promise<void> | undefined
  /** Sessions that have not given their connections back, also those whose outcome nobody waits for any more. */
  readonly #open = new Set<Session>()
  readonly #leaving = new Set<Promise<void>>()
  #closed = false

  constructor(address: Address) {
    this.#address = address
    this.#driver = drive(address, POOL)
    this.#scout = drive(address, 1)
  }

  /**
   * One statement that reads, by itself.
   * @throws UNAVAILABLE, INTERNAL; the signal's reason when it aborts
   */
  async read<R extends Row>(text: string, params: Params = {}, signal?: AbortSignal): Promise<R[]> {
    const deadline = performance.now() + PATIENCE
    const sent = integers(params) as Record<string, unknown>
    for (;;) {
      signal?.throwIfAborted()
      const session = this.#session(neo4j.session.READ)
      // closing a session breaks off what it runs, on the server too
      const abort = (): void => this.#leave(session)
      signal?.addEventListener('abort', abort, { once: true })
      try {
        return rowsOf<R>(await this.#watched(session.run<R>(text, sent, { timeout: READ_LIMIT })))
      } catch (error) {
        signal?.throwIfAborted()
        if (this.#closed || !isPassing(error) || performance.now() > deadline) throw mapped(error)
      } finally {
        signal?.removeEventListener('abort', abort)
        this.#leave(session)
      }
      await wait(100 + 200 * Math.random())
    }
  }

  /** A transaction that writes: whole or not at all. `work` may run more than once. */
  async write<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const session = this.#session(neo4j.session.WRITE)
    try {
      return await this.#watched(session.executeWrite((tx) => work(runOf(tx)), { timeout: WRITE_LIMIT }))
    } catch (error) {
      throw mapped(error)
    } finally {
      this.#leave(session)
    }
  }

  /** A statement in a transaction of its own that the server makes: for changes of the schema. */
  async alone(text: string): Promise<void> {
    const session = this.#session(neo4j.session.WRITE)
    try {
      await this.#watched(session.run(text, {}, { timeout: WRITE_LIMIT }))
    } catch (error) {
      throw mapped(error)
    } finally {
      this.#leave(session)
    }
  }

  /**
   * Breaks off what is under way, and waits for its connections: one that arrives at a closed driver stays
   * open for ever, and the process with it.
   */
  async close(): Promise<void> {
    this.#closed = true
    for (const session of this.#open) this.#leave(session)
    const given = new AbortController()
    await Promise.race([Promise.allSettled(this.#leaving), wait(PROBE, undefined, { signal: given.signal }).catch(() => {})])
    given.abort()
    await Promise.all([this.#driver.close(), this.#scout.close()])
  }

  #session(defaultAccessMode: 'READ' | 'WRITE', driver = this.#driver): Session {
    if (this.#closed) throw unavailable('the archive (Neo4j)')
    // bookmarks: what this process wrote, it reads, also from another member of a cluster
    const session = driver.session({ database: this.#address.database, defaultAccessMode, bookmarkManager: driver.executeQueryBookmarkManager })
    this.#open.add(session)
    return session
  }

  /** Waits for work as long as the server answers others; a long question is fine, a dead server is not. */
  async #watched<T>(work: PromiseLike<T>): Promise<T> {
    const done = Promise.resolve(work)
    const driver = this.#driver
    let timer: NodeJS.Timeout | undefined
    let isOver = false
    const dead = new Promise<never>((_, reject) => {
      const look = (): void => {
        this.#alive().then(() => isOver || (timer = setTimeout(look, WATCH)), (error: unknown) => {
          if (isOver) return
          this.#renew(driver)
          reject(unavailable('the archive (Neo4j)', error))
        })
      }
      timer = setTimeout(look, WATCH)
    })
    try {
      return await Promise.race([done, dead])
    } finally {
      isOver = true
      clearTimeout(timer)
      dead.catch(() => {})
      done.catch(() => {})
    }
  }

  #alive(): Promise<void> {
    this.#probe ??= this.#ask().finally(() => (this.#probe = undefined))
    return this.#probe
  }

  async #ask(): Promise<void> {
    const session = this.#session(neo4j.session.READ, this.#scout)
    const given = new AbortController()
    try {
      const late = wait(PROBE, undefined, { signal: given.signal }).then(() => Promise.reject(new Error('Neo4j does not answer')))
      await Promise.race([session.run('RETURN 1'), late])
    } finally {
      given.abort()
      this.#leave(session)
    }
  }

  /** Gives the connection back, without waiting: on a dead one that would take long, and nobody needs the outcome. */
  #leave(session: Session): void {
    this.#open.delete(session)
    const left = session.close().catch(() => {}).finally(() => this.#leaving.delete(left))
    this.#leaving.add(left)
  }

  /** Connections that hang would fill the pool for as long as the network keeps them: begin with new ones. */
  #renew(driver: Driver): void {
    if (this.#closed || this.#driver !== driver) return
    const scout = this.#scout
    this.#driver = drive(this.#address, POOL)
    this.#scout = drive(this.#address, 1)
    for (const old of [driver, scout]) {
      old.close().catch(() => {})
      // once more, for connections that were being made
      setTimeout(() => { old.close().catch(() => {}) }, CONNECT + 500).unref()
    }
  }
}

/** @throws BAD_USER_INPUT for an address that is none */
function drive({ uri, user, password }: Address, maxConnectionPoolSize: number): Driver {
  if (!/^(bolt|neo4j)(\+s|\+ssc)?:\/\/./.test(uri)) throw badInput('NEO4J_URI', `「${uri}」 is not the address of a Neo4j server, such as bolt://127.0.0.1:7687`)
  return neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    connectionTimeout: CONNECT,
    connectionAcquisitionTimeout: CONNECT + 500,
    maxTransactionRetryTime: PATIENCE,
    maxConnectionPoolSize,
    telemetryDisabled: true,
    // what the server remarks on a statement (a label that no node has yet) comes with every answer; plans.test.ts reads it
    notificationFilter: { minimumSeverityLevel: 'OFF' },
    userAgent: 'fangzhi',
  })
}

const runOf = (tx: ManagedTransaction): Run => async <R extends Row>(text: string, params: Params = {}) =>
  rowsOf<R>(await (tx.run<R>(text, integers(params) as Record<string, unknown>) as Result<R>))

const rowsOf = <R extends Row>(result: { readonly records: readonly { toObject(): R }[] }): R[] => result.records.map((record) => record.toObject())

/** The driver sends every number as a floating-point one unless told otherwise; all of ours are whole, but for how sure something is. */
function integers(value: Value): unknown {
  if (typeof value === 'number') return small[value] ?? (Number.isInteger(value) ? neo4j.int(value) : value)
  if (Array.isArray(value)) return value.map(integers)
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const key in value) {
    const one = (value as { readonly [key: string]: Value })[key]
    if (one !== undefined) copy[key] = typeof one === 'string' ? one : integers(one)
  }
  return copy
}

/** Versions, levels and clearances are nearly always these. */
const small: readonly Integer[] = Array.from({ length: 256 }, (_, i) => neo4j.int(i))
