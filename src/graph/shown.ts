import type { Bounds } from '../model/dates.ts'
import type { Id } from '../model/ids.ts'
import type { ContentRecord, EvidenceRecord, FieldValue, Identifier, Kind, Locator, Name, RelationRecord, State } from '../model/records.ts'

export interface EntityRef {
  readonly id: Id
  readonly name: string
  readonly kind: Kind
}

export interface EntityView extends EntityRef {
  readonly version: number
  readonly state: State
  /** The entity's own names first, then those of entities merged into it that the viewer sees; equal ones once. */
  readonly names: readonly Name[]
  readonly identifiers: readonly Identifier[]
  readonly fields: Readonly<Record<string, FieldValue>>
  /** Entities merged into it, directly or by a chain, that the viewer sees. */
  readonly merged: readonly EntityRef[]
}

export interface EvidenceView {
  readonly id: Id
  readonly source: EntityRef
  readonly locator: Locator
  readonly quote?: string
  readonly stance: EvidenceRecord['stance']
  readonly method: EvidenceRecord['method']
  readonly confidence?: number
  readonly attested?: string
  readonly rule?: string
  /** What stood at its address is kept. */
  readonly captured?: { readonly at: string; readonly mediaType: string; readonly bytes: number; readonly url: string }
  readonly unchecked: boolean
  readonly state: State
}

export interface ContentView {
  readonly id: Id
  /** The survivor. */
  readonly entity: EntityRef
  readonly version: number
  readonly state: State
  readonly order: number
  readonly passages: ContentRecord['passages']
  readonly files?: ContentRecord['files']
  readonly place?: ContentRecord['place']
  readonly licence?: string
  readonly labels?: readonly string[]
  readonly contentWarning?: readonly string[]
  readonly original?: ContentRecord['original']
  readonly textSha256?: string
  readonly corrections: ContentRecord['corrections']
}

export interface RelationView {
  readonly id: Id
  readonly version: number
  readonly type: string
  /** Survivors. */
  readonly from: EntityRef
  readonly to: EntityRef
  /** The ends as recorded, where a merge changed them. */
  readonly recorded?: { readonly from: EntityRef; readonly to: EntityRef }
  readonly state: State
  readonly start?: string
  readonly end?: string
  readonly bounds: Bounds
  readonly qualifiers: RelationRecord['qualifiers']
  readonly standing: RelationRecord['standing']
  readonly standingReason?: string
  /** True when the viewer sees a piece of evidence that disputes it. */
  readonly disputed: boolean
  /** In the order of ids. */
  readonly evidence: readonly EvidenceView[]
  /** Where none of the evidence is shown: ids of the announced protocols that keep some of it, in order. Else empty. */
  readonly keptBy: readonly string[]
}
