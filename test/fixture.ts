import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GraphStore } from '../src/graph/port.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { EVERYONE, type Audience } from '../src/model/audience.ts'
import type { Operation } from '../src/model/changeset.ts'
import { newId, type Id } from '../src/model/ids.ts'
import type { Kind, RecordInput } from '../src/model/records.ts'
import { loadVocabulary } from '../src/vocabulary.ts'

/** The part of tap's test object that fixtures need. */
interface Test { teardown(fn: () => unknown): void }

export const vocabulary = loadVocabulary()

/** How often a random case is run: as often as finds errors in practice, or far more often when FANGZHI_LONG is set. */
export const often = (usual: number, long: number): number => (process.env['FANGZHI_LONG'] === undefined ? usual : long)

/** A folder of its own, gone after the test. */
export async function folder(t: Test): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'fangzhi-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}

/** An empty embedded archive in a folder of its own. */
export async function emptyStore(t: Test): Promise<GraphStore> {
  const store = await openSqlite({ path: join(await folder(t), 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => store.close())
  return store
}

/** Writes records as a person at the command line would. */
export class Scribe {
  readonly #store: GraphStore
  readonly #operations: Operation[] = []
  readonly source: Id

  constructor(store: GraphStore) {
    this.#store = store
    this.source = this.entity('Work', '測試名冊')
  }

  entity(kind: Kind, name: string, more: object = {}): Id {
    const id = newId()
    this.#operations.push({ op: 'put', base: null, record: { id, type: 'entity', kind, state: 'published', audience: EVERYONE, names: [{ text: name }], ...more } as RecordInput })
    return id
  }

  /** A relation with one piece of evidence from a source (default: this one's), row or page as given. */
  relate(type: string, from: Id, to: Id, more: { row?: number; page?: string; quote?: string; source?: Id; audience?: Audience; [field: string]: unknown } = {}): Id {
    const { row = 1, page, quote, source = this.source, audience = EVERYONE, ...rest } = more
    const [id, evidence] = [newId(), newId()]
    this.#operations.push(
      { op: 'put', base: null, record: { id, type: 'relation', relation: type, from, to, state: 'published', audience, ...rest } as RecordInput },
      { op: 'put', base: null, record: { id: evidence, type: 'evidence', relation: id, source, state: 'published', audience, locator: page === undefined ? { row } : { page }, ...(quote === undefined ? {} : { quote }), method: 'register' } as RecordInput },
    )
    return id
  }

  async commit(reason = '測試'): Promise<void> {
    await this.#store.commit({ id: newId(), actor: 'test', reason, origin: 'cli', operations: this.#operations.splice(0) })
  }
}

/** Two departments that share one association, one that is merged, one that only a community may see. */
export async function smallCity(t: Test): Promise<{ store: GraphStore; ids: Record<'social' | 'culture' | 'shared' | 'hidden' | 'first' | 'second' | 'person', Id>; scribe: Scribe }> {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const social = scribe.entity('Organization', '臺北市政府社會局', { names: [{ text: '臺北市政府社會局' }, { text: '社會局', sort: 'short' }] })
  const culture = scribe.entity('Organization', '臺北市政府文化局', { names: [{ text: '臺北市政府文化局' }, { text: '文化局', sort: 'short' }] })
  const shared = scribe.entity('Organization', '臺北市愛鄉協會')
  const first = scribe.entity('Organization', '財團法人松山基金會')
  const second = scribe.entity('Organization', '松山基金會')
  const hidden = scribe.entity('Organization', '祕密社', { audience: { mode: 'all', protocols: ['elders'] } })
  const person = scribe.entity('Person', '林振春')
  scribe.relate('REGISTERED_WITH', shared, social, { row: 7, quote: '臺北市愛鄉協會', start: '2010', end: '2015' })
  scribe.relate('REGISTERED_WITH', shared, culture, { row: 9 })
  scribe.relate('REGISTERED_WITH', first, social)
  scribe.relate('REGISTERED_WITH', second, culture)
  scribe.relate('REGISTERED_WITH', hidden, social)
  scribe.relate('REGISTERED_WITH', hidden, culture)
  await scribe.commit()
  return { store, ids: { social, culture, shared, hidden, first, second, person }, scribe }
}
