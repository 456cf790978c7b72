import { LEVELS } from '../../model/edge.ts'
import { EdgeList, STRIDE } from './columns.ts'
import { FacetTable } from './facets.ts'
import { groundsOf, type Grounds } from './grounds.ts'
import { Nodes } from './nodes.ts'
import { Rows } from './rows.ts'
import type { Snapshot } from './snapshot.ts'
import type { EdgeRow, Loader } from './types.ts'

const isWalkable = ({ level, from, to }: EdgeRow): boolean => level !== LEVELS.none && from !== to

/** The graph in the keeper's hands, the only one that writes it. After an error it is to be thrown away. */
export class Graph {
  #sequence: number
  readonly #nodes = new Nodes()
  readonly #facets = new FacetTable()
  readonly #ends = new Ends()
  readonly #rows: Rows
  #grounds: Grounds | undefined

  /** Everything that a loader reads. */
  constructor(loader: Loader) {
    this.#sequence = loader.sequence()
    this.#nodes.take(loader.nodes(0), true)
    const edges = new EdgeList()
    for (const row of loader.edges(0)) {
      if (isWalkable(row)) this.#list(edges, row)
    }
    this.#rows = new Rows(edges, this.#nodes.count, this.#facets.size)
  }

  get sequence(): number {
    return this.#sequence
  }

  /**
   * Takes over what changed since.
   * @param inPlace true when nobody walks the newest snapshot: then its index is changed, not copied
   */
  follow(loader: Loader, inPlace: boolean): void {
    const since = this.#sequence
    this.#sequence = loader.sequence()
    this.#nodes.take(loader.nodes(since), inPlace)
    const edges = new EdgeList()
    const changed = new Set<number>()
    /** Per node whose row changes: the places in `edges` of what comes in. */
    const touched = new Map<number, number[]>()
    const touch = (node: number): number[] => {
      const incoming = touched.get(node) ?? []
      touched.set(node, incoming)
      return incoming
    }
    for (const row of loader.edges(since)) {
      changed.add(row.edge)
      const ends = this.#ends.take(row.edge)
      ends?.forEach(touch)
      if (!isWalkable(row)) continue
      const at = edges.length * STRIDE
      this.#list(edges, row)
      touch(row.from).push(at)
      touch(row.to).push(at)
    }
    let places = 0
    for (const [node, incoming] of touched) places += 1 + (node < this.#rows.columns.index.length ? this.#rows.length(node) : 0) + incoming.length
    if (places > 0 || this.#nodes.count > this.#rows.columns.index.length) this.#rows.prepare(this.#nodes.count, places, this.#facets.size, inPlace)
    for (const [node, incoming] of touched) this.#rows.rewrite(node, changed, edges.values, incoming)
    this.#rows.compact(this.#nodes.count)
    if (this.#grounds !== undefined && changed.size > 0) this.#grounds = groundsOf(loader.grounds([...changed]), { grounds: this.#grounds, changed })
  }

  /** Also what relations rest on, from now on. @param loader at the sequence of this graph */
  ground(loader: Loader): void {
    this.#grounds ??= groundsOf(loader.grounds())
  }

  snapshot(): Snapshot {
    const { index, rows, keys, spans, rare, out } = this.#rows.columns
    return {
      sequence: this.#sequence, nodes: this.#nodes.count, edges: this.#ends.count,
      clearances: Math.max(this.#facets.clearances, this.#grounds?.clearances ?? 0),
      index, rows, keys, spans, rare, out, facets: this.#facets.table, facetCount: this.#facets.size,
      ids: this.#nodes.ids, kinds: this.#nodes.kinds,
      ...(this.#grounds && { grounds: this.#grounds }),
    }
  }

  #list(edges: EdgeList, { edge, type, from, to, level, deprecated, clearance, startEarliest, endLatest }: EdgeRow): void {
    edges.push(from, to, this.#facets.intern(type, level, deprecated, clearance), edge, startEarliest, endLatest)
    this.#ends.put(edge, from, to)
  }
}

/** Where each relation stands, so that one that changed is found: two nodes by its key, plus 1; 0 for nowhere. */
class Ends {
  count = 0
  #nodes = new Int32Array(2 * 1_024)

  put(edge: number, from: number, to: number): void {
    if (2 * edge + 1 >= this.#nodes.length) {
      const larger = new Int32Array(4 * (edge + 1))
      larger.set(this.#nodes)
      this.#nodes = larger
    }
    this.#nodes[2 * edge] = from + 1
    this.#nodes[2 * edge + 1] = to + 1
    this.count++
  }

  take(edge: number): [number, number] | undefined {
    const [from, to] = [this.#nodes[2 * edge] ?? 0, this.#nodes[2 * edge + 1] ?? 0]
    if (from === 0) return undefined
    this.#nodes[2 * edge] = this.#nodes[2 * edge + 1] = 0
    this.count--
    return [from - 1, to - 1]
  }
}
