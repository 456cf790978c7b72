import type { Page } from 'playwright-core'
import t from 'tap'
import { closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { everything } from './everything.ts'

t.teardown(closeBrowser)

const { listen, librarian, at } = await everything(t)
const address = await listen()
const cookies = [{ name: 'fangzhi', value: librarian.cookie.split('=')[1]!, url: address }]
const [here, item] = [at['/explore']![0]!, at['/review/:id']![0]!]

/** All that may be worked by hand and can be seen, each marked; of choices of which one is taken, one. */
const mark = (page: Page): Promise<string[]> => page.evaluate(() => {
  const all = [...(globalThis as any).document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  const groups = new Set<string>()
  return all.filter((one: any) => {
    if (one.disabled || one.type === 'hidden' || !one.checkVisibility({ visibilityProperty: true }) || one.tabIndex < 0) return false
    if (one.type !== 'radio') return true
    return !groups.has(one.name) && groups.add(one.name)
  }).map((one: any, i: number) => {
    one.dataset.stop = one.type === 'radio' ? `radio ${one.name}` : String(i)
    if (one.type === 'radio') for (const other of all.filter((x: any) => x.name === one.name)) other.dataset.stop = one.dataset.stop
    return `${one.dataset.stop} ${one.tagName} ${(one.textContent || one.name || one.getAttribute('aria-label') || '').trim().slice(0, 30)}`
  })
})

t.test('the Tab key comes to everything that can be worked by hand, and it is seen where it is', { skip: NO_BROWSER }, async (t) => {
  for (const size of [PHONE, LIBRARY]) {
    const { page, context } = await opened(t, address, size)
    await context.addCookies(cookies)
    for (const path of [here, '/review', item, '/contribute', at['/contribute/relation']![0]!, '/duplicates', at['/collections/:id/edit']![0]!, at['/entities/:id']![0]!]) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      const wanted = await mark(page)
      const [reached, unseen] = [new Set<string>(), [] as string[]]
      for (let i = 0; i < wanted.length * 2 + 20 && reached.size < wanted.length; i++) {
        await page.keyboard.press('Tab')
        const { stop, isSeen, what } = await page.evaluate(() => {
          const one = (globalThis as any).document.activeElement
          const style = (globalThis as any).getComputedStyle(one)
          const box = one.getBoundingClientRect()
          return { stop: one?.dataset?.stop as string | undefined, what: `${one.tagName} ${(one.textContent || one.name || '').trim().slice(0, 30)}`, isSeen: one.tagName === 'BODY' || one.tagName === 'HTML' || (style.outlineStyle !== 'none' && box.width > 0 && box.bottom > 0 && box.top < (globalThis as any).innerHeight) }
        })
        if (!isSeen) unseen.push(what)
        if (stop !== undefined) reached.add(stop)
      }
      t.same(wanted.filter((one) => !reached.has(one.startsWith('radio ') ? one.split(' ').slice(0, 2).join(' ') : one.split(' ')[0]!)), [], `${path} at ${size.width}`)
      t.same(unseen, [], `${path} at ${size.width}: seen where it is`)
    }
  }
})

t.test('text of twice the size breaks no page, at a desk or on a phone', { skip: NO_BROWSER }, async (t) => {
  for (const [size, paths] of [[PHONE, Object.values(at).map(([path]) => path!).filter((path) => !/nothing|\/suggest|\/neighbours|\/progress|\/mapping|\/rejects|\.xml|\/undo/.test(path))], [LIBRARY, ['/', here, '/review', '/contribute', '/search', '/bulk']]] as const) {
    const { page, context } = await opened(t, address, size)
    await context.addCookies(cookies)
    for (const path of paths) {
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      await page.evaluate(() => (globalThis as any).document.documentElement.style.setProperty('font-size', '225%', 'important'))
      t.notOk(await overflows(page), `${path} at ${size.width}`)
    }
  }
})
