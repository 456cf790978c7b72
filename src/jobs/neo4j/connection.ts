import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import neo4j, { isRetryableError, Neo4jError, type Driver } from 'neo4j-driver'
import { ArchiveError, unavailable } from '../../model/errors.ts'

/** Milliseconds: how long a statement is tried again while the server is away, how long connecting and one transaction take at most. */
const [PATIENCE, CONNECT, LIMIT] = [2_500, 2_000, 10_000]

export interface Address {
  readonly uri: string
  readonly user: string
  readonly password: string
  readonly database?: string
}

type Params = Readonly<Record<string, unknown>>

/** Runs the statements of `cypher/jobs`: each of those that write under the lock of the queue. */
export class Connection {
  readonly #driver: Driver
  readonly #database: string
  readonly #open = new Set<ReturnType<Driver['session']>>()

  constructor({ uri, user, password, database = 'neo4j' }: Address) {
    this.#database = database
    this.#driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true, maxTransactionRetryTime: PATIENCE, connectionTimeout: CONNECT, connectionAcquisitionTimeout: CONNECT + 500,
      maxConnectionPoolSize: 5, telemetryDisabled: true, userAgent: 'fangzhi', notificationFilter: { minimumSeverityLevel: 'OFF' },
    })
  }

  /** What makes each kind and key one job. */
  constrain(): Promise<void> {
    return this.#session(async (session) => {
      await session.run('CREATE CONSTRAINT job_key IF NOT EXISTS FOR (n:Job) REQUIRE (n.kind, n.key) IS UNIQUE')
      await session.run('CREATE CONSTRAINT jobs_one IF NOT EXISTS FOR (n:Jobs) REQUIRE n.one IS UNIQUE')
    })
  }

  write<R>(name: string, params: Params): Promise<R[]> {
    return this.#session((session) => session.executeWrite(async (tx) => {
      await tx.run(textOf('lock'), { token: String(params['token'] ?? '') })
      return (await tx.run(textOf(name), integers(params))).records.map((record) => record.toObject() as R)
    }, { timeout: LIMIT }))
  }

  read<R>(name: string, params: Params): Promise<R[]> {
    return this.#session((session) => session.executeRead(async (tx) =>
      (await tx.run(textOf(name), integers(params))).records.map((record) => record.toObject() as R), { timeout: LIMIT }))
  }

  /** After what is under way: a connection that arrives at a closed driver stays open for ever. */
  async close(): Promise<void> {
    const given = new AbortController()
    const left = Promise.all([...this.#open].map((session) => session.close().catch(() => {})))
    await Promise.race([left, wait(PATIENCE, undefined, { signal: given.signal }).catch(() => {})])
    given.abort()
    await this.#driver.close()
  }

  async #session<T>(work: (session: ReturnType<Driver['session']>) => Promise<T>): Promise<T> {
    const session = this.#driver.session({ database: this.#database, bookmarkManager: this.#driver.executeQueryBookmarkManager })
    this.#open.add(session)
    try {
      return await work(session)
    } catch (error) {
      throw mapped(error)
    } finally {
      // on a dead connection that would take long, and nobody needs the outcome
      session.close().catch(() => {}).finally(() => this.#open.delete(session))
    }
  }
}

const texts = new Map<string, string>()

function textOf(name: string): string {
  let text = texts.get(name)
  if (text === undefined) {
    const source = readFileSync(new URL(`../../../cypher/jobs/${name}.cypher`, import.meta.url), 'utf8')
    texts.set(name, (text = source.split('\n').filter((line) => !line.startsWith('//')).join('\n')))
  }
  return text
}

/** The driver sends every number as a floating-point one unless told otherwise. */
const integers = (params: Params): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, typeof value === 'number' ? neo4j.int(value) : value]))

function mapped(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error
  if (isRetryableError(error) || error.code === 'N/A' || /Unavailable|SessionExpired|acquisition timed out|Pool is closed|Could not perform discovery/.test(`${error.code} ${error.message}`)) return unavailable('the queue of jobs (Neo4j)', error)
  return new ArchiveError('INTERNAL', `Neo4j refused a statement (${error.code})`, {}, error)
}
