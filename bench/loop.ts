import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export interface Held<T> {
  readonly value: T
  /** The longest gap between two turns of the loop, by the clock. */
  readonly gap: number
  /** The most that this thread worked within one gap: without what the machine gave to others. */
  readonly work: number
}

/** How long the event loop of this thread is held while something runs. */
export async function held<T>(run: () => Promise<T>): Promise<Held<T>> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let [work, last] = [0, threadTime()]
  const look = (): void => {
    const now = threadTime()
    work = Math.max(work, now - last)
    last = now
  }
  const turns = setInterval(look, 1)
  delay.enable()
  await wait(20)
  delay.reset()
  work = 0
  const value = await run()
  await wait(5)
  delay.disable()
  clearInterval(turns)
  return { value, gap: delay.max / 1e6, work }
}

/** Milliseconds that this thread has worked. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
