import type { Grounds } from './grounds.ts'

/**
 * The graph at one sequence, as compressed sparse rows in shared memory. A snapshot never changes: its
 * successor writes rows that changed anew behind the others and takes over (or copies) `index`.
 *
 * A row is its length n, then n half-edges sorted by neighbour: most rows are one cache line, and a walk
 * over them is as fast as over a plain adjacency.
 */
export interface Snapshot {
  readonly sequence: number
  /** Node numbers are below this. */
  readonly nodes: number
  readonly edges: number
  /** Clearance numbers are below this. */
  readonly clearances: number
  /** Per node the place of its row in `rows`; place 0 holds the empty row. */
  readonly index: Int32Array
  /** Lengths, and half-edges as `neighbour << 8 | code` (see `facets.ts`). */
  readonly rows: Int32Array
  /** Per place the key of the relation: read only for what an answer shows. */
  readonly keys: Int32Array
  /** Per place [startEarliest, endLatest]: read only for questions with `asOf`. */
  readonly spans: Int32Array
  /** Per place the facet where the code is RARE; empty while there is none. */
  readonly rare: Int32Array
  /** Per place 1 where the relation points away from the node whose row it is: read only for projections. */
  readonly out: Uint8Array
  /** Per facet [type, level · 2 + deprecated, clearance]. */
  readonly facets: Int32Array
  readonly facetCount: number
  /** Per node four words of its UUID: comparing them from the first is comparing the text. */
  readonly ids: Uint32Array
  readonly kinds: Uint8Array
  /** Only once a question has asked for sources. */
  readonly grounds?: Grounds
}

/** Shared memory in use, reserves for growth included. */
export function bytesOf({ index, rows, keys, spans, rare, out, facets, ids, kinds, grounds }: Snapshot): number {
  return [index, rows, keys, spans, rare, out, facets, ids, kinds, ...(grounds === undefined ? [] : [grounds.pieces])].reduce((sum, column) => sum + column.byteLength, 0)
}
