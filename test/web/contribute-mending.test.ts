import sharp from 'sharp'
import t from 'tap'
import { settle } from '../../src/archive/review/settle.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { formOf } from './filled.ts'
import { site, wrongMarkup, type Got, type Site } from './site.ts'

t.teardown(closeBrowser)

const photo = async (name: string, background: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({ name, mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 40, height: 30, channels: 3, background } }).jpeg().toBuffer() })

/** The librarian gives back all that waits of somebody. */
async function givenBack({ graph, people }: Site, account: string, librarian: string, words: string): Promise<void> {
  const [author, settler] = [await people.directory.actor(account as never), await people.directory.actor(librarian as never)]
  const { items } = await graph.waiting({ by: account as never, state: 'proposed' }, author!.viewer, { first: 50 })
  await settle(graph, settler!, { key: newId(), ids: items.map(({ id }) => id), decision: 'return', words, over: false, partly: true } as never)
}

/** Names of the files of an entry, in their order, with their captions. */
async function filesOf({ graph, people }: Site, entry: Id, account: string): Promise<string[]> {
  const { items } = await graph.contents(entry, (await people.directory.actor(account as never))!.viewer, { first: 10 })
  return items.flatMap(({ files = [] }) => files.map(({ name, caption, alternative }) => [name, caption, alternative].filter((one) => one !== undefined).join('|')))
}

/** Sends the form that changes something with some answers changed, as a browser without scripts does. @param files by their fields; each is called 廟.jpg */
async function changed(service: Site, id: Id, cookie: string, fields: Readonly<Record<string, string>>, files: Readonly<Record<string, Buffer>> = {}): Promise<Got> {
  const form = new FormData()
  for (const [name, values] of Object.entries(formOf(await service.get(`/contribute?change=${id}`, { cookie })))) for (const value of values) form.append(name, value)
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const [name, file] of Object.entries(files)) form.set(name, new Blob([new Uint8Array(file)]), '廟.jpg')
  return service.send('/contribute/change', form, { cookie })
}

const mistakesIn = ({ text }: Got): string => /<div class="mistakes"[\s\S]*?<\/div>/.exec(text)?.[0] ?? ''

t.test('without scripts photos are added, taken out, described and put in order when a story is mended', { skip: NO_BROWSER }, async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const [amei, librarian] = [await service.someone('contributor'), await service.someone('librarian')]
  const address = await service.listen()
  const { page, context } = await opened(t, address, PHONE, { javaScriptEnabled: false })
  await context.addCookies([{ name: 'fangzhi', value: amei.secret, url: address }])
  await page.goto('/contribute')
  await page.fill('[name=title]', '老祖祠')
  await page.setInputFiles('[name="files[0].file"]', await photo('模糊.jpg', '#733'))
  await page.setInputFiles('[name="files[1].file"]', await photo('獅子.jpg', '#373'))
  await page.check('[name=audience][value=everyone]')
  await page.click('button[value=send]:visible')
  const entry = new URL(page.url()).searchParams.get('sent') as Id
  await givenBack(service, amei.id, librarian.id, '第一張看不清楚')

  await page.goto(`/contribute?change=${entry}`)
  t.same(await wrongMarkup(await service.get(`/contribute?change=${entry}`, { cookie: amei.cookie })), [])
  t.equal((await service.get((await page.locator('li.file img').first().getAttribute('src'))!, { cookie: amei.cookie })).status, 200, 'the picture that was sent is shown')
  // with neither a story nor a picture nothing is left
  for (const box of await page.locator('li.file input[type=checkbox]').all()) await box.check()
  await page.click('form.entry .buttons button:visible')
  t.match(await page.textContent('.mistakes'), /就要留一個檔案/)
  await page.locator('li.file input[type=checkbox]').nth(1).uncheck()
  await page.fill('li.file:nth-child(2) input[name$=".caption"]', '左邊那一隻')
  const free = page.locator('li.free input[type=file]')
  await free.nth(0).setInputFiles(await photo('香爐.jpg', '#337'))
  await free.nth(1).setInputFiles({ name: '壞的.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ') })
  await page.click('form.entry .buttons button:visible')
  t.match(await page.textContent('.mistakes'), /「壞的.jpg」/)
  await page.fill('li.file:has-text("香爐.jpg") input[name$=".alternative"]', '銅香爐')
  await page.click('li.file:has-text("香爐.jpg") button')
  t.same((await page.locator('li.file strong').allTextContents()), ['模糊.jpg', '香爐.jpg', '獅子.jpg'])
  await page.click('form.entry .buttons button:visible')
  t.match(page.url(), /contributions/)
  t.same(await filesOf(service, entry, amei.id), ['香爐.jpg|銅香爐', '獅子.jpg|左邊那一隻'])
})

t.test('what is added when a story is mended goes along when it is mended again', async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const [amei, librarian] = [await service.someone('contributor'), await service.someone('librarian')]
  const sent = await service.post('/contribute', { key: newId(), title: '慈祐宮', story: '廟口', licence: 'CC-BY-4.0', audience: 'signed-in' }, { cookie: amei.cookie })
  const entry = sent.to.split('=')[1]! as Id
  const viewer = (await service.people.directory.actor(amei.id as never))!.viewer
  const mended = async (fields: Record<string, string>, file?: Buffer): Promise<void> => {
    const got = await changed(service, entry, amei.cookie, fields, file === undefined ? {} : { 'files.new[0].file': file })
    t.equal(got.status, 303, mistakesIn(got))
  }
  await givenBack(service, amei.id, librarian.id, '有照片嗎？')
  await mended({ 'files.new[0].caption': '廟口' }, (await photo('廟.jpg', '#733')).buffer)
  const { items: [story, pictures] } = await service.graph.contents(entry, viewer, { first: 5 })
  t.match(pictures, { state: 'proposed', licence: 'CC-BY-4.0', files: [{ name: '廟.jpg', caption: '廟口' }] })
  t.same((await service.graph.heads([pictures!.id], viewer)).get(pictures!.id)!.audience, (await service.graph.heads([story!.id], viewer)).get(story!.id)!.audience)

  await givenBack(service, amei.id, librarian.id, '說明再寫清楚')
  await mended({ [`files.${pictures!.id}[0].caption`]: '民國五十年的廟口' })
  t.same(await filesOf(service, entry, amei.id), ['廟.jpg|民國五十年的廟口'])
  await givenBack(service, amei.id, librarian.id, '這張不是廟口')
  await mended({ [`files.${pictures!.id}[0].drop`]: 'true' })
  t.same(await filesOf(service, entry, amei.id), [])
  t.equal((await service.graph.heads([pictures!.id], viewer)).get(pictures!.id)!.state, 'withdrawn')
  t.equal((await service.graph.heads([story!.id], viewer)).get(story!.id)!.state, 'proposed')
})

t.test('photos of what is public are changed by a proposal: whoever decides sees them, nobody else, and then all do', async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const [amei, other, librarian] = [await service.someone('contributor'), await service.someone('contributor'), await service.someone('librarian')]
  const [bytes, others] = await Promise.all(['#733', '#373'].map(async (colour) => (await photo('廟.jpg', colour)).buffer)) as [Buffer, Buffer]
  const form = new FormData()
  for (const [name, value] of Object.entries({ key: newId(), title: '慈祐宮', audience: 'everyone', 'files[0].caption': '廟口' })) form.set(name, value)
  form.set('files[0].file', new Blob([new Uint8Array(bytes)]), '舊.jpg')
  const entry = (await service.send('/contribute', form, { cookie: amei.cookie })).to.split('=')[1]! as Id
  const [author, settler] = [await service.people.directory.actor(other.id as never), await service.people.directory.actor(librarian.id as never)]
  const accepted = async (): Promise<Id[]> => {
    const ids = (await store.waiting({ state: 'proposed' }, settler!.viewer, { first: 50 })).items.map(({ id }) => id)
    const { outcomes } = await settle(store, settler!, { key: newId(), ids, decision: 'accept', over: false, partly: true } as never)
    t.same(outcomes.flatMap(({ left }) => left ?? []), [])
    return ids
  }
  await accepted()
  const names = async (): Promise<string[]> => filesOf(service, entry, other.id)
  t.same(await names(), ['舊.jpg|廟口'])
  const content = (await store.contents(entry, author!.viewer, { first: 5 })).items[0]!.id

  const page = await service.get(`/contribute?change=${entry}`, { cookie: other.cookie })
  t.same(await wrongMarkup(page), [])
  const got = await changed(service, entry, other.cookie, { [`files.${content}[0].caption`]: '民國五十年的廟口', words: '家裡的照片' }, { [`files.${content}[1].file`]: others })
  t.equal(got.status, 303, mistakesIn(got))
  t.same(await names(), ['舊.jpg|廟口'], 'what stands stays until it is accepted')
  const proposal = (await store.waiting({ state: 'proposed' }, settler!.viewer, { first: 5 })).items[0]!.id
  const item = await service.get(`/review/${proposal}`, { cookie: librarian.cookie })
  t.same(await wrongMarkup(item), [])
  for (const address of [`/files/${content}/1`, `/files/${proposal}/1`, `/files/${proposal}/2`]) {
    t.ok(item.text.includes(`src="${address}?size=small"`), address)
    t.equal((await service.get(`${address}?size=small`, { cookie: librarian.cookie })).status, 200)
  }
  t.notMatch(item.text, /[0-9a-f]{64}/, 'and no hashes')
  t.equal((await service.get(`/files/${proposal}/2`, { cookie: other.cookie })).status, 200, 'its author, too')
  for (const cookie of [undefined, amei.cookie]) t.equal((await service.get(`/files/${proposal}/2`, cookie === undefined ? {} : { cookie })).status, 404)
  for (const number of ['0', '3', 'x']) t.equal((await service.get(`/files/${proposal}/${number}`, { cookie: librarian.cookie })).status, 404)
  // given back, it is said anew, with the file that only the proposal has
  await settle(store, settler!, { key: newId(), ids: [proposal], decision: 'return', words: '是哪一年？', over: false, partly: true } as never)
  const list = await service.get('/contributions', { cookie: other.cookie })
  t.match(list.text, new RegExp(`href="/entities/${entry}"`), 'leads to where the picture is')
  const mend = `/contribute?change=${content}&amp;amends=${proposal}`
  t.ok(list.text.includes(mend))
  const anew = await service.get(mend.replace('&amp;', '&'), { cookie: other.cookie })
  t.same(await wrongMarkup(anew), [])
  t.match(anew.text, /是哪一年？/)
  t.ok(anew.text.includes(`/files/${content}/1?size=small`) && anew.text.includes(`/files/${proposal}/2?size=small`))
  const answers = Object.fromEntries(Object.entries(formOf(anew)).map(([name, [value]]) => [name, value!]))
  t.equal((await service.post('/contribute/change', { ...answers, [`files.${content}[1].caption`]: '民國六十年' }, { cookie: other.cookie })).status, 303)
  t.equal((await service.get(mend.replace('&amp;', '&'), { cookie: amei.cookie })).status, 404, 'somebody else’s')
  t.equal((await service.get(`/contribute?change=${content}`, { cookie: other.cookie })).status, 404)
  await accepted()
  t.same(await names(), ['舊.jpg|民國五十年的廟口', '廟.jpg|民國六十年'])
  t.equal((await service.get(`/files/${content}/2`)).status, 200)
  for (const { cookie } of [other, librarian]) t.equal((await service.get(`/files/${proposal}/2`, { cookie })).status, 404, 'what is taken out of the content later is nowhere then')

  // a text, too
  const text = await service.post('/contribute', { key: newId(), title: '廟口', story: '從前有棵樹', audience: 'everyone' }, { cookie: amei.cookie })
  await accepted()
  const told = text.to.split('=')[1]! as Id
  const words = (await store.contents(told, author!.viewer, { first: 1 })).items[0]!.id
  t.equal((await changed(service, told, other.cookie, { [`text.${words}`]: '從前有棵榕樹', words: '聽說' })).status, 303)
  const [waiting] = (await store.waiting({ state: 'proposed' }, settler!.viewer, { first: 5 })).items
  await settle(store, settler!, { key: newId(), ids: [waiting!.id], decision: 'return', words: '聽誰說？', over: false, partly: true } as never)
  const again = await service.get(`/contribute?change=${words}&amends=${waiting!.id}`, { cookie: other.cookie })
  t.match(again.text, /從前有棵榕樹/)
  const sent = await service.post('/contribute/change', { ...Object.fromEntries(Object.entries(formOf(again)).map(([name, [value]]) => [name, value!])), words: '聽阿婆說' }, { cookie: other.cookie })
  t.equal(sent.status, 303, mistakesIn(sent))
  await accepted()
  t.match((await store.contents(told, author!.viewer, { first: 1 })).items, [{ passages: [{ text: '從前有棵榕樹' }] }])

  // all of them away, and a story without any: neither may be lost half
  t.match(mistakesIn(await changed(service, entry, other.cookie, { [`files.${content}[0].drop`]: 'true', [`files.${content}[1].drop`]: 'true', words: '不是這裡' })), /就要留一個檔案/)
  const story = await service.post('/contribute', { key: newId(), title: '紀州庵', story: '城南', audience: 'everyone' }, { cookie: amei.cookie })
  await accepted()
  const added = await changed(service, story.to.split('=')[1]! as Id, other.cookie, { 'files.new[0].caption': '城南', words: '舊照片' }, { 'files.new[0].file': bytes })
  t.equal(added.status, 303, mistakesIn(added))
  t.same(await filesOf(service, story.to.split('=')[1]! as Id, amei.id), [])
  t.equal((await accepted()).length, 1)
  t.same(await filesOf(service, story.to.split('=')[1]! as Id, amei.id), ['廟.jpg|城南'])
})

t.test('nothing stands in the way where photos are mended', { skip: NO_BROWSER }, async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const address = await service.listen()
  const { page, context } = await opened(t, address, PHONE)
  await context.addCookies([{ name: 'fangzhi', value: amei.secret, url: address }])
  await page.goto('/contribute')
  await page.fill('[name=title]', '長'.repeat(300))
  await page.setInputFiles('#f-choose', [await photo(`${'長'.repeat(60)}.jpg`, '#733'), await photo('二.jpg', '#373')])
  await page.check('[name=audience][value=everyone]')
  await page.click('button[value=send]:visible')
  await page.waitForURL(/contributions/)
  const entry = new URL(page.url()).searchParams.get('sent')
  for (const prefix of ['', '/en']) {
    await page.goto(`${prefix}/contribute?change=${entry}`)
    t.equal(await page.locator('li.file img').count(), 2)
    t.same(await barriers(page), [])
    t.notOk(await overflows(page))
  }
})
