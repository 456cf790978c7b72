import { openArchive, type Archive } from '../app.ts'
import { readConfig } from '../config.ts'
import { PUBLIC } from '../model/audience.ts'
import type { Asking } from '../questions/context.ts'

/**
 * Opens the archive the settings name, hands it over, and closes it whatever happens.
 * @param create makes one where there is none: only for what puts something in
 */
export async function withArchive<T>(use: (archive: Archive) => Promise<T>, { create = false }: { create?: boolean } = {}): Promise<T> {
  const archive = await openArchive(readConfig(process.env), { create })
  try {
    return await use(archive)
  } finally {
    await archive.graph.close()
  }
}

/** Questions from the terminal see what everyone sees (accounts come later). */
export const asEveryone = ({ graph, vocabulary }: Archive): Asking => ({ graph, vocabulary, viewer: PUBLIC })
