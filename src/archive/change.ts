import type { Head } from '../model/changeset.ts'

/** An entity before and after the puts and withdrawals that joining must follow. */
export interface Change {
  readonly before?: Head
  readonly after: Head
}
