import t from 'tap'
import { cookieOf, HERE, PASSWORD, served } from './people.ts'
import { firstLink } from '../../src/archive/accounts/links.ts'

const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code
const SIGN_IN = 'mutation ($login: String!, $password: String!) { signIn(login: $login, password: $password) { id login role } }'
const JOIN = 'mutation ($secret: String!, $login: String!, $password: String!) { acceptInvitation(secret: $secret, login: $login, name: "林小姐", password: $password) { id role } }'

t.test('the first administrator comes by a link that is good once; nobody has a password before', async (t) => {
  const { ask, people } = await served(t)
  const { secret } = (await firstLink(people))!
  t.equal(code((await ask(JOIN, { variables: { secret, login: 'admin', password: '1234567890' } })).body), 'BAD_USER_INPUT')
  const joined = await ask(JOIN, { variables: { secret, login: 'admin', password: PASSWORD } })
  t.equal(joined.body.errors?.[0]?.message, undefined)
  t.match(joined.body.data.acceptInvitation, { role: 'administrator' })
  t.equal(code((await ask(JOIN, { variables: { secret, login: 'other', password: PASSWORD } })).body), 'NOT_FOUND')
  t.equal(await firstLink(people), undefined, 'there is one now')
  const cookie = cookieOf(joined.headers)
  t.match(String(joined.headers['set-cookie']), /HttpOnly/)
  t.match(String(joined.headers['set-cookie']), /SameSite=Lax/)
  t.match((await ask('{ me { login sessions { current agent } } }', { cookie })).body.data.me, { login: 'admin', sessions: [{ current: true }] })
  const signedIn = await ask(SIGN_IN, { variables: { login: 'ＡＤＭＩＮ', password: PASSWORD }, cookie: 'fangzhi=planted' })
  t.equal(signedIn.body.data.signIn.login, 'admin')
  t.not(cookieOf(signedIn.headers), 'fangzhi=planted', 'a secret that somebody planted is not taken over')
})

t.test('whoever guesses learns nothing and is slowed down, by whatever process', async (t) => {
  const { ask, someone, people } = await served(t)
  await someone('contributor', 'amei')
  const wrong = await ask(SIGN_IN, { variables: { login: 'amei', password: '不是這個密碼不是' } })
  const nobody = await ask(SIGN_IN, { variables: { login: 'nobody', password: '不是這個密碼不是' } })
  t.strictSame(wrong.body, nobody.body)
  t.strictSame(wrong.status, nobody.status)
  t.equal(code(wrong.body), 'UNAUTHENTICATED')
  const many = await Promise.all(Array.from({ length: 8 }, () => ask(SIGN_IN, { variables: { login: 'amei', password: 'x' } })))
  t.ok(many.some(({ body }) => code(body) === 'RATE_LIMITED'), 'also many at once')
  t.equal(code((await ask(SIGN_IN, { variables: { login: 'amei', password: PASSWORD } })).body), 'RATE_LIMITED', 'also with the right one')
  t.equal(code((await ask(SIGN_IN, { variables: { login: 'AMEI', password: PASSWORD } })).body), 'RATE_LIMITED', 'however it is written')
  const { signIn } = await import('../../src/archive/accounts/sign-in.ts')
  t.equal((await signIn(people, { login: 'amei', password: PASSWORD }, { ...HERE, address: '198.51.100.7' })).account.login, 'amei', 'elsewhere it can still be used')
  const flood = await ask(`mutation { ${Array.from({ length: 100 }, (_, i) => `a${i}: signIn(login: "amei", password: "${i}") { id }`).join(' ')} }`)
  t.equal(code(flood.body), 'TOO_EXPENSIVE', 'nor many in one request')
})

t.test('sessions are seen and ended by their owner alone', async (t) => {
  const { ask, someone } = await served(t)
  const [one, other] = [await someone(), await someone()]
  const again = cookieOf((await ask(SIGN_IN, { variables: { login: 'someone1', password: PASSWORD } })).headers)
  const list = (await ask('{ me { sessions { id current } } }', { cookie: one.cookie })).body.data.me.sessions
  t.equal(list.length, 2)
  const theirs = list.find((session: any) => session.current).id
  t.equal(code((await ask('mutation ($id: ID!) { endSession(id: $id) }', { variables: { id: theirs }, cookie: other.cookie })).body), 'NOT_FOUND')
  t.equal((await ask('mutation { endOtherSessions }', { cookie: one.cookie })).body.data.endOtherSessions, 1)
  t.equal((await ask('{ me { id } }', { cookie: again })).body.data.me, null, 'ended')
  await ask('mutation { signOut }', { cookie: one.cookie })
  t.equal((await ask('{ me { id } }', { cookie: one.cookie })).body.data.me, null)
  t.equal((await ask('{ me { id } }', { cookie: 'fangzhi=' + 'A'.repeat(43) })).body.data.me, null, 'guessed')
})

t.test('a cookie writes from our own pages only', async (t) => {
  const { ask, someone } = await served(t)
  const { cookie } = await someone()
  const from = (headers: Record<string, string>): ReturnType<typeof ask> => ask('mutation { endOtherSessions }', { cookie, headers: { 'x-requested-with': '', ...headers } })
  t.equal(code((await from({ 'sec-fetch-site': 'cross-site' })).body), 'FORBIDDEN')
  t.equal(code((await from({ 'sec-fetch-site': 'same-site' })).body), 'FORBIDDEN')
  t.equal(code((await from({ origin: 'https://evil.example' })).body), 'FORBIDDEN')
  t.equal((await from({ 'sec-fetch-site': 'same-origin' })).body.errors, undefined)
  t.equal((await from({ origin: 'http://localhost:80' })).status, (await from({ origin: 'http://localhost:80' })).status)
})

t.test('tokens do what they were given, and are shown once', async (t) => {
  const { ask, someone } = await served(t)
  const { cookie } = await someone('librarian')
  const MAKE = 'mutation ($scopes: [Scope!]!, $days: Int) { makeToken(name: "備份", scopes: $scopes, days: $days) { secret token { id scopes } } }'
  const { secret, token } = (await ask(MAKE, { variables: { scopes: ['read'] }, cookie })).body.data.makeToken
  t.match(secret, /^fz_[\w-]{43}$/)
  const listed = await ask('{ me { id login tokens { id name usedAt } } }', { cookie })
  t.notOk(JSON.stringify(listed.body).includes(secret))
  t.equal((await ask('{ me { login } }', { token: secret })).body.data.me.login, 'someone1')
  t.equal(code((await ask(MAKE, { variables: { scopes: ['manage'] }, token: secret })).body), 'FORBIDDEN', 'no token makes another')
  t.equal(code((await ask('mutation { endOtherSessions }', { token: secret })).body), 'FORBIDDEN', 'the scope is lacking')
  t.equal(code((await ask('{ me { id } }', { token: 'fz_nothing' })).body), 'UNAUTHENTICATED')
  await ask('mutation ($id: ID!) { deleteToken(id: $id) }', { variables: { id: token.id }, cookie })
  t.equal(code((await ask('{ me { id } }', { token: secret })).body), 'UNAUTHENTICATED')
  t.equal(code((await ask(MAKE, { variables: { scopes: ['read'], days: 0 }, cookie })).body), 'BAD_USER_INPUT')
})

t.test('a lost password comes back by a link, handed over or by mail; all that was open ends', async (t) => {
  const { ask, someone, sent, people } = await served(t)
  const [admin, lost] = [await someone('administrator', 'admin'), await someone('contributor', 'lost@example.tw')]
  const LINK = 'mutation ($account: ID!) { recoveryLink(account: $account) { secret address } }'
  t.equal(code((await ask(LINK, { variables: { account: admin.id }, cookie: lost.cookie })).body), 'FORBIDDEN')
  const { secret, address } = (await ask(LINK, { variables: { account: lost.id }, cookie: admin.cookie })).body.data.recoveryLink
  t.equal(address, `https://fangzhi.example/recover#${secret}`)
  const RECOVER = 'mutation ($secret: String!, $password: String!) { recover(secret: $secret, password: $password) { login } }'
  const back = await ask(RECOVER, { variables: { secret, password: '大稻埕霞海城隍廟前的戲臺' } })
  t.equal(back.body.errors?.[0]?.message, undefined)
  t.equal((await ask('{ me { id } }', { cookie: lost.cookie })).body.data.me, null)
  t.equal((await ask('{ me { login } }', { cookie: cookieOf(back.headers) })).body.data.me.login, 'lost@example.tw')
  t.equal(code((await ask(RECOVER, { variables: { secret, password: '大稻埕霞海城隍廟前的戲臺' } })).body), 'NOT_FOUND')
  const ASK = 'mutation ($login: String!) { askRecovery(login: $login) }'
  t.strictSame((await ask(ASK, { variables: { login: 'nobody@example.tw' } })).body, (await ask(ASK, { variables: { login: 'lost@example.tw' } })).body)
  t.equal(sent.length, 1)
  t.equal(sent[0]!.to, 'lost@example.tw')
  t.match(sent[0]!.text, /https:\/\/fangzhi\.example\/recover#[\w-]{43}/)
  t.equal((await people.accounts.accountByLogin('lost@example.tw'))?.state, 'active')
})

t.test('an address of mail is proved by the link that is sent there, signed in', async (t) => {
  const { ask, someone, sent, people } = await served(t)
  const [one, other] = [await someone('contributor', 'amei'), await someone('contributor', 'ahua')]
  await people.accounts.updateAccount(one.id, { mail: 'amei@example.tw' })
  const ME = '{ me { mail mailProved } }'
  t.match((await ask(ME, { cookie: one.cookie })).body.data.me, { mail: 'amei@example.tw', mailProved: false })
  t.equal(code((await ask('mutation { askMailProof }')).body), 'UNAUTHENTICATED')
  t.equal((await ask('mutation { askMailProof }', { cookie: one.cookie })).body.data.askMailProof, true)
  t.match(sent, [{ to: 'amei@example.tw' }])
  const secret = /https:\/\/fangzhi\.example\/mail#([\w-]{43})/.exec(sent[0]!.text)![1]!
  const PROVE = 'mutation ($secret: String!) { proveMail(secret: $secret) { mailProved } }'
  t.equal(code((await ask(PROVE, { variables: { secret } })).body), 'UNAUTHENTICATED')
  t.equal(code((await ask(PROVE, { variables: { secret }, cookie: other.cookie })).body), 'NOT_FOUND')
  t.match((await ask(PROVE, { variables: { secret }, cookie: one.cookie })).body.data.proveMail, { mailProved: true })
  t.equal(code((await ask(PROVE, { variables: { secret }, cookie: one.cookie })).body), 'NOT_FOUND')
})

t.test('roles: an administrator sets them, nobody raises themselves, the last one stays', async (t) => {
  const { ask, someone } = await served(t)
  const [admin, other] = [await someone('administrator', 'admin'), await someone('librarian')]
  const CHANGE = 'mutation ($id: ID!, $role: AccountRole, $suspended: Boolean) { changeAccount(id: $id, role: $role, suspended: $suspended) { role suspended } }'
  t.equal(code((await ask(CHANGE, { variables: { id: other.id, role: 'administrator' }, cookie: other.cookie })).body), 'FORBIDDEN')
  t.equal(code((await ask('mutation { updateMe(name: "新名字", role: administrator) { role } }', { cookie: other.cookie })).body), 'BAD_USER_INPUT', 'no field of it is a role')
  t.equal(code((await ask('{ accounts { login } }', { cookie: other.cookie })).body), 'FORBIDDEN')
  t.equal(code((await ask('{ accounts { login } }')).body), 'UNAUTHENTICATED')
  t.equal(code((await ask(CHANGE, { variables: { id: admin.id, role: 'reader' }, cookie: admin.cookie })).body), 'BAD_USER_INPUT')
  t.match((await ask(CHANGE, { variables: { id: other.id, suspended: true }, cookie: admin.cookie })).body.data.changeAccount, { suspended: true })
  t.equal((await ask('{ me { id } }', { cookie: other.cookie })).body.data.me, null, 'at once')
  t.equal(code((await ask(SIGN_IN, { variables: { login: 'someone1', password: PASSWORD } })).body), 'UNAUTHENTICATED')
})

t.test('an account is changed and deleted by who knows its password', async (t) => {
  const { ask, someone, graph } = await served(t)
  const { cookie, id } = await someone('librarian', 'leaver')
  t.equal(code((await ask('mutation { updateMe(mail: "x@evil.example") { mail } }', { cookie })).body), 'UNAUTHENTICATED', 'with an address it is taken over')
  t.match((await ask('mutation ($password: String!) { updateMe(mail: "me@example.tw", password: $password) { mail } }', { variables: { password: PASSWORD }, cookie })).body.data.updateMe, { mail: 'me@example.tw' })
  const { newId } = await import('../../src/model/ids.ts')
  const { EVERYONE } = await import('../../src/model/audience.ts')
  const [published, draft] = [newId(), newId()]
  await graph.commit({ id: newId(), actor: id, reason: '寫', origin: 'api', operations: [
    { op: 'put', base: null, record: { id: published, type: 'entity', kind: 'Place', names: [{ text: '紀州庵' }], state: 'published', audience: EVERYONE, by: id } as never },
    { op: 'put', base: null, record: { id: draft, type: 'entity', kind: 'Entry', names: [{ text: '還沒寫完' }], state: 'draft', audience: { mode: 'all', protocols: [] }, by: id } as never },
  ] })
  const by = async (): Promise<unknown> => (await ask('query ($id: ID!) { entity(id: $id) { history { items { by } } } }', { variables: { id: published } })).body.data.entity.history.items[0].by
  t.equal(await by(), 'leaver的名字')
  const LEAVE = 'mutation ($password: String!) { deleteMe(password: $password, unsigned: true) }'
  t.equal(code((await ask(LEAVE, { variables: { password: 'x' }, cookie })).body), 'UNAUTHENTICATED')
  t.equal((await ask(LEAVE, { variables: { password: PASSWORD }, cookie })).body.data.deleteMe, true)
  t.equal((await ask('{ me { id } }', { cookie })).body.data.me, null)
  t.equal(code((await ask(SIGN_IN, { variables: { login: 'leaver', password: PASSWORD } })).body), 'UNAUTHENTICATED')
})

t.test('registration is for where it is switched on', async (t) => {
  const REGISTER = 'mutation ($password: String!) { register(login: "new", name: "新人", password: $password) { role } }'
  const closed = await served(t)
  t.equal(code((await closed.ask(REGISTER, { variables: { password: PASSWORD } })).body), 'FORBIDDEN')
  const open = await served(t, { registration: 'reader' })
  const WAYS = '{ waysIn { registration mail provider } }'
  t.same((await closed.ask(WAYS)).body.data.waysIn, { registration: null, mail: true, provider: null })
  t.equal((await open.ask(WAYS)).body.data.waysIn.registration, 'reader')
  t.match((await open.ask(REGISTER, { variables: { password: PASSWORD } })).body.data.register, { role: 'reader' })
  t.match((await open.ask(REGISTER, { variables: { password: PASSWORD } })).body.errors![0].extensions, { code: 'CONFLICT', field: 'login' })
})
