import type { AccountStore } from '../../accounts/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Directory } from '../access/directory.ts'

/** What the use cases of watching need. */
export interface WatchPorts {
  readonly graph: Pick<GraphStore, 'replay' | 'sequence' | 'heads' | 'entities' | 'history' | 'naming' | 'relations'>
  readonly accounts: AccountStore
  readonly directory: Directory
  readonly vocabulary: Vocabulary
}

/** What a watch asks: a saved question, one of one's own, or a search. */
export interface Asks {
  readonly kind: 'question' | 'search'
  /** The saved question. */
  readonly subject?: Id
  /** JSON: `{name, arguments}` of a question; arguments of a search. */
  readonly asks?: string
}

/** What is new in an answer: rows by the entities they are about, each row a list of ids; empty for a row about nobody. */
export interface Found {
  readonly gained: readonly (readonly Id[])[]
  readonly changed: readonly (readonly Id[])[]
  readonly lost: readonly (readonly Id[])[]
}

export interface Answered {
  /** To be kept until it is asked again; ids and hashes, no words. */
  readonly seen: string
  /** Absent: nothing is new, or it was never asked before. */
  readonly found?: Found
}

/**
 * Asks as somebody, and compares with what they were answered before.
 * @throws NOT_FOUND and the like where they cannot ask it (any more), UNAVAILABLE
 */
export type AskAnew = (viewer: Viewer, asks: Asks, before: string | undefined) => Promise<Answered>

/** Sends to an address of the public internet, and to no other. @throws BAD_USER_INPUT for one that is not; UNAVAILABLE where nobody answers */
export type Post = (address: string, request: { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly signal?: AbortSignal }) => Promise<{ readonly status: number }>
