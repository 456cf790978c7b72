import { Worker } from 'node:worker_threads'
import { badInput, unavailable } from '../../model/errors.ts'
import type { Row } from '../row.ts'
import type { Outcome, Task } from './thread.ts'

/** Threads at once. */
const MOST = 2
/** Of a thread, in MB: a file that takes more ends it and nothing else. */
const MEMORY = 512
let busy = 0

/**
 * As `workbookOf`, without holding up others: two thousand rows take a second.
 * @throws BAD_USER_INPUT; UNAVAILABLE when too many ask at once
 */
export const workbookAside = (rows: readonly (readonly string[])[]): Promise<Uint8Array> => inThread({ rows }) as Promise<Uint8Array>

/** The rows of an XLSX file, likewise. @throws BAD_USER_INPUT (`file`), UNAVAILABLE */
export const rowsAside = (file: Uint8Array): Promise<readonly Row[]> => inThread({ file }) as Promise<readonly Row[]>

async function inThread(task: Task): Promise<unknown> {
  if (busy >= MOST) throw unavailable('workbooks')
  busy++
  try {
    const outcome = await new Promise<Outcome>((done, failed) => {
      new Worker(new URL('./thread.ts', import.meta.url), { workerData: task, resourceLimits: { maxOldGenerationSizeMb: MEMORY } })
        .on('message', done).on('exit', () => failed(new Error('the thread of workbooks has ended')))
        .on('error', (error: Error & { code?: string }) => failed(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? badInput('file', '這份 XLSX 太大，請用 CSV (too large for an XLSX: use CSV)') : error))
    })
    if ('refused' in outcome) throw badInput(outcome.field, outcome.refused)
    return outcome.done
  } finally {
    busy--
  }
}
