import t from 'tap'
import { settle } from '../../src/archive/review/settle.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { formOf } from './filled.ts'
import { site, wrongMarkup, type Got, type Site } from './site.ts'

type Test = Parameters<typeof smallCity>[0]

const TEXT = '民國九十年起，臺北市愛鄉協會經營松山的活動中心。'

async function city(t: Test): Promise<{ service: Site; ids: Awaited<ReturnType<typeof smallCity>>['ids'] & { book: Id; content: Id; relation: Id } }> {
  const { store, ids, scribe } = await smallCity(t)
  const book = scribe.entity('Work', '松山社區史')
  const relation = scribe.relate('OPERATES', ids.shared, ids.second, { page: '3' })
  await scribe.commit()
  const content = newId()
  await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: null, record: { id: content, type: 'content', entity: book, order: 0, state: 'published', audience: EVERYONE, passages: [{ text: TEXT, offset: [0, TEXT.length], page: '12' }], corrections: [] } }] })
  return { service: await site(t, { graph: store }), ids: { ...ids, book, content, relation } }
}

const waiting = async ({ graph, people }: Site, account: string, state: 'proposed' | 'returned' = 'proposed'): Promise<any[]> => {
  const viewer = (await people.directory.actor(account as never))!.viewer
  const { items } = await graph.waiting({ by: account as never, state }, viewer, { first: 50 })
  return [...(await graph.heads(items.map(({ id }) => id), viewer)).values()].map(({ record }) => record)
}

t.test('a change of an entity is proposed, and only what was changed', async (t) => {
  const { service, ids } = await city(t)
  const amei = await service.someone('contributor')
  t.match((await service.get(`/contribute?change=${ids.social}`)).to, /sign-in/)
  for (const prefix of ['', '/en']) t.same(await wrongMarkup(await service.get(`${prefix}/contribute?change=${ids.social}`, { cookie: amei.cookie })), [])
  const form = formOf(await service.get(`/contribute?change=${ids.social}`, { cookie: amei.cookie }))
  const none = await service.post('/contribute/change', { ...form, words: '沒有改' }, { cookie: amei.cookie })
  t.equal(none.status, 400)
  t.match(none.text, /還沒有改任何東西/)
  const typed = { ...form, 'names[2].text': '臺北市社會局', 'names[2].sort': 'variant', 'add-fields[0].code': 'foundedOn', 'add-fields[0].value': '那一年', words: '' }
  const silent = await service.post('/contribute/change', typed, { cookie: amei.cookie })
  t.match(silent.text, /href="#f-words"/)
  t.match(silent.text, /value="臺北市社會局"/)
  const wrong = await service.post('/contribute/change', { ...typed, words: '市府網頁' }, { cookie: amei.cookie })
  t.equal(wrong.status, 400)
  t.match(wrong.text, /href="#f-fields-foundedOn"/)
  t.same(await wrongMarkup(wrong), [])
  t.match(wrong.text, /那一年/)
  const done = await service.post('/contribute/change', { ...formOf(wrong), 'fields.foundedOn': '民國56年' }, { cookie: amei.cookie })
  t.equal(done.status, 303)
  const [proposal] = await waiting(service, amei.id)
  t.match(proposal, { type: 'proposal', target: ids.social, words: '市府網頁' })
  t.same(Object.keys(proposal.changes).sort(), ['fields.foundedOn', 'names'])

  const again = await service.get(`/contribute?change=${ids.social}&amends=${proposal.id}`, { cookie: amei.cookie })
  t.match(again.text, /value="臺北市社會局"/)
  t.same(await wrongMarkup(again), [])
  t.equal((await service.post('/contribute/change', { ...formOf(again), 'names[2].text': '北市社會局' }, { cookie: amei.cookie })).status, 303)
  t.match((await waiting(service, amei.id)).map(({ changes }) => changes.names.at(-1).text), ['北市社會局'])
})

t.test('a change of a relation; whoever may publish changes it at once', async (t) => {
  const { service, ids } = await city(t)
  const librarian = await service.someone('librarian')
  const page = await service.get(`/contribute?change=${ids.relation}`, { cookie: librarian.cookie })
  t.same(await wrongMarkup(page), [])
  const form = formOf(page)
  const wrong = await service.post('/contribute/change', { ...form, 'to.name': '沒有這個機構', start: '民國一百年', words: '年報', how: 'write' }, { cookie: librarian.cookie })
  t.match(wrong.text, /href="#f-to-name"/)
  const which = await service.post('/contribute/change', { ...form, 'to.name': '松山', words: '年報', how: 'write' }, { cookie: librarian.cookie })
  t.equal(which.status, 400)
  t.equal((await service.post('/contribute/change', { ...form, start: '民國100年', words: '年報', how: 'write' }, { cookie: librarian.cookie })).to, `/relations/${ids.relation}`)
  t.match((await service.graph.heads([ids.relation], { signedIn: true, protocols: new Set(), whole: true })).get(ids.relation)!.record, { start: /2011|民國100年/ })
})

t.test('what was given back is mended with its text and sent again, whole', async (t) => {
  const { service } = await city(t)
  const [amei, librarian] = [await service.someone('contributor'), await service.someone('librarian')]
  const done = await service.post('/contribute', { key: newId(), title: '石獅子', when: '小時候', story: '第一段\n\n第二段', 'toldBy[0].who': '阿婆', 'toldBy[0].as': 'name', audience: 'everyone' }, { cookie: amei.cookie })
  const entry = done.to.split('=')[1]! as Id
  await settle(service.graph, (await service.people.directory.actor(librarian.id as never))!, { key: newId(), ids: [entry, ...(await waiting(service, amei.id)).map(({ id }) => id)], decision: 'return', words: '請寫大約哪一年', over: false, partly: true, dryRun: false } as never)
  const list = await service.get('/contributions', { cookie: amei.cookie })
  t.match(list.text, /請您再看一次/)
  t.match(list.text, /請寫大約哪一年/)
  t.same(await wrongMarkup(list), [])
  const page = await service.get(`/contribute?change=${entry}`, { cookie: amei.cookie })
  t.match(page.text, /請寫大約哪一年/)
  t.match(page.text, /第一段/)
  const form = formOf(page)
  const text = Object.keys(form).find((name) => name.startsWith('text.'))!
  t.equal((await service.post('/contribute/change', { ...form, [text]: '第一段\n\n第二段，大約民國五十年' }, { cookie: amei.cookie })).status, 303)
  t.same((await waiting(service, amei.id, 'returned')), [])
  const viewer = (await service.people.directory.actor(amei.id as never))!.viewer
  const { items: [content] } = await service.graph.contents(entry, viewer, { first: 1 })
  t.match(content, { state: 'proposed', passages: [{ text: '第一段' }, { text: '第二段，大約民國五十年' }] })

  const back = await service.post('/contributions', { id: entry, action: 'back' }, { cookie: amei.cookie })
  t.equal(back.status, 303)
  t.equal((await service.graph.heads([entry], viewer)).get(entry)!.state, 'withdrawn')
})

t.test('a relation is proposed with its source, page and words; or from a passage that is marked', async (t) => {
  const { service, ids } = await city(t)
  const amei = await service.someone('contributor')
  const page = await service.get(`/contribute/relation?from=${ids.shared}`, { cookie: amei.cookie })
  t.same(await wrongMarkup(page), [])
  const typed = { ...formOf(page), type: 'OPERATES', 'to.name': '松山活動中心', 'to.kind': 'Place', since: '民國九十年', 'source.name': '松山社區史', 'locator.page': '12', quote: '經營松山的活動中心', audience: 'everyone' }
  for (const [field, value] of [['type', ''], ['source.name', '沒有這本書'], ['since', '那一年'], ['audience', 'none']] as const) {
    const wrong = await service.post('/contribute/relation', { ...typed, [field]: value }, { cookie: amei.cookie })
    t.equal(wrong.status, 400, field)
    t.match(wrong.text, new RegExp(`href="#f-${field.replaceAll('.', '-')}"`), field)
    t.match(wrong.text, /經營松山的活動中心/)
    t.same(await wrongMarkup(wrong), [])
  }
  t.equal((await service.post('/contribute/relation', typed, { cookie: amei.cookie })).status, 303)
  const relation = (await waiting(service, amei.id)).find(({ type }) => type === 'relation')
  t.match(relation, { relation: 'OPERATES', from: ids.shared })
  const viewer = (await service.people.directory.actor(amei.id as never))!.viewer
  t.match((await service.graph.relationsById([relation.id], viewer)).get(relation.id)!.evidence, [{ source: { id: ids.book }, locator: { page: '12' }, quote: '經營松山的活動中心' }])

  // as a name that is chosen from the list is sent
  const chosen = await service.post('/contribute/relation', { ...typed, key: newId(), 'from.name': ids.culture, type: '' }, { cookie: amei.cookie })
  t.match(formOf(chosen), { 'from.name': ['臺北市政府文化局'], 'from.id': [ids.culture] })

  const at = TEXT.indexOf('臺北市愛鄉協會')
  const marked = await service.get(`/contribute/relation?content=${ids.content}&start=${at}&end=${TEXT.length - 1}`, { cookie: amei.cookie })
  t.match(marked.text, /<blockquote class="marked">臺北市愛鄉協會經營松山的活動中心/)
  t.same(await wrongMarkup(marked), [])
  const from = { ...formOf(marked), type: 'OPERATES', 'from.name': '臺北市愛鄉協會', 'to.name': '松山的活動中心', 'to.kind': 'Place', since: '民國90年' }
  const wrong = await service.post('/contribute/relation', { ...from, since: '那一年' }, { cookie: amei.cookie })
  t.match(wrong.text, /href="#f-since"/)
  t.equal((await service.post('/contribute/relation', from, { cookie: amei.cookie })).status, 303)
  t.equal((await service.post('/contribute/relation', { key: newId(), content: ids.content, exact: '經營松山的活動中心', relation: ids.relation, stance: 'disputes' }, { cookie: amei.cookie })).status, 303, 'and one more piece of evidence for what is known')
  t.match((await waiting(service, amei.id)).find(({ type }) => type === 'evidence'), { relation: ids.relation, stance: 'disputes', quote: '經營松山的活動中心', locator: { page: '12' } })
})

t.test('notes and answers', async (t) => {
  const { service, ids } = await city(t)
  const [amei, other] = [await service.someone('contributor'), await service.someone('contributor')]
  const page = await service.get(`/annotate?of=${ids.content}&exact=${encodeURIComponent('活動中心')}`, { cookie: amei.cookie })
  t.same(await wrongMarkup(page), [])
  t.match(page.text, /<blockquote class="marked">活動中心<\/blockquote>/)
  const empty = await service.post('/annotate', { key: newId(), of: ids.social, purpose: 'link', text: '', link: '沒有這個', audience: 'everyone', action: 'say' }, { cookie: amei.cookie })
  t.match(empty.text, /href="#f-link"/)
  t.match(empty.text, /value="沒有這個"/)
  const done = await service.post('/annotate', { ...formOf(page), text: '哪一年蓋的？<script>', purpose: 'question', audience: 'everyone', action: 'say' }, { cookie: amei.cookie })
  t.match(done.to, new RegExp(`^/annotate\\?of=${ids.content}#note-`))
  const note = done.to.split('#note-')[1]!
  t.match((await service.post('/annotate', { key: newId(), of: ids.content, answers: note, text: '民國七十年', audience: 'everyone', action: 'say' }, { cookie: other.cookie })).to, /#note-/)
  const all = await service.get(`/annotate?of=${ids.content}`, { cookie: amei.cookie })
  t.match(all.text, /哪一年蓋的？&lt;script&gt;/)
  t.match(all.text, /民國七十年/)
  t.same(await wrongMarkup(all), [])
  const version = /name="noteVersion" value="([^"]+)"/.exec(all.text)![1]!
  t.equal((await service.post('/annotate', { of: ids.content, note, noteVersion: version, text: '哪一年？', action: 'change' }, { cookie: amei.cookie })).status, 303)
  t.match((await service.get(`/annotate?of=${ids.content}`)).text, /哪一年？/)
  t.match((await service.get(`/annotate?of=${ids.hidden}`)).status, 404, 'what is hidden is not there')
})

t.test('anybody reports what they see, and nothing is told of what they do not', async (t) => {
  const { service, ids } = await city(t)
  const administrator = await service.someone('administrator')
  const page = await service.get(`/report?of=${ids.social}`)
  t.same(await wrongMarkup(page), [])
  const empty = await service.post('/report', { of: ids.social, reason: ' ', contact: '02-2345' })
  t.match(empty.text, /href="#f-reason"/)
  t.match(empty.text, /02-2345/)
  const done = await service.post('/report', { of: ids.social, reason: '電話錯了', contact: '02-2345' })
  t.match((await service.get(done.to)).text, /收到了/)
  t.match((await service.people.accounts.reports()).map(({ record, reason }) => ({ record, reason })), [{ record: ids.social, reason: '電話錯了' }])
  const [hidden, absent] = [await service.get(`/report?of=${ids.hidden}`), await service.get(`/report?of=${newId()}`)]
  t.same([hidden.status, absent.status], [404, 404])
  t.equal((await service.get(`/report?of=${ids.social}`, { cookie: administrator.cookie })).status, 200)
})

t.test('a story that is public is written anew as a proposal; its names stay', async (t) => {
  const { service } = await city(t)
  const [amei, librarian] = [await service.someone('contributor'), await service.someone('librarian')]
  const done = await service.post('/contribute', { key: newId(), title: '石獅子', story: '第一段', audience: 'everyone', state: 'published' }, { cookie: librarian.cookie })
  const entry = done.to.split('=')[1]! as Id
  const form = formOf(await service.get(`/contribute?change=${entry}`, { cookie: amei.cookie }))
  const text = Object.keys(form).find((name) => name.startsWith('text.'))!
  t.same(form[text], ['第一段'])
  t.equal((await service.post('/contribute/change', { ...form, [text]: '第一段，民國五十年', words: '里長說的' }, { cookie: amei.cookie })).status, 303)
  t.match(await waiting(service, amei.id), [{ type: 'proposal', target: text.slice('text.'.length), changes: { passages: [{ text: '第一段，民國五十年' }] } }])
  t.same(await wrongMarkup(await service.get('/contributions', { cookie: amei.cookie })), [])
})

t.test('a passage is read first: what it seems to state is a tap away', async (t) => {
  const { service, ids } = await city(t)
  const amei = await service.someone('contributor')
  const words = '臺北市政府社會局委託臺北市愛鄉協會辦理活動。'
  const content = newId()
  await service.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: null, record: { id: content, type: 'content', entity: ids.book, order: 1, state: 'published', audience: EVERYONE, passages: [{ text: words, offset: [0, words.length] }], corrections: [] } }] })
  const page = await service.get(`/contribute/relation?content=${content}&exact=${encodeURIComponent(words)}`, { cookie: amei.cookie })
  t.same(await wrongMarkup(page), [])
  const link = /href="([^"]*type=COMMISSIONS[^"]*)"/.exec(page.text)?.[1]
  t.ok(link, 'it seems to say so')
  const filled = formOf(await service.get(link!.replaceAll('&amp;', '&'), { cookie: amei.cookie }))
  t.match(filled, { type: ['COMMISSIONS'], 'from.id': [ids.social], 'to.id': [ids.shared], 'from.name': ['臺北市政府社會局'] })
  t.equal((await service.post('/contribute/relation', filled, { cookie: amei.cookie })).status, 303)
})

t.test('hostile texts leave these pages whole', async (t) => {
  const { service, ids } = await city(t)
  const amei = await service.someone('contributor')
  const forms: [path: string, form: Record<string, string[]>][] = []
  for (const [path, to] of [[`/contribute?change=${ids.social}`, '/contribute/change'], [`/contribute?change=${ids.relation}`, '/contribute/change'], [`/contribute/relation?from=${ids.social}`, '/contribute/relation'], [`/annotate?of=${ids.content}`, '/annotate'], [`/report?of=${ids.social}`, '/report']] as const) {
    forms.push([to, formOf(await service.get(path, { cookie: amei.cookie }))])
  }
  for (const text of ['</textarea></form><script>alert(1)</script>', '𠮷'.repeat(500), '\u202Eתורה‏ 🦁"\'<&>']) {
    for (const [path, form] of forms) {
      const kept = new Set(['key', 'id', 'version', 'of', 'audience', 'how'])
      const got = await service.post(path, Object.fromEntries(Object.entries(form).map(([name, values]) => [name, kept.has(name) ? values : text])), { cookie: amei.cookie })
      t.ok(got.status < 500, `${got.status} ${path}`)
      if (got.status !== 303) t.same(await wrongMarkup(got), [], path)
    }
  }
})

t.test('whoever was signed out meanwhile keeps what they typed', async (t) => {
  const { service, ids } = await city(t)
  const amei = await service.someone('contributor')
  for (const [path, to] of [[`/contribute?change=${ids.social}`, '/contribute/change'], [`/contribute/relation?from=${ids.social}`, '/contribute/relation'], [`/annotate?of=${ids.content}`, '/annotate']] as const) {
    const form = formOf(await service.get(path, { cookie: amei.cookie }))
    const got = await service.post(to, { ...form, words: '寫了很久', text: '寫了很久' })
    t.equal(got.status, 401, to)
    t.match(got.text, /寫了很久/)
    t.match(got.text, /您已經登出/)
    t.same(await wrongMarkup(got), [])
  }
})

t.test('what is hidden is answered as what is not there', async (t) => {
  const { service, ids } = await city(t)
  const amei = await service.someone('contributor')
  for (const path of ['/contribute?change=ID', '/annotate?of=ID', '/report?of=ID', '/contribute/relation?content=ID', '/contribute/relation?relation=ID']) {
    const absent = newId()
    const [hidden, none] = await Promise.all([ids.hidden, absent].map((id) => service.get(path.replace('ID', id), { cookie: amei.cookie })))
    t.equal(hidden!.status, 404, path)
    t.equal(hidden!.text.replaceAll(ids.hidden, 'ID'), none!.text.replaceAll(absent, 'ID'))
  }
  const absent = newId()
  const [hidden, none] = await Promise.all([ids.hidden, absent].map((id) => service.get(`/contribute/relation?from=${id}`, { cookie: amei.cookie })))
  const same = ({ text }: Got, id: string): string => text.replaceAll(id, 'ID').replace(/name="key" value="[^"]+"/, '')
  t.equal(same(hidden!, ids.hidden), same(none!, absent))
})
