import t from 'tap'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { amend } from '../../../src/archive/review/amend.ts'
import { queueItem } from '../../../src/archive/review/queue.ts'
import { settle, type Settling } from '../../../src/archive/review/settle.ts'
import { revertBatch } from '../../../src/archive/history/revert.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import { EVERYONE, PUBLIC, WHOLE } from '../../../src/model/audience.ts'
import type { Operation } from '../../../src/model/changeset.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { emptyStore, Scribe, vocabulary } from '../../fixture.ts'
import { changeset } from '../../generate/index.ts'

type Ids = Record<'office' | 'club' | 'rumour' | 'funds' | 'partners' | 'standing' | 'source', Id>

/** What an extractor proposed: nobody submitted it. */
async function read(t: Parameters<typeof emptyStore>[0]): Promise<{ graph: GraphStore; ids: Ids }> {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const office = scribe.entity('Organization', '社會局')
  const club = scribe.entity('Organization', '愛鄉協會', { state: 'proposed' })
  const rumour = scribe.entity('Organization', '傳說會', { state: 'proposed' })
  const standing = scribe.relate('SUPERVISES', office, scribe.entity('Organization', '兒福中心'))
  const funds = scribe.relate('FUNDS', office, club, { state: 'proposed' })
  const partners = scribe.relate('PARTNERS_WITH', rumour, office, { state: 'proposed' })
  await scribe.commit()
  return { graph, ids: { office, club, rumour, funds, partners, standing, source: scribe.source } }
}

const settled = (graph: GraphStore, settling: Settling): ReturnType<typeof settle> => settle(graph, MAINTENANCE, settling)
const waiting = async (graph: GraphStore): Promise<Id[]> => (await graph.waiting({}, PUBLIC)).items.map(({ id }) => id)
const states = async (graph: GraphStore, ...ids: Id[]): Promise<unknown[]> => {
  const heads = await graph.heads(ids, WHOLE)
  return ids.map((id) => heads.get(id)!.state)
}

t.test('accepting a relation accepts what it leads to; undone as a whole', async (t) => {
  const { graph, ids } = await read(t)
  t.match(await settled(graph, { ids: [ids.funds], decision: 'accept', dryRun: true }), { records: 2, outcomes: [{ with: [ids.club] }] })
  t.equal((await waiting(graph)).length, 2, 'a dry run changes nothing')
  const { batch } = await settled(graph, { ids: [ids.funds], decision: 'accept' })
  t.same((await graph.relations(ids.office, { types: ['FUNDS'] }, PUBLIC)).items.map(({ id }) => id), [ids.funds])
  t.same(await states(graph, ids.club, ids.rumour), ['published', 'proposed'])
  await t.rejects(settled(graph, { ids: [ids.funds], decision: 'accept' }), { code: 'CONFLICT' })
  await revertBatch(graph, batch!)
  t.same((await waiting(graph)).sort(), [ids.funds, ids.partners].sort())
  t.same(await states(graph, ids.club), ['proposed'])
})

t.test('declining needs words, and takes what only it led to', async (t) => {
  const { graph, ids } = await read(t)
  await t.rejects(settled(graph, { ids: [ids.partners], decision: 'decline' }), { code: 'BAD_USER_INPUT', details: { field: 'words' } })
  await t.rejects(settled(graph, { ids: [ids.partners], decision: 'return', words: '再想想' }), { code: 'BAD_USER_INPUT', details: { field: 'decision' } }, 'there is nobody to return it to')
  await settled(graph, { ids: [ids.partners], decision: 'decline', words: '查無此會' })
  t.same(await states(graph, ids.partners, ids.rumour, ids.office), ['declined', 'declined', 'published'])
  t.match((await graph.history(ids.partners, WHOLE)).items[0], { reason: '查無此會' })
})

t.test('many at once are one batch; what is chosen twice is decided once', async (t) => {
  const { graph, ids } = await read(t)
  const { batch, outcomes, records } = await settled(graph, { ids: [ids.club, ids.partners, ids.funds, ids.funds], decision: 'accept' })
  t.same([outcomes.map(({ id }) => id), records], [[ids.club, ids.partners, ids.funds], 4])
  t.same((await graph.batches({ id: batch! })).map(({ finished, operations }) => [finished, operations]), [[true, 4]])
  t.same(await waiting(graph), [])
  await revertBatch(graph, batch!)
  t.equal((await waiting(graph)).length, 2)
})

t.test('what cannot be decided stops all of it, or is left and told', async (t) => {
  const { graph, ids } = await read(t)
  await settled(graph, { ids: [ids.rumour], decision: 'decline', words: '查無此會' })
  const both = { ids: [ids.partners, ids.funds, ids.standing], decision: 'accept' } as const
  await t.rejects(settled(graph, both), { code: 'CONFLICT' }, 'a relation to something that was declined would be published and invisible')
  t.equal((await waiting(graph)).length, 2)
  const { outcomes } = await settled(graph, { ...both, partly: true })
  t.match(outcomes, [{ id: ids.partners, left: { code: 'CONFLICT' } }, { id: ids.funds, with: [ids.club] }, { id: ids.standing, left: { code: 'CONFLICT' } }])
  t.same(await states(graph, ids.funds, ids.partners), ['published', 'proposed'])
})

t.test('a change of a relation that nothing supports any more cannot be accepted, and a dry run says so; of one that is set aside it can', async (t) => {
  const { graph, ids } = await read(t)
  const commit = (...operations: Operation[]): Promise<unknown> => graph.commit(changeset(operations))
  const proposed = async (change: object): Promise<Id> => {
    const id = newId()
    await commit({ op: 'put', base: null, record: { id, type: 'proposal', state: 'proposed', audience: EVERYONE, target: ids.standing, base: 1, words: '查過', ...change } as RecordInput })
    return id
  }
  const [earlier, gone] = [await proposed({ changes: { start: '1999' } }), await proposed({ withdraw: true })]
  const { record } = (await graph.heads([ids.standing], WHOLE)).get(ids.standing)! as { record: { from: Id; to: Id } }
  await commit({ op: 'merge', id: record.to, into: record.from, base: 1 })
  t.match(await settled(graph, { ids: [earlier], decision: 'accept', dryRun: true }), { records: 2 }, 'what a merge set aside rests on its evidence still')
  await commit({ op: 'unmerge', id: record.to, base: 2 })
  const [piece] = (await graph.evidenceOn(ids.standing, WHOLE)).items
  await commit({ op: 'withdraw', id: piece!.id, base: piece!.version, reason: '誤植' })
  for (const dryRun of [true, false]) await t.rejects(settled(graph, { ids: [earlier], decision: 'accept', dryRun }), { code: 'CONFLICT', message: /沒有憑據/ })
  t.match(await settled(graph, { ids: [gone], decision: 'accept' }), { records: 2 }, 'but withdrawn it can be')
})

t.test('sent again with its key it decides nothing more', async (t) => {
  const { graph, ids } = await read(t)
  const once = { ids: [ids.funds], decision: 'accept', key: 'keyed-once' } as const
  const first = await settled(graph, once)
  const sequence = await graph.sequence()
  t.same((await settled(graph, once)).batch, first.batch)
  t.equal(await graph.sequence(), sequence)
})

t.test('a proposal is corrected and published in one step, its evidence checked', async (t) => {
  const { graph, ids } = await read(t)
  await amend(graph, MAINTENANCE, ids.funds, { type: 'PARTNERS_WITH', start: '民國101年' })
  t.match((await graph.relationsById([ids.funds], PUBLIC)).get(ids.funds), { type: 'PARTNERS_WITH', state: 'published', start: '民國101年', evidence: [{ unchecked: false }] })
  await t.rejects(amend(graph, MAINTENANCE, ids.partners, { type: 'NOTHING' }), { code: 'BAD_USER_INPUT' })
  await t.rejects(amend(graph, MAINTENANCE, ids.rumour, {}), { code: 'BAD_USER_INPUT' })
  await t.rejects(settled(graph, { ids: ['00000000-0000-7000-8000-000000000000'], decision: 'accept' }), { code: 'NOT_FOUND' })
})

t.test('what is merged into something hidden is not there to be decided on', async (t) => {
  const { graph, ids } = await read(t)
  const [hidden, account] = [newId(), newId()]
  const commit = (operation: Operation): Promise<unknown> => graph.commit(changeset([operation]))
  const record: RecordInput = { id: hidden, type: 'entity', state: 'published', audience: EVERYONE, kind: 'Organization', names: [{ text: '密會' }] }
  await commit({ op: 'put', base: null, record })
  await commit({ op: 'merge', id: ids.rumour, into: hidden, base: 1 })
  await commit({ op: 'put', base: 1, record: { ...record, audience: { mode: 'all', protocols: ['elders'] } } })
  const actor = { account, name: '館員', role: 'librarian', memberships: new Map(), viewer: { signedIn: true, protocols: new Set<string>(), account, librarian: true } } as const
  const asking = { graph, vocabulary, viewer: actor.viewer }
  t.equal(await queueItem(asking, actor, ids.rumour), undefined)
  await t.rejects(settle(graph, actor, { ids: [ids.rumour], decision: 'accept' }), { code: 'NOT_FOUND' })
  t.match(await queueItem({ ...asking, viewer: WHOLE }, MAINTENANCE, ids.rumour), { title: '傳說會' })
})
