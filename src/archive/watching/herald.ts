import { setTimeout as wait } from 'node:timers/promises'
import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import type { Id } from '../../model/ids.ts'
import { listen } from './listen.ts'
import { Members } from './members.ts'
import type { WatchPorts } from './ports.ts'

/** The job that looks through what was written. There is one, so that one process does it for all. */
export const LISTEN = 'listen'
const KEY = 'log'
/** Milliseconds between two looks at whether anything was written. */
const POLL = 2_000

/** @param told of the accounts for which something was noted */
export const listener = (ports: Pick<WatchPorts, 'graph' | 'accounts' | 'directory'>, told: (accounts: ReadonlySet<Id>) => Promise<void>): Handler => {
  const members = new Members(ports.graph)
  return async (_, signal) => { await told(await listen(ports, signal, members)) }
}

/** Notices that something was written, in whichever process, and has it looked through. */
export class Herald {
  readonly #graph
  readonly #jobs
  readonly #failed: (error: unknown) => void
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined
  #seen = -1

  /** @param failed told of every failure; it goes on by itself */
  constructor(graph: Pick<WatchPorts['graph'], 'sequence'>, jobs: Pick<JobStore, 'enqueue'>, failed: (error: unknown) => void) {
    this.#graph = graph
    this.#jobs = jobs
    this.#failed = failed
  }

  start(): void {
    this.#running ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        const sequence = await this.#graph.sequence()
        if (sequence !== this.#seen) await this.#jobs.enqueue({ kind: LISTEN, key: KEY })
        this.#seen = sequence
      } catch (error) {
        this.#failed(error)
      }
      await wait(POLL, undefined, { signal }).catch(() => {})
    }
  }
}
