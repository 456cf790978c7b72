import { NONE, SEVERAL, type Memory } from './memory.ts'
import type { Spread } from './spread.ts'
import { neighbours, type View } from './view.ts'
import type { Watch } from './watch.ts'

/**
 * What is divided among the neighbours of either end. Resources are whole numbers and exact in doubles:
 * no level holds more than the one before, so every sum is at most 2^50; and `floor` of a rounded
 * quotient is exact, because x / d, if it is not whole, lies at least 1/d below the next whole number,
 * and rounding moves it by at most x / d · 2^-53, which is less while x < 2^53.
 */
export const WHOLE_RESOURCE = 2 ** 50

/** Called once for every entity within reach that does not merely hang on another. */
export type Offer = (node: number, distance: number, resourceOne: number, resourceOther: number) => void

/**
 * Everything at most 2, 3 or 4 steps from two ends together, with what arrives there from both. The end
 * with more neighbours is called wide, the other slim. The slim one's surroundings are marked first, so
 * that walking from the wide one, which costs most, writes only where both reach:
 *
 *     from wide, slim   found
 *     1,1               by marking the rings of neighbours of both
 *     1,2 2,1           (3 hops) by looking from the slim ring at the wide one; (4 hops) like 2,2
 *     2,2               by marking two steps from slim, then walking two from wide
 *     3,1 1,3           by looking from each ring at what is two steps from the other end
 *
 * A mark is base + 4 · (distance from wide) + (distance from slim), 0 for unmet.
 */
export class Meeting {
  readonly wide: number
  readonly slim: number
  readonly #view: View
  readonly #memory: Memory
  readonly #watch: Watch
  readonly #offer: Offer
  /** Neighbours, the other end included where it is one. */
  readonly #wideRing: Int32Array
  readonly #slimRing: Int32Array
  /** What arrives at each neighbour. */
  readonly #wideShare: number
  readonly #slimShare: number
  readonly #wideSpread: Spread
  readonly #slimSpread: Spread
  /** What was met in one or two steps from both and stands in `notes`, at the same places. */
  readonly #met: Int32Array
  #metSize = 0

  constructor(view: View, memory: Memory, watch: Watch, a: number, b: number, offer: Offer) {
    memory.begin(view)
    const [roomA, roomB, met] = memory.lists as [Int32Array, Int32Array, Int32Array]
    const ringA = roomA.subarray(0, memory.setDegree(a, neighbours(view, a, roomA)))
    const ringB = roomB.subarray(0, memory.setDegree(b, neighbours(view, b, roomB)))
    watch.spend(ringA.length + ringB.length)
    const ordered = ringA.length >= ringB.length
    this.wide = ordered ? a : b
    this.slim = ordered ? b : a
    this.#wideRing = ordered ? ringA : ringB
    this.#slimRing = ordered ? ringB : ringA
    this.#wideShare = Math.floor(WHOLE_RESOURCE / this.#wideRing.length)
    this.#slimShare = Math.floor(WHOLE_RESOURCE / this.#slimRing.length)
    ;[this.#wideSpread, this.#slimSpread] = memory.spreads
    this.#view = view
    this.#memory = memory
    this.#watch = watch
    this.#offer = offer
    this.#met = met
  }

  walk(maxHops: number): void {
    this.#rings()
    if (maxHops === 3) this.#three()
    if (maxHops === 4) this.#four()
    this.#offerMet()
  }

  #rings(): void {
    const { marks, base } = this.#memory
    const [wideRing, slimRing, wide] = [this.#wideRing, this.#slimRing, this.wide]
    for (let i = 0; i < wideRing.length; i++) marks[wideRing[i]!] = base + 4
    this.#hideEnds()
    for (let i = 0; i < slimRing.length; i++) {
      const v = slimRing[i]!
      if (marks[v]! < base) marks[v] = base + 1
      else {
        marks[v] = base + 5
        this.#offer(v, 2, this.#wideShare, this.#slimShare)
      }
    }
    marks[wide] = 0
  }

  /** No walk goes on through an end: it never counts as met. */
  #hideEnds(): void {
    const { marks } = this.#memory
    marks[this.wide] = marks[this.slim] = 0
  }

  #three(): void {
    const { base } = this.#memory
    this.#spread(this.#slimSpread, this.#slimRing, base + 4)
    this.#lookFromSlim()
  }

  #four(): void {
    const { base } = this.#memory
    this.#spread(this.#slimSpread, this.#slimRing, 0)
    this.#markFromSlim()
    this.#spread(this.#wideSpread, this.#wideRing, base + 1)
    const far = this.#walkFromWide()
    this.#walkFromSlim()
    this.#lookFromWide(far)
  }

  #spread(spread: Spread, ring: Int32Array, least: number): void {
    spread.fill(this.#view, ring, { marks: this.#memory.marks, least }, this.#watch)
    // everything that is met stands in the slim ring or next to it
    if (spread === this.#slimSpread) this.#memory.reserve(ring.length + spread.starts[ring.length]!)
  }

  /** 1,2 and 2,1: the steps from one ring to the other, all seen from the slim one. */
  #lookFromSlim(): void {
    const memory = this.#memory
    const { marks, base, notes, slots } = memory
    const [ring, wide, wideShare, slimShare] = [this.#slimRing, this.wide, this.#wideShare, this.#slimShare]
    const { starts, flat, degrees } = this.#slimSpread
    for (let i = 0; i < ring.length; i++) {
      const v = ring[i]!
      const to = starts[i + 1]!
      if (v === wide || starts[i] === to) continue
      const part = Math.floor(slimShare / degrees[i]!)
      const unmet = marks[v] === base + 1
      let reached = false
      let arrived = 0
      for (let j = starts[i]!; j < to; j++) {
        const u = flat[j]!
        const met = marks[u]! - base
        if (met > 6) continue
        if (unmet) {
          reached = true
          arrived += Math.floor(wideShare / memory.degree(u))
        }
        if (met === 5) continue
        if (met === 4) this.#meet(u, 6)
        notes[4 * slots[u]! + 1]! += part
      }
      if (reached) {
        marks[v] = base + 9
        this.#offer(v, 3, arrived, slimShare)
      }
    }
  }

  #markFromSlim(): void {
    const { marks, base } = this.#memory
    const [ring, wide] = [this.#slimRing, this.wide]
    const { starts, flat } = this.#slimSpread
    for (let i = 0; i < ring.length; i++) {
      if (ring[i]! === wide) continue
      const to = starts[i + 1]!
      for (let j = starts[i]!; j < to; j++) {
        const w = flat[j]!
        const mark = marks[w]!
        if (mark < base) marks[w] = base + 2
        else if (mark === base + 4) this.#meet(w, 6)
      }
    }
    this.#hideEnds()
  }

  /** @returns places in the wide ring of what is three steps from slim */
  #walkFromWide(): Int32Array {
    const { marks, base, notes, slots, lists } = this.#memory
    const [ring, slim, wideShare] = [this.#wideRing, this.slim, this.#wideShare]
    const { starts, flat, degrees } = this.#wideSpread
    const far = lists[3]!
    let farSize = 0
    for (let i = 0; i < ring.length; i++) {
      const u = ring[i]!
      const to = starts[i + 1]!
      if (u === slim || starts[i] === to) continue
      const part = Math.floor(wideShare / degrees[i]!)
      let near = false
      for (let j = starts[i]!; j < to; j++) {
        const w = flat[j]!
        const met = marks[w]! - base
        if (met === 4 || met === 5) continue
        if ((met & 3) === 2) near = true
        if (met === 6) continue
        if (met < 4) this.#meet(w, met + 8)
        const note = 4 * slots[w]!
        notes[note]! += part
        notes[note + 2] = notes[note + 2] === NONE ? u : SEVERAL
      }
      if (near && marks[u] === base + 4) far[farSize++] = i
    }
    return far.subarray(0, farSize)
  }

  /** Resources from slim, now that it is known where they matter; and what is three steps from wide. */
  #walkFromSlim(): void {
    const memory = this.#memory
    const { marks, base, notes, slots } = memory
    const [ring, wide, slimShare] = [this.#slimRing, this.wide, this.#slimShare]
    const { starts, flat, degrees } = this.#slimSpread
    for (let i = 0; i < ring.length; i++) {
      const v = ring[i]!
      if (v === wide) continue
      const to = starts[i + 1]!
      const unmet = marks[v] === base + 1
      let part = -1
      let reached = false
      let arrived = 0
      for (let j = starts[i]!; j < to; j++) {
        const w = flat[j]!
        const met = marks[w]! - base
        if (met < 6) continue
        const note = 4 * slots[w]!
        if (unmet && met >> 2 === 2) {
          reached = true
          arrived += Math.floor(notes[note]! / memory.degree(w))
        }
        if (met !== 6 && met !== 10) continue
        if (part < 0) part = Math.floor(slimShare / degrees[i]!)
        notes[note + 1]! += part
        notes[note + 3] = notes[note + 3] === NONE ? v : SEVERAL
      }
      if (reached) {
        marks[v] = base + 13
        this.#offer(v, 4, arrived, slimShare)
      }
    }
  }

  #lookFromWide(far: Int32Array): void {
    const memory = this.#memory
    const { marks, base, notes, slots } = memory
    const { starts, flat } = this.#wideSpread
    for (let i = 0; i < far.length; i++) {
      const place = far[i]!
      const to = starts[place + 1]!
      let arrived = 0
      for (let j = starts[place]!; j < to; j++) {
        const w = flat[j]!
        if ((marks[w]! - base & 3) === 2) arrived += Math.floor(notes[4 * slots[w]! + 1]! / memory.degree(w))
      }
      const u = this.#wideRing[place]!
      marks[u] = base + 7
      this.#offer(u, 4, this.#wideShare, arrived)
    }
  }

  #offerMet(): void {
    const { marks, base, notes } = this.#memory
    for (let i = 0, note = 0; i < this.#metSize; i++, note += 4) {
      const w = this.#met[i]!
      const met = marks[w]! - base
      if (met === 6) this.#offer(w, 3, this.#wideShare, notes[note + 1]!)
      else if (met === 9) this.#offer(w, 3, notes[note]!, this.#slimShare)
      else {
        const hangs = notes[note + 2] !== SEVERAL && notes[note + 2] === notes[note + 3]
        if (!hangs) this.#offer(w, 4, notes[note]!, notes[note + 1]!)
      }
    }
  }

  #meet(w: number, met: number): void {
    const { marks, base, slots, notes } = this.#memory
    const place = this.#metSize++
    this.#met[place] = w
    slots[w] = place
    marks[w] = base + met
    notes[4 * place] = notes[4 * place + 1] = 0
    notes[4 * place + 2] = notes[4 * place + 3] = NONE
  }
}
