import t from 'tap'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup } from './site.ts'

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
