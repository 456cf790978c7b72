import t from 'tap'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { revertBatch, revertChangeset } from '../../../src/archive/history/revert.ts'
import { undo } from '../../../src/archive/history/undo.ts'
import { EVERYONE, PUBLIC, WHOLE, type Audience } from '../../../src/model/audience.ts'
import type { Changeset, Operation } from '../../../src/model/changeset.ts'
import { conflict, type ArchiveError } from '../../../src/model/errors.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import type { EntityRecord, EvidenceRecord, ProposalRecord, RecordInput, RelationRecord } from '../../../src/model/records.ts'
import { body, entity, evidence, relation, small, World } from '../../conformance/world.ts'
import { stores } from '../../conformance/stores.ts'
import { town } from '../contribute/town.ts'

const change = (operations: readonly Operation[], more: Partial<Changeset> = {}): Changeset => ({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations, ...more })

for (const { name, make } of await stores(t)) {
  const opened = async (t: { teardown(fn: () => unknown): void }): Promise<World> => {
    const there = await make()
    t.teardown(() => there.close())
    return new World(there)
  }

  await t.test(`${name}: undo does what it can, field by field; what a visible later edit blocks is reported`, async (t) => {
    const world = await opened(t)
    const one = body('甲局', { fields: { address: '甲路1號', website: 'https://a.tw' } })
    await world.commit(one)
    const edit = change([{ op: 'put', base: 1, record: { ...one, fields: { address: '甲路2號', website: 'https://b.tw', telephone: '1' } } }])
    await world.store.commit(edit)
    await world.change({ actor: '館員', operations: [{ op: 'put', base: 2, record: { ...one, fields: { address: '甲路3號', website: 'https://b.tw', telephone: '1', district: '大安區' } } }] })
    const looked = await revertChangeset(world.store, edit.id, { dryRun: true })
    t.match(looked, { operations: 1, held: 1, parts: 0, obstacles: [{ id: one.id, type: 'entity', name: '甲局', by: '館員', parts: ['fields.address'] }] })
    t.equal((await world.head(one.id))!.version, 3, 'a look writes nothing')
    await t.rejects(revertChangeset(world.store, edit.id, { whole: true }), { code: 'CONFLICT', message: /甲局.*館員/ })
    t.equal((await world.head(one.id))!.version, 3, 'all or nothing: nothing')
    const report = await revertChangeset(world.store, edit.id)
    t.match(report, { operations: 1, held: 1, obstacles: [{ by: '館員', parts: ['fields.address'] }] }, 'who changed it, and not who undoes')
    t.same(((await world.head(one.id))!.record as EntityRecord).fields, { address: '甲路3號', website: 'https://a.tw', district: '大安區' })
    t.match(await revertChangeset(world.store, edit.id), { operations: 0, held: 1 }, 'again: nothing more')
    await revertChangeset(world.store, report.changeset!)
    t.same(((await world.head(one.id))!.record as EntityRecord).fields, { address: '甲路3號', website: 'https://b.tw', telephone: '1', district: '大安區' }, 'the undo has an inverse itself')
  })

  await t.test(`${name}: what stays keeps what it leads to and what it rests on; the rest goes`, async (t) => {
    const world = await opened(t)
    const [a, b, c, work] = [body('甲'), body('乙'), body('丙'), entity('Work', '名冊')]
    const [kept, gone] = [relation(a.id, b.id), relation(b.id, c.id)]
    const proofs = [evidence(kept.id, work.id), evidence(gone.id, work.id)]
    const batch = newId()
    await world.change({ operations: [a, b, c, work].map((record) => ({ op: 'put', base: null, record })), batch: { id: batch, title: '匯入', part: 1, last: false } })
    await world.change({ operations: [kept, gone, ...proofs].map((record) => ({ op: 'put', base: null, record })), batch: { id: batch, title: '匯入', part: 2, last: true } })
    await world.edit(kept.id, { start: '2001' })
    const report = await revertBatch(world.store, batch)
    const states = await world.store.heads([a, b, c, work, kept, gone, ...proofs].map(({ id }) => id), WHOLE)
    const state = (id: Id): string => states.get(id)!.state
    t.same([a, b, work, kept, proofs[0]!].map(({ id }) => state(id)), Array(5).fill('published'))
    t.same([c, gone, proofs[1]!].map(({ id }) => state(id)), Array(3).fill('withdrawn'))
    t.equal(report.operations, 3)
    t.match(report.obstacles.find(({ id }) => id === kept.id), { parts: ['start'] })
    t.equal((await world.store.relations(a.id, {}, PUBLIC)).items.length, 1, 'the relation still shows, with its evidence')
    t.match((await world.store.batches({ id: report.batch! }))[0], { finished: true, reverts: batch })
  })

  await t.test(`${name}: a batch undone in part can be undone again when what stood in the way is gone`, async (t) => {
    const world = await opened(t)
    const [one, two] = [body('甲'), body('乙')]
    const batch = newId()
    await world.change({ operations: [one, two].map((record) => ({ op: 'put', base: null, record })), batch: { id: batch, title: '匯入', part: 1, last: true } })
    const later = change([{ op: 'put', base: 1, record: { ...one, fields: { website: 'https://a.tw' } } }])
    await world.store.commit(later)
    t.match(await revertBatch(world.store, batch), { operations: 1, held: 1 })
    await revertChangeset(world.store, later.id)
    t.match(await revertBatch(world.store, batch, { dryRun: true }), { operations: 1, held: 0 }, 'a look says what will be done')
    t.match(await revertBatch(world.store, batch), { operations: 1, held: 0 })
    t.match(await world.head(one.id), { state: 'withdrawn' })
    await t.rejects(revertBatch(world.store, batch), { code: 'CONFLICT' })
  })

  await t.test(`${name}: a batch whose first parts are undone already is finished all the same`, async (t) => {
    const world = await opened(t)
    const [one, two] = [body('甲'), body('乙')]
    const batch = newId()
    for (const [i, record] of [one, two].entries()) await world.change({ operations: [{ op: 'put', base: null, record }], batch: { id: batch, title: '匯入', part: i + 1, last: i === 1 } })
    await world.withdraw(one.id)
    const { batch: undone } = await revertBatch(world.store, batch)
    t.match((await world.store.batches({ id: undone! }))[0], { finished: true })
    const again = await revertBatch(world.store, undone!)
    t.match((await world.store.batches({ id: again.batch! }))[0], { finished: true })
    t.same([(await world.head(one.id))!.state, (await world.head(two.id))!.state], ['withdrawn', 'published'])
  })

  await t.test(`${name}: a merge is undone when what it led to is merged on, and not when it was merged elsewhere since`, async (t) => {
    const world = await opened(t)
    const { a, b, c } = await small(world)
    const first = change([{ op: 'merge', id: a, into: b, base: 1 }])
    await world.store.commit(first)
    await world.merge(b, c)
    t.match(await revertChangeset(world.store, first.id), { operations: 1, held: 0 })
    t.equal((await world.head(a))!.mergedInto, undefined)
    await world.merge(a, c)
    t.match(await revertChangeset(world.store, first.id), { operations: 0, held: 1, obstacles: [{ id: a }] })
    t.equal((await world.head(a))!.mergedInto, c)
  })

  await t.test(`${name}: what a batch made is withdrawn though the first words of it are destroyed; the destroyed words do not come back`, async (t) => {
    const world = await opened(t)
    const { a, c, work } = await small(world)
    const link = relation(a, c)
    const [proof, other] = [evidence(link.id, work, { quote: '甲局與丙社，電話0912345678' }), body('丁', { fields: { telephone: '0912345678' } })]
    const batch = newId()
    await world.change({ operations: [link, proof, other].map((record) => ({ op: 'put', base: null, record })), batch: { id: batch, title: '匯入', part: 1, last: true } })
    const cleared = change([{ op: 'put', base: 1, record: { ...proof, quote: '甲局與丙社' } }, { op: 'put', base: 1, record: { ...other, fields: {} } }])
    await world.store.commit(cleared)
    await world.change({ operations: [proof.id, other.id].map((id) => ({ op: 'redact', id, versions: [1], reason: '依請求' })) })
    t.match(await revertChangeset(world.store, cleared.id), { operations: 0, held: 2, obstacles: [{ why: /塗除/ }, { why: /塗除/ }] }, 'the words before are destroyed: told')
    await world.edit(other.id, { fields: { website: 'https://d.tw' } })
    const report = await revertBatch(world.store, batch)
    t.match(report, { operations: 2, held: 1, obstacles: [{ id: other.id, why: /後來改過/, parts: ['fields.website'] }] }, 'an edit of what is left of it stands')
    t.match([await world.head(link.id), await world.head(proof.id), await world.head(other.id)].map((head) => head!.state), ['withdrawn', 'withdrawn', 'published'])
    await revertBatch(world.store, report.batch!)
    t.match((await world.head(proof.id))!.record, { state: 'published', quote: '甲局與丙社' }, 'undone again, only what was left comes back')
  })

  await t.test(`${name}: what was withdrawn goes again when its return is undone, though the words of then are destroyed`, async (t) => {
    const world = await opened(t)
    const one = body('甲', { fields: { telephone: '0912345678' } })
    await world.commit(one)
    await world.withdraw(one.id)
    const back = change([{ op: 'put', base: 2, record: { ...one, fields: {} } }])
    await world.store.commit(back)
    await world.change({ operations: [{ op: 'redact', id: one.id, versions: [1], reason: '依請求' }] })
    t.match(await revertChangeset(world.store, back.id), { operations: 1, held: 0 })
    t.match(await world.head(one.id), { state: 'withdrawn' })
  })

  await t.test(`${name}: editing a relation's ends, type or dates marks its evidence unchecked: undoing an edit of them too, in whole or in part`, async (t) => {
    const world = await opened(t)
    const { a, c, work, link, proof } = await small(world)
    const marks = async (...ids: Id[]): Promise<unknown[]> => Promise.all(ids.map(async (id) => ((await world.head(id))!.record as EvidenceRecord).unchecked))
    const put = async (id: Id, more: object): Promise<Changeset> => {
      const { record, version } = (await world.head(id))!
      const edit = change([{ op: 'put', base: version, record: { ...record, ...more } as RecordInput }])
      await world.store.commit(edit)
      return edit
    }
    const first = await put(link, { to: c, start: '2001' })
    t.same(await marks(proof), [true])
    const later = evidence(link, work, { quote: '2001 年起' })
    await world.commit(later)
    const second = await put(link, { start: '2002' })
    t.same(await marks(proof, later.id), [true, true])
    await put(later.id, { unchecked: undefined })
    const report = await revertChangeset(world.store, first.id)
    t.match(report, { held: 1, obstacles: [{ id: link, parts: ['start'] }] })
    t.match((await world.head(link))!.record, { from: a, start: '2002' })
    t.not(((await world.head(link))!.record as RelationRecord).to, c, 'the ends went back')
    t.same(await marks(proof, later.id), [true, true], 'it says what it never said before')
    await revertChangeset(world.store, report.changeset!)
    t.same(await marks(proof, later.id), [true, undefined], 'undone again: as it was looked at')
    await revertChangeset(world.store, second.id)
    await revertChangeset(world.store, first.id)
    t.same(await marks(proof, later.id), [undefined, true], 'it says again what the first was given for, and the other not')
  })

  await t.test(`${name}: evidence that comes back for a relation that was edited meanwhile is unchecked`, async (t) => {
    const world = await opened(t)
    const { link, proof, work } = await small(world)
    await world.commit(evidence(link, work))
    const gone = change([{ op: 'withdraw', id: proof, base: 1, reason: '誤植' }])
    await world.store.commit(gone)
    const edit = change([{ op: 'put', base: 1, record: { ...(await world.head(link))!.record, start: '2001' } as RecordInput }])
    await world.store.commit(edit)
    const undone = await revertChangeset(world.store, gone.id)
    t.match((await world.head(proof))!.record, { state: 'published', unchecked: true })
    await revertChangeset(world.store, undone.changeset!)
    await revertChangeset(world.store, edit.id)
    await revertChangeset(world.store, gone.id)
    t.equal(((await world.head(proof))!.record as EvidenceRecord).unchecked, undefined, 'the relation says again what it said then')
  })

  await t.test(`${name}: evidence that was looked at when its relation was changed is not in doubt when that is undone`, async (t) => {
    const world = await opened(t)
    const { link, proof } = await small(world)
    const [relation, piece] = [await world.head(link), await world.head(proof)]
    const edit = change([{ op: 'put', base: 1, record: { ...relation!.record, start: '2001' } as RecordInput }, { op: 'put', base: 1, record: piece!.record as RecordInput }])
    await world.store.commit(edit)
    t.equal(((await world.head(proof))!.record as EvidenceRecord).unchecked, undefined)
    await revertChangeset(world.store, edit.id)
    t.same((await world.head(link))!.record, relation!.record)
    t.same((await world.head(proof))!.record, piece!.record)
  })

  await t.test(`${name}: every type of record of the archive's own work has an inverse`, async (t) => {
    const world = await opened(t)
    const { a, b } = await small(world)
    const album = entity('Collection', '專題')
    await world.commit(album)
    const common = { state: 'published', audience: EVERYONE } as const
    const records: RecordInput[] = [
      { ...common, id: newId(), type: 'proposal', state: 'proposed', target: a, base: 1, changes: { names: [{ text: '新名' }] } },
      { ...common, id: newId(), type: 'annotation', target: a, version: 1, text: '註' },
      { ...common, id: newId(), type: 'collection', entity: album.id, manner: 'manual', members: [{ item: a }, { item: b }] },
      { ...common, id: newId(), type: 'distinction', one: a, other: b },
      { ...common, id: newId(), type: 'term', vocabulary: 'field', code: 'x', definition: { label: '甲' } },
    ]
    for (const record of records) {
      const made = change([{ op: 'put', base: null, record }])
      await world.store.commit(made)
      const edited = change([{ op: 'put', base: 1, record: { ...record, ...(record.type === 'proposal' ? { words: '因為' } : record.type === 'annotation' ? { text: '改' } : record.type === 'collection' ? { members: [{ item: b }] } : record.type === 'distinction' ? { reason: '查過' } : { definition: { label: '乙' } }) } as RecordInput }])
      await world.store.commit(edited)
      const before = (await world.store.changeset({ id: made.id }))!.operations[0]!.payload
      await undo(world.store, MAINTENANCE, edited.id)
      t.same((await world.head(record.id))!.record, { ...JSON.parse(before!), id: record.id, type: record.type, state: record.state, audience: EVERYONE }, record.type)
      await undo(world.store, MAINTENANCE, made.id)
      t.match(await world.head(record.id), { state: 'withdrawn' }, record.type)
    }
  })

  await t.test(`${name}: what the actor cannot see is left silently, and its stewards are told`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const elders = await here.community('耆老會')
    const strict = await here.protocol(elders, '耆老')
    const guarded = { mode: 'all', protocols: [strict] } as const
    const librarian = await here.someone('librarian')
    const [open, hidden] = [body('公開的'), body('祖靈屋', { audience: guarded })]
    const batch = newId()
    await world.change({ operations: [open, hidden].map((record) => ({ op: 'put', base: null, record })), batch: { id: batch, title: '匯入名冊', part: 1, last: true } })
    const without = await undo(world.store, await here.as(librarian), batch, { dryRun: true })
    t.match(without, { operations: 1, held: 0, obstacles: [] })
    const report = await undo(world.store, await here.as(librarian), batch, { reason: '重匯' })
    t.match(report, { operations: 1, held: 0, obstacles: [] }, 'not a word of it')
    t.match([await world.head(open.id), await world.head(hidden.id)], [{ state: 'withdrawn' }, { state: 'published', version: 1 }])
    const naming = async (viewer = WHOLE) => (await world.store.naming(hidden.id, ['proposal'], viewer)).items
    const [proposal] = await naming()
    t.match(proposal, { state: 'proposed', audience: guarded, record: { target: hidden.id, withdraw: true } })
    t.match((proposal!.record as ProposalRecord).words, /匯入名冊/)
    t.same(await naming((await here.as(librarian)).viewer), [])
    t.equal((await naming((await here.as(elders.steward)).viewer)).length, 1, 'the steward finds it')
    await t.rejects(undo(world.store, await here.as(librarian), batch), { code: 'CONFLICT' }, 'as if it had all been undone')
    t.equal((await naming()).length, 1)
  })

  await t.test(`${name}: stewards are told also where nothing that the actor sees goes back, once`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const guarded = { mode: 'all', protocols: [await here.protocol(await here.community('耆老會'), '耆老')] } as const
    const [open, hidden] = [body('公開的', { fields: { website: 'https://a.tw' } }), body('祖靈屋', { audience: guarded })]
    const made = change([open, hidden].map((record) => ({ op: 'put', base: null, record })), { batch: { id: newId(), title: '匯入名冊', part: 1, last: true } })
    await world.store.commit(made)
    await world.edit(open.id, { fields: { website: 'https://b.tw' } })
    const librarian = await here.as(await here.someone('librarian'))
    for (const id of [made.batch!.id, made.batch!.id]) t.match(await undo(world.store, librarian, id), { operations: 0, held: 1, parts: 0, obstacles: [{ id: open.id }] })
    t.same((await world.store.naming(hidden.id, ['proposal'], WHOLE)).items.map(({ record }) => (record as ProposalRecord).withdraw), [true])
    t.equal((await world.store.batches()).length, 1, 'nothing was undone')
  })

  await t.test(`${name}: stewards are told of all that they can be told of, also where what was to be written had to be planned anew`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const guarded = { mode: 'all', protocols: [await here.protocol(await here.community('耆老會'), '耆老')] } as const
    const records = [body('公開的'), ...Array.from({ length: 60 }, (_, i) => body(`屋${i}`, { audience: guarded }))]
    const batch = newId()
    await world.change({ operations: records.map((record) => ({ op: 'put', base: null, record })), batch: { id: batch, title: '匯入名冊', part: 1, last: true } })
    let isMoved = false
    const moving = new Proxy(world.store, {
      get(target, key) {
        const value = Reflect.get(target, key) as unknown
        if (key === 'commit' && !isMoved) return async () => { isMoved = true; throw conflict('moved', {}) }
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    t.match(await undo(moving, await here.as(await here.someone('librarian')), batch), { operations: 1, held: 0 })
    t.ok(isMoved)
    const told = await Promise.all(records.slice(1).map(async ({ id }) => (await world.store.naming(id, ['proposal'], WHOLE)).items.length))
    t.same(told, Array(60).fill(1))
  })

  await t.test(`${name}: a steward who is no librarian undoes what is under their protocols, and nothing beyond`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const [north, river] = [await here.community('北村'), await here.community('河社')]
    const [mine, theirs] = [await here.protocol(north, '北'), await here.protocol(river, '河')]
    const [ours, others] = [{ mode: 'all', protocols: [mine] }, { mode: 'all', protocols: [theirs] }] as const
    const [steward, member] = [await here.as(north.steward), await here.as(await here.member('contributor', north))]
    t.equal(steward.role, 'contributor')
    const tried = async (id: Id, who = steward): Promise<string> => undo(world.store, who, id).then(() => 'done', (error: unknown) => (error as ArchiveError).code)
    const made = async (...audiences: Audience[]): Promise<readonly [Id, readonly Id[]]> => {
      const records = audiences.map((audience) => body('甲', { audience }))
      const one = change(records.map((record) => ({ op: 'put', base: null, record })))
      await world.store.commit(one)
      return [one.id, records.map(({ id }) => id)]
    }
    const [guarded, [kept]] = await made(ours)
    t.equal(await tried(guarded, member), 'FORBIDDEN')
    t.equal(await tried(guarded), 'done')
    t.match(await world.head(kept!), { state: 'withdrawn' })
    t.equal(await tried((await made(others))[0]), 'NOT_FOUND')
    t.equal(await tried((await made(EVERYONE))[0]), 'FORBIDDEN', 'what is everyone’s is the librarians’')
    t.equal(await tried((await made(ours, EVERYONE))[0]), 'FORBIDDEN', 'with something public in it')
    const [mixed, [own, hidden]] = await made(ours, others)
    t.equal(await tried(mixed), 'done', 'what they cannot see is left')
    t.match([await world.head(own!), await world.head(hidden!)], [{ state: 'withdrawn' }, { state: 'published', version: 1 }])
    const [, [both]] = await made({ mode: 'all', protocols: [mine, theirs].toSorted() })
    const narrowed = change([{ op: 'put', base: 1, record: { ...(await world.head((await made(EVERYONE))[1][0]!))!.record, audience: ours } as RecordInput }])
    await world.store.commit(narrowed)
    t.match(await undo(world.store, steward, narrowed.id), { operations: 0, held: 1 }, 'nothing becomes public by a steward’s undoing')
    await here.ports.accounts.join({ group: river.id, account: north.steward, role: 'member', since: 0 })
    t.equal(await tried((await world.store.history(both!, WHOLE)).items[0]!.changeset, await here.as(north.steward)), 'FORBIDDEN', 'under two protocols it takes the stewards of both')
    const [, [one, other]] = await made(ours, ours)
    const merge = change([{ op: 'merge', id: one!, into: other!, base: 1 }])
    await world.store.commit(merge)
    const far = body('乙')
    await world.commit(far)
    const outside = change([{ op: 'merge', id: one!, into: far.id, base: 3 }])
    const parted = change([{ op: 'unmerge', id: one!, base: 2 }])
    await world.store.commit(parted)
    t.equal(await tried(parted.id), 'done', 'a merge within their protocol is theirs to make')
    t.equal((await world.head(one!))!.mergedInto, other)
    await world.unmerge(one!)
    await world.store.commit({ ...outside, operations: [{ op: 'merge', id: one!, into: far.id, base: (await world.head(one!))!.version }] })
    t.equal(await tried(outside.id), 'FORBIDDEN', 'with something public it is not')
    await world.unmerge(one!)
    t.equal(await tried(merge.id), 'done')
  })

  await t.test(`${name}: a later edit that the actor cannot see is in nobody's way, and stays`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const strict = await here.protocol(await here.community('耆老會'), '耆老')
    const guarded = { mode: 'all', protocols: [strict] } as const
    const [librarian] = [await here.as(await here.someone('librarian'))]
    const [one, other, album] = [body('甲'), body('祕社', { audience: guarded }), entity('Collection', '專題')]
    await world.commit(one, other, album)
    const collection: RecordInput & { type: 'collection' } = { id: newId(), type: 'collection', state: 'published', audience: EVERYONE, entity: album.id, manner: 'manual', members: [] }
    await world.commit(collection)
    const added = change([{ op: 'put', base: 1, record: { ...collection, members: [{ item: one.id }] } }])
    await world.store.commit(added)
    await world.edit(collection.id, { members: [{ item: other.id }, { item: one.id }] })
    t.match(await undo(world.store, librarian, added.id), { operations: 1, held: 0 })
    t.match((await world.head(collection.id))!.record, { members: [{ item: other.id }] }, 'what was added unseen is still there')
  })
}
