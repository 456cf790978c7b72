import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { amongKind } from '../../src/questions/among.ts'
import type { Answer, Cell } from '../../src/graph/answer.ts'
import { textOf } from '../../src/graph/cells.ts'
import { connectors } from '../../src/questions/connectors.ts'
import { emptyStore, Scribe, vocabulary } from '../fixture.ts'
import { bureaus } from './walks.ts'

const cells = (answer: Answer): string[][] => answer.rows.map((row) => answer.columns.map(({ key }) => textOf(row.cells[key] as Cell)))

t.test('the connectors of a set, with the routes of the pair that each connects best', async (t) => {
  const graph = await emptyStore(t)
  await bureaus(graph)
  const asking = { graph, vocabulary, viewer: PUBLIC }
  const answer = await amongKind.answer(asking, { set: ['社會局', '文化局', '教育局'] })
  // 甲會 is one step from 社會局 and from 文化局, and three from 教育局 without either
  t.same(cells(answer).slice(0, 3), [['乙會', '3', '6'], ['甲會', '3', '10'], ['丁會', '1', '3']])
  t.same(cells(answer).slice(3).sort(), [['文化局', '1', '4'], ['社會局', '1', '4']])
  t.equal(answer.total, 5)
  t.equal(answer.text, '「社會局」、「文化局」、「教育局」之間共 3 對，其中 3 對有組織連結；連結者共 5 個。')
  const way = (row: number): string[] => answer.rows[row]!.routes!.map(({ steps, concurrence }) => `${[steps[0]!.from, ...steps.map(({ to }) => to)].map(({ name }) => name).join('─')} ${concurrence}`)
  t.same(way(0), ['社會局─乙會─文化局 concurrent'])
  t.same(way(1), ['社會局─甲會─文化局 sequential'])
  t.same(answer.notes, [])
  t.equal(answer.hasNextPage, false)
})

t.test('the pairs of a set, each as it is when asked about alone', async (t) => {
  const graph = await emptyStore(t)
  const ids = await bureaus(graph)
  const asking = { graph, vocabulary, viewer: PUBLIC }
  for (const more of [{}, { onlySources: ['名冊'] }, { withoutSources: ['名冊'] }, { avoid: ['乙會'] }, { includeDeprecated: true }, { maxHops: 2 }, { kinds: ['Person' as const] }]) {
    const answer = await amongKind.answer(asking, { set: ['社會局', '文化局', '教育局'], by: 'pairs', ...more })
    t.equal(answer.rows.length, 3)
    for (const { cells: row, routes } of answer.rows) {
      const { total, nearest, connectors: rows } = await connectors(asking, { a: textOf(row['a']!), b: textOf(row['b']!), ...more })
      t.same([row['connectors'], row['nearest']], [total, nearest ?? null], JSON.stringify(more))
      t.same(routes ?? [], rows[0]?.routes ?? [], 'with the routes of its best connector')
    }
    const totals = answer.rows.map(({ cells: row }) => row['connectors'] as number)
    t.same(totals, totals.toSorted((x, y) => y - x))
  }
  const put = (await amongKind.answer(asking, { set: ['社會局', '文化局'], by: 'pairs', onlySources: ['名冊'] })).put
  t.same(put, { name: 'among', arguments: { set: [ids.社會局, ids.文化局], by: 'pairs', onlySources: [ids.名冊] } })
})

t.test('what is left out is said', async (t) => {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const members = Array.from({ length: 8 }, (_, i) => scribe.entity('Organization', `第${i + 1}局`))
  const hub = scribe.entity('Organization', '總會')
  for (const member of members) scribe.relate('REGISTERED_WITH', hub, member)
  await scribe.commit()
  const asking = { graph, vocabulary, viewer: PUBLIC }
  const answer = await amongKind.answer(asking, { set: members, by: 'pairs', first: 25 })
  t.match(answer, { total: 28, hasNextPage: true, notes: ['只有前 20 列附上路徑。'] })
  t.same(answer.rows.map(({ routes }) => routes?.length ?? 0), Array.from({ length: 25 }, (_, i) => Number(i < 20)))
})

t.test('sets and detours that make no sense are refused', async (t) => {
  const graph = await emptyStore(t)
  await bureaus(graph)
  const asking = { graph, vocabulary, viewer: PUBLIC }
  await t.rejects(amongKind.answer(asking, { set: ['社會局', '社會局'] }), { code: 'BAD_USER_INPUT', details: { field: 'set' } })
  await t.rejects(amongKind.answer(asking, { set: ['社會局', '文化局'], avoid: ['文化局'] }), { code: 'BAD_USER_INPUT', details: { field: 'avoid' } })
  await t.rejects(amongKind.answer(asking, { set: ['社會局', '文化局'], maxHops: 5 }), { code: 'BAD_USER_INPUT', details: { field: 'maxHops' } })
  await t.rejects(amongKind.answer(asking, { set: ['社會局', '沒有的局'] }), { code: 'NOT_FOUND' })
  t.equal((await amongKind.answer(asking, { set: ['社會局', '文化局'], relations: ['CITES'] })).text, '「社會局」、「文化局」之間，沒有找到連結其中任何一對的組織。')
})
