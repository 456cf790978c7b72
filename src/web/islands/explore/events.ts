type Listener = (...given: never[]) => void

/** As much of Node's `events` as graphology and sigma use: the package that stands in for it in browsers is six times as long. */
export class EventEmitter {
  readonly #listeners = new Map<string, Listener[]>()

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...this.#listeners.get(event) ?? [], listener])
    return this
  }

  off(event: string, listener: Listener): this {
    this.#listeners.set(event, (this.#listeners.get(event) ?? []).filter((one) => one !== listener))
    return this
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener)
  }

  removeAllListeners(): this {
    this.#listeners.clear()
    return this
  }

  /** Those that are there now, in their order: one that is taken away meanwhile is told all the same. */
  emit(event: string, ...given: never[]): boolean {
    const listeners = this.#listeners.get(event) ?? []
    for (const listener of listeners) listener.apply(this, given)
    return listeners.length > 0
  }

  setMaxListeners(): this {
    return this
  }
}
