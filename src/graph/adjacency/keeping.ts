import { Worker } from 'node:worker_threads'
import { unavailable } from '../../model/errors.ts'
import { errorOf, type CatchUp, type CaughtUp, type KeeperData } from './messages.ts'
import type { Snapshot } from './snapshot.ts'

/** The caller's end of the keeper's thread: one catching up at a time. A thread that dies is replaced; the next builds anew. */
export class Keeper {
  readonly #data: KeeperData
  #worker: Worker | undefined
  #pending: PromiseWithResolvers<Snapshot> | undefined

  constructor(data: KeeperData) {
    this.#data = data
  }

  /** @throws UNAVAILABLE when the thread or the loader fails */
  catchUp(message: CatchUp): Promise<Snapshot> {
    this.#pending = Promise.withResolvers()
    this.#worker ??= this.#start()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    this.#worker.postMessage(message)
    return this.#pending.promise
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    this.#pending?.reject(unavailable('the graph'))
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(new URL('keeper.ts', import.meta.url), { workerData: this.#data })
    const gone = (cause?: unknown): void => {
      if (worker !== this.#worker) return
      this.#worker = undefined
      this.#pending?.reject(unavailable('the graph', cause))
    }
    worker.on('message', (message: CaughtUp) => {
      if ('snapshot' in message) this.#pending!.resolve(message.snapshot)
      else this.#pending!.reject(message.failure.code === undefined ? unavailable('the graph', errorOf(message.failure)) : errorOf(message.failure))
    })
    worker.on('error', gone)
    worker.on('exit', () => gone())
    return worker
  }
}
