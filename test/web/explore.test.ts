import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { emptyStore, Scribe, smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { hostile } from './hostile.ts'
import { hubOf } from './hub.ts'
import { site, wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

t.test('without scripts: a list of who stands around, each a way further', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  const got = await get(`/explore?from=${ids.social}`)
  t.same(await wrongMarkup(got), [])
  t.match(got.text, /與它有關係的有 2 個/)
  t.match(got.text, `href="/explore?from=${ids.shared}"`)
  t.match(got.text, '受理立案')
  t.notMatch(got.text, '祕密社')
  t.match((await get(`/explore?${new URLSearchParams({ from: '社會局' })}`)).text, /與它有關係的有 2 個/)
  t.match((await get(`/explore?from=${ids.social}&kinds=Person`)).text, /有 0 個/)
  t.match((await get(`/explore?from=${ids.social}&asOf=2018`)).text, /有 1 個/, 'what has ended is left out')
  t.equal((await get(`/explore?from=${ids.hidden}`)).status, 404)
  t.equal((await get(`/explore?from=${ids.social}&types=NOTHING`)).status, 400)
  for (const page of ['/explore', '/en/explore', `/en/explore?from=${ids.social}`]) t.same(await wrongMarkup(await get(page)), [], page)
})

t.test('the data of the picture: a hub page by page, and what ties those on it; nothing of what is hidden', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const hub = scribe.entity('Organization', '樞紐')
  const all = Array.from({ length: 45 }, (_, i) => scribe.entity('Organization', `協會${i}`))
  for (const one of all) scribe.relate('REGISTERED_WITH', one, hub)
  scribe.relate('COMMISSIONS', hub, all[0]!, { state: 'proposed' })
  scribe.relate('FUNDS', all[1]!, all[2]!)
  const hidden = scribe.entity('Organization', '祕密社', { audience: { mode: 'all', protocols: ['elders'] } })
  scribe.relate('REGISTERED_WITH', hidden, hub)
  await scribe.commit()
  const { get, post } = await site(t, { graph: store })
  const seen = new Set<string>()
  for (let after = '', pages = 0; pages < 4; pages++) {
    const page = JSON.parse((await get(`/explore/neighbours?of=${hub}&after=${after}`)).text)
    t.equal(page.total, 45)
    for (const { id, relations } of page.items) {
      seen.add(id)
      t.equal(relations[0].label, '受理立案')
    }
    if (!page.hasNextPage) break
    after = page.endCursor
  }
  t.same(seen, new Set(all))
  const between = async (ids: readonly string[], more: Record<string, string> = {}) => JSON.parse((await post('/explore/between', { ids: ids.join(' '), ...more })).text)
  const told = await between([hub, all[0]!, all[1]!, all[2]!, hidden, newId()])
  t.equal(told.entities.length, 4)
  t.same(told.ties.map(({ type }: { type: string }) => type).sort(), ['FUNDS', 'REGISTERED_WITH', 'REGISTERED_WITH', 'REGISTERED_WITH'])
  const proposed = await between([hub, all[0]!], { proposed: '1' })
  t.same(proposed.ties.map(({ type, proposed: isIt }: { type: string; proposed: boolean }) => [type, isIt]).sort(), [['COMMISSIONS', true], ['REGISTERED_WITH', false]])
  t.same((await between([hub, all[1]!], { types: 'FUNDS' })).ties, [])
  t.equal((await post('/explore/between', { ids: 'x' })).status, 400)
  t.equal((await post('/explore/between', { ids: Array.from({ length: 301 }, () => newId()).join(' ') })).status, 400)
  t.equal((await get(`/explore/neighbours?of=${hidden}`)).status, 404)
})

t.test('hostile names leave the page whole', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const hub = scribe.entity('Organization', '"><script>alert(1)</script>')
  for (const text of hostile) scribe.relate('REGISTERED_WITH', scribe.entity('Organization', text), hub)
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  t.same(await wrongMarkup(await get(`/explore?from=${hub}`)), [])
})

t.test('in a browser: grown by keys alone, one selection, filtered, shared by its address, taken away', { skip: NO_BROWSER }, async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const { hub, all } = hubOf(scribe, 25, 3)
  const far = scribe.entity('Person', '遠處的人')
  scribe.relate('BORN_IN', far, all[0]!)
  await scribe.commit()
  const { listen } = await site(t, { graph: store })
  const address = await listen()
  const { page, strayed } = await opened(t, address, LIBRARY)
  const broken: string[] = []
  page.on('pageerror', ({ message }) => broken.push(message))
  page.on('console', (message) => { if (message.type() === 'error') broken.push(message.text()) })
  const options = page.locator('[role=option]')
  const chosen = page.locator('[role=option][aria-selected=true]')
  await page.goto(`/explore?from=${hub}`)
  await page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 21)
  t.equal(await page.locator('section.around').isVisible(), false)
  await page.locator('[role=listbox]').focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 26)
  t.match(await page.textContent('.said'), /放上 5 個，圖上有 26 個/)
  await page.keyboard.press('End')
  t.notMatch(await chosen.textContent(), '樞紐')
  await page.keyboard.press('Home')
  await page.keyboard.press('Delete')
  t.equal(await options.count(), 26, 'where it began stays')
  await page.fill('.list-side input[type=search]', '名字0')
  await page.locator('[role=listbox]').focus()
  await page.keyboard.press('End')
  t.match(await chosen.textContent(), '名字0')
  await page.waitForSelector('.about-node button[data-id=grow]')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => (globalThis as any).document.querySelector('.said').textContent.includes('27'))
  await page.fill('.list-side input[type=search]', '')
  t.equal(await options.count(), 27)
  t.same(await barriers(page), [])

  await page.locator('details.filters summary').first().click()
  await page.check('input[name=kinds][value=Place]')
  await page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 4)
  t.match(page.url(), /kinds=Place/)
  await page.uncheck('input[name=kinds][value=Place]')
  await page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 27)

  await page.locator('explore-graph details.tool summary').click()
  await page.getByRole('button', { name: '複製這張圖的網址' }).click()
  await page.waitForFunction(() => (globalThis as any).location.hash.startsWith('#g='))
  await page.fill('#layout-name', '我的圖')
  await page.getByRole('button', { name: '存', exact: true }).click()
  t.match(await page.textContent('explore-graph .plainlist'), '我的圖')
  for (const [format, begins] of [['SVG', '<svg'], ['GEXF', '<?xml'], ['JSON', '{'], ['PNG', '\u{89}PNG']] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `下載 ${format}` }).click()])
    t.equal(download.suggestedFilename(), `樞紐.${format.toLowerCase()}`)
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    t.ok(Buffer.concat(chunks).toString('latin1').startsWith(begins), format)
  }
  const shared = page.url()
  const other = await opened(t, address, PHONE, { colorScheme: 'dark' })
  await other.page.goto(shared)
  await other.page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 27)
  t.notOk(await overflows(other.page))
  t.same(await barriers(other.page), [])
  t.same([...strayed, ...other.strayed, ...broken], [])
})

t.test('in a browser without scripts the list leads on', { skip: NO_BROWSER }, async (t) => {
  const { store, ids } = await smallCity(t)
  const { listen } = await site(t, { graph: store })
  const { page } = await opened(t, await listen(), PHONE, { javaScriptEnabled: false })
  await page.goto(`/explore?from=${ids.social}`)
  await page.click(`a[href="/explore?from=${ids.shared}"]`)
  t.match(await page.textContent('h1'), '臺北市愛鄉協會')
  t.match(await page.textContent('main'), '臺北市政府文化局')
})
