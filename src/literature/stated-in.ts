import { Worker } from 'node:worker_threads'
import { abandonable } from '../graph/abandonable.ts'
import { unavailable } from '../model/errors.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { Read, Reading } from './stated-messages.ts'
import type { KnownName, Passage, Statement } from './statements/index.ts'

/** With more before it, it is better to say so than to let people wait: each takes up to a tenth of a second. */
const MOST_WAITING = 30

const readers = new WeakMap<Vocabulary, Reader>()

/**
 * What a short stretch of text states, with these names in it: nothing is certain, it is for a person to say. In a thread
 * of its own: two thousand characters and two hundred expressions hold others up.
 * @throws UNAVAILABLE where too many wait; the signal's reason when it aborts
 */
export function statedIn(passage: Passage, names: readonly KnownName[], vocabulary: Vocabulary, signal?: AbortSignal): Promise<readonly Statement[]> {
  const reader = readers.get(vocabulary) ?? new Reader(vocabulary)
  readers.set(vocabulary, reader)
  return abandonable(() => reader.read(passage, names), signal)
}

/** The thread begins with the first passage, and again after it has failed. */
class Reader {
  readonly #vocabulary: Vocabulary
  readonly #waiting = new Map<number, PromiseWithResolvers<readonly Statement[]>>()
  #worker: Worker | undefined
  #last = 0

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  async read(passage: Passage, names: readonly KnownName[]): Promise<readonly Statement[]> {
    if (this.#waiting.size >= MOST_WAITING) throw unavailable('the reading of passages')
    this.#worker ??= this.#start()
    // a process that waits for an answer does not end
    this.#worker.ref()
    const [number, reading] = [++this.#last, Promise.withResolvers<readonly Statement[]>()]
    this.#waiting.set(number, reading)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    this.#worker.postMessage({ number, passage, names } satisfies Reading)
    return reading.promise
  }

  #start(): Worker {
    const worker = new Worker(new URL('./stated-thread.ts', import.meta.url), { workerData: this.#vocabulary })
    worker.unref()
    worker.on('message', (read: Read) => {
      const reading = this.#waiting.get(read.number)
      this.#waiting.delete(read.number)
      if (this.#waiting.size === 0) worker.unref()
      if ('statements' in read) reading?.resolve(read.statements)
      else reading?.reject(read.error)
    })
    const failed = (reason: unknown): void => {
      if (worker !== this.#worker) return
      this.#worker = undefined
      for (const { reject } of this.#waiting.values()) reject(reason)
      this.#waiting.clear()
    }
    worker.on('error', failed)
    worker.on('exit', () => failed(new Error('the thread that reads passages has ended')))
    return worker
  }
}
