import { cursor } from '../../../src/graph/log.ts'
import type { Operation } from '../../../src/model/changeset.ts'
import { newId } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { all, body, ELDERS, entity, evidence, EVERYONE, member, PUBLIC, relation, small, WHOLE } from '../world.ts'
import type { Cases } from './cases.ts'

const versions = (entries: readonly { version: number }[]): number[] => entries.map(({ version }) => version)

export const historyCases: Cases = {
  'newest first, with who, when, why and the record as it was': async (t, world) => {
    const { a } = await small(world)
    await world.edit(a, { names: [{ text: '甲局改' }] })
    await world.withdraw(a, '已裁撤')
    const entries = (await world.store.history(a, PUBLIC)).items
    t.match(entries, [
      { id: a, version: 3, op: 'withdraw', state: 'withdrawn', note: '已裁撤', record: { state: 'withdrawn', names: [{ text: '甲局改' }] } },
      { version: 2, op: 'put', state: 'published', record: { names: [{ text: '甲局改' }] } },
      { version: 1, op: 'put', actor: 'test', reason: 'test', origin: 'cli', record: { state: 'published', names: [{ text: '甲局' }] } },
    ])
    t.same(Object.keys(entries[2]!).sort(), ['actor', 'at', 'changeset', 'id', 'op', 'origin', 'reason', 'record', 'state', 'version'])
  },

  'pages go on where the last one ended': async (t, world) => {
    const { a } = await small(world)
    for (let i = 0; i < 6; i++) await world.edit(a, { names: [{ text: `甲${i}` }] })
    t.same(versions(await all((page) => world.store.history(a, PUBLIC, page), 3)), [7, 6, 5, 4, 3, 2, 1])
    t.match(await world.store.history(a, PUBLIC, { first: 7 }), { hasNextPage: false })
    t.match(await world.store.history(a, PUBLIC, { first: 6 }), { hasNextPage: true })
    await t.rejects(world.store.history(a, PUBLIC, { after: 'nonsense' }), { code: 'BAD_USER_INPUT', details: { field: 'after' } })
  },

  'an old version is shown under the stricter of its audience then and now': async (t, world) => {
    const a = body('甲', { audience: ELDERS })
    await world.commit(a)
    await world.edit(a.id, { audience: EVERYONE, names: [{ text: '甲公開' }] })
    t.same(versions((await world.store.history(a.id, PUBLIC)).items), [2], 'then it was the elders’')
    t.same(versions((await world.store.history(a.id, member('elders'))).items), [2, 1])
    await world.edit(a.id, { audience: ELDERS })
    t.same(await world.store.history(a.id, PUBLIC), { items: [], hasNextPage: false }, 'now it is')
    t.same(versions((await world.store.history(a.id, member('elders'))).items), [3, 2, 1])
  },

  'a page is not shortened by versions that are hidden': async (t, world) => {
    const a = body('甲')
    await world.commit(a)
    for (let i = 0; i < 6; i++) await world.edit(a.id, { audience: i % 2 === 0 ? ELDERS : EVERYONE })
    t.same(versions(await all((page) => world.store.history(a.id, PUBLIC, page), 2)), [7, 5, 3, 1])
    t.match(await world.store.history(a.id, PUBLIC, { first: 4 }), { hasNextPage: false })
  },

  'a place in a history counts only what the reader sees': async (t, world) => {
    const [plain, turned] = [body('甲'), body('乙')]
    await world.commit(plain, turned)
    await world.edit(turned.id, { audience: ELDERS, names: [{ text: '乙祕' }] })
    const hidden = (await world.store.history(turned.id, WHOLE)).items[0]!.changeset
    await world.edit(turned.id, { audience: EVERYONE })
    const both = await Promise.all([plain, turned].map(({ id }) => world.head(id)))
    await world.commit(...both.map((head): Operation => ({ op: 'put', record: { ...head!.record, fields: { description: '改' } } as RecordInput, base: head!.version })))
    const ends = await Promise.all([plain, turned].map(async ({ id }) => (await world.store.history(id, PUBLIC, { first: 1 })).endCursor))
    t.equal(ends[0], ends[1], 'whatever was changed in between')
    const place = (changeset: string): string => cursor(changeset, 1)
    await t.rejects(world.store.history(turned.id, PUBLIC, { after: place(hidden) }), { code: 'BAD_USER_INPUT', details: { field: 'after' } }, 'nor can it be asked whether a changeset touched it')
    t.same(versions((await world.store.history(turned.id, member('elders'), { after: place(hidden) })).items), [1])
  },

  'one changeset may be on two pages': async (t, world) => {
    const a = body('甲')
    await world.commit(a, { op: 'put', record: { ...a, names: [{ text: '甲二' }] }, base: 1 }, { op: 'put', record: { ...a, names: [{ text: '甲三' }] }, base: 2 })
    await world.edit(a.id, { names: [{ text: '甲四' }] })
    for (const first of [1, 2, 3]) t.same(versions(await all((page) => world.store.history(a.id, PUBLIC, page), first)), [4, 3, 2, 1])
  },

  'a version that names something hidden is hidden, and so is a merge into it': async (t, world) => {
    const { a, b, work } = await small(world)
    const secret = body('祕', { audience: ELDERS })
    const link = relation(a, b)
    await world.commit(secret, link, evidence(link.id, work))
    await world.edit(link.id, { to: secret.id })
    await world.edit(link.id, { to: b })
    t.same(versions((await world.store.history(link.id, PUBLIC)).items), [3, 1])
    t.same(versions((await world.store.history(link.id, WHOLE)).items), [3, 2, 1])
    const lost = body('丁', { audience: ELDERS })
    await world.commit(lost)
    await world.merge(lost.id, secret.id)
    await world.unmerge(lost.id)
    await world.edit(lost.id, { audience: EVERYONE })
    t.same(versions((await world.store.history(lost.id, PUBLIC)).items), [4])
  },

  'a version that names what was merged into something hidden is hidden': async (t, world) => {
    const { a, b, c, work, proof, link } = await small(world)
    const [twin, edition] = [body('丙社本社'), entity('Work', '名冊再版')]
    await world.commit(twin, edition)
    await world.edit(link, { to: c })
    await world.edit(link, { to: b })
    await world.edit(proof, { source: edition.id })
    await world.edit(proof, { source: work })
    await world.merge(c, twin.id)
    const seen = async (viewer = PUBLIC): Promise<number[][]> => Promise.all([link, proof].map(async (id) => versions((await world.store.history(id, viewer)).items)))
    t.same(await seen(), [[3, 2, 1], [4, 3, 2, 1]], 'version 2 of the evidence is unchecked: an end moved')
    await world.edit(twin.id, { audience: ELDERS })
    t.same(await seen(), [[3, 1], [4, 3, 2, 1]])
    const secret = entity('Work', '祕本')
    await world.commit(secret)
    await world.merge(edition.id, secret.id)
    await world.edit(secret.id, { audience: ELDERS })
    t.same(await seen(), [[3, 1], [4, 2, 1]])
    t.same(await seen(member('elders')), [[3, 2, 1], [4, 3, 2, 1]])
    t.same((await world.store.relations(a, {}, PUBLIC)).items.map(({ id }) => id), [link], 'as it stands it names nothing hidden')
  },

  'entries of a batch name it; unknown ids have no history': async (t, world) => {
    const [a, batch] = [body('甲'), newId()]
    await world.change({ operations: [{ op: 'put', record: a, base: null }], batch: { id: batch, title: 'x', part: 1, last: true } })
    t.match((await world.store.history(a.id, PUBLIC)).items, [{ batch }])
    t.same(await world.store.history(newId(), WHOLE), { items: [], hasNextPage: false })
  },

  'a source that names of an old version give is left out where it is hidden': async (t, world) => {
    const work = entity('Work', '祕本', { audience: ELDERS })
    const a = body('甲', { names: [{ text: '甲', source: work.id }] })
    await world.commit(work, a)
    const sourceOf = (found: { items: readonly { record: unknown }[] }): unknown => (found.items[0]!.record as { names: { source?: string }[] }).names[0]!.source
    t.equal(sourceOf(await world.store.history(a.id, PUBLIC)), undefined)
    t.equal(sourceOf(await world.store.history(a.id, member('elders'))), work.id)
  },
}
