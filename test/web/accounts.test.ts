import t from 'tap'
import { firstLink, invite } from '../../src/archive/accounts/links.ts'
import { cookieOf, PASSWORD } from '../api/people.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup, type Got } from './site.ts'

t.teardown(closeBrowser)

const cookie = ({ headers }: Got): string => cookieOf(headers)

t.test('the first administrator sets name and password by the link, and is led on', async (t) => {
  const { get, post, people } = await site(t)
  const { secret } = (await firstLink(people))!
  t.same(await wrongMarkup(await get('/join')), [])
  const wrong = await post('/join', { secret: `http://127.0.0.1:3000/join#${secret}`, login: 'chief', name: '<b>館長</b>', password: '123456' })
  t.equal(wrong.status, 400)
  t.match(wrong.text, /value="chief"/, 'nothing typed is lost')
  t.match(wrong.text, /value="&lt;b&gt;館長&lt;\/b&gt;"/)
  t.match(wrong.text, /aria-invalid="true"/)
  t.notMatch(wrong.text, /123456/, 'but the password')
  t.same(await wrongMarkup(wrong), [])
  const done = await post('/join', { secret: `http://127.0.0.1:3000/join#${secret}`, login: 'chief', name: '館長', password: PASSWORD })
  t.match(done, { status: 303, to: '/admin/begin' })
  t.match((await get('/me', { cookie: cookie(done) })).text, /<h1>館長<\/h1>/)
  t.match((await post('/join', { secret, login: 'other', name: '別人', password: PASSWORD })).status, 400, 'once')
})

t.test('from what is mine to the rooms of whoever keeps the archive', async (t) => {
  const { get, someone } = await site(t)
  const rooms = ['/review', '/duplicates', '/quality', '/bulk', '/import', '/vocabulary', '/workshops']
  const kept = (await get('/me', { cookie: (await someone('librarian')).cookie })).text
  for (const room of rooms) t.match(kept, `<li><a href="${room}">`)
  const mine = (await get('/me', { cookie: (await someone('contributor')).cookie })).text
  for (const room of rooms) t.notMatch(mine, `href="${room}"`)
})

t.test('signing in leads back to where one came from, and nowhere else', async (t) => {
  const { get, post, someone } = await site(t)
  await someone('contributor', 'worker')
  const away = await get('/me/settings')
  t.match(away, { status: 303, to: '/sign-in?to=%2Fme%2Fsettings' })
  t.match((await get('/en/me/settings')).to, '/en/sign-in?to=%2Fen%2Fme%2Fsettings')
  t.same(await wrongMarkup(await get(away.to)), [])
  const wrong = await post('/sign-in', { login: 'worker', password: 'no', to: '/me/settings' })
  t.equal(wrong.status, 401)
  t.same(await wrongMarkup(wrong), [])
  t.match(await post('/sign-in', { login: 'worker', password: PASSWORD, to: '/me/settings' }), { status: 303, to: '/me/settings' })
  t.equal((await post('/sign-in', { login: 'worker', password: PASSWORD, to: '//evil.example/' })).to, '/')
})

t.test('a form of another place does nothing', async (t) => {
  const { app, someone } = await site(t)
  const { cookie: mine } = await someone()
  const response = await app.inject({ method: 'POST', url: '/me/settings', headers: { cookie: mine, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' }, payload: 'about=me&name=x&login=x' })
  t.equal(response.statusCode, 403)
})

t.test('settings: a mistake keeps what was typed and names its field', async (t) => {
  const { get, post, someone } = await site(t)
  const { cookie: mine } = await someone('contributor', 'elder')
  const saved = await post('/me/settings', { about: 'me', name: '陳阿嬤', login: 'elder', mail: '' }, { cookie: mine })
  t.match(saved, { status: 303 })
  t.match((await get(saved.to, { cookie: mine })).text, /存好了/)
  const wrong = await post('/me/settings', { about: 'password', old: 'no', becomes: '松山車站前的老榕樹下' }, { cookie: mine })
  t.equal(wrong.status, 400)
  t.match(wrong.text, /href="#f-old"/)
  t.same(await wrongMarkup(wrong), [])
  t.match(await post('/me/settings', { about: 'password', old: PASSWORD, becomes: '松山車站前的老榕樹下' }, { cookie: mine }), { status: 303 })
})

t.test('sessions and tokens', async (t) => {
  const { get, post, someone, app } = await site(t)
  const { cookie: mine } = await someone('contributor', 'two')
  const other = cookie(await post('/sign-in', { login: 'two', password: PASSWORD }))
  const page = await get('/me/sessions', { cookie: mine })
  t.same(await wrongMarkup(page), [])
  await post('/me/sessions', { id: 'others' }, { cookie: mine })
  t.equal((await get('/me', { cookie: other })).status, 303, 'signed out')
  t.equal((await post('/me/tokens', { name: '', days: '90' }, { cookie: mine })).status, 400)
  const made = await post('/me/tokens', { name: '備份', scopes: ['read'], days: '30' }, { cookie: mine })
  t.same(await wrongMarkup(made), [])
  const token = /<code id="secret">([^<]+)</.exec(made.text)![1]!
  t.equal((await app.inject({ method: 'GET', url: '/me/export', headers: { authorization: `Bearer ${token}` } })).statusCode, 403, 'a token that only reads')
  t.notMatch((await get('/me/tokens', { cookie: mine })).text, token, 'shown once')
})

t.test('watching: what is offered is watched, told of, and left', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie: mine } = await someone()
  const offered = await get(`/me/watch?of=${ids.social}`, { cookie: mine })
  t.match(offered.text, /社會局/)
  t.same(await wrongMarkup(offered), [])
  t.notMatch((await get(`/me/watch?of=${ids.hidden}`, { cookie: mine })).text, /祕密社/)
  await post('/me/watch', { act: 'watch', record: ids.social }, { cookie: mine })
  const watched = await get('/me/watch', { cookie: mine })
  const [, id] = /name="id" value="([^"]+)"><button class="quiet">不再關注/.exec(watched.text)!
  t.same(await wrongMarkup(watched), [])
  await post('/me/watch', { act: 'unwatch', id: id! }, { cookie: mine })
  t.match((await get('/me/watch', { cookie: mine })).text, /還沒有/)
  t.equal((await post('/me/watch', { act: 'watch', search: '{' }, { cookie: mine })).status, 400)
})

t.test('leaving: with the password, and then nobody is signed in', async (t) => {
  const { post, get, someone } = await site(t)
  const { cookie: mine } = await someone()
  t.equal((await post('/me/leave', { signed: 'yes', password: 'no' }, { cookie: mine })).status, 400)
  t.match(await post('/me/leave', { signed: 'yes', password: PASSWORD }, { cookie: mine }), { status: 303, to: '/' })
  t.equal((await get('/me', { cookie: mine })).status, 303)
})

t.test('in a browser: the link\'s secret is taken out of the address; nothing in anybody\'s way', { skip: NO_BROWSER }, async (t) => {
  const { listen, people } = await site(t)
  const { secret } = (await firstLink(people)) ?? await invite(people, undefined, {})
  const address = await listen()
  const { page } = await opened(t, address, PHONE)
  await page.goto(`/join#${secret}`)
  t.equal(await page.locator('input[name=secret]').isVisible(), false)
  t.notMatch(page.url(), secret)
  await page.fill('input[name=name]', '館長')
  await page.fill('input[name=login]', 'chief')
  await page.fill('input[name=password]', PASSWORD)
  await page.click('form[method=post] button')
  for (const path of ['/me', '/me/settings', '/en/me/tokens', '/me/sessions', '/me/watch', '/me/leave', '/en/sign-in']) {
    await page.goto(path)
    t.same(await barriers(page), [], path)
    t.notOk(await overflows(page), path)
  }
})
