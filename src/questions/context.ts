import type { GraphStore } from '../graph/port.ts'
import type { Viewer } from '../model/audience.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { SearchStore } from '../search/port.ts'

/** What every question needs: the store, the words, and whose view it is. */
export interface Asking {
  readonly graph: GraphStore
  readonly vocabulary: Vocabulary
  readonly viewer: Viewer
  /** The index of the full text; absent where nobody opened it. */
  readonly search?: SearchStore
  /** Aborts the question when whoever asked has gone. */
  readonly signal?: AbortSignal
}
