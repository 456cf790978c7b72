import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { openSqliteSearch } from '../../../src/search/sqlite/index.ts'
import type { OpenedSearch } from './cases.ts'

interface Backend { readonly name: string; readonly make: () => Promise<OpenedSearch> }

/** The search stores to test: SQLite always. */
export async function searchStores(_t: Test): Promise<Backend[]> {
  return [{ name: 'sqlite', make: sqlite }]
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
