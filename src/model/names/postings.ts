/** Numbers by key, each list ascending as they were added. */
export class Postings {
  /** One number, or the list of them: most keys have one. */
  readonly #lists = new Map<string, number | number[]>()

  add(key: string, slot: number): void {
    const list = this.#lists.get(key)
    if (list === undefined) this.#lists.set(key, slot)
    else if (typeof list === 'number') {
      if (list !== slot) this.#lists.set(key, [list, slot])
    } else if (list.at(-1) !== slot) list.push(slot)
  }

  get(key: string): readonly number[] {
    const list = this.#lists.get(key)
    return list === undefined ? [] : typeof list === 'number' ? [list] : list
  }

  /** Keys with more than one number. */
  *shared(): Generator<readonly number[]> {
    for (const list of this.#lists.values()) if (typeof list !== 'number') yield list
  }

  /** What is in the lists of all these letters. */
  holding(letters: string): number[] {
    const lists = [...new Set(letters)].map((letter) => this.get(letter)).sort((a, b) => a.length - b.length)
    const [rarest, ...others] = lists
    return (rarest ?? []).filter((slot) => others.every((list) => includes(list, slot)))
  }

  /** In how many of these lists a number is, for each that is in one; in no order. */
  counts(keys: readonly string[]): Map<number, number> {
    const counts = new Map<number, number>()
    for (const key of keys) for (const slot of this.get(key)) counts.set(slot, (counts.get(slot) ?? 0) + 1)
    return counts
  }
}

/** Binary search in an ascending list. */
function includes(list: readonly number[], wanted: number): boolean {
  let [low, high] = [0, list.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = list[middle]!
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}
