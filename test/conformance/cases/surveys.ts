import type { ProjectQuery, RingsQuery } from '../../../src/graph/port.ts'
import { newId } from '../../../src/model/ids.ts'
import { KINDS } from '../../../src/model/records.ts'
import { body, ELDERS, entity, evidence, PUBLIC, relation, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

/** A department that supervises three bodies (one of them twice), a partner of one, a person who works for another. */
async function town(world: World): Promise<Record<'department' | 'one' | 'two' | 'three' | 'partner' | 'person' | 'work', string>> {
  const [department, one, two, three, partner] = [body('甲局'), body('乙會'), body('丙會'), body('丁會'), body('戊社')]
  const [person, work] = [entity('Person', '己君'), entity('Work', '名冊')]
  await world.commit(department, one, two, three, partner, person, work)
  const link = async (type: string, from: string, to: string, more: object = {}): Promise<void> => {
    const made = relation(from, to, { relation: type, ...more })
    await world.commit(made, evidence(made.id, work.id))
  }
  await link('SUPERVISES', department.id, one.id, { start: '2001', end: '2003' })
  await link('SUPERVISES', department.id, two.id)
  await link('FUNDS', department.id, two.id)
  await link('SUPERVISES', department.id, three.id)
  await link('PARTNERS_WITH', partner.id, two.id)
  await link('WORKS_FOR', person.id, three.id)
  return { department: department.id, one: one.id, two: two.id, three: three.id, partner: partner.id, person: person.id, work: work.id }
}

const TYPES = ['SUPERVISES', 'FUNDS', 'PARTNERS_WITH', 'WORKS_FOR']
const around = (center: string, more: Partial<RingsQuery> = {}): RingsQuery => ({ center, rings: 2, types: TYPES, includeProposed: false, ...more })
const all = (more: Partial<ProjectQuery> = {}): ProjectQuery => ({ types: TYPES, includeProposed: false, most: 100, ...more })

export const surveyCases: Cases = {
  'rings: how many of what kind, and by what they are tied; lists in pages': async (t, world) => {
    const { department, two, three, partner, person, one } = await town(world)
    const { rings } = await world.store.rings(around(department), PUBLIC)
    t.same(rings, [
      { ring: 1, total: 3, kinds: { Organization: 3 }, types: { SUPERVISES: 3, FUNDS: 1 } },
      { ring: 2, total: 2, kinds: { Organization: 1, Person: 1 }, types: { PARTNERS_WITH: 1, WORKS_FOR: 1 } },
    ])
    const page = await world.store.rings(around(department, { list: { ring: 1, first: 2 } }), PUBLIC)
    t.match(page, { listed: 3, hasNextPage: true, rows: [{ id: two, relations: 2, entity: { name: '丙會' } }, { id: one, relations: 1 }] })
    const { id, relations } = page.rows[1]!
    t.match(await world.store.rings(around(department, { list: { ring: 1, first: 2, after: { id, relations } } }), PUBLIC), { listed: 3, hasNextPage: false, rows: [{ id: three }] })
    t.match(await world.store.rings(around(department, { list: { ring: 1, first: 5, type: 'FUNDS' } }), PUBLIC), { listed: 1, rows: [{ id: two, relations: 1 }] })
    t.match(await world.store.rings(around(department, { list: { ring: 2, first: 5, kinds: ['Person'] } }), PUBLIC), { listed: 1, rows: [{ id: person }] })
    t.match(await world.store.rings(around(partner, { rings: 3, list: { ring: 3, first: 5 } }), PUBLIC), { listed: 2, rows: [{ id: one }, { id: three }] })
    t.match(await world.store.rings(around(department, { types: [] }), PUBLIC), { rings: [{ total: 0 }, { total: 0, types: {} }], rows: [] })
    for (const nobody of [newId(), three]) {
      await world.edit(three, { audience: ELDERS }).catch(() => {})
      t.match(await world.store.rings(around(nobody), PUBLIC), { rings: [{ ring: 1, total: 0 }, { ring: 2, total: 0 }], listed: 0 })
    }
  },

  'project: every walked relation once, as it points, in the order of its ends': async (t, world) => {
    const { department, one, two, three, partner, person, work } = await town(world)
    const whole = await world.store.project(all(), PUBLIC)
    t.same([...whole.nodes], [department, one, two, three, partner, person].sort())
    t.same([...whole.kinds].map((place) => KINDS[place]).filter((kind) => kind !== 'Organization'), ['Person'])
    const told = (projection: typeof whole): string[][] => [...projection.from].map((from, i) => [projection.nodes.at(from), projection.types[projection.type[i]!]!, projection.nodes.at(projection.to[i]!)])
    t.same(told(whole).sort(), [
      [department, 'SUPERVISES', one], [department, 'FUNDS', two], [department, 'SUPERVISES', two], [department, 'SUPERVISES', three], [partner, 'PARTNERS_WITH', two], [person, 'WORKS_FOR', three],
    ].sort())
    t.same(whole.types, [...TYPES].sort())
    const dated = [...whole.from].findIndex((_, i) => whole.nodes.at(whole.to[i]!) === one)
    t.same([whole.earliest[dated], whole.latest[dated]], [11_323, 12_417], '2001-01-01 and 2003-12-31')
    t.same(told(await world.store.project(all({ among: [two, partner, one, work, newId()] }), PUBLIC)), [[partner, 'PARTNERS_WITH', two]])
    t.same([...(await world.store.project(all({ among: [two, partner, work, newId()] }), PUBLIC)).nodes], [two, partner, work].sort(), 'also those without relations')
    t.same(told(await world.store.project(all({ around: { ids: [partner], hops: 1 } }), PUBLIC)), [[partner, 'PARTNERS_WITH', two]])
    t.equal(told(await world.store.project(all({ around: { ids: [partner], hops: 2 } }), PUBLIC)).length, 3)
    t.equal(told(await world.store.project(all({ around: { ids: [partner], hops: 9 } }), PUBLIC)).length, 6)
    t.equal(told(await world.store.project(all({ kinds: ['Organization'] }), PUBLIC)).length, 5)
    await world.edit(two, { audience: ELDERS })
    t.same([...(await world.store.project(all({ among: [two, partner] }), PUBLIC)).nodes], [partner], 'what is hidden is not there')
    t.equal((await world.store.project(all({ most: 3 }), PUBLIC)).from.length, 3)
    await t.rejects(world.store.project(all({ most: 3 }), WHOLE), { code: 'TOO_EXPENSIVE' })
    await t.rejects(world.store.project(all({ among: [], around: { ids: [], hops: 1 } }), PUBLIC), { code: 'BAD_USER_INPUT', details: { field: 'around' } })
  },

  'steps: the walked relations of pairs, as asked; pairs without are absent': async (t, world) => {
    const { department, one, two, person } = await town(world)
    const steps = await world.store.steps({ types: TYPES, includeProposed: false, pairs: [[two, department], [one, person], [department, one], [one, newId()]] }, PUBLIC)
    t.same([...steps.keys()].sort(), [`${two} ${department}`, `${department} ${one}`].sort())
    t.match(steps.get(`${two} ${department}`), { from: { id: two }, to: { id: department }, relations: { length: 2 } })
    t.match(steps.get(`${department} ${one}`), { relations: [{ type: 'SUPERVISES', start: '2001', evidence: [{ source: { name: '名冊' } }] }] })
    t.equal((await world.store.steps({ types: [], includeProposed: false, pairs: [[two, department]] }, PUBLIC)).size, 0)
  },

  'a survey that nobody waits for any more is given up': async (t, world) => {
    const gone = AbortSignal.abort(new Error('gone'))
    const { department, one } = await town(world)
    await t.rejects(world.store.rings(around(department), PUBLIC, gone), /gone/)
    await t.rejects(world.store.project(all(), PUBLIC, gone), /gone/)
    await t.rejects(world.store.steps({ types: TYPES, includeProposed: false, pairs: [[one, department]] }, PUBLIC, gone), /gone/)
  },
}
