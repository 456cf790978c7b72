import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Changeset, Committed } from '../../model/changeset.ts'
import { unavailable } from '../../model/errors.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { errorOf, type Failure } from '../adjacency/messages.ts'

export interface ScribeData {
  readonly path: string
  readonly vocabulary: Vocabulary
}

export type ToScribe = { readonly number: number; readonly changeset: Changeset } | { readonly close: true }
export type FromScribe = { readonly number: number } & ({ readonly committed: Committed } | { readonly failure: Failure })

/**
 * The caller's end of the thread that commits. It is started by the first long changeset, and does not
 * keep a process alive that has nothing else to do.
 */
export class Scribe {
  readonly #data: ScribeData
  readonly #pending = new Map<number, PromiseWithResolvers<Committed>>()
  #worker: Worker | undefined
  #number = 0

  constructor(data: ScribeData) {
    this.#data = data
  }

  /** @throws as `GraphStore.commit`; UNAVAILABLE when the thread died: whether it had committed, the same changeset again tells */
  commit(changeset: Changeset): Promise<Committed> {
    this.#worker ??= this.#start()
    const number = ++this.#number
    const answer = Promise.withResolvers<Committed>()
    this.#pending.set(number, answer)
    this.#worker.ref()
    this.#tell({ number, changeset })
    return answer.promise
  }

  /** After what is under way. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#pending.values()].map(({ promise }) => promise))
    const worker = this.#worker
    if (worker === undefined) return
    worker.ref()
    const gone = once(worker, 'exit')
    this.#tell({ close: true })
    await gone
  }

  #tell(message: ToScribe): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    this.#worker!.postMessage(message)
  }

  #start(): Worker {
    // a commit makes much that is soon of no use: with a small nursery a tenth of its time goes into sweeping
    const worker = new Worker(new URL('scribe.ts', import.meta.url), { workerData: this.#data, resourceLimits: { maxYoungGenerationSizeMb: 64 } })
    const gone = (cause?: unknown): void => {
      if (worker !== this.#worker) return
      this.#worker = undefined
      for (const { reject } of this.#pending.values()) reject(unavailable('the archive', cause))
      this.#pending.clear()
    }
    worker.on('message', (message: FromScribe) => {
      const answer = this.#pending.get(message.number)
      this.#pending.delete(message.number)
      if (this.#pending.size === 0) worker.unref()
      if ('committed' in message) answer?.resolve(message.committed)
      else answer?.reject(errorOf(message.failure))
    })
    worker.on('error', gone)
    worker.on('exit', () => { gone() })
    return worker
  }
}
