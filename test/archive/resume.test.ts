import t from 'tap'
import type { GraphStore } from '../../src/graph/port.ts'
import { revertBatch, revertChangeset } from '../../src/archive/history/revert.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { newId } from '../../src/model/ids.ts'
import { emptyStore, Scribe } from '../fixture.ts'
import { body, community, protocol } from '../conformance/world.ts'
import { desk, named } from './desk.ts'
import { everything, partition, statements } from './partition.ts'

const row = (i: number, more: Record<string, string> = {}): Record<string, string> => ({ 編號: String(i), 名稱: `${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${i}協會`, 登記: '100/1/1', ...more })
const rows = (n: number): Record<string, string>[] => Array.from({ length: n }, (_, i) => row(i))
/** Rows, and the size of the parts they go in by: enough for four. */
const [MANY, partSize] = [600, 750]

/** A store whose process dies after so many commits. */
function dying(graph: GraphStore, commits: number): GraphStore {
  let left = commits
  return new Proxy(graph, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown
      if (key !== 'commit') return typeof value === 'function' ? value.bind(target) : value
      return async (changeset: Parameters<GraphStore['commit']>[0]) => {
        if (left-- <= 0) throw new Error('killed')
        return target.commit(changeset)
      }
    },
  })
}

t.test('an import cut short anywhere goes on in the same batch, and ends as if nothing had happened', async (t) => {
  const whole = await desk(t)
  const complete = await whole.run(rows(MANY), { partSize, edition: '2024' })
  t.ok(complete.parts > 3)
  const expected = await statements(whole.graph)
  for (const commits of [1, 2, complete.parts - 1]) {
    const graph = await emptyStore(t)
    await t.rejects((await desk(t, dying(graph, commits))).run(rows(MANY), { partSize, edition: '2024' }), { message: 'killed' })
    const [cut] = await graph.batches()
    t.match(cut, { parts: commits, finished: false })
    const rest = await (await desk(t, graph)).run(rows(MANY), { partSize, edition: '2024' })
    t.equal(rest.resumed, true)
    t.equal(rest.batch, cut!.id)
    t.match(await graph.batches(), [{ id: cut!.id, parts: complete.parts, finished: true }])
    t.same(await statements(graph), expected)
    t.equal((await (await desk(t, graph)).run(rows(MANY), { partSize, edition: '2024' })).parts, 0)
  }
})

t.test('a batch is undone by a batch, which may itself be cut short', async (t) => {
  const graph = await emptyStore(t)
  const d = await desk(t, graph)
  await d.run([row(3), row(5)], { text: named('other') })
  const before = await statements(graph)
  const { batch } = await d.run(rows(MANY), { partSize })
  t.ok((await partition(graph)).length > 1)
  await t.rejects(revertBatch(dying(graph, 2), batch!), { message: 'killed' })
  const report = await revertBatch(graph, batch!)
  t.equal((await graph.batches()).filter(({ reverts }) => reverts === batch).length, 1, 'one batch, taken up again')
  t.match((await graph.batches({ id: report.batch! }))[0], { finished: true, reverts: batch })
  const withdrawn = (line: string): boolean => !line.startsWith('["withdrawn"') && !line.includes('withdrawn')
  t.same((await statements(graph)).filter(withdrawn), before)
  await t.rejects(revertBatch(graph, batch!), { code: 'CONFLICT' })

  const again = await d.run(rows(MANY), { partSize })
  t.match(again, { entities: { new: 0, changed: MANY + 1 }, relations: { changed: MANY } })
  t.equal((await everything(graph, 'entity')).filter(({ state }) => state === 'withdrawn').length, 0, 'the same entities, not new ones')
  const twice = await revertBatch(graph, again.batch!)
  t.ok(twice.operations > MANY)
  t.same((await statements(graph)).filter(withdrawn), before)
})

t.test('an undoing that was cut short before its end, when no more was left to do, is ended when it is run again', async (t) => {
  const graph = await emptyStore(t)
  const [first, second, batch] = [body('甲'), body('乙'), newId()]
  for (const [i, record] of [first, second].entries()) await graph.commit({ id: newId(), actor: 'test', reason: '匯入', origin: 'import', operations: [{ op: 'put', base: null, record }], batch: { id: batch, title: '匯入', part: i + 1, last: i === 1 } })
  await graph.commit({ id: newId(), actor: '館員', reason: '撤下', origin: 'cli', operations: [{ op: 'withdraw', id: first.id, base: 1, reason: '撤下' }] })
  await t.rejects(revertBatch(dying(graph, 1), batch), { message: 'killed' })
  t.match((await graph.batches())[0], { reverts: batch, finished: false, parts: 1 })
  t.match(await revertBatch(graph, batch), { operations: 0, held: 0, parts: 2 })
  t.match((await graph.batches())[0], { reverts: batch, finished: true, parts: 2, operations: 1 })
  await t.rejects(revertBatch(graph, batch), { code: 'CONFLICT' })
})

t.test('undoing the undoing', async (t) => {
  const d = await desk(t)
  await d.run([row(1)], { text: named('other') })
  const { batch } = await d.run([row(1), row(2)])
  const before = await statements(d.graph)
  const undone = await revertBatch(d.graph, batch!)
  const redone = await revertBatch(d.graph, undone.batch!)
  t.same(await statements(d.graph), before)
  t.equal((await d.run([row(1), row(2)])).parts, 0, 'the register finds what it said')
  await revertBatch(d.graph, redone.batch!)
  t.match(await d.run([row(1), row(2)]), { entities: { new: 0, changed: 3 } })
  t.same(await statements(d.graph), before)
})

t.test('undoing an edition brings back the one before', async (t) => {
  const d = await desk(t)
  await d.run([row(1), row(2), row(3)], { edition: '2024' })
  const before = await statements(d.graph)
  const { batch } = await d.run([row(1, { 名稱: '新名協會', 網址: 'https://x.tw', 登記: '101/1/1' }), row(3), row(4)], { edition: '2025', prune: true })
  await revertBatch(d.graph, batch!)
  t.same((await statements(d.graph)).filter((line) => !line.includes('withdrawn')), before)
  t.equal((await d.run([row(1), row(2), row(3)], { edition: '2024' })).parts, 0)
})

t.test('registers are undone independently: who was joined with what goes is joined with the rest', async (t) => {
  const d = await desk(t)
  const one = await d.run([row(1)], { text: named('one') })
  await d.run([row(1)], { text: named('two') })
  await d.run([row(1)], { text: named('three') })
  await revertBatch(d.graph, one.batch!)
  t.same(await partition(d.graph), [['three/Organization/乙1協會', 'two/Organization/乙1協會'], ['three/Organization/社會局', 'two/Organization/社會局']])
  await d.run([row(1)], { text: named('one') })
  t.same((await partition(d.graph)).map(({ length }) => length), [3, 3])
})

t.test('undoing what made a name ambiguous joins again what it had parted', async (t) => {
  const d = await desk(t)
  await d.run([{ 名稱: '兆陽協會' }], { text: named('one') })
  await d.run([{ 名稱: '社團法人兆陽協會' }], { text: named('two') })
  const before = await partition(d.graph)
  const { batch } = await d.run([{ 名稱: '財團法人兆陽協會' }], { text: named('three') })
  t.not((await partition(d.graph)).length, before.length)
  await revertBatch(d.graph, batch!)
  t.same(await partition(d.graph), before)
})

t.test('all or nothing: what a later edit stands on is not undone, and nothing half-done', async (t) => {
  const d = await desk(t)
  const { batch } = await d.run([row(1), row(2)])
  const [body] = (await d.graph.find({ keys: ['乙1协会'] }, PUBLIC)).items
  const sequence = await d.graph.sequence()
  const refused = async (why: RegExp): Promise<void> => {
    const error = await revertBatch(d.graph, batch!, { whole: true }).then(() => undefined, (thrown: unknown) => thrown)
    t.ok(error instanceof ArchiveError && error.code === 'CONFLICT')
    t.match((error as ArchiveError).message, why)
    t.equal((await d.graph.batches()).length, 1)
  }
  const scribe = new Scribe(d.graph)
  const friend = scribe.entity('Organization', '友會')
  scribe.relate('PARTNERS_WITH', friend, body!.id)
  await scribe.commit()
  await refused(/PARTNERS_WITH/)
  const later = (await d.graph.changeset({ sequence: sequence + 1 }))!
  await revertChangeset(d.graph, later.id)
  const head = (await everything(d.graph, 'entity')).find(({ id }) => id === body!.id)!
  const edit = { id: newId(), actor: '館員', reason: '更正', origin: 'cli' as const, operations: [{ op: 'put' as const, record: { ...head.record!, fields: { website: 'https://y.tw' } } as never, base: head.version }] }
  await d.graph.commit(edit)
  await refused(/「乙1協會」.*館員/)
  await revertChangeset(d.graph, edit.id)
  t.ok((await revertBatch(d.graph, batch!)).operations > 0, 'once those are undone nothing is in the way')
  await t.rejects(revertBatch(d.graph, newId()), { code: 'NOT_FOUND' })
})

t.test('a community that a protocol names since is not undone', async (t) => {
  const graph = await emptyStore(t)
  const owner = community('北社')
  const founding = { id: newId(), actor: 'a', reason: '成立', origin: 'web' as const, operations: [{ op: 'put' as const, record: owner, base: null }] }
  await graph.commit(founding)
  const ruling = { ...founding, id: newId(), operations: [{ op: 'put' as const, record: protocol('耆老', [owner.id]), base: null }] }
  await graph.commit(ruling)
  await t.rejects(revertChangeset(graph, founding.id, { whole: true }), { code: 'CONFLICT', message: /耆老/ })
  await revertChangeset(graph, ruling.id)
  await revertChangeset(graph, founding.id)
  t.match((await graph.heads([owner.id], PUBLIC)).get(owner.id), { state: 'withdrawn' })
})
