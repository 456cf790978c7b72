import { join } from 'node:path'
import t from 'tap'
import { changeMany } from '../../../src/archive/bulk/bulk.ts'
import type { EntityChoice } from '../../../src/archive/bulk/choice.ts'
import { revertBatch } from '../../../src/archive/history/revert.ts'
import { follow } from '../../../src/archive/indexing.ts'
import { every } from '../../../src/graph/every.ts'
import { PUBLIC } from '../../../src/model/audience.ts'
import { openSqliteSearch } from '../../../src/search/sqlite/index.ts'
import { folder, Scribe } from '../../fixture.ts'
import { town } from '../contribute/town.ts'

/** Three parts of a batch. */
const [BODIES, PART] = [250, 100]

t.test('what stops between two parts is taken up where it stopped, and undone as one', async (t) => {
  const place = await town(t)
  const { graph } = place.ports
  const scribe = new Scribe(graph)
  for (let i = 0; i < BODIES; i++) scribe.entity('Organization', `團體${i}`)
  await scribe.commit()
  const librarian = await place.someone('librarian')
  const sending = { key: 'in-two-parts', reason: '補註', choice: { entities: { kinds: ['Organization'] as const } }, change: { fields: [{ code: 'note', values: ['補'] }] }, part: PART }
  let parts = 0
  const failing = new Proxy(graph, { get: (target, key) => {
    const value: unknown = Reflect.get(target, key)
    if (key === 'commit') return async (...given: Parameters<typeof graph.commit>) => {
      if (++parts === 2) throw new Error('the machine stops')
      return graph.commit(...given)
    }
    return typeof value === 'function' ? value.bind(target) : value
  } })
  await t.rejects(changeMany({ ...place.ports, graph: failing }, await place.as(librarian), sending), /the machine stops/)
  const report = await changeMany(place.ports, await place.as(librarian), sending)
  t.match(report, { chosen: BODIES, changed: 150, unchanged: 100, refused: 0 })
  const [batch] = await graph.batches({ id: report.batch! })
  t.match(batch, { parts: 3, finished: true, operations: BODIES })
  await revertBatch(graph, report.batch!)
  let left = 0
  for await (const { fields } of every((page) => graph.find({ kinds: ['Organization'] }, PUBLIC, page), 500)) if (fields['note'] !== undefined) left++
  t.equal(left, 0)
})

t.test('a search that finds more than it can list chooses nothing, instead of a part of it', async (t) => {
  const place = await town(t)
  const { graph } = place.ports
  const search = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
  t.teardown(() => search.close())
  const scribe = new Scribe(graph)
  for (let i = 0; i < 1_001; i++) scribe.entity(i % 2 === 0 ? 'Organization' : 'Person', `永安${i}號`)
  await scribe.commit()
  await follow({ graph, search })
  const librarian = await place.as(await place.someone('librarian'))
  const look = (entities: EntityChoice): ReturnType<typeof changeMany> => changeMany({ ...place.ports, search }, librarian, { key: 'more-than-listed', reason: '補註', choice: { entities }, change: { fields: [{ code: 'note', values: ['補'] }] }, dryRun: true })
  await t.rejects(look({ search: '永安' }), { code: 'BAD_USER_INPUT', details: { field: 'choice.search' } })
  t.match(await look({ search: '永安', kinds: ['Organization'] }), { chosen: 501, changed: 501 })
})
