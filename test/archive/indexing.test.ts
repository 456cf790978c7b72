import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import t from 'tap'
import { Follower, follow, reindex } from '../../src/archive/indexing.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { EVERYONE, PUBLIC, WHOLE } from '../../src/model/audience.ts'
import type { Operation } from '../../src/model/changeset.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { EntityRecord } from '../../src/model/records.ts'
import { openSqliteSearch } from '../../src/search/sqlite/index.ts'
import type { SearchStore } from '../../src/search/port.ts'
import { emptyStore, folder, Scribe } from '../fixture.ts'

type Test = Parameters<typeof emptyStore>[0]

async function indexed(t: Test): Promise<{ graph: GraphStore; search: SearchStore }> {
  const graph = await emptyStore(t)
  const search = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
  t.teardown(() => search.close())
  return { graph, search }
}

const commit = (graph: GraphStore, operations: Operation[]): Promise<unknown> => graph.commit({ id: newId(), actor: 't', reason: 't', origin: 'cli', operations })

async function names(search: SearchStore, text: string, viewer = PUBLIC): Promise<string[]> {
  return (await search.search({ text }, viewer)).hits.map(({ entity }) => entity.name)
}

const content = (id: Id, work: Id, texts: readonly string[]): Extract<Operation, { op: 'put' }>['record'] => ({
  id, type: 'content', state: 'published', audience: EVERYONE, entity: work, order: 0, passages: texts.map((text, i) => ({ text, offset: [i * 1_000, i * 1_000 + text.length] })),
})

t.test('what is written, renamed, shortened, hidden, merged and withdrawn is followed', async (t) => {
  const { graph, search } = await indexed(t)
  const scribe = new Scribe(graph)
  const [work, other, secret] = [scribe.entity('Work', '城市之書'), scribe.entity('Organization', '野鳥學會'), scribe.entity('Organization', '野鳥祕密社', { audience: { mode: 'all', protocols: ['elders'] } })]
  await scribe.commit()
  const text = newId()
  await commit(graph, [{ op: 'put', base: null, record: content(text, work, ['第一段說貓頭鷹。', '第二段說白頭翁。']) }])
  t.equal(await follow({ graph, search }), await graph.sequence())
  t.same(await names(search, '貓頭鷹'), ['城市之書'])
  t.same(await names(search, '白头翁'), ['城市之書'])
  t.same(await names(search, '野鳥'), ['野鳥學會'], 'the hidden one is not found')

  await commit(graph, [{ op: 'put', base: 1, record: content(text, work, ['第一段說貓頭鷹。']) }])
  const head = (await graph.heads([other], WHOLE)).get(other)!
  await commit(graph, [{ op: 'put', base: 1, record: { ...(head.record as EntityRecord), names: [{ text: '賞鳥學會' }] } }])
  await follow({ graph, search })
  t.same(await names(search, '白頭翁'), [], 'a passage that is gone is not found')
  t.same(await names(search, '貓頭鷹'), ['城市之書'])
  t.same(await names(search, '賞鳥'), ['賞鳥學會'])
  t.same(await names(search, '野鳥'), [])

  const again = scribe.entity('Organization', '賞鳥學會總會')
  await scribe.commit()
  await commit(graph, [{ op: 'merge', id: other, into: again, base: 2 }])
  await commit(graph, [{ op: 'withdraw', id: text, base: 2, reason: '不再授權' }])
  await follow({ graph, search })
  t.same(await names(search, '賞鳥學會'), ['賞鳥學會總會'])
  t.same(await names(search, '貓頭鷹'), [])
  t.equal((await search.search({ text: '祕密社' }, { signedIn: true, protocols: new Set(['elders']) })).hits[0]?.entity.id, secret)
})

t.test('an index built anew has what the followed one has', async (t) => {
  const { graph, search } = await indexed(t)
  const scribe = new Scribe(graph)
  const work = scribe.entity('Work', '城市之書')
  for (let i = 0; i < 30; i++) scribe.entity('Organization', `第${i}協會`)
  await scribe.commit()
  await commit(graph, [{ op: 'put', base: null, record: content(newId(), work, ['協會林立的城市。']) }])
  await follow({ graph, search })
  const before = await search.search({ text: '協會', first: 50 }, PUBLIC)
  await reindex({ graph, search })
  t.same(await search.search({ text: '協會', first: 50 }, PUBLIC), before)
  t.equal((await search.status()).sequence, await graph.sequence())
})

t.test('a change of relations only moves the index along; two followers do the work of one', async (t) => {
  const { graph, search } = await indexed(t)
  const jobs = await openSqliteJobs({ path: join(await folder(t), 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  const scribe = new Scribe(graph)
  const [a, b] = [scribe.entity('Organization', '甲局'), scribe.entity('Organization', '乙會')]
  await scribe.commit()
  const followers = [1, 2].map(() => new Follower({ graph, search }, jobs, (error) => { throw error }))
  await Promise.all(followers.map((follower) => follower.catchUp()))
  scribe.relate('SUPERVISES', a, b)
  await scribe.commit()
  await Promise.all(followers.map((follower) => follower.catchUp()))
  t.equal((await search.status()).sequence, await graph.sequence())
  t.same(await names(search, '甲局'), ['甲局'])
  for (const follower of followers) await follower.stop()
})

t.test('an index of another archive is built anew, whether that is longer, as long or shorter', async (t) => {
  for (const more of [-1, 0, 1]) {
    const { graph, search } = await indexed(t)
    const scribe = new Scribe(graph)
    for (const name of ['松鼠協進', '水獺協進']) {
      scribe.entity('Organization', name)
      await scribe.commit()
    }
    await follow({ graph, search })
    t.equal((await search.status()).anchor, (await graph.changeset({ sequence: await graph.sequence() }))!.id)
    const other = await emptyStore(t)
    const anew = new Scribe(other)
    while (await other.sequence() < await graph.sequence() + more) {
      anew.entity('Organization', '黃魚社')
      await anew.commit()
    }
    const jobs = await openSqliteJobs({ path: join(await folder(t), 'jobs.sqlite') })
    t.teardown(() => jobs.close())
    const follower = new Follower({ graph: other, search }, jobs, (error) => { throw error })
    await follower.catchUp()
    t.equal((await search.status()).sequence, await other.sequence())
    t.same(await names(search, '松鼠'), [], `${more} changesets more`)
    t.ok((await names(search, '黃魚社')).length > 0)
    anew.entity('Organization', '蜥蜴團')
    await anew.commit()
    await follower.catchUp()
    t.same(await names(search, '蜥蜴團'), ['蜥蜴團'], 'and followed from there')
    await follower.stop()
  }
})

t.test('an index made with another analysis is built anew', async (t) => {
  const graph = await emptyStore(t)
  const path = join(await folder(t), 'search.sqlite')
  const scribe = new Scribe(graph)
  scribe.entity('Organization', '野鳥學會')
  await scribe.commit()
  const first = await openSqliteSearch({ path })
  await follow({ graph, search: first })
  await first.close()
  const db = new DatabaseSync(path)
  db.exec("UPDATE state SET analysis = 'older'; DELETE FROM term_2")
  db.close()
  const search = await openSqliteSearch({ path })
  t.teardown(() => search.close())
  t.same(await names(search, '野鳥'), [])
  const jobs = await openSqliteJobs({ path: join(await folder(t), 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  await new Follower({ graph, search }, jobs, (error) => { throw error }).catchUp()
  t.same(await names(search, '野鳥'), ['野鳥學會'])
})

t.test('a follower that lost the index applies nothing more', async (t) => {
  const { graph, search } = await indexed(t)
  const scribe = new Scribe(graph)
  scribe.entity('Organization', '甲會')
  await scribe.commit()
  await follow({ graph, search })
  scribe.entity('Organization', '乙會')
  await scribe.commit()
  // between what it reads and what it applies somebody else goes on
  const slow = { ...searchOf(search), apply: async (...args: Parameters<SearchStore['apply']>) => {
    await follow({ graph, search })
    return search.apply(...args)
  } }
  await t.rejects(follow({ graph, search: slow }), { code: 'CONFLICT' })
  t.equal((await search.status()).sequence, await graph.sequence())
  scribe.entity('Organization', '丙會')
  await scribe.commit()
  await t.rejects(follow({ graph, search }, () => { throw new Error('lost') }), /lost/)
  t.same(await names(search, '丙會'), [])
})

t.test('a long text is handed over in parts, and the sequence moves with the last of them', async (t) => {
  const { graph, search } = await indexed(t)
  const scribe = new Scribe(graph)
  const work = scribe.entity('Work', '城市之書')
  await scribe.commit()
  await follow({ graph, search })
  const before = await search.status()
  const text = newId()
  await commit(graph, [{ op: 'put', base: null, record: content(text, work, Array.from({ length: 390 }, (_, i) => `第${i}段說貓頭鷹。`)) }])
  const parts: { readonly size: number; readonly sequence: number }[] = []
  const watched = { ...searchOf(search), apply: async (...[changes, sequence, place]: Parameters<SearchStore['apply']>) => {
    parts.push({ size: changes.put.length, sequence })
    await search.apply(changes, sequence, place)
  } }
  await follow({ graph, search: watched })
  t.ok(parts.length >= 2 && parts.every(({ size }) => size <= 200))
  t.same(parts.slice(0, -1).filter(({ sequence }) => sequence !== before.sequence), [])
  t.equal(parts.at(-1)?.sequence, await graph.sequence())
  t.ok((await search.status()).documents >= before.documents + 390)
})

const searchOf = (search: SearchStore): Pick<SearchStore, 'rebuild' | 'status'> => ({ rebuild: (...args) => search.rebuild(...args), status: () => search.status() })

t.test('a word of an entry is found without how it is said, and by how it is said', async (t) => {
  const { graph, search } = await indexed(t)
  const scribe = new Scribe(graph)
  const [entry, work] = [scribe.entity('Entry', '廟口的故事'), scribe.entity('Work', '程式設計')]
  await scribe.commit()
  await commit(graph, [
    { op: 'put', base: null, record: content(newId(), entry, ['{白頭|pe̍h-thâu}翁飛過{阿美|ㄚ|ㄇㄟˇ}族的**廟**口。']) },
    { op: 'put', base: null, record: content(newId(), work, ['寫作 {alpha|beta} 的人。']) },
  ])
  await follow({ graph, search })
  t.same(await names(search, '白頭翁'), ['廟口的故事'])
  t.same(await names(search, '阿美族'), ['廟口的故事'])
  t.same(await names(search, '族的廟口'), ['廟口的故事'], 'nor do marks of Markdown stand between')
  t.same(await names(search, 'pe̍h-thâu'), ['廟口的故事'])
  t.same(await names(search, 'beta'), ['程式設計'], 'what a document prints is as it stands')
  const [hit] = (await search.search({ text: '白頭翁' }, PUBLIC)).hits
  t.match(hit, { passages: [{ text: /^白頭翁飛過阿美族的廟口。/ }] })
})
