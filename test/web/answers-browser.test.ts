import { readFile } from 'node:fs/promises'
import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { examples } from '../../src/questions/examples.ts'
import { smallCity, vocabulary } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site } from './site.ts'

t.teardown(closeBrowser)

const { store, ids, scribe } = await smallCity(t)
scribe.entity('Organization', '臺北市松山社區發展協會')
await scribe.commit()
const { listen, indexed } = await site(t, { graph: store })
await indexed()
await examples({ graph: store, vocabulary }, PUBLIC)
const address = await listen()
const at = `/answers/connectors?a=${ids.social}&b=${ids.culture}`
const table = `/answers/related?of=${ids.social}`

t.test('nothing stands in anybody\'s way, in both languages and in light and dark, at any width', { skip: NO_BROWSER }, async (t) => {
  const declined = `/ask?q=${encodeURIComponent('明天天氣好不好')}`
  for (const [size, colorScheme, prefix] of [[PHONE, 'light', ''], [PHONE, 'dark', '/en'], [LIBRARY, 'dark', '']] as const) {
    const { page, strayed } = await opened(t, address, size, { colorScheme })
    for (const path of [at, table, '/answers/paths', declined]) {
      await page.goto(`${prefix}${path}`)
      await page.evaluate(() => { for (const one of (globalThis as any).document.querySelectorAll('details')) one.open = true })
      t.same(await barriers(page), [], `${prefix}${path} ${size.width} ${colorScheme}`)
      t.notOk(await overflows(page), `${prefix}${path} ${size.width}`)
    }
    t.same(strayed, [])
  }
})

t.test('without scripts a sentence is asked, its parts are changed, and the evidence is a tap away', { skip: NO_BROWSER }, async (t) => {
  const { page } = await opened(t, address, PHONE, { javaScriptEnabled: false })
  await page.goto('/')
  await page.getByLabel('問一個問題，或找一個名字').fill('哪些組織連結社會局與文化局？')
  await page.getByRole('button', { name: '問' }).click()
  await page.getByText('的有 1 個。').first().waitFor()
  const first = await page.locator('#ground-1').boundingBox()
  const picture = await page.locator('figure.picture').boundingBox()
  t.ok(first!.y < picture!.y, 'on a phone the list comes first')
  await page.locator('#ground-1 summary').click()
  t.ok(await page.getByText('第 7 列').isVisible())
  await page.getByText('改這個問題').click()
  await page.getByLabel('另一邊').fill('臺北市愛鄉協會')
  await page.getByRole('button', { name: '這樣問' }).click()
  await page.waitForURL((url) => url.pathname === '/answers/connectors' && url.searchParams.get('b') === ids.shared)
  t.match(await page.locator('h1').textContent(), '臺北市愛鄉協會')
})

t.test('names are offered as one types, by keyboard alone; one that is chosen is sent by its id', { skip: NO_BROWSER }, async (t) => {
  const { page } = await opened(t, address)
  await page.goto('/')
  const box = page.getByRole('combobox')
  await box.pressSequentially('松山')
  await page.getByRole('option').first().waitFor()
  t.equal(await box.getAttribute('aria-expanded'), 'true')
  await page.keyboard.press('ArrowDown')
  const chosen = await page.locator('[role=option][aria-selected=true]').getAttribute('id')
  t.equal(await box.getAttribute('aria-activedescendant'), chosen)
  await page.keyboard.press('Escape')
  t.equal(await box.getAttribute('aria-expanded'), 'false')
  await box.fill('社會')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/entities/${ids.social}`)

  await page.goto('/answers/paths')
  const from = page.getByLabel('從', { exact: true })
  await from.pressSequentially('臺北市松山')
  await page.getByRole('option').first().click()
  t.equal(await from.inputValue(), '臺北市松山社區發展協會')
  t.match(await page.locator('input[type=hidden][name=from]').inputValue(), /^[0-9a-f-]{36}$/)
  await from.press('End')
  await from.pressSequentially('x')
  t.equal(await page.locator('input[type=hidden][name=from]').count(), 0, 'what is changed is no longer that one')
  t.equal(await from.getAttribute('name'), 'from')
})

t.test('it is cited, saved as a picture, and tells the sizes of what may be taken away', { skip: NO_BROWSER }, async (t) => {
  const { page, context, strayed } = await opened(t, address)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(at)
  await page.getByRole('button', { name: '複製引文' }).click()
  await page.getByText('已複製').first().waitFor()
  t.match(await page.evaluate(() => (globalThis as any).navigator.clipboard.readText()), /^方志（\d{4}年\d+月\d+日）。哪些組織連結「臺北市政府社會局」與「臺北市政府文化局」？https:\/\/fangzhi\.example\/answers\/connectors\?/)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '存成圖片（PNG）' }).click()])
  t.match(download.suggestedFilename(), /^connectors-\d{4}-\d\d-\d\d\.png$/)
  const bytes = await readFile(await download.path())
  t.same(bytes.subarray(1, 4).toString(), 'PNG')
  t.ok(bytes.readUInt32BE(16) > 600, 'twice as wide as on the page')
  await page.getByText('帶走：表格').click()
  await page.getByText(/\d kB/).first().waitFor()
  t.same(strayed, [])
})

t.test('printed, all of it is on one sheet of A4: question, sentence, picture, evidence, address and day', { skip: NO_BROWSER }, async (t) => {
  const { page } = await opened(t, address)
  await page.goto(at)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  t.equal(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length, 1)
  await page.emulateMedia({ media: 'print' })
  for (const selector of ['h1', '.sentence', 'figure.picture svg', '#ground-1 blockquote', '.printed .qr', '.printed .address']) t.ok(await page.locator(selector).isVisible(), selector)
  for (const selector of ['.menu', '.tools', '.take']) t.notOk(await page.locator(selector).first().isVisible(), selector)
})

t.test('letters twice as large leave the page whole', { skip: NO_BROWSER }, async (t) => {
  const { page } = await opened(t, address, PHONE)
  for (const path of ['/', at, table]) {
    await page.goto(path)
    await page.evaluate(() => { (globalThis as any).document.documentElement.style.fontSize = '225%' })
    t.notOk(await overflows(page), path)
  }
})
