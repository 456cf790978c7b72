import t from 'tap'
import { stores as graphs } from '../conformance/stores.ts'
import { searchStores } from '../conformance/search/stores.ts'
import { changeset, MIXED, PROTOCOLS, PROTOCOL_IDS } from '../generate/index.ts'
import { EVERYONE, PUBLIC, type Viewer } from '../../src/model/audience.ts'
import { AUTHORS } from '../generate/viewers.ts'
import { newId } from '../../src/model/ids.ts'
import type { RecordInput } from '../../src/model/records.ts'
import { sightOf } from '../oracle/sight.ts'
import { write } from './archive.ts'
import { city, Stores, type City } from './city.ts'
import { bare, leaks, requests, said, type Bare } from './compare.ts'
import { changes } from './mutations.ts'
import { serve, type Service } from './service.ts'
import { SURFACES, type Surface } from './surfaces.ts'

/**
 * The leak test, tested: with a filter that lets through what communities guard, it fails at every surface; and
 * whichever one method of the stores has such a filter, some surface shows it.
 */
const INSIDER: Viewer = { signedIn: true, protocols: new Set([...PROTOCOLS, ...PROTOCOL_IDS]) }
const isViewer = (given: unknown): boolean => typeof given === 'object' && given !== null && 'signedIn' in given

/** The store with methods that take every reader for a member of everything. */
function broken<T extends object>(store: T, methods: (name: string) => boolean): T {
  return new Proxy(store, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => value.apply(target, methods(String(key)) ? given.map((one) => (isViewer(one) && !(one as Viewer).whole ? INSIDER : one)) : given)
    },
  })
}

const MIXTURE = { ...MIXED, restricted: 0.5, proposed: 0.05, signed: 0.05 }
const TRIES = 60
/** The methods by which the edge reads, and where it shows. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  heads: ['files', 'captured'], entities: ['entity'], find: ['entities'], relations: ['entity.relations'], relationsById: ['relation'], contents: ['entity.contents'],
  history: ['entity.history', 'relation.history'], connectors: ['connectors'], paths: ['paths'], among: ['among'], rings: ['rings'], project: ['brokerage', 'communities'],
  steps: ['brokerage', 'communities', 'common'], statistics: ['archive'], scan: ['quality'], waiting: ['queue'], search: ['search', 'passages'], suggest: ['suggest'],
}
const [graph] = await graphs(t)
const [search] = await searchStores(t)

async function isShown(service: Service, archive: City, other: Bare, surfaces: readonly Surface[], viewer = PUBLIC): Promise<boolean> {
  for (let seed = 0; seed < TRIES; seed++) {
    for await (const _ of leaks({ service }, other, viewer, requests(archive.oracle, viewer, 20_261_126 + seed * 7_919, { surfaces }))) return true
  }
  return false
}

const stores = new Stores(graph!.make, search!.make)
const archive = await city(20_261_126, stores, MIXTURE)
/** A community that is kept for some; a protocol that everybody knows of, and what it guards; what somebody drew; a relation and an entity of which a version in between was kept for some. */
const ELDERS = { mode: 'all', protocols: ['elders'] } as const
const put = (records: readonly object[], base: number | null = null): Promise<void> =>
  write(archive.graph, archive.oracle, changeset(records.map((record) => ({ op: 'put', base, record: { state: 'published', audience: EVERYONE, ...record } as RecordInput }))))
const community = newId()
const picture = newId()
const secret = Array.from({ length: 60 }, () => newId())
const theirs = { mode: 'all', protocols: [PROTOCOL_IDS[0]] } as const
await put([
  { type: 'community', id: newId(), label: { 'zh-Hant': '祕密社' }, audience: ELDERS }, { type: 'community', id: community, label: { 'zh-Hant': '公開社' } },
  { type: 'protocol', id: PROTOCOL_IDS[0], label: { 'zh-Hant': '祕密' }, owners: [community], kind: 'strict', signedIn: false, shown: 'announced', members: 'community' },
  // many, so that what is asked about something hidden is asked about these: what is limited is not asked often
  ...secret.map((id, i) => ({ type: 'entity', id, kind: 'Organization', names: [{ text: `祕密會${i}` }], audience: theirs })),
  { type: 'entity', id: picture, kind: 'Collection', names: [{ text: '祕密的圖' }], audience: theirs },
  ...secret.map((item) => ({ type: 'collection', id: newId(), entity: picture, manner: 'manual', members: [{ item, at: [0, 0] }], looking: {}, audience: theirs })),
  // moves make few that stand, or none
  ...secret.slice(1).map((other) => ({ type: 'distinction', id: newId(), one: secret[0], other, reason: '查過', audience: theirs })),
])
const sight = sightOf(archive.oracle.archive, PUBLIC)
const turned = (['relation', 'entity'] as const).map((of) => [...archive.oracle.archive.heads.values()].find(({ id, type, state, record, mergedInto }) => type === of && state === 'published' && record !== null && mergedInto === undefined && sight.head(id) !== undefined)!)
for (const { id, record } of turned) {
  // what is found of the entity stays as it is indexed
  const versions = record!.type === 'relation' ? [{ audience: ELDERS, start: '1999' }, { audience: EVERYONE, start: '2001' }] : [{ audience: ELDERS, fields: { description: '祕密' } }, {}]
  for (const version of versions) await put([{ ...record, ...version }], archive.oracle.archive.heads.get(id)!.version)
}
const other = await bare(archive.oracle, PUBLIC, stores)
t.teardown(async () => {
  await archive.service.close()
  await other.close()
  await stores.close()
})

/** The same archive, served with broken stores: a service of its own, so that nothing is kept of what another told. */
async function whileBroken(methods: (name: string) => boolean, ask: (service: Service) => Promise<void>): Promise<void> {
  const service = await serve(broken(archive.graph, methods), broken(archive.search, methods))
  try {
    await ask(service)
  } finally {
    await service.close()
  }
}

t.test('with whole filters nothing is shown', async (t) => {
  for await (const leak of leaks(archive, other, PUBLIC, requests(archive.oracle, PUBLIC, 1))) t.fail(said(leak))
})

/** What no record of this archive is told by without an account: what would be changed, accounts, lists of the vocabulary, and communities, of which none is hidden here. */
const APART = ['page.collection.shelved', 'page.collection.edit', 'page.collection.add', 'me', 'waysIn', 'accounts', 'labels', 'licences', 'reports', 'whoCanSee', 'communityPages', 'readWhen', 'languages', 'cleaned', 'drafts', 'draft', 'workshops', 'contributors', 'bulkPreview', 'sheetPreview', 'myContributions', 'watches', 'whatIsNew', 'telling', 'identifierClashes', 'undoPreview', 'mergePreview', 'unmergePreview', 'vocabulary', 'word', 'wordHistory']

t.test('with broken filters every surface shows it', (t) => whileBroken(() => true, async (service) => {
  for (const surface of SURFACES.filter(({ name }) => !APART.includes(name))) t.ok(await isShown(service, archive, other, [surface]), surface.name)
}))

t.test('one broken method shows somewhere', async (t) => {
  for (const [method, names] of Object.entries(METHODS)) {
    await whileBroken((name) => name === method, async (service) => { t.ok(await isShown(service, archive, other, SURFACES.filter(({ name }) => names.includes(name))), method) })
  }
})

/** Whom these concern follows from the accounts and the table of communities, which no filter of a store stands before. */
const UNTOLD = ['setMember', 'removeMember', 'leave', 'invite', 'changeCommunity', 'makeProtocol', 'changeProtocol', 'consent', 'refuse', 'endProtocol'].map((name) => `mutation.${name}`)

t.test('and every change that is asked for', async (t) => {
  const writer: Viewer = { signedIn: true, protocols: new Set(), account: AUTHORS[0], librarian: true }
  const other = await bare(archive.oracle, writer, stores)
  await whileBroken(() => true, async (service) => {
    const clashes = SURFACES.filter(({ name }) => name === 'identifierClashes')
    t.ok(await isShown(service, archive, other, clashes, writer), 'identifierClashes')
    for (const surface of changes((id) => archive.oracle.archive.heads.has(id), { alone: true }).filter(({ name }) => !UNTOLD.includes(name))) t.ok(await isShown(service, archive, other, [surface], writer), surface.name)
  })
  await other.close()
})
