import type { Projection } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Id } from '../model/ids.ts'
import { KINDS, type Kind } from '../model/records.ts'

/** Relations looked at before others may have a turn. */
const PART = 5_000

/** Who points to whom in a projection, by the places of its nodes; each neighbour once, in the order of ids. */
export class Directed {
  readonly #projection: Projection
  /** Of node n: the places in `ends` from `starts[n]` to before `starts[n + 1]`. */
  readonly #out: Sides
  readonly #in: Sides

  private constructor(projection: Projection, out: Sides, into: Sides) {
    this.#projection = projection
    this.#out = out
    this.#in = into
  }

  static async of(projection: Projection, signal?: AbortSignal): Promise<Directed> {
    const turns = new Turns(signal)
    const { nodes, from, to } = projection
    return new Directed(projection, await sidesOf(from, nodes.length, turns), await sidesOf(to, nodes.length, turns))
  }

  get size(): number {
    return this.#projection.nodes.length
  }

  place(id: Id): number | undefined {
    const place = this.#projection.nodes.placeOf(id)
    return place < 0 ? undefined : place
  }

  id(node: number): Id {
    return this.#projection.nodes.at(node)
  }

  kind(node: number): Kind {
    return KINDS[this.#projection.kinds[node]!]!
  }

  /** What it points to. @param types default any */
  out(node: number, types?: readonly string[]): number[] {
    return this.#ends(this.#out, this.#projection.to, node, types)
  }

  /** What points to it. */
  in(node: number, types?: readonly string[]): number[] {
    return this.#ends(this.#in, this.#projection.from, node, types)
  }

  /** Its relations, each type and direction with another end once; in the order of the other ends, then of types. */
  *ties(node: number): Generator<Tie> {
    const { from, to, type, types } = this.#projection
    const [out, into] = [this.#relations(this.#out, node), this.#relations(this.#in, node)]
    // both sides are in this order already, so that a hub's need no sorting
    let last: Tie | undefined
    for (let i = 0, j = 0; i < out.length || j < into.length;) {
      const [one, other] = [out[i], into[j]]
      const outgoing = other === undefined || (one !== undefined && (to[one]! - from[other]! || type[one]! - type[other]!) <= 0)
      const at = outgoing ? out[i++]! : into[j++]!
      const tie = { other: outgoing ? to[at]! : from[at]!, type: types[type[at]!]!, outgoing }
      if (last?.other === tie.other && last.type === tie.type && last.outgoing === tie.outgoing) continue
      yield (last = tie)
    }
  }

  #relations({ starts, relations }: Sides, node: number): Uint32Array {
    return relations.subarray(starts[node]!, starts[node + 1]!)
  }

  #ends(sides: Sides, ends: Uint32Array, node: number, wanted: readonly string[] | undefined): number[] {
    const { type, types } = this.#projection
    const found: number[] = []
    // as the projection has them: in the order of the other ends, so that what is parallel stands side by side
    for (const i of this.#relations(sides, node)) if ((wanted === undefined || wanted.includes(types[type[i]!]!)) && ends[i] !== found.at(-1)) found.push(ends[i]!)
    return found
  }
}

export interface Tie {
  /** The place of the other end. */
  readonly other: number
  readonly type: string
  /** Points from here to the other. */
  readonly outgoing: boolean
}

interface Sides {
  readonly starts: Uint32Array
  readonly relations: Uint32Array
}

/** Relations grouped by one end, by counting. */
async function sidesOf(end: Uint32Array, nodes: number, turns: Turns): Promise<Sides> {
  const starts = new Uint32Array(nodes + 1)
  for (let i = 0; i < end.length; i++) {
    starts[end[i]! + 1]!++
    if (i % PART === 0) await turns.next()
  }
  for (let n = 0; n < nodes; n++) starts[n + 1]! += starts[n]!
  const free = starts.slice()
  const relations = new Uint32Array(end.length)
  for (let i = 0; i < end.length; i++) {
    relations[free[end[i]!]!++] = i
    if (i % PART === 0) await turns.next()
  }
  return { starts, relations }
}
