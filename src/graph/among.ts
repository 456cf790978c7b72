import type { Id } from '../model/ids.ts'
import type { AmongResult, EntityRef } from './port.ts'

/** More than one entity leads there. Node numbers are not negative. */
const SEVERAL = -2
/** Members a word of a set of members holds. */
const WORD = 30
/** Integers of an entry. */
const ENTRY = 3
/** Not walked through; of the set; of some member two steps away, another member may be all that leads there. */
const [AVOIDED, MEMBER, FRAIL] = [1, 2, 4] as const

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

/** What lies around a member of a set. */
export interface Around {
  /** The neighbours that may be walked through, each once. */
  readonly ring: Int32Array
  /** From three hops on: the distinct neighbours of the i-th of the ring are `flat[starts[i]]` up to before `flat[starts[i + 1]]`. */
  readonly starts: Int32Array
  readonly flat: Int32Array
}

/** The columns of a count, kept from one to the next: to make and throw away megabytes each time costs a quarter of it. */
export class Room {
  flags = new Uint8Array(0)
  heads = new Int32Array(0)
  next: [Int32Array, Int32Array] = [new Int32Array(0), new Int32Array(0)]
  second: [Int32Array, Int32Array] = [new Int32Array(0), new Int32Array(0)]
  entries = new Int32Array(ENTRY * 65_536)
  met = new Int32Array(65_536)

  /** @param large how many nodes have second words */
  begin(size: number, large: number): void {
    if (this.flags.length < size) {
      this.flags = new Uint8Array(size)
      this.heads = new Int32Array(size)
    } else {
      this.flags.fill(0)
      this.heads.fill(0)
    }
    const column = (before: Int32Array, length: number): Int32Array => (before.length < length || length === 0 ? new Int32Array(length) : before.fill(0))
    this.next = [column(this.next[0], size), column(this.next[1], large)]
    this.second = [column(this.second[0], size), column(this.second[1], large)]
  }
}

/**
 * `among` of docs/questions.md, in memory: what connects the pairs of a set. Every member's surroundings are
 * walked once, not once a pair. That works because a pair changes little of a walk: from a in the graph without
 * b, an entity is reached in two steps unless b alone leads there; so for each entity and member it is enough to
 * know whether one entity leads on to that member, and which, or several.
 *
 * Nodes are numbers from 0 to `size` - 1. Whoever calls does so in this order: `addRing` for each member; from three
 * hops on `meet` for each, in their order; then `count` for each, and with four hops `countRest`. Each takes its
 * work in parts. (Columns by node, loops without calls: a set of departments leads over a million half-edges.)
 */
export class Among {
  /** For each pair of members, in the order of the set: how many connectors, and the distance of the nearest (0: none). */
  readonly totals: Int32Array
  readonly nearest: Uint8Array
  readonly #members: readonly number[]
  readonly #maxHops: number
  readonly #wanted: (node: number) => boolean
  readonly #offer: OfferConnector
  /** By node: AVOIDED, MEMBER, FRAIL. */
  readonly #flags: Uint8Array
  /** By node, sets of members in words: next to it; reached in two steps. The second words only of large sets. */
  readonly #next: readonly [Int32Array, Int32Array]
  readonly #second: readonly [Int32Array, Int32Array]
  /** By node the newest entry on a member that is two steps away; 0: none. */
  readonly #heads: Int32Array
  readonly #room: Room
  /** Per entry, from 1: [member, the only entity that leads there or SEVERAL, the entry before]. */
  #entries: Int32Array
  #entryCount = 1
  /** What has entries. */
  #met: Int32Array
  #metCount = 0
  /** By the first member of a pair: its place among all pairs, less the number of the second. */
  readonly #bases: Int32Array
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
   * @param room only one count at a time may use it
   */
  constructor(size: number, members: readonly number[], avoid: Iterable<number>, maxHops: number, wanted: (node: number) => boolean, offer: OfferConnector, room = new Room()) {
    const large = members.length > WORD ? size : 0
    this.#members = members
    this.#maxHops = maxHops
    this.#wanted = wanted
    this.#offer = offer
    room.begin(size, large)
    this.#room = room
    this.#flags = room.flags
    this.#next = room.next
    this.#second = room.second
    this.#heads = room.heads
    this.#entries = room.entries
    this.#met = room.met
    for (const node of members) if (node >= 0) this.#flags[node] = MEMBER
    for (const node of avoid) this.#flags[node]! |= AVOIDED
    this.#bases = Int32Array.from(members, (_, first) => first * members.length - (first * (first + 1)) / 2 - first - 1)
    const pairs = (members.length * (members.length - 1)) / 2
    this.totals = new Int32Array(pairs)
    this.nearest = new Uint8Array(pairs)
  }

  addRing(member: number, { ring }: Around): void {
    const next = this.#next[Number(member >= WORD)]!
    const bit = 1 << member % WORD
    for (let i = 0; i < ring.length; i++) next[ring[i]!]! |= bit
  }

  /** What lies two steps from a member. @param from of its ring, up to before `to` */
  meet(member: number, { ring, starts, flat }: Around, from: number, to: number): void {
    this.#makeRoom(starts[to]! - starts[from]!)
    const [entries, met, heads, flags] = [this.#entries, this.#met, this.#heads, this.#flags]
    const second = this.#second[Number(member >= WORD)]!
    const own = this.#members[member]!
    const bit = 1 << member % WORD
    let [count, metCount] = [this.#entryCount, this.#metCount]
    for (let i = from; i < to; i++) {
      const via = ring[i]!
      const frailty = (flags[via]! & MEMBER) === 0 ? 0 : FRAIL
      for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
        const node = flat[at]!
        if (node === own || (flags[node]! & AVOIDED) !== 0) continue
        const head = heads[node]!
        // members come in their order, so an entry on this one is the newest
        if (head !== 0 && entries[ENTRY * head] === member) {
          entries[ENTRY * head + 1] = SEVERAL
          continue
        }
        if (head === 0) met[metCount++] = node
        const entry = ENTRY * count
        entries[entry] = member
        entries[entry + 1] = via
        entries[entry + 2] = head
        heads[node] = count++
        second[node]! |= bit
        // it may become several later on: then it is looked at more closely than it had to be
        if (frailty !== 0) flags[node]! |= frailty
      }
    }
    this.#entryCount = count
    this.#metCount = metCount
  }

  /** Counts what is next to a member, as a connector, unless an earlier member is next to it, too. @param from as of `meet` */
  count(member: number, around: Around, from: number, to: number): void {
    const { ring } = around
    const [low, high] = this.#next
    for (let i = from; i < to; i++) {
      const node = ring[i]!
      const near = low[node]!
      const nearer = high.length === 0 ? 0 : high[node]!
      if ((near !== 0 ? lowest(near) : WORD + lowest(nearer)) !== member || !this.#wanted(node)) continue
      for (let rest = near & near - 1, other = nearer; rest !== 0 || other !== 0;) {
        // all pairs of those next to it
        let second: number
        if (rest !== 0) {
          second = lowest(rest)
          rest &= rest - 1
        } else {
          second = WORD + lowest(other)
          other &= other - 1
          if (second === member) continue
        }
        for (let first = member; first < second; first++) if (this.#isNext(node, first)) this.#add(first, second, 2)
      }
      if (this.#maxHops > 2) {
        for (let rest = near; rest !== 0; rest &= rest - 1) this.#countBeyond(node, lowest(rest), around, i)
        for (let rest = nearer; rest !== 0; rest &= rest - 1) this.#countBeyond(node, WORD + lowest(rest), around, i)
      }
      if (this.#maxHops > 3) this.#countSecond(node)
      this.#tell(node)
    }
  }

  /** How many entities lie two steps from a member: `countRest` takes them in parts. */
  get rest(): number {
    return this.#metCount
  }

  /** Counts what is two steps from two members and next to none. @param from 0 up to before `to`, at most `rest` */
  countRest(from: number, to: number): void {
    const [low, high] = this.#next
    const [met, entries, heads] = [this.#met, this.#entries, this.#heads]
    for (let i = from; i < to; i++) {
      const node = met[i]!
      // of one member only: no pair
      if (entries[ENTRY * heads[node]! + 2] === 0 || low[node] !== 0 || (high.length > 0 && high[node] !== 0) || !this.#wanted(node)) continue
      this.#countSecond(node)
      this.#tell(node)
    }
  }

  /** 1 and 2, 1 and 3 steps: to members that are not next to it, in the graph without the one that is. */
  #countBeyond(node: number, member: number, { starts, flat }: Around, i: number): void {
    const entries = this.#entries
    const heads = this.#heads
    const flags = this.#flags
    const own = this.#members[member]!
    let low = this.#next[0][node]!
    let high = this.#next[1].length === 0 ? 0 : this.#next[1][node]!
    for (let entry = heads[node]!; entry !== 0; entry = entries[ENTRY * entry + 2]!) {
      const other = entries[ENTRY * entry]!
      if (this.#isNext(node, other) || entries[ENTRY * entry + 1] === own) continue
      this.#add(member, other, 3)
      if (other < WORD) low |= 1 << other
      else high |= 1 << other - WORD
    }
    if (this.#maxHops < 4) return
    const second = this.#second[0]
    const third = this.#second[1]
    let reached = 0
    let further = 0
    for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
      const step = flat[at]!
      const flag = flags[step]!
      if (step === own || (flag & AVOIDED) !== 0) continue
      if ((flag & FRAIL) === 0) {
        reached |= second[step]!
        if (third.length > 0) further |= third[step]!
        continue
      }
      for (let entry = heads[step]!; entry !== 0; entry = entries[ENTRY * entry + 2]!) {
        if (entries[ENTRY * entry + 1] === own) continue
        const other = entries[ENTRY * entry]!
        if (other < WORD) reached |= 1 << other
        else further |= 1 << other - WORD
      }
    }
    for (let rest = reached & ~low; rest !== 0; rest &= rest - 1) this.#addThird(node, member, lowest(rest))
    for (let rest = further & ~high; rest !== 0; rest &= rest - 1) this.#addThird(node, member, WORD + lowest(rest))
  }

  #addThird(node: number, member: number, other: number): void {
    if (this.#members[other] !== node) this.#add(member, other, 4)
  }

  /** 2 and 2 steps, unless it hangs on what leads to both. */
  #countSecond(node: number): void {
    const entries = this.#entries
    for (let one = this.#heads[node]!; one !== 0; one = entries[ENTRY * one + 2]!) {
      if (this.#isNext(node, entries[ENTRY * one]!)) continue
      const via = entries[ENTRY * one + 1]!
      for (let other = entries[ENTRY * one + 2]!; other !== 0; other = entries[ENTRY * other + 2]!) {
        if (this.#isNext(node, entries[ENTRY * other]!) || (via !== SEVERAL && via === entries[ENTRY * other + 1])) continue
        this.#add(entries[ENTRY * one]!, entries[ENTRY * other]!, 4)
      }
    }
  }

  #add(one: number, other: number, distance: number): void {
    const pair = one < other ? this.#bases[one]! + other : this.#bases[other]! + one
    this.totals[pair]!++
    if (this.nearest[pair] === 0 || distance < this.nearest[pair]!) this.nearest[pair] = distance
    if (this.#pairs === 0 || distance < this.#nearest || (distance === this.#nearest && pair < this.#best)) {
      this.#best = pair
      this.#nearest = distance
    }
    this.#pairs++
    this.#distance += distance
  }

  #tell(node: number): void {
    if (this.#pairs > 0) this.#offer(node, this.#pairs, this.#distance, this.#best, this.#nearest)
    this.#pairs = this.#distance = 0
  }

  /** For so many more entries. */
  #makeRoom(more: number): void {
    if (ENTRY * (this.#entryCount + more) > this.#entries.length) this.#entries = this.#room.entries = larger(this.#entries, ENTRY * (this.#entryCount + more))
    if (this.#metCount + more > this.#met.length) this.#met = this.#room.met = larger(this.#met, this.#metCount + more)
  }

  #isNext(node: number, member: number): boolean {
    return member < WORD ? (this.#next[0][node]! >> member & 1) === 1 : (this.#next[1][node]! >> member - WORD & 1) === 1
  }
}

/** The place of the lowest bit. */
const lowest = (word: number): number => 31 - Math.clz32(word & -word)

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

function larger(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(Math.max(2 * column.length, length))
  copy.set(column)
  return copy
}
