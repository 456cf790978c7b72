import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export interface Hold {
  /** The longest gap between two turns of the loop, by the clock; milliseconds. */
  readonly gap: number
  /** The most that this thread worked within one gap: without what the machine gave to others; milliseconds. */
  readonly work: number
}

export interface Held<T> extends Hold {
  readonly value: T
}

/** Watches how long the event loop of this thread is held. */
export class Holding {
  readonly #delay = monitorEventLoopDelay({ resolution: 1 })
  readonly #turns: NodeJS.Timeout
  #work = 0
  #last = threadTime()

  constructor() {
    this.#delay.enable()
    this.#turns = setInterval(() => {
      const now = threadTime()
      this.#work = Math.max(this.#work, now - this.#last)
      this.#last = now
    }, 1)
  }

  /** The longest since it was asked last. */
  longest(): Hold {
    const hold = { gap: this.#delay.max / 1e6, work: this.#work }
    this.#delay.reset()
    this.#work = 0
    return hold
  }

  close(): void {
    this.#delay.disable()
    clearInterval(this.#turns)
  }
}

/** How long the event loop of this thread is held while something runs. */
export async function held<T>(run: () => Promise<T>): Promise<Held<T>> {
  const holding = new Holding()
  await wait(20)
  holding.longest()
  const value = await run()
  await wait(5)
  holding.close()
  return { value, ...holding.longest() }
}

/** Milliseconds that this thread has worked. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
