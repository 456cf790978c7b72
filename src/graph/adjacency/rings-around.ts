import { compareNodes, ID_WORDS, wordsOf } from '../words.ts'
import { Best } from './best.ts'
import { typeAt } from './facets.ts'
import type { Snapshot } from './snapshot.ts'
import type { Counted, RingsWalk, WalkedRings, WalkFilter } from './types.ts'
import { eachRelation, type View } from './view.ts'
import type { Watch } from './watch.ts'

export type RingsInput = Omit<RingsWalk, Exclude<keyof WalkFilter, 'avoid'>>
const AVOIDED = 255
type Row = WalkedRings['rows'][number]

/** `rings` as `docs/questions.md` means it, over one snapshot. */
export function ringsAround(view: View, watch: Watch, { center, rings, avoid = [], list }: RingsInput): WalkedRings {
  const { snapshot } = view
  /** Per node its distance plus 1, or 0; what is avoided is never met. */
  const met = new Uint8Array(snapshot.nodes)
  for (const node of avoid) met[node] = AVOIDED
  met[center] = 1
  const counted: WalkedRings['rings'][number][] = []
  let [listed, page]: [number, Page | undefined] = [0, undefined]
  let ring: number[] = [center]
  for (let distance = 1; distance <= rings; distance++) {
    const next: number[] = []
    const types = new Map<number, number>()
    const wanted = list?.ring === distance ? list : undefined
    /** Relations of each node to the ring before, of the type that is asked for. */
    const ties = new Map<number, number>()
    for (const node of ring) {
      watch.spend(snapshot.rows[snapshot.index[node]!]!)
      eachRelation(view, node, (place, neighbour) => {
        if (met[neighbour] === 0) {
          met[neighbour] = distance + 1
          next.push(neighbour)
        } else if (met[neighbour] !== distance + 1) return
        const type = typeAt(snapshot, place)
        types.set(type, (types.get(type) ?? 0) + 1)
        if (wanted !== undefined && (wanted.type === undefined || wanted.type === type)) ties.set(neighbour, (ties.get(neighbour) ?? 0) + 1)
      })
    }
    counted.push({ total: next.length, kinds: kindsOf(snapshot, next), types: [...types] })
    if (wanted !== undefined) {
      page = new Page(snapshot, wanted)
      for (const [node, relations] of ties) if (wanted.kinds === undefined || wanted.kinds.includes(snapshot.kinds[node]!)) page.offer(node, relations)
      listed = page.offered
    }
    ring = next
  }
  return { sequence: snapshot.sequence, rings: counted, listed, rows: page?.rows ?? [], hasNextPage: page?.hasNextPage ?? false }
}

function kindsOf({ kinds }: Snapshot, nodes: readonly number[]): Counted[] {
  const counts = new Map<number, number>()
  for (const node of nodes) counts.set(kinds[node]!, (counts.get(kinds[node]!) ?? 0) + 1)
  return [...counts]
}

/** Most relations first, then by id; from behind the last row of the page before. */
class Page {
  offered = 0
  readonly #snapshot: Snapshot
  readonly #first: number
  readonly #after: { readonly relations: number; readonly words: readonly number[] } | undefined
  readonly #best: Best<Row>
  #following = 0

  constructor(snapshot: Snapshot, { first, after }: NonNullable<RingsInput['list']>) {
    this.#snapshot = snapshot
    this.#first = first
    this.#after = after && { relations: after.relations, words: wordsOf(after.id) }
    this.#best = new Best(first, (x, y) => y.relations - x.relations || compareNodes(snapshot.ids, x.node, y.node))
  }

  offer(node: number, relations: number): void {
    this.offered++
    if (!this.#follows(node, relations)) return
    this.#following++
    this.#best.add({ node, relations })
  }

  get rows(): Row[] {
    return this.#best.sorted()
  }

  get hasNextPage(): boolean {
    return this.#following > this.#first
  }

  #follows(node: number, relations: number): boolean {
    const after = this.#after
    if (after === undefined || relations !== after.relations) return after === undefined || relations < after.relations
    for (let word = 0; word < ID_WORDS; word++) {
      const difference = this.#snapshot.ids[ID_WORDS * node + word]! - after.words[word]!
      if (difference !== 0) return difference > 0
    }
    return false
  }
}
