import { sharedInts } from './columns.ts'
import type { GroundRow } from './types.ts'

/** Integers per piece. */
const WIDTH = 3

/**
 * What relations rest on: of every piece of evidence that is shown and does not dispute its relation the key of
 * that, the source's node and the clearance. Read from the store only once a question asks for sources.
 */
export interface Grounds {
  /** [relation, source, clearance] of each piece, in no order; in shared memory, never changed. */
  readonly pieces: Int32Array
  readonly count: number
  /** Keys of relations are below this. */
  readonly edges: number
  /** Clearance numbers are below this. */
  readonly clearances: number
}

/** @param before what is known, and what of it is out of date: the relations whose pieces `rows` gives anew */
export function groundsOf(rows: Iterable<GroundRow>, before?: { readonly grounds: Grounds; readonly changed: ReadonlySet<number> }): Grounds {
  let pieces = sharedInts(Math.max(1_024, before?.grounds.pieces.length ?? 0))
  let [used, edges, clearances] = [0, before?.grounds.edges ?? 0, before?.grounds.clearances ?? 0]
  if (before !== undefined) {
    const { grounds: { pieces: old, count }, changed } = before
    for (let at = 0; at < WIDTH * count; at += WIDTH) {
      if (changed.has(old[at]!)) continue
      pieces[used++] = old[at]!
      pieces[used++] = old[at + 1]!
      pieces[used++] = old[at + 2]!
    }
  }
  for (const { edge, source, clearance } of rows) {
    if (used + WIDTH > pieces.length) {
      const larger = sharedInts(2 * pieces.length)
      larger.set(pieces)
      pieces = larger
    }
    pieces[used++] = edge
    pieces[used++] = source
    pieces[used++] = clearance
    edges = Math.max(edges, edge + 1)
    clearances = Math.max(clearances, clearance + 1)
  }
  return { pieces, count: used / WIDTH, edges, clearances }
}

/** It rests on a source that is asked for; on one that is not left out. */
const [ONLY, OTHER] = [1, 2] as const

/** By key of the relation: whether a question about sources walks it. */
export interface Grounded {
  readonly flags: Uint8Array
  /** The bits that its flags must have. */
  readonly needed: number
}

/**
 * @param only if given, only relations that rest on one of these
 * @param without if given, only relations that rest on another than these
 * @param cleared 1 at the clearances the viewer has
 */
export function groundedOn({ pieces, count, edges }: Grounds, nodes: number, cleared: Uint8Array, only: readonly number[] | undefined, without: readonly number[] | undefined): Grounded {
  const sources = new Uint8Array(nodes).fill(OTHER)
  for (const node of without ?? []) sources[node]! &= ~OTHER
  for (const node of only ?? []) sources[node]! |= ONLY
  const flags = new Uint8Array(edges)
  for (let at = 0; at < WIDTH * count; at += WIDTH) {
    if (cleared[pieces[at + 2]!] === 1) flags[pieces[at]!]! |= sources[pieces[at + 1]!]!
  }
  return { flags, needed: (only === undefined ? 0 : ONLY) | (without === undefined ? 0 : OTHER) }
}
