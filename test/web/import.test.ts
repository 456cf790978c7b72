import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup, type Site } from './site.ts'

t.teardown(closeBrowser)

const HOSTILE = '<script>alert(1)</script>𠮷🏛️مرحبا'
const TABLE = `團體名稱,立案字號,地址,成立日期,主管機關,理事長
松山戲曲社,北演001,松山區八德路四段1號,民國88年5月,社會局,王美
${HOSTILE},北演002,信義路1號,2001-03-04,社會局,李明
,北演003,仁愛路,1990,社會局,林清
南港偶劇團,北演004,南港路三段,二,社會局,
`

const file = (text: string | Uint8Array, name = '臺北市劇團名冊.csv'): FormData => {
  const form = new FormData()
  form.append('table', new File([typeof text === 'string' ? text : Buffer.from(text)], name, { type: 'text/csv' }))
  form.append('kind', 'Organization')
  return form
}

/** What the form of the columns has on it, as a browser would send it: the options that are chosen. */
function filled(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [, name, options] of text.matchAll(/<select id="[^"]*" name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) values[name!] = /value="([^"]*)" selected/.exec(options!)?.[1] ?? ''
  for (const [, name, value] of text.matchAll(/<input type="(?:text|url|hidden)"[^>]*?name="([^"]+)"[^>]*? value="([^"]*)"/g)) values[name!] = value!
  return values
}

const SAID = { title: '臺北市劇團名冊', publisher: '文化局', licence: '政府資料開放授權條款－第1版', 'relation.0.type': 'REGISTERED_WITH>', 'relation.0.column': '主管機關', 'relation.0.kind': 'Organization', 'relation.0.within': '臺北市政府' }

async function begun(service: Site, cookie: string, text: string | Uint8Array = TABLE): Promise<string> {
  const { status, to } = await service.send('/import', file(text), { cookie })
  if (status !== 303) throw new Error(`the table was not taken: ${status}`)
  return to.replace(/\/columns$/, '')
}

const statistics = async ({ graph }: Site): Promise<number> => (await graph.statistics(PUBLIC)).entities.Organization ?? 0

t.test('a table: sent, its columns said, looked at, tried, brought in, taken back', async (t) => {
  const service = await site(t)
  const { get, post } = service
  const { cookie } = await service.someone('librarian')
  t.same(await wrongMarkup(await get('/import', { cookie })), [])
  const path = await begun(service, cookie)
  const columns = await get(`${path}/columns`, { cookie })
  t.same(await wrongMarkup(columns), [])
  t.match(columns.text, /&lt;script&gt;alert/)
  const guess = filled(columns.text)
  t.match(guess, { 'column.0': 'name', 'column.1': 'key', 'column.2': 'field:address', 'column.3': 'field:foundedOn', kind: 'Organization' }, 'guessed by the headings')
  const lacking = await post(`${path}/columns`, { ...guess, ...SAID, publisher: '', act: 'map' }, { cookie })
  t.equal(lacking.status, 400)
  t.match(lacking.text, /value="臺北市政府"/, 'nothing typed is lost')
  t.same(await wrongMarkup(lacking), [])
  const twice = await post(`${path}/columns`, { ...guess, ...SAID, 'column.5': 'name', act: 'map' }, { cookie })
  t.match(twice.text, /名稱只能有一欄/)
  t.equal((await post(`${path}/columns`, { ...guess, ...SAID, act: 'map' }, { cookie })).to, path)
  const look = await get(path, { cookie })
  t.same(await wrongMarkup(look), [])
  t.match(look.text, /松山戲曲社<\/span> <span class="verb">立案於<\/span> <span>社會局/)
  t.match(look.text, /不會進去/, 'the row without a name')
  t.equal(await statistics(service), 0, 'nothing is written by looking')

  await post(path, { act: 'try', readers: 'everyone' }, { cookie })
  const waiting = await get(path, { cookie })
  t.match(waiting.text, /排隊中/)
  t.same(await wrongMarkup(waiting), [])
  t.same(JSON.parse((await get(`${path}/progress`, { cookie })).text), { underWay: true, percent: 0, text: '排隊中' })
  await service.jobsDone()
  const tried = await get(path, { cookie })
  t.match(tried.text, /什麼都還沒有寫進去/)
  t.equal(await statistics(service), 0)

  await post(path, { act: 'import', readers: 'everyone' }, { cookie })
  await service.jobsDone()
  const done = await get(path, { cookie })
  t.same(await wrongMarkup(done), [])
  t.match(done.text, /匯入了。/)
  t.equal(await statistics(service), 4, 'three groups and 社會局')
  const rejects = await get(`${path}/rejects`, { cookie })
  t.match(rejects.text, /"4","團體名稱","沒有名稱/)
  t.match((await get(`${path}/mapping`, { cookie })).text, /within: 臺北市政府/)
  t.match((await get('/import', { cookie })).text, /匯入了/)
  const [, back] = /href="(\/undo\/[^"]+)"/.exec(done.text)!
  t.equal((await post(back!, {}, { cookie })).status, 303)
  t.equal(await statistics(service), 0, 'all of it is taken back')
  t.equal((await post(path, { act: 'forget' }, { cookie })).to, '/import')
  t.equal((await get(path, { cookie })).status, 404)
})

t.test('only for librarians, and each their own', async (t) => {
  const service = await site(t)
  const { get, send } = service
  const [mine, other, author] = [await service.someone('librarian'), await service.someone('librarian'), await service.someone()]
  const path = await begun(service, mine.cookie)
  t.equal((await get('/import')).status, 303, 'after signing in')
  t.equal((await get('/import', { cookie: author.cookie })).status, 403)
  t.equal((await send('/import', file(TABLE), { cookie: author.cookie })).status, 403)
  for (const one of ['', '/columns', '/progress', '/mapping', '/rejects']) {
    t.equal((await get(`${path}${one}`, { cookie: other.cookie })).status, 404, one)
    t.equal((await get(`${path}${one}`, { cookie: author.cookie })).status, 403, one)
  }
  t.notMatch((await get('/import', { cookie: other.cookie })).text, /劇團/)
})

t.test('files that are none, in Big5, and a mapping of one\'s own', async (t) => {
  const service = await site(t)
  const { get, post, send } = service
  const { cookie } = await service.someone('librarian')
  const picture = await send('/import', file('x', '照片.png'), { cookie })
  t.equal(picture.status, 400)
  t.match(picture.text, /CSV、TSV、XLSX/)
  t.equal((await send('/import', file(''), { cookie })).status, 400)
  t.equal((await send('/import', new FormData(), { cookie })).status, 400)
  const big5 = new Uint8Array([0xb9, 0xce, 0xc5, 0xe9, 0xa6, 0x57, 0xba, 0xd9, 0x0a, 0xa4, 0xe5, 0xa4, 0xc6, 0xa7, 0xbd, 0x0a])
  const path = await begun(service, cookie, big5)
  const page = await get(`${path}/columns`, { cookie })
  t.match(page.text, /<b>團體名稱<\/b>/)
  t.match(page.text, /當作 BIG5 讀/)
  await post(`${path}/columns`, { ...filled(page.text), encoding: 'utf-8', act: 'read' }, { cookie })
  const wrong = await get(`${path}/columns`, { cookie })
  t.match(wrong.text, /這個檔案讀不出來/)
  t.match(wrong.text, /臺北市劇團名冊\.csv 不是 utf-8/, 'by its own name, not by where it is kept')
  await post(`${path}/columns`, { ...filled(page.text), encoding: '', act: 'read' }, { cookie })
  const bad = await post(`${path}/columns`, { act: 'yaml', yaml: 'dataset: {key: a}\nentities: {}' }, { cookie })
  t.equal(bad.status, 400)
  t.match(bad.text, /dataset/)
  const yaml = 'dataset: {key: groups, title: 團體, publisher: 文化局, licence: CC0}\nentities:\n  group: {kind: Organization, name: {column: 團體名稱, clean: [{suffix: （人民團體）}]}}\n'
  t.equal((await post(`${path}/columns`, { act: 'yaml', yaml }, { cookie })).to, path)
  t.match((await get(path, { cookie })).text, /文化局（人民團體）/)
  t.equal((await post(path, { act: 'import', readers: 'nobody-knows' }, { cookie })).status, 400, 'readers that there are not')
})

t.test('stopped, it goes on where it stopped; started twice, it runs once', async (t) => {
  const service = await site(t)
  const { get, post } = service
  const { cookie } = await service.someone('librarian')
  const path = await begun(service, cookie)
  await post(`${path}/columns`, { ...filled((await get(`${path}/columns`, { cookie })).text), ...SAID, act: 'map' }, { cookie })
  await post(path, { act: 'import', readers: 'everyone' }, { cookie })
  t.equal((await post(path, { act: 'import', readers: 'everyone' }, { cookie })).status, 400)
  t.equal((await post(path, { act: 'stop' }, { cookie })).status, 303)
  await service.jobsDone()
  t.equal(await statistics(service), 0)
  t.match((await get(path, { cookie })).text, /停下了/)
  await post(path, { act: 'import', readers: 'everyone' }, { cookie })
  await service.jobsDone(AbortSignal.abort(new Error('the service stops')))
  t.match((await get(path, { cookie })).text, /匯入中/, 'the service stopped meanwhile')
  await service.jobsDone()
  t.equal(await statistics(service), 4)
  t.match((await get(path, { cookie })).text, /匯入了/)
})

t.test('stopped in the middle: what is written stays, is taken back, or gone on with', async (t) => {
  const service = await site(t)
  const { get, post } = service
  const { cookie } = await service.someone('librarian')
  const path = await begun(service, cookie, `團體名稱\n${Array.from({ length: 3_000 }, (_, i) => `第${i}號戲曲社\n`).join('')}`)
  await post(`${path}/columns`, { ...filled((await get(`${path}/columns`, { cookie })).text), title: '戲曲社', publisher: '文化局', licence: 'CC0', act: 'map' }, { cookie })
  const some = async (doing: Promise<void>, then: () => Promise<unknown>): Promise<void> => {
    while ((await service.graph.batches()).every(({ finished, reverts }) => finished || reverts !== undefined)) await new Promise((resolve) => { setTimeout(resolve, 2) })
    await then()
    await doing
  }
  await post(path, { act: 'import', readers: 'everyone' }, { cookie })
  await some(service.jobsDone(), () => post(path, { act: 'stop' }, { cookie }))
  const stopped = await get(path, { cookie })
  t.match(stopped.text, /停下了/)
  t.same(await wrongMarkup(stopped), [])
  const written = await statistics(service)
  t.ok(written > 0 && written < 3_000, `${written} of 3,000`)
  await post(/href="(\/undo\/[^"]+)"/.exec(stopped.text)![1]!, {}, { cookie })
  t.equal(await statistics(service), 0)
  await post(path, { act: 'import', readers: 'everyone' }, { cookie })
  const stopping = new AbortController()
  const before = new Set((await service.graph.batches()).map(({ id }) => id))
  const doing = service.jobsDone(stopping.signal)
  while (!(await service.graph.batches()).some(({ id, finished }) => !before.has(id) && !finished)) await new Promise((resolve) => { setTimeout(resolve, 2) })
  stopping.abort(new Error('the service stops'))
  await doing
  t.match((await get(path, { cookie })).text, /匯入中/)
  await service.jobsDone()
  t.match((await get(path, { cookie })).text, /匯入了。/)
  t.equal(await statistics(service), 3_000)
  t.equal((await service.graph.batches()).filter(({ id }) => !before.has(id)).length, 1, 'one batch, taken up again')
})

t.test('in a browser: from the file to the archive, nothing in anybody\'s way', { skip: NO_BROWSER }, async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const { cookie } = await service.someone('librarian')
  const address = await service.listen()
  const cookies = [{ name: 'fangzhi', value: cookie.split('=')[1]!, url: address }]
  const { page, context } = await opened(t, address, PHONE, { javaScriptEnabled: false })
  await context.addCookies(cookies)
  await page.goto('/import')
  await page.setInputFiles('input[name=table]', { name: `${'長'.repeat(80)}.csv`, mimeType: 'text/csv', buffer: Buffer.from(TABLE) })
  await page.getByRole('button', { name: '送出檔案' }).click()
  await page.waitForURL(/columns$/)
  await page.fill('input[name=publisher]', '文化局')
  await page.selectOption('select[name=licence]', { index: 1 })
  await page.selectOption('select[name="relation.0.type"]', 'REGISTERED_WITH>')
  await page.selectOption('select[name="relation.0.column"]', '主管機關')
  await page.getByRole('button', { name: '再加一種關係' }).click()
  t.equal(await page.inputValue('select[name="relation.0.column"]'), '主管機關')
  const columns = new URL(page.url()).pathname
  await page.getByRole('button', { name: '看看前幾列會變成什麼' }).click()
  const first = new URL(page.url()).pathname
  for (const [size, scheme] of [[PHONE, 'dark'], [LIBRARY, 'light']] as const) {
    const seen = await opened(t, address, size, { colorScheme: scheme })
    await seen.context.addCookies(cookies)
    for (const path of [`/en${columns}`, first]) {
      await seen.page.goto(path)
      t.same(await barriers(seen.page), [], path)
      t.notOk(await overflows(seen.page), path)
    }
  }
  await page.getByRole('button', { name: '開始匯入' }).click()
  const at = new URL(page.url()).pathname
  for (const [size, scheme] of [[PHONE, 'light'], [LIBRARY, 'dark']] as const) {
    const seen = await opened(t, address, size, { colorScheme: scheme })
    await seen.context.addCookies(cookies)
    for (const path of ['/import', at]) {
      await seen.page.goto(path)
      t.same(await barriers(seen.page), [], path)
      t.notOk(await overflows(seen.page), path)
    }
    if (size !== PHONE) {
      await service.jobsDone()
      await seen.page.waitForSelector('text=匯入了。')
      t.same(await barriers(seen.page), [], 'when it is done')
      t.same(seen.strayed, [])
    }
  }
})
