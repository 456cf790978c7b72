import { Worker } from 'node:worker_threads'
import type { CitedAnswer } from '../../graph/cited.ts'
import { Turns } from '../../graph/turns.ts'
import { unavailable } from '../../model/errors.ts'
import type { Outcome, Task } from './messages.ts'

/** Writes answers in a thread of its own: to draw a picture takes far longer than others should wait. */
export interface Writer {
  /** @param format a name of `FORMATS`. @throws UNAVAILABLE when too many wait */
  write(format: string, cited: CitedAnswer): Promise<string>
  close(): Promise<void>
}

/** A picture may take a second: with more before it, it is better to say so than to let readers wait. */
const MOST_WAITING = 30

/** Rows copied at a time. */
const SOME = 5

async function send(worker: Worker, number: number, format: string, cited: CitedAnswer): Promise<void> {
  const [turns, { rows }] = [new Turns(), cited.answer]
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
  const failed = (reason: unknown): void => {
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
    started.on('error', failed)
    started.on('exit', () => failed(new Error('the thread that writes answers has ended')))
    return started
  }
  return {
    write: async (format, cited) => {
      if (waiting.size >= MOST_WAITING) throw unavailable('the writing of answers')
      worker ??= start()
      worker.ref()
      const [task, number] = [Promise.withResolvers<string>(), ++last]
      waiting.set(number, task)
      try {
        // together: the thread may end while it is still being told
        const [text] = await Promise.all([task.promise, send(worker, number, format, cited)])
        return text
      } finally {
        waiting.delete(number)
      }
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}
