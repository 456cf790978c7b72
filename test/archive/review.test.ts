import t from 'tap'
import { accept, amend, decline, proposals } from '../../src/archive/review.ts'
import { revertBatch } from '../../src/archive/history/revert.ts'
import type { GraphStore, RelationView } from '../../src/graph/port.ts'
import { PUBLIC, WHOLE } from '../../src/model/audience.ts'
import type { Id } from '../../src/model/ids.ts'
import { emptyStore, Scribe } from '../fixture.ts'

async function waiting(t: Parameters<typeof emptyStore>[0]): Promise<{ graph: GraphStore; ids: Record<'office' | 'club' | 'rumour' | 'funds' | 'partners' | 'standing' | 'source', Id> }> {
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

async function listed(graph: GraphStore, filter = {}): Promise<RelationView[]> {
  const found: RelationView[] = []
  for await (const view of proposals(graph, filter)) found.push(view)
  return found
}

t.test('what waits is listed, by source, type and confidence', async (t) => {
  const { graph, ids } = await waiting(t)
  t.same((await listed(graph)).map(({ id }) => id), [ids.funds, ids.partners])
  t.same((await listed(graph, { source: ids.source })).length, 2)
  t.same((await listed(graph, { source: ids.office })), [])
  t.same((await listed(graph, { types: ['FUNDS'] })).map(({ id }) => id), [ids.funds])
  t.same((await listed(graph, { confidence: 0.9 })).length, 2, 'what a register says carries no doubt')
})

t.test('accepting a relation accepts what it leads to; undone as a whole', async (t) => {
  const { graph, ids } = await waiting(t)
  t.match(await accept(graph, { ids: [ids.funds], dryRun: true }), { relations: 1, entities: 1 })
  t.equal((await listed(graph)).length, 2, 'a dry run changes nothing')
  const report = await accept(graph, { ids: [ids.funds] })
  t.match(report, { relations: 1, entities: 1 })
  t.same((await graph.relations(ids.office, { types: ['FUNDS'] }, PUBLIC)).items.map(({ id }) => id), [ids.funds])
  t.equal((await graph.heads([ids.club], WHOLE)).get(ids.club)!.state, 'published')
  await t.rejects(accept(graph, { ids: [ids.funds] }), { code: 'CONFLICT' })
  await revertBatch(graph, report.batch!)
  t.equal((await listed(graph)).length, 2)
})

t.test('declining needs words, and takes what only it led to', async (t) => {
  const { graph, ids } = await waiting(t)
  await t.rejects(decline(graph, { ids: [ids.partners] }), { code: 'BAD_USER_INPUT', details: { field: 'reason' } })
  t.match(await decline(graph, { ids: [ids.partners], reason: '查無此會' }), { relations: 1, entities: 1 })
  const heads = await graph.heads([ids.partners, ids.rumour, ids.office], WHOLE)
  t.same([ids.partners, ids.rumour, ids.office].map((id) => heads.get(id)!.state), ['declined', 'declined', 'published'])
  t.match((await graph.history(ids.partners, WHOLE)).items[0], { reason: '查無此會' })
})

t.test('a proposal is corrected and published in one step, its evidence checked', async (t) => {
  const { graph, ids } = await waiting(t)
  await amend(graph, ids.funds, { type: 'PARTNERS_WITH', start: '民國101年' })
  const view = (await graph.relationsById([ids.funds], PUBLIC)).get(ids.funds)!
  t.match(view, { type: 'PARTNERS_WITH', state: 'published', start: '民國101年', evidence: [{ unchecked: false }] })
  await decline(graph, { ids: [ids.rumour], reason: '查無此會' })
  await t.rejects(accept(graph, { ids: [ids.partners] }), { code: 'CONFLICT' }, 'a relation to something that was declined would be published and invisible')
  await t.rejects(amend(graph, ids.partners, { type: 'NOTHING' }), { code: 'BAD_USER_INPUT' })
  await t.rejects(accept(graph, { ids: ['00000000-0000-7000-8000-000000000000'] }), { code: 'NOT_FOUND' })
})
