import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Remembered } from '../remembered.ts'
import { writeWhole } from './whole.ts'

/** One file. */
export function openRemembered(path: string): Remembered {
  return {
    read: async () => {
      try {
        return JSON.parse(await readFile(path, 'utf8')) as unknown
      } catch {
        return undefined
      }
    },
    write: async (said) => {
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeWhole(path, said)
      } catch {
        // the next start has to work it out
      }
    },
  }
}
