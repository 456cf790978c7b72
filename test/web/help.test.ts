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
