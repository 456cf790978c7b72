import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

t.test('the vocabulary: read by everybody, added to, changed and retired by librarians', async (t) => {
  const { store } = await smallCity(t)
  const { get, post, someone } = await site(t, { graph: store })
  const [librarian, author] = [await someone('librarian'), await someone()]
  const page = await get('/vocabulary')
  t.same(await wrongMarkup(page), [])
  t.match(page.text, /立案於<\/a><\/td><td>受理立案<\/td><td>組織、地方<\/td><td>組織<\/td><td class="number">4</, 'as often as a stranger sees it: what is hidden is not counted')
  t.notMatch(page.text, /新增一種關係/)
  t.same(await wrongMarkup(await get('/en/vocabulary', { cookie: librarian.cookie })), [])
  t.equal((await get('/vocabulary/relation', { cookie: author.cookie })).status, 403)
  t.equal((await get('/vocabulary/nothing')).status, 404)
  t.equal((await get('/vocabulary/relation/NOTHING')).status, 404)
  const [cookie, form] = [librarian.cookie, { key: newId(), code: 'LENDS_TO', forward: '借給', forwardEnglish: 'lends to', backward: '借自', backwardEnglish: 'borrows from', from: ['Organization'], to: ['Organization', 'Person'], role: 'connecting', note: '<b>要還的</b>', reason: '記器材出借' }]
  t.same(await wrongMarkup(await get('/vocabulary/relation', { cookie })), [])
  const lacking = await post('/vocabulary/relation', { ...form, backward: '', reason: '記器材' }, { cookie })
  t.equal(lacking.status, 400)
  t.match(lacking.text, /href="#f-backward"/)
  t.match(lacking.text, /value="記器材"/, 'nothing typed is lost')
  t.same(await wrongMarkup(lacking), [])
  t.equal((await post('/vocabulary/relation', form, { cookie: author.cookie })).status, 403)
  t.equal((await post('/vocabulary/relation', form, { cookie })).to, '/vocabulary/relation/LENDS_TO?done=added')
  const word = await get('/vocabulary/relation/LENDS_TO', { cookie })
  t.same(await wrongMarkup(word), [])
  t.match(word.text, /&lt;b&gt;要還的/)
  const version = (text: string): string => /name="version" value="([^"]+)"/.exec(text)![1]!
  const { code: _, ...rest } = form
  const change = { ...rest, key: newId(), version: version(word.text), forward: '出借給', reason: '說清楚', act: 'change' }
  t.equal((await post('/vocabulary/relation/LENDS_TO', change, { cookie })).status, 303)
  const stale = await post('/vocabulary/relation/LENDS_TO', { ...change, key: newId(), forward: '借' }, { cookie })
  t.equal(stale.status, 409, 'somebody else changed it')
  t.match(stale.text, /value="借"/)
  const now = await get('/vocabulary/relation/LENDS_TO', { cookie })
  t.match(now.text, /<del>[^<]*借給[^<]*<\/del>/, 'what became of it')
  t.equal((await post('/vocabulary/relation/LENDS_TO', { key: newId(), version: version(now.text), reason: '不用了', act: 'retire' }, { cookie })).status, 303)
  t.match((await get('/vocabulary')).text, /出借給<\/a><span class="mark">停用/)
  const field = await post('/vocabulary/field', { key: newId(), code: 'houseNumber', label: '門牌', english: 'House number', kinds: ['Place'], value: 'text', note: '', reason: '老照片上有' }, { cookie })
  t.equal(field.to, '/vocabulary/field/houseNumber?done=added')
  t.same(await wrongMarkup(await get(field.to, { cookie })), [])
})

t.test('concepts: the tree as each sees it', async (t) => {
  const { store, scribe } = await smallCity(t)
  const [culture, craft, secret] = [scribe.entity('Concept', '文化'), scribe.entity('Concept', '工藝<i>'), scribe.entity('Concept', '祕儀', { audience: { mode: 'all', protocols: ['elders'] } })]
  scribe.relate('NARROWER', culture, craft)
  scribe.relate('NARROWER', culture, secret)
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  const page = await get('/vocabulary/concepts')
  t.same(await wrongMarkup(page), [])
  t.match(page.text, /底下 1 個/)
  t.notMatch(page.text, /祕儀/)
  const below = await get(`/vocabulary/concepts?of=${culture}`)
  t.same(await wrongMarkup(below), [])
  t.match(below.text, /工藝&lt;i&gt;/)
  t.notMatch(below.text, /祕儀/)
  t.equal((await get(`/vocabulary/concepts?of=${secret}`)).status, 404)
})

t.test('quality: counted, listed, and evidence confirmed', async (t) => {
  const { store, scribe, ids } = await smallCity(t)
  const doubtful = scribe.relate('REGISTERED_WITH', ids.shared, ids.first, { start: '0101' })
  await scribe.commit()
  const service = await site(t, { graph: store })
  const { get, post, someone } = service
  const { cookie } = await someone('librarian')
  const page = await get('/quality', { cookie })
  t.same(await wrongMarkup(page), [])
  t.match(page.text, /沒有時間<\/b><\/a>　3/)
  t.match((await get('/quality')).text, /時間可疑/)
  t.equal((await get('/quality/unsupported')).status, 303, 'not for strangers')
  t.equal((await get('/quality/nothing', { cookie })).status, 404)
  for (const queue of ['unsupported', 'unsourced', 'unchecked', 'undated', 'doubtful', 'orphaned', 'deadLinks', 'lostNotes']) t.same(await wrongMarkup(await get(`/quality/${queue}`, { cookie })), [], queue)
  const list = await get('/quality/doubtful', { cookie })
  t.match(list.text, new RegExp(`/relations/${doubtful}`))
  t.match(list.text, new RegExp(`/contribute\\?change=${doubtful}`))
  const { body } = await service.ask('query ($id: ID!) { relation(id: $id) { version } }', { variables: { id: doubtful }, cookie })
  await service.ask('mutation ($key: String!, $operations: [WriteInput!]!) { write(key: $key, reason: "測試", operations: $operations) { records { id } } }', { variables: { key: newId(), operations: [{ relation: { id: doubtful, version: body.data.relation.version, start: '2012' } }] }, cookie })
  const waiting = await get('/quality/unchecked', { cookie })
  t.same(await wrongMarkup(waiting), [])
  const [, evidence] = /name="ids" value="([^"]+)"/.exec(waiting.text)!
  t.equal((await post('/quality/unchecked', { key: newId() }, { cookie })).status, 400)
  t.equal((await post('/quality/unchecked', { key: newId(), ids: [evidence!] }, { cookie })).to, '/quality/unchecked?confirmed=1')
  t.notMatch((await get('/quality/unchecked', { cookie })).text, new RegExp(evidence!))
})

const WHICH = { of: 'entities', name: '臺北市愛鄉協會', what: 'field' }

t.test('many at once: chosen, looked at, changed as one batch, taken back', async (t) => {
  const { store, ids } = await smallCity(t)
  const service = await site(t, { graph: store })
  const { get, post, someone } = service
  const [{ cookie }, author] = [await someone('librarian'), await someone()]
  t.equal((await get('/bulk')).status, 303)
  t.equal((await get('/bulk', { cookie: (await someone('reader')).cookie })).status, 403)
  for (const path of ['/bulk', '/en/bulk?of=relations&types=REGISTERED_WITH&queue=undated']) t.same(await wrongMarkup(await get(path, { cookie })), [], path)
  const none = await post('/bulk', { of: 'entities', what: 'field', act: 'next' }, { cookie })
  t.equal(none.status, 400)
  t.match(none.text, /請說要改哪些/)
  const next = await post('/bulk', { ...WHICH, act: 'next' }, { cookie })
  t.same(await wrongMarkup(next), [])
  t.match(next.text, /選了 1 筆/)
  const unsaid = await post('/bulk', { ...WHICH, key: newId(), act: 'preview' }, { cookie })
  t.match(unsaid.text, /請選要改哪一項/)
  const change = { ...WHICH, key: newId(), set: 'address', values: '八德路<b>', reason: '查過了' }
  const preview = await post('/bulk', { ...change, act: 'preview' }, { cookie })
  t.same(await wrongMarkup(preview), [])
  t.match(preview.text, /<ins>八德路&lt;b&gt;<\/ins>/)
  const address = async (): Promise<string[] | undefined> => (await service.ask('query ($id: ID!) { entity(id: $id) { fields { code values } } }', { variables: { id: ids.shared } })).body.data.entity.fields[0]?.values
  t.equal(await address(), undefined, 'nothing is written by looking')
  const token = /name="token" value="([^"]+)"/.exec(preview.text)![1]!
  t.match((await post('/bulk', { ...change, act: 'preview' }, { cookie: author.cookie })).text, /不能改/, 'what one could not publish')
  const other = await post('/bulk', { ...change, values: '別處', token, act: 'do' }, { cookie })
  t.equal(other.status, 409, 'not what was seen')
  t.match(other.text, /value="查過了"|別處/)
  const done = await post('/bulk', { ...change, token, act: 'do' }, { cookie })
  t.match(done.to, /^\/bulk\?of=entities&batch=[0-9a-f-]+&changed=1$/)
  t.same(await address(), ['八德路<b>'])
  const note = await get(done.to, { cookie })
  t.same(await wrongMarkup(note), [])
  await post(/action="(\/undo\/[^"]+)"/.exec(note.text)![1]!, { to: '/bulk' }, { cookie })
  t.equal(await address(), undefined)
})

t.test('a relation for many, a source for many, and a name that is several', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie } = await someone('librarian')
  const relate = { of: 'entities', ids: `https://fangzhi.example/entities/${ids.first}\n${ids.second}`, what: 'relate', relation: 'PARTNERS_WITH>', other: '臺北市愛鄉協會', cited: '測試名冊', page: '12', start: '民國108年', reason: '名冊第十二頁', key: newId() }
  const wrong = await post('/bulk', { ...relate, other: '沒有這個', act: 'preview' }, { cookie })
  t.equal(wrong.status, 400)
  t.match(wrong.text, /href="#f-other"/)
  const preview = await post('/bulk', { ...relate, act: 'preview' }, { cookie })
  t.same(await wrongMarkup(preview), [])
  t.match(preview.text, /新關係/)
  const token = /name="token" value="([^"]+)"/.exec(preview.text)![1]!
  t.match((await post('/bulk', { ...relate, token, act: 'do' }, { cookie })).to, /changed=2$/)
  const cite = { of: 'relations', types: 'PARTNERS_WITH', what: 'cite', cited: '測試名冊', page: '13', reason: '又有一頁', key: newId() }
  const looked = await post('/bulk', { ...cite, act: 'preview' }, { cookie })
  t.same(await wrongMarkup(looked), [])
  t.match((await post('/bulk', { ...cite, token: /name="token" value="([^"]+)"/.exec(looked.text)![1]!, act: 'do' }, { cookie })).to, /of=relations.*changed=2$/)
  const { items } = await store.relations(ids.first, { types: ['PARTNERS_WITH'] }, { signedIn: false, protocols: new Set() })
  t.same(items[0]?.evidence.map(({ locator }) => locator.page).sort(), ['12', '13'])
  for (const what of ['confirm', 'dates', 'readers', 'withdraw', 'field']) t.same(await wrongMarkup(await post('/bulk', { ...cite, what, act: 'next' }, { cookie })), [], what)
  for (const what of ['addValues', 'removeValues', 'relate', 'readers', 'withdraw']) t.same(await wrongMarkup(await post('/bulk', { ...relate, what, act: 'next' }, { cookie })), [], what)
  t.match((await post('/bulk', { ...relate, act: 'back' }, { cookie })).text, new RegExp(ids.second), 'what was chosen is there still')
  t.match((await get('/bulk?of=relations&types=PARTNERS_WITH', { cookie })).text, /value="PARTNERS_WITH" selected/)
})

t.test('out to a spreadsheet and back', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, post, send, someone } = await site(t, { graph: store })
  const [{ cookie }, other] = [await someone('librarian'), await someone('librarian')]
  const sheet = await post('/bulk', { of: 'entities', kind: 'Organization', what: 'field', act: 'sheet' }, { cookie })
  t.match(sheet.headers['content-type'], /csv/)
  t.match(sheet.text, /臺北市愛鄉協會/)
  t.notMatch(sheet.text, /祕密社/)
  const form = new FormData()
  form.append('table', new File([`${sheet.text.replace('臺北市愛鄉協會', '臺北市愛鄉協進會')},,Organization,,新來的<i>,\r\n`], '社團.csv'))
  const { to } = await send('/bulk/sheet', form, { cookie })
  const preview = await get(to, { cookie })
  t.same(await wrongMarkup(preview), [])
  t.match(preview.text, /<ins>臺北市愛鄉協進會<\/ins>/)
  t.match(preview.text, /沒有編號/)
  t.equal((await get(to, { cookie: other.cookie })).status, 404, 'each their own')
  t.notMatch((await get('/import', { cookie })).text, /社團\.csv/)
  const added = await post(to, { act: 'look', readers: 'everyone' }, { cookie })
  const again = await get(added.to, { cookie })
  t.match(again.text, /新來的&lt;i&gt;/)
  const token = /name="token" value="([^"]+)"/.exec(again.text)![1]!
  const wordless = await post(to, { act: 'do', readers: 'everyone', token, key: newId(), reason: '' }, { cookie })
  t.match(wordless.text, /請寫為什麼/)
  const done = await post(to, { act: 'do', readers: 'everyone', token, key: newId(), reason: '校對' }, { cookie })
  t.match(done.to, /changed=2$/)
  t.same(await wrongMarkup(await get(done.to, { cookie })), [])
  t.match((await store.entities([ids.shared], { signedIn: false, protocols: new Set() })).get(ids.shared)?.name, '臺北市愛鄉協進會')
  const none = new FormData()
  none.append('table', new File(['甲,乙\n1,2\n'], '別的.csv'))
  const foreign = await get((await send('/bulk/sheet', none, { cookie })).to, { cookie })
  t.match(foreign.text, /這不是從這裡匯出的表/)
  t.same(await wrongMarkup(foreign), [])
})

t.test('in a browser: nothing in anybody\'s way', { skip: NO_BROWSER }, async (t) => {
  const { store, scribe } = await smallCity(t)
  scribe.entity('Concept', `概念${'長'.repeat(300)}`)
  scribe.entity('Place', `孤${'立'.repeat(400)}`)
  await scribe.commit()
  const service = await site(t, { graph: store })
  const { cookie } = await service.someone('librarian')
  const address = await service.listen()
  for (const [size, colorScheme, prefix] of [[PHONE, 'light', ''], [LIBRARY, 'dark', '/en']] as const) {
    const { page, context, strayed } = await opened(t, address, size, { colorScheme, javaScriptEnabled: true })
    await context.addCookies([{ name: 'fangzhi', value: cookie.split('=')[1]!, url: address }])
    for (const path of size === PHONE ? ['/vocabulary', '/vocabulary/relation/OPERATES', '/vocabulary/concepts', '/quality', '/quality/orphaned', '/bulk?of=relations', '/bulk/sheet'] : ['/vocabulary', '/vocabulary/field', '/quality/undated', '/bulk']) {
      await page.goto(`${prefix}${path}`)
      t.same(await barriers(page), [], path)
      t.notOk(await overflows(page), path)
    }
    await page.goto('/bulk')
    await page.selectOption('select[name=kind]', 'Organization')
    await page.getByRole('button', { name: '接著' }).click()
    await page.selectOption('select[name=set]', 'note')
    await page.fill('textarea[name=values]', '長'.repeat(500))
    await page.getByRole('button', { name: '先看會改什麼' }).click()
    t.match(await page.textContent('main'), /會改成這樣/)
    t.same(await barriers(page), [], 'the preview')
    t.notOk(await overflows(page), 'the preview')
    t.same(strayed, [])
  }
})
