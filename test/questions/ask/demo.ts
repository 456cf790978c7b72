import { join } from 'node:path'
import { follow } from '../../../src/archive/indexing.ts'
import { seed } from '../../../src/archive/seed.ts'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import { PUBLIC } from '../../../src/model/audience.ts'
import type { Asking } from '../../../src/questions/context.ts'
import { openSqliteSearch } from '../../../src/search/sqlite/index.ts'
import type { SearchStore } from '../../../src/search/port.ts'
import { folder, vocabulary } from '../../fixture.ts'

/** The demonstration, embedded, with its index, in a folder that the terminal can open, too. */
export async function demonstration(t: { teardown(fn: () => unknown): void }): Promise<{ asking: Asking & { readonly search: SearchStore }; data: string }> {
  const data = await folder(t)
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  await seed({ graph, vocabulary })
  const search = await openSqliteSearch({ path: join(data, 'search.sqlite') })
  t.teardown(() => search.close())
  await follow({ graph, search })
  return { asking: { graph, vocabulary, viewer: PUBLIC, search }, data }
}
