import type { Span } from './document.ts'
import type { FieldValue, Identifier, Kind, Name, Passage } from './records.ts'

/**
 * What was read out of a document, in the archive's terms: what `literature/` finds and `archive/ingest.ts`
 * takes in. Keys name things within the document and stay the same when it is read again.
 */
export interface DocumentReading {
  /** The first is the document itself. */
  readonly entities: readonly [ReadEntity, ...ReadEntity[]]
  readonly relations: readonly ReadRelation[]
  /** In the order of the text, without overlap. */
  readonly passages: readonly Passage[]
  /** What a person should look at: reported, never mended. */
  readonly findings: readonly Finding[]
}

export interface ReadEntity {
  /** `work`, `chapter/3`, `person/林振春`. */
  readonly key: string
  readonly kind: Kind
  readonly names: readonly Pick<Name, 'text' | 'language' | 'sort'>[]
  readonly identifiers: readonly Identifier[]
  readonly fields: Readonly<Record<string, FieldValue>>
  /** Fields that this reading can speak of: what it does not say any more is taken away. */
  readonly covers: readonly string[]
  /** Not stated by the document in so many words: for a person to accept. */
  readonly proposed: boolean
}

/** What a relation leads to: something this document names, or an entity the archive has. */
export type ReadEnd = { readonly key: string } | { readonly id: string }

export interface ReadRelation {
  readonly type: string
  readonly from: ReadEnd
  readonly to: ReadEnd
  readonly start?: string
  readonly end?: string
  readonly qualifiers: Readonly<Record<string, FieldValue>>
  readonly proposed: boolean
  /** At least one; each another place. */
  readonly places: readonly [ReadPlace, ...ReadPlace[]]
}

export interface ReadPlace extends Span {
  readonly quote: string
  readonly page?: string
  /** The page was counted, not printed. */
  readonly derived?: boolean
  readonly section?: string
  /** 0 to 1; absent for what the document prints as such (title page, contents). */
  readonly confidence?: number
}

export interface Finding {
  /** A word of the kind: `cited-not-listed`, `contents-differ`. */
  readonly what: string
  readonly text: string
  readonly at?: Span & { readonly page?: string }
}
