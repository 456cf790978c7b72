import type { SearchStore } from '../port.ts'
import { SqliteSearch } from './store.ts'

/**
 * Opens the index in this file (`DATA_DIR/search.sqlite`), and makes an empty one where there is none that this
 * version can read.
 * @param options.readers threads that answer; default 1
 * @throws UNAVAILABLE when the file cannot be used
 */
export async function openSqliteSearch({ path, readers = 1 }: { readonly path: string; readonly readers?: number }): Promise<SearchStore> {
  const store = new SqliteSearch(path, readers)
  try {
    await store.open()
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}
