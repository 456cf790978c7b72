import { nameKey } from '../../../src/model/names.ts'
import { newId } from '../../../src/model/ids.ts'
import { body, ELDERS, entity, evidence, everything, EVERYONE, member, PUBLIC, relation, small, WHOLE } from '../world.ts'
import type { Cases } from './cases.ts'

export const mergeCases: Cases = {
  'a merge leads the old id to the survivor, who shows both names and both relations': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const link = relation(c, b, { relation: 'FUNDS' })
    await world.commit(link, evidence(link.id, work))
    await world.merge(a, c, 'name-key')
    const view = (await world.store.entities([a, c], PUBLIC))
    t.match(view.get(a), { id: c, name: '丙社', names: [{ text: '丙社' }, { text: '甲局' }], merged: [{ id: a, name: '甲局', kind: 'Organization' }] })
    t.same(view.get(a), view.get(c))
    const { items } = await world.store.relations(c, {}, PUBLIC)
    t.match(items, [{ from: { id: c }, to: { id: b }, recorded: { from: { id: a, name: '甲局' }, to: { id: b } } }, { id: link.id }])
    t.notOk('recorded' in items[1]!)
    t.same((await world.store.relations(a, {}, PUBLIC)).items, items, 'by the old id, too')
    t.match(await world.head(a), { mergedInto: c, mergeRule: 'name-key', version: 2 })
    t.same((await world.store.statistics(PUBLIC)).entities, { Organization: 2, Work: 1 })
  },

  'chains collapse; unmerging in the middle moves what hung on it; what was added since stays where it was recorded': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const d = body('丁')
    await world.commit(d)
    await world.merge(a, c)
    await world.merge(c, d.id)
    t.match((await world.store.relations(d.id, {}, PUBLIC)).items, [{ from: { id: d.id }, recorded: { from: { id: a } } }])
    t.same((await world.store.entities([d.id], PUBLIC)).get(d.id)!.merged.map(({ id }) => id), [a, c])
    const later = relation(a, b, { relation: 'FUNDS' })
    await world.commit(later, evidence(later.id, work))
    await world.unmerge(c)
    t.same((await world.store.relations(d.id, {}, PUBLIC)).items, [])
    t.same((await world.store.relations(c, {}, PUBLIC)).items.map(({ from }) => from.id), [c, c])
    await world.unmerge(a)
    t.same((await world.store.relations(a, {}, PUBLIC)).items.map(({ type }) => type), ['PARTNERS_WITH', 'FUNDS'])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'circles, other kinds, narrower audiences and what is merged already are refused': async (t, world) => {
    const { a, b, c } = await small(world)
    const [person, narrow] = [entity('Person', '人'), body('窄', { audience: ELDERS })]
    await world.commit(person, narrow)
    await world.merge(a, b)
    await world.merge(b, c)
    await t.rejects(world.merge(c, a), { code: 'BAD_USER_INPUT', details: { field: 'into' } }, 'a circle')
    await t.rejects(world.merge(c, c), { code: 'BAD_USER_INPUT' }, 'into itself')
    await t.rejects(world.merge(c, person.id), { code: 'BAD_USER_INPUT' }, 'another kind')
    await t.rejects(world.merge(c, narrow.id), { code: 'BAD_USER_INPUT' }, 'a narrower audience')
    await t.rejects(world.merge(a, c), { code: 'CONFLICT' }, 'merged already')
    await t.rejects(world.merge(c, newId()), { code: 'NOT_FOUND' })
    await t.rejects(world.unmerge(c), { code: 'BAD_USER_INPUT' }, 'not merged')
  },

  'what would tie the survivor to itself is set aside, and comes back': async (t, world) => {
    const { a, b, link } = await small(world)
    await world.merge(a, b)
    t.same((await world.store.relations(b, {}, WHOLE)).items, [])
    t.same((await world.store.relationsById([link], WHOLE)).size, 0)
    t.same((await world.store.statistics(WHOLE)).relations, {})
    await world.unmerge(a)
    t.same((await world.store.relations(a, {}, PUBLIC)).items.map(({ id }) => id), [link])
    t.same((await world.store.statistics(PUBLIC)).relations, { PARTNERS_WITH: 1 })
  },

  'a source that is merged is shown as its survivor': async (t, world) => {
    const { a, work } = await small(world)
    const other = entity('Work', '名冊再版')
    await world.commit(other)
    await world.merge(work, other.id)
    t.match((await world.store.relations(a, {}, PUBLIC)).items, [{ evidence: [{ source: { id: other.id, name: '名冊再版', kind: 'Work' } }] }])
    t.same((await world.store.evidenceFrom(work, PUBLIC)).items.length, 1, 'but evidence names the one it was recorded with')
    await world.edit(other.id, { audience: ELDERS })
    t.same((await world.store.relations(a, {}, PUBLIC)).items, [], 'and hangs on its audience')
    t.same((await world.store.relations(a, {}, member('elders'))).items.length, 1)
  },

  'names and identifiers of what was merged find the survivor': async (t, world) => {
    const [a, b] = [body('財團法人甲基金會', { identifiers: [{ scheme: 'x', value: '1' }] }), body('乙', { identifiers: [{ scheme: 'x', value: '1' }, { scheme: 'x', value: '2' }] })]
    await world.commit(a, b)
    await world.merge(a.id, b.id)
    t.match((await world.store.find({ keys: ['甲基金会'] }, PUBLIC)).items, [{ id: b.id, identifiers: [{ value: '1' }, { value: '2' }] }])
    t.same((await world.store.find({ identifiers: [{ scheme: 'x', value: '1' }] }, PUBLIC)).items.map(({ id }) => id), [b.id])
    t.same((await world.store.find({}, PUBLIC)).items.map(({ id }) => id), [b.id])
  },

  'the survivor speaks first; what it does not say itself, the merged say': async (t, world) => {
    const [a, b] = [body('甲', { fields: { address: '甲路', telephone: '1' } }), body('乙', { fields: { address: '乙路' } })]
    await world.commit(a, b)
    await world.merge(a.id, b.id)
    t.same((await world.store.entities([b.id], PUBLIC)).get(b.id)!.fields, { telephone: '1', address: '乙路' })
  },

  'reverting a merge, an edit, a withdrawal and a first version gives back the state before': async (t, world) => {
    const { a, b, c, link, work } = await small(world)
    const before = await everything(world.store, WHOLE)
    const undo = async (sequence: number, what: string): Promise<void> => {
      await world.revert(sequence)
      t.same(await everything(world.store, WHOLE), before, what)
    }
    await undo((await world.merge(a, c, 'rule')).sequence, 'a merge')
    await undo((await world.edit(link, { start: '2001' })).sequence, 'an edit of dates, which leaves evidence unchecked')
    await undo((await world.edit(b, { names: [{ text: '乙' }], audience: ELDERS })).sequence, 'an edit')
    await undo((await world.withdraw(link)).sequence, 'a withdrawal')
    await world.merge(a, c)
    const merged = await everything(world.store, WHOLE)
    await world.revert((await world.unmerge(a)).sequence)
    t.same(await everything(world.store, WHOLE), merged, 'an unmerge')
    await world.unmerge(a)
    const extra = relation(b, c)
    const { sequence } = await world.commit(extra, evidence(extra.id, work))
    await world.revert(sequence)
    t.same(await world.store.statistics(WHOLE), (before as { statistics: unknown }).statistics, 'what is new')
    t.match(await world.head(extra.id), { state: 'withdrawn' })
  },

  'a merged entity keeps its audience: its name shows only to whom it may': async (t, world) => {
    const { a, b } = await small(world)
    const secret = body('祕名', { audience: ELDERS })
    await world.commit(secret)
    await world.merge(secret.id, b)
    t.match((await world.store.entities([b], PUBLIC)).get(b), { names: [{ text: '乙會' }], merged: [] })
    t.match((await world.store.entities([b], member('elders'))).get(b), { names: [{ text: '乙會' }, { text: '祕名' }], merged: [{ id: secret.id }] })
    t.same((await world.store.entities([secret.id], PUBLIC)).size, 0)
    t.same((await world.store.find({ keys: [nameKey('祕名')] }, PUBLIC)).items, [])
    t.match((await world.store.find({ keys: [nameKey('祕名')] }, member('elders'))).items, [{ id: b }])
    await world.edit(secret.id, { audience: EVERYONE })
    t.match((await world.store.find({ keys: [nameKey('祕名')] }, PUBLIC)).items, [{ id: b }])
    t.equal((await world.store.relations(a, {}, PUBLIC)).items.length, 1)
  },
}
