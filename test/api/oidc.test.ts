import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { localPath } from '../../src/http/local-path.ts'
import { Signer } from '../../src/stores/signed.ts'
import { oidc } from '../../src/identity/oidc.ts'
import { PASSWORD, served, type Served } from './people.ts'
import { testProvider, type TestProvider } from './provider.ts'

const CLIENT = { clientId: 'fangzhi', clientSecret: 'geheim' }
const AMEI = { sub: 'amei-1', name: '林美', preferred_username: 'amei', email: 'amei@example.tw', email_verified: true }

interface Desk extends Served {
  readonly provider: TestProvider
  /** Goes to the provider. @returns where, and the cookie meanwhile */
  readonly go: (more?: { cookie?: string; to?: string; headers?: object }) => Promise<{ status: number; address: string; kept: string; body: string }>
  readonly back: (query: string, cookie?: string) => Promise<{ status: number; location: unknown; cookie: string | undefined; body: string }>
  readonly enter: (person: object, more?: { cookie?: string; to?: string }) => ReturnType<Desk['back']>
}

async function desk(t: Test, registration?: 'reader' | 'contributor'): Promise<Desk> {
  const provider = await testProvider(t, CLIENT)
  const service = await served(t, {
    oidc: {
      key: randomBytes(32), provider: oidc({ issuer: provider.issuer, ...CLIENT, redirect: 'https://fangzhi.example/sign-in/oidc/callback' }),
      ...(registration === undefined ? {} : { registration }),
    },
  })
  const cookiesOf = (headers: Record<string, unknown>): Map<string, string> => new Map(([headers['set-cookie'] ?? []].flat() as string[]).map((line) => line.split(';')[0]!.split('=') as [string, string]))
  const go: Desk['go'] = async ({ cookie, to = '/', headers = {} } = {}) => {
    const response = await service.app.inject({ url: `/sign-in/oidc?${new URLSearchParams({ to })}`, headers: { ...(cookie === undefined ? {} : { cookie }), ...headers } })
    return { status: response.statusCode, address: String(response.headers.location), kept: `fangzhi-oidc=${cookiesOf(response.headers).get('fangzhi-oidc') ?? ''}`, body: response.body }
  }
  const back: Desk['back'] = async (query, cookie) => {
    const response = await service.app.inject({ url: `/sign-in/oidc/callback?${query}`, headers: cookie === undefined ? {} : { cookie } })
    const session = cookiesOf(response.headers).get('fangzhi')
    return { status: response.statusCode, location: response.headers.location, cookie: session === undefined ? undefined : `fangzhi=${session}`, body: response.body }
  }
  return {
    ...service, provider, go, back,
    enter: async (person, more = {}) => {
      const { address, kept } = await go(more)
      return back(provider.authorize(address, person), more.cookie === undefined ? kept : `${more.cookie}; ${kept}`)
    },
  }
}

t.test('who comes by the provider gets an account where the settings say so, and the same one ever after', async (t) => {
  const { enter, ask, go, people, provider } = await desk(t, 'reader')
  const gone = await go({ to: '/entities/1?x=2' })
  t.equal(gone.status, 303)
  const { searchParams, origin } = new URL(gone.address)
  t.equal(origin, provider.issuer)
  t.match(Object.fromEntries(searchParams), { response_type: 'code', code_challenge_method: 'S256', client_id: 'fangzhi', redirect_uri: 'https://fangzhi.example/sign-in/oidc/callback' })
  const entered = await enter(AMEI, { to: '/entities/1?x=2' })
  t.match(entered, { status: 303, location: '/entities/1?x=2' })
  t.match((await ask('{ me { login name role mail } }', { cookie: entered.cookie! })).body.data.me, { login: 'amei', name: '林美', role: 'reader', mail: 'amei@example.tw' })
  await enter({ ...AMEI, name: '別的', preferred_username: 'other' })
  t.equal(await people.accounts.countAccounts(), 1)
  const other = await enter({ sub: 'bao', preferred_username: 'AMEI', email: 'admin@example.tw', email_verified: false, name: '\u202e' })
  const { login, mail } = (await ask('{ me { login mail } }', { cookie: other.cookie! })).body.data.me
  t.match(login, /^AMEI-\w+$/, 'a login that is taken is not given twice')
  t.equal(mail, null, 'an address that the provider has not proved is none')
})

t.test('whom nobody knows is refused where accounts are by invitation; whoever is signed in links', async (t) => {
  const { enter, someone, ask, go, people } = await desk(t)
  const refused = await enter(AMEI)
  t.match(refused, { status: 403, cookie: undefined })
  t.match(refused.body, /邀請/)
  t.equal(await people.accounts.countAccounts(), 0)
  const [amei, bao] = [await someone('contributor', 'amei@example.tw'), await someone('contributor', 'bao')]
  t.equal((await enter(AMEI)).status, 403, 'not by an address of mail: a provider may say any')
  t.match(await enter(AMEI, { cookie: amei.cookie }), { status: 303, cookie: undefined })
  t.equal((await ask('{ me { id } }', { cookie: (await enter(AMEI)).cookie! })).body.data.me.id, amei.id)
  t.equal((await enter(AMEI, { cookie: bao.cookie })).status, 409, 'an identity is of one account')
  t.equal((await go({ cookie: bao.cookie, headers: { 'sec-fetch-site': 'cross-site' } })).status, 403, 'another page does not begin it')
  await people.accounts.updateAccount(amei.id, { state: 'suspended' })
  t.match(await enter(AMEI), { status: 403, cookie: undefined })
})

t.test('a session that has been open for long does not add a way in, nor one that ended or changed meanwhile', async (t) => {
  const { someone, people, go, back, provider } = await desk(t)
  const amei = await someone()
  const { hashOf } = await import('../../src/accounts/secret.ts')
  const old = { ...(await people.accounts.session(hashOf(amei.secret), Date.now()))!, id: '018f0000-0000-7000-8000-000000000001', hash: hashOf('old'), createdAt: Date.now() - 3_600_000 }
  await people.accounts.createSession(old)
  const begun = await go({ cookie: 'fangzhi=old' })
  t.equal((await back(provider.authorize(begun.address, AMEI), `fangzhi=old; ${begun.kept}`)).status, 403)
  const [again, bao] = [await go({ cookie: amei.cookie }), await someone()]
  t.equal((await back(provider.authorize(again.address, AMEI), `${bao.cookie}; ${again.kept}`)).status, 401)
  t.equal(await people.accounts.accountByIdentity({ issuer: provider.issuer, subject: 'amei-1' }), undefined)
})

t.test('who has no password leaves, or sets one, soon after signing in and not later', async (t) => {
  const { enter, ask, people } = await desk(t, 'reader')
  const { hashOf } = await import('../../src/accounts/secret.ts')
  const [amei, bao] = [await enter(AMEI), await enter({ sub: 'bao', preferred_username: 'bao' })]
  const { id } = (await ask('{ me { id } }', { cookie: amei.cookie! })).body.data.me
  const session = (await people.accounts.sessions(id, Date.now()))[0]!
  await people.accounts.createSession({ ...session, id: '018f0000-0000-7000-8000-000000000002', hash: hashOf('old'), createdAt: Date.now() - 3_600_000 })
  const LEAVE = 'mutation { deleteMe(password: "", unsigned: true) }'
  t.match((await ask(LEAVE, { cookie: 'fangzhi=old' })).body.errors, [{ extensions: { code: 'UNAUTHENTICATED' } }])
  t.equal((await ask(LEAVE, { cookie: amei.cookie! })).body.data.deleteMe, true)
  const CHANGE = 'mutation ($password: String!) { changePassword(password: "", becomes: $password) }'
  t.equal((await ask(CHANGE, { cookie: bao.cookie!, variables: { password: PASSWORD } })).body.data.changePassword, true)
  t.match((await ask(LEAVE, { cookie: bao.cookie! })).body.errors, [{ extensions: { code: 'UNAUTHENTICATED' } }], 'from then on it is asked for')
})

t.test('what did not begin here, or comes twice, or is not for us, signs nobody in', async (t) => {
  const { go, back, provider, enter, people } = await desk(t, 'reader')
  const signedOut = async (query: string, cookie?: string): Promise<void> => { t.match(await back(query, cookie), { status: 401, cookie: undefined }) }
  const one = await go()
  const query = provider.authorize(one.address, AMEI)
  await signedOut(query)
  await signedOut(query, `${one.kept}x`)
  await signedOut(query, `fangzhi-oidc=${new Signer(randomBytes(32), 'oidc').sign({ asked: {}, to: '/' }, Date.now() + 1_000)}`)
  const wrongState = await go()
  await signedOut(`code=${new URLSearchParams(provider.authorize(wrongState.address, AMEI)).get('code')}&state=wrong`, wrongState.kept)
  t.equal((await back(query, one.kept)).status, 303)
  await signedOut(query, one.kept)
  // a code that was caught, brought in another's browser
  const [mine, theirs] = [await go(), await go()]
  const caught = new URLSearchParams(provider.authorize(theirs.address, AMEI)).get('code')
  await signedOut(`code=${caught}&state=${new URL(mine.address).searchParams.get('state')}`, mine.kept)
  const cancelled = await go()
  await signedOut(`error=access_denied&state=${new URL(cancelled.address).searchParams.get('state')}`, cancelled.kept)
  const before = await people.accounts.countAccounts()
  for (const claims of [{ nonce: 'wrong' }, { nonce: undefined }, { iss: 'https://evil.example' }, { aud: 'another' }, { exp: 1 }]) {
    provider.lie.claims = claims
    t.match(await enter({ ...AMEI, sub: 'evil' }), { status: 401, cookie: undefined }, JSON.stringify(claims))
  }
  delete provider.lie.claims
  provider.lie.otherKey = true
  t.match(await enter({ ...AMEI, sub: 'evil' }), { status: 401, cookie: undefined }, 'signed by somebody else')
  t.equal(await people.accounts.countAccounts(), before)
})

t.test('the provider\'s documents do not make the service ask its own network', async (t) => {
  const reached: string[] = []
  const inside = createServer((request, response) => {
    reached.push(request.url!)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(inside, 'listening')
  t.teardown(() => inside.close())
  const { port } = inside.address() as AddressInfo
  const places = [`http://127.0.0.1:${port}`, `https://127.0.0.1:${port}`, `https://localhost:${port}`, 'https://169.254.169.254/latest', `https://[::1]:${port}`, `https://[::ffff:127.0.0.1]:${port}`, 'https://10.0.0.1', `http://2130706433:${port}`, 'file:///etc/passwd', 'http://accounts.example.com']
  for (const at of places) {
    for (const field of ['token_endpoint', 'jwks_uri']) {
      const { enter, go, provider } = await desk(t, 'reader')
      provider.lie.discovery = { [field]: at }
      const begun = await go()
      // a name is looked up when it is asked
      const status = begun.status === 303 ? (await enter(AMEI)).status : begun.status
      t.ok([401, 403].includes(status), `${field} ${at}: ${status}`)
    }
  }
  t.same(reached, [])
})

t.test('redirects are not followed, much is not read, another issuer is none', async (t) => {
  const reached: string[] = []
  const elsewhere = createServer((request, response) => {
    reached.push(request.url!)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  t.teardown(() => elsewhere.close())
  const at = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  const { go, provider } = await desk(t, 'reader')
  const refused = async (why: string): Promise<void> => {
    const { status, body } = await go()
    t.ok(status === 401 || status === 503, `${why}: ${status}`)
    t.notMatch(body, /127\.0\.0\.1/, 'nor is the reader told of it')
  }
  provider.lie.answer = { status: 302, headers: { location: at } }
  await refused('a redirect')
  provider.lie.answer = { status: 200, body: `{"issuer":"${'x'.repeat(600_000)}"}` }
  await refused('much')
  provider.lie.answer = { status: 200, body: 'not json' }
  await refused('no document')
  delete provider.lie.answer
  provider.lie.discovery = { issuer: 'https://evil.example' }
  await refused('another issuer')
  provider.lie.discovery = {}
  t.equal((await go()).status, 303, 'what failed is not remembered')
  t.same(reached, [])
})

t.test('afterwards one stays here', async (t) => {
  for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/.//evil.example', '/..//evil.example', 'javascript:alert(1)', 'evil.example', '', ' //evil.example', '/%0d%0aset-cookie:x']) {
    const path = localPath(evil)
    t.equal(new URL(path, 'https://fangzhi.example').origin, 'https://fangzhi.example', evil)
    t.notMatch(path, /[\r\n\t]|^\/\//)
  }
  t.equal(localPath(['/x']), '/')
  t.equal(localPath('/answers/paths?from=社會局#a'), '/answers/paths?from=%E7%A4%BE%E6%9C%83%E5%B1%80#a')
  fc.assert(fc.property(fc.array(fc.constantFrom('/', '\\', '.', '..', ':', '@', '\t', '\n', 'evil.example', 'https:', '?', '#', '%2f'), { maxLength: 8 }), (parts) => {
    const path = localPath(parts.join(''))
    return path.startsWith('/') && !path.startsWith('//') && !/[\\\r\n\t]/.test(path.split(/[?#]/)[0]!) && new URL(path, 'https://fangzhi.example').origin === 'https://fangzhi.example'
  }), { numRuns: 2_000 })
  const { enter } = await desk(t, 'reader')
  t.equal((await enter(AMEI, { to: '//evil.example' })).location, '/')
})

t.test('one may take away everything one wrote', async (t) => {
  const { app, someone, ask } = await desk(t)
  const [amei, bao] = [await someone('contributor', 'amei'), await someone('contributor', 'bao')]
  t.equal((await app.inject('/me/export')).statusCode, 401)
  const response = await app.inject({ url: '/me/export', headers: { cookie: amei.cookie } })
  t.match(response.headers, { 'content-type': /jsonl/, 'cache-control': /no-store/ })
  t.match(JSON.parse(response.body.split('\n')[0]!), { account: { login: 'amei' } })
  t.notMatch(response.body, new RegExp(bao.id))
  const { secret } = (await ask('mutation { makeToken(name: "x", scopes: [read]) { secret } }', { cookie: amei.cookie })).body.data.makeToken
  t.equal((await app.inject({ url: '/me/export', headers: { authorization: `Bearer ${secret}` } })).statusCode, 403, 'a token that only reads has not the scope')
})
