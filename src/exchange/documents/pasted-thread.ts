import { parentPort, workerData } from 'node:worker_threads'
import { ArchiveError } from '../../model/errors.ts'
import { cleaned } from './pasted.ts'

/** What comes of it; errors lose their class on the way between threads. */
export type Cleaned = { readonly markdown: string } | { readonly refused: string }

function outcome(html: string): Cleaned {
  try {
    return { markdown: cleaned(html) }
  } catch (error) {
    if (error instanceof ArchiveError) return { refused: error.message }
    throw error
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
parentPort!.postMessage(outcome(workerData as string))
