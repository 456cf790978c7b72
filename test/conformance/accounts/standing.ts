import type { AccountCases } from './cases.ts'
import { enter, HOUR, linkOf, sessionOf, tokenOf } from './people.ts'

const DAY = 24 * HOUR

export const standing: AccountCases = {
  'the revision counts up for every change of a right, for all processes, and for nothing else': async (t, { store, second }) => {
    const other = await second()
    const id = await enter(store, 'a1')
    const session = sessionOf(id)
    const change = async (counts: boolean, name: string, work: () => Promise<unknown>): Promise<void> => {
      const before = await other.revision()
      await work()
      const after = await other.revision()
      t.ok(counts ? after > before : after === before, name)
    }
    await change(true, 'a role', () => store.updateAccount(id, { role: 'librarian' }))
    await change(false, 'the same role', () => store.updateAccount(id, { role: 'librarian' }))
    await change(true, 'a suspension', () => store.updateAccount(id, { state: 'suspended' }))
    await change(false, 'a name', () => store.updateAccount(id, { name: 'b' }))
    await change(true, 'joining', () => store.join({ group: 'g', account: id, role: 'member', since: 1 }))
    await change(false, 'joining again', () => store.join({ group: 'g', account: id, role: 'member', since: 2 }))
    await change(true, 'another role in it', () => store.join({ group: 'g', account: id, role: 'steward', since: 2 }))
    await change(true, 'leaving', () => store.leave('g', id))
    await change(false, 'leaving again', () => store.leave('g', id))
    await change(false, 'signing in', () => store.createSession(session))
    await change(false, 'a password', () => store.setPassword(id, '$argon2id$x'))
    await change(false, 'an attempt', () => store.countAttempt('a', 1, 1))
    await change(true, 'deletion', () => store.deleteAccount(id))
    await change(false, 'deletion again', () => store.deleteAccount(id))
  },

  'what has ended is swept, and nothing else': async (t, { store }) => {
    const id = await enter(store, 'a1')
    const [over, open] = [sessionOf(id, { expiresAt: 10 }), sessionOf(id, { expiresAt: 11 })]
    for (const session of [over, open]) await store.createSession(session)
    for (const expiresAt of [10, 11]) await store.createLink(linkOf({ expiresAt }))
    const [old, late] = [tokenOf(id, { expiresAt: 10 }), tokenOf(id, { expiresAt: 11 })]
    for (const token of [old, late]) await store.createToken(token)
    await store.countAttempt('a', 6, 4)
    await store.countAttempt('b', 6, 4)
    await store.countAttempt('b', 6, 5)
    t.equal(await store.sweep(10), 3, 'a session, a link, the attempts under a')
    t.strictSame(await store.sessions(id, 0), [open])
    t.equal((await store.links({}, 0)).length, 1)
    t.strictSame(await store.attempts('b', 6, 10), { count: 1, since: 5 })
    t.equal((await store.tokens(id)).length, 2)
    t.equal(await store.sweep(10), 0)
    t.equal(await store.sweep(10 + 30 * DAY), 4, 'a session, a link, the attempts under b, a token')
    t.strictSame(await store.tokens(id), [late])
    t.ok(await store.account(id))
  },

  'once closed it is unavailable; closing twice does no harm': async (t, { store, second }) => {
    const other = await second()
    await other.health()
    await other.close()
    await other.close()
    await t.rejects(other.health(), { code: 'UNAVAILABLE' })
    await t.rejects(other.session('x', 1), { code: 'UNAVAILABLE' })
    await t.rejects(other.countAttempt('x', 1, 1), { code: 'UNAVAILABLE' })
    await store.health()
  },
}
