import { CODE_BITS, MAX_NODES, OPEN, RARE, SHUT } from './facets.ts'
import type { Grounded } from './grounds.ts'
import type { Snapshot } from './snapshot.ts'

/** What one question may walk of a snapshot. */
export interface View {
  readonly snapshot: Snapshot
  /** Of `masks`. */
  readonly codes: Uint8Array
  readonly facets: Uint8Array
  /** Only then are dates and sources looked at. */
  readonly narrowed: boolean
  readonly from: number
  readonly to: number
  /** Where sources are asked for. */
  readonly grounded: Grounded | undefined
}

/** For a place whose code is RARE: the facet itself does not pass. */
export function isShut({ facets, snapshot }: View, place: number): boolean {
  return facets[snapshot.rare[place]!] === SHUT
}

/** For a question with dates or sources: the relation cannot hold then, or rests on others. */
export function isOutside({ from, to, grounded, snapshot: { spans, keys } }: View, place: number): boolean {
  if (spans[2 * place]! > to || spans[2 * place + 1]! < from) return true
  return grounded !== undefined && (grounded.flags[keys[place]!]! & grounded.needed) !== grounded.needed
}

/**
 * The distinct neighbours of a node, ascending, written into `into`; their number is its degree. Rows
 * are sorted by neighbour, so parallel relations stand together and one comparison leaves them out.
 * (For many nodes at once: `spread.ts`.)
 */
export function neighbours(view: View, node: number, into: Int32Array): number {
  const { codes, narrowed, snapshot: { index, rows } } = view
  const first = index[node]! + 1
  const end = first + rows[first - 1]!
  let count = 0
  let last = -1
  for (let at = first; at < end; at++) {
    const half = rows[at]!
    const pass = codes[half & RARE]!
    if (pass !== OPEN && (pass === SHUT || isShut(view, at))) continue
    const neighbour = half >> CODE_BITS
    if (neighbour === last || (narrowed && isOutside(view, at))) continue
    into[count++] = last = neighbour
  }
  return count
}

/** Every walked relation at a node, parallel ones too: its place, and the neighbour it leads to; neighbours ascending. */
export function eachRelation(view: View, node: number, visit: (place: number, neighbour: number) => void): void {
  const { codes, narrowed, snapshot: { index, rows } } = view
  const first = index[node]! + 1
  const end = first + rows[first - 1]!
  for (let at = first; at < end; at++) {
    const half = rows[at]!
    const pass = codes[half & RARE]!
    if (pass !== OPEN && (pass === SHUT || isShut(view, at))) continue
    if (narrowed && isOutside(view, at)) continue
    visit(at, half >> CODE_BITS)
  }
}

/** Keys of the walked relations between two nodes, ascending. */
export function relationsBetween(view: View, one: number, other: number): number[] {
  const { codes, narrowed, snapshot: { index, rows, keys } } = view
  const size = (node: number): number => rows[index[node]!]!
  const [node, sought] = size(one) <= size(other) ? [one, other] : [other, one]
  const found: number[] = []
  const end = index[node]! + 1 + size(node)
  for (let at = firstTo(view.snapshot, node, sought); at < end && rows[at]! >> CODE_BITS === sought; at++) {
    const pass = codes[rows[at]! & RARE]!
    if (pass !== OPEN && (pass === SHUT || isShut(view, at))) continue
    if (narrowed && isOutside(view, at)) continue
    found.push(keys[at]!)
  }
  return found.sort((x, y) => x - y)
}

/** As `relationsBetween`, each step looked up once: most routes share their steps. */
export function relationsByStep(view: View): (one: number, other: number) => readonly number[] {
  const known = new Map<number, readonly number[]>()
  return (one, other) => {
    const step = Math.min(one, other) * MAX_NODES + Math.max(one, other)
    const relations = known.get(step) ?? relationsBetween(view, one, other)
    known.set(step, relations)
    return relations
  }
}

/** The place in a node's row of the first half-edge whose neighbour is not below `sought`. */
function firstTo({ index, rows }: Snapshot, node: number, sought: number): number {
  let low = index[node]! + 1
  let high = low + rows[low - 1]!
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle]! >> CODE_BITS < sought) low = middle + 1
    else high = middle
  }
  return low
}
