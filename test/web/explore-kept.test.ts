import t from 'tap'
import { createCollection } from '../../src/archive/collections/create.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { emptyStore, Scribe, smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { hubOf } from './hub.ts'
import { site, wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

const layoutOf = (places: readonly (readonly [Id, number, number])[], looking = ''): string => JSON.stringify({ places, looking })
const publicly = { state: 'published', reader: 'everyone' }

t.test('a picture is kept by a name, listed, opened and kept again; without scripts it is the list of who is on it', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, post, someone } = await site(t, { graph: store })
  const [amei, reader] = [await someone('librarian'), await someone('contributor')]
  const { cookie } = amei
  t.notMatch((await get('/explore')).text, '存起來的圖')
  const begun = await post('/collections/new', { begin: '1', layout: layoutOf([[ids.social, 0, 0], [ids.shared, 12.5, -3]], 'types=REGISTERED_WITH&asOf=2015') }, { cookie })
  t.match(begun.text, '圖上有 2 個')
  t.same(await wrongMarkup(begun), [])
  const nameless = await post('/collections/new', { key: newId(), manner: 'manual', name: '', layout: layoutOf([[ids.social, 0, 0], [ids.shared, 12.5, -3]]), ...publicly }, { cookie })
  t.equal(nameless.status, 400)
  t.match(nameless.text, /name="layout" value="\{&quot;places/, 'it is still there when the name is missing')
  const made = await post('/collections/new', { key: newId(), manner: 'manual', name: '社會局一帶', layout: layoutOf([[ids.social, 0, 0], [ids.shared, 12.5, -3]], 'types=REGISTERED_WITH&asOf=2015'), ...publicly }, { cookie })
  t.match(made.to, /^\/explore\?layout=/)
  const id = made.to.split('=')[1]!
  for (const path of [made.to, `/en${made.to}`]) t.same(await wrongMarkup(await get(path)), [])
  const page = await get(made.to)
  t.match(page.text, '<h1>社會局一帶</h1>')
  t.match(page.text, `data-places="[[&quot;${ids.social}&quot;,0,0],[&quot;${ids.shared}&quot;,12.5,-3]]"`)
  t.match(page.text, /value="REGISTERED_WITH" checked/)
  t.match(page.text, /name="asOf"[^>]*value="2015"/)
  t.notMatch(page.text, 'data-keep', 'a stranger does not keep it anew')
  t.match((await get('/explore')).text, `<a href="/explore?layout=${id}">社會局一帶</a> <small>2 個</small>`)
  t.match((await get('/collections')).text, '圖．2 筆')
  t.match((await get(`/collections/${id}`)).text, `href="/explore?layout=${id}"`)

  const own = await get(made.to, { cookie })
  const version = /data-version="([^"]+)"/.exec(own.text)![1]!
  const again = { id, version, key: newId(), layout: layoutOf([[ids.social, 1, 1], [ids.culture, 5, 5]]) }
  t.equal((await post('/explore/layout', again, { cookie: reader.cookie })).status, 403)
  t.equal((await post('/explore/layout', again)).status, 401)
  t.equal((await post('/explore/layout', { ...again, layout: '{' }, { cookie })).status, 400)
  t.equal((await post('/explore/layout', again, { cookie })).to, `/explore?layout=${id}&kept=yes`)
  t.match((await get(made.to)).text, `data-places="[[&quot;${ids.social}&quot;,1,1],[&quot;${ids.culture}&quot;,5,5]]"`)
  t.equal((await post('/explore/layout', { ...again, key: newId() }, { cookie })).status, 409, 'somebody kept it meanwhile')
  for (const nothing of [newId(), 'x']) t.equal((await get(`/explore?layout=${nothing}`)).status, 404)
})

t.test('a picture names only who its reader may see, and is another\'s while it is a draft', async (t) => {
  const pages = async (withHidden: boolean): Promise<string[]> => {
    const { store, ids } = await smallCity(t)
    const { get, post, people, someone } = await site(t, { graph: store })
    const { id, cookie } = await someone('librarian')
    const actor = { account: id, name: '', role: 'librarian', memberships: new Map([['elders', 'steward']]), viewer: { signedIn: true, account: id, librarian: true, protocols: new Set(['elders']), stewards: new Set(['elders']) } } as never
    const ports = { graph: store, directory: people.directory, vocabulary: await store.vocabulary(), questions: { putIn: (() => { throw new Error('none') }) as never, collected: async () => [] } }
    const made = await createCollection(ports as never, actor, { key: 'picture-1', manner: 'manual', name: '圖', state: 'published', audience: { protocols: ['everyone'] }, looking: {}, add: [...(withHidden ? [{ item: ids.hidden, at: [0, 0] as const }] : []), { item: ids.social, at: [1, 2] }, { item: ids.culture, at: [3, 4] }] })
    const address = `/explore?layout=${made.records.find(({ type }) => type === 'collection')!.id}`
    const drafted = await post('/collections/new', { key: newId(), manner: 'manual', name: '只有我的', layout: layoutOf([[ids.social, 0, 0]]), state: 'draft', reader: 'everyone' }, { cookie })
    t.match((await get('/explore', { cookie })).text, '只有我的')
    t.equal((await get(drafted.to)).status, 404)
    return [(await get('/explore')).text, (await get(address)).text].map((text) => text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f-]{21}/g, 'ID'))
  }
  const [without, hidden] = [await pages(false), await pages(true)]
  t.same(hidden, without)
  t.match(without[1], '圖上有 2 個')
})

t.test('in a browser: a picture is kept in the archive, opened by others where everything stands as it stood, and taken away', { skip: NO_BROWSER }, async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const { hub } = hubOf(scribe, 6, 2)
  await scribe.commit()
  const { listen, someone } = await site(t, { graph: store })
  const address = await listen()
  const { secret } = await someone('librarian')
  const { page, context, strayed } = await opened(t, address, LIBRARY)
  await context.addCookies([{ name: 'fangzhi', value: secret, url: address }])
  await page.goto(`/explore?from=${hub}`)
  await page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 7)
  await page.click('explore-graph details.tool summary')
  await page.getByRole('button', { name: '存進檔案庫，取個名字' }).click()
  await page.fill('[name=name]', '樞紐的圖')
  await page.check('[name=state][value=published]')
  t.same(await barriers(page), [])
  await page.click('main form[action="/collections/new"] button')
  await page.waitForURL(/layout=/)
  await page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 7)
  const kept = page.url()
  const places = JSON.parse((await page.getAttribute('explore-graph', 'data-places'))!) as [string, number, number][]
  t.equal(places[0]![0], hub)
  t.ok(places.slice(1).every(([, x, y]) => x !== 0 || y !== 0))

  await page.locator('[role=listbox]').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Delete')
  await page.click('explore-graph details.tool summary')
  await page.getByRole('button', { name: '存回「樞紐的圖」' }).click()
  await page.waitForURL(/kept=yes/)
  t.match(await page.textContent('[role=status].done'), '存好了')

  const other = await opened(t, address, PHONE, { colorScheme: 'dark' })
  await other.page.goto(kept)
  await other.page.waitForFunction(() => (globalThis as any).document.querySelectorAll('[role=option]').length === 6)
  t.same(await barriers(other.page), [])
  t.notOk(await overflows(other.page))
  await other.page.click('explore-graph details.tool summary')
  const [download] = await Promise.all([other.page.waitForEvent('download'), other.page.getByRole('button', { name: '下載 JSON' }).click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const taken = JSON.parse(Buffer.concat(chunks).toString()) as { nodes: { id: string; x: number; y: number }[] }
  for (const { id, x, y } of taken.nodes) t.same([x, y], places.find(([one]) => one === id)!.slice(1), 'where it stood')
  t.same([...strayed, ...other.strayed], [])
})
