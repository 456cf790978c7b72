// @ts-expect-error it has no types
import jsonld from 'jsonld'
import { Parser } from 'n3'
import t from 'tap'
import { WHOLE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { emptyStore, Scribe, smallCity } from '../fixture.ts'
import { site, wrongMarkup } from './site.ts'

t.test('an institution: names, facts, relations by type with their number and evidence, in both languages', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  for (const path of [`/entities/${ids.social}`, `/en/entities/${ids.social}`]) {
    const got = await get(path)
    t.equal(got.status, 200)
    t.same(await wrongMarkup(got), [], path)
  }
  const { text, headers } = await get(`/entities/${ids.social}`)
  t.match(text, /<h1>臺北市政府社會局<\/h1>/)
  t.match(text, /<span lang="zh-Hant">社會局<\/span> <small>簡稱<\/small>/)
  t.match(text, /受理立案 <small>2<\/small>/, 'the hidden one is not counted')
  t.match(text, /第 7 列/)
  t.match(text, /民國99年（2010）至民國104年（2015）/)
  t.match(text, /<link rel="alternate" type="application\/ld\+json"/)
  t.notMatch(text, '祕密社')
  t.match(headers['vary'], /Accept/)
})

t.test('what a page says to a stranger is what it says where the hidden record never was', async (t) => {
  const write = async (hidden: boolean): Promise<string> => {
    const store = await emptyStore(t)
    const scribe = new Scribe(store)
    const [one, two] = [scribe.entity('Organization', '甲會'), scribe.entity('Organization', '乙局')]
    scribe.relate('REGISTERED_WITH', one, two, { quote: '甲會' })
    if (hidden) {
      const third = scribe.entity('Organization', '祕密社', { audience: { mode: 'all', protocols: ['elders'] } })
      scribe.relate('REGISTERED_WITH', third, two)
      scribe.relate('FUNDS', two, one, { audience: { mode: 'all', protocols: ['elders'] } })
    }
    await scribe.commit()
    const { get } = await site(t, { graph: store })
    const [page, list, map] = [await get(`/entities/${two}`), await get(`/entities/${two}?type=REGISTERED_WITH`), await get('/sitemap')]
    const names = new Map<string, string>()
    // ids differ from archive to archive
    return [page, list, map].map(({ text }) => text).join('').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => { if (!names.has(id)) names.set(id, `id${names.size}`); return names.get(id)! })
  }
  t.equal(await write(true), await write(false))
})

t.test('an id that was merged leads to the survivor; what nobody knows, or may know, is not found', async (t) => {
  const { store, ids } = await smallCity(t)
  await store.commit({ id: newId(), actor: 'test', reason: '同一個', origin: 'cli', operations: [{ op: 'merge', id: ids.second, base: 1, into: ids.first }] })
  const { get } = await site(t, { graph: store })
  const got = await get(`/en/entities/${ids.second}?asOf=2016`)
  t.equal(got.status, 303)
  t.equal(got.to, `/en/entities/${ids.first}?asOf=2016`)
  t.match((await get(`/entities/${ids.first}`)).text, /由 1 筆合併而來/)
  const [hidden, unknown] = [await get(`/entities/${ids.hidden}`), await get(`/entities/${newId()}`)]
  t.equal(hidden.status, 404)
  t.equal(hidden.text.replaceAll(ids.hidden, ''), unknown.text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ''))
  t.equal((await get('/entities/not-an-id')).status, 404)
})

t.test('what was withdrawn leaves a stone with the reason; what was destroyed only a stone', async (t) => {
  const { store, ids } = await smallCity(t)
  await store.commit({ id: newId(), actor: 'test', reason: '名冊誤植', origin: 'cli', operations: [{ op: 'withdraw', id: ids.person, base: 1, reason: '查無此人' }] })
  const { get } = await site(t, { graph: store })
  const got = await get(`/entities/${ids.person}`)
  t.equal(got.status, 410)
  t.match(got.text, '查無此人')
  t.notMatch(got.text, '林振春')
  t.same(await wrongMarkup(got), [])
  await store.commit({ id: newId(), actor: 'test', reason: '依請求', origin: 'cli', operations: [{ op: 'redact', id: ids.person, reason: '依請求' }] })
  const after = await get(`/entities/${ids.person}`)
  t.equal(after.status, 410)
  t.match(after.text, '已永久移除')
  t.notMatch(after.text, '查無此人')
})

t.test('as of a time only what can hold then is shown', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  t.match((await get(`/entities/${ids.social}?asOf=2012`)).text, '臺北市愛鄉協會')
  t.notMatch((await get(`/entities/${ids.social}?asOf=${encodeURIComponent('民國109年')}`)).text, '臺北市愛鄉協會')
  const wrong = await get(`/entities/${ids.social}?asOf=soon`)
  t.equal(wrong.status, 400)
  t.match(wrong.text, 'value="soon"', 'what was typed is there still')
  t.match(wrong.text, /class="mistake"[^>]*>.*soon/)
  t.match(wrong.text, '臺北市愛鄉協會')
  t.same(await wrongMarkup(wrong), [])
})

t.test('one with very many relations: each type with its number and a page of its own', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const hub = scribe.entity('Organization', '社會局')
  const city = scribe.entity('Organization', '市政府')
  for (let i = 0; i < 230; i++) scribe.relate('REGISTERED_WITH', scribe.entity('Organization', `第${i}協會`), hub, { row: i })
  scribe.relate('PART_OF', hub, city)
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  const got = await get(`/entities/${hub}`)
  t.match(got.text, /受理立案 <small>230<\/small>/)
  t.match(got.text, /屬於 <small>1<\/small>/)
  t.match(got.text, /看全部 230 筆/)
  t.same(await wrongMarkup(got), [])
  const all = new Set<string>()
  for (let path: string | undefined = `/entities/${hub}?type=REGISTERED_WITH`; path !== undefined;) {
    const page = await get(path)
    t.equal(page.status, 200)
    for (const [, name] of page.text.matchAll(/>(第\d+協會)</g)) all.add(name!)
    path = /rel="next" href="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  }
  t.equal(all.size, 230)
  t.equal((await get(`/entities/${hub}?type=NOTHING`)).status, 404)
})

t.test('two that say the same stand once, with the evidence of both', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const [one, two] = [scribe.entity('Organization', '甲會'), scribe.entity('Organization', '乙局')]
  scribe.relate('REGISTERED_WITH', one, two, { row: 1 })
  scribe.relate('REGISTERED_WITH', one, two, { row: 2 })
  scribe.relate('REGISTERED_WITH', one, two, { row: 3, start: '2010' })
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  const { text } = await get(`/entities/${one}`)
  t.match(text, /立案於 <small>2<\/small>/)
  t.match(text, /憑據 2 件/)
})

t.test('the same address answers programs with linked data', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  const got = await get(`/entities/${ids.social}`, { headers: { accept: 'application/ld+json' } })
  t.match(got.headers, { 'content-type': 'application/ld+json; charset=utf-8', vary: /Accept/ })
  const linked = JSON.parse(got.text)
  t.match(linked, { id: `urn:uuid:${ids.social}`, type: 'schema:Organization', url: `https://fangzhi.example/entities/${ids.social}`, name: '臺北市政府社會局', alternateName: [{ '@value': '社會局' }] })
  t.equal(linked.statements.length, 2)
  t.ok(linked.statements.every(({ evidence }: { evidence: unknown[] }) => evidence.length === 1))
  t.notMatch(got.text, '祕密社')
  t.same(JSON.parse((await get(`/entities/${ids.social}?format=jsonld`)).text), linked)
  const quads = new Parser({ format: 'N-Quads' }).parse(await jsonld.toRDF(linked, { format: 'application/n-quads' }) as unknown as string)
  const said = quads.filter(({ subject }) => subject.value === `urn:uuid:${ids.social}`).map(({ predicate, object }) => `${predicate.value} ${object.value}`)
  for (const triple of ['https://schema.org/name 臺北市政府社會局', 'https://schema.org/alternateName 社會局', `https://schema.org/url https://fangzhi.example/entities/${ids.social}`, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type https://schema.org/Organization']) t.ok(said.includes(triple), triple)
  t.equal(quads.filter(({ predicate, object }) => predicate.value.endsWith('#type') && object.value.endsWith('#Statement')).length, 2)
  t.match((await get(`/entities/${ids.social}`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })).headers, { 'content-type': 'text/html; charset=utf-8' })
})

t.test('a relation has a page: what it says, its evidence, its history', async (t) => {
  const { store, scribe, ids } = await smallCity(t)
  const id = scribe.relate('FUNDS', ids.social, ids.shared, { page: '12', quote: '補助愛鄉協會', start: '2019', qualifiers: { note: '社區營造' }, standing: 'deprecated', standingReason: '年度寫錯' })
  await scribe.commit('補助名冊')
  const { get } = await site(t, { graph: store })
  for (const path of [`/relations/${id}`, `/en/relations/${id}`, `/relations/${id}/history`]) t.same(await wrongMarkup(await get(path)), [], path)
  const { text } = await get(`/relations/${id}`)
  for (const words of ['補助愛鄉協會', '頁 12', '年度寫錯', '補助名冊', '社區營造', '建立']) t.match(text, words)
  t.match((await get(`/entities/${ids.shared}`)).text, new RegExp(`/relations/${id}`))
  t.equal((await get(`/relations/${newId()}`)).status, 404)
})

t.test('only addresses on the web are linked, whatever an old record says', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const [one, two] = [scribe.entity('Organization', '甲會', { fields: { website: 'javascript:alert(1)' } }), scribe.entity('Organization', '乙局')]
  const id = scribe.relate('REGISTERED_WITH', one, two)
  await scribe.commit()
  const piece = (await store.evidenceOn(id, WHOLE)).items[0]!
  const located = async (url: string): Promise<string> => {
    const { version } = (await store.heads([piece.id], WHOLE)).get(piece.id)!
    await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: version, record: { ...piece.record!, locator: { url } } as never }] })
    return (await get(`/relations/${id}`)).text
  }
  const { get } = await site(t, { graph: store })
  t.match(await located('https://example.tw/a'), /href="https:\/\/example.tw\/a" rel="external nofollow">原網頁/)
  t.notMatch(await located('javascript:alert(1)'), /href="javascript/)
  t.notMatch((await get(`/entities/${one}`)).text, /href="javascript/)
})

t.test('history: who changed what and why, field by field', async (t) => {
  const { store, ids } = await smallCity(t)
  const before = (await store.heads([ids.person], { signedIn: false, protocols: new Set() })).get(ids.person)!
  await store.commit({ id: newId(), actor: 'test', reason: '補上職業', origin: 'cli', operations: [{ op: 'put', base: 1, record: { ...before.record!, fields: { occupation: ['教授'] } } as never }] })
  const { get } = await site(t, { graph: store })
  const got = await get(`/entities/${ids.person}/history`)
  t.match(got.text, '補上職業')
  t.match(got.text, /<dt>職業<\/dt><dd><ins>教授<\/ins><\/dd>/)
  t.same(await wrongMarkup(got), [])
})

t.test('a work: its record, who made it, what reference managers read, its chapters', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const book = scribe.entity('Work', '學習型城市', { fields: { workType: 'book', issued: '2012-04', publisher: '師大書苑', place: '臺北市', edition: '初版' }, identifiers: [{ scheme: 'ISBN', value: '978-957-496-732-2' }] })
  const chapter = scribe.entity('Work', '博物館的角色', { fields: { workType: 'chapter', firstPage: 47, lastPage: 76 } })
  const first = scribe.entity('Work', '圖書館的角色', { fields: { workType: 'chapter', firstPage: 21 } })
  const [author, editor] = [scribe.entity('Person', '林振春'), scribe.entity('Organization', '社區教育學會')]
  scribe.relate('PART_OF', chapter, book)
  scribe.relate('PART_OF', first, book)
  scribe.relate('AUTHORED', author, chapter)
  scribe.relate('EDITED', editor, book)
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  const [whole, part] = [await get(`/entities/${book}`), await get(`/entities/${chapter}`)]
  t.same(await wrongMarkup(whole), [])
  t.same(await wrongMarkup(part), [])
  t.match(part.text, '<meta name="citation_inbook_title" content="學習型城市">')
  for (const meta of ['citation_title" content="博物館的角色', 'citation_author" content="林振春', 'citation_firstpage" content="47', 'citation_lastpage" content="76', 'citation_isbn" content="978-957-496-732-2', 'citation_publication_date" content="2012/04']) t.match(part.text, meta)
  t.match(part.text, '林振春（2012）。博物館的角色。載於')
  const list = /<ol class="chapters">[\s\S]*?<\/ol><\/section>/.exec(whole.text)![0]
  t.ok(list.indexOf('圖書館的角色') < list.indexOf('博物館的角色'), 'in the order of the pages')
  t.equal(list.match(/<details class="evidence">/g)?.length, 2, 'each with what says that it is one')
  const relations = whole.text.slice(whole.text.indexOf(list) + list.length)
  t.notMatch(relations, /博物館的角色/, 'and said once')
  t.match(relations, /<h2 id="relations">關係 <small>1<\/small>/)
  t.match(list, '林振春')
  t.match(whole.text, /<dt>出版<\/dt><dd>[\s\S]*臺北市[\s\S]*師大書苑[\s\S]*民國101年4月/)
})

t.test('parts of anything stand in the order that their relations say', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const whole = scribe.entity('Concept', '六分原則')
  for (const [order, name] of [[3, '分享'], [1, '分工'], [2, '分憂']] as const) scribe.relate('PART_OF', scribe.entity('Concept', name), whole, { qualifiers: { order } })
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  for (const address of [`/entities/${whole}`, `/entities/${whole}?type=PART_OF`]) {
    const { text } = await get(address)
    const places = ['分工', '分憂', '分享'].map((name) => text.indexOf(`>${name}</a>`))
    t.ok(places.every((place, i) => place > (places[i - 1] ?? 0)), address)
  }
})

t.test('crawlers: a map of what everybody may read, and what is not for them', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, someone } = await site(t, { graph: store })
  t.match((await get('/robots.txt')).text, 'Sitemap: https://fangzhi.example/sitemap.xml')
  t.match((await get('/sitemap.xml')).text, '<loc>https://fangzhi.example/sitemap/first.xml</loc>')
  const { cookie } = await someone('librarian')
  for (const options of [{}, { cookie }]) {
    const { text } = await get('/sitemap/first.xml', options)
    t.match(text, `/entities/${ids.social}`)
    t.notMatch(text, ids.hidden)
  }
  t.equal((await get('/sitemap/else.xml')).status, 404)
  t.same(await wrongMarkup(await get('/sitemap')), [])
})

t.test('hostile texts in every field leave the page whole', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const evil = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'A'.repeat(500), '\u202Eevil\u202C مرحبا', '👩‍👩‍👧‍👦𠀋𡃁', "'&amp;${x}"]
  const ids = evil.map((text, i) => scribe.entity('Place', text, {
    names: [{ text }, { text: `${text}二`, sort: 'variant', language: 'x"y' }], fields: { description: text, district: text, website: `https://example.tw/${encodeURIComponent(text)}`, coordinates: text }, identifiers: [{ scheme: text.slice(0, 60), value: `${text}${i}` }],
  }))
  ids.forEach((id, i) => scribe.relate('LOCATED_IN', id, ids[(i + 1) % ids.length]!, { quote: evil[i]!, page: evil[i]!.slice(0, 90), qualifiers: { note: evil[i]! } }))
  await scribe.commit(evil[0])
  const { get } = await site(t, { graph: store })
  for (const id of ids) {
    for (const path of [`/entities/${id}`, `/en/entities/${id}`, `/entities/${id}/history`, `/entities/${id}?type=LOCATED_IN`]) {
      const got = await get(path)
      t.equal(got.status, 200, path)
      t.same(await wrongMarkup(got), [], path)
      t.notMatch(got.text, /<script>|<img/)
    }
  }
})

t.test('what a community keeps: a title and whom to ask where it is announced, nothing where it is silent', async (t) => {
  const { get, ask, someone, graph } = await site(t)
  const amei = await someone('librarian', 'amei')
  const done = async (query: string, variables: object): Promise<any> => {
    const { body } = await ask(query, { cookie: amei.cookie, variables })
    return Object.values(body.data)[0]
  }
  const { id: north } = await done('mutation($name: String!, $contact: String) { foundCommunity(name: $name, english: "North", contact: $contact) { id } }', { name: '北村', contact: '北村辦公室' })
  const make = async (name: string, more: object): Promise<string> => (await done('mutation($protocol: ProtocolInput!) { makeProtocol(protocol: $protocol) { id } }', { protocol: { name, owners: [north], kind: 'strict', ...more } })).id
  const all = (id: string): object => ({ audience: { mode: 'all', protocols: [id] } })
  const [announced, silent] = [await make('耆老', { shown: 'announced' }), await make('祖靈', {})]
  const scribe = new Scribe(graph)
  const [shrine, secret, open, other] = [scribe.entity('Organization', '祖靈屋', all(announced)), scribe.entity('Organization', '祕密', all(silent)), scribe.entity('Organization', '北村協會'), scribe.entity('Organization', '南村協會')]
  const told = scribe.entity('Work', '口述', all(announced))
  const relation = scribe.relate('REGISTERED_WITH', open, other, { source: told })
  await scribe.commit()
  const kept = await get(`/entities/${shrine}`)
  t.equal(kept.status, 403)
  t.match(kept.text, '祖靈屋')
  t.match(kept.text, '北村辦公室')
  t.equal((await get(`/entities/${secret}`)).status, 404)
  t.match((await get(`/entities/${shrine}`, { cookie: amei.cookie })).text, '<h1>祖靈屋</h1>')
  t.match((await get(`/relations/${relation}`)).text, /憑據由「耆老」保管[^<]*北村辦公室/)
  t.match((await get(`/entities/${open}`)).text, '憑據由社群保管')
})

t.test('a register tells what rests on it, page by page', async (t) => {
  const { store, scribe, ids } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  const got = await get(`/entities/${scribe.source}`)
  t.match(got.text, '以它為憑據的關係')
  t.same(await wrongMarkup(got), [])
  const all = await get(`/entities/${scribe.source}?said=all`)
  t.match(all.text, new RegExp(`/entities/${ids.shared}`))
  t.notMatch(all.text, '祕密社')
  t.same(await wrongMarkup(all), [])
})

t.test('what was reported is told to whoever settles it', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, ask, someone } = await site(t, { graph: store })
  const admin = await someone('administrator')
  await ask('mutation($id: ID!) { report(id: $id, reason: "電話是私人的") }', { variables: { id: ids.social } })
  t.match((await get(`/entities/${ids.social}`, { cookie: admin.cookie })).text, '電話是私人的')
  t.notMatch((await get(`/entities/${ids.social}`)).text, '電話是私人的')
})

t.test('a relation that was withdrawn leaves a stone, too; old addresses of what it rests on lead to it', async (t) => {
  const { store, scribe, ids } = await smallCity(t)
  const id = scribe.relate('FUNDS', ids.social, ids.shared)
  await scribe.commit()
  const evidence = (await store.relationsById([id], { signedIn: false, protocols: new Set() })).get(id)!.evidence[0]!.id
  const { get } = await site(t, { graph: store })
  t.equal((await get(`/entities/${id}`)).to, `/relations/${id}`)
  t.equal((await get(`/relations/${evidence}`)).to, `/relations/${id}`)
  await store.commit({ id: newId(), actor: 'test', reason: '撤下', origin: 'cli', operations: [{ op: 'withdraw', id, base: 1, reason: '金額有誤' }] })
  const got = await get(`/relations/${id}`)
  t.equal(got.status, 410)
  t.match(got.text, '金額有誤')
  t.notMatch((await get(`/entities/${ids.shared}`)).text, id)
})

t.test('a concept begins with what works say it is', async (t) => {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const [work, concept] = [scribe.entity('Work', '雙核心引擎'), scribe.entity('Concept', '共伴效應')]
  scribe.relate('DEFINES', work, concept, { source: work, page: '5', quote: '兩個核心相生而成的效用。' })
  await scribe.commit()
  const { get } = await site(t, { graph: store })
  const got = await get(`/entities/${concept}`)
  t.match(got.text, /<blockquote>兩個核心相生而成的效用。<\/blockquote><figcaption><a class="entity work"/)
  t.same(await wrongMarkup(got), [])
})
