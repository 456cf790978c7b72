import t from 'tap'
import type { GraphStore, RelationView } from '../../src/graph/port.ts'
import { seed } from '../../src/archive/seed.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { parseAsOf } from '../../src/model/dates.ts'
import type { Id } from '../../src/model/ids.ts'
import { amongKind } from '../../src/questions/among.ts'
import { textOf } from '../../src/graph/cells.ts'
import { connectors } from '../../src/questions/connectors.ts'
import { KEYS, mentions, rowsOf, type Mention } from '../archive/shared.ts'
import { vocabulary } from '../fixture.ts'
import { stores } from './stores.ts'

/**
 * What the registers say is what the archive answers: the pairs of the eight bodies that they speak for, and who
 * operates what, both worked out by a plain script from the CSV files (`test/archive/shared.ts` reads them and
 * knows nothing of the importer; here they are only put side by side).
 */
const key = KEYS.forms

/** By body and organization (spelling and legal forms aside): where a register says that they have to do with each other. */
const said = new Map<string, Map<string, Mention[]>>()
for (const mention of mentions()) {
  const listed = said.get(mention.department) ?? new Map<string, Mention[]>()
  said.set(mention.department, listed)
  listed.set(key(mention.name), [...(listed.get(key(mention.name)) ?? []), mention])
}
const BODIES = [...said.keys()].sort()
const PAIRS = BODIES.flatMap((a, i) => BODIES.slice(i + 1).map((b) => [a, b] as const))
const shared = (a: string, b: string): string[] => [...said.get(a)!.keys()].filter((name) => said.get(b)!.has(name))

const ENTRUSTED = 'entrusted-public-asset-operations.csv'
/** A day as one number in which days compare: 108/09/30 is 1080930. */
const plainDay = (written: string): number => written.split('/').reduce((sum, part) => sum * 100 + Number(part), 0)

/** 「operator facility」 of every row whose years hold the day. */
const operatedOn = (day: number): string[] => [...new Set(rowsOf(ENTRUSTED).slice(1).flatMap((cells) => {
  const [from, to] = cells[4]!.split('至').map(plainDay) as [number, number]
  // what a unit entrusts may be written as who entrusts whom with what
  const facility = cells[3]!.includes('經營管理') ? cells[3]!.slice(cells[3]!.indexOf('經營管理') + 4) : cells[3]!
  return from <= day && day <= to ? [`${key(cells[5]!)} ${key(facility)}`] : []
}))].sort()

interface Registers {
  readonly graph: GraphStore
  /** The works that the registers are, without facts and lists of units. */
  readonly works: readonly Id[]
  readonly entrusted: Id
}

async function seeded(graph: GraphStore): Promise<Registers> {
  const reports = await seed({ graph, vocabulary })
  const works = reports.filter(({ dataset }) => !dataset.key.startsWith('facts:')).map(({ dataset }) => dataset.work)
  return { graph, works, entrusted: reports.find(({ dataset }) => dataset.key === 'taipei-entrusted-operations')!.dataset.work }
}

/** Relations of this source that say who operates what at a time. */
async function operations({ graph, entrusted }: Registers, asOf: string): Promise<RelationView[]> {
  const found = new Map<Id, RelationView>()
  for (let after: string | undefined, more = true; more;) {
    const page = await graph.evidenceFrom(entrusted, PUBLIC, { first: 500, ...(after === undefined ? {} : { after }) })
    const ids = page.items.flatMap(({ record }) => (record?.type === 'evidence' ? [record.relation] : []))
    const facilities = [...(await graph.relationsById(ids, PUBLIC)).values()].flatMap(({ type, to }) => (type === 'OPERATES' ? [to.id] : []))
    for (const facility of new Set(facilities)) {
      const { items } = await graph.relations(facility, { types: ['OPERATES'], direction: 'in', asOf: parseAsOf(asOf) }, PUBLIC, { first: 100 })
      for (const relation of items) if (relation.evidence.some(({ source }) => source.id === entrusted)) found.set(relation.id, relation)
    }
    more = page.hasNextPage
    after = page.endCursor
  }
  return [...found.values()]
}

t.test('the registers speak for eight bodies, in 28 pairs', async (t) => {
  t.same([BODIES.length, PAIRS.length], [8, 28])
  t.ok(PAIRS.filter(([a, b]) => shared(a, b).length > 0).length >= 8)
})

for (const { name, make } of await stores(t)) {
  await t.test(`${name} answers as the registers say`, async (t) => {
    const { store, close } = await make()
    t.teardown(close)
    const registers = await seeded(store)
    const asking = { graph: store, vocabulary, viewer: PUBLIC }

    await t.test('every pair, with the rows that say so', async (t) => {
      for (const [a, b] of PAIRS) {
        const answer = await connectors(asking, { a, b, maxHops: 2, first: 200, routes: 20, onlySources: [...registers.works] })
        const names = await store.entities(answer.connectors.map(({ entity }) => entity.id), PUBLIC)
        const keysOf = (id: Id): Set<string> => new Set(names.get(id)!.names.map(({ text }) => key(text)))
        const plain = shared(a, b)
        const met = answer.connectors.map(({ entity }) => plain.filter((one) => keysOf(entity.id).has(one)))
        t.same(met.map(({ length }) => length), met.map(() => 1), `${a} ${b}: nobody the registers do not have`)
        t.same(met.flat().sort(), plain.toSorted(), `${a} ${b}: everybody they have`)
        answer.connectors.forEach(({ routes }, i) => {
          const rows = new Set(routes.flatMap(({ steps }) => steps.flatMap(({ relations }) => relations.flatMap(({ evidence }) => evidence.filter(({ source }) => registers.works.includes(source.id)).map(({ locator }) => locator.row)))))
          t.same([...rows].sort(), [...new Set([a, b].flatMap((body) => said.get(body)!.get(met[i]![0]!)!.map(({ row }) => row)))].sort(), `${a} ${b}: 「${met[i]![0]}」 with its rows`)
        })
      }
    })

    await t.test('all pairs at once', async (t) => {
      const answer = await amongKind.answer(asking, { set: BODIES, by: 'pairs', maxHops: 2, first: 28, onlySources: [...registers.works] })
      const nameOf = new Map((await Promise.all(BODIES.map(async (body) => [(await connectors(asking, { a: body, b: BODIES.find((other) => other !== body)!, first: 1 })).a.name, body] as const))))
      t.same(
        answer.rows.map(({ cells }) => `${[cells['a']!, cells['b']!].map((cell) => nameOf.get(textOf(cell))).sort().join(' ')} ${cells['connectors']}`).sort(),
        PAIRS.map(([a, b]) => `${a} ${b} ${shared(a, b).length}`).sort(),
      )
    })

    await t.test('who operates what, at three dates', async (t) => {
      for (const [asOf, day] of [['2010-06-15', 990615], ['2021-07-01', 1100701], ['2025-12-31', 1141231]] as const) {
        const plain = operatedOn(day)
        const found = (await operations(registers, asOf)).map(({ from, to, recorded }) => `${key((recorded?.from ?? from).name)} ${key((recorded?.to ?? to).name)}`)
        t.same([...new Set(found)].sort(), plain, asOf)
        t.ok(plain.length > 1, `${plain.length} facilities`)
      }
    })
  })
}
