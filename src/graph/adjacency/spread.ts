import { CODE_BITS, OPEN, RARE, SHUT } from './facets.ts'
import { isOutside, isShut, type View } from './view.ts'
import type { Watch } from './watch.ts'

/** Rows between two looks at the clock. */
const STRETCH = 16_384

/**
 * The distinct neighbours of every node of a list, one list after the other. A walk goes over them more
 * than once, and what lies in one piece costs it next to nothing. (Asking a function for one row at a
 * time made walks half as slow again: most rows are short.)
 */
export class Spread {
  /** The neighbours of the i-th node are `flat[starts[i]]` up to before `flat[starts[i + 1]]`: as many as its degree. */
  readonly starts: Int32Array
  flat: Int32Array

  constructor(view: View, nodes: Int32Array, watch: Watch) {
    this.starts = new Int32Array(nodes.length + 1)
    this.flat = new Int32Array(4 * nodes.length)
    for (let done = 0; done < nodes.length;) {
      const stretch = Math.min(nodes.length, done + STRETCH)
      const now = this.#gather(view, nodes, done, stretch)
      watch.spend(this.starts[now]! - this.starts[done]!)
      if (now < stretch) this.#makeRoom(view, nodes[now]!)
      done = now
    }
  }

  get integers(): number {
    return this.starts.length + this.flat.length
  }

  #makeRoom({ snapshot: { rows, index } }: View, node: number): void {
    const larger = new Int32Array(2 * this.flat.length + rows[index[node]!]!)
    larger.set(this.flat)
    this.flat = larger
  }

  /**
   * Writes down the neighbours of some nodes, ascending for each; the loop of `neighbours` once more,
   * because most of the time of a walk is spent in it.
   * @returns the place of the first node for which there was no room, or `to`
   */
  #gather(view: View, nodes: Int32Array, from: number, to: number): number {
    const { flat, starts } = this
    const { codes, narrowed } = view
    const { index, rows } = view.snapshot
    const room = flat.length
    let used = starts[from]!
    for (let i = from; i < to; i++) {
      let place = index[nodes[i]!]!
      const end = place + rows[place]!
      if (used + end - place > room) return i
      let before = -1
      while (++place <= end) {
        const half = rows[place]!
        const pass = codes[half & RARE]!
        if (pass !== OPEN && (pass === SHUT || isShut(view, place))) continue
        const neighbour = half >> CODE_BITS
        if (neighbour === before || (narrowed && isOutside(view, place))) continue
        flat[used++] = before = neighbour
      }
      starts[i + 1] = used
    }
    return to
  }
}
