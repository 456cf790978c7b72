import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Directory } from '../access/directory.ts'
import type { WritePorts } from '../contribute/ports.ts'

/** What writing annotations needs. */
export interface NotePorts extends WritePorts {
  readonly graph: WritePorts['graph'] & Pick<GraphStore, 'history'>
}

/** What reading them needs. */
export interface NoteReading {
  readonly graph: Pick<GraphStore, 'heads' | 'history' | 'naming' | 'entities' | 'contents'>
  readonly directory: Pick<Directory, 'table'>
  readonly viewer: Viewer
  readonly signal?: AbortSignal
}
