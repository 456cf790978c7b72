import type { Id } from '../../model/ids.ts'
import type { ProjectQuery } from '../port.ts'
import { tooMany, type Columns } from '../projection.ts'
import { Turns } from '../turns.ts'
import { ID_WORDS, wordsOf } from '../words.ts'

/** Integers for each relation, side by side in one list that grows. */
const WIDTH = 5

/** What was read for a projection so far. Entities get dense places as they come. */
export class Gathered {
  relations = 0
  readonly #most: number
  readonly #avoid: ReadonlySet<number>
  readonly #types: ReadonlyMap<string, number>
  readonly #places = new Map<number, number>()
  #values = new Int32Array(WIDTH * 1_024)

  /** @param avoid numbers of entities whose relations are passed over */
  constructor({ most, types }: Pick<ProjectQuery, 'most' | 'types'>, avoid: ReadonlySet<number>) {
    this.#avoid = avoid
    this.#most = most
    this.#types = new Map(types.map((type, place) => [type, place]))
  }

  /** By number, as they came. */
  get nodes(): Iterable<number> {
    return this.#places.keys()
  }

  node(number: number): number {
    let place = this.#places.get(number)
    if (place === undefined) this.#places.set(number, (place = this.#places.size))
    return place
  }

  /** @throws TOO_EXPENSIVE for one more than was asked for at most */
  relation(type: string, from: number, to: number, earliest: number, latest: number): void {
    if (this.#avoid.has(from) || this.#avoid.has(to)) return
    if (this.relations === this.#most) throw tooMany(this.#most)
    const at = WIDTH * this.relations++
    if (at === this.#values.length) {
      const larger = new Int32Array(2 * at)
      larger.set(this.#values)
      this.#values = larger
    }
    const values = this.#values
    values[at] = this.node(from)
    values[at + 1] = this.node(to)
    values[at + 2] = this.#types.get(type)!
    values[at + 3] = earliest
    values[at + 4] = latest
  }

  /** @param kindOf the place of an entity's kind in `KINDS` */
  async columns(idOf: (number: number) => Id, kindOf: (number: number) => number): Promise<Columns> {
    const turns = new Turns()
    const { relations } = this
    const values = this.#values
    const columns = {
      ids: new Uint32Array(ID_WORDS * this.#places.size), kinds: new Uint8Array(this.#places.size),
      from: new Uint32Array(relations), to: new Uint32Array(relations), type: new Uint16Array(relations),
      earliest: new Int32Array(relations), latest: new Int32Array(relations),
    }
    for (const [number, place] of this.#places) {
      if (place % 1_000 === 0) await turns.next()
      columns.ids.set(wordsOf(idOf(number)), ID_WORDS * place)
      columns.kinds[place] = kindOf(number)
    }
    for (const [column, name] of (['from', 'to', 'type', 'earliest', 'latest'] as const).entries()) {
      for (let relation = 0; relation < relations; relation++) {
        if (relation % 10_000 === 0) await turns.next()
        columns[name][relation] = values[WIDTH * relation + column]!
      }
    }
    return columns
  }
}
