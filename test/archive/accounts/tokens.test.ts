import fc from 'fast-check'
import t from 'tap'
import { actorOfSession, actorOfToken } from '../../../src/archive/accounts/known.ts'
import { changeStanding, endTokensOf, sessionsOf, tokensOf } from '../../../src/archive/accounts/manage.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { DAY } from '../../../src/archive/accounts/ports.ts'
import { signIn } from '../../../src/archive/accounts/sign-in.ts'
import { deleteToken, makeToken, myTokens } from '../../../src/archive/accounts/tokens.ts'
import { SCOPES } from '../../../src/model/actor.ts'
import { allowed, PERMISSIONS, type Action } from '../../../src/model/permissions.ts'
import { desk, HERE, PASSWORD } from './desk.ts'

t.test('a token may no more than its account and its scopes, at every moment', async (t) => {
  const { ports, other, someone } = await desk(t)
  const actor = await someone('amei', 'librarian')
  const actions = Object.keys(PERMISSIONS) as Action[]
  await fc.assert(fc.asyncProperty(fc.subarray([...SCOPES], { minLength: 1 }), async (scopes) => {
    const { secret, token } = await makeToken(ports, actor, { name: '試', scopes })
    const by = await actorOfToken(other, secret)
    await deleteToken(ports, actor, token.id)
    return actions.every((action) => allowed(by, action) === (allowed(actor, action) && (scopes as readonly string[]).includes(PERMISSIONS[action].scope)))
  }), { numRuns: 15 })
  const { secret } = await makeToken(ports, actor, { name: '試', scopes: ['read', 'review'] })
  t.ok(allowed(await actorOfToken(other, secret), 'merge'))
  await changeStanding(ports, MAINTENANCE, actor.account as string, { role: 'reader' })
  t.notOk(allowed(await actorOfToken(other, secret), 'merge'), 'a role that was lost is lost at once')
  await changeStanding(ports, MAINTENANCE, actor.account as string, { suspended: true })
  await t.rejects(actorOfToken(other, secret), { code: 'UNAUTHENTICATED' })
  await changeStanding(ports, MAINTENANCE, actor.account as string, { suspended: false })
  t.equal((await actorOfToken(other, secret)).account, actor.account)
})

t.test('it ends when it was said to, and when it is taken back', async (t) => {
  const { ports, someone } = await desk(t)
  const [amei, bao] = [await someone('amei'), await someone('bao')]
  const now = Date.now()
  const { secret, token } = await makeToken(ports, amei, { name: '試', scopes: ['read'], days: 1 }, now)
  await actorOfToken(ports, secret, now + DAY - 1)
  await t.rejects(actorOfToken(ports, secret, now + DAY), { code: 'UNAUTHENTICATED' })
  await t.rejects(deleteToken(ports, bao, token.id), { code: 'NOT_FOUND' })
  await t.rejects(endTokensOf(ports, bao, amei.account as string), { code: 'FORBIDDEN' })
  await t.rejects(tokensOf(ports, bao, amei.account as string), { code: 'FORBIDDEN' })
  t.equal(await endTokensOf(ports, amei, amei.account as string), 1)
  await t.rejects(actorOfToken(ports, secret, now), { code: 'UNAUTHENTICATED' })
  t.same(await myTokens(ports, amei), [])
})

t.test('neither is a session a token, nor a token a session', async (t) => {
  const { ports, someone } = await desk(t)
  const actor = await someone('amei')
  const session = await signIn(ports, { login: 'amei', password: PASSWORD }, HERE)
  await t.rejects(actorOfToken(ports, session.secret), { code: 'UNAUTHENTICATED' })
  const { secret } = await makeToken(ports, actor, { name: '試', scopes: ['read'] })
  t.equal(await actorOfSession(ports, secret), undefined)
  t.equal(await actorOfSession(ports, secret.slice(3)), undefined)
  t.notMatch(JSON.stringify([await sessionsOf(ports, actor, actor.account as string), await tokensOf(ports, actor, actor.account as string)]), /[0-9a-f]{64}/, 'hashes are not shown')
  for (const wrong of [{ scopes: [] }, { scopes: ['all'] }, { scopes: ['read'], days: 367 }, { scopes: ['read'], days: 1.5 }, { scopes: ['read'], name: ' ' }]) {
    await t.rejects(makeToken(ports, actor, { name: '試', ...wrong }), { code: 'BAD_USER_INPUT' })
  }
})
