import { parentPort, workerData } from 'node:worker_threads'
import { arrange, buffersOf, type Columns } from '../projection.ts'

/** A thread for one projection. */
const arranged = arrange(workerData as Columns)
parentPort!.postMessage(arranged, buffersOf(arranged))
