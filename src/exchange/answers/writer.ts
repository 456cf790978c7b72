import { Worker } from 'node:worker_threads'
import type { CitedAnswer } from '../../graph/cited.ts'
import { Turns } from '../../graph/turns.ts'
import { unavailable } from '../../model/errors.ts'
import type { Outcome, Task } from './messages.ts'

/** Writes answers in a thread of its own: to draw a picture takes far longer than others should wait. */
export interface Writer {
  /** @param format a name of `WRITTEN`. @throws UNAVAILABLE when too many wait; the signal's reason when it aborts */
  write(format: string, cited: CitedAnswer, signal?: AbortSignal): Promise<string>
  close(): Promise<void>
}

/** A picture may take a second: with more before it, it is better to say so than to let readers wait. */
const MOST_WAITING = 30

/** Rows copied at a time. */
const SOME = 5

async function send(worker: Worker, number: number, format: string, cited: CitedAnswer, signal: AbortSignal | undefined): Promise<void> {
  const [turns, { rows }] = [new Turns(signal), cited.answer]
  for (let i = 0; i === 0 || i < rows.length; i += SOME) {
    const isLast = i + SOME >= rows.length
    const part: Task = { number, rows: rows.slice(i, i + SOME), ...(i === 0 ? { cited: { ...cited, answer: { ...cited.answer, rows: [] } } } : {}), ...(isLast ? { format } : {}) }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    worker.postMessage(part)
    if (!isLast) await turns.next()
  }
}

/** The thread begins with the first answer, and again after it has failed. */
export function openWriter(): Writer {
  let worker: Worker | undefined
  let last = 0
  const waiting = new Map<number, PromiseWithResolvers<string>>()
  const failed = (failing: Worker, reason: unknown): void => {
    // one that was stopped
    if (failing !== worker) return
    worker = undefined
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./thread.ts', import.meta.url))
    // a process that has nothing else to do may end
    started.unref()
    started.on('message', (outcome: Outcome) => {
      const task = waiting.get(outcome.number)
      waiting.delete(outcome.number)
      if ('text' in outcome) task?.resolve(outcome.text)
      else task?.reject(outcome.error)
      if (waiting.size === 0) started.unref()
    })
    started.on('error', (error) => failed(started, error))
    started.on('exit', () => failed(started, new Error('the thread that writes answers has ended')))
    return started
  }
  /** Nobody waits for this one any more: where nobody waits for another either, the thread is stopped in the midst of it. */
  const drop = (writing: Worker, number: number): void => {
    waiting.delete(number)
    if (writing !== worker) return
    if (waiting.size === 0) {
      worker = undefined
      void writing.terminate()
      return
    }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    writing.postMessage({ number, rows: [], isDropped: true } satisfies Task)
  }
  return {
    write: async (format, cited, signal) => {
      signal?.throwIfAborted()
      if (waiting.size >= MOST_WAITING) throw unavailable('the writing of answers')
      worker ??= start()
      worker.ref()
      const [task, number, writing] = [Promise.withResolvers<string>(), ++last, worker]
      waiting.set(number, task)
      const abort = (): void => {
        drop(writing, number)
        task.reject(signal!.reason)
      }
      signal?.addEventListener('abort', abort, { once: true })
      try {
        // together: the thread may end while it is still being told
        const [text] = await Promise.all([task.promise, send(writing, number, format, cited, signal)])
        return text
      } finally {
        signal?.removeEventListener('abort', abort)
        waiting.delete(number)
      }
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}
