import type { Page, PageRequest } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import type { Finding } from './finding.ts'

/** What is walked through; a queue of several goes through them in this order. `stated`: relations as those see them to whom nothing is announced. */
export const SOURCES = ['entities', 'relations', 'stated', 'evidence', 'annotations'] as const
export type Source = (typeof SOURCES)[number]

/** One walk through records of the archive in the order of ids, and what is found among some of them. */
export interface Step<T extends { readonly id: Id } = { readonly id: Id }> {
  /** Steps of the same source read the same records: these are read once for several queues. */
  readonly source: Source
  read(page: PageRequest): Promise<Page<T>>
  /** What is found, in the order of the records at which it is; `place` is the id of that. */
  find(some: readonly T[]): Promise<readonly { readonly place: Id; readonly finding: Finding }[]>
  /** Where each record costs several queries: fewer are looked at for one page. */
  readonly isDear?: true
}
