import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { audienceFromKey, audienceKey } from '../../model/audience.ts'
import type { Changeset, Committed, Operation } from '../../model/changeset.ts'
import { SealedPut, sealPut } from '../../model/commit.ts'
import { unavailable } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { memo } from '../../model/memo.ts'
import type { ArchiveRecord, RecordType, State } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { errorOf, type Failure } from '../adjacency/messages.ts'
import { seal } from '../log.ts'

export interface ScribeData {
  readonly path: string
  readonly vocabulary: Vocabulary
}

/** A put as it travels: its text instead of its record, which takes a third of the time. */
export type SentPut = readonly [id: Id, type: RecordType, state: State, audience: string, base: number | null, payload: string, hash: string, salt: string]
/** A withdrawal as it travels: its reason, which it shares with thousands, by its place among all. */
export type SentWithdrawal = readonly [id: Id, base: number, reason: number, type: RecordType | undefined]
export type Sent = Omit<Changeset, 'operations'> & { readonly operations: readonly (SentPut | SentWithdrawal | Exclude<Operation, { op: 'put' | 'withdraw' }>)[]; readonly reasons: readonly string[] }
export type ToScribe = { readonly number: number; readonly changeset: Sent } | { readonly close: true }
export type FromScribe = { readonly number: number } & ({ readonly committed: Committed } | { readonly failure: Failure })

/**
 * The caller's end of the thread that commits. It is started by the first long changeset, and does not
 * keep a process alive that has nothing else to do.
 */
export class Scribe {
  readonly #data: ScribeData
  readonly #pending = new Map<number, PromiseWithResolvers<Committed>>()
  #worker: Worker | undefined
  #number = 0
  #closed = false

  constructor(data: ScribeData) {
    this.#data = data
  }

  /**
   * What needs nothing of the archive is done here, while the thread is still at the changeset before.
   * @throws as `GraphStore.commit`; UNAVAILABLE when the thread died: whether it had committed, the same changeset again tells
   */
  async commit(changeset: Changeset): Promise<Committed> {
    if (this.#closed) throw unavailable('the archive', undefined, 2)
    const reasons = new Map<string, number>()
    const operations = changeset.operations.map((operation) => packed(operation, reasons))
    const sent = { ...changeset, operations, reasons: [...reasons.keys()] }
    this.#worker ??= this.#start()
    const number = ++this.#number
    const answer = Promise.withResolvers<Committed>()
    this.#pending.set(number, answer)
    this.#worker.ref()
    this.#tell({ number, changeset: sent })
    return answer.promise
  }

  /** After what is under way. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.allSettled([...this.#pending.values()].map(({ promise }) => promise))
    const worker = this.#worker
    if (worker === undefined) return
    worker.ref()
    const gone = once(worker, 'exit').catch(() => {})
    this.#tell({ close: true })
    await gone
  }

  #tell(message: ToScribe): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    this.#worker!.postMessage(message)
  }

  #start(): Worker {
    // a commit makes much that is soon of no use: with a small nursery a tenth of its time goes into sweeping (64 MB: undoing
    // an import took 0.86 to 0.96 times as long as the import, 128 MB: 0.79 to 0.83, 192 MB: 0.80 to 0.85)
    const worker = new Worker(new URL('scribe.ts', import.meta.url), { workerData: this.#data, resourceLimits: { maxYoungGenerationSizeMb: 128 } })
    const gone = (cause?: unknown): void => {
      if (worker !== this.#worker) return
      this.#worker = undefined
      for (const { reject } of this.#pending.values()) reject(unavailable('the archive', cause))
      this.#pending.clear()
    }
    worker.on('message', (message: FromScribe) => {
      const answer = this.#pending.get(message.number)
      this.#pending.delete(message.number)
      if (this.#pending.size === 0) worker.unref()
      if ('committed' in message) answer?.resolve(message.committed)
      else answer?.reject(errorOf(message.failure))
    })
    worker.on('error', gone)
    worker.on('exit', () => { gone() })
    return worker
  }
}

/** @param reasons of withdrawals so far, with their places */
function packed(operation: Operation, reasons: Map<string, number>): Sent['operations'][number] {
  if (operation.op === 'withdraw') {
    let place = reasons.get(operation.reason)
    if (place === undefined) reasons.set(operation.reason, (place = reasons.size))
    return [operation.id, operation.base, place, operation.type]
  }
  if (operation.op !== 'put') return operation
  const { record: { id, type, state, audience }, base, payload, hash, salt } = operation instanceof SealedPut ? operation : sealPut(operation, seal)
  return [id, type, state, audienceKey(audience), base, payload, hash, salt]
}

/** The thread's end of `packed`. */
export function unpacked(operation: Sent['operations'][number], reasons: readonly string[]): Operation {
  if (!Array.isArray(operation)) return operation as Operation
  if (operation.length === 4) {
    const [gone, seen, reason, of] = operation as SentWithdrawal
    return { op: 'withdraw', id: gone, base: seen, reason: reasons[reason]!, ...(of === undefined ? {} : { type: of }) }
  }
  const [id, type, state, audience, base, payload, hash, salt] = operation as SentPut
  return new SealedPut({ id, type, state, audience: audienceOf(audience), ...JSON.parse(payload) } as ArchiveRecord, base, payload, { hash, salt })
}

const audienceOf = memo(1_000, audienceFromKey)
