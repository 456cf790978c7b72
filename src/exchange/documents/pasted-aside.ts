import { Worker } from 'node:worker_threads'
import { badInput, unavailable } from '../../model/errors.ts'
import { checkLength, cleaned } from './pasted.ts'
import type { Cleaned } from './pasted-thread.ts'

/** Characters that take a few milliseconds: more are cleaned in a thread, which takes a tenth of a second to begin. */
const FEW = 20_000
/** Threads at once. */
const MOST = 4
let busy = 0

/**
 * As `cleaned`, without holding up others.
 * @throws BAD_USER_INPUT (`html`), UNAVAILABLE when too many paste at once
 */
export async function cleanedAside(html: string): Promise<string> {
  if (html.length <= FEW) return cleaned(html)
  checkLength(html)
  if (busy >= MOST) throw unavailable('pasting')
  busy++
  try {
    const outcome = await inThread(html)
    if ('refused' in outcome) throw badInput('html', outcome.refused)
    return outcome.markdown
  } finally {
    busy--
  }
}

const inThread = (html: string): Promise<Cleaned> => new Promise((done, failed) => {
  new Worker(new URL('./pasted-thread.ts', import.meta.url), { workerData: html }).on('message', done).on('error', failed).on('exit', () => failed(new Error('the thread that cleans what was pasted has ended')))
})
