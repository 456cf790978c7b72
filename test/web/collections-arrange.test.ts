import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

const NAMES = ['臺北市政府社會局', '臺北市政府文化局', '臺北市愛鄉協會']

t.test('rows of a collection are dragged to their place, by mouse and by finger; let go elsewhere, they go back', { skip: NO_BROWSER }, async (t) => {
  const { store, ids } = await smallCity(t)
  const { listen, post, get, someone } = await site(t, { graph: store })
  const { cookie, secret } = await someone('librarian')
  const { to: edit } = await post('/collections/new', { key: newId(), name: '社團', manner: 'manual', state: 'published', reader: 'everyone', item: [ids.social, ids.culture, ids.shared] }, { cookie })
  const order = async (): Promise<string[]> => { const { text } = await get(edit.replace('/edit', '')); return NAMES.toSorted((one, other) => text.indexOf(one) - text.indexOf(other)) }
  const address = await listen()
  const { page, context } = await opened(t, address, LIBRARY)
  await context.addCookies([{ name: 'fangzhi', value: secret, url: address }])
  await page.goto(edit)
  const middleOf = async (n: number): Promise<{ x: number; y: number }> => { const box = (await page.locator('.grip').nth(n).boundingBox())!; return { x: box.x + box.width / 2, y: box.y + box.height / 2 } }
  const [first, last] = [await middleOf(0), await middleOf(2)]
  await page.mouse.move(first.x, first.y)
  await page.mouse.down()
  await page.mouse.move(last.x, last.y + 30, { steps: 8 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  t.same(await page.locator('.editing .what a').allTextContents(), NAMES, 'given up')
  await page.mouse.move(first.x, first.y)
  await page.mouse.down()
  await page.mouse.move(last.x, last.y + 30, { steps: 8 })
  await Promise.all([page.waitForURL(/#m-/), page.mouse.up()])
  t.same(await order(), [NAMES[1], NAMES[2], NAMES[0]])

  const touch = await opened(t, address, PHONE, { hasTouch: true })
  await touch.context.addCookies([{ name: 'fangzhi', value: secret, url: address }])
  await touch.page.goto(edit)
  t.same(await barriers(touch.page), [])
  t.notOk(await overflows(touch.page))
  const grips = touch.page.locator('.grip')
  await grips.nth(2).scrollIntoViewIfNeeded()
  const [from, to] = [(await grips.nth(2).boundingBox())!, (await grips.nth(0).boundingBox())!]
  const finger = await touch.context.newCDPSession(touch.page)
  const at = (y: number): object => ({ touchPoints: [{ x: from.x + 20, y }] })
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(from.y + 20) } as never)
  for (let step = 1; step <= 6; step++) await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(from.y + 20 + (to.y - 60 - from.y) * step / 6) } as never)
  await Promise.all([touch.page.waitForURL(/#m-/), finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] } as never)])
  t.same(await order(), [NAMES[0], NAMES[1], NAMES[2]])
})

t.test('a place is a plain form: before one, or behind one; blocks of an exhibit alike', async (t) => {
  const { store, ids } = await smallCity(t)
  const { post, get, someone } = await site(t, { graph: store })
  const { cookie } = await someone('librarian')
  for (const manner of ['manual', 'exhibit'] as const) {
    const { to: edit } = await post('/collections/new', { key: newId(), name: '社團', manner, state: 'published', reader: 'everyone', item: [ids.social, ids.culture, ids.shared] }, { cookie })
    const order = async (): Promise<string[]> => { const { text } = await get(edit.replace('/edit', '')); return NAMES.toSorted((one, other) => text.indexOf(one) - text.indexOf(other)) }
    const [field, action] = manner === 'manual' ? ['item', 'place'] : ['block', 'blockPlace']
    const put = async (n: number, where: 'before' | 'behind', other: number | string): Promise<number> => {
      const { text } = await get(edit, { cookie })
      const values = [...text.matchAll(new RegExp(`name="${field}" value="([^"]+)"`, 'g'))].map(([, value]) => value!).filter((value, i, all) => all.indexOf(value) === i)
      const version = /name="version" value="([^"]+)"/.exec(text)![1]!
      const got = await post(edit, { key: newId(), version, do: action!, [field!]: values[n]!, [where]: typeof other === 'string' ? other : values[other]! }, { cookie })
      if (got.status !== 303) t.same(await wrongMarkup(got), [])
      return got.status
    }
    t.equal(await put(2, 'before', 0), 303)
    t.same(await order(), [NAMES[2], NAMES[0], NAMES[1]], manner)
    t.equal(await put(0, 'behind', 2), 303)
    t.same(await order(), NAMES, manner)
    t.ok(await put(0, 'before', newId()) >= 400, 'one that is gone')
    t.ok(await put(0, 'before', '') >= 400, 'nowhere')
    t.same(await order(), NAMES)
  }
})
