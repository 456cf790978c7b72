import { arrange, tooMany } from '../projection.ts'
import { ID_WORDS } from '../words.ts'
import { typeAt } from './facets.ts'
import type { ProjectWalk, WalkedProjection, WalkFilter } from './types.ts'
import { eachRelation, type View } from './view.ts'
import type { Watch } from './watch.ts'

export type ProjectInput = Omit<ProjectWalk, Exclude<keyof WalkFilter, 'types' | 'avoid'>>

/** What becomes of a node: not wanted, wanted, and then also searched: every relation there belongs to the projection. */
const [OUT, IN, SEARCHED] = [0, 1, 2] as const

/** `project` as `docs/questions.md` means it, over one snapshot. */
export function project(view: View, watch: Watch, { types, kinds, avoid = [], among, around, most }: ProjectInput): WalkedProjection {
  const { snapshot } = view
  const part = wanted(view, kinds, among)
  for (const node of avoid) part[node] = OUT
  if (around !== undefined) spread(view, watch, part, around.nodes, around.hops)
  else if (among === undefined) part.forEach((what, node) => { if (what === IN) part[node] = SEARCHED })
  const belongs = (node: number, neighbour: number): boolean =>
    part[node] !== OUT && part[neighbour] !== OUT && (among !== undefined || part[node] === SEARCHED || part[neighbour] === SEARCHED)
  /** Every relation of the projection once: from the row of its start. */
  const each = (visit: (node: number, place: number, neighbour: number) => void): void => {
    for (let node = 0; node < snapshot.nodes; node++) {
      if (part[node] === OUT) continue
      watch.spend(snapshot.rows[snapshot.index[node]!]!)
      eachRelation(view, node, (place, neighbour) => { if (snapshot.out[place] === 1 && belongs(node, neighbour)) visit(node, place, neighbour) })
    }
  }
  const places = new Places(snapshot.nodes)
  for (const node of among ?? around?.nodes ?? []) if (part[node] !== OUT) places.of(node)
  let relations = 0
  each((node, _, neighbour) => {
    if (++relations > most) throw tooMany(most)
    places.of(node)
    places.of(neighbour)
  })
  const typePlaces = new Map(types.map((type, place) => [type, place]))
  const columns = {
    ids: new Uint32Array(ID_WORDS * places.nodes.length), kinds: new Uint8Array(places.nodes.length),
    from: new Uint32Array(relations), to: new Uint32Array(relations), type: new Uint16Array(relations),
    earliest: new Int32Array(relations), latest: new Int32Array(relations),
  }
  places.nodes.forEach((node, place) => {
    columns.ids.set(snapshot.ids.subarray(ID_WORDS * node, ID_WORDS * (node + 1)), ID_WORDS * place)
    columns.kinds[place] = snapshot.kinds[node]!
  })
  let at = 0
  each((node, place, neighbour) => {
    columns.from[at] = places.of(node)
    columns.to[at] = places.of(neighbour)
    columns.type[at] = typePlaces.get(typeAt(snapshot, place))!
    columns.earliest[at] = snapshot.spans[2 * place]!
    columns.latest[at++] = snapshot.spans[2 * place + 1]!
  })
  return { sequence: snapshot.sequence, ...arrange(columns) }
}

function wanted({ snapshot }: View, kinds: readonly number[] | undefined, among: readonly number[] | undefined): Uint8Array {
  const part = new Uint8Array(snapshot.nodes)
  const isWanted = (node: number): boolean => kinds === undefined || kinds.includes(snapshot.kinds[node]!)
  if (among !== undefined) for (const node of among) part[node] = isWanted(node) ? IN : OUT
  else for (let node = 0; node < snapshot.nodes; node++) part[node] = isWanted(node) ? IN : OUT
  return part
}

/** Marks what is at most `hops` - 1 steps away. */
function spread(view: View, watch: Watch, part: Uint8Array, nodes: readonly number[], hops: number): void {
  let ring: number[] = []
  const take = (node: number): void => {
    if (part[node] !== IN) return
    part[node] = SEARCHED
    ring.push(node)
  }
  nodes.forEach(take)
  for (let step = 1; step < hops; step++) {
    const last = ring
    ring = []
    for (const node of last) {
      watch.spend(view.snapshot.rows[view.snapshot.index[node]!]!)
      eachRelation(view, node, (_, neighbour) => { take(neighbour) })
    }
  }
}

/** Dense places for nodes, in the order in which they are met. */
class Places {
  readonly nodes: number[] = []
  readonly #places: Int32Array

  constructor(nodes: number) {
    this.#places = new Int32Array(nodes)
  }

  of(node: number): number {
    return (this.#places[node] ||= this.nodes.push(node)) - 1
  }
}
