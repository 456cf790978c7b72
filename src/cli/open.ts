import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Follower } from '../archive/indexing.ts'
import { openArchive, openJobs, openSearch, type Archive } from '../app.ts'
import { readConfig } from '../config.ts'
import { PUBLIC } from '../model/audience.ts'
import type { Asking } from '../questions/context.ts'
import type { SearchStore } from '../search/port.ts'

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

/** The same with the index of the full text, in step with the archive. */
export async function withSearch<T>(use: (archive: Archive & { readonly search: SearchStore }) => Promise<T>, note: (text: string) => void): Promise<T> {
  return withArchive(async (archive) => {
    const config = readConfig(process.env)
    const [search, jobs] = [await openSearch(config), await openJobs(config)]
    try {
      const [{ sequence }, newest] = [await search.status(), await archive.graph.sequence()]
      if (newest - sequence > MANY) note('索引還沒有跟上，先補上……')
      await new Follower({ graph: archive.graph, search }, jobs, () => {}).catchUp()
      return await use({ ...archive, search })
    } finally {
      await Promise.all([search.close(), jobs.close()])
    }
  })
}
/** Lets the index of the full text, where there is one, follow what a command has written. */
export async function letIndexFollow({ graph }: Archive): Promise<void> {
  const config = readConfig(process.env)
  if (config.MEILI_URL === undefined && !existsSync(join(config.DATA_DIR, 'search.sqlite'))) return
  const search = await openSearch(config)
  try {
    const jobs = await openJobs(config)
    try {
      await new Follower({ graph, search }, jobs, () => {}).catchUp()
    } finally {
      await jobs.close()
    }
  } finally {
    await search.close()
  }
}

/** Changesets that take a while to take in. */
const MANY = 5

/** Questions from the terminal see what everyone sees (accounts come later). */
export const asEveryone = ({ graph, vocabulary }: Archive): Asking => ({ graph, vocabulary, viewer: PUBLIC })
