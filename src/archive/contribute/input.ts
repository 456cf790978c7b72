import type { AudienceInput } from '../access/audiences.ts'
import type { Locator, State } from '../../model/records.ts'
import type { Id } from '../../model/ids.ts'

/**
 * What somebody sends: one change of one record. What is not given stays as it is (of a new record: the default).
 * `id` of a new record is absent, or a word of their own beginning with `new:`, by which others of the same sending
 * name it. Author, method and the like are not in it: they are not for the sender to say.
 */
interface Sent {
  readonly id?: string | null
  /** What they saw; needed for a record that there is. */
  readonly version?: string | null
  readonly state?: State | null
  readonly audience?: AudienceInput | null
}

export interface FieldInput {
  readonly code: string
  /** Empty: taken away. */
  readonly values: readonly string[]
}

export interface EntityInput extends Sent {
  readonly kind?: string | null
  readonly names?: readonly { readonly text: string; readonly language?: string | null; readonly sort?: string | null; readonly from?: string | null; readonly to?: string | null; readonly source?: string | null }[] | null
  readonly identifiers?: readonly { readonly scheme: string; readonly value: string }[] | null
  /** Those given are set, others stay. */
  readonly fields?: readonly FieldInput[] | null
  /** Of a living person: what is private by default is meant to be public. */
  readonly publicPersonal?: boolean | null
}

export interface RelationInput extends Sent {
  readonly type?: string | null
  readonly from?: string | null
  readonly to?: string | null
  /** Empty: unknown again. */
  readonly start?: string | null
  readonly end?: string | null
  readonly qualifiers?: readonly FieldInput[] | null
  readonly standing?: string | null
  readonly standingReason?: string | null
}

export interface EvidenceInput extends Sent {
  readonly relation?: string | null
  readonly source?: string | null
  readonly locator?: { readonly [K in keyof Locator]?: Locator[K] | null } | null
  readonly quote?: string | null
  readonly stance?: string | null
  readonly attested?: string | null
}

export interface ContentInput extends Sent {
  readonly entity?: string | null
  readonly order?: number | null
  /** A text; blank lines part its passages. */
  readonly text?: string | null
  /** All it is to have: each with the receipt of an upload, or the number of one that it has. */
  readonly files?: readonly { readonly receipt?: string | null; readonly number?: number | null; readonly caption?: string | null; readonly alternative?: string | null }[] | null
  readonly place?: { readonly address?: string | null; readonly coordinates?: string | null; readonly note?: string | null } | null
  readonly licence?: string | null
  readonly labels?: readonly string[] | null
  readonly contentWarning?: readonly string[] | null
  /** All it is to have; `start` and `end` count UTF-16 units in the text as it was read. */
  readonly corrections?: readonly { readonly start: number; readonly end: number; readonly was: string; readonly becomes: string; readonly note?: string | null }[] | null
  /** Of a living person: where they live is meant to be public. */
  readonly publicPersonal?: boolean | null
}

/** One of these. */
export interface WriteInput {
  readonly entity?: EntityInput | null
  readonly relation?: RelationInput | null
  readonly evidence?: EvidenceInput | null
  readonly content?: ContentInput | null
  readonly withdraw?: { readonly id: Id; readonly version: string; readonly reason: string } | null
  readonly merge?: { readonly id: Id; readonly into: Id; readonly version: string } | null
  readonly unmerge?: { readonly id: Id; readonly version: string } | null
}

export interface Writing {
  /** Chosen by the sender, for this sending alone: sent again it changes nothing and is answered as the first time. */
  readonly key: string
  readonly reason: string
  readonly operations: readonly WriteInput[]
}
