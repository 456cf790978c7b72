import { LEVELS } from '../../model/edge.ts'
import type { Snapshot } from './snapshot.ts'
import type { WalkFilter } from './types.ts'

/**
 * A facet is a combination of type, level, standing and clearance that some relation has. There are few,
 * so whether a question walks a relation is looked up in a table made for the question. The first 255
 * facets fit into the half-edge itself as its code; in an archive with more, RARE says that the number
 * stands in a column of its own.
 */
export const RARE = 255
export const CODE_BITS = 8
/** So that `neighbour << 8 | code` stays a positive Int32. Beyond eight million entities, use Neo4j. */
export const MAX_NODES = 2 ** (31 - CODE_BITS)

export const codeOf = (facet: number): number => Math.min(facet, RARE)

/** Integers per facet. */
const WIDTH = 3

export class FacetTable {
  #numbers = new Map<number, number>()
  #table = new Int32Array(new SharedArrayBuffer(4 * WIDTH * 64))
  clearances = 0

  get size(): number {
    return this.#numbers.size
  }

  get table(): Int32Array {
    return this.#table
  }

  intern(type: number, level: number, deprecated: number, clearance: number): number {
    const standing = level * 2 + deprecated
    // types are below 2^16, so this is one whole number below 2^53
    const key = (clearance * 65_536 + type) * 8 + standing
    let facet = this.#numbers.get(key)
    if (facet === undefined) {
      facet = this.#numbers.size
      if (WIDTH * facet === this.#table.length) this.#grow()
      this.#table.set([type, standing, clearance], WIDTH * facet)
      this.#numbers.set(key, facet)
      this.clearances = Math.max(this.clearances, clearance + 1)
    }
    return facet
  }

  /** Snapshots handed out keep the old table. */
  #grow(): void {
    const larger = new Int32Array(new SharedArrayBuffer(this.#table.byteLength * 2))
    larger.set(this.#table)
    this.#table = larger
  }
}

/** The type of the relation at a place. */
export function typeAt({ rows, rare, facets }: Snapshot, place: number): number {
  const code = rows[place]! & RARE
  return facets[WIDTH * (code === RARE ? rare[place]! : code)]!
}

/** The facet does not pass, it passes, ask for the facet's number. */
export const [SHUT, OPEN, ASK] = [0, 1, 2] as const

/** @returns per code SHUT, OPEN or ASK, and per facet 1 where it passes */
export function masks(snapshot: Snapshot, filter: Pick<WalkFilter, 'types' | 'includeProposed' | 'includeDeprecated'>, cleared: Uint8Array): { codes: Uint8Array; facets: Uint8Array } {
  const { facets: table, facetCount } = snapshot
  const types = new Set(filter.types)
  const levels: number[] = [LEVELS.published, ...(filter.includeProposed ? [LEVELS.proposed] : [])]
  const standings = levels.flatMap((level) => [2 * level, ...(filter.includeDeprecated === true ? [2 * level + 1] : [])])
  const codes = new Uint8Array(RARE + 1)
  const facets = new Uint8Array(facetCount)
  for (let facet = 0; facet < facetCount; facet++) {
    const [type, standing, clearance] = table.subarray(WIDTH * facet, WIDTH * facet + WIDTH) as unknown as [number, number, number]
    if (!types.has(type) || !standings.includes(standing) || cleared[clearance] !== 1) continue
    facets[facet] = 1
    codes[codeOf(facet)] = facet < RARE ? OPEN : ASK
  }
  return { codes, facets }
}
