import { parentPort, workerData } from 'node:worker_threads'
import { translated } from './connection.ts'
import { failureOf, type Answered, type Asked, type ThreadData } from './messages.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/** A thread that keeps one end of the index and does one thing after another. Opened at the first question, so that a failure has somebody to tell. */
const { path, role } = workerData as ThreadData
let end: Reader | Writer | undefined

parentPort!.on('message', ({ number, method, args }: Asked) => {
  let reply: Answered
  try {
    end ??= role === 'writer' ? new Writer(path) : new Reader(path)
    const answer = method === 'open' ? undefined : (end as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[method]!(...args)
    reply = { number, answer }
  } catch (error) {
    reply = { number, failure: failureOf(translated(error)) }
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  parentPort!.postMessage(reply)
})
