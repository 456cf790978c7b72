import { parentPort } from 'node:worker_threads'
import { FORMATS } from './index.ts'
import type { Outcome, Task } from './messages.ts'

/** The thread of `writer.ts`: one answer after another. */
let before: Promise<unknown> = Promise.resolve()

parentPort!.on('message', ({ number, format, cited }: Task) => {
  const said = async (): Promise<Outcome> => {
    try {
      return { number, text: await FORMATS.get(format)!.write(cited) }
    } catch (error) {
      return { number, error }
    }
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  before = before.then(said).then((outcome) => parentPort!.postMessage(outcome))
})
