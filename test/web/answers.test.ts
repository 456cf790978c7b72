import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { newest } from '../../src/archive/newest.ts'
import { examples } from '../../src/questions/examples.ts'
import { permalinkOf } from '../../src/questions/permalink.ts'
import { Scribe, smallCity, vocabulary } from '../fixture.ts'
import { site, wrongMarkup as wrong, type Got, type Site } from './site.ts'

type Test = Parameters<typeof smallCity>[0]

const asked = (words: string): string => `/ask?q=${encodeURIComponent(words)}`

/** Several values of one argument are several fields of one name. */
const wrongMarkup = async (got: Got): Promise<string[]> => (await wrong(got)).filter((line) => !line.includes('form-dup-name'))

interface Town extends Site {
  readonly ids: Awaited<ReturnType<typeof smallCity>>['ids'] & Readonly<Record<'work' | 'concept' | 'namesake' | 'twin', string>>
  /** The address of what connects the two departments. */
  readonly at: string
}

/** The small city with a book, two people of one name and two foundations of one name. */
async function town(t: Test): Promise<Town> {
  const { store, ids, scribe } = await smallCity(t)
  const all = await site(t, { graph: store })
  const [work, concept] = [scribe.entity('Work', '學習型城市'), scribe.entity('Concept', '共伴效應')]
  scribe.relate('AUTHORED', ids.person, work)
  scribe.relate('DEFINES', work, concept, { page: '4', quote: '共伴效應是……' })
  await scribe.commit()
  const [namesake, twin] = [scribe.entity('Person', '林振春'), scribe.entity('Organization', '松山基金會')]
  await scribe.commit()
  scribe.entity('Work', '松山地方誌')
  await scribe.commit()
  await all.indexed()
  await examples({ graph: store, vocabulary }, PUBLIC)
  return { ...all, ids: { ...ids, work, concept, namesake, twin }, at: `/answers/connectors?a=${ids.social}&b=${ids.culture}` }
}

const { get, post, someone, graph, ids, at } = await town(t)

t.test('the front page: a box, what can be asked, what is new, the archive in numbers', async (t) => {
  const got = await get('/')
  t.match(got.text, /<form class="asking" role="search" action="\/ask" method="get">/)
  // of the three examples this town knows the names and the relations of one
  t.match(got.text, /href="\/ask\?q=[^"]*">哪些組織連結社會局與文化局？/)
  t.notMatch(got.text, /永安藝文館/)
  t.match(got.text, /松山地方誌<\/a> <small>著作・<time datetime="\d{4}-\d\d-\d\d">/)
  t.notMatch(got.text, /祕密社/)
  t.match(got.text, /<dt><a href="\/search\?kind=Organization">組織<\/a><\/dt><dd>6<\/dd>/, 'and each number leads to what it counts')
  t.same(await wrongMarkup(got), [])
})

t.test('collections stand on the front page as far as whoever comes sees something in them', async (t) => {
  const { store, ids } = await smallCity(t)
  const { get, someone, ask } = await site(t, { graph: store })
  const { cookie } = await someone('librarian')
  const make = (name: string, audience: string): Promise<{ body: { errors?: unknown } }> => ask(`mutation { createCollection(key: "collection-of-${audience.slice(1, -1)}", name: "${name}", manner: manual, state: published, audience: { protocols: [${audience}] }, add: [{ item: "${ids.shared}" }]) { changeset } }`, { cookie })
  t.equal((await make('松山的團體', '"everyone"')).body.errors, undefined)
  t.equal((await make('只給登入的人', '"signed-in"')).body.errors, undefined)
  const { text } = await get('/')
  t.match(text, /<a href="\/collections\/[0-9a-f-]{36}">松山的團體<\/a><br><small>1 件<\/small>/)
  t.notMatch(text, /只給登入的人/)
  t.notMatch((await get('/', { cookie })).text, /只給登入的人/, 'the front page is the same for everybody')
})

t.test('names as one types, with where they stand; nothing that is hidden', async (t) => {
  const offered = async (path: string): Promise<unknown> => {
    const { headers, text } = await get(path)
    t.match(headers['content-type'], /^application\/json/)
    return JSON.parse(text)
  }
  t.same(await offered(`/suggest?q=${encodeURIComponent('社會')}`), [{ id: ids.social, name: '臺北市政府社會局', label: '組織', matched: '社會局', href: `/entities/${ids.social}` }])
  t.match(await offered(`/en/suggest?q=${encodeURIComponent('社會')}`), [{ label: 'Organization', href: `/en/entities/${ids.social}` }])
  t.match(await offered(`/suggest?q=${encodeURIComponent('地方')}`), [{ name: '松山地方誌' }], 'words in the middle of a name, too')
  t.same(await offered(`/suggest?q=${encodeURIComponent('地方')}&kinds=Person`), [])
  t.same(await offered(`/suggest?q=${encodeURIComponent('祕密')}`), [])
  t.same(await offered(`/suggest?q=${encodeURIComponent('林振')}&kinds=Organization`), [])
  t.same(await offered(`/suggest?q=${encodeURIComponent('林'.repeat(2_000))}`), [])
})

t.test('a question in words is answered in place, with what it was read as', async (t) => {
  const got = await get(asked('哪些組織連結社會局與文化局？'))
  t.equal(got.status, 200)
  t.match(got.text, /<q>哪些組織連結社會局與文化局？<\/q>/)
  t.match(got.text, /連結「臺北市政府社會局」與「臺北市政府文化局」的有 1 個。/)
  t.match(got.text, new RegExp(`<a class="entity organization" href="/entities/${ids.shared}">臺北市愛鄉協會</a>`))
  t.match(got.text, /name="q" type="search"[^>]* value="哪些組織連結社會局與文化局？"/)
  t.same(await wrongMarkup(got), [])
})

t.test('a question is one without its mark, too, though it ends with a name', async (t) => {
  for (const words of ['哪些組織連結社會局與文化局', '哪些組織連結社會局和文化局', '社會局與文化局']) {
    const got = await get(asked(words))
    t.equal(got.status, 200, words)
    t.notMatch(got.to, /entities/)
  }
  t.match((await get(asked('哪些組織連結社會局與文化局'))).text, /連結「臺北市政府社會局」與「臺北市政府文化局」的有 1 個。/)
})

t.test('a question to which nothing is recorded says what that does not mean, and how to ask more widely', async (t) => {
  const got = await get(asked('林振春與松山地方誌有什麼關係？'))
  const none = await get(`/answers/paths?from=${ids.person}&to=${ids.social}&asOf=2012`)
  t.match(none.text, /沒有紀錄，不等於沒有關係/)
  t.match(none.text, new RegExp(`<a href="/answers/paths\\?from=${ids.person}&amp;to=${ids.social}">不管什麼時候</a>`))
  t.notMatch(none.text, /<figure class="picture"/)
  for (const page of [got, none]) t.same(await wrongMarkup(page), [])
})

t.test('a name leads to its page, several of one name to a choice, anything else to what comes nearest', async (t) => {
  t.match(await get(asked('社會局')), { status: 303, to: `/entities/${ids.social}` })
  t.match(await get(`/en${asked('社會局')}`), { status: 303, to: `/en/entities/${ids.social}` })
  t.match(await get('/ask?q='), { status: 303, to: '/' })
  const several = await get(asked('林振春'))
  for (const id of [ids.namesake, ids.person]) t.match(several.text, `href="/entities/${id}"`)
  t.same(await wrongMarkup(several), [])
  const begun = await get(asked('臺北市愛'))
  t.match(begun.text, `href="/entities/${ids.shared}"`)
  t.same(await wrongMarkup(begun), [])
  const held = await get(asked('松山'))
  for (const name of ['松山地方誌', '松山基金會']) t.match(held.text, new RegExp(`<ul class="plainlist">.*${name}</a>`, 's'))
  t.match((await get(asked('愛鄉'))).text, `href="/entities/${ids.shared}"`, 'and whose names have it in the middle')
  const nothing = await get(asked('明天天氣好不好'))
  t.equal(nothing.status, 200)
  t.match(nothing.text, /href="\/answers\/connectors\?/)
  t.match(nothing.text, /href="\/search\?q=/)
  t.match((await get(asked('祕密社'))).text, /^(?!.*href="\/entities\/[^"]*">祕密社)/s)
  t.equal((await get(asked('字'.repeat(400)))).status, 400)
})

t.test('an address of an answer is a page for people and files for programs', async (t) => {
  const type = async (path: string, accept: string): Promise<string> => String((await get(path, { headers: { accept } })).headers['content-type']).split(';')[0]!
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
  t.equal(await type(at, browser), 'text/html')
  t.match((await get(at)).text, /<article class="answer">/)
  t.equal(await type(at, 'application/ld+json'), 'application/ld+json')
  t.equal(await type(at, '*/*'), 'application/json')
  const file = await get(`${at}&format=html`)
  t.match(file.headers['content-disposition'], /filename=/)
  t.notMatch(file.text, /<article class="answer">/)
  t.equal(await type(at.replace('connectors?', 'connectors.csv?'), browser), 'text/csv')
  t.match(await get(`/en${at}&format=csv`), { status: 303, to: /^\/answers\/connectors\?.*format=csv$/ })
})

t.test('the answer as a page: the sentence, the ways with their evidence under the numbers of the picture, how it was found', async (t) => {
  for (const [path, place] of [[at, ''], [`/en${at}`, '/en']] as const) {
    const got = await get(path)
    t.equal(got.status, 200)
    t.same(await wrongMarkup(got), [])
    const numbers = [...got.text.matchAll(/id="ground-(\d+)"/g)].map(([, number]) => number)
    t.same(numbers, ['1', '2'], 'each statement stands once')
    const picture = /<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* role="group".*?<\/svg>/s.exec(got.text)![0]
    for (const number of numbers) t.match(picture, `[${number}]`)
    for (const id of [ids.social, ids.shared, ids.culture]) t.match(picture, `<a href="${place}/entities/${id}">`)
    t.notMatch(got.text, / style="/)
    t.match(got.text, /<blockquote[^>]*>臺北市愛鄉協會<\/blockquote>/)
    t.match(got.text, /查了 \d+ 筆關係/)
    t.match(got.text, /有紀錄的連結不等於隸屬或立場/)
    t.match(got.text, /<meta name="citation_title" content="哪些組織連結/)
    t.notMatch(got.text, /祕密社/)
  }
  const english = (await get(`/en${at}`)).text
  t.match(english, /is registered with 2010–/)
  t.match(english, /<h1 lang="zh-Hant">/)
})

t.test('of many statements between two the first are seen, and each is told once', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  const beyond = scribe.entity('Organization', '松山樂齡中心')
  for (let row = 1; row <= 5; row++) scribe.relate('COMMISSIONS', ids.culture, ids.shared, { row })
  scribe.relate('PARTNERS_WITH', ids.culture, beyond)
  await scribe.commit()
  const { text } = await get(`/answers/connectors?a=${ids.social}&b=${beyond}`)
  const numbers = [...text.matchAll(/id="ground-(\d+)"/g)].map(([, number]) => Number(number))
  t.same(numbers.toSorted((x, y) => x - y), numbers.map((_, i) => i + 1))
  t.match(text, /<summary>另外 3 筆<\/summary>/)
  t.match(text, /：前面說過的 <a class="n" href="#ground-\d+">/)
})

t.test('its parts are a form that makes the same address; names become ids', async (t) => {
  const { text } = await get(`${at}&kinds=Organization&avoid=${ids.first}&asOf=2012`)
  t.match(text, new RegExp(`name="a" value="臺北市政府社會局" data-id="${ids.social}"`))
  t.match(text, /name="avoid" value="財團法人松山基金會"/)
  t.match(text, /name="kinds" value="Organization" checked/)
  t.match(text, /id="f-asOf" name="asOf" value="2012"/)
  const sent = new URLSearchParams({ a: '社會局', b: '文化局', maxHops: '', asOf: '', kinds: 'Organization' })
  t.match(await get(`/answers/connectors?${sent.toString()}`), { status: 303, to: `${at}&kinds=Organization` })
  t.match(await get(`/en/answers/connectors?${sent.toString()}`), { status: 303, to: `/en${at}&kinds=Organization` })
})

t.test('what cannot be asked so keeps what was typed, and says what is wrong with which part', async (t) => {
  const empty = await get('/answers/paths')
  t.equal(empty.status, 200)
  t.same(await wrongMarkup(empty), [])
  const wrong = await get(`${at}&maxHops=99`)
  t.equal(wrong.status, 400)
  t.match(wrong.text, /<a href="#f-maxHops">/)
  t.match(wrong.text, /id="f-maxHops" name="maxHops"[^>]*aria-invalid="true"[^>]*value="99"/)
  t.same(await wrongMarkup(wrong), [])
  const unknown = await get(`/answers/connectors?a=${encodeURIComponent('沒有這個會')}&b=${ids.culture}`)
  t.equal(unknown.status, 404)
  t.match(unknown.text, /name="a" value="沒有這個會"/)
  const several = await get(`/answers/connectors?a=${encodeURIComponent('松山基金會')}&b=${ids.culture}`)
  for (const id of [ids.twin, ids.second]) t.match(several.text, `href="/answers/connectors?a=${id}&amp;b=${ids.culture}"`)
  t.same(await wrongMarkup(several), [])
  t.equal((await get('/answers/dance?a=1')).status, 404)
})

t.test('every kind of question has a form and a page', async (t) => {
  const questions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    among: { set: [ids.social, ids.culture] }, paths: { from: ids.social, to: ids.culture }, related: { of: ids.social }, common: { of: [ids.social, ids.culture] }, ranking: {}, rings: { center: ids.social, ring: 1 },
    interlocks: { of: ids.shared }, brokerage: { set: [ids.social] }, communities: { around: [ids.social] }, overlap: { one: [ids.social, ids.shared], other: [ids.shared] }, timeline: { of: ids.shared }, coauthors: {},
    citations: { of: ids.work }, cocitation: { of: ids.work }, coupling: { of: ids.work }, concepts: { in: ids.work }, definitions: { of: ids.concept }, passages: { of: ids.concept }, counts: { by: 'kind' },
    compare: { question: 'connectors', arguments: JSON.stringify({ a: ids.social, b: ids.culture }), at: '2012', to: '2020' },
  }
  for (const [name, given] of Object.entries(questions)) {
    const form = await get(`/answers/${name}`)
    t.match(form, { status: 200 }, name)
    const got = await get(permalinkOf({ name, arguments: given }))
    t.equal(got.status, 200, name)
    t.match(got.text, /<article class="answer">/, name)
    t.same(await wrongMarkup(got), [], name)
  }
})

t.test('asked about one and the same, it says so in the words of the page', async () => {
  const got = await get(`/answers/connectors?a=${ids.social}&b=${ids.social}`)
  t.equal(got.status, 400)
  t.match(got.text, /兩邊是同一個，請換一個。/)
  t.notMatch(got.text, /are the same/)
})

t.test('a question whose address no QR code holds is answered all the same', async (t) => {
  const { store } = await smallCity(t)
  const { get } = await site(t, { graph: store })
  const long = await get(`/answers/counts?name=${'a'.repeat(3_000)}`)
  t.equal(long.status, 200)
  t.notMatch(long.text, /class="qr"/)
  t.match((await get('/answers/counts?name=a')).text, /class="qr"/)
})

t.test('hostile names leave the page whole', async (t) => {
  const { store } = await smallCity(t)
  const { get: got, indexed } = await site(t, { graph: store })
  const scribe = new Scribe(store)
  const names = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '名'.repeat(500), '\u202Eמועדון\u202C', '𠮷野家協會👩‍👩‍👧‍👦', 'a'.repeat(300), '</title></svg>']
  const [one, ...others] = names.map((name) => scribe.entity('Organization', name))
  for (const id of others) scribe.relate('PARTNERS_WITH', one!, id, { quote: names[1]! })
  await scribe.commit()
  await indexed()
  for (const path of [`/answers/related?of=${one!}`, `/en/answers/paths?from=${others[0]!}&to=${others[1]!}`, asked('<script>alert(1)</script>與𠮷野家有什麼關係'), asked('"><img src=x onerror=alert(1)>'), '/']) {
    const page = await got(path)
    t.notMatch(page.text, /<script>|<img/, path)
    if (page.status === 200) t.same(await wrongMarkup(page), [], path)
  }
})

t.test('a stranger is shown the same as where what is hidden never was', async (t) => {
  const open = await smallCity(t)
  const one = await site(t, { graph: open.store })
  await one.indexed()
  // the front page of an archive that is asked of for the first time may be without what takes long
  await one.get('/')
  await Promise.all([examples({ graph: open.store, vocabulary }, PUBLIC), newest(open.store, 6)])
  const paths = ['/', `/answers/connectors?a=${open.ids.social}&b=${open.ids.culture}`, `/answers/related?of=${open.ids.social}`, asked('哪些組織連結社會局與文化局？'), asked('祕密')]
  const before = await Promise.all(paths.map(async (path) => (await one.get(path)).text))
  const scribe = open.scribe
  const hidden = scribe.entity('Organization', '祕密社乙', { audience: { mode: 'all', protocols: ['elders'] } })
  scribe.relate('REGISTERED_WITH', hidden, open.ids.social, { audience: { mode: 'all', protocols: ['elders'] } })
  scribe.relate('REGISTERED_WITH', hidden, open.ids.culture, { audience: { mode: 'all', protocols: ['elders'] } })
  await scribe.commit()
  await one.indexed()
  t.same(await Promise.all(paths.map(async (path) => (await one.get(path)).text)), before)
})

t.test('whoever may publish saves a question by a name; others are not offered it', async (t) => {
  const { cookie } = await someone('librarian')
  t.match((await get(at, { cookie })).text, /<form class="save" action="\/answers\/connectors\?a=[^"]*" method="post">/)
  t.notMatch((await get(at)).text, /class="save"/)
  t.notMatch((await get(at, { cookie: (await someone('contributor')).cookie })).text, /class="save"/)
  const nameless = await post(at, { called: ' ' }, { cookie })
  t.equal(nameless.status, 400)
  t.match(nameless.text, /<a href="#f-called">請給它一個名字<\/a>/)
  t.same(await wrongMarkup(nameless), [])
  const saved = await post(at, { called: '兩局之間' }, { cookie })
  t.equal(saved.status, 303)
  const [, id = ''] = /^\/entities\/(.*)$/.exec(saved.to) ?? []
  t.match([...(await graph.entities([id], { signedIn: false, protocols: new Set() })).values()], [{ name: '兩局之間', kind: 'Collection' }])
  t.equal((await post(at, { called: '兩局之間' }, { cookie })).status, 400, 'the name is taken')
  t.equal((await post(at, { called: '另一個' })).status, 401)
})
