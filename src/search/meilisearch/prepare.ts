import type { Index, Meilisearch } from 'meilisearch'
import { refusalOf } from './errors.ts'
import type { IndexNames } from './names.ts'
import { SETTINGS } from './settings.ts'
import { leaseOf, originDocument, readState } from './state.ts'
import { settled } from './tasks.ts'

/** Milliseconds for work that does not grow with the archive. */
export const SHORT = 30_000

/** Makes an index with its settings, before any document is in it. */
export async function makeIndex(client: Meilisearch, uid: string): Promise<Index> {
  await settled(client, client.createIndex(uid, { primaryKey: 'key' }), SHORT)
  return setUp(client, uid)
}

async function setUp(client: Meilisearch, uid: string): Promise<Index> {
  const index = client.index(uid)
  await settled(client, index.updateSettings(SETTINGS), SHORT)
  return index
}

/** The live index, made when it is not there, and set up when whoever made it stopped before that. What others left unfinished goes. */
export async function prepare(client: Meilisearch, names: IndexNames): Promise<Index> {
  const uids = await indexes(client)
  const index = uids.includes(names.live) ? client.index(names.live) : await firstIndex(client, names)
  const documents = await readState(index).catch(async (error: unknown) => {
    // its filters are not set up
    if (refusalOf(error)?.code !== 'invalid_document_filter') throw error
    await setUp(client, names.live)
    return readState(index)
  })
  if (documents.length === 0) {
    const origin = originDocument({ generation: names.fresh(), sequence: 0, clearances: [] })
    await settled(client, index.addDocuments([origin]), SHORT)
  }
  if (leaseOf(documents, Date.now()) === undefined) await sweep(client, uids.filter(names.isBuilding))
  return index
}

/** Two processes that start at once make it twice; the second is told so, and that is as good. */
async function firstIndex(client: Meilisearch, names: IndexNames): Promise<Index> {
  return makeIndex(client, names.live).catch(async (error: unknown) => {
    if ((await indexes(client)).includes(names.live)) return setUp(client, names.live)
    throw error
  })
}

export async function sweep(client: Meilisearch, uids: readonly string[]): Promise<void> {
  for (const uid of uids) await settled(client, client.deleteIndex(uid), SHORT)
}

export async function indexes(client: Meilisearch): Promise<string[]> {
  const { results } = await client.getRawIndexes({ limit: 1_000 })
  return results.map(({ uid }) => uid)
}
