import fc from 'fast-check'
import t from 'tap'
import { mergePreview, unmergePreview } from '../../../src/archive/merge/preview.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import type { RelationView } from '../../../src/graph/port.ts'
import { WHOLE } from '../../../src/model/audience.ts'
import type { Id } from '../../../src/model/ids.ts'
import { often } from '../../fixture.ts'
import { all, body, entity, evidence, relation, World } from '../../conformance/world.ts'
import { stores } from '../../conformance/stores.ts'
import { town } from '../contribute/town.ts'

const RUNS: Readonly<Record<string, number>> = { sqlite: often(25, 200), neo4j: often(2, 10) }
const BODIES = 5
const place = fc.integer({ min: 0, max: BODIES - 1 })
const tie = fc.record({ from: place, to: place, relation: fc.constantFrom('PARTNERS_WITH', 'FUNDS'), start: fc.constantFrom(undefined, '1990', '2001'), state: fc.constantFrom('published' as const, 'proposed' as const), standing: fc.constantFrom('normal' as const, 'deprecated' as const) })
  .filter(({ from, to }) => from !== to)
const merges = fc.array(fc.record({ from: place, into: place }).filter(({ from, into }) => from !== into), { maxLength: 5 })

for (const { name, make } of await stores(t)) {
  await t.test(`${name}: what a preview counts is what a merge brings together, and what parting takes away`, async (t) => {
    const there = await make()
    t.teardown(() => there.close())
    const world = new World(there)
    const { ports } = await town(t, world.store)
    const work = entity('Work', '名冊')
    await world.commit(work)
    const seen = async (id: Id): Promise<RelationView[]> => all((page) => world.store.relations(id, { includeProposed: true, includeDeprecated: true }, WHOLE, page), 50)
    const survivorOf = async (id: Id): Promise<Id> => (await world.store.entities([id], WHOLE)).get(id)!.id
    await fc.assert(fc.asyncProperty(fc.array(tie, { maxLength: 12 }), merges, async (ties, merged) => {
      const bodies = Array.from({ length: BODIES }, (_, i) => body(`${i}會`))
      const relations = ties.map(({ from, to, start, ...more }) => relation(bodies[from]!.id, bodies[to]!.id, { ...more, ...(start === undefined ? {} : { start }), ...(more.standing === 'deprecated' ? { standingReason: '誤' } : {}) }))
      await world.commit(...bodies, ...relations, ...relations.map(({ id, state }) => evidence(id, work.id, { state })))
      for (const { from, into } of merged) {
        const [one, other] = [await survivorOf(bodies[from]!.id), bodies[into]!.id]
        const survivor = await survivorOf(other)
        if (one === survivor) continue
        const [ours, before] = [await seen(one), (await seen(survivor)).length]
        const preview = await mergePreview(ports, MAINTENANCE, one, other)
        const [moves, aside] = [preview.moves.count, preview.aside.count]
        await world.merge(one, other)
        const now = await seen(survivor)
        const recorded = new Set(ours.map(({ id }) => id))
        const keyOf = ({ type, from, to, start, end }: RelationView): string => JSON.stringify([type, from.id, to.id, start, end])
        const theirs = new Set(now.filter(({ id }) => !recorded.has(id)).map(keyOf))
        if (now.length !== before - aside + moves) throw new Error(`${now.length} relations are together, of ${before} and ${moves}, less ${aside}`)
        const meets = now.filter((one) => recorded.has(one.id) && theirs.has(keyOf(one))).length
        if (preview.meets.count !== meets) throw new Error(`${meets} meet, and ${preview.meets.count} were said to`)
      }
      for (const { id } of bodies) {
        if ((await world.head(id))!.mergedInto === undefined) continue
        const { relations: said, exact } = await unmergePreview(ports, MAINTENANCE, id)
        const survivor = await survivorOf(id)
        await world.unmerge(id)
        const gone = (await seen(id)).length
        if (!exact || gone !== said) throw new Error(`${gone} relations went, and ${said} were said to, from ${survivor}`)
      }
    }), { numRuns: RUNS[name]! })
  })
}
