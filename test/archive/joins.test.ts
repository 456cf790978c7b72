import fc from 'fast-check'
import t from 'tap'
import { importTable } from '../../src/archive/import.ts'
import { loadMapping } from '../../src/archive/mapping.ts'
import { tableOf } from '../../src/archive/seed.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import type { EntityRecord } from '../../src/model/records.ts'
import { emptyStore, often, vocabulary } from '../fixture.ts'
import { desk, named, type Desk } from './desk.ts'
import { everything, partition } from './partition.ts'

const REGISTERS = ['taipei-agencies', 'taipei-units', 'taipei-civic-associations', 'taipei-entrusted-operations', 'taipei-performing-arts-groups', 'taipei-labor-unions',
  'taipei-hakka-organizations', 'taipei-disability-employment', 'taipei-elderly-welfare', 'taipei-telepsychology', 'taipei-arts-venues', 'taipei-senior-learning-centres']

const shuffled = <T>(list: readonly T[], seed: number): T[] => {
  let state = seed
  const next = (): number => (state = (state * 48271) % 2147483647)
  return list.map((item) => [next(), item] as const).sort((a, b) => a[0] - b[0]).map(([, item]) => item)
}

t.test('the ten registers and the lists of units, in any order: the same bodies are one', async (t) => {
  const partitions: string[][][] = []
  const seeds = [20260101, 7919, 3].slice(0, often(1, 3))
  for (const order of [REGISTERS, [...REGISTERS].reverse(), ...seeds.map((seed) => shuffled(REGISTERS, seed))]) {
    const graph = await emptyStore(t)
    for (const name of order) {
      const path = new URL(`../../seed/registers/${name}.yaml`, import.meta.url).pathname
      const mapping = await loadMapping(path, vocabulary)
      await importTable({ graph, vocabulary }, { mapping, file: tableOf(path, mapping) })
    }
    partitions.push(await partition(graph))
  }
  t.ok(partitions[0]!.length > 90)
  for (const other of partitions) t.same(other, partitions[0])
})

const row = fc.record({
  名稱: fc.tuple(fc.constantFrom('', '', '社團法人', '財團法人'), fc.constantFrom('甲山協會', '乙水學會', '文化局')).map((parts) => parts.join('')),
  區: fc.constantFrom('', '', '臺北市', '高雄市'), 統編: fc.constantFrom('', '', '', '11', '22'),
})

t.test('small registers full of trouble, in any order: the same', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 }), fc.nat({ max: 1e6 }), async (registers, seed) => {
    const results = await Promise.all([0, 1].map(async (turn) => {
      const d = await desk(t)
      const list = registers.map((rows, i) => ({ rows, key: `register-${i}` }))
      for (const { rows, key } of turn === 0 ? list : shuffled(list, seed + 1)) await d.run(turn === 0 ? rows : shuffledRows(rows, seed), { text: named(key) })
      return partition(d.graph)
    }))
    t.same(results[0], results[1])
  }), { numRuns: often(15, 60) })
})

/** Rows of one name must keep their order: the first one rules. */
function shuffledRows<T extends { 名稱: string }>(rows: readonly T[], seed: number): T[] {
  const groups = new Map<string, T[]>()
  for (const one of rows) groups.set(one.名稱, [...(groups.get(one.名稱) ?? []), one])
  return shuffled([...groups.values()], seed + 3).flat()
}

const name = async ({ graph }: Desk, id: string): Promise<string> => ((await everything(graph, 'entity')).find((head) => head.id === id)!.record as EntityRecord).names[0]!.text

t.test('a row that makes a join ambiguous withdraws it in the same changeset', async (t) => {
  const d = await desk(t)
  await d.run([{ 名稱: '兆陽協會' }], { text: named('one') })
  const joined = await d.run([{ 名稱: '社團法人兆陽協會' }], { text: named('two') })
  t.match(joined.joined.list, [{ name: '社團法人兆陽協會', intoName: '兆陽協會', rule: 'import:same-name' }])
  const parted = await d.run([{ 名稱: '財團法人兆陽協會' }, { 名稱: '丙木協會' }], { text: named('three') })
  t.match(parted.parted.list, [{ name: '社團法人兆陽協會' }])
  t.equal(parted.doubts.list[0]!.members.length, 3)
  t.same((await partition(d.graph)).map((group) => group.length), [3], 'only the department is still one')
  const changesets = []
  for await (const changeset of d.graph.replay()) changesets.push(changeset)
  const making = changesets.find(({ operations }) => operations.some(({ op }) => op === 'unmerge'))!
  t.ok(making.operations.some(({ op, payload }) => op === 'put' && payload?.includes('財團法人兆陽協會')))
})

t.test('joins made by a person stay', async (t) => {
  const d = await desk(t)
  await d.run([{ 名稱: '兆陽協會' }], { text: named('one') })
  const [bare] = (await d.graph.find({ keys: ['兆阳协会'] }, PUBLIC)).items
  await d.run([{ 名稱: '兆陽學會' }], { text: named('two') })
  const [other] = (await d.graph.find({ keys: ['兆阳学会'] }, PUBLIC)).items
  await d.graph.commit({ id: newId(), actor: 'person', reason: '同一團體，後來改名', origin: 'cli', operations: [{ op: 'merge', id: bare!.id, into: other!.id, base: bare!.version }] })
  const third = await d.run([{ 名稱: '社團法人兆陽協會' }], { text: named('three') })
  t.equal(third.joined.list[0]!.into, bare!.id, 'who is joined with it follows')
  const fourth = await d.run([{ 名稱: '財團法人兆陽協會' }], { text: named('four') })
  t.equal(fourth.parted.count, 1)
  const heads = new Map((await everything(d.graph, 'entity')).map((head) => [head.id, head]))
  t.equal(heads.get(bare!.id)!.mergedInto, other!.id)
  t.equal(await name(d, other!.id), '兆陽學會')
})

t.test('文化局 is that of its own city, unknown units are listed', async (t) => {
  const d = await desk(t)
  const city = (key: string, government: string): string => named(key).replaceAll('某市政府', government).replace('社會局', '文化局')
  await d.run([{ 名稱: '甲山協會', 區: '臺北市' }], { text: city('one', '臺北市政府') })
  const second = await d.run([{ 名稱: '甲山協會', 區: '高雄市' }], { text: city('two', '高雄市政府') })
  t.same(second.unknownUnits, ['文化局'])
  t.same(await partition(d.graph), [])
  const third = await d.run([{ 名稱: '乙水協會' }], { text: city('three', '台北市政府') })
  t.same(third.unknownUnits, [], 'known by now')
  t.same(await partition(d.graph), [['one/Organization/文化局', 'three/Organization/文化局']])
})

t.test('what is hidden neither joins nor parts what is public', async (t) => {
  const d = await desk(t)
  const audience = { mode: 'all' as const, protocols: ['elders'] }
  await d.run([{ 名稱: '社團法人兆陽協會' }], { text: named('one') })
  await d.run([{ 名稱: '財團法人兆陽協會' }, { 名稱: '乙水協會' }], { text: named('hidden'), audience })
  const report = await d.run([{ 名稱: '兆陽協會' }, { 名稱: '乙水協會' }], { text: named('two') })
  t.same(report.joined.list.map((join) => join.intoName).sort(), ['社團法人兆陽協會', '社會局'])
  t.equal(report.doubts.count, 0, 'nor is it told of')
  const late = await d.run([{ 名稱: '乙水協會' }], { text: named('late'), audience })
  t.ok(late.joined.list.some((join) => join.name === '乙水協會'), 'the hidden one may join what its readers can read')
})
