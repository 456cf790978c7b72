import { isDeepStrictEqual } from 'node:util'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { Directory } from '../../src/archive/access/directory.ts'
import { listen } from '../../src/archive/watching/listen.ts'
import type { News } from '../../src/archive/watching/news.ts'
import { whatIsNew } from '../../src/archive/watching/read.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import type { Actor } from '../../src/model/actor.ts'
import type { Viewer } from '../../src/model/audience.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { stores } from '../conformance/stores.ts'
import { searchStores } from '../conformance/search/stores.ts'
import { folder, often, vocabulary } from '../fixture.ts'
import { VIEWERS } from '../generate/index.ts'
import { city, Stores } from './city.ts'
import { without } from './without.ts'

/**
 * What somebody who watches is told of an archive is what they would be told of the archive in which nothing that is
 * hidden from them was ever written; whether they watch what they see or what they do not.
 */
const PERSONS = VIEWERS.filter(({ whole }) => whole !== true)
const [index] = await searchStores(t)

/** All that is told of these records, newest first; without the ids that the accounts gave it. */
async function news(t: Test, graph: GraphStore, viewer: Viewer, subjects: readonly Id[]): Promise<unknown[]> {
  const accounts = await openSqliteAccounts({ path: join(await folder(t), 'accounts.sqlite') })
  try {
    const account = viewer.account ?? newId()
    await accounts.createAccount({ id: account, login: 'reader', name: '讀者', role: 'reader', createdAt: 0 })
    const actor: Actor = { account, name: '讀者', role: 'reader', memberships: new Map(), viewer }
    const names = new Map<Id, Id>()
    for (const subject of subjects) {
      const id = newId()
      names.set(id, subject)
      await accounts.addWatch({ id, account, kind: 'record', subject, createdAt: 0 })
    }
    await accounts.hear(0)
    const ports = { graph, accounts, directory: new Directory({ graph, accounts }), vocabulary }
    await listen(ports)
    const all: News[] = []
    for (let after: Id | undefined; ;) {
      const page = await whatIsNew(ports, actor, { first: 200, ...(after === undefined ? {} : { after }) })
      all.push(...page.items)
      if (!page.hasNextPage) break
      after = page.endCursor!
    }
    return all.map(({ id: _, watches, ...one }) => ({ ...one, watches: watches.map((watch) => names.get(watch)) }))
  } finally {
    await accounts.close()
  }
}

for (const { name, make } of await stores(t)) {
  await t.test(`${name}: news tell nobody of what is hidden from them`, async (t) => {
    for (let run = 0; run < often(1, 2); run++) {
      const seed = Number(process.env['LEAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31)) + run
      const all = new Stores(make, index!.make)
      const { oracle, chance, graph, service } = await city(seed, all)
      try {
        const ids = [...oracle.archive.heads.values()].filter(({ type }) => ['entity', 'relation', 'community', 'protocol'].includes(type)).map(({ id }) => id)
        // collections tell of what is in them, as far as it is seen there
        const collections = [...oracle.archive.heads.values()].flatMap(({ record }) => (record?.type === 'collection' ? [record.entity] : []))
        const subjects = [...new Set([...Array.from({ length: 40 }, () => chance.pick(ids)), ...collections.slice(-12)])]
        let told = 0
        for (const [i, viewer] of PERSONS.entries()) {
          if (i % often(3, 1) !== 0) continue
          const bare = await all.graph()
          await bare.append(await without(oracle, viewer))
          const [real, should] = [await news(t, graph, viewer, subjects), await news(t, bare, viewer, subjects)]
          told += real.length
          const at = real.findIndex((one, place) => !isDeepStrictEqual(one, should[place]))
          t.strictSame([real[at], real.length], [should[at], should.length], `seed ${seed}, viewer ${i}`)
        }
        t.ok(told > 50, 'something was told')
      } finally {
        await service.close()
        await all.close()
      }
    }
  })
}
