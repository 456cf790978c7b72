import type { EvidenceRecord, FieldValue, Identifier, Kind, Locator, Name } from '../model/records.ts'

/** What one row (or one fact) says, before anything is known of the archive. Keys are identities within the dataset. */

export interface EntityDraft {
  /** `Organization/臺北市客家會`: kind and printed name; `Organization#0998`: kind and what the key columns say. */
  readonly key: string
  /** The entity of the mapping it was read as: which fields it can speak of. */
  readonly role: string
  readonly kind: Kind
  readonly names: readonly Name[]
  readonly identifiers: readonly Identifier[]
  readonly fields: Readonly<Record<string, FieldValue>>
  /** Fields this role speaks of, also where the cell is blank. */
  readonly covers: readonly string[]
  readonly proposed: boolean
  readonly row: number
}

export interface RelationDraft {
  readonly key: string
  readonly type: string
  /** Keys of entities. */
  readonly from: string
  readonly to: string
  readonly start?: string
  readonly end?: string
  readonly qualifiers: Readonly<Record<string, FieldValue>>
  readonly proposed: boolean
  readonly row: number
  readonly evidence: readonly EvidenceDraft[]
}

export interface EvidenceDraft {
  /** Tells several pieces for one relation apart; a register gives one. */
  readonly key: string
  /** The key of the source; default: the dataset. */
  readonly source?: string
  readonly locator: Locator
  readonly quote?: string
  readonly attested?: string
  readonly stance?: EvidenceRecord['stance']
  readonly method: EvidenceRecord['method']
  /** Of an extractor, 0 to 1. */
  readonly confidence?: number
}

export interface Remark {
  readonly row: number
  readonly column: string
  readonly reason: string
  /** The cell as written. */
  readonly cell: string
}

/** Everything one row gives; a rejected row gives nothing but the reason. */
export interface Reading {
  readonly row: number
  readonly entities: readonly EntityDraft[]
  readonly relations: readonly RelationDraft[]
  readonly warnings: readonly Remark[]
  readonly rejected?: Remark
}
