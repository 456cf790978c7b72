import type { Audience } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { ArchiveRecord, State } from '../model/records.ts'
import type { Remark } from './draft.ts'
import type { Change } from './change.ts'
import type { Lookup } from './lookup.ts'
import type { Before, Past } from './past.ts'
import { afterPut } from './predict.ts'
import type { Kept } from './settle-entity.ts'

export interface Settled {
  readonly operations: readonly Operation[]
  /** Entities that are new or changed, for joining. */
  readonly changes: ReadonlyMap<Id, Change>
  readonly entities: Tally
  readonly relations: Tally
  readonly kept: readonly { readonly id: Id; readonly row: number; readonly kept: readonly Kept[] }[]
  /** Fields whose cells are blank by now: (entity, field). */
  readonly blanks: readonly (readonly [Id, string])[]
  /** What a person withdrew, declined or redacted: left as it is. */
  readonly left: readonly { readonly id: Id; readonly row: number }[]
  readonly warnings: readonly Remark[]
}

export interface Tally {
  new: number
  changed: number
  unchanged: number
}

/** States in which a register may change a record; in the others a person has decided. */
export const OPEN: ReadonlySet<string> = new Set(['published', 'proposed'])

/** Whether what stands as a proposal is said outright by now. */
export const isRaised = ({ state }: Pick<Head, 'state'>, draft: { readonly proposed: boolean }): boolean => state === 'proposed' && !draft.proposed

/** The state a record has once a register has said it: as it stands, but for what comes back, and for our own proposal that is said outright by now. */
export function stateOf(head: Head, draft: { readonly proposed: boolean }, { said }: Before): State {
  if (!OPEN.has(head.state)) return draft.proposed ? 'proposed' : 'published'
  return isRaised(head, draft) && said?.state === 'proposed' ? 'published' : head.state
}

export interface SettlingOptions {
  readonly lookup: Lookup
  readonly past: Past
  readonly audience: Audience
  /** Whether the archive may have a record of this id. */
  readonly known: (id: Id) => boolean
  /** The id of the evidence that a relation had vanished. */
  readonly pruned: (relation: Id) => Id
}

/** What is being settled, written down as it comes; and what settling an entity tells the statements about it. */
export class Sheet implements Settled {
  readonly audience: Audience
  readonly operations: Operation[] = []
  readonly changes = new Map<Id, Change>()
  readonly entities: Tally = { new: 0, changed: 0, unchanged: 0 }
  readonly relations: Tally = { new: 0, changed: 0, unchanged: 0 }
  readonly kept: { id: Id; row: number; kept: Kept[] }[] = []
  readonly blanks: [Id, string][] = []
  readonly left: { id: Id; row: number }[] = []
  readonly warnings: Remark[] = []
  /** Entities that are not to be brought back: nothing can be said of them. */
  readonly dead = new Set<Id>()

  constructor(audience: Audience) {
    this.audience = audience
  }

  put(record: ArchiveRecord, before: Head | undefined): void {
    this.operations.push({ op: 'put', record, base: before?.version ?? null })
    if (record.type === 'entity') this.changes.set(record.id, { ...(before === undefined ? {} : { before }), after: afterPut(record, before) })
  }
}
