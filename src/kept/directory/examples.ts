import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { KeptExamples } from '../examples.ts'
import { writeWhole } from './whole.ts'

const written = z.object({ sequence: z.number(), examples: z.array(z.string()) })

/** One file. What cannot be read is not known. */
export function openKeptExamples(path: string): KeptExamples {
  return {
    at: async (sequence) => {
      const said = await readFile(path, 'utf8').then((text) => written.parse(JSON.parse(text)), () => undefined).catch(() => undefined)
      return said?.sequence === sequence ? said.examples : undefined
    },
    keep: async (sequence, examples) => {
      await mkdir(dirname(path), { recursive: true })
      await writeWhole(path, { sequence, examples })
    },
  }
}
