import type { Id } from '../model/ids.ts'
import type { AmongResult, EntityRef } from './port.ts'

/** More than one entity leads there. Node numbers are not negative. */
const SEVERAL = -2
/** Members a word of a set of members holds. */
const WORD = 30

/** An entity that connects pairs of the set. */
export interface Connecting {
  readonly pairs: number
  /** The sum of its total distances over these pairs. */
  readonly distance: number
  /** The pair that it connects at the smallest distance, and of these the first: its place among all pairs, and that distance. */
  readonly best: number
  readonly nearest: number
}

export type OfferConnector = (node: number, pairs: number, distance: number, best: number, nearest: number) => void

/**
 * `among` of docs/questions.md, in memory: what connects the pairs of a set. Every member's surroundings are
 * walked once, not once a pair. That works because a pair changes little of a walk: from a in the graph without
 * b, an entity is reached in two steps unless b alone leads there; so for each entity and member it is enough to
 * know whether one entity leads on to that member, and which, or several.
 *
 * Nodes are numbers from 0 to `size` - 1. Whoever calls does so in this order: `addRing` for each member; with
 * maxHops 3 or 4 `meet` for all of `union`; then `count` for all of `union`, and with maxHops 4 `countRest`.
 */
export class Among {
  /** For each pair of members, in the order of the set: how many connectors, and the distance of the nearest (0: none). */
  readonly totals: Int32Array
  readonly nearest: Uint8Array
  readonly #members: readonly number[]
  readonly #maxHops: number
  readonly #wanted: (node: number) => boolean
  readonly #offer: OfferConnector
  /** Per node its place in what follows; 0: none yet; -1: not walked through. */
  readonly #places: Int32Array
  /** Per place, from 1. */
  #nodes = new Int32Array(1_024)
  /** Sets of members, two words each: next to it; reached in two steps. */
  #next = new Int32Array(2 * 1_024)
  #second = new Int32Array(2 * 1_024)
  /** The first entry on the members that are two steps away; 0: none. */
  #heads = new Int32Array(1_024)
  /** 1 where of some member two steps away another member alone leads there. */
  #frail = new Uint8Array(1_024)
  #count = 1
  /** Per entry, from 1: [member, the only entity that leads there or SEVERAL, the next entry of the place]. */
  #entries = new Int32Array(3 * 1_024)
  #entryCount = 1
  /** Places of what is next to a member. */
  #ring: number[] = []
  /** Of the entity that is being counted. */
  #pairs = 0
  #distance = 0
  #best = 0
  #nearest = 0

  /**
   * @param members their nodes; -1 for what is not in the graph
   * @param avoid what is not walked through; members may be in it
   * @param maxHops 2 to 4
   * @param wanted whether an entity of this number may be a connector
   */
  constructor(size: number, members: readonly number[], avoid: Iterable<number>, maxHops: number, wanted: (node: number) => boolean, offer: OfferConnector) {
    this.#members = members
    this.#maxHops = maxHops
    this.#wanted = wanted
    this.#offer = offer
    this.#places = new Int32Array(size)
    for (const node of avoid) this.#places[node] = -1
    const pairs = (members.length * (members.length - 1)) / 2
    this.totals = new Int32Array(pairs)
    this.nearest = new Uint8Array(pairs)
  }

  /** @param neighbours all distinct neighbours of a member */
  addRing(member: number, neighbours: ArrayLike<number>): void {
    for (let i = 0; i < neighbours.length; i++) {
      const node = neighbours[i]!
      if (this.#places[node]! < 0) continue
      const place = this.#placeOf(node)
      const word = 2 * place
      if (this.#next[word] === 0 && this.#next[word + 1] === 0) this.#ring.push(place)
      this.#next[word + Number(member >= WORD)]! |= 1 << member % WORD
    }
  }

  /** What is next to some member, each once: the rows of these are needed from three hops on. */
  union(): Int32Array {
    return Int32Array.from(this.#ring, (place) => this.#nodes[place]!)
  }

  /**
   * What lies two steps from members.
   * @param from of `union`, up to before `to`
   * @param flat the distinct neighbours of the i-th of `union` are `flat[starts[i]]` up to before `flat[starts[i + 1]]`
   */
  meet(from: number, to: number, starts: Int32Array, flat: Int32Array): void {
    for (let i = from; i < to; i++) {
      const place = this.#ring[i]!
      const via = this.#nodes[place]!
      for (const member of this.#membersIn(this.#next, place)) {
        const own = this.#members[member]!
        for (let at = starts[i]!; at < starts[i + 1]!; at++) {
          const node = flat[at]!
          if (node === own || this.#places[node]! < 0) continue
          this.#lead(this.#placeOf(node), member, via)
        }
      }
    }
  }

  /** Counts what is next to a member, as a connector. Arguments as of `meet`, empty arrays with maxHops 2. */
  count(from: number, to: number, starts: Int32Array, flat: Int32Array): void {
    for (let i = from; i < to; i++) {
      const place = this.#ring[i]!
      if (!this.#wanted(this.#nodes[place]!)) continue
      const near = this.#membersIn(this.#next, place)
      for (let x = 0; x < near.length; x++) for (let y = x + 1; y < near.length; y++) this.#add(near[x]!, near[y]!, 2)
      if (this.#maxHops > 2) for (const member of near) this.#countBeyond(place, member, i, starts, flat)
      if (this.#maxHops > 3) this.#countSecond(place)
      this.#tell(place)
    }
  }

  /** How many entities there are besides the ring: `countRest` takes them in parts. */
  get rest(): number {
    return this.#count - 1
  }

  /** Counts what is two steps from two members and next to none. @param from 0 up to before `to`, at most `rest` */
  countRest(from: number, to: number): void {
    for (let place = from + 1; place <= to; place++) {
      if (this.#next[2 * place] !== 0 || this.#next[2 * place + 1] !== 0 || !this.#wanted(this.#nodes[place]!)) continue
      this.#countSecond(place)
      this.#tell(place)
    }
  }

  /** 1 and 2, 1 and 3 steps: to members that are not next to it, in the graph without the one that is. */
  #countBeyond(place: number, member: number, i: number, starts: Int32Array, flat: Int32Array): void {
    const own = this.#members[member]!
    let [low, high] = [this.#next[2 * place]!, this.#next[2 * place + 1]!]
    for (let entry = this.#heads[place]!; entry !== 0; entry = this.#entries[3 * entry + 2]!) {
      const other = this.#entries[3 * entry]!
      if (this.#isNext(place, other) || this.#entries[3 * entry + 1] === own) continue
      this.#add(member, other, 3)
      if (other < WORD) low |= 1 << other
      else high |= 1 << other - WORD
    }
    if (this.#maxHops < 4) return
    let [reachedLow, reachedHigh] = [0, 0]
    for (let at = starts[i]!; at < starts[i + 1]!; at++) {
      const step = this.#places[flat[at]!]!
      if (step <= 0 || flat[at] === own) continue
      if (this.#frail[step] === 0) {
        reachedLow |= this.#second[2 * step]!
        reachedHigh |= this.#second[2 * step + 1]!
        continue
      }
      for (let entry = this.#heads[step]!; entry !== 0; entry = this.#entries[3 * entry + 2]!) {
        if (this.#entries[3 * entry + 1] === own) continue
        const other = this.#entries[3 * entry]!
        if (other < WORD) reachedLow |= 1 << other
        else reachedHigh |= 1 << other - WORD
      }
    }
    for (let rest = reachedLow & ~low; rest !== 0; rest &= rest - 1) this.#addThird(place, member, 31 - Math.clz32(rest & -rest))
    for (let rest = reachedHigh & ~high; rest !== 0; rest &= rest - 1) this.#addThird(place, member, WORD + 31 - Math.clz32(rest & -rest))
  }

  #addThird(place: number, member: number, other: number): void {
    if (this.#members[other] !== this.#nodes[place]) this.#add(member, other, 4)
  }

  /** 2 and 2 steps, unless it hangs on what leads to both. */
  #countSecond(place: number): void {
    const entries = this.#entries
    for (let one = this.#heads[place]!; one !== 0; one = entries[3 * one + 2]!) {
      if (this.#isNext(place, entries[3 * one]!)) continue
      const via = entries[3 * one + 1]!
      for (let other = entries[3 * one + 2]!; other !== 0; other = entries[3 * other + 2]!) {
        if (this.#isNext(place, entries[3 * other]!) || (via !== SEVERAL && via === entries[3 * other + 1])) continue
        this.#add(entries[3 * one]!, entries[3 * other]!, 4)
      }
    }
  }

  #add(one: number, other: number, distance: number): void {
    const [first, second] = one < other ? [one, other] : [other, one]
    const pair = first * this.#members.length - (first * (first + 1)) / 2 + second - first - 1
    this.totals[pair]!++
    if (this.nearest[pair] === 0 || distance < this.nearest[pair]!) this.nearest[pair] = distance
    if (this.#pairs === 0 || distance < this.#nearest || (distance === this.#nearest && pair < this.#best)) {
      this.#best = pair
      this.#nearest = distance
    }
    this.#pairs++
    this.#distance += distance
  }

  #tell(place: number): void {
    if (this.#pairs > 0) this.#offer(this.#nodes[place]!, this.#pairs, this.#distance, this.#best, this.#nearest)
    this.#pairs = this.#distance = 0
  }

  #lead(place: number, member: number, via: number): void {
    const entries = this.#entries
    for (let entry = this.#heads[place]!; entry !== 0; entry = entries[3 * entry + 2]!) {
      if (entries[3 * entry] !== member) continue
      entries[3 * entry + 1] = SEVERAL
      return
    }
    if (3 * this.#entryCount + 3 > entries.length) this.#entries = larger(entries)
    const entry = 3 * this.#entryCount
    this.#entries[entry] = member
    this.#entries[entry + 1] = via
    this.#entries[entry + 2] = this.#heads[place]!
    this.#heads[place] = this.#entryCount++
    this.#second[2 * place + Number(member >= WORD)]! |= 1 << member % WORD
    // it may become several later on: then it is looked at more closely than it had to be
    if (this.#members.includes(via)) this.#frail[place] = 1
  }

  #placeOf(node: number): number {
    const known = this.#places[node]!
    if (known > 0) return known
    const place = this.#count++
    if (place === this.#nodes.length) {
      this.#nodes = larger(this.#nodes)
      this.#next = larger(this.#next)
      this.#second = larger(this.#second)
      this.#heads = larger(this.#heads)
      this.#frail = larger(this.#frail)
    }
    this.#nodes[place] = node
    return (this.#places[node] = place)
  }

  #isNext(place: number, member: number): boolean {
    return (this.#next[2 * place + Number(member >= WORD)]! >> member % WORD & 1) === 1
  }

  #membersIn(sets: Int32Array, place: number): number[] {
    const members: number[] = []
    for (let rest = sets[2 * place]!; rest !== 0; rest &= rest - 1) members.push(31 - Math.clz32(rest & -rest))
    for (let rest = sets[2 * place + 1]!; rest !== 0; rest &= rest - 1) members.push(WORD + 31 - Math.clz32(rest & -rest))
    return members
  }
}

/** What was counted, told of the members themselves. */
export function told<T extends Connecting>(
  set: readonly Id[], { totals, nearest, total, rows }: { readonly totals: Int32Array; readonly nearest: Uint8Array; readonly total: number; readonly rows: readonly T[] }, entityOf: (row: T) => EntityRef,
): AmongResult {
  const pairs = set.flatMap((a, i) => set.slice(i + 1).map((b) => ({ a, b })))
  return {
    pairs: pairs.map((pair, i) => ({ ...pair, total: totals[i]!, ...(nearest[i] === 0 ? {} : { nearest: nearest[i]! }) })),
    total,
    rows: rows.map((row) => ({ entity: entityOf(row), pairs: row.pairs, distance: row.distance, best: { ...pairs[row.best]!, distance: row.nearest } })),
  }
}

function larger<T extends Int32Array | Uint8Array>(column: T): T {
  const copy = new (column.constructor as new (length: number) => T)(2 * column.length)
  copy.set(column)
  return copy
}
