import { Worker } from 'node:worker_threads'
import { unavailable } from '../../model/errors.ts'
import { errorOf, type Answered, type Asked, type ThreadData } from './messages.ts'

/** When more than this waits, it is better to say so than to let it wait. */
const MAX_WAITING = 1_000

/** The caller's end of one thread. One that dies fails what waits for it; the next question starts another. */
export class Thread {
  readonly #data: ThreadData
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #worker: Worker | undefined
  #number = 0
  #closed = false

  constructor(data: ThreadData) {
    this.#data = data
  }

  get waiting(): number {
    return this.#waiting.size
  }

  async ask<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    if (this.#closed || this.#waiting.size >= MAX_WAITING) throw unavailable('the search')
    const worker = this.#worker ?? this.#start()
    const task = Promise.withResolvers<unknown>()
    const number = ++this.#number
    this.#waiting.set(number, task)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    worker.postMessage({ number, method, args } satisfies Asked)
    return task.promise as Promise<T>
  }

  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    if (worker === undefined) return
    await Promise.allSettled([...this.#waiting.values()].map(({ promise }) => promise))
    await new Promise<void>((resolve) => {
      worker.once('exit', () => resolve())
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
      worker.postMessage({ number: 0, method: 'close', args: [] } satisfies Asked)
      worker.once('message', () => { void worker.terminate() })
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('thread.ts', import.meta.url), { workerData: this.#data })
    worker.on('message', (message: Answered) => {
      const task = this.#waiting.get(message.number)
      this.#waiting.delete(message.number)
      if ('answer' in message) task?.resolve(message.answer)
      else task?.reject(errorOf((message as Answered & { failure: Parameters<typeof errorOf>[0] }).failure))
    })
    worker.on('error', (error) => this.#gone(worker, error))
    worker.on('exit', () => this.#gone(worker, new Error('a thread of the search ended')))
    this.#worker = worker
    return worker
  }

  #gone(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return
    this.#worker = undefined
    const lost = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const task of lost) task.reject(unavailable('the search', error))
  }
}
