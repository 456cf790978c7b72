import type { AccountCases } from './cases.ts'
import { enter } from './people.ts'

export const members: AccountCases = {
  'who joins is a member; joining again sets the role and keeps since when': async (t, { store, second }) => {
    const account = await enter(store, 'a1')
    await store.join({ group: 'g', account, role: 'member', since: 1 })
    await store.join({ group: 'h', account, role: 'contributor', since: 2 })
    await (await second()).join({ group: 'g', account, role: 'steward', since: 9 })
    const [g, h] = [{ group: 'g', account, role: 'steward', since: 1 }, { group: 'h', account, role: 'contributor', since: 2 }]
    t.strictSame(await store.membershipsOf(account), [g, h])
    t.strictSame(await store.membersOf('g'), [g])
    t.same([await store.leave('g', account), await store.leave('g', account), await store.leave('x', account)], [true, false, false])
    t.strictSame(await store.membershipsOf(account), [h])
    t.same([await store.countMembers('g'), await store.countMembers('h')], [0, 1])
  },

  'they are listed page by page in the order of accounts': async (t, { store }) => {
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      const account = await enter(store, `a${i}`)
      await store.join({ group: i === 4 ? 'other' : 'g', account, role: 'member', since: i })
      if (i < 4) ids.push(account)
    }
    ids.sort()
    const page = async (after?: string): Promise<string[]> => (await store.membersOf('g', { first: 3, ...(after === undefined ? {} : { after }) })).map(({ account }) => account)
    t.strictSame([await page(), await page(ids[2])], [ids.slice(0, 3), ids.slice(3)])
    t.equal((await store.membersOf('g')).length, 4)
    t.equal(await store.countMembers('g'), 4)
  },
}
