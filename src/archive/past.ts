import type { GraphStore, HistoryEntry } from '../graph/port.ts'
import { WHOLE } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import type { ArchiveRecord } from '../model/records.ts'
import { every } from '../graph/every.ts'

/** What the register (or the file of facts) said of a record before: the common ancestor of what it says now and what stands. */
export interface Before {
  /** As its last import wrote it; absent when that was undone. */
  readonly said?: ArchiveRecord
  /** The newest version undid an import, or is an import's own withdrawal of what was not said any more: it may come back. */
  readonly undone: boolean
}

const OURS = new Set(['import', 'seed', 'ingest'])

/** Looks into histories; only where a record is not as the register says, so one by one. */
export class Past {
  readonly #graph
  readonly #reverts = new Map<Id, Id | undefined>()

  constructor(graph: Pick<GraphStore, 'history' | 'batches' | 'changeset'>) {
    this.#graph = graph
  }

  async before(id: Id): Promise<Before> {
    let undone: boolean | undefined
    for await (const { entry, gone, undoes } of this.#entries(id)) {
      undone ??= undoes || (entry.op === 'withdraw' && OURS.has(entry.origin))
      if (!gone && !undoes && OURS.has(entry.origin) && entry.op === 'put') return { ...(entry.record === null ? {} : { said: entry.record }), undone }
    }
    return { undone: undone ?? false }
  }

  /** Whether somebody else has written the record too (accepted, corrected, restricted it), and that stands. */
  async touched(id: Id): Promise<boolean> {
    for await (const { entry, gone, undoes } of this.#entries(id)) if (!gone && !undoes && entry.op === 'put' && !OURS.has(entry.origin)) return true
    return false
  }

  /** The history, newest first. What was undone counts for nothing (`gone`), be it an import or the undoing of one. */
  async *#entries(id: Id): AsyncGenerator<{ entry: HistoryEntry; gone: boolean; undoes: boolean }> {
    const undone = new Set<Id>()
    for await (const entry of every((page) => this.#graph.history(id, WHOLE, page), 50)) {
      const gone = undone.has(entry.changeset) || (entry.batch !== undefined && undone.has(entry.batch))
      const reverted = gone ? undefined : await this.#revertedBy(entry)
      if (reverted !== undefined) undone.add(reverted)
      yield { entry, gone, undoes: reverted !== undefined }
    }
  }

  /** The batch or changeset that this entry's changeset undoes. */
  async #revertedBy({ changeset, batch, origin }: { changeset: Id; batch?: Id; origin: string }): Promise<Id | undefined> {
    if (OURS.has(origin)) return undefined
    const key = batch ?? changeset
    if (!this.#reverts.has(key)) {
      this.#reverts.set(key, batch === undefined ? (await this.#graph.changeset({ id: changeset }))?.reverts : (await this.#graph.batches({ id: batch }))[0]?.reverts)
    }
    return this.#reverts.get(key)
  }
}
