import { randomBytes, randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'

/** The key in this file, made when there is none: all processes of a service share the folder, and with it what they sign. */
export async function openKey(path: string): Promise<Buffer> {
  const made = `${path}.${randomUUID()}`
  await writeFile(made, randomBytes(32).toString('hex'), { mode: 0o600 })
  try {
    // whole or not at all: of two that begin at once, both read the first one's
    await link(made, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(made)
  }
  return Buffer.from(await readFile(path, 'utf8'), 'hex')
}
