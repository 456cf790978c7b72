import type { GraphStore } from '../../graph/port.ts'
import type { WritePorts } from '../contribute/ports.ts'

/** What merging, parting and telling apart need. */
export interface MergePorts extends WritePorts {
  readonly graph: WritePorts['graph'] & Pick<GraphStore, 'naming' | 'scan' | 'history' | 'relations' | 'setAside' | 'contents' | 'bearers'>
}
