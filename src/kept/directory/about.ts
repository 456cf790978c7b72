import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { badInput } from '../../model/errors.ts'
import type { About } from '../about.ts'
import { writeWhole } from './whole.ts'

const written = z.object({ name: z.string().optional(), beginEmpty: z.boolean().optional(), begunEmpty: z.boolean().optional() })
type Written = z.output<typeof written>

const LONGEST = 60
/** Milliseconds in which the file is not looked at again: every page asks for its name. */
const TRUSTED = 1_000

/** What the start of the service asks besides. */
interface Kept extends About {
  /** Somebody began empty: the demonstration is not to be loaded. */
  begunEmpty(): Promise<boolean>
  /** The wish is fulfilled. */
  begin(): Promise<void>
}

/** `DATA_DIR/about.json`, read again when it is another: several processes may share the folder, and know of a change a second later. */
export function openAbout(path: string): Kept {
  let known: { readonly at: number; readonly said: Written } | undefined
  let looked = -Infinity
  const read = async (): Promise<Written> => {
    if (performance.now() - looked < TRUSTED) return known?.said ?? {}
    try {
      const { mtimeMs } = await stat(path)
      if (known?.at !== mtimeMs) known = { at: mtimeMs, said: written.parse(JSON.parse(await readFile(path, 'utf8'))) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      known = undefined
    }
    looked = performance.now()
    return known?.said ?? {}
  }
  const change = async (said: Written): Promise<void> => {
    looked = -Infinity
    await mkdir(dirname(path), { recursive: true })
    await writeWhole(path, { ...await read(), ...said })
    looked = -Infinity
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
