import type { Id } from '../model/ids.ts'

/**
 * Remembers in which row an id was met first, in 12 bytes and as much room again (a million statements: 25 MB). Ids made by
 * `identity.ts` are hashes: 60 of their bits are compared.
 */
export class Seen {
  #high = new Uint32Array(1 << 12)
  #low = new Uint32Array(1 << 12)
  #row = new Uint32Array(1 << 12)
  #size = 0
  #aspects = 0

  /** The row in which it was met first, 0 when never. `aspect` tells apart several things about one id. */
  rowOf(id: Id, aspect = 0): number {
    return this.#row[this.#slot(hex(id, 20), hex(id, 28) ^ mixed(aspect))]!
  }

  /** Whether anything was met about this id. */
  has(id: Id): boolean {
    if (this.#size === 0) return false
    const [high, low] = [hex(id, 20), hex(id, 28)]
    for (let aspect = 0; aspect <= this.#aspects; aspect++) if (this.#row[this.#slot(high, low ^ mixed(aspect))] !== 0) return true
    return false
  }

  /** @returns false when it was known already */
  add(id: Id, row: number, aspect = 0): boolean {
    if (aspect > this.#aspects) this.#aspects = aspect
    return this.#put(hex(id, 20), hex(id, 28) ^ mixed(aspect), Math.max(1, row))
  }

  /** Takes over what another one remembers. */
  addAll(other: Seen): void {
    if (other.#aspects > this.#aspects) this.#aspects = other.#aspects
    for (let i = 0; i < other.#row.length; i++) if (other.#row[i] !== 0) this.#put(other.#high[i]!, other.#low[i]!, other.#row[i]!)
  }

  #slot(high: number, signed: number): number {
    const low = signed >>> 0
    const mask = this.#row.length - 1
    let at = low & mask
    while (this.#row[at] !== 0 && (this.#low[at] !== low || this.#high[at] !== high)) at = (at + 1) & mask
    return at
  }

  #put(high: number, low: number, row: number): boolean {
    if (this.#size * 3 > this.#row.length * 2) this.#grow()
    const slot = this.#slot(high, low)
    if (this.#row[slot] !== 0) return false
    this.#high[slot] = high
    this.#low[slot] = low
    this.#row[slot] = row
    this.#size++
    return true
  }

  #grow(): void {
    const [high, low, row] = [this.#high, this.#low, this.#row]
    const size = row.length * 2
    ;[this.#high, this.#low, this.#row] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)]
    this.#size = 0
    for (let i = 0; i < row.length; i++) if (row[i] !== 0) this.#put(high[i]!, low[i]!, row[i]!)
  }
}

const mixed = (aspect: number): number => Math.imul(aspect, 0x9e3779b1)

/** Eight hexadecimal figures of the id from there on, the dash among them left out. */
function hex(id: Id, from: number): number {
  let value = 0
  for (let i = from; i < from + 8; i++) {
    const code = id.charCodeAt(i)
    if (code !== 45) value = (value << 4) | (code < 58 ? code - 48 : code - 87)
  }
  return value >>> 0
}
