import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { badInput } from '../../model/errors.ts'
import type { About } from '../about.ts'

const written = z.object({ name: z.string().optional(), beginEmpty: z.boolean().optional(), begunEmpty: z.boolean().optional() })
type Written = z.output<typeof written>

const LONGEST = 60

/** What the start of the service asks besides. */
interface Kept extends About {
  /** Somebody began empty: the demonstration is not to be loaded. */
  begunEmpty(): Promise<boolean>
  /** The wish is fulfilled. */
  begin(): Promise<void>
}

/** `DATA_DIR/about.json`, read again when it is another: several processes may share the folder. */
export function openAbout(path: string): Kept {
  let known: { readonly at: number; readonly said: Written } | undefined
  const read = async (): Promise<Written> => {
    try {
      const { mtimeMs } = await stat(path)
      if (known?.at !== mtimeMs) known = { at: mtimeMs, said: written.parse(JSON.parse(await readFile(path, 'utf8'))) }
      return known.said
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
      throw error
    }
  }
  const change = async (said: Written): Promise<void> => {
    const partial = `${path}.${randomUUID()}`
    await mkdir(dirname(path), { recursive: true })
    try {
      await writeFile(partial, JSON.stringify({ ...await read(), ...said }), { flush: true })
      await rename(partial, path)
      known = undefined
    } finally {
      await rm(partial, { force: true })
    }
  }
  return {
    name: async () => (await read()).name,
    rename: async (name) => {
      const called = name.normalize('NFC').trim()
      if (called === '' || [...called].length > LONGEST) throw badInput('name', `名稱要有 1 到 ${LONGEST} 個字 (a name has 1 to ${LONGEST} characters)`)
      await change({ name: called })
    },
    beginEmpty: (wanted) => change({ beginEmpty: wanted }),
    willBeginEmpty: async () => (await read()).beginEmpty === true,
    begunEmpty: async () => (await read()).begunEmpty === true,
    begin: () => change({ beginEmpty: false, begunEmpty: true }),
  }
}
