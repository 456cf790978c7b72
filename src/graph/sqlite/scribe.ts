import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from '../adjacency/messages.ts'
import { commit } from './commit.ts'
import { unpacked, type FromScribe, type ScribeData, type ToScribe } from './scribes.ts'
import { Writer } from './writer.ts'

/** The thread that commits what is long: a part of an import takes a third of a second, too long for a thread that answers readers. */
const { path, vocabulary } = workerData as ScribeData
const writer = new Writer(path, vocabulary)

parentPort!.on('message', (message: ToScribe) => {
  if ('close' in message) {
    writer.close()
    parentPort!.close()
    return
  }
  const { number, changeset: { reasons, ...changeset } } = message
  const reply = (said: FromScribe): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
    parentPort!.postMessage(said)
  }
  commit(writer, { ...changeset, operations: changeset.operations.map((operation) => unpacked(operation, reasons)) }).then(
    (committed) => { reply({ number, committed }) },
    (error: unknown) => { reply({ number, failure: failureOf(error) }) },
  )
})
