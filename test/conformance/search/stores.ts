import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { openSqliteSearch } from '../../../src/search/sqlite/index.ts'
import type { OpenedSearch } from './cases.ts'

interface Backend { readonly name: string; readonly make: () => Promise<OpenedSearch> }

/** The search stores to test: SQLite always, Meilisearch when MEILI_URL says where a server for tests is; each case has an index of its own there. */
export async function searchStores(t: Test): Promise<Backend[]> {
  const url = process.env['MEILI_URL']
  if (url === undefined) t.comment('Meilisearch is left out: MEILI_URL is not set')
  return [{ name: 'sqlite', make: sqlite }, ...(url === undefined ? [] : [{ name: 'meilisearch', make: () => meilisearch(url) }])]
}

async function meilisearch(url: string): Promise<OpenedSearch> {
  const { openMeilisearch } = await import('../../../src/search/meilisearch/index.ts')
  const { wipe } = await import('../../search/meilisearch/wipe.ts')
  const [key, index] = [process.env['MEILI_KEY'] ?? '', `test-${randomUUID().slice(0, 13)}`]
  const store = openMeilisearch({ url, key, index })
  return {
    store,
    close: async () => {
      await store.close()
      await wipe(url, key, index)
    },
  }
}

async function sqlite(): Promise<OpenedSearch> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-search-'))
  const store = await openSqliteSearch({ path: join(folder, 'search.sqlite') })
  return {
    store,
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
