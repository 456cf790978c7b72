import { newId } from '../../../src/model/ids.ts'
import { all, body, community, ELDERS, entity, everything, member, protocol, PUBLIC, small, WHOLE } from '../world.ts'
import type { Cases } from './cases.ts'

export const standaloneCases: Cases = {
  'a community and its protocols come back as they were put, each type by itself, in the order of ids': async (t, world) => {
    await small(world)
    const [north, south] = [community('北社', { description: '在北邊', contact: '北路1號' }), community('南社')]
    const of = [protocol('耆老', [north.id], { shown: 'announced', members: 'listed' }), protocol('共有', [north.id, south.id]), protocol('公開', [south.id], { kind: 'open', signedIn: true })]
    await world.commit(north, south, ...of)
    t.same((await world.head(north.id))!.record, north)
    t.same((await world.head(of[0]!.id))!.record, { ...of[0], signedIn: false })
    t.match(await world.head(of[2]!.id, PUBLIC), { type: 'protocol', version: 1, state: 'published', record: { kind: 'open', signedIn: true, shown: 'silent', members: 'community' } })
    t.same((await all((page) => world.store.scan('community', PUBLIC, page), 1)).map(({ id }) => id), [north.id, south.id])
    t.same((await all((page) => world.store.scan('protocol', PUBLIC, page))).map(({ id }) => id), of.map(({ id }) => id))
    t.same([...(await world.store.heads([of[1]!.id, newId(), south.id], PUBLIC)).keys()].sort(), [south.id, of[1]!.id].sort())
  },

  'whoever is not of its audience learns nothing of it; what it names makes no difference': async (t, world) => {
    const [hidden, id] = [community('隱社', { audience: ELDERS }), newId()]
    const silent = protocol('隱規', [hidden.id], { id, audience: { mode: 'all', protocols: [id] } })
    const open = protocol('明規', [hidden.id])
    await world.commit(hidden, silent, open)
    for (const one of [hidden.id, id]) {
      t.equal(await world.head(one, PUBLIC), undefined)
      t.same((await world.store.history(one, PUBLIC)).items, [])
    }
    t.same((await world.store.scan('protocol', PUBLIC)).items.map((head) => head.id), [open.id])
    t.same((await world.store.history(open.id, PUBLIC)).items.length, 1)
    t.match(await world.head(id, member(id)), { record: { label: { 'zh-Hant': '隱規' } } })
    t.same((await world.store.scan('community', member('elders'))).items.map((head) => head.id), [hidden.id])
  },

  'records are guarded by a protocol under the id of its record': async (t, world) => {
    const [owner, person] = [community('社'), entity('Person', '人')]
    const rule = protocol('規', [owner.id])
    await world.commit(owner, rule, person)
    await world.edit(person.id, { audience: { mode: 'all', protocols: [rule.id] } })
    t.equal(await world.head(person.id, PUBLIC), undefined)
    t.match(await world.head(person.id, member(rule.id)), { type: 'entity' })
    t.same((await world.store.statistics(member(rule.id))).entities, { Person: 1 })
  },

  'nothing is counted, found, merged or indexed of them': async (t, world) => {
    const { a } = await small(world)
    const before = await world.store.statistics(WHOLE)
    const [one, other] = [community('甲局'), community('乙會')]
    await world.commit(one, other, protocol('規', [one.id]))
    t.same(await world.store.statistics(WHOLE), before)
    t.same((await world.store.find({}, WHOLE)).items.length, 4)
    t.same(await world.store.entities([one.id], WHOLE), new Map())
    t.same(await world.store.indexable([one.id]), new Map())
    t.same(await world.store.companions([one.id]), [])
    const refused = { code: 'BAD_USER_INPUT', details: { field: 'into' } }
    await t.rejects(world.merge(one.id, other.id), refused)
    await t.rejects(world.merge(a, other.id), refused)
    await t.rejects(world.edit(one.id, { type: 'entity', kind: 'Organization', names: [{ text: '甲' }] }), { code: 'BAD_USER_INPUT' })
  },

  'a protocol is owned by communities that are there': async (t, world) => {
    const { a } = await small(world)
    const [owner, draft, gone] = [community('社'), community('草', { state: 'draft' }), community('散')]
    await world.commit(owner, draft, gone)
    await world.withdraw(gone.id)
    const rule = protocol('規', [owner.id])
    await world.commit(rule)
    for (const wrong of [a, newId(), draft.id, gone.id, rule.id]) await t.rejects(world.commit(protocol('規', [owner.id, wrong])), { code: 'BAD_USER_INPUT', details: { field: 'owners' } })
    await t.rejects(world.edit(rule.id, { owners: [] }), { code: 'BAD_USER_INPUT' })
    await t.rejects(world.edit(rule.id, { owners: 'x' }), { code: 'BAD_USER_INPUT' })
    const early = community('後到')
    await world.commit(protocol('先寫', [early.id], { state: 'draft' }), early, protocol('同時', [early.id]))
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'versions, states and undoing are as those of other records': async (t, world) => {
    const owner = community('社', { state: 'draft' })
    await world.commit(owner)
    await t.rejects(world.edit(owner.id, { state: 'returned' }), { code: 'BAD_USER_INPUT', details: { field: 'state' } })
    await world.edit(owner.id, { state: 'published' })
    const { sequence } = await world.edit(owner.id, { label: { 'zh-Hant': '新社' }, audience: ELDERS })
    t.match((await world.store.history(owner.id, member('elders'))).items, [{ version: 3, record: { label: { 'zh-Hant': '新社' } } }, { version: 2, state: 'published', record: { label: { 'zh-Hant': '社' } } }, { version: 1, state: 'draft' }])
    await world.revert(sequence)
    t.match(await world.head(owner.id, PUBLIC), { version: 4, record: { label: { 'zh-Hant': '社' } } })
    t.same((await all((page) => world.store.history(owner.id, PUBLIC, page), 1)).map(({ version }) => version), [4, 2, 1])
    await world.withdraw(owner.id)
    t.match(await world.head(owner.id), { version: 5, state: 'withdrawn', record: { label: { 'zh-Hant': '社' } } })
    await t.rejects(world.change({ operations: [{ op: 'put', record: owner, base: 1 }] }), { code: 'CONFLICT', details: { current: { version: 5 } } })
  },

  'committing the same changeset again tells the versions it made': async (t, world) => {
    const [owner, person] = [community('社'), body('甲')]
    const rule = protocol('規', [owner.id])
    const changeset = { id: newId(), operations: [owner, person, rule].map((record) => ({ op: 'put' as const, record, base: null })) }
    const first = await world.change(changeset)
    await world.edit(rule.id, { contact: '電話' })
    t.same(await world.change(changeset), { ...first, repeated: true })
  },

  'who submitted a record is kept with it, in every version': async (t, world) => {
    const [one, other] = [newId(), newId()]
    const [owner, person] = [community('社', { by: one }), entity('Person', '人', { by: one })]
    await world.commit(owner, person)
    for (const { id } of [owner, person]) {
      await world.edit(id, { by: other })
      t.match((await world.store.history(id, PUBLIC)).items, [{ record: { by: other } }, { record: { by: one } }])
    }
    await t.rejects(world.commit(body('乙', { by: '某人' })), { code: 'BAD_USER_INPUT', details: { field: 'by' } })
  },

  'redacted, its words are gone; a copy by replay has all that stands, as what it is': async (t, world, another) => {
    const [owner, second] = [community('社', { contact: '某路1號' }), community('又社')]
    const rule = protocol('規', [owner.id, second.id], { audience: ELDERS })
    await world.commit(owner, second, rule)
    await world.edit(rule.id, { description: '規則' })
    await world.change({ operations: [{ op: 'redact', id: owner.id, reason: '依請求' }] })
    t.match(await world.head(owner.id), { type: 'community', version: 2, state: 'withdrawn', record: null })
    t.match((await world.store.history(owner.id, PUBLIC)).items, [{ op: 'redact', record: null }, { op: 'put', record: null }])
    const log = await Array.fromAsync(world.store.replay())
    t.notMatch(JSON.stringify(log), /某路/)
    t.same(log.flatMap(({ operations }) => operations.map(({ type, version }) => `${type} ${version}`)), ['community 1', 'community 1', 'protocol 1', 'protocol 2', 'community 2'])
    const copy = await another()
    try {
      await copy.store.append(log)
      t.same(await Array.fromAsync(copy.store.replay()), log)
      for (const viewer of [PUBLIC, WHOLE, member('elders')]) t.same(await everything(copy.store, viewer), await everything(world.store, viewer))
      t.match(await copy.store.reproject({ check: true }), { records: 3, differences: [] })
    } finally {
      await copy.close()
    }
  },
}
