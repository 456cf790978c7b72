import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'

/** A backup as `DATA_DIR/backups.jsonl` remembers it: what is redacted later is in it still, and somebody must be told. */
const written = z.object({ at: z.string(), file: z.string() })
type Written = z.output<typeof written>

export const noteBackup = (path: string, backup: Written): Promise<void> => appendFile(path, `${JSON.stringify(backup)}\n`)

/** Oldest first; none where no list was kept. A line that was cut short is passed over. */
export async function readBackups(path: string): Promise<Written[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    try {
      return written.parse(JSON.parse(line))
    } catch {
      return []
    }
  })
}
