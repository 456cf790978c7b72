import type { Test } from 'tap'
import type { SearchStore } from '../../../src/search/port.ts'

/** An empty store of a test's own. */
export interface OpenedSearch {
  readonly store: SearchStore
  readonly close: () => Promise<void>
}

/** What a store promises, in a sentence, and how that is tried. `open` gives further empty stores. */
export type SearchCases = Readonly<Record<string, (t: Test, store: SearchStore, open: () => Promise<SearchStore>) => Promise<void>>>
