import { readFileSync } from 'node:fs'

/** What `expected.py` had networkx say of a graph; places of nodes are those in `nodes`. */
export interface Expected {
  readonly nodes: readonly string[]
  readonly edges: readonly (readonly [number, number])[]
  readonly betweenness: readonly number[]
  /** null without neighbours. */
  readonly constraint: readonly (number | null)[]
  readonly effectiveSize: readonly (number | null)[]
  readonly articulation: readonly number[]
  /** null where there is no way. */
  readonly lengths: readonly (readonly (number | null)[])[]
  readonly modularity: number
}

export const GRAPHS = (JSON.parse(readFileSync(new URL('graphs.json', import.meta.url), 'utf8')) as { graphs: Record<string, Expected> }).graphs
