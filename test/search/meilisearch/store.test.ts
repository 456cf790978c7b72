import t from 'tap'
import { PUBLIC, WHOLE, type Viewer } from '../../../src/model/audience.ts'
import { apply } from '../../../src/search/meilisearch/apply.ts'
import { coded } from '../../../src/search/meilisearch/coding.ts'
import { leaseDocument, type StateDocument } from '../../../src/search/meilisearch/state.ts'
import type { SearchStore } from '../../../src/search/port.ts'
import { all, bench, documentOf, strict, without } from './server.ts'

// What only a real server shows: that it keeps our words whole, and what happens when two write to it.

const ids = async (store: SearchStore, text: string, viewer: Viewer = PUBLIC): Promise<string[]> => (await store.search({ text }, viewer)).hits.map(({ entity }) => entity.id)
const member: Viewer = { signedIn: true, protocols: new Set(['elders']) }

t.test('the server keeps words whole, and knows no other word for one', without, async (t) => {
  const { client, base, open } = bench(t)
  const store = open()
  const words = ['社會', '社', '會', '𠮷田', 'unesco', 'the', 'straßenbahn', '2012', 'ı', 'é', '한국', 'アイ', 'donaudampfschifffahrt', 'running', '12a', 'a'.repeat(200), '長'.repeat(120), '長'.repeat(121)]
  await store.apply({ put: words.map((word, i) => documentOf(`e${i}`, word, { name: '甲' })), drop: [] }, 1)
  const [uid] = (await client.getRawIndexes({ limit: 1_000 })).results.map(({ uid }) => uid).filter((uid) => uid.startsWith(base))
  const index = client.index(uid!)
  await index.addDocuments(words.map((word, i) => ({ key: `w${i}`, role: 'document', terms: coded(word) }))).waitTask({ timeout: 60_000 })
  for (const [i, word] of words.entries()) {
    const { hits } = await index.search(coded(word), { filter: 'clearance NOT EXISTS', limit: 50, locales: ['eng'], attributesToRetrieve: ['key'] })
    t.same(hits.map(({ key }) => key as string), [`w${i}`], word.slice(0, 10))
  }
})

t.test('a change is there when it was applied; the same again does no harm', without, async (t) => {
  const store = bench(t).open()
  t.same(await store.status().then(({ sequence, documents }) => ({ sequence, documents })), { sequence: 0, documents: 0 })
  const change = { put: [documentOf('a', '臺北市政府社會局', { name: '社會局' }), documentOf('a:0', '社會局辦理學習型城市'), documentOf('b:0', '文化局出版地方志')], drop: [] }
  await store.apply(change, 7)
  t.same(await ids(store, '社会局'), ['a'])
  await store.apply(change, 7)
  await store.apply({ put: [], drop: ['a', 'nothing', 'a:0'] }, 8)
  t.same(await ids(store, '社會局'), [])
  t.same(await ids(store, '地方志'), ['b'])
  await store.apply({ put: [documentOf('b:1', '卷首')], drop: [], dropEntities: ['b', 'c'] }, 9)
  t.same(await ids(store, '出版'), [])
  t.same(await ids(store, '卷首'), ['b'])
  t.match(await store.status(), { sequence: 9, documents: 1 })
  await store.apply({ put: [], drop: [] }, 4)
  t.equal((await store.status()).sequence, 9, 'what was followed stays followed')
})

t.test('rare characters, halves of them and marks of filters, in texts and in questions', without, async (t) => {
  const store = bench(t).open()
  const odd = ['𠮷野家的𡘙字', '\ud842半', '引號"與\\反斜線', "it's 社", '第一\u0001行']
  await store.apply({ put: odd.map((text, i) => documentOf(`e${i}`, text, { name: text, place: text })), drop: [] }, 1)
  for (const text of odd) {
    const answer = await store.search({ text, places: odd }, PUBLIC)
    t.ok(answer.hits.length > 0, JSON.stringify(text))
    await store.suggest(text, PUBLIC)
  }
  t.same(await ids(store, '𡘙字'), ['e0'])
  await store.search({ text: '甲乙丙𠮷丁戊\ud842己庚辛' }, PUBLIC)
})

t.test('what is hidden moves nothing, and what it holds is not found', without, async (t) => {
  const { open } = bench(t)
  const store = open()
  const seen = (): Promise<unknown> => Promise.all([store.search({ text: '社會局的文化館 學習' }, PUBLIC), store.search({ text: '社會句' }, PUBLIC), store.suggest('文', PUBLIC)])
  await store.apply({ put: [documentOf('a', '辦理學習', { name: '社會局' }), documentOf('b:0', '文化館的學習', { year: 2012 }), documentOf('c', '', { name: '文化館' })], drop: [] }, 1)
  const before = await seen()
  await store.apply({ put: ['d', 'e', 'f'].flatMap((id) => [documentOf(id, '文化館 社會局 學習', { name: '文化館', audience: strict('elders'), year: 2012 }), documentOf(`${id}:0`, '秘儀', { audience: strict('elders') })]), drop: [] }, 2)
  t.same(await seen(), before)
  t.same(await ids(store, '秘儀'), [])
  t.same((await ids(store, '秘儀', member)).toSorted(), ['d', 'e', 'f'])
  t.same((await ids(open(), '秘儀', WHOLE)).toSorted(), ['d', 'e', 'f'])
})

t.test('a rebuild goes on answering, and loses nothing that is applied meanwhile', without, async (t) => {
  const { open, uids } = bench(t)
  const [store, other] = [open(), open()]
  await store.apply({ put: [documentOf('a:0', '社會局')], drop: [] }, 3)
  const meanwhile: string[] = []
  await store.rebuild((async function* () {
    yield documentOf('b:0', '文化局')
    meanwhile.push(...await ids(other, '社會局'), ...await ids(other, '文化局'))
    await store.apply({ put: [documentOf('c:0', '環保局')], drop: [] }, 4)
    meanwhile.push(...await ids(other, '環保局'))
    await t.rejects(other.apply({ put: [], drop: [] }, 5), { code: 'UNAVAILABLE' }, 'another process waits')
    await t.rejects(other.rebuild(all([]), 5), { code: 'UNAVAILABLE' }, 'and rebuilds nothing')
  })(), 3)
  t.same(meanwhile, ['a', 'c'])
  t.same(await ids(store, '社會局'), [])
  t.same([await ids(other, '文化局'), await ids(other, '環保局')], [['b'], ['c']])
  t.match(await store.status(), { sequence: 4, documents: 2 })
  t.equal((await uids()).length, 1, 'the old index is gone')
  await other.apply({ put: [], drop: ['b:0'] }, 5)
  t.same(await ids(store, '文化局'), [])
})

t.test('a rebuild that fails leaves everything as it was', without, async (t) => {
  const { open, uids } = bench(t)
  const store = open()
  await store.apply({ put: [documentOf('a:0', '社會局')], drop: [] }, 3)
  const [before] = await uids()
  await t.rejects(store.rebuild((async function* () {
    yield documentOf('b:0', '文化局')
    throw new Error('the log is away')
  })(), 9), { message: 'the log is away' })
  t.same(await ids(store, '社會局'), ['a'])
  t.same(await uids(), [before])
  await store.apply({ put: [documentOf('b:0', '文化局')], drop: [] }, 4)
  t.match(await store.status(), { sequence: 4, documents: 2 })
})

t.test('a change that arrives after the swap does not make up for what is missing', without, async (t) => {
  const { client, open, uids } = bench(t)
  const store = open()
  await store.apply({ put: [documentOf('a:0', '社會局')], drop: [] }, 1)
  const index = client.index((await uids())[0]!)
  const before = (await index.getDocuments<StateDocument>({ filter: 'role = state' })).results
  await store.rebuild(all([documentOf('a:0', '社會局')]), 1)
  // as another process would have sent it, had it read the state before the swap
  const late = before.map((one) => ({ ...one, sequence: 3 })).filter(({ key }) => key === '__state')
  await index.addDocuments([...late]).waitTask({ timeout: 60_000 })
  t.equal((await store.status()).sequence, 1, 'the log is followed again from where the rebuild began')
  await store.apply({ put: [documentOf('b:0', '文化局')], drop: [] }, 2)
  t.match(await store.status(), { sequence: 2, documents: 2 })
})

t.test('what somebody left unfinished goes with the next start, unless he may still be at it', without, async (t) => {
  const { client, open, uids } = bench(t)
  await open().apply({ put: [documentOf('a:0', '社會局')], drop: [] }, 1)
  const live = (await uids())[0]!
  const left = `${live}-new-left`
  await client.createIndex(left, { primaryKey: 'key' }).waitTask({ timeout: 60_000 })
  await client.index(live).addDocuments([leaseDocument({ holder: left, until: Date.now() + 60_000 })]).waitTask({ timeout: 60_000 })
  t.same(await ids(open(), '社會局'), ['a'])
  t.same((await uids()).toSorted(), [live, left])
  await client.index(live).addDocuments([leaseDocument({ holder: left, until: Date.now() - 1 })]).waitTask({ timeout: 60_000 })
  t.same(await ids(open(), '社會局'), ['a'])
  t.same(await uids(), [live])
})

t.test('an index that somebody deleted is made again, empty, and says so', without, async (t) => {
  const { client, open, uids } = bench(t)
  const store = open()
  await store.apply({ put: [documentOf('a:0', '社會局')], drop: [] }, 5)
  await client.deleteIndex((await uids())[0]!).waitTask({ timeout: 60_000 })
  t.same(await ids(store, '社會局'), [])
  t.equal((await store.status()).sequence, 0)
  await store.apply({ put: [documentOf('a:0', '社會局')], drop: [] }, 5)
  t.same(await ids(store, '社會局'), ['a'])
})

t.test('a change of many parts', without, async (t) => {
  const { client, open, uids } = bench(t)
  const store = open()
  await store.status()
  const index = client.index((await uids())[0]!)
  const text = '學習型城市的社區'.repeat(100)
  await apply(client, index, { put: Array.from({ length: 1_500 }, (_, i) => documentOf(`e${i}:0`, text)), drop: [] }, 12)
  t.match(await store.status(), { sequence: 12, documents: 1_500 })
  t.equal((await store.search({ text: '學習型' }, PUBLIC)).total, 1_000)
})
