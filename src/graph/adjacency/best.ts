/** The best few of many: a heap with the worst on top, so that most of what comes is turned away by one comparison. */
export class Best<T> {
  readonly #limit: number
  readonly #compare: (x: T, y: T) => number
  readonly #heap: T[] = []
  /** @param compare negative where the first is the better one; 0 only for the same */
  constructor(limit: number, compare: (x: T, y: T) => number) {
    this.#limit = limit
    this.#compare = compare
  }

  /** The one that the next has to beat; undefined while there is room. */
  get worst(): T | undefined {
    return this.#heap.length < this.#limit ? undefined : this.#heap[0]
  }

  add(item: T): void {
    const heap = this.#heap
    if (heap.length < this.#limit) this.#rise(heap.push(item) - 1)
    else if (this.#limit > 0 && this.#compare(item, heap[0]!) < 0) {
      heap[0] = item
      this.#sink()
    }
  }

  /** Best first. */
  sorted(): T[] {
    return this.#heap.toSorted(this.#compare)
  }

  #rise(from: number): void {
    const heap = this.#heap
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1
      if (this.#compare(heap[at]!, heap[parent]!) <= 0) return
      ;[heap[at], heap[parent]] = [heap[parent]!, heap[at]!]
      at = parent
    }
  }

  #sink(): void {
    const heap = this.#heap
    for (let at = 0; ;) {
      let worst = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#compare(heap[child]!, heap[worst]!) > 0) worst = child
      }
      if (worst === at) return
      ;[heap[at], heap[worst]] = [heap[worst]!, heap[at]!]
      at = worst
    }
  }
}
