import { parentPort, workerData } from 'node:worker_threads'
import { isSpoilt, translated } from './connection.ts'
import { failureOf, type Answered, type Asked, type ThreadData } from './messages.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/** A thread that keeps one end of the index and does one thing after another. Opened at the first question, so that a failure has somebody to tell. */
const { path, role } = workerData as ThreadData
let end: Reader | Writer | undefined

parentPort!.on('message', ({ number, method, args }: Asked) => {
  let reply: Answered
  try {
    reply = { number, answer: answered(method, args) }
  } catch (error) {
    reply = { number, failure: failureOf(translated(error)) }
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  parentPort!.postMessage(reply)
})

function answered(method: string, args: readonly unknown[]): unknown {
  if (method === 'close') return end?.close()
  if (end?.stands === false) {
    end.close()
    end = undefined
  }
  try {
    return asked(method, args)
  } catch (error) {
    if (end === undefined || !isSpoilt(error)) throw error
    // a view: made anew from the log by whoever follows it. What was asked was about the old one
    end.discard()
    end = undefined
    if (method !== 'begin') throw error
    return asked(method, args)
  }
}

function asked(method: string, args: readonly unknown[]): unknown {
  end ??= role === 'writer' ? new Writer(path) : new Reader(path)
  return method === 'open' ? undefined : (end as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[method]!(...args)
}
