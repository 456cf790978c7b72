import type { EntityRef, GraphStore, RelationView } from '../../graph/port.ts'
import type { CheckedLinks } from '../../kept/links.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { State } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

/** One thing that somebody should look at. */
export interface Finding {
  /** Of the record at fault. */
  readonly id: Id
  readonly type: 'entity' | 'relation' | 'evidence' | 'annotation'
  readonly state: State
  /** What is wrong with it, in words. */
  readonly problems: readonly string[]
  readonly entity?: EntityRef
  readonly relation?: FoundRelation
  /** Words of the evidence or the annotation. */
  readonly quote?: string
}

export interface FoundRelation {
  readonly id: Id
  readonly type: string
  readonly from: EntityRef
  readonly to: EntityRef
  readonly start?: string
  readonly end?: string
}

export interface QualityPorts {
  readonly graph: GraphStore
  readonly vocabulary: Vocabulary
  /** Absent: no links are tried here. */
  readonly links?: CheckedLinks
}

/** Whom it is for, and what of the archive. */
export interface Sieve {
  readonly viewer: Viewer
  /** Relation types; absent: those that the queue is about. */
  readonly types?: ReadonlySet<string>
  /** Only what is a member of a collection, or an end of which is. */
  readonly members?: ReadonlySet<Id>
  /** Days since 1970. */
  readonly today: number
  /** Relations of this slice that another queue has looked at. */
  readonly views?: Map<Id, RelationView | undefined>
}
