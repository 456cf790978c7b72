import sharp from 'sharp'
import t from 'tap'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

t.test('help and what is for programs: whole markup in both languages', async (t) => {
  const { get } = await site(t)
  for (const path of ['/help', '/en/help', '/developers', '/en/developers']) t.same(await wrongMarkup(await get(path)), [], path)
  t.equal((await get('/developers/graphiql/passwd')).status, 404)
})

t.test('the pictures of the help are small, described, kept for ever, and in the language of the page', async (t) => {
  const { get, app } = await site(t)
  const seen = new Set<string>()
  for (const path of ['/help', '/en/help']) {
    const { text } = await get(path)
    const pictures = [...text.matchAll(/<img src="(\/assets\/[^"]+\.webp)" alt="([^"]{20,})" width="(\d+)" height="(\d+)"/g)]
    t.equal(pictures.length, 3, path)
    for (const [, address, , width, height] of pictures) {
      const { statusCode, headers, rawPayload } = await app.inject({ method: 'GET', url: address! })
      t.match({ statusCode, ...headers }, { statusCode: 200, 'content-type': 'image/webp', 'cache-control': /immutable/ })
      t.ok(rawPayload.length <= 40_000, `${address} has ${rawPayload.length} bytes`)
      const { width: across = 0, height: down = 1 } = await sharp(rawPayload).metadata()
      t.ok(Math.abs(across / down - Number(width) / Number(height)) < 0.01, 'as large as it says')
      seen.add(address!)
    }
  }
  t.equal(seen.size, 6)
})

t.test('in a browser: nothing in anybody\'s way; GraphiQL answers, and fetches nothing from elsewhere', { skip: NO_BROWSER }, async (t) => {
  const { store } = await smallCity(t)
  const { listen } = await site(t, { graph: store })
  const address = await listen()
  for (const path of ['/help', '/en/help', '/developers']) {
    const { page } = await opened(t, address, PHONE)
    await page.goto(path)
    t.same(await barriers(page), [], path)
    t.notOk(await overflows(page), path)
  }
  const { page, strayed } = await opened(t, address, LIBRARY)
  await page.goto('/developers/graphiql')
  await page.click('button.graphiql-execute-button')
  await page.waitForFunction(() => (globalThis as any).document.querySelector('.result-window')?.textContent?.includes('臺北市愛鄉協會'))
  t.same(strayed, [])
})
