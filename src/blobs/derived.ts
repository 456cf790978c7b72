import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { guarding, ifAbsent } from './folder.ts'

/**
 * What is made of a blob and can be made again (a smaller picture), by the hash of the blob and a word: apart from
 * the blobs, because no record names it and no backup needs it.
 */
export interface Derived {
  put(sha256: string, what: string, bytes: Uint8Array): Promise<void>
  get(sha256: string, what: string): Promise<Buffer | undefined>
  /** All that was made of it. */
  delete(sha256: string): Promise<void>
  /** Hashes of the blobs something was made of. */
  list(): Promise<string[]>
}

/** A folder; it is made when the first one comes. */
export function openDerived(folder: string): Derived {
  const folderOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  return {
    put: (sha256, what, bytes) => guarded(async () => {
      const path = join(folderOf(sha256), what)
      await mkdir(dirname(path), { recursive: true })
      const partial = `${path}.${randomUUID()}`
      await writeFile(partial, bytes)
      await rename(partial, path)
    }),
    get: (sha256, what) => guarded(() => readFile(join(folderOf(sha256), what)).catch(ifAbsent(undefined))),
    delete: (sha256) => guarded(() => rm(folderOf(sha256), { recursive: true, force: true })),
    list: () => guarded(async () => {
      const shelves = await readdir(folder).catch(ifAbsent([]))
      return (await Promise.all(shelves.map((shelf) => readdir(join(folder, shelf)).catch(ifAbsent([]))))).flat().sort()
    }),
  }
}

const guarded = guarding('the folder of derived files')
