import { WHOLE_RESOURCE } from '../strength.ts'
import { NONE, type Memory } from './memory.ts'
import type { Spread } from './spread.ts'
import type { Surroundings } from './surroundings.ts'
import type { View } from './view.ts'
import type { Watch } from './watch.ts'

/** Called once for every entity within reach that does not merely hang on another. */
export type Offer = (node: number, distance: number, resourceOne: number, resourceOther: number) => void

/**
 * The neighbours of two ends, marked, and notes on what is met further on from both. The end with more
 * neighbours is called wide, the other slim. A mark is base + 4 · (distance from wide) + (distance from
 * slim), 0 for unmet: 4 and 1 are the rings, 5 is in both.
 */
export class Rings {
  readonly memory: Memory
  readonly wide: number
  readonly slim: number
  /** Neighbours, the other end included where it is one, what is avoided left out. */
  readonly wideRing: Int32Array
  readonly slimRing: Int32Array
  /** What arrives at each neighbour. */
  readonly wideShare: number
  readonly slimShare: number
  readonly watch: Watch
  readonly #avoid: readonly number[]
  readonly wideAround: Surroundings
  readonly slimAround: Surroundings
  /** What was met at one or two steps from both, other than 5; at the same places in the memory's notes. */
  readonly #met: Int32Array
  #metSize = 0

  constructor(view: View, memory: Memory, watch: Watch, a: number, b: number, avoid: readonly number[]) {
    memory.begin(view)
    const [aroundA, aroundB] = [memory.surroundings(a, avoid), memory.surroundings(b, avoid)]
    watch.spend(aroundA.ring.length + aroundB.ring.length)
    const ordered = aroundA.ring.length >= aroundB.ring.length
    this.wide = ordered ? a : b
    this.slim = ordered ? b : a
    this.wideAround = ordered ? aroundA : aroundB
    this.slimAround = ordered ? aroundB : aroundA
    this.wideRing = this.wideAround.ring
    this.slimRing = this.slimAround.ring
    memory.setDegree(this.wide, this.wideAround.degree)
    memory.setDegree(this.slim, this.slimAround.degree)
    this.wideShare = Math.floor(WHOLE_RESOURCE / this.wideAround.degree)
    this.slimShare = Math.floor(WHOLE_RESOURCE / this.slimAround.degree)
    this.#avoid = avoid
    this.memory = memory
    this.watch = watch
    this.#met = memory.lists[0]!
  }

  /** Distance 2: in both rings. */
  mark(offer: Offer): void {
    const { marks, base } = this.memory
    const { wideRing, slimRing, wideShare, slimShare } = this
    for (let i = 0; i < wideRing.length; i++) marks[wideRing[i]!] = base + 4
    this.hide()
    for (let i = 0; i < slimRing.length; i++) {
      const v = slimRing[i]!
      if (marks[v]! < base) marks[v] = base + 1
      else {
        marks[v] = base + 5
        offer(v, 2, wideShare, slimShare)
      }
    }
    this.hide()
  }

  /** No walk goes on through an end or what is avoided: it never counts as met. */
  hide(): void {
    const { marks } = this.memory
    marks[this.wide] = marks[this.slim] = 0
    for (let i = 0; i < this.#avoid.length; i++) marks[this.#avoid[i]!] = 0
  }

  /** The neighbours of the slim ring, with room for all that will be met: it stands in the ring or next to it. */
  spreadSlim(): Spread {
    const spread = this.slimAround.spread(this.watch)
    this.memory.reserve(this.slimRing.length + spread.starts.at(-1)!)
    return spread
  }

  /** Begins a note, with a new mark. */
  meet(node: number, mark: number): void {
    const { marks, slots, notes } = this.memory
    const place = this.#metSize++
    this.#met[place] = node
    slots[node] = place
    marks[node] = mark
    notes[4 * place] = notes[4 * place + 1] = 0
    notes[4 * place + 2] = notes[4 * place + 3] = NONE
  }

  /** In the order of their notes. */
  get met(): Int32Array {
    return this.#met.subarray(0, this.#metSize)
  }
}
