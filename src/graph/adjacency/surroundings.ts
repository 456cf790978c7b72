import { Spread } from './spread.ts'
import { neighbours, type View } from './view.ts'
import type { Watch } from './watch.ts'

/** What lies around one end of a question: its neighbours, and theirs when they are asked for. */
export class Surroundings {
  /** The neighbours that may be walked through. */
  readonly ring: Int32Array
  /** How many neighbours there are, avoided ones included. */
  readonly degree: number
  readonly #view: View
  #spread: Spread | undefined

  /**
   * @param row room for one row
   * @param avoid what is left out of the ring
   */
  constructor(view: View, node: number, row: Int32Array, avoid: readonly number[] = []) {
    this.#view = view
    this.degree = neighbours(view, node, row)
    this.ring = row.slice(0, this.degree)
    if (avoid.length > 0) this.ring = this.ring.filter((neighbour) => !avoid.includes(neighbour))
  }

  spread(watch: Watch): Spread {
    return (this.#spread ??= new Spread(this.#view, this.ring, watch))
  }

  get integers(): number {
    return this.ring.length + (this.#spread?.integers ?? 0)
  }
}

/** How many are remembered at most, and in how many integers: 32 MB a walker. The dozen largest of a city of two million relations take half. */
const REMEMBERED = 64
const INTEGERS = 8_000_000

/**
 * Surroundings under one view, of those asked about last. People ask about the same departments again
 * and again, and gathering what lies around them is half of a walk.
 */
export class Remembered {
  readonly #known = new Map<number, Surroundings>()
  #view: View | undefined

  of(view: View, node: number, row: Int32Array): Surroundings {
    if (view !== this.#view) this.#known.clear()
    this.#view = view
    const known = this.#known.get(node) ?? new Surroundings(view, node, row)
    // the one used last is the last of the map
    this.#known.delete(node)
    this.#known.set(node, known)
    this.#forget()
    return known
  }

  #forget(): void {
    let integers = 0
    for (const one of this.#known.values()) integers += one.integers
    for (const [node, one] of this.#known) {
      if (this.#known.size <= REMEMBERED && integers <= INTEGERS) return
      this.#known.delete(node)
      integers -= one.integers
    }
  }
}
