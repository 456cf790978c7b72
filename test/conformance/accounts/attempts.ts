import type { AccountCases } from './cases.ts'

export const attempts: AccountCases = {
  'attempts are counted within the window, each key for itself': async (t, { store }) => {
    t.strictSame(await store.attempts('a', 100, 5), { count: 0, since: 5 })
    t.strictSame(await store.countAttempt('a', 100, 10), { count: 1, since: 10 })
    t.strictSame(await store.countAttempt('a', 100, 60), { count: 2, since: 10 })
    t.strictSame(await store.attempts('a', 100, 109), { count: 2, since: 10 })
    t.strictSame(await store.attempts('a', 100, 110), { count: 1, since: 60 })
    t.strictSame(await store.countAttempt('a', 100, 115), { count: 2, since: 60 })
    t.strictSame(await store.countAttempt('b', 100, 115), { count: 1, since: 115 })
    await store.forgetAttempts('a')
    await store.forgetAttempts('never')
    t.strictSame(await store.attempts('a', 100, 116), { count: 0, since: 116 })
    t.strictSame(await store.attempts('b', 100, 116), { count: 1, since: 115 })
  },

  'none is lost when many guess at once, from several processes': async (t, { store, second }) => {
    const stores = [store, await second(), await second()]
    const counted = await Promise.all(Array.from({ length: 30 }, (_, i) => stores[i % 3]!.countAttempt('a', 1_000, 10)))
    t.same(counted.map(({ count }) => count).sort((a, b) => a - b), Array.from({ length: 30 }, (_, i) => i + 1))
    t.strictSame(await store.attempts('a', 1_000, 11), { count: 30, since: 10 })
  },

  'forgotten and swept while they are counted, they are counted all the same': async (t, { store, second }) => {
    const other = await second()
    const counted = await Promise.all(Array.from({ length: 24 }, async (_, i) => {
      if (i % 4 === 1) await other.forgetAttempts('a')
      if (i % 4 === 3) await other.sweep(10_000)
      return (i % 2 === 0 ? store : other).countAttempt('a', 1_000, 10)
    }))
    t.ok(counted.every(({ count }) => count >= 1 && count <= 24))
    t.ok((await store.attempts('a', 1_000, 11)).count <= 24)
  },
}
