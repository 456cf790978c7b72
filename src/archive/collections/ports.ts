import type { Put } from '../../graph/answer.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { Directory } from '../access/directory.ts'
import type { WritePorts } from '../contribute/ports.ts'

/** How questions are put; they are read by others (`questions/collected.ts`). */
export interface Questions {
  /** @throws BAD_USER_INPUT on the field for what is no question */
  readonly putIn: (question: unknown, field: string) => Put
  /** What a question gives whoever reads, in its order; at most so many. */
  readonly collected: (put: Put, most: number) => Promise<readonly Id[]>
}

/** What reading collections needs. */
export interface Shelves {
  readonly graph: Pick<GraphStore, 'heads' | 'history' | 'naming' | 'scan' | 'entities' | 'relationsById'>
  readonly directory: Pick<Directory, 'table'>
  readonly viewer: Viewer
  /** Whoever is signed in: those who may change a collection are shown it also while it is empty. */
  readonly actor?: Actor
  readonly questions: Questions
}

/** What writing them needs. */
export interface ShelfPorts extends WritePorts {
  readonly graph: WritePorts['graph'] & Pick<GraphStore, 'history' | 'naming'>
  readonly questions: Questions
}
