import type { Kind } from '../../model/records.ts'

/** A stretch of a document's text, as its structure gives it: a paragraph or so. */
export interface Passage {
  readonly text: string
  /** Offset of `text` in the document, in UTF-16 units. All offsets in results are offsets in the document. */
  readonly start: number
  readonly page?: string
  /** The nearest heading above, with or without its number. */
  readonly heading?: string
}

/** Something the archive knows: its id and everything it is called (names, aliases, short forms). */
export interface KnownName {
  readonly id: string
  readonly kind: Kind
  readonly names: readonly string[]
}

/** Where words stand in the document; end exclusive. */
export interface Place {
  readonly start: number
  readonly end: number
  readonly page?: string
}
