import type { GraphStore } from '../graph/port.ts'
import type { Committed, Operation, Origin } from '../model/changeset.ts'
import { newId, type Id } from '../model/ids.ts'

export interface BatchOptions {
  readonly title: string
  readonly actor: string
  readonly origin: Origin
  /** Hash of everything that decides what the run does: a rerun of the same resumes. */
  readonly input: string
  readonly reverts?: Id
}

/**
 * Writes the parts of one run. The batch begins with its first part: a run that changes nothing leaves
 * no trace. An unfinished batch of the same input, left by a crash, is taken up where it stopped.
 */
export class BatchWriter {
  readonly #graph
  readonly #options
  #id: Id | undefined
  #part = 0
  /** The last thing the unfinished batch said of how far it was. */
  progress: Readonly<Record<string, unknown>> | undefined

  constructor(graph: Pick<GraphStore, 'commit' | 'batches'>, options: BatchOptions) {
    this.#graph = graph
    this.#options = options
  }

  get id(): Id | undefined {
    return this.#id
  }

  get parts(): number {
    return this.#part
  }

  /** @returns true when there is something to take up */
  async resume(): Promise<boolean> {
    const open = (await this.#graph.batches({ input: this.#options.input })).filter(({ finished }) => !finished)
    if (open.length === 0) return false
    const undone = new Set((await this.#graph.batches()).flatMap(({ reverts }) => reverts ?? []))
    const found = open.find(({ id }) => !undone.has(id))
    if (found === undefined) return false
    this.#id = found.id
    this.#part = found.parts
    this.progress = found.progress
    return true
  }

  /** @throws CONFLICT when somebody else changed what the operations build on; nothing is written then */
  async write(operations: readonly Operation[], progress: Readonly<Record<string, unknown>>, last: boolean): Promise<Committed> {
    const { title, actor, origin, input, reverts } = this.#options
    const id = this.#id ?? newId()
    const batch = { id, title, part: this.#part + 1, last, input, progress, ...(reverts === undefined ? {} : { reverts }) }
    const committed = await this.#graph.commit({ id: newId(), actor, reason: title, origin, operations, batch })
    this.#id = id
    this.#part++
    return committed
  }
}
