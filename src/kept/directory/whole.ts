import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'

/** Writes JSON in the place of what a file said before: who reads it meanwhile sees the one or the other. Its folder must be there. */
export async function writeWhole(path: string, said: unknown): Promise<void> {
  const partial = `${path}.${randomUUID()}`
  try {
    await writeFile(partial, JSON.stringify(said), { flush: true })
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}
