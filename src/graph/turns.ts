/** Milliseconds of work after which others get a turn. */
const TURN = 5

/** Of this thread: since when it works within one turn of its event loop, and who goes on in a later one. */
const loop = { began: undefined as number | undefined, isTold: false, waiting: [] as (() => void)[] }

/** The loop has turned: who has waited longest goes on, and only he, or all together would hold it as long as before. */
function turned(): void {
  loop.isTold = false
  loop.began = undefined
  loop.waiting.shift()?.()
  if (loop.waiting.length > 0) tell()
}

function tell(): void {
  if (loop.isTold) return
  loop.isTold = true
  setImmediate(turned)
}

/** @returns when the work of this turn began, on the clock of `performance.now` */
function begun(): number {
  if (loop.began === undefined) {
    loop.began = performance.now()
    tell()
  }
  return loop.began
}

const AT_ONCE = Promise.resolve()

/**
 * Work that may go on for long, in turns with that of others. All of a thread share one clock: what calls what does its
 * own work in turns holds the loop no longer than either, and of several questions each waits for the others' turns.
 */
export class Turns {
  readonly #signal: AbortSignal | undefined

  /** @param signal whoever asked has gone, or it takes too long */
  constructor(signal?: AbortSignal) {
    this.#signal = signal
    begun()
  }

  /** Whether others should have a turn. For work that begins at once where they need not: of many who all ask `next` first, all go on. */
  get isOver(): boolean {
    return performance.now() - begun() >= TURN
  }

  /**
   * Lets others have a turn when work has gone on for a while; to be awaited after every few milliseconds of it.
   * @throws the signal's reason when it has aborted
   */
  next(): Promise<void> {
    if (this.#signal?.aborted) return Promise.reject(this.#signal.reason as Error)
    return this.isOver ? this.#pass() : AT_ONCE
  }

  async #pass(): Promise<void> {
    await new Promise<void>((resolve) => {
      loop.waiting.push(resolve)
      tell()
    })
    this.#signal?.throwIfAborted()
    begun()
  }
}
