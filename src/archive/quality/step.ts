import type { Page, PageRequest } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import type { Finding } from './finding.ts'

/** One walk through records of the archive in the order of ids, and what is found among some of them. */
export interface Step<T extends { readonly id: Id } = { readonly id: Id }> {
  read(page: PageRequest): Promise<Page<T>>
  /** What is found, in the order of the records at which it is; `place` is the id of that. */
  find(some: readonly T[]): Promise<readonly { readonly place: Id; readonly finding: Finding }[]>
  /** Where each record costs several queries: fewer are looked at for one page. */
  readonly isDear?: true
}
