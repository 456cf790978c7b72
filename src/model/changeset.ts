import type { Audience } from './audience.ts'
import type { Id } from './ids.ts'
import type { ArchiveRecord, RecordInput, RecordType, State } from './records.ts'

export const ORIGINS = ['web', 'api', 'cli', 'import', 'ingest', 'seed'] as const
export type Origin = (typeof ORIGINS)[number]

/** A changeset commits whole or not at all; more than this belongs into a batch of several (DESIGN 1). */
export const MAX_OPERATIONS = 10_000

/**
 * `base` is the version its author saw: null where the record is new. A changeset may touch one record
 * more than once; then the later `base` is the version that the earlier operation makes.
 */
export type Operation =
  | { readonly op: 'put'; readonly record: RecordInput; readonly base: number | null }
  /** A store finds it sooner where its author says of what type it is. */
  | { readonly op: 'withdraw'; readonly id: Id; readonly base: number; readonly reason: string; readonly type?: RecordType }
  | { readonly op: 'merge'; readonly id: Id; readonly into: Id; readonly base: number; readonly rule?: string }
  | { readonly op: 'unmerge'; readonly id: Id; readonly base: number }
  /** Destroys the payloads of these versions (default: all so far); never undone. */
  | { readonly op: 'redact'; readonly id: Id; readonly versions?: readonly number[]; readonly reason: string }

/** The batch a changeset is a part of, with the progress up to and including this part. */
export interface BatchPart {
  readonly id: Id
  /** What runs: 「匯入 hakka-organizations.csv」. */
  readonly title: string
  /** Counts from 1. */
  readonly part: number
  readonly last: boolean
  /** Identifies the input (a hash), so that a rerun of the same input resumes. */
  readonly input?: string
  /** Where a resumed run goes on; meaning belongs to the use case. */
  readonly progress?: Readonly<Record<string, unknown>>
  /** For a batch of inverses: the batch it reverts. */
  readonly reverts?: Id
}

export interface Changeset {
  /** Chosen by the writer: committing the same id again answers as the first time and changes nothing. */
  readonly id: Id
  readonly actor: string
  readonly reason: string
  readonly origin: Origin
  readonly operations: readonly Operation[]
  readonly batch?: BatchPart
  /** The changeset this one undoes. */
  readonly reverts?: Id
  /** Milliseconds since 1970; default: now. */
  readonly at?: number
}

/** A record as it stands: its newest version. */
export interface Head {
  readonly id: Id
  readonly type: RecordType
  /** Counts from 1. */
  readonly version: number
  readonly state: State
  readonly audience: Audience
  /** Null when the payload was redacted. */
  readonly record: ArchiveRecord | null
  readonly mergedInto?: Id
  /** The rule that merged it, absent when a person did. */
  readonly mergeRule?: string
  /**
   * The version whose put wrote `record`: destroying that payload destroys what stands, also when
   * later versions only withdrew or merged. A store gives it to `prepare`; readers need not have it.
   */
  readonly written?: number
}

/** One operation as the log keeps it: an envelope, and the payload unless there is none or it was redacted. */
export interface LoggedOperation {
  readonly op: Operation['op']
  readonly id: Id
  readonly type: RecordType
  /** The version this operation made. */
  readonly version: number
  readonly state: State
  /** As `audienceKey` writes it. */
  readonly audience: string
  /** put: SHA-256 over salt and payload text, in hex; also after the payload is gone. */
  readonly hash?: string
  readonly salt?: string
  /** put: the payload as JSON text; null once redacted. */
  readonly payload?: string | null
  readonly into?: Id
  readonly rule?: string
  readonly reason?: string
  /** redact: the versions whose payloads were destroyed. */
  readonly versions?: readonly number[]
}

export interface LoggedChangeset extends Omit<Changeset, 'operations' | 'at'> {
  readonly sequence: number
  readonly at: number
  readonly operations: readonly LoggedOperation[]
}

export interface Committed {
  readonly sequence: number
  /** True when this id had been committed before; nothing was changed now. */
  readonly repeated: boolean
  /** The version each touched record has after it. */
  readonly versions: ReadonlyMap<Id, number>
}
