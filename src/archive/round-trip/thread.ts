import { parentPort, workerData } from 'node:worker_threads'
import { ArchiveError } from '../../model/errors.ts'
import type { Row } from '../row.ts'
import { workbookRows } from '../table-xlsx.ts'
import { workbookOf } from './workbook.ts'

/** A workbook to write, or one to read. */
export type Task = { readonly rows: readonly (readonly string[])[] } | { readonly file: Uint8Array }

/** What comes of it; errors lose their class on the way between threads. */
export type Outcome = { readonly done: Uint8Array | readonly Row[] } | { readonly refused: string; readonly field: string }

/** Bytes of a workbook that came through the interface, inflated: what is sent there packs ten times as much at most. */
const MOST_INFLATED = 50_000_000

async function outcome(task: Task): Promise<Outcome> {
  try {
    if ('rows' in task) return { done: await workbookOf(task.rows) }
    const rows = await Array.fromAsync(workbookRows(task.file, 'XLSX', { heading: 1, inflated: MOST_INFLATED }))
    return { done: rows.flat().filter((row): row is Row => 'cells' in row) }
  } catch (error) {
    if (error instanceof ArchiveError) return { refused: error.message, field: String(error.details.field ?? 'file') }
    throw error
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
parentPort!.postMessage(await outcome(workerData as Task))
