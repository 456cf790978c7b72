import { Worker } from 'node:worker_threads'
import { sharedInts } from './columns.ts'
import { errorOf, type Answered, type FromWalker, type Question, type ToWalker, type WalkerData } from './messages.ts'
import type { Snapshot } from './snapshot.ts'

/** A question and whoever waits for its answer. */
export interface Task {
  readonly question: Question
  readonly resolve: (answer: Answered) => void
  readonly reject: (reason: unknown) => void
}

/**
 * The caller's end of one walking thread. It takes one task at a time, and calls back when it is free
 * again. A thread that dies fails its task, and the next one gets a new thread.
 */
export class Walker {
  readonly #timeLimit: number
  readonly #whenFree: () => void
  #worker: Worker | undefined
  #abandoned = sharedInts(1)
  #snapshot: Snapshot | undefined
  #task: Task | undefined
  #number = 0

  constructor(timeLimit: number, whenFree: () => void) {
    this.#timeLimit = timeLimit
    this.#whenFree = whenFree
  }

  /** What it walks for; also for a task that was abandoned, until the thread has noticed. */
  get task(): Task | undefined {
    return this.#task
  }

  show(snapshot: Snapshot): void {
    this.#snapshot = snapshot
    if (this.#worker === undefined) this.#start()
    else this.#tell({ snapshot })
  }

  ask(task: Task): void {
    this.#task = task
    if (this.#worker === undefined) this.#start()
    this.#tell({ number: ++this.#number, question: task.question, timeLimit: this.#timeLimit })
  }

  abandon(): void {
    Atomics.store(this.#abandoned, 0, this.#number)
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #start(): void {
    const workerData: WalkerData = { abandoned: this.#abandoned }
    const worker = new Worker(new URL('walker.ts', import.meta.url), { workerData })
    worker.on('message', (message: FromWalker) => this.#finish((task) => ('answer' in message ? task.resolve(message.answer) : task.reject(errorOf(message.failure)))))
    worker.on('error', (error) => this.#gone(worker, error))
    worker.on('exit', () => this.#gone(worker, new Error('a walker of the graph ended')))
    this.#worker = worker
    if (this.#snapshot !== undefined) this.#tell({ snapshot: this.#snapshot })
  }

  #tell(message: ToWalker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    this.#worker!.postMessage(message)
  }

  #finish(settle: (task: Task) => void): void {
    const task = this.#task
    this.#task = undefined
    if (task !== undefined) settle(task)
    this.#whenFree()
  }

  #gone(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return
    this.#worker = undefined
    this.#finish((task) => task.reject(error))
  }
}
