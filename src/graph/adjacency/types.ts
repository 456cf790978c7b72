import type { Connecting } from '../among.ts'
import type { Arranged } from '../projection.ts'

/**
 * What the adjacency and the store that feeds it say to each other. Nodes are entities that survive
 * merges, under the dense numbers the store gave them; a node keeps its number for ever. Relation
 * types, kinds and clearances are numbers of the store, too: the adjacency only compares them.
 */
export interface NodeRow {
  /** 0, 1, 2, … without large gaps: memory is taken up to the highest number. */
  readonly node: number
  /** UUID in lower case. */
  readonly id: string
  /** 0 to 255. */
  readonly kind: number
}

/** A relation as `model/edge.ts` projects it. One that nobody can walk has level 0, or equal ends. */
export interface EdgeRow {
  /** Key of the relation in the store: 1, 2, 3, … without large gaps. */
  readonly edge: number
  readonly type: number
  /** Canonical ends. */
  readonly from: number
  readonly to: number
  readonly level: number
  readonly deprecated: number
  readonly clearance: number
  /** Days since 1970-01-01 as `model/dates.ts` gives them (Int32). The other two bounds are not needed for walking. */
  readonly startEarliest: number
  readonly endLatest: number
}

/** A piece of evidence that is shown with its relation and does not dispute it. */
export interface GroundRow {
  readonly edge: number
  /** The node of the source's survivor. */
  readonly source: number
  readonly clearance: number
}

/**
 * One reading of the store, in one read transaction that lasts from `open` to `close`. The module given
 * to `openAdjacency` exports `open(path: string): Loader`; it is called in a worker thread.
 */
export interface Loader {
  /** The newest sequence of the log in this reading. */
  sequence(): number
  /** Nodes that are new or have another kind since this sequence; 0: all. Before the edges that use them. */
  nodes(changedAfter: number): Iterable<NodeRow>
  /**
   * Edges whose projection changed since this sequence, also those no longer walkable; 0: all (those
   * not walkable may be left out). Rising keys make building fastest, any order is right.
   */
  edges(changedAfter: number): Iterable<EdgeRow>
  /** What relations rest on; absent: all of it, else of these relations, by key. A relation of `edges` changed, too, where its evidence did. */
  grounds(edges?: readonly number[]): Iterable<GroundRow>
  close(): void
}

export interface LoaderModule {
  open(path: string): Loader
}

/** What a viewer may see, by clearance number. */
export interface Cleared {
  /** Equal keys mean equal flags: they are sent to a walker once (`viewerKey`). */
  readonly key: string
  /** 1 at the numbers (below `count`) of the clearances that this viewer has. Asked for once per key and count. */
  flags(count: number): Uint8Array
}

export interface WalkFilter {
  readonly types: readonly number[]
  readonly includeProposed: boolean
  readonly cleared: Cleared
  /** Days, both included. */
  readonly asOf?: { readonly from: number; readonly to: number }
  readonly includeDeprecated?: boolean
  /** Nodes; as `WalkFilter` of the port. */
  readonly onlySources?: readonly number[]
  readonly withoutSources?: readonly number[]
  readonly avoid?: readonly number[]
}

/** As `ConnectorsQuery` of the port, in numbers. `a` and `b` are different. */
export interface ConnectorsWalk extends WalkFilter {
  readonly a: number
  readonly b: number
  readonly kinds: readonly number[]
  /** 2 to 6. */
  readonly maxHops: number
  readonly first: number
  readonly after?: Rank
  /** Routes to find for each row. */
  readonly routes: number
}

/** Place in the order of connectors: distance ascending, strength descending, id ascending. */
export interface Rank {
  readonly distance: number
  readonly strength: bigint
  readonly id: string
}

export interface WalkedConnectors {
  /** The sequence of the snapshot that was walked. */
  readonly sequence: number
  readonly total: number
  /** True at maxHops 5 and 6, which have no rows: `total` is a lower bound. */
  readonly atLeast: boolean
  /** The smallest distance of any connector. */
  readonly nearest?: number
  readonly rows: readonly WalkedConnector[]
  readonly hasNextPage: boolean
}

export interface WalkedConnector {
  readonly node: number
  readonly distance: number
  readonly strength: bigint
  /** In the order of `docs/questions.md`. */
  readonly routes: readonly WalkedRoute[]
}

export interface WalkedRoute {
  /** From one end of the question to the other, both included. */
  readonly nodes: readonly number[]
  /** `edges[i]`: keys of the walked relations between `nodes[i]` and `nodes[i + 1]`, ascending; at least one. */
  readonly edges: readonly (readonly number[])[]
}

export interface PathsWalk extends WalkFilter {
  readonly from: number
  readonly to: number
  /** Nodes that every path passes. */
  readonly through?: readonly number[]
  /** 1 to 6. */
  readonly maxHops: number
  readonly first: number
}

/**
 * The paths to choose from: every length from the shortest until `first` are found, of each length the
 * paths that `docs/questions.md` considers (at most 2,000). What is left to the store is the number of
 * sources on each step: order by (steps, sources, strength, ids), take `first`, and call the answer
 * truncated also when paths are left over.
 */
export interface WalkedPaths {
  readonly sequence: number
  /** By number of steps ascending, strength descending, ids ascending. */
  readonly paths: readonly WalkedPath[]
  /** True when a bound on work left paths out. */
  readonly truncated: boolean
}

export interface WalkedPath extends WalkedRoute {
  readonly strength: bigint
}

/** As `RingsQuery` of the port, in numbers. */
export interface RingsWalk extends WalkFilter {
  readonly center: number
  readonly rings: number
  readonly list?: {
    readonly ring: number
    readonly type?: number
    readonly kinds?: readonly number[]
    readonly first: number
    readonly after?: { readonly relations: number; readonly id: string }
  }
}

export interface WalkedRings {
  readonly sequence: number
  /** Numbers of kinds and types with their counts, none of them 0. */
  readonly rings: readonly { readonly total: number; readonly kinds: readonly Counted[]; readonly types: readonly Counted[] }[]
  readonly listed: number
  readonly rows: readonly { readonly node: number; readonly relations: number }[]
  readonly hasNextPage: boolean
}

export type Counted = readonly [number: number, count: number]

/** As `ProjectQuery` of the port, in numbers; `types` in the order in which the projection shall have them. */
export interface ProjectWalk extends WalkFilter {
  readonly kinds?: readonly number[]
  readonly among?: readonly number[]
  readonly around?: { readonly nodes: readonly number[]; readonly hops: number }
  readonly most: number
}

export interface WalkedProjection extends Arranged {
  readonly sequence: number
}

export interface StepsWalk extends WalkFilter {
  readonly pairs: readonly (readonly [number, number])[]
}

export interface WalkedSteps {
  readonly sequence: number
  /** For each pair the keys of its walked relations, ascending; may be none. */
  readonly steps: readonly (readonly number[])[]
}

/** As `AmongQuery` of the port, in numbers; -1 in the set for what is not in the graph. */
export interface AmongWalk extends WalkFilter {
  readonly set: readonly number[]
  readonly kinds: readonly number[]
  readonly maxHops: number
  readonly first: number
}

export interface WalkedAmong {
  readonly sequence: number
  /** For each pair, in the order of the set: how many connectors, and the distance of the nearest (0: none). */
  readonly totals: Int32Array
  readonly nearest: Uint8Array
  readonly total: number
  readonly rows: readonly (Connecting & { readonly node: number })[]
}

export interface AdjacencyOptions {
  /** Module that exports `open` (`LoaderModule`). */
  readonly loader: URL
  /** Handed to `open`: the file of the store. */
  readonly path: string
  /** Threads that answer questions. Default: one less than there are processors, at least 2. */
  readonly walkers?: number
  /** Milliseconds after which a question is given up as TOO_EXPENSIVE. Default 20,000. */
  readonly timeLimit?: number
}

/**
 * The graph in memory, followed and walked by threads of their own; what runs on the caller's thread
 * takes time in proportion to the answer. A question is answered on the newest snapshot there is when
 * it comes: `await ready(sequence)` first.
 */
export interface Adjacency {
  /**
   * Resolves with the sequence of the newest snapshot, once that is at least this. Builds it at first.
   * @param grounds true for a question with sources: what relations rest on is then kept, too, from now on
   * @throws UNAVAILABLE when the loader fails or the store has not got that far
   */
  ready(sequence: number, grounds?: boolean): Promise<number>
  /** Builds anew from the store, whatever the sequence: after the projection was written anew. */
  rebuild(): Promise<number>
  /**
   * @throws TOO_EXPENSIVE after the time limit, UNAVAILABLE before the first `ready` and after `close`,
   *   the signal's reason when it aborts
   */
  connectors(walk: ConnectorsWalk, signal?: AbortSignal): Promise<WalkedConnectors>
  paths(walk: PathsWalk, signal?: AbortSignal): Promise<WalkedPaths>
  rings(walk: RingsWalk, signal?: AbortSignal): Promise<WalkedRings>
  /** @throws also TOO_EXPENSIVE when there are more than `most` */
  project(walk: ProjectWalk, signal?: AbortSignal): Promise<WalkedProjection>
  steps(walk: StepsWalk, signal?: AbortSignal): Promise<WalkedSteps>
  among(walk: AmongWalk, signal?: AbortSignal): Promise<WalkedAmong>
  stats(): AdjacencyStats
  close(): Promise<void>
}

export interface AdjacencyStats {
  readonly sequence: number
  readonly nodes: number
  readonly edges: number
  /** Shared memory that the newest snapshot holds. */
  readonly bytes: number
}
