import type { Neighbourhood } from './neighbourhood.ts'

/**
 * Where a path of a given length may stand after each step. Layers grow from both ends, always the one
 * with fewer entities, until they meet on a layer; what does not lead there is left out before paths are
 * followed. (Walks may visit an entity twice, paths not: a layer can hold a few too many, never too few.)
 */
export class Layers {
  readonly #hood: Neighbourhood
  readonly #from: number
  readonly #to: number
  readonly #avoid: ReadonlySet<number>
  /** Layer i: what is reached in exactly i steps, from `from` and from `to`, the ends left out. All but the last are expanded. */
  readonly #ahead: Set<number>[]
  readonly #back: Set<number>[]
  /** Layer i: of those after i steps, what leads on to the layer where both sides meet. */
  #kept: Set<number>[] = []
  /** Behind that, where i steps are left: from an entity to those with i steps left. */
  #onward: Map<number, number[]>[] = []
  #length = 0

  /** @param avoid what no path passes */
  constructor(hood: Neighbourhood, from: number, to: number, avoid: ReadonlySet<number>) {
    this.#hood = hood
    this.#from = from
    this.#to = to
    this.#avoid = avoid
    this.#ahead = [new Set([from])]
    this.#back = [new Set([to])]
  }

  /** Makes ready for paths of one step more than before (at first: of one step). */
  async lengthen(): Promise<void> {
    this.#length++
    if (this.#length === 1) {
      await this.#grow(this.#ahead)
      await this.#grow(this.#back)
      return
    }
    if (this.#length > 2) await this.#grow(this.#ahead.at(-1)!.size <= this.#back.at(-1)!.size ? this.#ahead : this.#back)
    this.#prune()
  }

  /** The length that it is ready for; 0 at first. */
  get length(): number {
    return this.#length
  }

  /** Every entity that a path of this length may pass, the ends included. */
  all(): Set<number> {
    return new Set([this.#from, this.#to, ...this.#kept.flatMap((layer) => [...layer]), ...this.#onward.flatMap((map) => [...map.values()].flat())])
  }

  /** Where a path that stands at `node` after so many steps may go on to. */
  next(node: number, steps: number): readonly number[] {
    if (this.#length === 1) return this.#hood.row(node).filter((one) => one === this.#to)
    if (steps >= this.#ahead.length - 1) return this.#onward[this.#length - steps - 1]!.get(node) ?? []
    return this.#hood.row(node).filter((one) => this.#kept[steps + 1]!.has(one))
  }

  async #grow(side: Set<number>[]): Promise<void> {
    const last = side.at(-1)!
    await this.#hood.expand(last)
    const grown = new Set<number>()
    for (const node of last) for (const next of this.#hood.row(node)) grown.add(next)
    for (const node of [this.#from, this.#to, ...this.#avoid]) grown.delete(node)
    side.push(grown)
  }

  #prune(): void {
    const middle = this.#ahead.length - 1
    this.#kept = []
    this.#kept[middle] = this.#ahead[middle]!.intersection(this.#back.at(-1)!)
    for (let step = middle - 1; step >= 0; step--) {
      const further = this.#kept[step + 1]!
      this.#kept[step] = new Set([...this.#ahead[step]!].filter((node) => this.#hood.row(node).some((next) => further.has(next))))
    }
    this.#onward = []
    let layer = this.#kept[middle]
    for (let left = this.#back.length - 2; left >= 0; left--) {
      const onward = new Map<number, number[]>()
      const reached = new Set<number>()
      for (const next of this.#back[left]!) {
        for (const node of this.#hood.row(next)) {
          if (!layer.has(node)) continue
          const nexts = onward.get(node)
          if (nexts === undefined) onward.set(node, [next])
          else nexts.push(next)
          reached.add(next)
        }
      }
      this.#onward[left] = onward
      layer = reached
    }
  }
}
