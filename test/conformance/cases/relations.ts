import { newId } from '../../../src/model/ids.ts'
import { parseAsOf, UNKNOWN_BOUNDS } from '../../../src/model/dates.ts'
import { all, entity, evidence, PUBLIC, relation, small, WHOLE } from '../world.ts'
import type { Cases } from './cases.ts'

export const relationCases: Cases = {
  'a relation comes with both ends, its dates, and each piece of evidence with its source': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const link = relation(a, c, { start: '2001-05', end: '..', qualifiers: { note: '館舍' }, standing: 'preferred' })
    const pieces = [
      evidence(link.id, work, { locator: { page: '12', row: 3 }, quote: '甲與丙', method: 'extractor', confidence: 0.5, attested: '2003' }),
      evidence(link.id, work, { stance: 'disputes' }),
    ]
    await world.commit(link, ...pieces.toReversed())
    const { items: [first, view] } = await world.store.relations(a, {}, PUBLIC)
    t.match(first, { from: { id: a, name: '甲局', kind: 'Organization' }, to: { id: b, name: '乙會' }, bounds: UNKNOWN_BOUNDS, disputed: false })
    t.notOk('start' in first!)
    t.same(view, {
      id: link.id, version: 1, type: 'PARTNERS_WITH', state: 'published',
      from: { id: a, name: '甲局', kind: 'Organization' }, to: { id: c, name: '丙社', kind: 'Organization' },
      start: '2001-05', end: '..', bounds: { startEarliest: 11443, startLatest: 11473, endEarliest: 2147483647, endLatest: 2147483647 },
      qualifiers: { note: '館舍' }, standing: 'preferred', disputed: true,
      evidence: [
        { id: pieces[0]!.id, source: { id: work, name: '名冊', kind: 'Work' }, locator: { page: '12', row: 3 }, quote: '甲與丙', stance: 'supports', method: 'extractor', confidence: 0.5, attested: '2003', unchecked: false, state: 'published' },
        { id: pieces[1]!.id, source: { id: work, name: '名冊', kind: 'Work' }, locator: {}, stance: 'disputes', method: 'hand', unchecked: false, state: 'published' },
      ],
      keptBy: [],
    })
  },

  'published first, then by id; page by page; by type, direction, date and standing': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const make = (...[from, to, more]: Parameters<typeof relation>): ReturnType<typeof relation> => relation(from, to, more)
    const links = [
      make(a, c, { state: 'proposed' }), make(c, a, { relation: 'FUNDS', start: '2000', end: '2005' }), make(a, c, { relation: 'FUNDS', start: '2005' }),
      make(a, b, { standing: 'deprecated', standingReason: '誤' }), make(b, a), make(b, c), make(a, c, { state: 'draft' }),
    ]
    await world.commit(...links, ...links.map((link) => evidence(link.id, work)))
    const [idea, early, late, wrong, back] = links.map(({ id }) => id) as [string, string, string, string, string]
    const first = (await world.store.relations(a, {}, PUBLIC, { first: 1 })).items[0]!.id
    const { store } = world
    const ids = async (query: Parameters<typeof store.relations>[1]): Promise<string[]> => (await store.relations(a, query, PUBLIC)).items.map(({ id }) => id)
    t.same(await ids({}), [first, early, late, back])
    t.same(await ids({ includeProposed: true }), [first, early, late, back, idea])
    t.same(await ids({ includeDeprecated: true }), [first, early, late, wrong, back])
    t.same(await ids({ direction: 'out' }), [first, late])
    t.same(await ids({ direction: 'in' }), [early, back])
    t.same(await ids({ types: ['FUNDS'] }), [early, late])
    t.same(await ids({ types: ['FUNDS', 'SUPERVISES'], direction: 'in' }), [early])
    t.same(await ids({ types: ['SUPERVISES'] }), [])
    t.same(await ids({ types: ['FUNDS'], asOf: parseAsOf('2003') }), [early])
    t.same(await ids({ types: ['FUNDS'], asOf: parseAsOf('2005') }), [early, late])
    t.same(await ids({ asOf: parseAsOf('1999') }), [first, back], 'what is not dated can hold at any time')
    t.same((await all((page) => store.relations(a, { includeProposed: true }, PUBLIC, page))).map(({ id }) => id), [first, early, late, back, idea])
    t.match(await store.relations(a, {}, PUBLIC, { first: 4 }), { hasNextPage: false })
    t.match(await store.relations(a, { types: ['FUNDS'] }, PUBLIC, { first: 2 }), { hasNextPage: false })
    t.same(await store.relations(newId(), {}, WHOLE), { items: [], hasNextPage: false })
    await t.rejects(store.relations(a, {}, PUBLIC, { after: 'x' }), { code: 'BAD_USER_INPUT' })
  },

  'by id: only what is published or proposed': async (t, world) => {
    const { a, c, work, link } = await small(world)
    const [idea, draft] = [relation(a, c, { state: 'proposed' }), relation(a, c, { state: 'draft' })]
    await world.commit(idea, draft, evidence(idea.id, work), evidence(draft.id, work))
    const found = await world.store.relationsById([link, idea.id, draft.id, newId()], PUBLIC)
    t.same([...found.keys()].sort(), [link, idea.id].sort())
    t.same(found.get(link), (await world.store.relations(a, {}, PUBLIC)).items[0])
  },

  'a relation is no more public than its ends: withdrawn with one, proposed with one': async (t, world) => {
    const { a, b, link } = await small(world)
    await world.edit(b, { state: 'proposed' })
    t.same((await world.store.relations(a, {}, PUBLIC)).items, [])
    t.match((await world.store.relations(a, { includeProposed: true }, PUBLIC)).items, [{ id: link, state: 'published' }])
    await world.edit(b, { state: 'published' })
    await world.withdraw(b)
    t.same((await world.store.relations(a, { includeProposed: true }, WHOLE)).items, [])
    await world.edit(b, { state: 'published' })
    t.match((await world.store.relations(a, {}, PUBLIC)).items, [{ id: link }])
  },

  'without published evidence a published relation is not shown; proposed evidence shows with what is only proposed': async (t, world) => {
    const { a, b, work, link, proof } = await small(world)
    const idea = relation(a, b, { state: 'proposed' })
    await world.commit(idea, evidence(idea.id, work, { state: 'proposed' }), evidence(link, work, { state: 'proposed' }))
    t.match((await world.store.relations(a, { includeProposed: true }, PUBLIC)).items, [{ id: link, evidence: [{ id: proof }] }, { id: idea.id, evidence: [{ state: 'proposed' }] }])
    t.equal((await world.store.relationsById([link], PUBLIC)).get(link)!.evidence.length, 1)
    await world.withdraw(proof)
    t.same((await world.store.relations(a, { includeProposed: true }, WHOLE)).items.map(({ id }) => id), [idea.id])
  },

  'an edit of type, ends or dates is followed everywhere, and leaves other evidence unchecked': async (t, world) => {
    const { a, b, c, link } = await small(world)
    await world.edit(link, { relation: 'FUNDS', to: c, start: '2001', end: '2002' })
    t.same((await world.store.relations(b, {}, WHOLE)).items, [])
    t.match((await world.store.relations(c, {}, PUBLIC)).items, [{ id: link, type: 'FUNDS', version: 2, start: '2001', evidence: [{ unchecked: true }] }])
    t.same((await world.store.relations(a, { types: ['PARTNERS_WITH'] }, PUBLIC)).items, [])
    t.same((await world.store.statistics(PUBLIC)).relations, { FUNDS: 1 })
  },

  'evidence may move to another relation, and the one it leaves is shown no more': async (t, world) => {
    const { a, b, c, work, link, proof } = await small(world)
    const other = relation(a, c)
    await world.commit(other, evidence(other.id, work))
    await world.edit(proof, { relation: other.id })
    t.match((await world.store.relations(a, {}, PUBLIC)).items, [{ id: other.id, evidence: [{}, {}] }])
    t.same((await world.store.relations(b, {}, WHOLE)).items, [])
    await world.edit(proof, { relation: link })
    t.equal((await world.store.relations(b, {}, PUBLIC)).items.length, 1)
  },

  'a draft may name what is not there yet, and counts once it is': async (t, world) => {
    const { a, work } = await small(world)
    const coming = entity('Organization', '後來')
    const [link, proof] = [relation(a, coming.id, { state: 'draft' }), undefined]
    const early = evidence(link.id, work, { state: 'draft' })
    await world.commit(early)
    await world.commit(link)
    t.same(proof, undefined)
    t.equal(await world.head(link.id, PUBLIC), undefined)
    await world.commit(coming)
    t.match(await world.head(link.id, PUBLIC), { state: 'draft' })
    await world.change({ operations: [link.id, early.id].map((id, i) => ({ op: 'put', record: { ...[link, early][i]!, id, state: 'published' } as never, base: 1 })) })
    t.match((await world.store.relations(coming.id, {}, PUBLIC)).items, [{ id: link.id }])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },
}
