import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter, HOUR, linkOf } from './people.ts'

export const links: AccountCases = {
  'a link is looked at as often as wished, and used once': async (t, { store }) => {
    const by = await enter(store, 'a1')
    const link = linkOf({ by, role: 'contributor', joins: [{ group: 'g', role: 'steward' }] })
    await store.createLink(link)
    for (let i = 0; i < 2; i++) t.strictSame(await store.link(link.hash, 1), link)
    t.strictSame(await store.useLink(link.hash, 1), link)
    t.same([await store.useLink(link.hash, 1), await store.link(link.hash, 1), await store.links({}, 1)], [undefined, undefined, []])
  },

  'of two that come at once with one link, one gets it': async (t, { store, second }) => {
    const stores = [store, await second(), await second()]
    for (let round = 0; round < 8; round++) {
      const link = linkOf()
      await store.createLink(link)
      const got = await Promise.all(Array.from({ length: 6 }, (_, i) => stores[i % 3]!.useLink(link.hash, 1)))
      t.strictSame(got.filter((one) => one !== undefined), [link])
    }
  },

  'one that has expired is none': async (t, { store }) => {
    const link = linkOf()
    await store.createLink(link)
    t.same([await store.link(link.hash, HOUR), await store.useLink(link.hash, HOUR), await store.links({}, HOUR)], [undefined, undefined, []])
    t.strictSame(await store.useLink(link.hash, HOUR - 1), link)
  },

  'open ones are listed newest first by who issued them, whom they are for, and kind': async (t, { store }) => {
    const [by, account] = [await enter(store, 'a1'), await enter(store, 'b2')]
    const made = {
      first: linkOf({ kind: 'first', createdAt: 1 }),
      invite: linkOf({ by, createdAt: 4 }),
      recover: linkOf({ kind: 'recover', by, account, createdAt: 2 }),
      mail: linkOf({ kind: 'mail', account, mail: 'b2@example.org', createdAt: 3 }),
      over: linkOf({ by, createdAt: 5, expiresAt: 6 }),
    }
    for (const link of Object.values(made)) await store.createLink(link)
    t.strictSame(await store.links({}, 6), [made.invite, made.mail, made.recover, made.first])
    t.strictSame(await store.links({ by }, 6), [made.invite, made.recover])
    t.strictSame(await store.links({ account }, 6), [made.mail, made.recover])
    t.strictSame(await store.links({ by, account, kind: 'recover' }, 6), [made.recover])
    t.same(await store.links({ by, account, kind: 'mail' }, 6), [])
    t.strictSame(await store.links({ kind: 'first' }, 6), [made.first])
  },

  'one that is deleted is gone': async (t, { store }) => {
    const link = linkOf()
    await store.createLink(link)
    t.same([await store.deleteLink(newId()), await store.deleteLink(link.id), await store.deleteLink(link.id)], [false, true, false])
    t.equal(await store.useLink(link.hash, 1), undefined)
  },
}
