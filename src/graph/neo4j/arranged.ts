import { Worker } from 'node:worker_threads'
import { arrange, buffersOf, type Arranged, type Columns } from '../projection.ts'

/** So many entities and relations are put in order in a few milliseconds; a thread takes longer to start. */
const FEW = 5_000

/** Puts a projection in order, without keeping others waiting. The columns are gone afterwards. */
export function arranged(columns: Columns, signal?: AbortSignal): Promise<Arranged> {
  if (columns.kinds.length + columns.from.length <= FEW) return Promise.resolve(arrange(columns))
  const { promise, resolve, reject } = Promise.withResolvers<Arranged>()
  const worker = new Worker(new URL('arranging.ts', import.meta.url), { workerData: columns, transferList: buffersOf(columns) })
  const abort = (): void => reject(signal!.reason)
  signal?.addEventListener('abort', abort, { once: true })
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the thread that puts a projection in order ended')))
  return promise.finally(() => {
    signal?.removeEventListener('abort', abort)
    void worker.terminate()
  })
}
