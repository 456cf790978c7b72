import { newId } from '../../../src/model/ids.ts'
import type { Operation } from '../../../src/model/changeset.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { all, body, evidence, PUBLIC, relation, small, WHOLE, entity } from '../world.ts'
import type { Cases } from './cases.ts'

export const logCases: Cases = {
  'an empty archive is at sequence 0 and has nothing': async (t, { store }) => {
    t.equal(await store.sequence(), 0)
    t.same(await store.statistics(WHOLE), { entities: {}, relations: {}, evidence: 0, contents: 0 })
    t.same(await store.scan('entity', WHOLE), { items: [], hasNextPage: false })
    t.same(await store.batches(), [])
    t.equal(await store.changeset({ sequence: 1 }), undefined)
    t.same(await store.health(), undefined)
  },

  'sequences have no gaps, and an answer names the version of every touched record': async (t, world) => {
    const a = body('甲')
    t.match(await world.commit(a), { sequence: 1, repeated: false, versions: new Map([[a.id, 1]]) })
    await t.rejects(world.commit(a), { code: 'CONFLICT' })
    t.match(await world.edit(a.id, { names: [{ text: '甲二' }] }), { sequence: 2, versions: new Map([[a.id, 2]]) })
    t.equal(await world.store.sequence(), 2)
  },

  'committing the same changeset again answers as the first time and changes nothing': async (t, world) => {
    const [a, id] = [body('甲'), newId()]
    const operations = [{ op: 'put' as const, record: a, base: null }, { op: 'put' as const, record: { ...a, names: [{ text: '甲二' }] }, base: 1 }]
    const first = await world.change({ id, operations })
    t.match(first, { sequence: 1, repeated: false })
    const again = await world.change({ id, operations })
    t.match(again, { sequence: 1, repeated: true })
    t.same(again.versions, first.versions)
    t.equal(await world.store.sequence(), 1)
  },

  'a changeset against a version its author did not see is refused with the version that stands': async (t, world) => {
    const { a } = await small(world)
    await world.edit(a, { names: [{ text: '甲局改' }] })
    const head = (await world.head(a))!
    await t.rejects(world.change({ operations: [{ op: 'put', record: head.record!, base: 1 }] }), { code: 'CONFLICT', details: { current: { id: a, version: 2 } } })
    await t.rejects(world.change({ operations: [{ op: 'put', record: head.record!, base: null }] }), { code: 'CONFLICT' })
    await t.rejects(world.change({ operations: [{ op: 'withdraw', id: newId(), base: 1, reason: 'x' }] }), { code: 'CONFLICT' })
  },

  'whole or not at all: one wrong operation and nothing of a changeset is there': async (t, world) => {
    const { a, b } = await small(world)
    const [d, link] = [body('丁'), relation(a, b)]
    await t.rejects(world.commit(d, link), { code: 'BAD_USER_INPUT', details: { field: 'evidence' } })
    t.equal(await world.head(d.id), undefined)
    t.equal(await world.store.sequence(), 1)
    await world.commit(d)
    t.match(await world.head(d.id), { version: 1 }, 'and the numbers it would have taken are free')
  },

  'two at once: one of them wins, the other is told': async (t, world) => {
    const { a } = await small(world)
    const record = (await world.head(a))!.record!
    const outcomes = await Promise.allSettled([1, 2, 3].map((i) => world.change({ operations: [{ op: 'put', record: { ...record, names: [{ text: `甲${i}` }] } as RecordInput, base: 1 }] })))
    t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') t.match(outcome.reason, { code: 'CONFLICT' })
    t.equal(await world.store.sequence(), 2)
  },

  'another process sees at once what was committed': async (t, world) => {
    if (world.opened.second === undefined) return
    const other = await world.opened.second()
    const a = body('甲', { audience: { mode: 'all', protocols: ['elders'] } })
    await world.commit(a)
    t.equal(await other.sequence(), 1)
    t.ok((await other.heads([a.id], WHOLE)).has(a.id))
    t.notOk((await other.heads([a.id], PUBLIC)).has(a.id))
    await other.commit({ id: newId(), actor: 'o', reason: 'o', origin: 'cli', operations: [{ op: 'put', record: { ...a, audience: { mode: 'all', protocols: ['everyone'] } }, base: 1 }] })
    t.ok((await world.store.heads([a.id], PUBLIC)).has(a.id))
    await t.rejects(world.change({ operations: [{ op: 'put', record: a, base: 1 }] }), { code: 'CONFLICT' })
  },

  'a changeset is kept as it was said: who, when, why, from where, and every operation': async (t, world) => {
    const [id, a] = [newId(), body('甲')]
    await world.change({ id, actor: '林', reason: '新立案', origin: 'import', at: 1_700_000_000_000, operations: [{ op: 'put', record: a, base: null }] })
    const logged = (await world.store.changeset({ id }))!
    t.match(logged, { id, sequence: 1, actor: '林', reason: '新立案', origin: 'import', at: 1_700_000_000_000 })
    t.same(Object.keys(logged).sort(), ['actor', 'at', 'id', 'operations', 'origin', 'reason', 'sequence'])
    const [operation] = logged.operations
    t.match(operation, { op: 'put', id: a.id, type: 'entity', version: 1, state: 'published', audience: 'all:everyone', hash: /^[0-9a-f]{64}$/, salt: /^[0-9a-f]{32}$/ })
    t.same(JSON.parse(operation!.payload!), { kind: 'Organization', names: [{ text: '甲', language: 'zh-Hant', sort: 'official' }], identifiers: [], fields: {} })
    t.same(await world.store.changeset({ sequence: 1 }), logged)
  },

  'equal payloads have unequal hashes': async (t, world) => {
    const [a, b] = [body('甲'), body('甲')]
    await world.commit(a, b)
    const [one, other] = (await world.store.changeset({ sequence: 1 }))!.operations
    t.equal(one!.payload, other!.payload)
    t.not(one!.hash, other!.hash)
  },

  'batches: parts are counted, progress is that of the newest part, and its input finds it': async (t, world) => {
    const batch = newId()
    const part = (n: number, last: boolean, records = 1): Promise<unknown> => world.change({
      at: 1000 * n,
      operations: Array.from({ length: records }, (_, i) => ({ op: 'put', record: body(`第${n}${i}`), base: null }) as const),
      batch: { id: batch, title: '匯入', part: n, last, input: 'sha', progress: { row: n * 10 } },
    })
    await part(1, false, 2)
    await world.commit(body('別的'))
    await part(2, false)
    t.match(await world.store.batches({ input: 'sha' }), [{ id: batch, title: '匯入', input: 'sha', parts: 2, operations: 3, startedAt: 1000, endedAt: 2000, finished: false, progress: { row: 20 } }])
    await part(3, true)
    const other = newId()
    await world.change({ operations: [{ op: 'put', record: body('又'), base: null }], batch: { id: other, title: '復原', part: 1, last: true, reverts: batch } })
    t.match(await world.store.batches(), [{ id: other, reverts: batch, finished: true }, { id: batch, finished: true, parts: 3, operations: 4 }])
    t.match(await world.store.batches({ id: batch }), [{ id: batch }])
    t.same(await world.store.batches({ input: 'other' }), [])
    t.same(await world.store.partsOf(batch), [1, 3, 4])
    t.same(await world.store.partsOf(newId()), [])
    t.match((await world.store.changeset({ sequence: 3 }))!.batch, { id: batch, title: '匯入', part: 2, last: false, input: 'sha', progress: { row: 20 } })
  },

  'only what ends a batch may be without operations; what comes after it is told from it': async (t, world) => {
    const [a, b, batch] = [body('甲'), body('乙', { state: 'proposed', by: newId() }), newId()]
    const part = (n: number, last: boolean, operations: readonly Operation[]): Promise<unknown> => world.change({ at: 1000 * n, operations, batch: { id: batch, title: '匯入', part: n, last } })
    await t.rejects(world.change({ operations: [] }), { code: 'BAD_USER_INPUT', details: { field: 'operations' } })
    await part(1, false, [{ op: 'put', record: a, base: null }])
    await t.rejects(part(2, false, []), { code: 'BAD_USER_INPUT' })
    await part(2, true, [])
    t.match(await world.store.batches(), [{ id: batch, finished: true, parts: 2, operations: 1, endedAt: 2000 }])
    t.match(await world.store.changeset({ sequence: 2 }), { operations: [], batch: { last: true } })
    await world.change({ at: 3000, operations: [{ op: 'put', record: b, base: null }] })
    await world.change({ at: 4000, operations: [], batch: { id: newId(), title: '空', part: 1, last: true } })
    t.match(await all((page) => world.store.history(b.id, WHOLE, page)), [{ version: 1, at: 3000 }])
    t.match(await all((page) => world.store.history(a.id, WHOLE, page)), [{ version: 1, at: 1000 }])
    t.match((await world.store.waiting({}, WHOLE)).items, [{ id: b.id, at: 3000 }])
    const logged = await Array.fromAsync(world.store.replay())
    t.same(logged.map(({ operations }) => operations.length), [1, 0, 1, 0])
    t.match(await world.store.reproject({ check: true }), { differences: [] })
  },

  'what a withdrawal says of its type is a hint: said wrongly or not, the record is found': async (t, world) => {
    const { a, link, proof } = await small(world)
    const base = 1
    await world.change({ operations: [{ op: 'withdraw', id: link, base, reason: 'x', type: 'entity' }, { op: 'withdraw', id: proof, base, reason: 'x', type: 'evidence' }, { op: 'withdraw', id: a, base, reason: 'x' }] })
    for (const id of [link, proof, a]) t.match(await world.head(id), { state: 'withdrawn', version: 2 })
    t.match(await world.store.reproject({ check: true }), { differences: [] })
  },

  'a record may be put and changed within one changeset, and related to what comes with it': async (t, world) => {
    const [a, b, work] = [body('甲'), body('乙'), entity('Work', '冊')]
    const link = relation(a.id, b.id)
    const proof = evidence(link.id, work.id)
    await world.change({
      operations: [
        ...[a, b, work, link, proof].map((record) => ({ op: 'put', record, base: null }) as const),
        { op: 'put', record: { ...a, names: [{ text: '甲改' }] }, base: 1 },
        { op: 'merge', id: b.id, into: a.id, base: 1 },
        { op: 'unmerge', id: b.id, base: 2 },
      ],
    })
    t.match((await world.store.relations(a.id, {}, PUBLIC)).items, [{ id: link.id, from: { name: '甲改' }, to: { name: '乙' } }])
    t.same((await all((page) => world.store.history(b.id, WHOLE, page))).map(({ op, version }) => [op, version]), [['unmerge', 3], ['merge', 2], ['put', 1]])
  },

  'what projections say follows from the log': async (t, world) => {
    const { a, b, c, link } = await small(world)
    await world.merge(a, c)
    await world.edit(b, { names: [{ text: '乙會改' }] })
    await world.withdraw(link)
    await world.unmerge(a)
    t.match(await world.store.reproject({ check: true }), { records: 6, differences: [] })
    t.match(await world.store.reproject(), { records: 6, differences: [] })
    t.match(await world.head(b), { version: 2 })
  },
}
