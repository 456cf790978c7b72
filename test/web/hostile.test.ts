import t from 'tap'
import { ROUTES } from '../../src/web/routes.ts'
import { closeBrowser, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { everything } from './everything.ts'
import { hostile } from './hostile.ts'
import { wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

const all = await everything(t, (n) => `${hostile[n % hostile.length]!}${n}`)
const { get, listen, librarian, someone, at } = all
const administrator = await someone('administrator')
const { cookie } = librarian

/** Every page that is read, with an address at which something stands. */
const PAGES = ROUTES.flatMap(({ path, get: page }) => (page === undefined ? [] : at[path] ?? [path])).filter((path) => !/^\/cards|nothing|\/developers|\/suggest|\/contribute\/map|\/neighbours|\/progress|\/mapping|\/rejects|\/robots|\.xml/.test(path))
const whose = (path: string): string => (path.startsWith('/admin') ? administrator.cookie : cookie)

t.test('whatever people write, in every field of every page: it is text, and the page is whole', async (t) => {
  for (const path of PAGES) for (const prefix of path.includes('?') ? [''] : ['', '/en']) {
    const got = await get(`${prefix}${path}`, { cookie: whose(path) })
    if (!String(got.headers['content-type']).startsWith('text/html')) continue
    t.notMatch(got.text, /<script>alert|<img src=x|<svg\/onload|\sonmouseover='|href="javascript:|<\/textarea><\/title>/, `${prefix}${path}`)
    t.same((await wrongMarkup(got)).filter((line) => !line.includes('form-dup-name')), [], `${prefix}${path}`)
  }
})

t.test('and no page is wider than a phone', { skip: NO_BROWSER }, async (t) => {
  const address = await listen()
  for (const [who, some] of [[cookie, PAGES.filter((path) => !path.startsWith('/admin'))], [administrator.cookie, PAGES.filter((path) => path.startsWith('/admin'))]] as const) {
    const { page, context, strayed } = await opened(t, address, PHONE)
    await context.addCookies([{ name: 'fangzhi', value: who.split('=')[1]!, url: address }])
    page.on('dialog', (dialog) => { t.fail(`${page.url()} asks: ${dialog.message()}`); void dialog.dismiss() })
    for (const path of some) {
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      t.notOk(await overflows(page), path)
      t.same(await page.evaluate(() => [...(globalThis as any).document.querySelectorAll('main a, main small, main cite')].filter((one: any) => (globalThis as any).getComputedStyle(one).unicodeBidi === 'normal').length), 0, `${path}: what is written from right to left turns nothing else around`)
    }
    t.same(strayed, [])
  }
})
