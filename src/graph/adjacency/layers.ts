import { neighbours, type View } from './view.ts'
import type { Watch } from './watch.ts'

/**
 * Where a path of a given length may stand after each step. Layers grow from both ends, always the one
 * with fewer entities; what lies on no walk of just that length is left out before paths are followed.
 * (Walks may visit an entity twice, paths not: a layer can hold a few too many, never too few.)
 */
export class Layers {
  readonly #view: View
  readonly #watch: Watch
  readonly #from: number
  readonly #to: number
  readonly #avoid: ReadonlySet<number>
  readonly #row: Int32Array
  /** Bit i: reached from `from` in exactly i steps; from `to` likewise; and what remains of the former. */
  readonly #ahead: Uint8Array
  readonly #back: Uint8Array
  readonly #kept: Uint8Array
  /** Layer i: the entities i steps from `from`, from `to`. */
  readonly #fromLayers: Int32Array[]
  readonly #toLayers: Int32Array[]
  #length = 1
  /** The length that it is ready for. */
  #pruned = 1

  /**
   * @param row room for one row
   * @param avoid what no path passes
   */
  constructor(view: View, row: Int32Array, watch: Watch, from: number, to: number, avoid: ReadonlySet<number>) {
    const { nodes } = view.snapshot
    this.#view = view
    this.#watch = watch
    this.#from = from
    this.#to = to
    this.#avoid = avoid
    this.#row = row
    this.#ahead = new Uint8Array(nodes)
    this.#back = new Uint8Array(nodes)
    this.#kept = new Uint8Array(nodes)
    this.#fromLayers = [Int32Array.of(from)]
    this.#toLayers = [Int32Array.of(to)]
  }

  /** Makes ready for paths of one step more than before (at first: of one step). */
  lengthen(length: number): void {
    if (length === this.#pruned) return
    this.#pruned = length
    while (this.#length < length) {
      const [from, to] = [this.#fromLayers.at(-1)!, this.#toLayers.at(-1)!]
      if (from.length <= to.length) this.#fromLayers.push(this.#grow(from, this.#ahead, this.#fromLayers.length))
      else this.#toLayers.push(this.#grow(to, this.#back, this.#toLayers.length))
      this.#length++
    }
    this.#prune()
  }

  /** May a path of this length stand at `node` after so many steps (1 to length - 1)? */
  allows(node: number, steps: number): boolean {
    if (steps < this.#fromLayers.length) return (this.#kept[node]! >> steps & 1) === 1
    return (this.#back[node]! >> this.#length - steps & 1) === 1
  }

  #grow(layer: Int32Array, bits: Uint8Array, step: number): Int32Array {
    const grown: number[] = []
    for (const node of layer) {
      const size = neighbours(this.#view, node, this.#row)
      this.#watch.spend(size)
      for (let i = 0; i < size; i++) {
        const next = this.#row[i]!
        if (next === this.#from || next === this.#to || (bits[next]! >> step & 1) === 1) continue
        if (this.#avoid.size > 0 && this.#avoid.has(next)) continue
        bits[next]! |= 1 << step
        grown.push(next)
      }
    }
    return Int32Array.from(grown)
  }

  /** From the middle back to `from`: keeps what a next step leads on from. */
  #prune(): void {
    this.#kept.fill(0)
    for (let step = this.#fromLayers.length - 1; step > 0; step--) {
      for (const node of this.#fromLayers[step]!) {
        const size = neighbours(this.#view, node, this.#row)
        this.#watch.spend(size)
        for (let i = 0; i < size; i++) {
          const next = this.#row[i]!
          if (step + 1 === this.#length ? next !== this.#to : !this.allows(next, step + 1)) continue
          this.#kept[node]! |= 1 << step
          break
        }
      }
    }
  }
}
