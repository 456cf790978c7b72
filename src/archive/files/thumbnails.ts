import { buffer } from 'node:stream/consumers'
import type { BlobStore } from '../../blobs/port.ts'
import type { Derived } from '../../blobs/derived.ts'
import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import { SIZES, smaller, type Size } from './picture.ts'

/** The job that makes the smaller pictures of a blob; its key is the hash. */
export const THUMBNAIL = 'thumbnail'

export const askForThumbnails = (jobs: JobStore, sha256: string): Promise<void> => jobs.enqueue({ kind: THUMBNAIL, key: sha256 })

/** Makes what is not there yet. A blob that is gone meanwhile needs none. */
export function thumbnailer({ blobs, derived }: { readonly blobs: BlobStore; readonly derived: Derived }): Handler {
  return async ({ key }) => {
    if (!(await blobs.has(key))) return
    const picture = await buffer(await blobs.get(key))
    for (const size of Object.keys(SIZES) as Size[]) {
      if ((await derived.get(key, size)) === undefined) await derived.put(key, size, (await smaller(picture, size)).bytes)
    }
  }
}
