export const EMPTY = new Int32Array(0)

/** Ascending numbers: as they are where they are few, else a bit for each number there could be. */
export class Packed {
  readonly #numbers: Int32Array | undefined
  readonly #bits: Uint32Array | undefined
  readonly #count: number

  constructor(numbers: Int32Array) {
    this.#count = numbers.length
    const words = ((numbers.at(-1) ?? 0) >> 5) + 1
    if (numbers.length <= words) {
      this.#numbers = numbers
      return
    }
    const bits = new Uint32Array(words)
    for (const number of numbers) bits[number >> 5]! |= 1 << (number & 31)
    this.#bits = bits
  }

  /** In words of four bytes. */
  get size(): number {
    return (this.#numbers ?? this.#bits)!.length
  }

  unpack(): Int32Array {
    if (this.#bits === undefined) return this.#numbers!
    const numbers = new Int32Array(this.#count)
    let at = 0
    for (const [i, word] of this.#bits.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) numbers[at++] = (i << 5) + 31 - Math.clz32(rest & -rest)
    }
    return numbers
  }
}

export const NOTHING = new Packed(EMPTY)
