/** The best few of many. Keeps at most twice as many as are wanted at a time. */
export class Best<T> {
  readonly #limit: number
  readonly #compare: (x: T, y: T) => number
  #items: T[] = []
  /** How many were offered. */
  offered = 0

  /** @param compare negative where the first is the better one */
  constructor(limit: number, compare: (x: T, y: T) => number) {
    this.#limit = limit
    this.#compare = compare
  }

  add(item: T): void {
    this.offered++
    this.#items.push(item)
    if (this.#items.length >= 2 * this.#limit + 64) this.#items = this.sorted()
  }

  /** Best first. */
  sorted(): T[] {
    return this.#items.sort(this.#compare).slice(0, this.#limit)
  }
}
