import t from 'tap'
import { newId, type Id } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup, type Site } from './site.ts'

t.teardown(closeBrowser)

const WRITE = 'mutation ($key: String!, $operations: [WriteInput!]!) { write(key: $key, reason: "測試", operations: $operations) { records { id version state } } }'
const PROPOSE = 'mutation ($key: String!, $operations: [WriteInput!]!) { propose(key: $key, words: "門牌整編", operations: $operations) { records { id version } } }'

const place = (name: string, more: object = {}): object => ({ entity: { kind: 'Place', names: [{ text: name }], audience: { protocols: ['everyone'] }, ...more } })

async function asked(service: Site, query: string, operations: object[], cookie: string): Promise<{ id: string; version: string }[]> {
  const { body } = await service.ask(query, { variables: { key: newId(), operations }, cookie })
  return (body.data.write ?? body.data.propose).records
}

t.test('several at once: accepted as one batch, taken back, and what cannot be is told', async (t) => {
  const service = await site(t)
  const { get, post, someone } = service
  const [author, judge] = [await someone(), await someone('librarian')]
  const made = await asked(service, WRITE, ['甲廟', '乙<廟>', '丙廟'].map((name) => place(name, { state: 'proposed' })), author.cookie)
  t.equal((await get('/review')).status, 303, 'after signing in')
  t.notMatch((await get('/review', { cookie: (await someone('reader')).cookie })).text, /甲廟/, 'what waits is for whoever settles it')
  const page = await get('/review?type=entity&order=newest', { cookie: judge.cookie })
  t.same(await wrongMarkup(page), [])
  t.match(page.text, /乙&lt;廟&gt;/)
  const none = await post('/review', { decision: 'accept', key: newId() }, { cookie: judge.cookie })
  t.equal(none.status, 400)
  t.match(none.text, /請先勾選/)
  const wordless = await post('/review', { decision: 'decline', key: newId(), ids: [made[0]!.id, made[1]!.id] }, { cookie: judge.cookie })
  t.equal(wordless.status, 400)
  t.match(wordless.text, /不採納要寫原因/)
  t.notMatch(wordless.text, /needs words/, 'in the language of the page')
  t.match(wordless.text, new RegExp(`value="${made[0]!.id}" checked`), 'what was chosen is chosen still')
  const key = newId()
  const done = await post('/review', { decision: 'accept', key, ids: [made[0]!.id, made[1]!.id] }, { cookie: judge.cookie })
  t.match(done, { status: 303, to: /^\/review\?batch=[0-9a-f-]{36}&count=2&left=0$/ })
  t.equal((await service.graph.statistics({ signedIn: false, protocols: new Set() })).entities.Place, 2)
  const note = await get(done.to, { cookie: judge.cookie })
  t.match(note.text, /決定了 2 項/)
  t.same(await wrongMarkup(note), [])
  const [, back] = /action="(\/undo\/[^"]+)"/.exec(note.text)!
  t.same(await wrongMarkup(await get(back!, { cookie: judge.cookie })), [])
  t.match(await post(back!, { to: '/review' }, { cookie: judge.cookie }), { status: 303, to: '/review' })
  t.equal((await service.graph.statistics({ signedIn: false, protocols: new Set() })).entities.Place ?? 0, 0)
  await post('/review', { decision: 'accept', key, ids: [made[0]!.id, made[1]!.id] }, { cookie: judge.cookie })
  t.equal((await service.graph.statistics({ signedIn: false, protocols: new Set() })).entities.Place ?? 0, 0, 'the same form sent again decides nothing')
})

t.test('a change: three texts, in part, over what moved only if it is said', async (t) => {
  const service = await site(t)
  const { get, post, someone } = service
  const [librarian, author] = [await someone('librarian'), await someone()]
  const [shrine] = await asked(service, WRITE, [place('慈祐宮', { state: 'published', fields: [{ code: 'address', values: ['八德路四段'] }] })], librarian.cookie)
  const change = (version: string, value: string, name: string): object[] => [{ entity: { id: shrine!.id, version, names: [{ text: name }], fields: [{ code: 'address', values: [value] }] } }]
  const [proposal] = await asked(service, PROPOSE, change(shrine!.version, '八德路四段761號', '松山慈祐宮'), author.cookie)
  const item = `/review/${proposal!.id}`
  const page = await get(item, { cookie: librarian.cookie })
  t.same(await wrongMarkup(page), [])
  t.match(page.text, /八德路四段761號/)
  t.equal((await get(item, { cookie: (await someone('reader')).cookie })).status, 404)
  await asked(service, WRITE, change(shrine!.version, '八德路四段759號', '慈祐宮'), librarian.cookie)
  const stale = await post(item, { decision: 'accept', key: newId(), partwise: 'yes', parts: ['fields.address'], words: '查過了' }, { cookie: librarian.cookie })
  t.equal(stale.status >= 400, true)
  t.match(stale.text, /查過了/, 'nothing typed is lost')
  t.match(stale.text, /有衝突/)
  t.match(await post(item, { decision: 'accept', key: newId(), partwise: 'yes', parts: ['fields.address'], over: 'yes', rest: 'return', words: '名稱請附公文' }, { cookie: librarian.cookie }), { status: 303 })
  const { body } = await service.ask('query ($id: ID!) { entity(id: $id) { name fields { values } } }', { variables: { id: shrine!.id } })
  t.match(body.data.entity, { name: '慈祐宮', fields: [{ values: ['八德路四段761號'] }] })
})

t.test('duplicates: side by side, told apart, or merged and parted again', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie } = await someone('librarian')
  const list = await get('/duplicates', { cookie })
  t.same(await wrongMarkup(list), [])
  t.match(list.text, /松山基金會.*組織・見於 .*測試名冊/s)
  // what a page says to people, without its addresses and what is folded
  const said = (text: string): string => text.slice(text.indexOf('<main')).replace(/<details>.*?<\/details>/gs, '').replace(/<[^>]*>/g, '')
  const codes = /[0-9a-f]{8}-[0-9a-f]{4}|[A-Z]+_[A-Z]+|\bregister\b|#\d/
  t.notMatch(said(list.text), codes, 'in words')
  const merging = `/merge?from=${ids.second}&into=${ids.first}`
  const page = await get(merging, { cookie })
  t.same(await wrongMarkup(page), [])
  t.notMatch(said(page.text), codes)
  t.match(page.text, /<th scope="row">見於<\/th><td>.*測試名冊.*<\/td><td>.*測試名冊/)
  t.match(page.text, new RegExp(`<summary>給程式用的識別碼</summary>.*${ids.second}`, 's'))
  t.equal((await get(merging, { cookie: (await someone()).cookie })).status, 403)
  const version = /name="version" value="([^"]+)"/.exec(page.text)![1]!
  const wordless = await post(merging, { version, reason: '', key: newId() }, { cookie })
  t.equal(wordless.status, 409)
  t.match(await post(merging, { version, reason: '同一個地址', key: newId() }, { cookie }), { status: 303, to: `/entities/${ids.first}` })
  t.notMatch((await get('/duplicates', { cookie })).text, new RegExp(ids.second))
  const parting = await get(`/merge?part=${ids.second}`, { cookie })
  t.same(await wrongMarkup(parting), [])
  const now = /name="version" value="([^"]+)"/.exec(parting.text)![1]!
  t.match(await post(`/merge?part=${ids.second}`, { version: now, reason: '查錯了', key: newId(), apart: 'yes' }, { cookie }), { status: 303 })
  t.notMatch((await get('/duplicates', { cookie })).text, new RegExp(ids.second), 'and not suggested again')
})

t.test('a steward who is a mere contributor finds possible duplicates in their workroom, and merges what their protocol guards', async (t) => {
  const { get, post, someone, ask, people } = await site(t)
  const [librarian, { cookie, id: account }] = [await someone('librarian'), await someone('contributor')]
  const done = async (query: string, variables: object, who: string): Promise<any> => Object.values((await ask(query, { variables, cookie: who })).body.data)[0]
  const { id: elders } = await done('mutation { foundCommunity(name: "耆老會", contact: "耆老會") { id } }', {}, librarian.cookie)
  await people.accounts.join({ group: elders, account: account as Id, role: 'steward', since: 0 })
  const { id: protocol } = await done('mutation ($protocol: ProtocolInput!) { makeProtocol(protocol: $protocol) { id } }', { protocol: { name: '耆老', owners: [elders], kind: 'strict', members: 'community', shown: 'silent' } }, cookie)
  const guarded = { state: 'published', audience: { protocols: [protocol] } }
  const { records } = await done(WRITE, { key: newId(), operations: [place('祖靈屋', guarded), place('祖 靈屋', guarded)] }, cookie)
  const [from, into] = records.map(({ id }: { id: string }) => id)
  await done(WRITE, { key: newId(), operations: [place('慈祐宮', { state: 'published' }), place('慈 祐宮', { state: 'published' })] }, librarian.cookie)
  const list = await get('/duplicates', { cookie })
  t.match(list.text, /aria-current="page">可能重複的/)
  const [theirs, others] = [...list.text.matchAll(/merge\?from=[^"]+/g)].map(([one]) => one.replaceAll('&amp;', '&')).sort((x, y) => Number(y.includes(from)) - Number(x.includes(from)))
  const elsewhere = await get(`/${others}`, { cookie })
  t.match(elsewhere.text, /要由負責的人決定/)
  t.notMatch(elsewhere.text, /name="version"/)
  t.notMatch((await get('/duplicates', { cookie: (await someone('librarian')).cookie })).text, new RegExp(`${from}|${into}`))
  const page = await get(`/${theirs}`, { cookie })
  t.same(await wrongMarkup(page), [])
  t.match(await post(`/${theirs}`, { version: /name="version" value="([^"]+)"/.exec(page.text)![1]!, reason: '同一間', key: newId() }, { cookie }), { status: 303 })
})

t.test('in a browser: the queue by the keyboard alone, nothing in anybody\'s way', { skip: NO_BROWSER }, async (t) => {
  const service = await site(t)
  const [author, judge] = [await service.someone(), await service.someone('librarian')]
  await asked(service, WRITE, ['甲廟', '乙廟', `丙${'廟'.repeat(300)}`].map((name) => place(name, { state: 'proposed' })), author.cookie)
  const address = await service.listen()
  for (const size of [PHONE, LIBRARY]) {
    const { page, context } = await opened(t, address, size)
    await context.addCookies([{ name: 'fangzhi', value: judge.cookie.split('=')[1]!, url: address }])
    for (const path of ['/review', '/en/review', '/duplicates']) {
      await page.goto(path)
      t.same(await barriers(page), [], path)
      t.notOk(await overflows(page), path)
    }
  }
  const { page, context } = await opened(t, address, LIBRARY)
  await context.addCookies([{ name: 'fangzhi', value: judge.cookie.split('=')[1]!, url: address }])
  await page.goto('/review')
  for (const key of ['j', 'x', 'j', 'x', 'a']) await page.keyboard.press(key)
  await page.waitForURL(/count=2/)
  t.match(await page.textContent('main'), /決定了 2 項/)
})
