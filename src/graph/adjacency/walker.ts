import { parentPort, workerData } from 'node:worker_threads'
import { buffersOf } from '../projection.ts'
import { Answerer } from './answer.ts'
import { Memory } from './memory.ts'
import { failureOf, type FromWalker, type ToWalker, type WalkerData } from './messages.ts'
import { Watch } from './watch.ts'

/** A thread that answers questions, one after another, on the snapshot it was given last. */
const { abandoned } = workerData as WalkerData
const memory = new Memory()
let answerer: Answerer | undefined

parentPort!.on('message', (message: ToWalker) => {
  if ('snapshot' in message) {
    answerer = new Answerer(message.snapshot, memory)
    return
  }
  const { number, question, timeLimit } = message
  const watch = new Watch(performance.now() + timeLimit, () => Atomics.load(abandoned, 0) === number)
  let reply: FromWalker
  let handed: ArrayBuffer[] = []
  try {
    const answer = answerer!.answer(question, watch)
    if ('used' in answer) handed = buffersOf(answer)
    reply = { number, answer }
  } catch (error) {
    reply = { number, failure: failureOf(error) }
  }
  parentPort!.postMessage(reply, handed)
})
