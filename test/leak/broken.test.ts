import t from 'tap'
import { stores as graphs } from '../conformance/stores.ts'
import { searchStores } from '../conformance/search/stores.ts'
import { MIXED, PROTOCOLS, PROTOCOL_IDS } from '../generate/index.ts'
import { PUBLIC, type Viewer } from '../../src/model/audience.ts'
import { city, Stores, type City } from './city.ts'
import { bare, leaks, requests, said } from './compare.ts'
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

async function isShown(service: Service, archive: City, other: Service, surfaces: readonly Surface[]): Promise<boolean> {
  for (let seed = 0; seed < TRIES; seed++) {
    for await (const _ of leaks({ service }, other, PUBLIC, requests(archive.oracle, PUBLIC, seed, { surfaces }))) return true
  }
  return false
}

const stores = new Stores(graph!.make, search!.make)
const archive = await city(20_261_126, stores, MIXTURE)
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
const APART = ['me', 'waysIn', 'accounts', 'labels', 'licences', 'reports', 'whoCanSee', 'communityPages', 'readWhen', 'languages', 'cleaned', 'drafts', 'draft', 'workshops', 'contributors', 'bulkPreview', 'sheetPreview', 'myContributions', 'watches', 'whatIsNew', 'telling']

t.test('with broken filters every surface shows it', (t) => whileBroken(() => true, async (service) => {
  for (const surface of SURFACES.filter(({ name }) => !APART.includes(name))) t.ok(await isShown(service, archive, other, [surface]), surface.name)
}))

t.test('one broken method shows somewhere', async (t) => {
  for (const [method, names] of Object.entries(METHODS)) {
    await whileBroken((name) => name === method, async (service) => { t.ok(await isShown(service, archive, other, SURFACES.filter(({ name }) => names.includes(name))), method) })
  }
})
