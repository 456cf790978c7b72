import type { City } from '../test/generate/city.ts'

/**
 * The peer "bare": two unchecked breadth-first searches of ⌈H/2⌉ and ⌊H/2⌋ levels on a plain compressed
 * adjacency in one thread. No rights, dates, types, order, routes or words: what no answer can go below.
 */
export class Bare {
  readonly #first: Uint32Array
  readonly #neighbours: Uint32Array
  /** A mark counts if it is this question's: nothing is cleared between questions. */
  readonly #marks: Uint32Array
  readonly #queue: Uint32Array
  #mark = 0

  constructor(city: City) {
    const { entities, relations, from, to } = city
    this.#first = new Uint32Array(entities + 1)
    for (let i = 0; i < relations; i++) {
      this.#first[from[i]! + 1]!++
      this.#first[to[i]! + 1]!++
    }
    for (let node = 0; node < entities; node++) this.#first[node + 1]! += this.#first[node]!
    const cursor = this.#first.slice()
    this.#neighbours = new Uint32Array(2 * relations)
    for (let i = 0; i < relations; i++) {
      this.#neighbours[cursor[from[i]!]!++] = to[i]!
      this.#neighbours[cursor[to[i]!]!++] = from[i]!
    }
    this.#marks = new Uint32Array(entities)
    this.#queue = new Uint32Array(entities)
  }

  /** @returns how many entities both searches reach */
  ask(a: number, b: number, maxHops: number): number {
    this.#mark += 2
    this.#search(a, Math.ceil(maxHops / 2), this.#mark, this.#mark)
    return this.#search(b, Math.floor(maxHops / 2), this.#mark + 1, this.#mark)
  }

  #search(start: number, levels: number, mark: number, other: number): number {
    const [first, neighbours, marks, queue] = [this.#first, this.#neighbours, this.#marks, this.#queue]
    let common = 0
    let end = 0
    if (marks[start] === other) common++
    marks[start] = mark
    queue[end++] = start
    for (let level = 0, at = 0; level < levels; level++) {
      for (const stop = end; at < stop; at++) {
        const node = queue[at]!
        for (let i = first[node]!, last = first[node + 1]!; i < last; i++) {
          const next = neighbours[i]!
          if (marks[next] === mark) continue
          if (marks[next] === other) common++
          marks[next] = mark
          queue[end++] = next
        }
      }
    }
    return common
  }
}
