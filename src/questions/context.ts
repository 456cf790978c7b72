import type { GraphStore } from '../graph/port.ts'
import type { Viewer } from '../model/audience.ts'
import type { Vocabulary } from '../model/vocabulary.ts'

/** What every question needs: the store, the words, and whose view it is. */
export interface Asking {
  readonly graph: GraphStore
  readonly vocabulary: Vocabulary
  readonly viewer: Viewer
  /** Aborts the question when whoever asked has gone. */
  readonly signal?: AbortSignal
}
