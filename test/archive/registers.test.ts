import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { connectors, type ConnectorsAnswer } from '../../src/questions/connectors.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { nameKey, normaliseSpaces } from '../../src/model/names.ts'
import type { EntityRecord } from '../../src/model/records.ts'
import { loadMapping } from '../../src/archive/mapping.ts'
import { seed } from '../../src/archive/seed.ts'
import { emptyStore, vocabulary } from '../fixture.ts'
import { everything, partition } from './partition.ts'
import { KEYS, rowsOf } from './shared.ts'

/**
 * The seed as a whole, once: the ten registers, the units and the facts in one archive. What must be
 * found there was found by reading (`shared.ts`, `shared-organizations.csv`, `joins.csv`).
 */
const graph = await emptyStore(t)
const asking = { graph, vocabulary, viewer: PUBLIC }
const table = (name: string): Record<string, string>[] => parse(readFileSync(new URL(name, import.meta.url)), { bom: true, columns: true })
const reports = await seed({ graph, vocabulary })
const SHARED = table('shared-organizations.csv')

t.test('every row goes in, or says why not', async (t) => {
  for (const { dataset, rejected, rows, entities, unknownUnits, kept, left } of reports) {
    t.equal(rejected.count, 0, `${dataset.key}: ${JSON.stringify(rejected.list[0])}`)
    t.equal(rows.passedOver, 0)
    t.ok(rows.read > 0 && entities.new > 0)
    t.same(unknownUnits, [], `${dataset.key}: the lists have every unit`)
    t.equal(kept.count + left.count, 0)
  }
  const associations = reports.find(({ dataset }) => dataset.key === 'taipei-civic-associations')!
  t.same(associations.rows, { read: 4094, passedOver: 0 })
  t.same(associations.repeats.list, [{ row: 39, first: 38 }, { row: 1312, first: 1311 }], 'two associations stand there twice')
  t.equal(associations.relations.new, 4092)
  t.equal(associations.warnings.count, 94)
  t.ok(associations.warnings.list.some(({ cell }) => cell === '北市社商字第0167號'))
})

t.test('again adds nothing', async (t) => {
  const before = await graph.sequence()
  for (const report of await seed({ graph, vocabulary })) {
    t.equal(report.batch, undefined, report.dataset.key)
    t.equal(report.entities.new + report.entities.changed + report.relations.new + report.relations.changed, 0)
  }
  t.equal(await graph.sequence(), before)
})

t.test('what cannot be read as a date is kept as written', async (t) => {
  const found = await graph.find({ keys: ['台北市蔬菜商业同业公会'] }, PUBLIC)
  t.equal(found.items[0]?.fields.note, '成立日期：北市社商字第0167號')
  t.equal(found.items[0]?.fields.foundedOn, undefined)
})

/** All connectors of two departments, page by page. */
async function all(a: string, b: string, maxHops?: number): Promise<ConnectorsAnswer['connectors'][number][]> {
  const rows: ConnectorsAnswer['connectors'][number][] = []
  for (let after: string | null = null; ;) {
    const answer: ConnectorsAnswer = await connectors(asking, { a, b, first: 100, after, routes: 20, ...(maxHops === undefined ? {} : { maxHops }) })
    rows.push(...answer.connectors)
    if (!answer.pageInfo.hasNextPage || rows.at(-1)!.distance > 2) return rows
    after = answer.pageInfo.endCursor
  }
}

/** The register that each dataset is, and the department its rows do not name. */
const registers = new Map(await Promise.all(reports.filter(({ dataset }) => !dataset.key.startsWith('facts:')).map(async ({ dataset }) => {
  const path = new URL(`../../seed/registers/${dataset.key}.yaml`, import.meta.url)
  const mapping = await loadMapping(path.pathname, vocabulary)
  const department = Object.values(mapping.entities).find(({ unit, name }) => unit !== undefined && name.text !== undefined)?.name.text
  return [dataset.work, { file: mapping.table.file!.replace('data/', ''), department }] as const
})))

t.test('connectors of two departments: all that a careful reader finds, each with rows that say so', async (t) => {
  t.ok(new Set(SHARED.map(({ 名稱甲 }) => KEYS.forms(名稱甲!))).size >= 36)
  const pairs = new Set(SHARED.map(({ 單位甲, 單位乙 }) => `${單位甲} ${單位乙}`))
  let citations = 0
  for (const pair of pairs) {
    const [a, b] = pair.split(' ') as [string, string]
    const rows = await all(a, b)
    const near = rows.filter(({ distance }) => distance === 2)
    for (const row of SHARED.filter(({ 單位甲, 單位乙 }) => 單位甲 === a && 單位乙 === b)) {
      const names = new Set(await Promise.all(near.map(async ({ entity }) => (await graph.entities([entity.id], PUBLIC)).get(entity.id)!)).then((views) => views.filter(({ names }) => names.some(({ text }) => text === row.名稱甲)).map(({ names }) => names.map(({ text }) => text).join())))
      t.equal(names.size, 1, `${pair}: 「${row.名稱甲}」`)
      t.ok([...names][0]?.split(',').includes(row.名稱乙!), `「${row.名稱乙}」 is the same`)
    }
    for (const { routes } of rows) for (const { steps } of routes) for (const { relations } of steps) for (const relation of relations) {
      for (const { source, locator, quote } of relation.evidence) {
        const register = registers.get(source.id)
        if (register === undefined) continue
        citations++
        const row = rowsOf(register.file)[locator.row! - 1]!.map(normaliseSpaces).join('|')
        const { from, to } = relation.recorded ?? relation
        const there = [from, to].map(({ name }) => row.includes(normaliseSpaces(name)))
        if (!there.some(Boolean) || [from, to].some(({ name }, i) => !there[i] && name !== register.department) || quote === undefined) {
          t.fail(`${register.file} ${locator.row} does not say 「${from.name}」 ${relation.type} 「${to.name}」: ${row}`)
        }
      }
    }
  }
  t.ok(citations > 200, `${citations} citations were looked up`)
})

t.test('no two different organizations were joined', async (t) => {
  const heads = new Map((await everything(graph, 'entity')).map((head) => [head.id, head]))
  const names = (id: string): string => (heads.get(id)!.record as EntityRecord).names[0]!.text
  const joins = [...heads.values()].filter(({ mergedInto }) => mergedInto !== undefined).map(({ id, mergedInto }) => [names(id), names(mergedInto!)].sort().join(' = '))
  const read = new Set(table('joins.csv').map(({ 甲, 乙 }) => [甲, 乙].sort().join(' = ')))
  for (const join of joins) {
    const [a, b] = join.split(' = ') as [string, string]
    if (a !== b) t.ok(read.has(join), `joined, and not among those that were read: ${join}`)
  }
  t.ok(joins.length > 100)
  t.same((await partition(graph)).filter(({ length }) => length > 12), [], 'no name gathers a crowd')
})

t.test('departments: one each, by short and full name, from the book, the lists and the registers', async (t) => {
  const known: [string, string][] = [['社會局', '臺北市政府社會局'], ['客委會', '臺北市政府客家事務委員會'], ['環保局', '臺北市政府環境保護局'], ['市場處', '臺北市市場處'], ['台北市教育局', '臺北市政府教育局'], ['北美館', '臺北市立美術館']]
  for (const [short, full] of known) {
    const views = (await graph.find({ keys: [nameKey(short)] }, PUBLIC)).items
    t.equal(views.length, 1, short)
    t.equal(views[0]?.name, full)
  }
  const section = (await graph.find({ identifiers: [{ scheme: 'row', value: 'taipei-units/Organization/臺北市政府教育局終身教育科' }] }, PUBLIC)).items[0]!
  const above = (await graph.relations(section.id, { types: ['PART_OF'], direction: 'out' }, PUBLIC)).items
  t.same(above.map(({ to }) => to.name), ['臺北市政府教育局'])
  t.ok(section.names.some(({ text, sort }) => text === '終身教育科' && sort === 'short'))
})
