import { parentPort } from 'node:worker_threads'
import type { AnswerRow } from '../../graph/answer.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import { WRITTEN } from './index.ts'
import type { Outcome, Task } from './messages.ts'

/** The thread of `writer.ts`: one answer after another. */
let before: Promise<unknown> = Promise.resolve()

/** What has begun to come, by its number. */
const coming = new Map<number, CitedAnswer & { readonly answer: { readonly rows: AnswerRow[] } }>()

/** What has come whole and is to be written. */
const wanted = new Set<number>()

parentPort!.on('message', ({ number, format, cited, rows, isDropped }: Task) => {
  if (isDropped) {
    coming.delete(number)
    wanted.delete(number)
    return
  }
  if (cited !== undefined) coming.set(number, { ...cited, answer: { ...cited.answer, rows: [] } })
  const whole = coming.get(number)!
  whole.answer.rows.push(...rows)
  if (format === undefined) return
  coming.delete(number)
  wanted.add(number)
  const said = async (): Promise<Outcome | undefined> => {
    if (!wanted.delete(number)) return undefined
    try {
      return { number, text: await WRITTEN.get(format)!.write(whole) }
    } catch (error) {
      return { number, error }
    }
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  before = before.then(said).then((outcome) => outcome && parentPort!.postMessage(outcome))
})
