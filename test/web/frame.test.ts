import { chromium } from 'playwright-core'
import t from 'tap'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE, PLACE } from './browser.ts'
import { site, wrongMarkup, type Got } from './site.ts'

t.teardown(closeBrowser)

t.test('the front page, in both languages: whole markup, its own rules for what may run', async (t) => {
  const { store } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  for (const path of ['/', '/en/']) {
    const got = await get(path)
    t.equal(got.status, 200)
    t.match(String(got.headers['content-security-policy']), /default-src 'none'; script-src 'self'/)
    t.same(await wrongMarkup(got), [])
  }
  t.match((await get('/en/')).text, /<html lang="en">/)
})

t.test('an address where nothing stands has a page that says so; programs are told in their own words', async (t) => {
  const { get, app } = await site(t)
  const got = await get('/沒有這頁'.split('/').map(encodeURIComponent).join('/'))
  t.equal(got.status, 404)
  t.match(got.text, /<h1>找不到<\/h1>/)
  t.same(await wrongMarkup(got), [])
  t.match((await app.inject({ method: 'POST', url: '/nothing' })).json(), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

t.test('what is wrong is said in the language of the page', async (t) => {
  const { get, post, someone } = await site(t)
  const { cookie } = await someone()
  for (const path of ['/entities/x', '/entities/x/text', '/relations/x', '/collections/x']) {
    const got = await get(`/en${path}`)
    t.equal(got.status, 404)
    t.notMatch(/<main[^]*<\/main>/.exec(got.text)![0], /\p{Script=Han}/u)
    t.notMatch(/<main[^]*<\/main>/.exec((await get(path)).text)![0], /not found/)
  }
  const wrong = await post('/en/me/settings', { about: 'password', old: 'no', becomes: '松山車站前的老榕樹下' }, { cookie })
  t.match(wrong.text, /<a href="#f-old">[^<\p{Script=Han}]+<\/a>/u)
  t.match(wrong.text, /id="f-old-mistake">[^<\p{Script=Han}]+</u)
  t.same(await wrongMarkup(wrong), [])
})

t.test('a page of a list that is not where its address says leads to the first', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, indexed } = await site(t, { graph: store })
  await indexed()
  for (const path of ['/collections?after=x', `/entities/${ids.social}/history?after=x`, `/entities/${ids.social}?type=REGISTERED_WITH&after=x`, '/search?q=%E5%8D%94%E6%9C%83&after=x']) {
    const got = await get(path)
    t.equal(got.status, 400)
    t.match(got.text, `<a href="${path.replace(/[?&]after=x/, '').replaceAll('&', '&amp;')}">從第一頁看起</a>`)
    t.notMatch(got.text, /cursor/)
    t.same(await wrongMarkup(got), [])
  }
})

t.test('what is refused before anybody looks at it is a page, too: an address cut off, too much, what cannot be read, a token that is none', async (t) => {
  const { get, app, someone } = await site(t)
  const { cookie } = await someone()
  const [there, of] = [{ accept: 'text/html', cookie }, { 'sec-fetch-site': 'same-origin' }]
  const asked = async (options: object): Promise<Got> => {
    const { statusCode, body, headers } = await app.inject(options)
    return { status: statusCode, text: body, headers, to: '' }
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const all: readonly (readonly [number, Got])[] = [
    [404, await get('/entities/%E5%9C')], [404, await get('/en/%')],
    [413, await asked({ method: 'POST', url: '/me/settings', headers: { ...there, ...of, ...form }, payload: `about=${'a'.repeat(300_000)}` })],
    [415, await asked({ method: 'POST', url: '/en/me/settings', headers: { ...there, ...of, 'content-type': 'text/xml' }, payload: '<a/>' })],
    [403, await asked({ method: 'POST', url: '/me/settings', headers: { ...there, ...form, 'sec-fetch-site': 'cross-site' }, payload: 'about=me' })],
    [401, await get('/', { headers: { authorization: 'Bearer nobody' } })],
  ]
  for (const [status, got] of all) {
    t.equal(got.status, status)
    t.match(String(got.headers['content-type']), /^text\/html/)
    t.match(String(got.headers['content-security-policy']), /default-src 'none'/)
    t.same(await wrongMarkup(got), [])
  }
  t.match(all[3]![1].text, /<html lang="en">[^]*What was sent cannot be read/)
  t.match((await app.inject({ method: 'POST', url: '/me/settings', headers: { ...of, cookie, 'content-type': 'text/xml' }, payload: '<a/>' })).json(), { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }, 'programs are told as ever')
})

t.test('scripts and styles are kept for ever, and come from nowhere else', async (t) => {
  const { get } = await site(t)
  const style = /href="(\/assets\/index-[0-9a-f]{10}\.css)"/.exec((await get('/')).text)![1]!
  const got = await get(style)
  t.match(got.headers, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' })
  t.notMatch(got.text, /url\(\s*["']?https?:/)
})

t.test('in a browser: nothing from elsewhere, nothing in anybody\'s way', { skip: NO_BROWSER }, async (t) => {
  const { store } = await smallCity(t)
  const { listen } = await site(t, { graph: store })
  const address = await listen()
  for (const size of [PHONE, LIBRARY]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, strayed } = await opened(t, address, size, { colorScheme })
      for (const path of ['/', '/en/']) {
        await page.goto(path)
        t.same(await barriers(page), [], `${path} ${size.width} ${colorScheme}`)
        t.notOk(await overflows(page))
      }
      t.same(strayed, [])
    }
  }
})

t.test('letters twice as large make nothing wider than a phone', { skip: NO_BROWSER }, async (t) => {
  const { store } = await smallCity(t)
  const { listen, someone } = await site(t, { graph: store })
  const address = await listen()
  const { secret } = await someone('administrator')
  const browser = await chromium.launch({ executablePath: PLACE!, args: ['--no-sandbox', '--blink-settings=defaultFontSize=32'] })
  t.teardown(() => browser.close())
  const context = await browser.newContext({ baseURL: address, viewport: PHONE })
  await context.addCookies([{ name: 'fangzhi', value: secret, url: address }])
  const page = await context.newPage()
  for (const path of ['/', '/me', '/en/me', '/quality', '/bulk', '/contribute', '/admin', '/review', '/collections/new', '/vocabulary']) {
    await page.goto(path)
    t.notOk(await overflows(page), path)
  }
})
