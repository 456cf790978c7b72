import type { AccountStore } from '../../accounts/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Origin } from '../../model/changeset.ts'
import type { Directory } from './directory.ts'

/** What the use cases of communities need. */
export interface AccessPorts {
  readonly graph: Pick<GraphStore, 'commit' | 'heads' | 'statistics'>
  readonly accounts: AccountStore
  readonly directory: Directory
  /** Where what is written comes from. Default api. */
  readonly origin?: Origin
}
