import type { Contributor, Workshop } from '../../../src/accounts/port.ts'
import { hashOf, newSecret } from '../../../src/accounts/secret.ts'
import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter } from './people.ts'

const workshopOf = (account: string, more: Partial<Workshop> = {}): Workshop => ({ account, hash: hashOf(newSecret()), audience: '{"mode":"all","protocols":["everyone"]}', createdAt: 1, expiresAt: 10, keeps: 5, ...more })
const contributorOf = (workshop: string, more: Partial<Contributor> = {}): Contributor => ({ record: newId(), workshop, contact: '0912-345-678', createdAt: 2, purgeAt: 20, ...more })

export const workshops: AccountCases = {
  'a workshop is found by its code until it is over': async (t, { store, second }) => {
    const [account, other, by] = [await enter(store, 'w1'), await enter(store, 'w2'), await enter(store, 'a1')]
    const [made, later] = [workshopOf(account, { by }), workshopOf(other, { createdAt: 2 })]
    await store.createWorkshop(made)
    await store.createWorkshop(later)
    const elsewhere = await second()
    t.strictSame(await elsewhere.workshop(made.hash, 9), made)
    t.equal(await elsewhere.workshop(made.hash, 10), undefined)
    t.strictSame(await elsewhere.workshops(), [later, made])
    t.strictSame(await elsewhere.workshops({ account }), [made])
    t.equal(await store.endWorkshop(account, 5), true)
    t.equal(await store.endWorkshop(account, 6), false)
    t.equal(await store.workshop(made.hash, 5), undefined)
    t.strictSame(await store.workshops({ account }), [{ ...made, expiresAt: 5 }])
    await t.rejects(store.createWorkshop(workshopOf(account)), { code: 'CONFLICT', details: { field: 'account' } })
    await t.rejects(store.createWorkshop(workshopOf(newId())), { code: 'NOT_FOUND' })
  },

  'how to reach a contributor is kept once for a record, and gone by its day': async (t, { store }) => {
    const account = await enter(store, 'w1')
    await t.rejects(store.addContributor(contributorOf(account)), { code: 'NOT_FOUND' })
    await store.createWorkshop(workshopOf(account))
    const [first, second] = [contributorOf(account), contributorOf(account, { purgeAt: 30 })]
    for (const contributor of [second, first, { ...first, contact: '別人的' }]) await store.addContributor(contributor)
    t.strictSame(await store.contributors(account), [first, second])
    t.equal(await store.sweep(19), 0)
    t.equal(await store.sweep(20), 1)
    t.strictSame(await store.contributors(account), [second])
  },

  'a workshop and its contributors go with its account, and stay when its maker goes': async (t, { store }) => {
    const [account, by] = [await enter(store, 'w1'), await enter(store, 'a1')]
    const { by: _, ...made } = workshopOf(account)
    await store.createWorkshop({ ...made, by })
    const contributor = contributorOf(account)
    await store.addContributor(contributor)
    await store.deleteAccount(by)
    t.strictSame(await store.workshops(), [made])
    t.strictSame(await store.contributors(account), [contributor])
    await store.deleteAccount(account)
    t.same(await store.workshops(), [])
    t.same(await store.contributors(account), [])
  },
}
