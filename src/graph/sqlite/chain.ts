import type { Head } from '../../model/changeset.ts'
import type { Level } from '../../model/edge.ts'

/** An entity and the survivors it was merged into. */
export interface Chain {
  /** The entity first, the canonical one last. */
  readonly heads: readonly Head[]
  /** Its own node, and the survivor's. */
  readonly node: number
  readonly canonical: number
  /** Interned clearance of all audiences in it. */
  readonly clearance: number
  readonly level: Level
}
