import t from 'tap'
import type { SearchStore } from '../../src/search/port.ts'
import { unavailable } from '../../src/model/errors.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { emptyStore, Scribe, smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup } from './site.ts'
import { hostile } from './hostile.ts'

t.teardown(closeBrowser)

const q = (text: string, more: Readonly<Record<string, string>> = {}): string => `/search?${new URLSearchParams({ q: text, ...more }).toString()}`

/** A book with a text, bodies with a type, a place and a year, and one that only elders see. */
async function library(t: Parameters<typeof emptyStore>[0]) {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const elders = { mode: 'all', protocols: ['elders'] } as const
  const book = scribe.entity('Work', '學習型城市', { fields: { workType: 'book', issued: '2012' } })
  scribe.entity('Organization', '臺北水患協會', { fields: { organizationType: '協會', district: '臺北市', foundedOn: '1996' } })
  scribe.entity('Organization', '高雄水患協會', { fields: { organizationType: '協會', district: '高雄市', foundedOn: '2001' } })
  scribe.entity('Organization', '祕密水患社', { audience: elders })
  scribe.entity('Place', '一水患紀念館')
  await scribe.commit()
  const passage = (text: string, start: number) => ({ text, offset: [start, start + text.length] as [number, number], chapter: '第一章', page: '7' })
  const words = ['共伴效應是林振春的構想，兩個領域的團隊各自運作。', '水患之後，居民自己疏濬。']
  await store.commit({
    id: newId(), actor: 'test', reason: '測試', origin: 'cli',
    operations: [{ op: 'put', base: null, record: { id: newId(), type: 'content', entity: book, state: 'published', audience: EVERYONE, order: 1, passages: [passage(words[0]!, 0), passage(words[1]!, words[0]!.length + 1)], corrections: [] } as never }],
  })
  return { store, book }
}

t.test('finding', async (t) => {
  const { store, book } = await library(t)
  const { get, indexed } = await site(t, { graph: store })
  await indexed()

  t.test('hits stand grouped by what they are of, with the passage, where it stands, and the words marked', async (t) => {
    const got = await get(q('「共伴效應」'))
    t.equal(got.status, 200)
    t.same(await wrongMarkup(got), [])
    t.match(got.text, '<mark>共伴效應</mark>是林振春的構想')
    t.match(got.text, new RegExp(`href="/entities/${book}/text[?]q=[^"]*&amp;of=[^"]*&amp;p=0"`))
    t.match(got.text, /第一章，頁 7/)
    t.notMatch(got.text, /水患之後/)
  })

  t.test('facets are links that narrow the search; what is chosen can be taken away; all stands in the address', async (t) => {
    const all = (await get(q('水患'))).text
    t.match(all, /找到 4 個/)
    t.match(all, /href="\/search\?q=%E6%B0%B4%E6%82%A3&amp;kind=Organization"><span>組織<\/span> <span class="count">2<\/span>/)
    t.match(all, /from=1996&amp;to=1996/)
    const narrow = await get(q('水患', { kind: 'Organization', from: '1990', to: '1999' }))
    t.match(narrow.text, /找到 1 個/)
    t.match(narrow.text, /臺北.*水患/)
    t.notMatch(narrow.text, /高雄/)
    t.match(narrow.text, /class="chips chosen"/)
    t.match(narrow.text, /href="\/search\?q=%E6%B0%B4%E6%82%A3&amp;kind=Organization"><span>年代：<span>1990–1999/)
    t.same(await wrongMarkup(narrow), [])
    const places = await get(q('水患', { place: '高雄市' }))
    t.match(places.text, /找到 1 個/)
  })

  t.test('excluding words, orders, and what is not a year', async (t) => {
    t.notMatch((await get(q('水患 −高雄'))).text, /高雄水患/)
    const order = async (sort: string): Promise<number[]> => {
      const { text } = await get(q('水患', { sort }))
      return ['臺北<mark>水患</mark>協會', '高雄<mark>水患</mark>協會', '一<mark>水患</mark>紀念館'].map((name) => text.indexOf(name))
    }
    const [taipei, kaohsiung, hall] = await order('name') as [number, number, number]
    t.ok(hall < taipei && taipei < kaohsiung, 'strokes')
    const dated = await order('date')
    t.ok(dated[1]! < dated[0]!, 'newest first')
    t.equal((await get(q('水患', { from: '九十年' }))).status, 400)
  })

  t.test('nothing found says what can be done; another spelling is offered', async (t) => {
    const got = await get(q('水患', { type: '沒有這種' }))
    t.match(got.text, /在這個範圍裡沒有找到/)
    t.same(await wrongMarkup(got), [])
  })
})

t.test('browsing a kind by the strokes of its names, page by page', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  for (let i = 0; i < 120; i++) scribe.entity('Person', `丁${String(i).padStart(3, '0')}`)
  for (const name of ['臺大同學', '一號', '鬱金香', '台中人']) scribe.entity('Person', name)
  scribe.entity('Person', '祕密人', { audience: { mode: 'all', protocols: ['elders'] } })
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  const first = await get('/search?kind=Person')
  t.match(first.text, /共 124 個，依筆畫排列；第 1 頁，共 2 頁/)
  t.ok(first.text.indexOf('一號') < first.text.indexOf('丁000'))
  const second = await get('/search?kind=Person&page=2')
  t.ok(second.text.indexOf('臺大同學') > 0 && second.text.indexOf('臺大同學') < second.text.indexOf('鬱金香'))
  t.notMatch(first.text + second.text, '祕密人')
  t.same(await wrongMarkup(second), [])
  t.equal((await get('/search?kind=Person&page=3')).status, 400)
  t.equal((await get('/search?kind=Person&page=x')).status, 400)
  const ways = await get('/search')
  t.match(ways.text, /人物<\/a> <span class="count">124/)
  t.same(await wrongMarkup(ways), [])
  scribe.entity('Person', '一一')
  await scribe.commit()
  t.ok((await get('/search?kind=Person')).text.includes('一一'), 'what is new is in it at once')
})

t.test('while the index is down, names are found all the same, and the page says so', async (t) => {
  const { store } = await smallCity(t)
  const { get, app } = await site(t, { graph: store })
  t.ok(app)
  const down = await site(t, { graph: store, search: broken })
  const got = await down.get(q('社會局'))
  t.equal(got.status, 503)
  t.match(got.text, /全文檢索暫時無法使用/)
  t.match(got.text, '臺北市政府社會局')
  t.notMatch(got.text, '祕密社')
  t.match(got.headers, { 'retry-after': /\d/ })
  t.same(await wrongMarkup(got), [])
  t.equal((await get(q('社會局'))).status, 200)
})

const broken = new Proxy({ name: 'sqlite', close: async () => {} } as unknown as SearchStore, { get: (target, key) => (key === 'then' ? undefined : (target as never)[key] ?? (async () => { throw unavailable('the search') })) })

t.test('whoever is signed in keeps a search, and stops it again; others are led to sign in', async (t) => {
  const { store } = await smallCity(t)
  const { get, post, indexed, someone } = await site(t, { graph: store })
  await indexed()
  const { cookie } = await someone('reader')
  t.match((await get(q('協會'))).text, /\/sign-in\?to=/)
  const kept = await post('/search/watch', { q: '協會', kind: ['Organization'] }, { cookie })
  t.equal(kept.status, 303)
  const shown = await get(kept.to, { cookie })
  t.match(shown.text, /存好了/)
  const stop = /name="stop" value="([^"]+)"/.exec(shown.text)![1]!
  t.equal((await post('/search/watch', { q: '協會', kind: ['Organization'], stop }, { cookie })).status, 303)
  t.notMatch((await get(q('協會', { kind: 'Organization' }), { cookie })).text, /name="stop"/)
  t.equal((await post('/search/watch', { q: '協會' })).status, 401)
})

t.test('what only elders see changes nothing in a stranger\'s pages', async (t) => {
  const pages = async (withHidden: boolean): Promise<string[]> => {
    const store = await emptyStore(t)
    const scribe = new Scribe(store)
    scribe.entity('Organization', '水患協會', { id: '01900000-0000-7000-8000-000000000001' })
    if (withHidden) scribe.entity('Organization', '水患祕密協會', { audience: { mode: 'all', protocols: ['elders'] } })
    await scribe.commit()
    const { get, indexed } = await site(t, { graph: store })
    await indexed()
    const texts: string[] = []
    for (const path of [q('水患'), '/search', '/search?kind=Organization']) texts.push((await get(path)).text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, 'ID'))
    return texts
  }
  t.same(await pages(true), await pages(false))
})

t.test('hostile words leave the page whole', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  for (const text of hostile) scribe.entity('Organization', `水患${text}`.slice(0, 900), { fields: { organizationType: text.slice(0, 500), description: `水患 ${text}` } })
  await scribe.commit()
  const { get, indexed } = await site(t, { graph: store })
  await indexed()
  for (const text of ['水患', ...hostile]) {
    const got = await get(q(text.slice(0, 300)))
    t.ok([200, 400].includes(got.status), text.slice(0, 20))
    t.same(await wrongMarkup(got), [], text.slice(0, 20))
  }
  t.same(await wrongMarkup(await get('/search?kind=Organization')), [])
})

t.test('in a browser: nothing in anybody\'s way, names offered as one types, whole without scripts', { skip: NO_BROWSER }, async (t) => {
  const { store } = await library(t)
  const { listen, indexed } = await site(t, { graph: store })
  await indexed()
  const address = await listen()
  for (const [size, colorScheme, prefix] of [[PHONE, 'light', ''], [LIBRARY, 'dark', '/en'], [LIBRARY, 'light', ''], [PHONE, 'dark', '/en']] as const) {
    const { page, strayed } = await opened(t, address, size, { colorScheme })
    for (const path of [q('水患'), q('水患', { kind: 'Organization', from: '1990' }), q('沒有的詞語'), '/search', '/search?kind=Organization']) {
      await page.goto(`${prefix}${path}`)
      t.same(await barriers(page), [], `${prefix}${path} ${size.width} ${colorScheme}`)
      t.notOk(await overflows(page), path)
    }
    t.same(strayed, [])
  }
  const { page } = await opened(t, address, LIBRARY)
  await page.goto('/search')
  await page.locator('#q').pressSequentially('臺北水')
  await page.waitForSelector('.searching [role=option]')
  t.match(await page.textContent('.searching [role=option]'), '臺北水患協會')
  const plain = await opened(t, address, PHONE, { javaScriptEnabled: false })
  await plain.page.goto('/search')
  await plain.page.fill('#q', '水患')
  await plain.page.click('.searching button')
  await plain.page.click('.facets a:has-text("組織")')
  t.match(await plain.page.textContent('.found'), /找到 2 個/)
  await plain.page.click('.chosen a')
  t.match(await plain.page.textContent('.found'), /找到 4 個/)
})
