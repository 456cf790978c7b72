import type { Draft } from '../../../src/accounts/port.ts'
import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter } from './people.ts'

const draftOf = (account: string, more: Partial<Draft> = {}): Draft => ({ account, key: 'entry:1', title: '石獅子', body: '{"story":"里長說"}', version: newId(), savedAt: 1, purgeAt: 10, ...more })
const headOf = ({ body: _, ...head }: Draft): Omit<Draft, 'body'> => head

export const drafts: AccountCases = {
  'what somebody types is kept on one device and gone on with on another': async (t, { store, second }) => {
    const [mine, other] = [await enter(store, 'a1'), await enter(store, 'a2')]
    const first = draftOf(mine)
    await store.saveDraft(first, null)
    const elsewhere = await second()
    t.strictSame(await elsewhere.draft(mine, 'entry:1'), first)
    const next = draftOf(mine, { body: `{"story":"${'說'.repeat(100_000)}"}`, savedAt: 2, purgeAt: 11 })
    await elsewhere.saveDraft(next, first.version)
    t.strictSame(await store.draft(mine, 'entry:1'), next)
    t.equal(await store.draft(other, 'entry:1'), undefined)
    t.equal(await store.draft(mine, 'entry:2'), undefined)
  },

  'a device that saw another version writes over nothing, and is told which stands': async (t, { store }) => {
    const account = await enter(store, 'a1')
    const [first, second] = [draftOf(account), draftOf(account)]
    await store.saveDraft(first, null)
    for (const over of [null, second.version]) await t.rejects(store.saveDraft(second, over), { code: 'CONFLICT', details: { current: first.version } })
    t.strictSame(await store.draft(account, first.key), first)
    t.equal(await store.dropDraft(account, first.key), true)
    t.equal(await store.dropDraft(account, first.key), false)
    await t.rejects(store.saveDraft(second, first.version), { code: 'CONFLICT', details: { current: null } }, 'what was sent meanwhile does not come back')
    await t.rejects(store.saveDraft(draftOf(newId()), null), { code: 'NOT_FOUND' })
  },

  'of two that save at once over the same, one does': async (t, { store, second }) => {
    const account = await enter(store, 'a1')
    const stores = [store, await second()]
    let over: string | null = null
    for (let round = 0; round < 6; round++) {
      const tried = stores.map(() => draftOf(account, { savedAt: round }))
      const done = await Promise.allSettled(tried.map((draft, i) => stores[i]!.saveDraft(draft, over)))
      t.same(done.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
      const stands = (await store.draft(account, 'entry:1'))!
      t.strictSame(stands, tried[done.findIndex(({ status }) => status === 'fulfilled')])
      over = stands.version
    }
  },

  'drafts are listed with the newest first, and are gone by their day or with their account': async (t, { store }) => {
    const [mine, other] = [await enter(store, 'a1'), await enter(store, 'a2')]
    const [one, two, three, theirs] = [draftOf(mine, { key: 'b' }), draftOf(mine, { key: 'a' }), draftOf(mine, { key: 'c', savedAt: 5, purgeAt: 20 }), draftOf(other, { purgeAt: 20 })] as const
    for (const draft of [one, two, three, theirs]) await store.saveDraft(draft, null)
    t.strictSame(await store.drafts(mine), [three, two, one].map(headOf))
    t.equal(await store.sweep(9), 0)
    t.equal(await store.sweep(10), 2)
    t.strictSame(await store.drafts(mine), [headOf(three)])
    await store.deleteAccount(mine)
    t.same(await store.drafts(mine), [])
    t.strictSame(await store.drafts(other), [headOf(theirs)])
  },
}
