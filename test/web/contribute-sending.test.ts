import sharp from 'sharp'
import t from 'tap'
import { smallCity } from '../fixture.ts'
import { closeBrowser, NO_BROWSER, opened, PHONE } from './browser.ts'
import { site, type Site } from './site.ts'

t.teardown(closeBrowser)

/** Pictures that differ, of a few kilobytes. */
const photos = (): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> => Promise.all(['#733', '#373', '#337'].map(async (background, i) => ({
  name: `獅子${i + 1}.jpg`, mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 300, height: 200, channels: 3, background } }).jpeg().toBuffer(),
})))

/** Entries of this title that an account submitted, with how many pictures each has. */
async function entries({ graph, people }: Site, account: string, title: string): Promise<number[]> {
  const viewer = (await people.directory.actor(account as never))!.viewer
  const { items } = await graph.waiting({ by: account as never, state: 'proposed' }, viewer, { first: 50 })
  const heads = await graph.heads(items.map(({ id }) => id), viewer)
  const found: number[] = []
  for (const { id, record } of heads.values()) {
    if (record?.type !== 'entity' || record.names[0]?.text !== title) continue
    const contents = await graph.contents(id, viewer, { first: 10 })
    found.push(contents.items.reduce((total, { files = [] }) => total + files.length, 0))
  }
  return found
}

/** Somebody signed in on a phone, with the form before them. */
async function begun(t: Parameters<typeof smallCity>[0] & Parameters<typeof opened>[0]): Promise<{ service: Site; amei: Awaited<ReturnType<Site['someone']>>; address: string } & Awaited<ReturnType<typeof opened>>> {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const address = await service.listen()
  const window = await opened(t, address, PHONE)
  await window.context.addCookies([{ name: 'fangzhi', value: amei.secret, url: address }])
  await window.page.goto('/contribute')
  return { service, amei, address, ...window }
}

t.test('with the network cut while three photos and their story are sent, all of it arrives, once', { skip: NO_BROWSER }, async (t) => {
  const { service, amei, page, context } = await begun(t)
  // the first try of each file breaks: one before it leaves, one after it has arrived and nobody heard
  let files = 0
  await page.route('**/files', async (route) => {
    files++
    if (files === 1) return route.abort('internetdisconnected')
    if (files === 3) {
      await route.fetch()
      return route.abort('connectionreset')
    }
    return route.continue()
  })
  let forms = 0
  await page.route('**/contribute', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    forms++
    if (forms === 1) return route.abort('internetdisconnected')
    // it was written, and the answer is lost
    if (forms === 2) {
      await route.fetch({ maxRedirects: 0 })
      return route.abort('connectionreset')
    }
    return route.continue()
  })
  await page.fill('[name=title]', '老祖祠的兩隻石獅子')
  await page.fill('[name=story]', '阿公說，石獅子是日治時期從對岸運來的。')
  await page.check('[name=audience][value=everyone]')
  await page.setInputFiles('#f-choose', await photos())
  await page.fill('[name="files[0].caption"]', '左邊那一隻')
  await context.setOffline(true)
  await page.click('button[value=send]')
  await page.waitForTimeout(300)
  t.match(await page.textContent('.kept-here'), /正在送出|網路不通/)
  await context.setOffline(false)
  await page.waitForURL('**/contributions?sent=*', { timeout: 20_000 })
  t.ok(forms >= 3, 'the answer was lost once, and it was sent again')
  t.strictSame(await entries(service, amei.id, '老祖祠的兩隻石獅子'), [3])
  await page.goto('/contribute')
  await page.waitForTimeout(200)
  t.equal(await page.locator('.offer').count(), 0, 'what was sent is not kept on the device')
  t.equal(await page.inputValue('[name=title]'), '')
})

t.test('what is typed and chosen outlives a reload, a closed tab and another page', { skip: NO_BROWSER }, async (t) => {
  const { service, amei, address, page, context } = await begun(t)
  // nothing arrives: the device alone has it
  await context.route('**/files', (route) => route.abort('internetdisconnected'))
  await page.fill('[name=title]', '颱風那一晚')
  await page.fill('[name=story]', '水淹到二樓。')
  await page.check('[name=audience][value=signed-in]')
  await page.setInputFiles('#f-choose', (await photos()).slice(0, 2))
  await page.fill('[name="files[1].caption"]', '二樓的水痕')
  await page.waitForTimeout(600)
  await page.reload()
  await page.waitForSelector('li.file')
  t.equal(await page.inputValue('[name=story]'), '水淹到二樓。')
  t.ok(await page.isChecked('[name=audience][value=signed-in]'))
  t.equal(await page.locator('li.file').count(), 2)
  t.equal(await page.inputValue('[name="files[1].caption"]'), '二樓的水痕')
  await page.close()
  const again = await context.newPage()
  await again.goto('/contribute')
  await again.waitForSelector('.offer')
  t.match(await again.textContent('.offer'), /颱風那一晚/)
  await again.click('.offer button')
  await again.waitForSelector('li.file')
  t.equal(await again.inputValue('[name=title]'), '颱風那一晚')
  await context.unroute('**/files')
  await again.waitForSelector('li.file >> text=已經收到', { timeout: 20_000 })
  await again.click('button[value=send]')
  await again.waitForURL('**/contributions?sent=*', { timeout: 20_000 })
  t.strictSame(await entries(service, amei.id, '颱風那一晚'), [2])

  // on a computer that others use, too
  await again.goto('/contribute')
  await again.fill('[name=title]', '給自己看的')
  await again.click('text=這是公用電腦')
  await again.fill('[name=story]', '還在寫')
  await again.waitForTimeout(600)
  await again.reload()
  await again.waitForTimeout(300)
  t.equal(await again.locator('.offer').count(), 0)
  t.equal(await again.inputValue('[name=title]'), '')

  await again.fill('[name=title]', '颱風之後')
  await again.waitForTimeout(600)
  const other = await service.someone('contributor')
  await context.clearCookies()
  await context.addCookies([{ name: 'fangzhi', value: other.secret, url: address }])
  await again.goto('/contribute')
  await again.waitForTimeout(300)
  t.equal(await again.locator('.offer').count(), 0, 'what is kept is somebody\'s own')
  t.equal(await again.inputValue('[name=title]'), '')
})
