import { ArchiveError } from '../../model/errors.ts'

/** Half-edges between two looks at the clock: at some 5 ns each, a look every 0.3 ms. */
const BETWEEN_LOOKS = 65_536

/** Thrown in a walk whose question nobody waits for any more. */
export class Abandoned extends Error {}

/** Ends a walk that takes too long, or that nobody waits for any more. */
export class Watch {
  readonly #deadline: number
  readonly #abandoned: () => boolean
  #left = BETWEEN_LOOKS

  /** @param deadline as `performance.now` counts */
  constructor(deadline = Infinity, abandoned: () => boolean = () => false) {
    this.#deadline = deadline
    this.#abandoned = abandoned
  }

  /** @throws TOO_EXPENSIVE after the deadline, Abandoned */
  spend(halfEdges: number): void {
    this.#left -= halfEdges + 1
    if (this.#left < 0) this.#look()
  }

  #look(): void {
    this.#left = BETWEEN_LOOKS
    if (this.#abandoned()) throw new Abandoned()
    if (performance.now() > this.#deadline) throw new ArchiveError('TOO_EXPENSIVE', '這個問題要走的關係太多，請減少步數或關係類型 (too many relations to walk: ask for fewer hops or types)')
  }
}
