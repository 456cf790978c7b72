import type { Vocabulary } from '../model/vocabulary.ts'
import type { Answer } from './answer.ts'
import type { Id } from '../model/ids.ts'
import type { EntityRef, EntityView } from './shown.ts'

/** Who made a work, as far as the reader is shown relations that say so; in the order in which they were recorded. */
export interface Makers {
  readonly authors: readonly EntityRef[]
  readonly editors: readonly EntityRef[]
  readonly translators: readonly EntityRef[]
  readonly publishers: readonly EntityRef[]
}

/** A work, an entry or a dataset that an answer cites, with what a citation of it says. */
export interface Source extends Makers {
  readonly entity: EntityView
  /** The book that a chapter is part of. */
  readonly container?: Makers & { readonly entity: EntityView }
}

/** An answer as it is taken away: with all that makes it citable (SEMANTICS 6). */
export interface CitedAnswer {
  readonly answer: Answer
  readonly vocabulary: Vocabulary
  /** What it cites, each once, in the order in which the rows first do. */
  readonly sources: ReadonlyMap<Id, Source>
  /** Of each relation: a hash of what the reader sees of it. */
  readonly versions: ReadonlyMap<Id, string>
  /** Whose view it is: everyone's, or that of somebody signed in, who is not named. */
  readonly view: 'public' | 'signed-in'
  /** When it was asked, to the day, in Taipei: `2026-11-26`. */
  readonly day: string
  /** SHA-256 of what was seen: rows, relations in their visible versions, evidence. 64 hexadecimal digits. */
  readonly checksum: string
  /** The program and its version. */
  readonly software: string
  /** Opened, it asks again under the rights of whoever opens it. */
  readonly permalink: string
}
