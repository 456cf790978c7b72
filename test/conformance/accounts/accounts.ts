import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter, HOUR, linkOf, person, sessionOf, tokenOf } from './people.ts'

export const accounts: AccountCases = {
  'an account is found by its id, its login however it is written, and its identity': async (t, { store }) => {
    const account = person('Ｌin.Chen', { name: '林震', role: 'librarian', mail: 'lin@example.org', identity: { issuer: 'https://id.example.org', subject: '7' } })
    const made = await store.createAccount(account)
    t.strictSame(made, { ...account, state: 'active' })
    t.strictSame(await store.account(account.id), made)
    for (const login of ['Ｌin.Chen', 'lin.chen', ' LIN.CHEN ']) t.strictSame(await store.accountByLogin(login), made, login)
    t.strictSame(await store.accountByIdentity({ issuer: 'https://id.example.org', subject: '7' }), made)
    t.equal(await store.account(newId()), undefined)
    t.equal(await store.accountByLogin('lin'), undefined)
    t.equal(await store.accountByIdentity({ issuer: 'https://id.example.org', subject: '8' }), undefined)
    t.equal(await store.accountByIdentity({ issuer: 'https://other.example.org', subject: '7' }), undefined)
  },

  'nothing but what an account has is kept': async (t, { store }) => {
    const { id } = await store.createAccount({ ...person('a1'), state: 'suspended', password: 'x' } as never)
    t.same(Object.keys((await store.account(id))!).sort(), ['createdAt', 'id', 'login', 'name', 'role', 'state'])
    t.equal((await store.account(id))!.state, 'active')
    t.equal(await store.passwordOf(id), undefined)
    await store.updateAccount(id, { name: 'b', id: newId(), createdAt: 9 } as never)
    t.match(await store.account(id), { id, name: 'b', createdAt: 1 })
  },

  'a login, an identity and an id are given once': async (t, { store }) => {
    const identity = { issuer: 'https://id.example.org', subject: '7' }
    const first = person('Straße', { identity })
    await store.createAccount(first)
    await t.rejects(store.createAccount(person('STRASSE')), { code: 'CONFLICT', details: { field: 'login' } })
    await t.rejects(store.createAccount(person('second', { identity })), { code: 'CONFLICT', details: { field: 'identity' } })
    await t.rejects(store.createAccount(person('third', { id: first.id })), { code: 'CONFLICT', details: { field: 'id' } })
    const other = await enter(store, 'other')
    await t.rejects(store.updateAccount(other, { login: 'strasse' }), { code: 'CONFLICT', details: { field: 'login' } })
    await t.rejects(store.updateAccount(other, { name: 'x', identity }), { code: 'CONFLICT', details: { field: 'identity' } })
    t.equal((await store.account(other))!.name, 'other', 'whole or not at all')
    t.equal(await store.countAccounts(), 2)
  },

  'of many who ask for one login at once, one gets it': async (t, { store, second }) => {
    const stores = [store, await second(), await second()]
    const asked = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => stores[i % 3]!.createAccount(person(i % 2 === 0 ? 'Sun' : 'ＳＵＮ'))))
    const refused = asked.filter((one) => one.status === 'rejected')
    t.equal(refused.length, 11)
    for (const { reason } of refused) t.match(reason, { code: 'CONFLICT', details: { field: 'login' } })
    t.equal(await store.countAccounts(), 1)
  },

  'of the active accounts of a role the last one stays, where that is asked, whoever else goes at once': async (t, { store, second }) => {
    const stores = [store, await second(), await second()]
    const all = await Promise.all(Array.from({ length: 6 }, (_, i) => enter(store, `a${i}`, { role: 'administrator' })))
    const suspended = await enter(store, 'away', { role: 'administrator' })
    await store.updateAccount(suspended, { state: 'suspended' })
    const done = await Promise.allSettled(all.map((id, i) => stores[i % 3]!.updateAccount(id, i % 2 === 0 ? { role: 'reader' } : { state: 'suspended' }, { unlessLast: 'administrator' })))
    const refused = done.flatMap((one, i) => (one.status === 'rejected' ? [{ id: all[i]!, reason: one.reason as unknown }] : []))
    t.equal(refused.length, 1)
    t.match(refused[0]!.reason, { code: 'CONFLICT', details: { field: 'standing' } })
    t.match(await store.account(refused[0]!.id), { role: 'administrator', state: 'active' })
    await store.updateAccount(suspended, { role: 'reader' }, { unlessLast: 'administrator' })
    await store.updateAccount(refused[0]!.id, { name: 'still' }, { unlessLast: 'administrator' })
    await store.updateAccount(refused[0]!.id, { role: 'reader' })
    t.equal((await store.account(refused[0]!.id))!.role, 'reader', 'where it is not asked, it is done')
  },

  'what is given is set, null takes away, the rest stays': async (t, { store }) => {
    const identity = { issuer: 'https://id.example.org', subject: '7' }
    const account = person('mei', { mail: 'mei@example.org', identity })
    await store.createAccount(account)
    t.strictSame(await store.updateAccount(account.id, { login: 'MEI', name: '美', role: 'contributor', state: 'suspended' }), { ...account, login: 'MEI', name: '美', role: 'contributor', state: 'suspended' })
    t.strictSame(await store.updateAccount(account.id, { mail: null, identity: null }), await store.account(account.id))
    t.same(Object.keys((await store.account(account.id))!).sort(), ['createdAt', 'id', 'login', 'name', 'role', 'state'])
    t.equal(await store.accountByIdentity(identity), undefined)
    await store.createAccount(person('other', { identity }))
    await store.updateAccount(account.id, { login: 'ying' })
    t.equal(await store.accountByLogin('mei'), undefined)
    t.equal((await store.accountByLogin('ying'))!.id, account.id)
    await t.rejects(store.updateAccount(newId(), { name: 'x' }), { code: 'NOT_FOUND' })
  },

  'an address is proved as long as it is the address': async (t, { store }) => {
    const account = person('mei', { mail: 'mei@example.org' })
    t.notOk('provedMail' in await store.createAccount({ ...account, provedMail: 'mei@example.org' } as never))
    t.notOk('provedMail' in await store.updateAccount(account.id, { provedMail: 'other@example.org' }), 'another one is not')
    const proved = await store.updateAccount(account.id, { provedMail: 'mei@example.org' })
    t.equal(proved.provedMail, 'mei@example.org')
    await store.updateAccount(account.id, { name: '美' })
    for (const found of [await store.account(account.id), await store.accountByLogin('mei'), (await store.accountsById([account.id])).get(account.id), (await store.accounts())[0]]) t.equal(found?.provedMail, 'mei@example.org')
    await store.updateAccount(account.id, { mail: 'two@example.org' })
    t.notOk('provedMail' in (await store.account(account.id))!)
    t.notOk('provedMail' in await store.updateAccount(account.id, { mail: 'mei@example.org' }), 'nor when it comes back')
    await store.updateAccount(account.id, { provedMail: 'mei@example.org' })
    await store.updateAccount(account.id, { mail: null })
    t.same(Object.keys((await store.account(account.id))!).sort(), ['createdAt', 'id', 'login', 'name', 'role', 'state'])
  },

  'they are listed page by page in the order of ids, and counted by role': async (t, { store }) => {
    const ids: string[] = []
    for (let i = 0; i < 7; i++) ids.push(await enter(store, `a${i}`, { role: i < 3 ? 'administrator' : 'reader' }))
    ids.sort()
    const pages: string[][] = []
    for (let after: string | undefined; pages.length < 9; after = pages.at(-1)!.at(-1)) {
      pages.push((await store.accounts({ first: 3, ...(after === undefined ? {} : { after }) })).map(({ id }) => id))
      if (pages.at(-1)!.length < 3) break
    }
    t.strictSame(pages, [ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)])
    t.strictSame((await store.accounts()).map(({ id }) => id), ids)
    t.same([await store.countAccounts(), await store.countAccounts({ role: 'administrator' }), await store.countAccounts({ role: 'librarian' })], [7, 3, 0])
    const found = await store.accountsById([ids[2]!, newId(), ids[5]!, ids[2]!])
    t.strictSame([...found.keys()].sort(), [ids[2], ids[5]])
    t.equal(found.get(ids[5]!)!.id, ids[5])
    t.equal((await store.accountsById([])).size, 0)
  },

  'one that is deleted takes everything of its own along, nothing of others, and its id is not given again': async (t, { store, second }) => {
    const [gone, other] = [person('gone', { identity: { issuer: 'i', subject: 's' } }), await enter(store, 'other')]
    await store.createAccount(gone)
    const own = { session: sessionOf(gone.id), token: tokenOf(gone.id), issued: linkOf({ by: gone.id }), recover: linkOf({ kind: 'recover', account: gone.id, by: other }) }
    const kept = { session: sessionOf(other), token: tokenOf(other), issued: linkOf({ by: other }) }
    for (const { session, token } of [own, kept]) {
      await store.createSession(session)
      await store.createToken(token)
    }
    for (const link of [own.issued, own.recover, kept.issued]) await store.createLink(link)
    for (const account of [gone.id, other]) {
      await store.setPassword(account, '$argon2id$x', { keep: account === gone.id ? own.session.hash : kept.session.hash })
      await store.join({ group: 'g', account, role: 'member', since: 1 })
    }
    t.equal(await store.deleteAccount(gone.id), true)
    t.equal(await store.deleteAccount(gone.id), false)
    const elsewhere = await second()
    for (const one of [store, elsewhere]) {
      t.equal(await one.account(gone.id), undefined)
      t.equal(await one.accountByLogin('gone'), undefined)
      t.equal(await one.accountByIdentity(gone.identity!), undefined)
      t.equal(await one.passwordOf(gone.id), undefined)
      t.equal(await one.session(own.session.hash, 1), undefined)
      t.equal(await one.token(own.token.hash, 1), undefined)
      t.equal(await one.link(own.issued.hash, 1), undefined)
      t.equal(await one.link(own.recover.hash, 1), undefined)
      t.same([await one.sessions(gone.id, 1), await one.tokens(gone.id), await one.membershipsOf(gone.id)], [[], [], []])
      t.same((await one.membersOf('g')).map(({ account }) => account), [other])
      t.ok(await one.session(kept.session.hash, 1))
      t.ok(await one.token(kept.token.hash, 1))
      t.ok(await one.link(kept.issued.hash, 1))
      t.equal(await one.passwordOf(other), '$argon2id$x')
    }
    await t.rejects(store.createAccount(person('anew', { id: gone.id })), { code: 'CONFLICT', details: { field: 'id' } })
    t.equal((await store.createAccount(person('gone', { identity: gone.identity! }))).login, 'gone', 'but its login and identity are')
  },

  'nothing is written for an account that there is not': async (t, { store }) => {
    const nobody = newId()
    const writes = {
      setPassword: () => store.setPassword(nobody, '$argon2id$x'),
      createSession: () => store.createSession(sessionOf(nobody)),
      createToken: () => store.createToken(tokenOf(nobody)),
      join: () => store.join({ group: 'g', account: nobody, role: 'member', since: 1 }),
      'createLink for': () => store.createLink(linkOf({ kind: 'recover', account: nobody })),
      'createLink by': () => store.createLink(linkOf({ by: nobody })),
    }
    for (const [name, write] of Object.entries(writes)) await t.rejects(write(), { code: 'NOT_FOUND' }, name)
    t.same([await store.countMembers('g'), await store.links({}, 1), await store.sweep(99 * 24 * HOUR)], [0, [], 0])
  },

  'deleted while it signs in, joins and is given a token, it leaves nothing behind': async (t, { store, second }) => {
    const other = await second()
    for (let round = 0; round < 5; round++) {
      const id = await enter(store, `a${round}`)
      const writes = Array.from({ length: 4 }, () => [other.createSession(sessionOf(id)), store.createToken(tokenOf(id)), other.join({ group: 'g', account: id, role: 'member', since: 1 }), store.createLink(linkOf({ by: id }))]).flat()
      const [deleted, ...done] = await Promise.allSettled([store.deleteAccount(id), ...writes])
      t.match(deleted, { status: 'fulfilled', value: true })
      for (const one of done) if (one.status === 'rejected') t.match(one.reason, { code: 'NOT_FOUND' })
      t.same([await store.sessions(id, 1), await store.tokens(id), await store.membershipsOf(id), await store.links({ by: id }, 1)], [[], [], [], []])
    }
  },
}
