import type { Viewer } from '../model/audience.ts'
import type { BatchPart, Changeset, Committed, Head, LoggedChangeset, Origin } from '../model/changeset.ts'
import type { Span } from '../model/dates.ts'
import type { Id } from '../model/ids.ts'
import type { ArchiveRecord, ContentRecord, FieldValue, Identifier, Kind, Name, RecordType, StandaloneType, State } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { ContentView, EntityRef, EntityView, RelationView } from './shown.ts'
import type {
  AmongQuery, AmongResult, ConnectorsQuery, ConnectorsResult, PathsQuery, PathsResult, Projection, ProjectQuery, RingsQuery, RingsResult, Step, StepsQuery,
} from './walks.ts'
import type { Waiting, WaitingQuery } from './waiting.ts'

/**
 * The store of the log and of the graph that follows from it. Every read takes a viewer, and answers
 * what the archive without the records hidden from that viewer would answer. Every method throws
 * UNAVAILABLE when the store cannot be reached, and nothing is half-written then.
 */
export interface GraphStore {
  readonly name: 'sqlite' | 'neo4j'

  // ── the log ──────────────────────────────────────────────────────────────────────────────────
  /**
   * Commits whole or not at all and is durable when it answers. Idempotent by `changeset.id`.
   * @throws BAD_USER_INPUT, NOT_FOUND, CONFLICT as `model/commit.ts`
   */
  commit(changeset: Changeset): Promise<Committed>
  /** The log after this sequence (default 0: all of it), oldest first, payloads included. */
  replay(after?: number): AsyncIterable<LoggedChangeset>
  /**
   * Takes over changesets of another archive as they are: same sequences, ids, versions, hashes.
   * A sequence this store already has is passed over when it is the same changeset.
   * @throws CONFLICT when the next sequence is missing or a different changeset stands there
   */
  append(changesets: readonly LoggedChangeset[]): Promise<void>
  /** The newest sequence; 0 in an empty archive. */
  sequence(): Promise<number>
  /** Versions of a record, newest first. Empty for what this viewer cannot see. Old versions are shown under the stricter of their audience then and now. */
  history(id: Id, viewer: Viewer, page?: PageRequest): Promise<Page<HistoryEntry>>
  /** One changeset as logged, or undefined. For undo; not for viewers. */
  changeset(key: { readonly id: Id } | { readonly sequence: number }): Promise<LoggedChangeset | undefined>
  /** Batches, newest first; filtered by id or by the hash of their input. For undo and resuming; not for viewers. */
  batches(filter?: { readonly id?: Id; readonly input?: string }): Promise<BatchView[]>
  /** Sequences of a batch's parts, ascending. */
  partsOf(batch: Id): Promise<number[]>

  // ── records ──────────────────────────────────────────────────────────────────────────────────
  // What is asked for by ids is given in their order: a store's own would tell what was entered first, also of what is hidden.
  /** Heads as they stand, without following merges; hidden and unknown ids are absent from the map, as is an entity that is merged into something hidden. Every state. Words may be read once they are asked for: while the store is open. */
  heads(ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>>
  /** All records of a type in the order of ids: keyset pages for export and maintenance. Every state. */
  scan(type: RecordType, viewer: Viewer, page?: PageRequest): Promise<Page<Head>>
  /**
   * Entities by id, merges followed: the view found under an old id is the survivor's. Published and
   * proposed ones only; others, hidden and unknown ids are absent.
   */
  entities(ids: readonly Id[], viewer: Viewer): Promise<Map<Id, EntityView>>
  /**
   * Entities that have one of the name keys, or one of the identifiers; both absent: all. Survivors of
   * merges, each once, in the order of ids. A name or identifier of a merged entity finds its survivor,
   * when the viewer may see both.
   */
  find(query: FindQuery, viewer: Viewer, page?: PageRequest): Promise<Page<EntityView>>
  /** Ids of all that `find` finds with these, proposed ones too, and of all that was merged into those, in no order. For joining by rule; not for viewers. */
  bearers(query: Pick<FindQuery, 'keys' | 'identifiers'>): Promise<Set<Id>>
  /**
   * Identifiers that more than one record of an entity bears, merged and unpublished ones counted, in an order of the
   * store's own. Its cursors are `cursor(value, scheme)`, so one may go on after any of them. For looking further with
   * `find`; not for viewers.
   */
  sharedIdentifiers(page?: PageRequest): Promise<Page<Identifier>>
  /** Relations with an end in this entity or in one merged into it: published first, then by id; each with its evidence. */
  relations(id: Id, query: RelationsQuery, viewer: Viewer, page?: PageRequest): Promise<Page<RelationView>>
  /** What merges into this entity set aside: relations, as recorded, that tie it to itself; in the order of ids, in every state. None of what is merged into another. */
  setAside(id: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>>
  /** Relations by id with their evidence; hidden ones are absent. */
  relationsById(ids: readonly Id[], viewer: Viewer): Promise<Map<Id, RelationView>>
  /**
   * What the archive keeps of its own work about a record: proposals, annotations, collections, distinctions that are
   * about it or mention it, in the order of ids. Merges are not followed. Every state.
   */
  naming(id: Id, types: readonly StandaloneType[], viewer: Viewer, page?: PageRequest): Promise<Page<Head>>
  /** What waits for a decision; see `waiting.ts`. Only what the viewer reads. */
  waiting(query: WaitingQuery, viewer: Viewer, page?: PageRequest): Promise<Page<Waiting>>
  /**
   * The vocabulary as the log has it: that of the options with the terms laid over it that everyone may read
   * (`model/terms.ts`). The same object as long as it says the same. A commit is checked by the one of its moment.
   */
  vocabulary(): Promise<Vocabulary>
  /** Relations that rest on a source: for imports, that must know what an earlier edition said. */
  evidenceFrom(source: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>>
  /** What a relation rests on or rested on, in the order of ids, in every state: also where no page shows the relation. */
  evidenceOn(relation: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>>
  /**
   * The texts of an entity and of what was merged into it, in the order of their places, then of ids.
   * Published and proposed ones. Each is as long as its text: ask for few at a time.
   */
  contents(entity: Id, viewer: Viewer, page?: PageRequest): Promise<Page<ContentView>>

  // ── for the index of the full text; not for viewers ──────────────────────────────────────────
  /**
   * What an index keeps of these entities and contents. Absent: what is not to be found (drafts, what is withdrawn
   * or redacted or unknown), and what is in its survivor's document already. Whoever indexes keeps the clearance
   * with every document and filters by it.
   */
  indexable(ids: readonly Id[]): Promise<Map<Id, Indexable>>
  /**
   * What an index must look at again when these entities change: they, all that is merged with them (survivors and
   * merged ones alike), and the contents of all of these, in every state. Unknown ids are absent. See `refresh.ts`.
   */
  companions(entities: readonly Id[]): Promise<Id[]>

  // ── questions ────────────────────────────────────────────────────────────────────────────────
  /** As DESIGN 5; `a` and `b` are survivors. Hydrated with everything an answer shows. */
  connectors(query: ConnectorsQuery, viewer: Viewer, signal?: AbortSignal): Promise<ConnectorsResult>
  /** As `docs/questions.md`: the k best routes of at most `maxHops` steps. */
  paths(query: PathsQuery, viewer: Viewer, signal?: AbortSignal): Promise<PathsResult>
  /** As `docs/questions.md`: what connects the pairs of a set. Counted for all pairs together, so in far less time than one by one. */
  among(query: AmongQuery, viewer: Viewer, signal?: AbortSignal): Promise<AmongResult>
  /** As `docs/questions.md`; entities of a ring are only read where they are listed. */
  rings(query: RingsQuery, viewer: Viewer, signal?: AbortSignal): Promise<RingsResult>
  /**
   * As `docs/questions.md`. The columns belong to whoever asked.
   * @throws BAD_USER_INPUT for `among` with `around`, TOO_EXPENSIVE for more relations than `most`
   */
  project(query: ProjectQuery, viewer: Viewer, signal?: AbortSignal): Promise<Projection>
  /** By `${idOne} ${idOther}` as asked, each step from the one to the other; pairs without walked relations are absent. */
  steps(query: StepsQuery, viewer: Viewer, signal?: AbortSignal): Promise<Map<string, Step>>

  // ── house-keeping ────────────────────────────────────────────────────────────────────────────
  /**
   * How much of what this viewer sees (published, survivors only).
   * @param guardedBy a protocol: only what it guards, alone or with others; of a relation also by one of its ends
   */
  statistics(viewer: Viewer, guardedBy?: Id): Promise<Statistics>
  /** Rebuilds every projection from the log and answers what differed before; `check` only compares. For `doctor`. */
  reproject(options?: { readonly check?: boolean }): Promise<ProjectionReport>
  health(): Promise<void>
  close(): Promise<void>
}

export type * from './shown.ts'
export type * from './walks.ts'
export type { Waiting, WaitingQuery } from './waiting.ts'

export interface StoreOptions {
  /** What the archive begins with. */
  readonly vocabulary: Vocabulary
}

/** Keyset pages: `after` is a cursor this store gave. */
export interface PageRequest {
  /** Default 20. */
  readonly first?: number
  readonly after?: string
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Cursor after the last item; absent on an empty page. */
  readonly endCursor?: string
  readonly hasNextPage: boolean
}

export type Indexable = IndexableEntity | IndexableContent

interface Indexed {
  readonly id: Id
  /** The survivor, under which what is found is shown. */
  readonly entity: EntityRef
  /** The weakest of the record and the chain of its entity. */
  readonly state: 'published' | 'proposed'
  /** Who may be shown it: a key for `isCleared` of `model/clearance.ts`. */
  readonly clearance: string
}

/**
 * An entity. What was merged into it is part of it where the same readers may see both in the same state;
 * otherwise it is indexable by its own id, so that nobody finds a survivor by a name that is hidden from them.
 */
export interface IndexableEntity extends Indexed {
  readonly type: 'entity'
  /** As `EntityView`; the sources of names are left out. */
  readonly names: readonly Name[]
  readonly identifiers: readonly Identifier[]
  readonly fields: Readonly<Record<string, FieldValue>>
}

export interface IndexableContent extends Indexed {
  readonly type: 'content'
  readonly order: number
  readonly passages: ContentRecord['passages']
  readonly corrections: ContentRecord['corrections']
}

export interface FindQuery {
  readonly kinds?: readonly Kind[]
  /** Any of these keys (`nameKey` or `bareKey`: a store keeps both for each name). */
  readonly keys?: readonly string[]
  readonly identifiers?: readonly Identifier[]
  readonly includeProposed?: boolean
}

export interface RelationsQuery {
  readonly types?: readonly string[]
  /** Default both. */
  readonly direction?: 'out' | 'in'
  readonly includeProposed?: boolean
  readonly includeDeprecated?: boolean
  readonly asOf?: Span
  /** False: whoever asks shows no evidence, and a store may leave it out (then `disputed` and `keptBy` say nothing). Default true. */
  readonly evidence?: boolean
}

export interface HistoryEntry {
  readonly id: Id
  readonly version: number
  readonly op: 'put' | 'withdraw' | 'merge' | 'unmerge' | 'redact'
  readonly at: number
  readonly actor: string
  readonly reason: string
  readonly origin: Origin
  readonly changeset: Id
  readonly batch?: Id
  readonly state: State
  /** Null once redacted. */
  readonly record: ArchiveRecord | null
  /** merge: the survivor; a withdrawal's or redaction's own words. */
  readonly into?: Id
  readonly note?: string
}

export interface BatchView {
  readonly id: Id
  readonly title: string
  readonly input?: string
  readonly reverts?: Id
  readonly parts: number
  readonly operations: number
  /** Of the first and the last part. */
  readonly startedAt: number
  readonly endedAt: number
  readonly finished: boolean
  readonly progress?: BatchPart['progress']
}

export interface Statistics {
  readonly entities: Readonly<Partial<Record<Kind, number>>>
  readonly relations: Readonly<Record<string, number>>
  readonly evidence: number
  readonly contents: number
}

export interface ProjectionReport {
  readonly records: number
  /** Sentences, at most a hundred, on what the projection had wrong. */
  readonly differences: readonly string[]
}
