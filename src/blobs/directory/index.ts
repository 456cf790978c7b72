import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { badInput, notFound } from '../../model/errors.ts'
import { guarding, ifAbsent } from '../folder.ts'
import type { BlobStore, StoredBlob } from '../port.ts'
import { checked } from './checked.ts'

/** What was being written when a process died is swept away after this many milliseconds. */
const STALE = 24 * 3_600_000

/** A folder of files, `ab/abcdef…` by hash; it is made when the first one comes. Several processes may share it. */
export function openDirectory(folder: string): BlobStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  const incoming = join(folder, 'incoming')
  return {
    name: 'directory',
    put: (content) => guarded(async () => {
      await mkdir(incoming, { recursive: true })
      await sweep(incoming)
      const partial = join(incoming, randomUUID())
      try {
        const blob = await write(partial, content)
        const path = pathOf(blob.sha256)
        if ((await sizeOf(path)) === blob.bytes) {
          // somebody is about to name it: a sweep must not take it for old
          await utimes(path, new Date(), new Date())
          return blob
        }
        await mkdir(dirname(path), { recursive: true })
        await rename(partial, path)
        for (const changed of [dirname(path), folder]) await settle(changed)
        return blob
      } finally {
        await rm(partial, { force: true })
      }
    }),
    get: (sha256, part) => guarded(async () => {
      const path = pathOf(hash(sha256))
      if ((await sizeOf(path)) === undefined) throw notFound(sha256)
      return part === undefined ? checked(createReadStream(path), sha256) : createReadStream(path, { start: part.from, end: part.to })
    }),
    has: (sha256) => guarded(async () => (await sizeOf(pathOf(hash(sha256)))) !== undefined),
    delete: (sha256) => guarded(async () => {
      const path = pathOf(hash(sha256))
      if ((await sizeOf(path)) === undefined) return false
      await rm(path, { force: true })
      await settle(dirname(path))
      return true
    }),
    list: () => list(folder, pathOf),
  }
}

async function* list(folder: string, pathOf: (sha256: string) => string): AsyncGenerator<StoredBlob & { readonly storedAt: number }> {
  for (const shelf of await names(folder, /^[0-9a-f]{2}$/)) {
    for (const sha256 of await names(join(folder, shelf), HASH)) {
      const found = await guarded(() => stat(pathOf(sha256)).catch(ifAbsent(undefined)))
      // deleted meanwhile
      if (found !== undefined) yield { sha256, bytes: found.size, storedAt: found.mtimeMs }
    }
  }
}

const HASH = /^[0-9a-f]{64}$/

function hash(text: string): string {
  if (!HASH.test(text)) throw badInput('sha256', `「${text}」 is not a SHA-256 in small hexadecimal digits`)
  return text
}

const names = (folder: string, pattern: RegExp): Promise<string[]> =>
  guarded(async () => (await readdir(folder).catch(ifAbsent([]))).filter((name) => pattern.test(name)).sort())

async function write(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob> {
  const digest = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'wx')
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      digest.update(chunk)
      bytes += chunk.length
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: digest.digest('hex'), bytes }
}

/** A name is durable when its folder is. Where folders cannot be synced (Windows), the system sees to it. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

async function sweep(incoming: string): Promise<void> {
  const old = Date.now() - STALE
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(ifAbsent(undefined))
    if (found !== undefined && found.mtimeMs < old) await rm(path, { force: true })
  }
}

const sizeOf = async (path: string): Promise<number | undefined> => (await stat(path).catch(ifAbsent(undefined)))?.size

const guarded = guarding('the folder of originals')
