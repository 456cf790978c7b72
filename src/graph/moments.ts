/**
 * The newest sequence, as it was at some moment after it was asked for: a reader must see what was committed before.
 * Who asks while an earlier asking is under way is answered by the next one, together.
 */
export class Moments {
  readonly #sequence: () => Promise<number>
  #asking: Promise<number> | undefined
  #next: Promise<number> | undefined

  /** @param sequence the newest of the log */
  constructor(sequence: () => Promise<number>) {
    this.#sequence = sequence
  }

  now(): Promise<number> {
    if (this.#asking === undefined) return this.#ask()
    this.#next ??= this.#asking.then(() => {}, () => {}).then(() => {
      this.#next = undefined
      return this.#ask()
    })
    return this.#next
  }

  #ask(): Promise<number> {
    const asking = this.#sequence().finally(() => { if (this.#asking === asking) this.#asking = undefined })
    this.#asking = asking
    return asking
  }
}
