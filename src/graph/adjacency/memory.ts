import { Room } from '../among.ts'
import { MAX_NODES } from './facets.ts'
import { Remembered, Surroundings } from './surroundings.ts'
import { neighbours, type View } from './view.ts'

/** No way towards this end was met yet; several entities lead there. Node numbers are not negative. */
export const NONE = -1
export const SEVERAL = -2

/** Marks of one question: two distances of up to 3. */
const STEP = 16

/**
 * What a walker writes down about nodes while it answers. It is kept from question to question, and
 * what is read at random is small, so that it stays in the cache: marks take one byte a node.
 */
export class Memory {
  /**
   * A mark of this question is base + 4 · (distance from one end) + (distance from the other), distance 0
   * for not met; a mark below base is none. The base rises from question to question, so that marks are
   * wiped at every fifteenth only.
   */
  marks = new Uint8Array(0)
  base = 0
  /** Per node its place in `notes`, if its mark says that it has one. */
  slots = new Int32Array(0)
  /**
   * Per place [resource from the one end, from the other, via, via]: resources are whole and at most 2^50;
   * via is the only neighbour that leads to the one end (to the other), or NONE or SEVERAL.
   */
  notes = new Float64Array(4 * 1024)
  /** Room for one row. */
  row = new Int32Array(0)
  /** Lists of nodes, each with room for all. */
  lists: readonly Int32Array[] = []
  /** For counting what connects the pairs of a set. */
  readonly room = new Room()
  readonly #remembered = new Remembered()
  /** Per node `under which view counted << 23 | degree`: hubs are not counted again while the view is the same. */
  #degrees = new Int32Array(0)
  #counted = 0
  #view: View | undefined

  /** Makes room and forgets the question before. */
  begin(view: View): void {
    const { nodes } = view.snapshot
    if (this.marks.length < nodes) {
      // a tenth more, or every new entity would cost new arrays
      const room = Math.ceil(nodes * 1.1)
      this.base = 0
      this.marks = new Uint8Array(room)
      this.slots = new Int32Array(room)
      this.row = new Int32Array(room)
      this.lists = Array.from({ length: 4 }, () => new Int32Array(room))
      this.#degrees = new Int32Array(room)
    }
    this.base += STEP
    if (this.base + STEP > 256) {
      this.marks.fill(0)
      this.base = STEP
    }
    if (view !== this.#view) this.#forgetDegrees(view)
  }

  #forgetDegrees(view: View): void {
    this.#view = view
    this.#counted++
    if (this.#counted < 256) return
    this.#degrees.fill(0)
    this.#counted = 1
  }

  /** @param avoid what is not walked through: rarely asked for, so not remembered */
  surroundings(node: number, avoid: readonly number[]): Surroundings {
    return avoid.length > 0 ? new Surroundings(this.#view!, node, this.row, avoid) : this.#remembered.of(this.#view!, node, this.row)
  }

  /** deg(node) under the view of the question; may overwrite `row`. */
  degree(node: number): number {
    const known = this.#degrees[node]!
    return known >>> 23 === this.#counted ? known & (MAX_NODES - 1) : this.setDegree(node, neighbours(this.#view!, node, this.row))
  }

  setDegree(node: number, degree: number): number {
    this.#degrees[node] = this.#counted << 23 | degree
    return degree
  }

  /** Makes room in `notes`; what was there is lost. */
  reserve(places: number): void {
    if (4 * places > this.notes.length) this.notes = new Float64Array(6 * places)
  }
}
