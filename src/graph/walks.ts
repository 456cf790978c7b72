import type { Span } from '../model/dates.ts'
import type { Id } from '../model/ids.ts'
import type { Kind } from '../model/records.ts'
import type { EntityRef, RelationView } from './shown.ts'

/** What a question may walk. */
export interface WalkFilter {
  /** Relation types; an empty list walks nothing. */
  readonly types: readonly string[]
  readonly includeProposed: boolean
  readonly asOf?: Span
  /** Also relations of standing deprecated; default false. */
  readonly includeDeprecated?: boolean
  /** Survivors: only relations of which the viewer is shown evidence that does not dispute them, of one of these sources. Default: of any. */
  readonly onlySources?: readonly Id[]
  /** Survivors: only relations of which the viewer is shown such evidence of a source that is none of these. */
  readonly withoutSources?: readonly Id[]
  /** Survivors that are not walked through. Degrees count them all the same. */
  readonly avoid?: readonly Id[]
}

export interface ConnectorsQuery extends WalkFilter {
  readonly a: Id
  readonly b: Id
  readonly kinds: readonly Kind[]
  /** 2 to 6. At 5 and 6 only `total` and `nearest` are answered. */
  readonly maxHops: number
  readonly first: number
  /** The last row of the page before. */
  readonly after?: ConnectorRank
  /** Routes shown for each connector. */
  readonly routes: number
}

/** The order of connectors: total distance ascending, strength descending, id ascending. */
export interface ConnectorRank {
  readonly distance: number
  readonly strength: bigint
  readonly id: Id
}

export interface Step {
  readonly from: EntityRef
  readonly to: EntityRef
  /** All relations between the two that the filter lets through, in the order of ids; at least one. */
  readonly relations: readonly RelationView[]
}

export interface Route {
  readonly steps: readonly Step[]
}

export interface ConnectorRow extends ConnectorRank {
  readonly entity: EntityRef
  readonly routes: readonly Route[]
}

export interface ConnectorsResult {
  readonly total: number
  /** At maxHops 5 and 6: `total` is a lower bound. */
  readonly atLeast: boolean
  /** The smallest total distance of any connector; undefined when there is none. */
  readonly nearest?: number
  readonly rows: readonly ConnectorRow[]
  readonly hasNextPage: boolean
}

export interface PathsQuery extends WalkFilter {
  readonly from: Id
  readonly to: Id
  /** Survivors that every path passes through, in any order. */
  readonly through?: readonly Id[]
  readonly maxHops: number
  readonly first: number
}

export interface PathsResult {
  readonly paths: readonly Route[]
  /** True when there are more paths than shown, or the bound on work cut the search short. */
  readonly truncated: boolean
}

/** Connectors among a set: as `connectors` of every pair, without routes. */
export interface AmongQuery extends WalkFilter {
  /** Survivors, 2 to 40, each once. */
  readonly set: readonly Id[]
  readonly kinds: readonly Kind[]
  /** 2 to 4. */
  readonly maxHops: number
  /** Connectors listed. */
  readonly first: number
}

export interface AmongResult {
  /** Every pair of the set, in the order of the set: `total` and `nearest` as `connectors` has them. */
  readonly pairs: readonly { readonly a: Id; readonly b: Id; readonly total: number; readonly nearest?: number }[]
  /** How many entities connect at least one pair. */
  readonly total: number
  /** Those that connect most pairs first, then by the sum of their total distances ascending, then by id. */
  readonly rows: readonly AmongRow[]
}

export interface AmongRow {
  readonly entity: EntityRef
  readonly pairs: number
  /** The sum over these pairs. */
  readonly distance: number
  /** The pair that it connects with the smallest distance, and of these the first in their order. */
  readonly best: { readonly a: Id; readonly b: Id; readonly distance: number }
}

/** What lies around an entity, ring by ring: ring d holds the entities at distance d. */
export interface RingsQuery extends WalkFilter {
  readonly center: Id
  /** 1 to 4. */
  readonly rings: number
  /** Lists entities of one ring; without it only counts are answered. */
  readonly list?: {
    readonly ring: number
    /** Only those that a relation of this type ties to the ring before. */
    readonly type?: string
    readonly kinds?: readonly Kind[]
    readonly first: number
    /** The last row of the page before. */
    readonly after?: RingRank
  }
}

/** The order within a ring: relations to the ring before descending, id ascending. */
export interface RingRank {
  readonly relations: number
  readonly id: Id
}

export interface RingsResult {
  readonly rings: readonly {
    readonly ring: number
    readonly total: number
    readonly kinds: Readonly<Partial<Record<Kind, number>>>
    /** Walked relations between this ring and the one before, by type. */
    readonly types: Readonly<Record<string, number>>
  }[]
  /** How many the list holds, on all pages; 0 without a list. */
  readonly listed: number
  readonly rows: readonly (RingRank & { readonly entity: EntityRef })[]
  readonly hasNextPage: boolean
}

/** The walked part of the graph as a whole, for what is computed over it. */
export interface ProjectQuery extends WalkFilter {
  /** Only entities of these kinds; default all. */
  readonly kinds?: readonly Kind[]
  /** Only relations between these; excludes `around`. */
  readonly among?: readonly Id[]
  /** Only relations both ends of which are at most `hops` steps from one of these, and at least one end at most `hops` - 1. */
  readonly around?: { readonly ids: readonly Id[]; readonly hops: number }
  /** Refused (TOO_EXPENSIVE) when more relations than this are visible; counts nothing hidden. */
  readonly most: number
}

/** Ids in their order, each once. There may be hundreds of thousands: whoever needs the texts of some asks for these. */
export interface IdList extends Iterable<Id> {
  readonly length: number
  at(place: number): Id
  /** -1 where it is not among them. */
  placeOf(id: Id): number
}

/** Typed arrays go from thread to thread without being copied one by one. */
export interface Projection {
  /** Survivors that have a relation in it, and those of `among` and `around` that exist, in the order of ids. */
  readonly nodes: IdList
  /** For each node: its place in `KINDS`. */
  readonly kinds: Uint8Array
  /** For each relation: the places of its ends in `nodes`, as the relation points. In the order of the ends, then of types, then of days. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** For each relation: the place of its type in `types`. */
  readonly type: Uint16Array
  /** Those that occur, in alphabetical order. */
  readonly types: readonly string[]
  /** For each relation: the days between which it can hold, earliest start and latest end (`model/dates.ts`). */
  readonly earliest: Int32Array
  readonly latest: Int32Array
}

/** The walked relations between neighbours, to show what a projection only counted. */
export interface StepsQuery extends WalkFilter {
  readonly pairs: readonly (readonly [Id, Id])[]
}
