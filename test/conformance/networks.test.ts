import t, { type Test } from 'tap'
import type { GraphStore, RelationView } from '../../src/graph/port.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { relationsOf, type Answer } from '../../src/graph/answer.ts'
import { entitiesIn, textOf } from '../../src/graph/cells.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { checked } from '../../src/questions/kind.ts'
import { vocabulary } from '../fixture.ts'
import { GRAPHS } from '../networks/graphs.ts'
import { stores } from './stores.ts'
import { body, ELDERS, entity, evidence, PUBLIC, relation, WHOLE, World } from './world.ts'

/** Questions over rings and projections, asked of every store by the table of kinds. */

const ask = (graph: GraphStore, name: string, given: Readonly<Record<string, unknown>>, viewer = PUBLIC): Promise<Answer> => {
  const one = FAMILY.get(name)!
  return one.answer({ graph, vocabulary, viewer }, checked(one, given))
}

const texts = ({ rows, columns }: Answer): string[][] => rows.map((row) => columns.map(({ key }) => textOf(row.cells[key] ?? null)))

/** Every relation that is shown comes with evidence. */
const founded = ({ rows }: Answer): boolean => rows.every((row) => relationsOf(row).every((one: RelationView) => one.evidence.length > 0))

/** Two associations share a person at once and another one after the other, a hall, and a book; a third shares the hall only. */
async function town(world: World): Promise<Record<'one' | 'two' | 'three', string>> {
  const [one, two, three, work] = [body('甲會'), body('乙會'), body('丙會'), entity('Work', '名冊')]
  const [early, late, hall, book] = [entity('Person', '早君'), entity('Person', '晚君'), entity('Place', '會館'), entity('Work', '合著')]
  await world.commit(one, two, three, work, early, late, hall, book)
  const link = async (type: string, from: string, to: string, more: object = {}): Promise<void> => {
    const made = relation(from, to, { relation: type, ...more })
    await world.commit(made, evidence(made.id, work.id))
  }
  await link('WORKS_FOR', early.id, one.id, { start: '2001', end: '2003' })
  await link('WORKS_FOR', early.id, two.id, { start: '2005', end: '2008' })
  await link('WORKS_FOR', late.id, one.id, { start: '2002', end: '2010' })
  await link('WORKS_FOR', late.id, two.id, { start: '2003', end: '2006' })
  await link('USES', one.id, hall.id)
  await link('USES', two.id, hall.id)
  await link('USES', three.id, hall.id)
  await link('AUTHORED', one.id, book.id)
  await link('AUTHORED', two.id, book.id)
  await link('PARTNERS_WITH', one.id, two.id, { start: '1999' })
  return { one: one.id, two: two.id, three: three.id }
}

for (const { name, make } of await stores(t)) {
  const withTown = (sentence: string, run: (t: Test, graph: GraphStore, ids: Awaited<ReturnType<typeof town>>, world: World) => Promise<void>): Promise<unknown> =>
    t.test(`${name}: ${sentence}`, async (t) => {
      const opened = await make()
      try {
        const world = new World(opened)
        await run(t, opened.store, await town(world), world)
      } finally {
        await opened.close()
      }
    })

  await withTown('who shares what with whom, and when', async (t, graph, { one, three }, world) => {
    const answer = await ask(graph, 'interlocks', { of: '甲會' })
    t.same(texts(answer), [
      ['乙會', '4', '2', '1', '0', '1', '早君、晚君、會館、合著', '同時 1、可能同時 2、先後 1'],
      ['丙會', '1', '0', '1', '0', '0', '會館', '可能同時 1'],
    ])
    t.ok(founded(answer) && relationsOf(answer.rows[0]!).length === 8)
    t.same(texts(await ask(graph, 'interlocks', { of: one, by: ['people'] })).map((row) => row.slice(0, 2)), [['乙會', '2']])
    t.same(texts(await ask(graph, 'interlocks', { of: one, by: ['people'], asOf: '2007' })).map((row) => row.slice(0, 2)), [['乙會', '0']].slice(1), 'who had left shares nothing')
    const first = await ask(graph, 'interlocks', { of: one, first: 1 })
    t.match(first, { hasNextPage: true, total: 2 })
    t.same(texts(await ask(graph, 'interlocks', { of: one, first: 1, after: first.endCursor }))[0]![0], '丙會')
    await world.edit(three, { audience: ELDERS })
    t.equal((await ask(graph, 'interlocks', { of: one })).total, 1, 'what is hidden is not counted')
    t.equal((await ask(graph, 'interlocks', { of: one }, WHOLE)).total, 2)
    await t.rejects(ask(graph, 'interlocks', { of: one, by: ['nothing'] }), { code: 'BAD_USER_INPUT', details: { field: 'by' } })
  })

  await withTown('rings: counts, then who is there', async (t, graph) => {
    const counts = await ask(graph, 'rings', { center: '甲會', rings: 2 })
    t.same(texts(counts).map(([ring, by, , count]) => [ring, by, count]), [
      ['1', '合計', '4'], ['1', '種類', '2'], ['1', '種類', '1'], ['1', '種類', '1'], ['1', '關係', '2'], ['1', '關係', '1'], ['1', '關係', '1'],
      ['2', '合計', '1'], ['2', '種類', '1'], ['2', '關係', '1'],
    ])
    const ring = await ask(graph, 'rings', { center: '甲會', ring: 1, kinds: ['Person'] })
    t.same(texts(ring), [['早君', '1'], ['晚君', '1']])
    t.ok(founded(ring) && ring.rows.every((row) => relationsOf(row).length === 1))
    for (const [given, field] of [[{ rings: 5 }, 'rings'], [{ ring: 3 }, 'ring'], [{ type: 'USES' }, 'ring'], [{ ring: 1, type: 'NOTHING' }, 'type'], [{ avoid: ['甲會'] }, 'avoid']] as const) {
      await t.rejects(ask(graph, 'rings', { center: '甲會', ...given }), { code: 'BAD_USER_INPUT', details: { field } }, field)
    }
  })

  await withTown('two sets, one of them a question', async (t, graph) => {
    const people = JSON.stringify({ name: 'rings', arguments: { center: '乙會', ring: 1, kinds: ['Person', 'Organization'] } })
    const answer = await ask(graph, 'overlap', { one: ['早君', '丙會'], other: people })
    t.same(texts(answer), [['早君', '兩組都有'], ['丙會', '只在第一組'], ['甲會', '只在第二組'], ['晚君', '只在第二組']])
    t.same(texts(await ask(graph, 'overlap', { one: '早君、丙會', other: [people] })), texts(answer), 'however they are given')
    t.same(texts(await ask(graph, answer.put.name, answer.put.arguments)), texts(answer), 'and put again')
    await t.rejects(ask(graph, 'overlap', { one: '{', other: '早君' }), { code: 'BAD_USER_INPUT', details: { field: 'one' } })
    await t.rejects(ask(graph, 'overlap', { one: '早君', other: '{"name":"compare"}' }), { code: 'BAD_USER_INPUT', details: { field: 'other' } })
  })

  await withTown('a question at two dates', async (t, graph) => {
    const given = { question: 'rings', arguments: JSON.stringify({ center: '甲會', ring: 1, kinds: ['Person'] }), at: '2001', to: '2009' }
    const answer = await ask(graph, 'compare', given)
    t.same(texts(answer).map(([change, who]) => [change, who]), [['多了', '晚君'], ['少了', '早君']])
    t.ok(founded(answer))
    t.same(texts(await ask(graph, 'compare', { ...given, to: '2002' })).map(([change, who]) => [change, who]), [['多了', '晚君'], ['不變', '早君']])
    for (const [wrong, field] of [[{ question: 'compare' }, 'question'], [{ question: 'overlap' }, 'question'], [{ at: '昨天' }, 'at'], [{ to: 'x' }, 'to'], [{ arguments: 'x' }, 'arguments'], [{ arguments: '[]' }, 'arguments']] as const) {
      await t.rejects(ask(graph, 'compare', { ...given, ...wrong }), { code: 'BAD_USER_INPUT', details: { field } }, field)
    }
  })

  await withTown('timelines of one, of a pair, of a type', async (t, graph) => {
    const one = await ask(graph, 'timeline', { of: '甲會' })
    t.same(texts(one).map((row) => row.slice(1)), [
      ['乙會', '1999', '', '1999-01-01/..', ''],
      ['早君', '2001', '2003', '2001-01-01/2003-12-31', '2001-12-31/2003-01-01'],
      ['晚君', '2002', '2010', '2002-01-01/2010-12-31', '2002-12-31/2010-01-01'],
      ['合著', '', '', '', ''], ['會館', '', '', '', ''],
    ])
    t.ok(founded(one))
    t.same(texts(await ask(graph, 'timeline', { of: '甲會', with: '早君' })).map((row) => row[1]), ['早君'])
    const type = await ask(graph, 'timeline', { type: 'WORKS_FOR' })
    t.same(texts(type), [
      ['2001', '1', '1', '0'], ['2002', '2', '1', '0'], ['2003', '3', '1', '1'], ['2004', '2', '0', '0'], ['2005', '3', '1', '0'],
      ['2006', '3', '0', '1'], ['2007', '2', '0', '0'], ['2008', '2', '0', '1'], ['2009', '1', '0', '0'], ['2010', '1', '0', '1'],
    ])
    for (const [given, field] of [[{}, 'of'], [{ with: '甲會' }, 'of'], [{ with: '甲會', type: 'USES' }, 'of'], [{ of: '甲會', with: '甲會' }, 'with'], [{ type: 'NOTHING' }, 'relations']] as const) {
      await t.rejects(ask(graph, 'timeline', given), { code: 'BAD_USER_INPUT', details: { field } }, field)
    }
  })

  for (const [graphName, { nodes, edges, ...expected }] of Object.entries(GRAPHS)) {
    await t.test(`${name}: ${graphName}`, async (t) => {
      const opened = await make()
      try {
        const world = new World(opened)
        const work = entity('Work', '名冊')
        const bodies = nodes.map((node) => body(node))
        await world.commit(work, ...bodies)
        await world.commit(...edges.flatMap(([one, other]) => {
          const made = relation(bodies[one]!.id, bodies[other]!.id)
          return [made, evidence(made.id, work.id)]
        }))
        const places = new Map(bodies.map(({ id }, place) => [id, place]))
        const brokers = await ask(opened.store, 'brokerage', { first: 200, relations: ['PARTNERS_WITH'] })
        const close = (cell: unknown, value: number | null): boolean => (value === null ? cell === null : Math.abs((cell as number) - value) <= 1e-9)
        t.equal(brokers.total, nodes.length)
        t.same(brokers.rows.filter(({ cells }) => {
          const place = places.get(entitiesIn(cells['entity']!)[0]!.id)!
          return !close(cells['betweenness'], expected.betweenness[place]!) || !close(cells['constraint'], expected.constraint[place]!)
            || !close(cells['effectiveSize'], expected.effectiveSize[place]!) || (cells['articulation'] === '是') !== expected.articulation.includes(place)
        }).map(({ cells }) => cells), [], 'brokerage is as networkx says')
        t.ok(founded(brokers) && brokers.rows.every((row) => relationsOf(row).length > 0))
        const groups = await ask(opened.store, 'communities', { first: 200, relations: ['PARTNERS_WITH'] })
        t.equal(groups.rows.reduce((sum, { cells }) => sum + (cells['members'] as number), 0), nodes.length, 'everybody is in one community')
        t.equal(groups.rows.reduce((sum, { cells }) => sum + (cells['inside'] as number) + (cells['outside'] as number) / 2, 0), edges.length, 'and every tie is inside one or between two')
        const modularity = Number(/[\d.]+/.exec(groups.notes[0]!)![0])
        t.ok(Math.abs(modularity - expected.modularity) <= 0.01 * expected.modularity)
        const center = places.get(entitiesIn(brokers.rows[0]!.cells['entity']!)[0]!.id)!
        const { rings } = await opened.store.rings({ center: bodies[center]!.id, rings: 4, types: ['PARTNERS_WITH'], includeProposed: false }, PUBLIC)
        t.same(rings.map(({ total }) => total), [1, 2, 3, 4].map((distance) => expected.lengths[center]!.filter((one) => one === distance).length), 'rings are of the lengths of shortest paths')
        for (const [other, length] of expected.lengths[center]!.entries()) {
          if (length === null || length < 1 || length > 4) continue
          const { paths } = await opened.store.paths({ from: bodies[center]!.id, to: bodies[other]!.id, maxHops: 4, first: 1, types: ['PARTNERS_WITH'], includeProposed: false }, PUBLIC)
          if (paths[0]?.steps.length !== length) t.fail(`${nodes[center]} to ${nodes[other]}: ${paths[0]?.steps.length}, not ${length}`)
        }
      } catch (error) {
        if (error instanceof ArchiveError) t.comment(error.details)
        throw error
      } finally {
        await opened.close()
      }
    })
  }
}
