import type { GraphStore } from '../../graph/port.ts'
import type { Origin } from '../../model/changeset.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Directory } from '../access/directory.ts'
import type { Receipts } from '../files/receipt.ts'

/** What writing needs. */
export interface WritePorts {
  readonly graph: Pick<GraphStore, 'heads' | 'entities' | 'relationsById' | 'find' | 'commit' | 'changeset' | 'project' | 'steps' | 'naming'>
  readonly directory: Pick<Directory, 'table'>
  readonly vocabulary: Vocabulary
  /** Where what is written comes from. Default api. */
  readonly origin?: Origin
  /** Absent: nothing is uploaded here. */
  readonly receipts?: Receipts
}
