import { audienceFromKey, audienceKey } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { KINDS, type ArchiveRecord, type Kind, type RecordType, type StandaloneType, type State } from '../../model/records.ts'

/**
 * What the nodes of records carry: the head, and behind it what follows from it and from its
 * neighbours (the projection). Absent properties are null in Cypher; here they are undefined or null.
 * What can be told from another property is absent: what a commit writes is what it takes time for.
 */
export interface HeadRow {
  readonly id: Id
  readonly version: number
  readonly state: State
  /** As `audienceKey` writes it. */
  readonly audience: string
  /** JSON; absent once redacted. */
  readonly payload?: string | null
  /** The version whose put wrote the payload, only where it is not the newest. */
  readonly written?: number | null
  /** Where each version stands in the log; see `places.ts`. */
  readonly places: readonly number[]
}

export interface EntityRow extends HeadRow {
  readonly mergedInto?: Id | null
  readonly mergeRule?: string | null
  readonly name?: string | null
  readonly kind?: Kind | null
  /** The survivor; only where the entity is merged. */
  readonly canonical?: Id | null
  /** Clearance of the chain up to the survivor. */
  readonly clearance: number
  readonly level: number
  /** Clearance of the entity by itself. */
  readonly reading: number
  /** See `numberOf`. */
  readonly number: number
}

export interface RelationRow extends HeadRow {
  readonly type?: string | null
  /** Survivors. */
  readonly from?: Id | null
  readonly to?: Id | null
  /** The ends as recorded, only where a merge changed them. */
  readonly fromRecorded?: Id | null
  readonly toRecorded?: Id | null
  readonly level: number
  /** True or absent. */
  readonly deprecated?: boolean | null
  readonly clearance: number
  /** Clearance of the record itself, in any state. */
  readonly reading: number
  readonly startEarliest: number
  readonly endLatest: number
}

export interface EvidenceRow extends HeadRow {
  readonly relation?: Id | null
  readonly sourceRecorded?: Id | null
  /** The survivor of the source, only where a merge changed it. */
  readonly source?: Id | null
  /** The level of its relation, if it is shown with it. */
  readonly shown: number
  /** Of evidence and source; the relation's comes on top. */
  readonly clearance: number
  readonly reading: number
}

export interface ContentRow extends HeadRow {
  /** The survivor of the entity whose text it is. */
  readonly entity?: Id | null
  /** The entity itself, only where a merge changed it. */
  readonly entityRecorded?: Id | null
  /** Among the contents of the entity. */
  readonly position?: number | null
  readonly level: number
  /** Clearance of the content with its entity's, in any state. */
  readonly reading: number
}

export interface StandaloneRow extends HeadRow {
  readonly type: StandaloneType
  /** Clearance of the record itself, in any state. */
  readonly reading: number
}

/** What waits for a decision, and what a relation that does rests on; see `graph/waiting.ts`. */
export interface WaitingRow {
  readonly item: Id
  /** '': the item itself; else a piece of evidence. */
  readonly piece: Id | ''
  readonly state: State
  /** Of the changeset that wrote the item last. */
  readonly at: number
  readonly reading: number
  readonly type: RecordType
  /** The kind of an entity, the type of a relation. */
  readonly word?: string | null
  readonly by?: Id | null
  /** What the piece is from, as recorded. */
  readonly source?: Id | null
  /** Confidence with its sign turned; 0: nobody says it, or its pieces do. */
  readonly rank: number
}

export type Row = EntityRow | RelationRow | EvidenceRow | ContentRow | StandaloneRow

export type Label = 'Entity' | 'Relation' | 'Evidence' | 'Content' | 'Standalone'

export const LABELS: Readonly<Record<RecordType, Label>> = {
  entity: 'Entity', relation: 'Relation', evidence: 'Evidence', content: 'Content', community: 'Standalone', protocol: 'Standalone',
  proposal: 'Standalone', annotation: 'Standalone', collection: 'Standalone', distinction: 'Standalone', term: 'Standalone',
}

/** Types of which there are most: nothing in them is hidden from whoever sees the whole, and no merge leads on from them. */
export const PLAIN = ['relation', 'evidence'] as const satisfies readonly RecordType[]

const NO_KIND = 15

/**
 * What the questions call an entity by, because 36 letters each would double their time: 16 times the
 * place in which it came into this store, plus the place of its kind (so that kinds cost nothing).
 */
export const numberOf = (place: number, kind: Kind | undefined): number => place * 16 + (kind === undefined ? NO_KIND : KINDS.indexOf(kind))
export const kindOf = (number: number): Kind | undefined => KINDS[number % 16]
export const placeOf = (number: number): number => Math.floor(number / 16)

/** The columns of every head. */
export function headRow(head: Head, payload: string | null, places: readonly number[]): HeadRow {
  return {
    id: head.id, version: head.version, state: head.state, audience: audienceKey(head.audience),
    payload, written: payload === null || head.written === head.version ? null : (head.written ?? null), places,
  }
}

/** The head a node stands for. Its payload is read when it is asked for: most are only asked for their version. */
export function headOf(type: RecordType, row: HeadRow & { readonly mergedInto?: Id | null; readonly mergeRule?: string | null }): Head {
  const envelope = { id: row.id, type, version: row.version, state: row.state, audience: audienceFromKey(row.audience) }
  let record: ArchiveRecord | null | undefined
  const head = {
    ...envelope,
    get record() {
      return (record ??= row.payload == null ? null : ({ id: row.id, type, state: row.state, audience: envelope.audience, ...(JSON.parse(row.payload) as object) } as ArchiveRecord))
    },
    ...(row.mergedInto == null ? {} : { mergedInto: row.mergedInto }),
    ...(row.mergeRule == null ? {} : { mergeRule: row.mergeRule }),
    ...(row.payload == null ? {} : { written: row.written ?? row.version }),
  }
  return head as Head
}
