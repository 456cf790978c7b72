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
