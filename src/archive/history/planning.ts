import type { GraphStore } from '../../graph/port.ts'
import type { Audience, Viewer } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { Taken } from '../../model/undo.ts'
import type { Lookup } from '../lookup.ts'

/** What taking a changeset back comes to. */
export interface Plan {
  readonly operations: readonly Operation[]
  /** How many of these are not joins by rule, which follow from the others. */
  readonly taken: number
  /** The heads they make. */
  readonly heads: ReadonlyMap<Id, Head>
  /** What stays, as far as whoever undoes it sees it. */
  readonly held: readonly Held[]
  /** What they cannot see and would go back. */
  readonly unseen: readonly Unseen[]
  /** Whether it brings entities back or changes them: then what is joined by rule must be looked up anew after it. */
  readonly puts: boolean
}

export interface Held {
  /** The record to name: what stays, or what stands on it. */
  readonly head: Head
  readonly why: string
  readonly parts: readonly string[]
}

export interface Unseen {
  readonly head: Head
  readonly back: Taken
}

/** Of one run that undoes something, newest changeset first. */
export interface Planning {
  readonly graph: Pick<GraphStore, 'heads' | 'history' | 'changeset' | 'relationsById' | 'entities'>
  readonly lookup: Lookup
  /** Lets what is planned be seen by what `lookup` asks, before it is written. */
  readonly foresee: (heads: ReadonlyMap<Id, Head>) => void
  readonly viewer: Viewer
  /** Whether whoever undoes it may give something back to these readers. */
  readonly may: (audience: Audience) => boolean
  readonly reason: string
  /** Records that these changesets made and that stay, with what stands on them; what is found on the way joins them. */
  readonly stays: Map<Id, Held>
  /** What the archive would not take back, and its words for it. */
  readonly refused: ReadonlyMap<Id, string>
  /** False where nothing is to be written: then joins by rule are left out. */
  readonly joins: boolean
}
