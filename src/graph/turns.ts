import { setImmediate as breathe } from 'node:timers/promises'

/** Milliseconds of work after which others get a turn. */
const TURN = 5

/** Lets others have a turn when work has gone on for a while. */
export class Turns {
  #began = performance.now()

  async next(): Promise<void> {
    if (performance.now() - this.#began < TURN) return
    await breathe()
    this.#began = performance.now()
  }
}
