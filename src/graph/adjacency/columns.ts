/** Integers per edge while it is not yet in rows: side by side, because they are read together and at random. */
export const STRIDE = 6
/** Places within a stride. */
export const [FROM, TO, FACET, KEY, START, END] = [0, 1, 2, 3, 4, 5] as const

/** A list of edges that grows, as plain integers: a million objects would cost a second and 200 MB. */
export class EdgeList {
  values = new Int32Array(STRIDE * 1024)
  length = 0

  push(from: number, to: number, facet: number, key: number, start: number, end: number): void {
    const at = this.length * STRIDE
    if (at === this.values.length) {
      const larger = new Int32Array(2 * at)
      larger.set(this.values)
      this.values = larger
    }
    const { values } = this
    values[at + FROM] = from
    values[at + TO] = to
    values[at + FACET] = facet
    values[at + KEY] = key
    values[at + START] = start
    values[at + END] = end
    this.length++
  }
}

export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length))
export const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length))

/** A copy in shared memory with room for `length` numbers. */
export function sharedCopy<T extends Int32Array | Uint32Array | Uint8Array>(column: T, length = column.length): T {
  const Column = column.constructor as new (buffer: SharedArrayBuffer) => T
  const copy = new Column(new SharedArrayBuffer(length * column.BYTES_PER_ELEMENT))
  copy.set(column)
  return copy
}

/** The same column, or a copy with half as much room again when it holds fewer than `length`. */
export const withRoom = <T extends Int32Array | Uint32Array | Uint8Array>(column: T, length: number): T =>
  column.length >= length ? column : sharedCopy(column, Math.ceil(length * 1.5))
