import { newId, type Id } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { all, body, content, ELDERS, entity, EVERYONE, everything, member, PUBLIC, small, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

const TYPES = ['proposal', 'annotation', 'collection', 'distinction'] as const

const kept = (record: { readonly type: (typeof TYPES)[number] } & Readonly<Record<string, unknown>>): RecordInput & { id: Id } =>
  ({ id: newId(), state: 'published', audience: EVERYONE, ...record }) as unknown as RecordInput & { id: Id }

const about = async (world: World, id: Id, viewer = PUBLIC, types: readonly (typeof TYPES)[number][] = TYPES): Promise<Id[]> =>
  (await all((page) => world.store.naming(id, types, viewer, page), 1)).map((head) => head.id)

/** What the archive keeps of its own work: proposals, annotations, collections, distinctions, terms. */
export const keepingCases: Cases = {
  'it comes back as it was put, and is found by what it is about': async (t, world) => {
    const { a, b, link } = await small(world)
    const shelf = entity('Collection', '專題')
    const proposal = kept({ type: 'proposal', target: a, base: 1, changes: { 'fields.description': '新的', names: [{ text: '甲局' }] }, words: '更正' })
    const note = kept({ type: 'annotation', target: link, version: 1, text: '待查', purpose: 'question', quotation: { exact: '甲局、乙會', position: [0, 5] } })
    const answer = kept({ type: 'annotation', target: link, version: 1, text: '查過了', answers: note.id, link: b })
    const apart = kept({ type: 'distinction', one: a, other: b, reason: '兩個機關' })
    const set = kept({ type: 'collection', entity: shelf.id, manner: 'manual', members: [{ item: b, reason: '第一' }, { item: a }] })
    const term = { id: newId(), type: 'term' as const, state: 'published' as const, audience: EVERYONE, vocabulary: 'relation' as const, code: 'NEIGHBOURS', definition: { label: { 'zh-Hant': '相鄰' } } }
    await world.commit(shelf, proposal, note, answer, apart, set, term)
    for (const record of [proposal, apart, set, term]) t.same((await world.head(record.id, PUBLIC))!.record, record)
    t.match((await world.head(note.id, PUBLIC))!.record, note)
    t.same(await about(world, a), [proposal.id, apart.id, set.id])
    t.same(await about(world, b), [answer.id, apart.id, set.id])
    t.same(await about(world, link, PUBLIC, ['annotation']), [note.id, answer.id])
    t.same(await about(world, note.id), [answer.id])
    t.same(await about(world, a, PUBLIC, ['collection']), [set.id])
    t.same(await about(world, newId()), [])
    await world.edit(set.id, { members: [{ item: a }] })
    t.same(await about(world, b), [answer.id, apart.id])
    await world.change({ operations: [{ op: 'redact', id: apart.id, reason: '依請求' }] })
    t.same(await about(world, a, WHOLE), [proposal.id, set.id])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'it is there only for who may read what it is about': async (t, world) => {
    const { a, b, link, work } = await small(world)
    const [person, shelf] = [entity('Person', '人'), entity('Collection', '專題')]
    const text = content(work, '一段話')
    const note = kept({ type: 'annotation', target: person.id, version: 1, text: '關於人' })
    const [proposal, onLink, onText] = [kept({ type: 'proposal', target: person.id, base: 1, withdraw: true }), kept({ type: 'annotation', target: link, version: 1, text: '關於關係' }), kept({ type: 'annotation', target: text.id, version: 1, text: '關於文字' })]
    const onProposal = kept({ type: 'annotation', target: proposal.id, version: 1, text: '關於提案' })
    const merge = kept({ type: 'proposal', target: a, base: 1, into: b })
    await world.commit(person, shelf, text, note, proposal, onLink, onText, onProposal, merge)
    const all8 = [note, proposal, onLink, onText, onProposal, merge].map(({ id }) => id)
    const seen = async (viewer = PUBLIC): Promise<Id[]> => [...(await world.store.heads(all8, viewer)).keys()].sort()
    t.same(await seen(), all8.toSorted())
    await world.edit(person.id, { audience: ELDERS })
    t.same(await seen(), [onLink.id, onText.id, merge.id].sort())
    t.same(await seen(member('elders')), all8.toSorted())
    for (const id of [note.id, onProposal.id]) {
      t.same((await world.store.history(id, PUBLIC)).items, [])
      t.same((await world.store.history(id, member('elders'))).items.length, 1)
    }
    t.same(await about(world, person.id), [])
    t.same(await about(world, proposal.id, member('elders')), [onProposal.id])
    t.same((await all((page) => world.store.scan('annotation', PUBLIC, page), 1)).map(({ id }) => id), [onLink.id, onText.id])
    await world.edit(b, { audience: ELDERS })
    await world.edit(work, { audience: ELDERS })
    t.same(await seen(), [])
    t.same(await seen(WHOLE), all8.toSorted())
  },

  'what it mentions is left out where that is hidden; the rest stands in its order': async (t, world) => {
    const { a, b, c } = await small(world)
    const [shelf, hidden] = [entity('Collection', '專題'), body('密會', { audience: ELDERS })]
    const quiet = kept({ type: 'annotation', target: a, version: 1, text: '私下', audience: ELDERS })
    const answer = kept({ type: 'annotation', target: a, version: 1, text: '回覆', answers: quiet.id, link: hidden.id })
    const set = kept({
      type: 'collection', entity: shelf.id, manner: 'exhibit', members: [{ item: b }, { item: hidden.id, reason: '秘' }, { item: a }], frozen: { on: '2026-01-01', items: [hidden.id, c] },
      blocks: [{ block: 'text', text: '序' }, { block: 'item', item: hidden.id }, { block: 'map', items: [hidden.id, a] }, { block: 'map', items: [hidden.id] }],
    })
    await world.commit(shelf, hidden, quiet, answer, set)
    const [publicly, fully] = [(await world.head(set.id, PUBLIC))!.record, (await world.head(set.id, member('elders')))!.record]
    t.same(fully, set)
    t.match(publicly, { members: [{ item: b }, { item: a }], frozen: { on: '2026-01-01', items: [c] }, blocks: [{ block: 'text', text: '序' }, { block: 'map', items: [a] }] })
    t.notMatch(JSON.stringify([publicly, (await world.head(answer.id, PUBLIC))!.record, (await world.store.history(set.id, PUBLIC)).items]), new RegExp(`${hidden.id}|${quiet.id}|秘`))
    t.same(await about(world, hidden.id), [answer.id, set.id], 'who knows the id knows it')
  },

  'what leads to something hidden is not there either': async (t, world) => {
    const { a, b } = await small(world)
    const shelf = entity('Collection', '專題')
    const [note, set] = [kept({ type: 'annotation', target: a, version: 1, text: '註' }), kept({ type: 'collection', entity: shelf.id, manner: 'manual', members: [{ item: a }, { item: b }] })]
    await world.commit(shelf, note, set)
    const c = body('丁局')
    await world.commit(c)
    await world.merge(a, c.id)
    t.ok(await world.head(note.id, PUBLIC))
    await world.edit(c.id, { audience: ELDERS })
    t.equal(await world.head(note.id, PUBLIC), undefined)
    t.same((await world.store.history(note.id, PUBLIC)).items, [])
    t.same(await about(world, a), [set.id], 'a collection stands on its own name')
    t.match((await world.head(set.id, PUBLIC))!.record, { members: [{ item: b }] })
    t.notMatch(JSON.stringify((await world.head(set.id, PUBLIC))!.record), new RegExp(a))
    for (const id of [note.id, set.id]) t.match((await world.head(id, member('elders')))!.record, id === note.id ? { text: '註' } : { members: [{ item: a }, { item: b }] })
  },

  'what it is about stays': async (t, world) => {
    const { a, b } = await small(world)
    const [note, proposal, apart] = [kept({ type: 'annotation', target: a, version: 1, text: '註' }), kept({ type: 'proposal', target: a, base: 1, withdraw: true }), kept({ type: 'distinction', one: a, other: b })]
    await world.commit(note, proposal, apart)
    for (const [id, part] of [[note.id, 'target'], [proposal.id, 'target'], [apart.id, 'one']] as const) await t.rejects(world.edit(id, { [part]: b }), { code: 'BAD_USER_INPUT', details: { field: part } })
    await t.rejects(world.commit(kept({ type: 'collection', entity: a, manner: 'manual' })), { code: 'BAD_USER_INPUT', details: { field: 'entity' } })
    await t.rejects(world.commit(kept({ type: 'annotation', target: a, version: 0 })), { code: 'BAD_USER_INPUT', details: { field: 'version' } })
  },

  'nothing of it is walked, counted or searched; a copy by replay has it': async (t, world, another) => {
    const { a } = await small(world)
    const before = await world.store.statistics(WHOLE)
    const note = kept({ type: 'annotation', target: a, version: 1, text: '註', audience: ELDERS })
    await world.commit(note)
    t.same(await world.store.statistics(WHOLE), before)
    t.same(await world.store.indexable([note.id]), new Map())
    const copy = await another()
    try {
      await copy.store.append(await Array.fromAsync(world.store.replay()))
      t.same(await everything(copy.store, WHOLE), await everything(world.store, WHOLE))
      t.same((await copy.store.naming(a, TYPES, member('elders'))).items.map(({ id }) => id), [note.id])
      t.same((await copy.store.reproject({ check: true })).differences, [])
    } finally {
      await copy.close()
    }
  },
}
