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

  /** Whether there is reason to ask for the next turn. For work that begins at once where there is none: of many who all ask `next` first, all go on. */
  get isOver(): boolean {
    return this.#signal?.aborted === true || performance.now() - begun() >= TURN
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

/** What is made of each, in their order and in turns with others' work. @throws the signal's reason when it aborts */
export async function inTurns<T, R>(all: Iterable<T>, make: (one: T, place: number) => R, signal?: AbortSignal): Promise<R[]> {
  const [made, turns]: [R[], Turns] = [[], new Turns(signal)]
  for (const one of all) {
    if (turns.isOver) await turns.next()
    made.push(make(one, made.length))
  }
  return made
}
