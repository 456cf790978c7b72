import type { Stored } from './shelf.ts'

/** A record that a changeset changes: as it is after, and as it stood. */
export interface Touched extends Stored {
  /** Its place in TYPE_CODES. */
  readonly type: number
  /** Undefined where it is new. */
  readonly before: Stored | undefined
}
