import { readFileSync } from 'node:fs'
import type { EdgeRow, GroundRow, Loader, NodeRow } from '../../../src/graph/adjacency/types.ts'

/** A store as the adjacency sees it: rows, and the sequence that changed each last. */
export interface Rows {
  sequence: number
  nodes: (NodeRow & { changed: number })[]
  edges: (EdgeRow & { changed: number })[]
  grounds?: GroundRow[]
}

export function loaderOf({ sequence, nodes, edges, grounds = [] }: Rows): Loader {
  return {
    sequence: () => sequence,
    nodes: (after) => nodes.filter((node) => node.changed > after),
    edges: (after) => edges.filter((edge) => edge.changed > after),
    grounds: (wanted) => (wanted === undefined ? grounds : grounds.filter(({ edge }) => wanted.includes(edge))),
    close() {},
  }
}

/** Reads such a store from a JSON file, in the keeper's thread. */
export const open = (path: string): Loader => loaderOf(JSON.parse(readFileSync(path, 'utf8')) as Rows)
