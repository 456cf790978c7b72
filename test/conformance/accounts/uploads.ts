import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter } from './people.ts'

export const uploads: AccountCases = {
  'bytes of a day are counted as long as they fit, for each account and each day apart': async (t, { store, second }) => {
    const [one, other] = [await enter(store, 'a1'), await enter(store, 'a2')]
    const count = (account: string, until: number, bytes: number): Promise<boolean> => store.countUpload({ account, until, bytes, most: 100 })
    t.equal(await count(one, 10, 60), true)
    t.equal(await count(one, 10, 41), false)
    t.equal(await store.uploaded(one, 10), 60, 'what did not fit is not counted')
    t.equal(await count(one, 10, 40), true)
    t.equal(await count(one, 20, 100), true)
    t.equal(await count(other, 10, 100), true)
    t.equal(await (await second()).uploaded(one, 10), 100)
    t.equal(await store.uploaded(newId(), 10), 0)
    await t.rejects(count(newId(), 10, 1), { code: 'NOT_FOUND' })
  },

  'of many that come at once as many are counted as fit': async (t, { store, second }) => {
    const [account, stores] = [await enter(store, 'a1'), [store, await second(), await second()]]
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => stores[i % 3]!.countUpload({ account, until: 10, bytes: 7, most: 100 })))
    t.equal(all.filter((fits) => fits).length, 14)
    t.equal(await store.uploaded(account, 10), 98)
  },

  'a day that is over is swept; with an account its days go': async (t, { store }) => {
    const [account, leaving] = [await enter(store, 'a1'), await enter(store, 'a2')]
    for (const until of [10, 20]) await store.countUpload({ account, until, bytes: 1, most: 1 })
    await store.countUpload({ account: leaving, until: 20, bytes: 1, most: 1 })
    t.equal(await store.sweep(10), 1)
    t.strictSame([await store.uploaded(account, 10), await store.uploaded(account, 20)], [0, 1])
    await store.deleteAccount(leaving)
    t.equal(await store.uploaded(leaving, 20), 0)
  },
}
