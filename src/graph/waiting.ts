import type { Head } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { Kind, RecordType, State } from '../model/records.ts'
import { placeOf } from './log.ts'

/**
 * What waits for a decision (SEMANTICS 2): records that are proposed, and those that were returned, which wait for their
 * author. One item for each thing to decide: of these, what is decided with another in the same state is not told apart.
 * Evidence comes with its relation, an entity with a relation that leads to it, contents with their entity. What an
 * account submitted is kept here in every other state, too, each record by itself: so that its author finds it.
 */
export interface WaitingQuery {
  /** Default proposed. In states other than proposed and returned there is only what an account submitted. */
  readonly state?: State
  readonly types?: readonly RecordType[]
  /** Only relations of these types; with `kinds` also entities of these. */
  readonly relations?: readonly string[]
  readonly kinds?: readonly Kind[]
  /** Only what rests on evidence from this, as recorded. */
  readonly source?: Id
  /** Least confidence of some of its evidence (from `source`, where that is asked for), 0 to 1. */
  readonly confidence?: number
  /** Only what this account submitted. */
  readonly by?: Id
  /** Waiting since this moment at the earliest, and before that one; milliseconds since 1970. */
  readonly since?: number
  readonly until?: number
  /** Default oldest. confidence: the surest first, of equals the oldest. */
  readonly order?: 'oldest' | 'newest' | 'confidence'
}

export interface Waiting {
  readonly id: Id
  readonly type: RecordType
  /** Since when it waits as it is: when it was written last. */
  readonly at: number
  /** Of a relation that waits: the greatest of the evidence that the viewer reads, 0 where that is none. Of evidence its own. Else 1 where somebody submitted it, and 0 where nobody says how sure it is. */
  readonly confidence: number
}

/** Where something stands in its order: rank (0 where that does not count), moment, id. */
export type WaitingPlace = readonly [rank: number, at: number, id: string]

/** Later than everything. */
export const ALWAYS = Number.MAX_SAFE_INTEGER

/** Before the first item of a page. @throws BAD_USER_INPUT (`after`) */
export function waitingStart({ order, since = 0, until = ALWAYS }: WaitingQuery, after?: string): WaitingPlace {
  if (after === undefined) return order === 'confidence' ? [-2, 0, ''] : [0, order === 'newest' ? until : since, '']
  if (order === 'confidence') return placeOf<[number, number, string]>(after, 'number', 'number', 'string')
  return [0, ...placeOf<[number, string]>(after, 'number', 'string')]
}

/** States in which something waits. */
const WAITS: ReadonlySet<State> = new Set<State>(['proposed', 'returned'])
export const waits = (state: State): boolean => WAITS.has(state)

/** Whether a record is kept in the queue: it waits, or somebody submitted it. */
export const isQueued = ({ state, record }: Pick<Head, 'state' | 'record'>): boolean => record !== null && (waits(state) || record.by !== undefined)

/** Whether evidence is decided by itself, not with its relation. */
export const isApart = (evidence: State, relation: State): boolean => !waits(evidence) || evidence !== relation

/** States in which a piece of evidence counts for a relation that waits. */
const GROUNDS: ReadonlySet<State> = new Set<State>(['proposed', 'returned', 'published'])
export const isGround = ({ state, record }: Pick<Head, 'state' | 'record'>): boolean => record !== null && GROUNDS.has(state)

/** How sure a piece of evidence is; what no extractor guessed carries no doubt. */
export const confidenceOf = ({ confidence = 1 }: { readonly confidence?: number | undefined }): number => confidence
