import t from 'tap'
import { createCollection } from '../../src/archive/collections/create.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { hostile } from './hostile.ts'
import { site, wrongMarkup, type Got } from './site.ts'

t.teardown(closeBrowser)

const keyIn = ({ text }: Got): string => /name="key" value="([^"]+)"/.exec(text)![1]!
const versionIn = ({ text }: Got): string => /name="version" value="([^"]+)"/.exec(text)![1]!
const orderIn = ({ text }: Got, names: readonly string[]): string[] => names.filter((name) => text.includes(name)).sort((x, y) => text.indexOf(x) - text.indexOf(y))

/** A small city with a book that has a text and a picture. */
async function city(t: Parameters<typeof smallCity>[0]) {
  const { store, ids, scribe } = await smallCity(t)
  const book = scribe.entity('Work', '學習型城市')
  await scribe.commit()
  const [content, picture] = [newId(), newId()]
  const words = '共伴效應是林振春的構想。'
  await store.commit({
    id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [
      { op: 'put', base: null, record: { id: content, type: 'content', entity: book, state: 'published', audience: EVERYONE, order: 1, passages: [{ text: words, offset: [0, words.length], page: '7' }], corrections: [] } as never },
      { op: 'put', base: null, record: { id: picture, type: 'content', entity: book, state: 'published', audience: EVERYONE, order: 2, passages: [], corrections: [], files: [{ sha256: 'a'.repeat(64), name: 'a.jpg', mediaType: 'image/jpeg', bytes: 10, width: 1, height: 1, alternative: '封面' }] } as never },
    ],
  })
  return { store, ids, book, content, picture }
}

t.test('a collection by hand: made, filled by name, ordered, explained, and what was taken out put back', async (t) => {
  const { store, ids } = await city(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie } = await someone('librarian')
  t.match((await get('/collections')).text, /還沒有專題/)
  t.equal((await get('/collections/new')).to, '/sign-in?to=%2Fcollections%2Fnew')

  const form = await get('/collections/new', { cookie })
  t.same(await wrongMarkup(form), [])
  const missing = await post('/collections/new', { key: keyIn(form), name: '', manner: 'manual', description: '留著的說明' }, { cookie })
  t.equal(missing.status, 400)
  t.match(missing.text, /留著的說明/)
  t.match(missing.text, /aria-invalid="true"/)
  t.same(await wrongMarkup(missing), [])
  const made = await post('/collections/new', { key: keyIn(form), name: '水患', manner: 'manual', state: 'published', reader: 'everyone' }, { cookie })
  t.equal(made.status, 303)
  const edit = made.to
  const address = edit.replace(/\/edit$/, '')
  t.equal((await post('/collections/new', { key: keyIn(form), name: '水患', manner: 'manual', state: 'published', reader: 'everyone' }, { cookie })).to, edit, 'sent twice, made once')
  t.equal((await get(address)).status, 404, 'empty, it is shown to those who may change it alone')

  const act = async (fields: Record<string, string>): Promise<Got> => post(edit, { ...await pressed(fields), ...fields }, { cookie })
  const pressed = async (_: object): Promise<Record<string, string>> => {
    const page = await get(edit, { cookie })
    return { key: keyIn(page), version: versionIn(page) }
  }
  for (const what of ['社會局', ids.culture, `https://fangzhi.example/entities/${ids.shared}`]) t.equal((await act({ do: 'add', what, because: `因為${what.slice(0, 3)}` })).status, 303, what)
  const wrong = await act({ do: 'add', what: '沒有這個人', because: '打好的字' })
  t.equal(wrong.status, 400)
  t.match(wrong.text, /打好的字/)
  t.same(await wrongMarkup(wrong), [])
  const several = await act({ do: 'add', what: '松山基金會', because: '為什麼' })
  if (several.status === 400) {
    t.match(several.text, /type="radio" name="what"/)
    t.same(await wrongMarkup(several), [])
  }

  const names = ['臺北市政府社會局', '臺北市政府文化局', '臺北市愛鄉協會']
  t.same(orderIn(await get(address), names), names)
  await act({ do: 'up', item: ids.shared })
  t.same(orderIn(await get(address), names), [names[0], names[2], names[1]])
  await act({ do: 'down', item: ids.social })
  await act({ do: 'top', item: ids.culture })
  t.same(orderIn(await get(address), names), [names[1], names[2], names[0]])
  await act({ do: 'why', item: ids.shared, because: '最早的一個' })
  t.match((await get(address)).text, '最早的一個')

  const removed = await act({ do: 'remove', item: ids.shared })
  t.notMatch((await get(address)).text, names[2]!)
  const after = await get(removed.to.replace(/#.*/, ''), { cookie })
  t.match(after.text, /放回去/)
  t.same(await wrongMarkup(after), [])
  const hiddenIn = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"><button[^>]*value="putBack"|name="${name}" value="([^"]*)"`).exec(after.text.slice(after.text.indexOf('class="undo"')))!.slice(1).find((one) => one !== undefined)!
  t.equal((await act({ do: 'putBack', item: ids.shared, because: hiddenIn('because'), before: hiddenIn('before') })).status, 303)
  t.same(orderIn(await get(address), names), [names[1], names[2], names[0]])
  t.match((await get(address)).text, '最早的一個')

  const page = await get(edit, { cookie })
  const entityVersion = /name="entityVersion" value="([^"]+)"/.exec(page.text)![1]!
  t.equal((await act({ do: 'rename', entityVersion, name: '水患與人', description: '說明' })).status, 303)
  t.equal((await act({ do: 'rename', entityVersion, name: '別的' })).status, 409)
  const list = await get('/collections')
  t.match(list.text, '水患與人')
  for (const shown of [list, page, await get(address), await get('/en/collections')]) t.same(await wrongMarkup(shown), [])

  t.equal((await get(edit)).to, `/sign-in?to=${encodeURIComponent(edit)}`)
  const reader = await someone('contributor')
  t.equal((await get(edit, { cookie: reader.cookie })).status, 403)
  t.equal((await post(edit, { key: 'a'.repeat(12), do: 'remove', item: ids.social }, { cookie: reader.cookie })).status, 403)
  t.equal((await act({ do: 'withdraw' })).status, 400, 'a reason is needed')
  t.equal((await act({ do: 'withdraw', 'withdraw-because': '不用了' })).to, '/collections')
  t.equal((await get(address)).status, 404)
})

t.test('a Collection that holds nothing is a name, as others are; a question that was saved leads to its answer', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const bare = scribe.entity('Collection', '空的專題')
  const secret = scribe.entity('Collection', '祕密專題', { audience: { mode: 'all', protocols: ['elders'] } })
  const asks = scribe.entity('Collection', '立案的', { fields: { question: JSON.stringify({ name: 'connectors', arguments: { a: ids.social, b: ids.culture } }) } })
  const broken = scribe.entity('Collection', '壞的', { fields: { question: '{"name":"nothing"}' } })
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  for (const id of [bare, asks, broken]) {
    t.equal((await get(`/collections/${id}`)).to, `/entities/${id}`)
    t.equal((await get(`/en/collections/${id}`)).to, `/en/entities/${id}`)
    t.notMatch((await get(`/entities/${id}`)).text, `href="/collections/${id}"`)
  }
  t.match((await get(`/entities/${asks}`)).text, `href="/answers/connectors?a=${ids.social}&amp;b=${ids.culture}"`)
  for (const id of [secret, ids.social, newId()]) t.equal((await get(`/collections/${id}`)).status, 404)
})

t.test('by question: typed as a sentence or as words, frozen and asked anew', async (t) => {
  const { store, ids } = await city(t)
  const { get, post, someone, indexed } = await site(t, { graph: store })
  await indexed()
  const { cookie } = await someone('librarian')
  const make = async (more: Record<string, string>): Promise<Got> => post('/collections/new', { key: `key-${Math.random()}`, name: '立案的', manner: 'question', state: 'published', reader: 'everyone', ...more }, { cookie })
  t.equal((await make({})).status, 400)
  t.match((await make({ asked: '嗯嗯啊啊' })).text, /沒有看懂這個問題/)
  const made = await make({ asked: '哪些組織連結社會局與文化局？' })
  t.equal(made.status, 303)
  const shown = await get(made.to)
  t.match(shown.text, '臺北市愛鄉協會')
  t.match(shown.text, /\/answers\/connectors\?/)
  t.notMatch(shown.text, '祕密社')
  t.same(await wrongMarkup(shown), [])
  const words = await make({ asked: '協會', as: 'search' })
  t.match((await get(words.to)).text, /href="\/search\?q=%E5%8D%94%E6%9C%83"/)
  t.match((await get(words.to)).text, '臺北市愛鄉協會')

  const edit = `${made.to}/edit`
  const page = await get(edit, { cookie })
  t.equal((await post(edit, { do: 'freeze', key: keyIn(page), version: versionIn(page) }, { cookie })).status, 303)
  t.match((await get(made.to)).text, /內容固定在/)
  const frozen = await get(edit, { cookie })
  t.same(await wrongMarkup(frozen), [])
  t.equal((await post(edit, { do: 'unfreeze', key: keyIn(frozen), version: versionIn(frozen) }, { cookie })).status, 303)
  t.equal((await post(edit, { do: 'freeze', key: 'another-key', version: versionIn(page) }, { cookie })).status, 303, 'the same words are the same version')
  t.ok(ids.social)
})

t.test('an exhibit: blocks of every sort, moved, changed, taken out', async (t) => {
  const { store, ids, book, picture } = await city(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie } = await someone('librarian')
  const { to: edit } = await post('/collections/new', { key: 'exhibit-1', name: '城市', manner: 'exhibit', state: 'published', reader: 'everyone' }, { cookie })
  const address = edit.replace(/\/edit$/, '')
  const act = async (fields: Record<string, string>): Promise<Got> => {
    const page = await get(edit, { cookie })
    return post(edit, { key: keyIn(page), version: versionIn(page), ...fields }, { cookie })
  }
  t.equal((await act({ do: 'text', text: '第一段\n\n第二段' })).status, 303)
  t.equal((await act({ do: 'item', 'item-what': '社會局', pin: '1' })).status, 303)
  t.equal((await act({ do: 'quotation', 'quote-what': '學習型城市', words: '共伴效應' })).status, 303)
  const lost = await act({ do: 'quotation', 'quote-what': '學習型城市', words: '沒有的話' })
  t.equal(lost.status, 400)
  t.match(lost.text, /沒有的話/)
  t.same(await wrongMarkup(lost), [])
  const choosing = await act({ do: 'picture', 'picture-what': book })
  t.match(choosing.text, `value="${picture}/1"`)
  t.same(await wrongMarkup(choosing), [])
  t.equal((await act({ do: 'picture', picture: `${picture}/1`, 'picture-caption': '這是封面' })).status, 303)
  t.match((await act({ do: 'picture', 'picture-what': '社會局' })).text, /沒有圖片/)
  t.equal((await act({ do: 'map', 'map-places': '社會局\n文化局', 'map-caption': '兩局' })).status, 303)
  t.equal((await act({ do: 'graph', asked: '哪些組織連結社會局與文化局？' })).status, 303)
  const shown = await get(address)
  for (const part of [/<p>第一段<\/p>\s*<p>第二段<\/p>/, /這是 .* 的樣子/, '<blockquote><p>共伴效應</p></blockquote>', `src="/files/${picture}/1?size=medium" alt="封面"`, '這是封面', '兩局', /\/answers\/connectors.svg\?/]) t.match(shown.text, part)
  t.same(await wrongMarkup(shown), [])
  const editing = await get(edit, { cookie })
  t.same(await wrongMarkup(editing), [])
  t.equal((await act({ do: 'blockDown', block: '1' })).status, 303)
  t.ok((await get(address)).text.indexOf('第一段') > (await get(address)).text.indexOf(`/entities/${ids.social}`))
  t.equal((await act({ do: 'blockChange', block: '2', text: '改過的' })).status, 303)
  t.equal((await act({ do: 'blockRemove', block: '3' })).status, 303)
  const after = (await get(address)).text
  t.match(after, '改過的')
  t.notMatch(after, '共伴效應</p></blockquote>')
  t.match((await get(edit.replace('/edit', '/cover'), { cookie })).text, `${picture}/1`)
  t.equal((await act({ do: 'cover', picture: `${picture}/1` })).status, 303)
  t.match((await get('/collections')).text, `/files/${picture}/1?size=small`)
  t.equal((await act({ do: 'noCover' })).status, 303)
})

t.test('putting something in from its page: into one that there is, or a new one; collections within collections', async (t) => {
  const { store, ids } = await city(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie, id: account } = await someone('librarian')
  const viewer = { signedIn: true, account, librarian: true as const, protocols: new Set<string>() }
  const entityOf = async (id: string): Promise<string> => ((await store.heads([id as never], viewer)).get(id as never)!.record as { entity: string }).entity
  t.equal((await get(`/collections/add?item=${ids.hidden}`, { cookie })).status, 404)
  const form = await get(`/collections/add?item=${ids.social}`, { cookie })
  t.same(await wrongMarkup(form), [])
  const made = await post('/collections/add', { key: keyIn(form), item: ids.social, name: '裡面的', why: '理由' }, { cookie })
  t.equal(made.status, 303)
  t.match((await get(made.to, { cookie })).text, '理由')
  const again = await get(`/collections/add?item=${ids.culture}`, { cookie })
  t.match(again.text, '裡面的')
  const into = made.to.split('/').at(-1)!
  t.equal((await post('/collections/add', { key: keyIn(again), item: ids.culture, into }, { cookie })).to, made.to)
  t.match((await get(made.to, { cookie })).text, '臺北市政府文化局')
  t.equal((await post('/collections/add', { key: 'another-key', item: ids.culture, into: 'new', name: '' }, { cookie })).status, 400)
  const begun = await post('/collections/new', { begin: '1', item: [ids.social, ids.shared] }, { cookie })
  t.equal(begun.status, 200, 'what is on a picture, to be named')
  t.match(begun.text, `name="item" value="${ids.social} ${ids.shared}"`)
  t.same(await wrongMarkup(begun), [])
  const inner = (await post('/collections/new', { key: 'inner-key-1', name: '最裡面', manner: 'manual', item: `${ids.social} ${ids.shared}`, state: 'published', reader: 'everyone' }, { cookie })).to.split('/')[2]!
  const outer = await post('/collections/new', { key: 'outer-key-1', name: '外面的', manner: 'manual', state: 'published', reader: 'everyone', item: [(await entityOf(inner))] }, { cookie })
  t.match((await get(outer.to.replace('/edit', ''), { cookie })).text, '最裡面')
  t.match((await get('/collections', { cookie })).text, /裡面有：<a[^>]*>最裡面/)
  const page = await get(`/collections/${inner}/edit`, { cookie })
  const round = await post(`/collections/${inner}/edit`, { key: keyIn(page), version: versionIn(page), do: 'add', what: '外面的' }, { cookie })
  t.equal(round.status, 400)
  t.match(round.text, '這樣會繞成一圈')
})

t.test('a stranger\'s pages are those of an archive without what is hidden', async (t) => {
  const pages = async (withHidden: boolean): Promise<string[]> => {
    const { store, ids } = await smallCity(t)
    const { get, people, someone } = await site(t, { graph: store })
    const { id } = await someone('librarian')
    const actor = { account: id, name: '', role: 'librarian', memberships: new Map([['elders', 'steward']]), viewer: { signedIn: true, account: id, librarian: true, protocols: new Set(['elders']), stewards: new Set(['elders']) } } as never
    const ports = { graph: store, directory: people.directory, vocabulary: await store.vocabulary(), questions: { putIn: (() => { throw new Error('none') }) as never, collected: async () => [] } }
    const made = await createCollection(ports as never, actor, { key: 'collection-1', manner: 'manual', name: '專題', state: 'published', audience: { protocols: ['everyone'] }, add: [{ item: ids.social }, ...(withHidden ? [{ item: ids.hidden, reason: '祕密' }] : []), { item: ids.culture }] })
    const address = `/collections/${made.records.find(({ type }) => type === 'collection')!.id}`
    return [(await get('/collections')).text, (await get(address)).text].map((text) => text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f-]{21}/g, 'ID'))
  }
  const [without, hidden] = [await pages(false), await pages(true)]
  t.same(hidden, without)
  t.match(without[1], /2 筆/)
})

t.test('hostile texts leave every page whole', async (t) => {
  const { store, ids } = await city(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie } = await someone('librarian')
  for (const [i, text] of hostile.entries()) {
    const made = await post('/collections/new', { key: `hostile-key-${i}`, name: text, description: text, manner: i % 2 === 0 ? 'manual' : 'exhibit', item: [ids.social], state: 'published', reader: 'everyone' }, { cookie })
    if (made.status === 400) {
      t.same(await wrongMarkup(made), [], text.slice(0, 20))
      continue
    }
    const edit = made.to
    const page = await get(edit, { cookie })
    await post(edit, { key: keyIn(page), version: versionIn(page), ...(i % 2 === 0 ? { do: 'why', item: ids.social, because: text } : { do: 'text', text }) }, { cookie })
    for (const path of [edit, edit.replace('/edit', '')]) t.same(await wrongMarkup(await get(path, { cookie })), [], `${path} ${text.slice(0, 20)}`)
  }
  t.same(await wrongMarkup(await get('/collections')), [])
})

t.test('in a browser: nothing in anybody\'s way; a collection made and ordered without scripts', { skip: NO_BROWSER }, async (t) => {
  const { store, ids, book } = await city(t)
  const { listen, post, someone, get } = await site(t, { graph: store })
  const { cookie, secret } = await someone('librarian')
  const { to: manual } = await post('/collections/new', { key: 'browser-1', name: '社團', description: '它們的來歷', manner: 'manual', state: 'published', reader: 'everyone', item: [ids.social, ids.culture] }, { cookie })
  const { to: exhibit } = await post('/collections/new', { key: 'browser-2', name: '城市', manner: 'exhibit', state: 'published', reader: 'everyone', item: [ids.social] }, { cookie })
  const { to: asked } = await post('/collections/new', { key: 'browser-3', name: '連結', manner: 'question', asked: '哪些組織連結社會局與文化局？', state: 'published', reader: 'everyone' }, { cookie })
  const page = await get(exhibit, { cookie })
  await post(exhibit, { key: keyIn(page), version: versionIn(page), do: 'quotation', 'quote-what': book, words: '共伴效應' }, { cookie })
  const address = await listen()
  const cookies = [{ name: 'fangzhi', value: secret, url: address }]
  for (const [size, colorScheme, prefix] of [[PHONE, 'light', ''], [LIBRARY, 'dark', '/en'], [PHONE, 'dark', ''], [LIBRARY, 'light', '']] as const) {
    const { context, page: shown, strayed } = await opened(t, address, size, { colorScheme })
    await context.addCookies(cookies)
    for (const path of ['/collections', manual.replace('/edit', ''), exhibit.replace('/edit', ''), asked, manual, exhibit, `${asked}/edit`, '/collections/new', `/collections/add?item=${ids.shared}`]) {
      await shown.goto(`${prefix}${path}`)
      t.same(await barriers(shown), [], `${prefix}${path} ${size.width} ${colorScheme}`)
      t.notOk(await overflows(shown), `${prefix}${path} ${size.width}`)
    }
    t.same(strayed, [])
  }
  const { context, page: plain } = await opened(t, address, PHONE, { javaScriptEnabled: false })
  await context.addCookies(cookies)
  await plain.goto('/collections')
  await plain.click('text=編一個專題')
  await plain.fill('input[name=name]', '不用程式')
  await plain.click('button:has-text("建立專題")')
  for (const name of ['臺北市政府社會局', '臺北市愛鄉協會']) {
    await plain.fill('input[name=what]', name)
    await plain.click('#add button')
  }
  await plain.click('button[aria-label="上移：臺北市愛鄉協會"]')
  t.match(await plain.textContent('.editing li:first-child .what'), '臺北市愛鄉協會')
  await plain.click('button[aria-label="拿掉：臺北市愛鄉協會"]')
  await plain.click('button:has-text("放回去")')
  t.match(await plain.textContent('.editing li:first-child .what'), '臺北市愛鄉協會')
})
