import { cursor } from '../../../src/graph/log.ts'
import { newId } from '../../../src/model/ids.ts'
import { all, body, ELDERS, entity, evidence, member, PUBLIC, relation, small, WHOLE } from '../world.ts'
import type { Cases } from './cases.ts'

export const entityCases: Cases = {
  'heads: every type and state, merges not followed, unknown and hidden ones absent': async (t, world) => {
    const { a, b, link, proof } = await small(world)
    const draft = body('草稿', { state: 'draft' })
    await world.commit(draft)
    await world.merge(a, b)
    const found = await world.store.heads([a, link, proof, draft.id, newId(), a], PUBLIC)
    t.same([...found.keys()].sort(), [a, link, proof, draft.id].sort())
    t.match(found.get(a), { id: a, type: 'entity', version: 2, state: 'published', audience: { mode: 'all', protocols: ['everyone'] }, mergedInto: b, record: { id: a, kind: 'Organization' } })
    t.match(found.get(link), { type: 'relation', version: 1, record: { relation: 'PARTNERS_WITH', from: a, to: b, standing: 'normal', qualifiers: {} } })
    t.match(found.get(proof), { type: 'evidence', record: { relation: link, quote: '甲局、乙會', stance: 'supports' } })
    t.match(found.get(draft.id), { state: 'draft', record: { state: 'draft' } })
    t.same((await world.store.heads([], PUBLIC)).size, 0)
  },

  'scan: every record of a type in the order of ids, page by page': async (t, world) => {
    const bodies = Array.from({ length: 7 }, (_, i) => body(`第${i}`, i % 3 === 0 ? { audience: ELDERS } : {}))
    await world.commit(...bodies.toReversed())
    const ids = (heads: readonly { id: string }[]): string[] => heads.map(({ id }) => id)
    t.same(ids(await all((page) => world.store.scan('entity', WHOLE, page))), bodies.map(({ id }) => id))
    t.same(ids(await all((page) => world.store.scan('entity', PUBLIC, page), 3)), bodies.flatMap(({ id }, i) => (i % 3 === 0 ? [] : id)))
    t.match(await world.store.scan('entity', PUBLIC, { first: 4 }), { hasNextPage: false })
    t.same((await world.store.scan('relation', WHOLE)).items, [])
  },

  'entities: published and proposed ones, whole, and no others': async (t, world) => {
    const full = body('甲', {
      names: [{ text: '甲', sort: 'short' }, { text: '甲公司' }, { text: 'A', language: 'en', sort: 'translated' }],
      identifiers: [{ scheme: '統一編號', value: '12345678' }], fields: { address: '某路1號', bedsApproved: 3 },
    })
    const [proposed, draft, gone] = [body('提', { state: 'proposed' }), body('草', { state: 'draft' }), body('撤')]
    await world.commit(full, proposed, draft, gone)
    await world.withdraw(gone.id)
    const found = await world.store.entities([full.id, proposed.id, draft.id, gone.id, newId()], PUBLIC)
    t.same([...found.keys()].sort(), [full.id, proposed.id].sort())
    t.same(found.get(full.id), {
      id: full.id, name: '甲公司', kind: 'Organization', version: 1, state: 'published',
      names: [{ text: '甲', language: 'zh-Hant', sort: 'short' }, { text: '甲公司', language: 'zh-Hant', sort: 'official' }, { text: 'A', language: 'en', sort: 'translated' }],
      identifiers: [{ scheme: '統一編號', value: '12345678' }], fields: { address: '某路1號', bedsApproved: 3 }, merged: [],
    })
    t.match(found.get(proposed.id), { state: 'proposed' })
  },

  'identifiers that several records bear: hidden, merged and unpublished ones counted, each once, page by page': async (t, world) => {
    const has = (name: string, values: readonly string[], more: object = {}): ReturnType<typeof body> => body(name, { identifiers: values.map((value) => ({ scheme: value.startsWith('i') ? 'ISBN' : 'code', value })), ...more })
    const rows = [has('甲', ['1', 'i1']), has('乙', ['1', '2']), has('丙', ['2', '3'], { audience: ELDERS }), has('丁', ['4'], { state: 'draft' }), has('戊', ['4']), has('己', ['5']), has('庚', ['5']), has('辛', ['i2'])]
    await world.commit(...rows, body('壬', { identifiers: [{ scheme: 'other', value: '1' }, { scheme: 'ISBN', value: '3' }] }))
    await world.merge(rows[5]!.id, rows[6]!.id)
    const texts = (found: readonly { scheme: string; value: string }[]): string[] => found.map(({ scheme, value }) => `${scheme} ${value}`)
    t.same(texts(await all((page) => world.store.sharedIdentifiers(page), 1)).sort(), ['code 1', 'code 2', 'code 4', 'code 5'])
    t.same(texts(await all((page) => world.store.sharedIdentifiers(page), 50)).sort(), ['code 1', 'code 2', 'code 4', 'code 5'])
    await world.edit(rows[1]!.id, { identifiers: [] })
    const { items } = await world.store.sharedIdentifiers()
    t.same(texts(items).sort(), ['code 4', 'code 5'])
    const after = cursor(items[0]!.value, items[0]!.scheme)
    t.same(texts((await world.store.sharedIdentifiers({ after })).items), texts(items.slice(1)), 'after any of them')
    await t.rejects(world.store.sharedIdentifiers({ after: 'x' }), { code: 'BAD_USER_INPUT' })
  },

  'find: by any of the keys or identifiers, of the kinds wanted, in the order of ids': async (t, world) => {
    const rows = [body('財團法人臺北市愛鄉協會'), body('台北市愛鄉協會'), body('別的', { identifiers: [{ scheme: 'x', value: '7' }] }), entity('Person', '愛鄉'), body('提案', { state: 'proposed' }), body('草稿', { state: 'draft' })]
    await world.commit(...rows)
    const ids = (found: { items: readonly { id: string }[] }): number[] => found.items.map(({ id }) => rows.findIndex((row) => row.id === id))
    const { store } = world
    t.same(ids(await store.find({ keys: ['台北市爱乡协会'] }, PUBLIC)), [0, 1], 'a bare key finds the one with a legal form')
    t.same(ids(await store.find({ keys: ['台北市爱乡协会', '爱乡'], identifiers: [{ scheme: 'x', value: '7' }] }, PUBLIC)), [0, 1, 2, 3])
    t.same(ids(await store.find({ identifiers: [{ scheme: 'y', value: '7' }] }, PUBLIC)), [])
    t.same(ids(await store.find({ keys: [] }, PUBLIC)), [])
    t.same(ids(await store.find({ keys: ['爱乡'], kinds: ['Organization'] }, PUBLIC)), [])
    t.same(ids(await store.find({}, PUBLIC)), [0, 1, 2, 3])
    t.same(ids(await store.find({ includeProposed: true }, PUBLIC)), [0, 1, 2, 3, 4])
    t.same(ids(await store.find({ kinds: ['Person'] }, PUBLIC)), [3])
    t.same((await all((page) => store.find({}, PUBLIC, page), 3)).map(({ id }) => id), rows.slice(0, 4).map(({ id }) => id))
    t.match(await store.find({}, PUBLIC, { first: 4 }), { hasNextPage: false })
    t.match(await store.find({}, PUBLIC, { first: 3 }), { hasNextPage: true })
    await t.rejects(store.find({}, PUBLIC, { after: 'x' }), { code: 'BAD_USER_INPUT' })
  },

  'find follows an edit: the old key is gone, the new one is there': async (t, world) => {
    const { a } = await small(world)
    await world.edit(a, { names: [{ text: '新名' }], identifiers: [{ scheme: 'x', value: '1' }] })
    t.same((await world.store.find({ keys: ['甲局'] }, PUBLIC)).items, [])
    t.match((await world.store.find({ keys: ['新名'] }, PUBLIC)).items, [{ id: a, name: '新名' }])
    t.match((await world.store.find({ identifiers: [{ scheme: 'x', value: '1' }] }, PUBLIC)).items, [{ id: a }])
  },

  'evidence from a source, whatever it is about': async (t, world) => {
    const { a, c, work, proof } = await small(world)
    const link = relation(a, c)
    const [more, other] = [evidence(link.id, work), entity('Work', '別冊')]
    await world.commit(link, more, other, evidence(link.id, other.id))
    t.same((await all((page) => world.store.evidenceFrom(work, PUBLIC, page), 1)).map(({ id }) => id), [proof, more.id])
    await world.edit(proof, { audience: ELDERS })
    t.same((await world.store.evidenceFrom(work, PUBLIC)).items.map(({ id }) => id), [more.id])
    t.same((await world.store.evidenceFrom(work, member('elders'))).items.length, 2)
    t.same((await world.store.evidenceFrom(newId(), WHOLE)).items, [])
  },

  'statistics count what is published, and merged entities once': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const [link, idea] = [relation(a, c, { relation: 'FUNDS' }), relation(b, c, { state: 'proposed' })]
    await world.commit(link, evidence(link.id, work), evidence(link.id, work), idea, evidence(idea.id, work, { state: 'proposed' }), body('草', { state: 'draft' }))
    t.same(await world.store.statistics(PUBLIC), { entities: { Organization: 3, Work: 1 }, relations: { PARTNERS_WITH: 1, FUNDS: 1 }, evidence: 3, contents: 0 })
    await world.merge(a, b)
    t.same(await world.store.statistics(PUBLIC), { entities: { Organization: 2, Work: 1 }, relations: { FUNDS: 1 }, evidence: 2, contents: 0 })
    await world.withdraw(link.id)
    t.same(await world.store.statistics(PUBLIC), { entities: { Organization: 2, Work: 1 }, relations: {}, evidence: 0, contents: 0 })
  },
}
