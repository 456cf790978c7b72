import type { GraphStore } from '../../graph/port.ts'
import type { SearchStore } from '../../search/port.ts'
import type { WritePorts } from '../contribute/ports.ts'

/** What changing many at once needs. */
export interface BulkPorts extends Pick<WritePorts, 'directory' | 'vocabulary'> {
  readonly graph: GraphStore
  /** Absent: nothing is chosen by words. */
  readonly search?: SearchStore
}
