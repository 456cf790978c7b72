import t from 'tap'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { library } from './reading.ts'
import { site } from './site.ts'

t.teardown(closeBrowser)

t.test('in a browser: nothing from elsewhere, nothing in anybody\'s way, no wider than the window', { skip: NO_BROWSER }, async (t) => {
  const { store, org, book, entry, place } = await library(t)
  const { listen, indexed } = await site(t, { graph: store })
  await indexed()
  const address = await listen()
  const relation = (await store.relations(org, {}, { signedIn: false, protocols: new Set() }, { first: 1 })).items[0]!.id
  const paths = [`/entities/${org}`, `/entities/${book}`, `/entities/${book}/text?q=${encodeURIComponent('城市')}`, `/entities/${entry}`, `/entities/${place}`, `/entities/${org}/history`, `/relations/${relation}`, '/sitemap']
  for (const [size, colorScheme, language] of [[PHONE, 'light', ''], [LIBRARY, 'dark', '/en']] as const) {
    const { page, strayed } = await opened(t, address, size, { colorScheme })
    for (const path of paths) {
      await page.goto(`${language}${path}`)
      const what = `${language}${path} ${size.width} ${colorScheme}`
      t.same(await barriers(page), [], what)
      t.notOk(await overflows(page), what)
    }
    t.same(strayed, [])
  }
})

t.test('without scripts everything is there; with them, marked words become a form', { skip: NO_BROWSER }, async (t) => {
  const { store, org, book, content, texts } = await library(t)
  const { listen } = await site(t, { graph: store })
  const address = await listen()
  const plain = await opened(t, address, PHONE, { javaScriptEnabled: false })
  await plain.page.goto(`/entities/${org}`)
  await plain.page.locator('details.evidence > summary').first().click()
  t.ok(await plain.page.getByText('測試名冊').first().isVisible())
  await plain.page.goto(`/entities/${book}/text`)
  t.ok(await plain.page.getByText('學習型城市的共伴效應由此而來').isVisible())
  await plain.page.locator('#p1 details.do > summary').click()
  t.match(await plain.page.locator('#p1').getByText('加註').getAttribute('href'), `/annotate?of=${content}&start=`)
  t.notOk(await plain.page.locator('passage-tools').isVisible())

  const { page } = await opened(t, address, LIBRARY)
  await page.goto(`/entities/${book}/text`)
  const words = '社區大學'
  await page.evaluate((wanted) => {
    const { document, NodeFilter } = globalThis as any
    const walker = document.createTreeWalker(document.querySelector('#p1 [data-words]'), NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted)
      if (at >= 0) document.getSelection().setBaseAndExtent(node, at, node, at + wanted.length)
    }
  }, words)
  const link = page.locator('passage-tools a').first()
  await link.waitFor()
  const query = new URL((await link.getAttribute('href'))!, address).searchParams
  const start = texts[0]!.length + 2 + texts[1]!.indexOf(words)
  t.same(Object.fromEntries(query), { content, start: String(start), end: String(start + words.length) })
})
