import { deepStrictEqual } from 'node:assert/strict'
import t from 'tap'
import type { EntityRef, EntityView, GraphStore } from '../../src/graph/port.ts'
import type { Viewer } from '../../src/model/audience.ts'
import { parseSpan } from '../../src/model/dates.ts'
import type { Answer, AnswerRow, Cell } from '../../src/graph/answer.ts'
import { countsKind } from '../../src/questions/counts.ts'
import { often } from '../fixture.ts'
import { library, random, viewer as someViewer, vocabulary, type Random } from '../generate/index.ts'
import { isWalked, Oracle, plainCounts, sightOf, type PlainCount } from '../oracle/index.ts'
import { stores } from './stores.ts'
import { all } from './world.ts'

/**
 * Random cities, readers and counts: every store counts what one finds by looking at each entity that this reader
 * sees, one by one, with the rules of docs/questions.md: numbers, order, examples; each example with a relation that
 * lets it be counted, and evidence.
 */
const CITIES: Readonly<Record<string, number>> = { sqlite: often(3, 12), neo4j: often(2, 3) }
const QUESTIONS = 50
const DIMENSIONS = ['kind', 'type', 'department', 'year', 'district']
/** Intervals, and the years they mean. */
const FOUNDED: readonly (readonly [string, number, number])[] = [['2010/..', 2010, Infinity], ['民國99年', 2010, 2010], ['2008/2010', 2008, 2010], ['../2009', -Infinity, 2009]]

const backends = await stores(t)

for (let seed = 1; seed <= Math.max(...backends.map(({ name }) => CITIES[name]!)); seed++) {
  await t.test(`city ${seed}`, async (t) => {
    const oracle = new Oracle(vocabulary)
    const changesets = library(seed, 20 + seed * 4)
    for (const changeset of changesets) await oracle.commit(changeset)
    const asked: Asked[] = []
    for (let i = 0; i < QUESTIONS; i++) asked.push(await question(random(seed * 1_000 + i), oracle))
    t.ok(asked.filter(({ rows }) => rows.length > 1).length > QUESTIONS / 5, 'there is something to count')
    for (const { name, make } of backends.filter(({ name }) => seed <= CITIES[name]!)) {
      const { store, close } = await make()
      try {
        for (const changeset of changesets) await store.commit(changeset)
        for (const put of asked) await t.resolves(compare(store, put), `${name}: ${JSON.stringify(put.given)}`)
      } finally {
        await close()
      }
    }
  })
}

interface Asked {
  readonly given: Parameters<typeof countsKind.answer>[1]
  readonly viewer: Viewer
  readonly total: number
  readonly possible: number
  readonly rows: readonly PlainCount[]
}

async function question(chance: Random, oracle: Oracle): Promise<Asked> {
  const viewer = someViewer(chance)
  const seen = [...sightOf(oracle.archive, viewer).relations.values()]
  const sources = seen.flatMap(({ grounds }) => grounds)
  const filter = {
    includeProposed: chance.chance(0.5), includeDeprecated: chance.chance(0.3),
    ...(sources.length > 0 && chance.chance(0.3) ? { [chance.pick(['onlySources', 'withoutSources'])]: [chance.pick(sources)] } : {}),
  }
  const asOf = chance.chance(0.2) ? '2005/2015' : undefined
  const entities: readonly EntityView[] = await all((page) => oracle.find({ includeProposed: filter.includeProposed }, viewer, page), 1_000)
  const ties = seen
    .filter(({ edge, grounds }) => isWalked({ ...edge, grounds }, { ...filter, types: [edge.type], ...(asOf && { asOf: parseSpan(asOf) }) }))
    .map(({ edge }) => ({ ...edge, id: edge.relation }))
  const by = chance.chance(0.2) ? [] : [chance.pick(DIMENSIONS), ...(chance.chance(0.5) ? [chance.pick(DIMENSIONS)] : [])]
  if (by[0] === by[1]) by.pop()
  const ends = ties.filter(({ type }) => ['REGISTERED_WITH', 'LISTED_BY', 'CITES', 'AUTHORED'].includes(type))
  const tie = ends.length > 0 && chance.chance(0.6) ? chance.pick(ends) : undefined
  const [interval, from, to] = chance.pick(FOUNDED)
  const narrowed = {
    ...(chance.chance(0.5) ? { kinds: chance.pick([['Organization'], ['Organization', 'Work'], ['Person']] as const) } : {}),
    ...(tie !== undefined && chance.chance(0.7) ? { of: tie.to } : {}),
    ...(tie !== undefined && chance.chance(0.6) ? { relations: chance.pick([[tie.type], [tie.type, 'MENTIONS', 'SUPERVISES', 'EDITED']]) } : {}),
    ...(chance.chance(0.3) ? { direction: chance.pick(['in', 'out'] as const) } : {}),
    ...(chance.chance(0.15) ? { name: chance.pick(['協會', '局', '臺北', '台北市文化', '松山']) } : {}),
  }
  const founded = chance.chance(0.4)
  const expected = plainCounts(entities, ties, { ...narrowed, by, ...(founded ? { founded: { from, to } } : {}) })
  const [one, other] = by
  const given = { ...filter, ...narrowed, ...(asOf && { asOf }), ...(founded && { founded: interval }), ...(one && { by: one }), ...(other && { and: other }), first: 200 }
  return { given: { ...given, kinds: narrowed.kinds && [...narrowed.kinds] }, viewer, ...expected }
}

async function compare(graph: GraphStore, { given, viewer, total, possible, rows }: Asked): Promise<void> {
  const put = (more: object): Promise<Answer> => countsKind.answer({ graph, vocabulary, viewer }, { ...given, ...more })
  const answer = await put({})
  const dimensions = [given.by, given.and].filter((name) => name !== undefined)
  const plain = (row: AnswerRow): PlainCount => ({
    keys: dimensions.map((name) => keyOf(name!, row.cells[name!]!)),
    count: Number(row.cells['count']), possible: Number(row.cells['possible']), examples: (row.cells['examples'] as EntityRef[]).map(({ id }) => id),
  })
  deepStrictEqual(answer.rows.map(plain), rows.slice(0, 200).map(({ keys, ...row }) => ({ keys: keys.map((key, i) => wordOf(dimensions[i]!, key)), ...row })))
  deepStrictEqual(answer.total, rows.length)
  deepStrictEqual(answer.text.match(/\d+/g)!.map(Number), possible === 0 ? [total] : [total - possible, possible])
  for (const { cells, relations } of answer.rows) {
    const ids = new Set((cells['examples'] as EntityRef[]).map(({ id }) => id))
    for (const { from, to, type, evidence, keptBy } of relations!) {
      if (!ids.has(from.id) && !ids.has(to.id)) throw new Error('a relation of no example')
      if (evidence.length === 0 && keptBy.length === 0) throw new Error('a relation without evidence')
      if (given.of !== undefined && !dimensions.includes('department') && from.id !== given.of && to.id !== given.of) throw new Error('a relation with another')
      if (dimensions.includes('type') && cells['type'] !== null && vocabulary.relations.get(type)!.forward['zh-Hant'] !== cells['type']) throw new Error('a relation of another type')
    }
    if (given.of !== undefined && relations!.length < ids.size) throw new Error('an example without its relation')
  }
  const paged: AnswerRow[] = []
  for (let after: string | undefined; paged.length < 60;) {
    const page = await put({ first: 20, after })
    paged.push(...page.rows)
    if (!page.hasNextPage) break
    after = page.endCursor!
  }
  deepStrictEqual(paged.map(plain), answer.rows.slice(0, paged.length).map(plain))
}

function keyOf(name: string, cell: Cell): string | null {
  if (cell === null) return null
  return name === 'department' ? (cell as EntityRef).id : String(cell).replace(/^約 /, '')
}

function wordOf(name: string, key: string | null): string | null {
  if (key === null || !['kind', 'type'].includes(name)) return key
  return name === 'kind' ? vocabulary.kinds.get(key as EntityRef['kind'])!['zh-Hant'] : vocabulary.relations.get(key)!.forward['zh-Hant']
}
