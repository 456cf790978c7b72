import { parentPort, workerData } from 'node:worker_threads'
import { compute, type Task } from './tasks.ts'

/** A thread for one computation. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
parentPort!.postMessage(compute(workerData as Task))
