import type { Head } from '../../model/changeset.ts'
import type { Row } from './rows.ts'

/** A record with what its node carries. */
export interface Stored {
  readonly head: Head
  readonly row: Row
}

/** A record that a changeset changes: as it is after, and as it stood (undefined where it is new). */
export interface Touched {
  readonly head: Head
  /** The payload that stands, as text; null once redacted. */
  readonly payload: string | null
  /** Where each of its versions stands in the log. */
  readonly places: readonly number[]
  readonly before: Stored | undefined
}
