import { randomUUID } from 'node:crypto'
import { Meilisearch } from 'meilisearch'
import type { Test } from 'tap'
import { EVERYONE, type Audience } from '../../../src/model/audience.ts'
import { clearanceKey } from '../../../src/model/clearance.ts'
import { openMeilisearch } from '../../../src/search/meilisearch/index.ts'
import type { SearchDocument, SearchStore } from '../../../src/search/port.ts'
import { wipe } from './wipe.ts'

/** Where a Meilisearch for tests is (`MEILI_URL`, `MEILI_KEY`): each test has indexes of its own there, which go after it. */
const { MEILI_URL: url, MEILI_KEY: key = '' } = process.env

export const without: { skip?: string } = url === undefined ? { skip: 'MEILI_URL is not set' } : {}

export interface Bench {
  readonly client: Meilisearch
  readonly base: string
  /** Another process on the same archive. */
  readonly open: () => SearchStore
  /** Names of all of its indexes. */
  readonly uids: () => Promise<string[]>
}

export function bench(t: Test): Bench {
  const base = `test-${randomUUID().slice(0, 13)}`
  const client = new Meilisearch({ host: url!, apiKey: key })
  const opened: SearchStore[] = []
  const uids = async (): Promise<string[]> => (await client.getRawIndexes({ limit: 1_000 })).results.map(({ uid }) => uid).filter((uid) => uid.startsWith(base))
  t.teardown(async () => {
    for (const store of opened) await store.close()
    await wipe(url!, key, base)
  })
  const open = (): SearchStore => {
    const store = openMeilisearch({ url: url!, key, index: base })
    opened.push(store)
    return store
  }
  return { client, base, open, uids }
}

export const open: readonly Audience[] = [EVERYONE]
export const strict = (protocol: string): Audience => ({ mode: 'all', protocols: [protocol] })

export function documentOf(id: string, text: string, { name = '地方志', entity = id.split(':')[0]!, audience = EVERYONE, ...facets }: { name?: string; entity?: string; audience?: Audience } & SearchDocument['facets'] = {}): SearchDocument {
  return { id, entity, kind: id === entity ? 'Organization' : 'Work', name, names: [], text, clearance: clearanceKey([audience]), facets }
}

export async function* all(documents: Iterable<SearchDocument>): AsyncGenerator<SearchDocument> {
  yield* documents
}
