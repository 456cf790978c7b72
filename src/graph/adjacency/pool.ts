import { unavailable } from '../../model/errors.ts'
import type { Answered, Question } from './messages.ts'
import type { Snapshot } from './snapshot.ts'
import { Walker, type Task } from './walkers.ts'

/** When more questions than this wait for a walker, it is better to say so than to let them wait for minutes. */
const MAX_WAITING = 1_000

/** A few walkers. Questions that find all of them at work wait here, where to abandon one costs nothing. */
export class Pool {
  readonly #walkers: readonly Walker[]
  readonly #waiting = new Set<Task>()
  #held = false

  constructor(size: number, timeLimit: number) {
    this.#walkers = Array.from({ length: size }, () => new Walker(timeLimit, () => this.#handOut()))
  }

  get busy(): boolean {
    return this.#walkers.some((walker) => walker.task !== undefined)
  }

  /** While held nothing is handed out: the newest snapshot is being changed in place. */
  hold(): void {
    this.#held = true
  }

  show(snapshot: Snapshot): void {
    for (const walker of this.#walkers) walker.show(snapshot)
    this.#held = false
    this.#handOut()
  }

  async ask(question: Question, signal?: AbortSignal): Promise<Answered> {
    signal?.throwIfAborted()
    if (this.#waiting.size >= MAX_WAITING) throw unavailable('the graph')
    const { promise, resolve, reject } = Promise.withResolvers<Answered>()
    const task: Task = { question, resolve, reject }
    const abort = (): void => {
      this.#waiting.delete(task)
      this.#walkers.find((walker) => walker.task === task)?.abandon()
      reject(signal!.reason)
    }
    signal?.addEventListener('abort', abort)
    this.#waiting.add(task)
    this.#handOut()
    try {
      return await promise
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Fails what waits: there is nothing to walk any more. */
  dismiss(reason: unknown): void {
    this.#held = false
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const task of waiting) task.reject(reason)
  }

  async close(): Promise<void> {
    const gone = unavailable('the graph')
    this.dismiss(gone)
    for (const { task } of this.#walkers) task?.reject(gone)
    await Promise.all(this.#walkers.map((walker) => walker.close()))
  }

  #handOut(): void {
    if (this.#held) return
    for (const walker of this.#walkers) {
      const [next] = this.#waiting
      if (next === undefined) return
      if (walker.task !== undefined) continue
      this.#waiting.delete(next)
      walker.ask(next)
    }
  }
}
