import type { AccountStore } from '../../accounts/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Directory } from './directory.ts'

/** What the use cases of communities need. */
export interface AccessPorts {
  readonly graph: Pick<GraphStore, 'commit' | 'heads'>
  readonly accounts: AccountStore
  readonly directory: Directory
}
