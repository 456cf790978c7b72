import t from 'tap'
import pino from 'pino'
import { buildServer } from '../../src/api/server.ts'
import { makeToken } from '../../src/archive/accounts/tokens.ts'
import type { Scope } from '../../src/model/actor.ts'
import { emptyStore, vocabulary } from '../fixture.ts'
import { PASSWORD, served } from './people.ts'

t.test('a proxy is believed about its client, and a client about nothing', async (t) => {
  for (const [proxies, address] of [[0, '127.0.0.1'], [1, '192.0.2.3'], [2, '192.0.2.2']] as const) {
    const app = await buildServer({ graph: await emptyStore(t), vocabulary, logger: pino({ level: 'silent' }), trustProxy: proxies, rateLimit: 100, busyAfter: 0 })
    t.teardown(() => app.close())
    app.get('/where', async ({ ip, protocol }) => ({ ip, protocol }))
    // each proxy writes whom it was asked by at the end: what stands before is what the client sent
    const { ip, protocol } = (await app.inject({ url: '/where', headers: { 'x-forwarded-for': '192.0.2.1, 192.0.2.2, 192.0.2.3', 'x-forwarded-proto': 'https' } })).json()
    t.equal(ip, address, `${proxies} proxies`)
    t.equal(protocol, proxies === 0 ? 'http' : 'https')
  }
})

t.test('nothing is changed, nor anybody signed in, by what another site can send without asking first', async (t) => {
  const { app, someone, people } = await served(t)
  const { id, cookie } = await someone('contributor', 'amei')
  const signIn = `mutation { signIn(login: "amei", password: "${PASSWORD}") { id } }`
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }
  for (const method of ['GET', 'HEAD'] as const) {
    for (const mutation of ['mutation { signOut }', 'mutation { updateMe(name: "別的") { id } }', signIn]) {
      for (const headers of [{ cookie }, { cookie, ...elsewhere }, {}]) {
        const response = await app.inject({ method, url: `/graphql?query=${encodeURIComponent(mutation)}`, headers })
        t.equal(response.statusCode, 405, `${method} ${mutation}`)
        t.equal(response.headers['set-cookie'], undefined)
      }
    }
  }
  t.equal((await people.accounts.account(id))?.name, 'amei的名字')
  t.equal((await people.accounts.sessions(id, Date.now())).length, 1)
  const forms = [
    ['text/plain', JSON.stringify({ query: signIn })], ['application/x-www-form-urlencoded', `query=${encodeURIComponent(signIn)}`],
    ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${signIn}\r\n--x--\r\n`],
  ] as const
  for (const [type, payload] of forms) {
    for (const headers of [elsewhere, { cookie, ...elsewhere }]) {
      const response = await app.inject({ method: 'POST', url: '/graphql', payload, headers: { 'content-type': type, ...headers } })
      t.ok([400, 403, 415].includes(response.statusCode), `${type}: ${response.statusCode}`)
      t.equal(response.headers['set-cookie'], undefined)
    }
  }
})

t.test('what depends on who asks is kept by nobody between', async (t) => {
  const { app, someone } = await served(t)
  const { cookie } = await someone()
  for (const [method, url] of [['POST', '/graphql'], ['GET', '/graphql'], ['GET', '/me/export'], ['GET', '/answers/connectors?a=x&b=y'], ['GET', '/answers/none']] as const) {
    for (const headers of [{ cookie, 'x-requested-with': 'test' }, {}]) {
      const response = await app.inject({ method, url, headers, ...(method === 'POST' ? { payload: { query: '{ me { id } }' } } : {}) })
      t.match(response.headers['cache-control'], /^private/, `${method} ${url}`)
      t.match(response.headers.vary, /Cookie/, `${method} ${url}`)
    }
  }
})

t.test('how the service is doing is for this machine and for administrators', async (t) => {
  const { app, someone, people } = await served(t)
  const tokenOf = async (role: 'administrator' | 'librarian', scopes: Scope[]): Promise<string> =>
    (await makeToken(people, (await people.directory.actor((await someone(role)).id))!, { name: '量測', scopes })).secret
  const get = async (headers: Record<string, string>): Promise<number> => (await app.inject({ url: '/metrics', headers })).statusCode
  const away = { 'x-forwarded-for': '192.0.2.9' }
  t.equal(await get({}), 200)
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) t.equal(await get({ [name]: '192.0.2.9' }), 404, name)
  t.equal(await get({ ...away, authorization: `Bearer ${await tokenOf('administrator', ['manage'])}` }), 200)
  t.equal(await get({ ...away, authorization: `Bearer ${await tokenOf('administrator', ['read'])}` }), 404)
  t.equal(await get({ ...away, authorization: `Bearer ${await tokenOf('librarian', ['manage'])}` }), 404)
})
