import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter, HOUR, sessionOf, tokenOf } from './people.ts'

export const sessions: AccountCases = {
  'a session is found by its hash from anywhere, until it expires': async (t, { store, second }) => {
    const session = sessionOf(await enter(store, 'a1'))
    await store.createSession(session)
    const other = await second()
    t.strictSame(await other.session(session.hash, 0), session)
    t.equal(await store.session(newId(), 0), undefined)
    t.ok(await other.session(session.hash, HOUR - 1))
    t.equal(await other.session(session.hash, HOUR), undefined)
    t.same(await other.sessions(session.account, HOUR), [])
  },

  'when it was last used is noted, to the minute': async (t, { store, second }) => {
    const session = sessionOf(await enter(store, 'a1'))
    await store.createSession(session)
    t.equal((await store.session(session.hash, 59_999))!.usedAt, 0)
    t.equal((await store.session(session.hash, 60_000))!.usedAt, 60_000)
    const other = await second()
    t.equal((await other.session(session.hash, 119_999))!.usedAt, 60_000)
    t.equal((await other.sessions(session.account, 1))[0]!.usedAt, 60_000)
  },

  'they are listed newest first, and ended one by one by whose they are, or all but one': async (t, { store }) => {
    const [mine, yours] = [await enter(store, 'a1'), await enter(store, 'b2')]
    const own = [3, 1, 2].map((createdAt) => sessionOf(mine, { createdAt }))
    const foreign = sessionOf(yours)
    for (const session of [...own, foreign]) await store.createSession(session)
    t.same((await store.sessions(mine, 5)).map(({ createdAt }) => createdAt), [3, 2, 1])
    t.equal(await store.endSession(mine, foreign.id), false)
    t.ok(await store.session(foreign.hash, 5))
    t.equal(await store.endSession(mine, own[0]!.id), true)
    t.equal(await store.endSession(mine, own[0]!.id), false)
    t.equal(await store.session(own[0]!.hash, 5), undefined)
    t.equal(await store.endSessions(mine, own[1]!.hash), 1)
    t.strictSame(await store.sessions(mine, 5), [own[1]])
    t.equal(await store.endSessions(mine), 1)
    t.same(await store.sessions(mine, 5), [])
    t.ok(await store.session(foreign.hash, 5))
  },

  'a new password ends every session but the one that is kept': async (t, { store, second }) => {
    const [mine, yours] = [await enter(store, 'a1'), await enter(store, 'b2')]
    const [here, there, foreign] = [sessionOf(mine), sessionOf(mine), sessionOf(yours)]
    for (const session of [here, there, foreign]) await store.createSession(session)
    t.equal(await store.passwordOf(mine), undefined)
    await store.setPassword(mine, '$argon2id$one', { keep: here.hash })
    const other = await second()
    t.equal(await other.passwordOf(mine), '$argon2id$one')
    t.ok(await other.session(here.hash, 1))
    t.equal(await other.session(there.hash, 1), undefined)
    await other.setPassword(mine, '$argon2id$two')
    t.equal(await store.session(here.hash, 1), undefined)
    t.ok(await store.session(foreign.hash, 1))
    t.same([await store.passwordOf(mine), await store.passwordOf(yours), await store.passwordOf(newId())], ['$argon2id$two', undefined, undefined])
    t.notOk('password' in (await store.account(mine))!)
  },

  'a password that is set instead of another leaves everything as it is where that one is gone': async (t, { store, second }) => {
    const [mine, other] = [await enter(store, 'a1'), await second()]
    const session = sessionOf(mine)
    await store.createSession(session)
    await store.setPassword(mine, '$argon2id$two', { instead: '$argon2id$one' })
    t.equal(await other.passwordOf(mine), undefined, 'nor is none another')
    await store.setPassword(mine, '$argon2id$one', { keep: session.hash })
    await other.setPassword(mine, '$argon2id$three', { instead: '$argon2id$two' })
    t.equal(await store.passwordOf(mine), '$argon2id$one')
    t.ok(await store.session(session.hash, 1))
    await other.setPassword(mine, '$argon2id$two', { instead: '$argon2id$one' })
    t.equal(await store.passwordOf(mine), '$argon2id$two')
    t.equal(await store.session(session.hash, 1), undefined)
    await t.rejects(store.setPassword(newId(), '$argon2id$two', { instead: '$argon2id$one' }), { code: 'NOT_FOUND' })
  },
}

export const tokens: AccountCases = {
  'a token is found by its hash until it expires, and its last use is noted, to the minute': async (t, { store, second }) => {
    const token = tokenOf(await enter(store, 'a1'), { scopes: ['read', 'review'] })
    await store.createToken(token)
    t.strictSame(await store.tokens(token.account), [token])
    const other = await second()
    t.strictSame(await other.token(token.hash, 5), { ...token, usedAt: 5 })
    t.strictSame(await store.tokens(token.account), [{ ...token, usedAt: 5 }])
    t.equal((await store.token(token.hash, 60_004))!.usedAt, 5)
    t.equal((await store.token(token.hash, 60_005))!.usedAt, 60_005)
    t.equal(await store.token(token.hash, HOUR), undefined)
    t.equal((await store.tokens(token.account)).length, 1, 'its owner still sees that it has expired')
    t.equal(await store.token(newId(), 5), undefined)
  },

  'they are listed newest first and deleted by whose they are': async (t, { store }) => {
    const [mine, yours] = [await enter(store, 'a1'), await enter(store, 'b2')]
    const own = [3, 1, 2].map((createdAt) => tokenOf(mine, { createdAt }))
    const foreign = tokenOf(yours)
    for (const token of [...own, foreign]) await store.createToken(token)
    t.same((await store.tokens(mine)).map(({ createdAt }) => createdAt), [3, 2, 1])
    t.equal(await store.deleteToken(mine, foreign.id), false)
    t.equal(await store.deleteToken(mine, own[0]!.id), true)
    t.equal(await store.deleteToken(mine, own[0]!.id), false)
    t.equal(await store.token(own[0]!.hash, 5), undefined)
    t.ok(await store.token(foreign.hash, 5))
  },
}
