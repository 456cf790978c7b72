import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { ArchiveError } from '../../model/errors.ts'
import { compute, type Done, type Task } from './tasks.ts'

/** Entities times entities and ties that are computed at once: some milliseconds; a thread takes longer to start. */
const LITTLE = 200_000
/** Milliseconds from the start of the computing. */
const LONGEST = 20_000

/** Threads of this process that compute; what finds all of them at work waits. The processors are the process's, so this is, too. */
const threads = { free: Math.max(1, availableParallelism() - 1), waiting: [] as (() => void)[] }

/**
 * Computes without keeping others waiting. The columns of the graph are gone afterwards.
 * @throws TOO_EXPENSIVE after twenty seconds; the signal's reason when it aborts
 */
export async function computed<T extends Task>(task: T, signal?: AbortSignal): Promise<Done<T['what']>> {
  const { size, from, to } = task.graph
  if (size * (size + from.length) <= LITTLE) return compute(task) as Done<T['what']>
  await taken(signal)
  try {
    return (await inThread(task, [from.buffer as ArrayBuffer, to.buffer as ArrayBuffer], signal)) as Done<T['what']>
  } finally {
    const next = threads.waiting.shift()
    if (next === undefined) threads.free++
    else next()
  }
}

async function taken(signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  if (threads.free > 0) {
    threads.free--
    return
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const abort = (): void => {
    threads.waiting.splice(threads.waiting.indexOf(resolve), 1)
    reject(signal!.reason)
  }
  threads.waiting.push(resolve)
  signal?.addEventListener('abort', abort, { once: true })
  await promise.finally(() => signal?.removeEventListener('abort', abort))
}

function inThread(task: Task, transferList: ArrayBuffer[], signal: AbortSignal | undefined): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const worker = new Worker(new URL('thread.ts', import.meta.url), { workerData: task, transferList })
  const late = setTimeout(() => reject(new ArchiveError('TOO_EXPENSIVE', '這張網太大，二十秒內算不完；請限定種類、關係類型或範圍 (too large to compute in twenty seconds: ask for fewer kinds, types or hops)')), LONGEST)
  const abort = (): void => reject(signal!.reason)
  signal?.addEventListener('abort', abort, { once: true })
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the thread that computes ended')))
  return promise.finally(() => {
    clearTimeout(late)
    signal?.removeEventListener('abort', abort)
    void worker.terminate()
  })
}
