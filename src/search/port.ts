import type { Viewer } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import type { Kind, Locator } from '../model/records.ts'

/**
 * The index of the full text: a view of the log, which may be thrown away and rebuilt. It keeps what it
 * was last given and the sequence that belongs to it. Every search takes a viewer, and answers what an
 * index without the documents hidden from that viewer would answer. Every method throws UNAVAILABLE when
 * the store cannot be reached; nothing is half-applied then, and applying the same again does no harm.
 */
export interface SearchStore {
  readonly name: 'sqlite' | 'meilisearch'
  /**
   * Takes documents in and drops others, whole or not at all, and remembers that the log is followed up to `sequence`
   * (never back). Visible to `search` when it answers.
   * @throws CONFLICT when the index is not at `place.from`: somebody else has moved it since
   */
  apply(changes: IndexChanges, sequence: number, place?: IndexPlace): Promise<void>
  /** Best first. Words of the question that ask rather than name are passed over. @throws BAD_USER_INPUT (`text`, `first`, `sort`, `after`) */
  search(query: SearchQuery, viewer: Viewer): Promise<SearchResult>
  /** Names as one types: by beginning of a name, alias or short form, folded; best known first. Default 10. */
  suggest(text: string, viewer: Viewer, options?: { readonly kinds?: readonly Kind[]; readonly first?: number }): Promise<Suggestion[]>
  /** Builds a new index from all documents beside the live one, which goes on answering, and swaps them; its sequence may be a lower one. A rebuild that fails leaves the live one as it was. */
  rebuild(documents: AsyncIterable<SearchDocument>, sequence: number, anchor?: Id): Promise<void>
  status(): Promise<SearchStatus>
  health(): Promise<void>
  close(): Promise<void>
}

/**
 * What can be found: an entity (by its names and description), or a passage of an entity's text (about
 * a paragraph). Passages of one entity are one group of hits.
 */
export interface SearchDocument {
  /** The entity's id, or `content id`:`number of the passage`. */
  readonly id: string
  /** The entity it is, or that it is a passage of; survivors only. */
  readonly entity: Id
  readonly kind: Kind
  /** The entity's display name. */
  readonly name: string
  /** Entity: its other names. Passage: empty. */
  readonly names: readonly string[]
  /** Entity: its description and other fields in words. Passage: the words as read. Highlights are offsets into it. */
  readonly text: string
  /** Passage: where it stands. */
  readonly locator?: Locator
  /** The clearance (`model/clearance.ts`) a viewer must satisfy. */
  readonly clearance: string
  /** For facets and filters; what does not apply is absent. */
  readonly facets: SearchFacets
}

export interface SearchFacets {
  /** Year of founding, publication or event. */
  readonly year?: number
  /** The vocabulary's type of the entity: genre of a work, type of an organization. */
  readonly type?: string
  readonly place?: string
  readonly collection?: readonly string[]
}
export const FACETS = ['kind', 'year', 'type', 'place', 'collection'] as const
export type Facet = (typeof FACETS)[number]

export interface IndexChanges {
  readonly put: readonly SearchDocument[]
  /**
   * Ids of documents, dropped before anything is put; absent ones do no harm. The id of a content drops all
   * of its passages.
   */
  readonly drop: readonly string[]
  /** Drops every document of these entities first. */
  readonly dropEntities?: readonly Id[]
  /** Something was redacted: no word of what is gone, now or before, stays in the files of the index. A server keeps its files as it does. */
  readonly erase?: boolean
}

/** Where in which log an index stands. */
export interface IndexPlace {
  /** The changeset at the new sequence: tells by which log the index was made. */
  readonly anchor?: Id
  /** The sequence at which the index was when the changes were read. */
  readonly from?: number
}

export interface SearchQuery {
  /** As typed. 「…」 and "…" keep a phrase together, −word (-, －) excludes; what only excludes finds nothing. A store may look only among the best some thousands that could hold a phrase. At most 1,000 characters. Which documents count as found: `text/found.ts`. */
  readonly text: string
  readonly kinds?: readonly Kind[]
  readonly years?: readonly [from: number | undefined, to: number | undefined]
  readonly types?: readonly string[]
  readonly places?: readonly string[]
  readonly collections?: readonly string[]
  /** Only in the text of these entities (and their own documents). */
  readonly within?: readonly Id[]
  /** Default relevance. `date` is newest first, what has none last; `name` is by strokes (臺 as 台). Of more entities than `TOTAL_LIMIT` the best are sorted. */
  readonly sort?: 'relevance' | 'date' | 'name'
  /** Hits (grouped by entity) on a page. Default 20, at most 100. */
  readonly first?: number
  /** The cursor of the page before. */
  readonly after?: string
  /** Passages shown of each hit. Default 3. */
  readonly passages?: number
}

export interface SearchResult {
  /** Entities found, up to `TOTAL_LIMIT`. */
  readonly total: number
  readonly hits: readonly Hit[]
  /** Value and number of entities found, most first, for each facet; at most 100 values. */
  readonly facets: Readonly<Partial<Record<Facet, readonly { readonly value: string; readonly count: number }[]>>>
  /** Another spelling with which something public is found, when little was. */
  readonly didYouMean?: string
  readonly endCursor?: string
  readonly hasNextPage: boolean
}
export const TOTAL_LIMIT = 1_000

export interface Hit {
  readonly entity: { readonly id: Id; readonly name: string; readonly kind: Kind }
  /** Comparable within one answer only. */
  readonly score: number
  /** The best passages, best first; the entity's own document first when it is what was found. */
  readonly passages: readonly FoundPassage[]
}

export interface FoundPassage {
  readonly document: string
  /** The whole text of the document; for an entity without text its name. */
  readonly text: string
  readonly locator?: Locator
  readonly score: number
  /** Offsets into `text`, ascending, without overlap. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[]
}

export interface Suggestion {
  readonly entity: { readonly id: Id; readonly name: string; readonly kind: Kind }
  /** The name that begins so. */
  readonly matched: string
}

export interface SearchStatus {
  /** The log is followed up to here; 0 for an empty index. */
  readonly sequence: number
  /** The changeset that stood there in the log which was followed; absent when nobody said. */
  readonly anchor?: Id
  readonly documents: number
  /** Version of the analysis the index was made with; another one asks for a rebuild. */
  readonly analysis: string
}
