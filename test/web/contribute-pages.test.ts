import sharp from 'sharp'
import t from 'tap'
import { makeWorkshop } from '../../src/archive/entries/workshops.ts'
import { newId } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site } from './site.ts'

t.teardown(closeBrowser)

t.test('nothing stands in anybody\'s way on the pages for writing', { skip: NO_BROWSER }, async (t) => {
  const { store, ids } = await smallCity(t)
  const service = await site(t, { graph: store })
  const [amei, librarian] = [await service.someone('contributor'), await service.someone('librarian')]
  const { code } = await makeWorkshop(service.people, await service.people.directory.actor(librarian.id as never), { title: '松山工作坊', audience: { protocols: ['everyone'] } })
  await service.post('/contribute', { key: newId(), title: '長'.repeat(300), story: 'x'.repeat(500), audience: 'everyone' }, { cookie: amei.cookie })
  await service.post('/contribute', { key: newId(), title: 'a'.repeat(300), action: 'save' }, { cookie: amei.cookie })
  const address = await service.listen()
  for (const [size, colorScheme, prefix] of [[PHONE, 'light', ''], [LIBRARY, 'dark', '/en']] as const) {
    const { page, context, strayed } = await opened(t, address, size, { colorScheme })
    page.on('pageerror', (error) => { t.fail(error.message) })
    await context.addCookies([{ name: 'fangzhi', value: amei.secret, url: address }])
    for (const path of ['/contribute', '/contributions', `/contribute?change=${ids.social}`, `/contribute/relation?from=${ids.social}`, `/annotate?of=${ids.social}`, `/report?of=${ids.social}`, `/workshop/${code}`]) {
      await page.goto(`${prefix}${path}`)
      t.same(await barriers(page), [], `${path} ${size.width} ${colorScheme}`)
      t.notOk(await overflows(page), path)
    }
    await context.clearCookies()
    await page.goto(`${prefix}/contribute`)
    t.same(await barriers(page), [])
    t.same(strayed, [])
  }
})

t.test('without scripts somebody writes, looks, mends and sends, with a photo', { skip: NO_BROWSER }, async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const address = await service.listen()
  const { page, context } = await opened(t, address, PHONE, { javaScriptEnabled: false })
  await context.addCookies([{ name: 'fangzhi', value: amei.secret, url: address }])
  await page.goto('/contribute')
  await page.fill('[name=title]', '慈祐宮前')
  await page.fill('[name=story]', '社會局的人來看過**石獅子**。')
  await page.setInputFiles('[name="files[0].file"]', { name: '獅子.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 40, height: 30, channels: 3, background: '#733' } }).jpeg().toBuffer() })
  await page.fill('[name="files[0].caption"]', '左邊')
  await page.click('.buttons button[value=preview]')
  t.match(page.url(), /#preview$/)
  t.equal(await page.textContent('.preview strong'), '石獅子')
  await page.check('[name=mention]')
  await page.click('.buttons button[value=send]')
  t.match(await page.textContent('.mistakes'), /請選誰看得到/)
  t.ok(await page.isChecked('[name=mention]'))
  t.equal(await page.inputValue('[name="files[0].caption"]'), '左邊')
  await page.check('[name=audience][value=everyone]')
  await page.click('.buttons button[value=send]')
  t.match(page.url(), /\/contributions\?sent=/)
  t.match(await page.textContent('.done'), /慈祐宮前/)
})

t.test('while a story is typed, names in it are offered; the buttons write Markdown', { skip: NO_BROWSER }, async (t) => {
  const { store, ids } = await smallCity(t)
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const address = await service.listen()
  const { page, context } = await opened(t, address, PHONE, { permissions: ['geolocation'], geolocation: { latitude: 25.0506, longitude: 121.5774 } })
  await context.addCookies([{ name: 'fangzhi', value: amei.secret, url: address }])
  await page.goto('/contribute')
  await page.fill('[name=story]', '文化局的人來看過')
  await page.click('story-tools >> text=註腳')
  t.match(await page.inputValue('[name=story]'), /來看過\[\^1\]\n\n\[\^1\]: /)
  await page.waitForSelector(`[name=mention][value^="${ids.culture}"]`)
  await page.click('summary:has-text("地圖上的點")')
  await page.click('here-now button')
  await page.waitForFunction(() => (globalThis as any).document.querySelector('[name="where.coordinates"]').value !== '')
  t.equal(await page.inputValue('[name="where.coordinates"]'), '25.05060,121.57740')
})
