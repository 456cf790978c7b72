import t from 'tap'
import { propose } from '../../../src/archive/contribute/propose.ts'
import { write } from '../../../src/archive/contribute/write.ts'
import { duplicates } from '../../../src/archive/duplicates.ts'
import { distinctions, distinguish, undistinguish } from '../../../src/archive/merge/distinct.ts'
import { merge, unmerge } from '../../../src/archive/merge/merge.ts'
import { mergePreview, unmergePreview } from '../../../src/archive/merge/preview.ts'
import { settle } from '../../../src/archive/review/settle.ts'
import { PUBLIC, WHOLE } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { body, entity, evidence, relation, small, World } from '../../conformance/world.ts'
import { stores } from '../../conformance/stores.ts'
import { refusal, town, type Town } from '../contribute/town.ts'
import { desk, named } from '../desk.ts'
import { partition } from '../partition.ts'

const key = (): string => `key:${newId()}`

for (const { name, make } of await stores(t)) {
  const opened = async (t: { teardown(fn: () => unknown): void }): Promise<World> => {
    const there = await make()
    t.teardown(() => there.close())
    return new World(there)
  }
  /** With a librarian who reads what a community keeps, and one who does not. */
  const guardedTown = async (t: Parameters<typeof town>[0]) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const elders = await here.community('耆老會')
    const guarded = { mode: 'all', protocols: [await here.protocol(elders, '耆老')] } as const
    const librarian = await here.someone('librarian')
    await here.ports.accounts.updateAccount(elders.steward, { role: 'librarian' })
    return { world, here, elders, guarded, librarian }
  }
  const version = (here: Town, account: Id, id: Id): Promise<string> => here.version(account, id)

  await t.test(`${name}: a merge has a preview and a spelled-out direction; equal relations meet with all their evidence, what would tie the survivor to itself is set aside`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const librarian = await here.someone('librarian')
    const { a, b, c, work, link } = await small(world)
    const [same, other, mine] = [relation(a, c, { start: '2001' }), relation(b, c, { start: '2001' }), relation(a, c, { start: '2005' })]
    await world.commit(same, other, mine, ...[same, other, mine].map(({ id }) => evidence(id, work)))
    await world.edit(a, { fields: { address: '甲路' }, identifiers: [{ scheme: 'x', value: '1' }] })
    await world.edit(b, { fields: { address: '乙路' } })
    const preview = await mergePreview(here.ports, await here.as(librarian), a, b)
    t.match(preview, {
      from: { id: a }, into: { id: b }, obstacles: [], exact: true, wider: false, contents: 0,
      moves: { count: 2, types: [{ type: 'PARTNERS_WITH', count: 2 }] }, meets: { count: 1, examples: [{ id: same.id, evidence: [{}] }] }, aside: { count: 1, examples: [{ id: link }] },
      names: [{ text: '甲局' }], identifiers: [{ scheme: 'x', value: '1' }], fields: [{ code: 'address', from: '甲路', into: '乙路' }],
    })
    t.match(preview.text, /「甲局」併入「乙會」/)
    const asked = { id: a, into: b, version: await version(here, librarian, a), reason: '同一個單位', key: key() }
    const { changeset } = await merge(here.ports, await here.as(librarian), asked)
    t.equal((await merge(here.ports, await here.as(librarian), asked)).changeset, changeset, 'sent again it changes nothing')
    const page = (await world.store.relations(b, {}, PUBLIC)).items
    t.same(page.map(({ id }) => id).sort(), [same.id, other.id, mine.id].sort())
    t.same((await world.store.entities([a], PUBLIC)).get(a)?.id, b, 'the old id leads there')
    t.match(await refusal(mergePreview(here.ports, await here.as(librarian), b, a)), { code: 'CONFLICT' }, 'the other way round they are one already')
    await world.merge(b, c)
    t.match(await refusal(mergePreview(here.ports, await here.as(librarian), c, a)), { code: 'CONFLICT' }, 'a circle')
  })

  await t.test(`${name}: counts of a preview are those of whoever looks; what they cannot see is not there`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const elders = await here.community('耆老會')
    const guarded = { mode: 'all', protocols: [await here.protocol(elders, '耆老')] } as const
    const librarian = await here.someone('librarian')
    const { a, b, c, work } = await small(world)
    const secret = body('祖靈屋', { audience: guarded })
    const [shown, hidden, far] = [relation(a, c), relation(a, c, { audience: guarded, start: '1990' }), relation(a, secret.id)]
    await world.commit(secret, shown, hidden, far, ...[shown, hidden, far].map(({ id }) => evidence(id, work)))
    t.match((await mergePreview(here.ports, await here.as(librarian), a, b)).moves, { count: 1 })
    for (const [from, into] of [[a, secret.id], [secret.id, a], [a, newId()]] as const) t.equal((await refusal(mergePreview(here.ports, await here.as(librarian), from, into)))?.code, 'NOT_FOUND')
    t.equal((await refusal(mergePreview(here.ports, await here.as(await here.someone()), a, b)))?.code, 'FORBIDDEN')
    t.equal((await refusal(mergePreview(here.ports, undefined, a, b)))?.code, 'UNAUTHENTICATED')
  })

  await t.test(`${name}: a merge into something of narrower audience is refused, and the preview says so`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const steward = await here.someone('librarian')
    const elders = await here.community('耆老會')
    await here.ports.accounts.join({ group: elders.id, account: steward, role: 'steward', since: 0 })
    const guarded = { mode: 'all', protocols: [await here.protocol(elders, '耆老')] } as const
    const [open, narrow] = [body('甲'), body('乙', { audience: guarded })]
    await world.commit(open, narrow)
    t.match((await mergePreview(here.ports, await here.as(steward), open.id, narrow.id)).obstacles, [/人比較少/])
    t.equal((await refusal(merge(here.ports, await here.as(steward), { id: open.id, into: narrow.id, version: await version(here, steward, open.id), reason: '同', key: key() })))?.code, 'BAD_USER_INPUT')
    t.match(await mergePreview(here.ports, await here.as(steward), narrow.id, open.id), { obstacles: [], wider: true })
  })

  await t.test(`${name}: stewards merge, part and tell apart within their own protocol, whatever their role; what others guard, or nobody, is not theirs`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const [elders, weavers] = [await here.community('耆老會'), await here.community('織會')]
    const of = (...protocols: Id[]) => ({ audience: { mode: 'all', protocols: protocols.toSorted() } as const })
    const [theirs, others] = [await here.protocol(elders, '耆老'), await here.protocol(weavers, '織女')]
    const [librarian, member] = [await here.someone('librarian'), await here.member('member', elders)]
    await here.ports.accounts.updateAccount(member, { role: 'librarian' })
    t.equal((await here.as(elders.steward)).role, 'contributor')
    const [one, two, strange, joint, open, plain] = [body('祖靈屋', of(theirs)), body('祖靈屋二', of(theirs)), body('織屋', of(others)), body('共屋', of(theirs, others)), body('甲'), body('乙')]
    await world.commit(one, two, strange, joint, open, plain)
    await here.ports.accounts.join({ group: weavers.id, account: elders.steward, role: 'member', since: 0 })
    const into = async (account: Id, from: { id: Id }, to: { id: Id }): Promise<string> =>
      (await refusal((async () => merge(here.ports, await here.as(account), { id: from.id, into: to.id, version: (await here.record(account, from.id))?.version ?? 'unseen', reason: '同', key: key() }))()))?.code ?? 'done'
    const obstacles = async (account: Id, from: { id: Id }, to: { id: Id }) => (await mergePreview(here.ports, await here.as(account), from.id, to.id)).obstacles
    // each with what it says of the two; the narrow into the wide, so that only the right is missing
    for (const [from, to] of [[strange, open], [one, open], [open, plain], [joint, one]] as const) {
      t.match(await obstacles(elders.steward, from, to), [/管理者/], `${from.names[0]!.text}`)
      t.equal(await into(elders.steward, from, to), 'FORBIDDEN')
      t.equal((await refusal(distinguish(here.ports, await here.as(elders.steward), { one: from.id, other: to.id, reason: '不同', key: key() })))?.code, 'FORBIDDEN')
    }
    t.match(await obstacles(member, one, two), [/管理者/], 'a librarian who reads it as a member')
    t.equal(await into(member, one, two), 'FORBIDDEN')
    for (const [from, to] of [[one, two], [one, open], [open, one], [one, { id: newId() }]] as const) {
      t.equal(await into(librarian, from, to), 'NOT_FOUND', 'of what they cannot see a librarian is told what they are of nothing')
      t.equal((await refusal(mergePreview(here.ports, await here.as(librarian), from.id, to.id)))?.code, 'NOT_FOUND')
      t.equal((await refusal(distinguish(here.ports, await here.as(librarian), { one: from.id, other: to.id, reason: '不同', key: key() })))?.code, 'NOT_FOUND')
    }
    t.same(await obstacles(elders.steward, one, two), [])
    t.equal(await into(elders.steward, one, two), 'done')
    const parted = async (account: Id): Promise<string> =>
      (await refusal((async () => unmerge(here.ports, await here.as(account), { id: one.id, version: (await here.record(account, one.id))?.version ?? 'unseen', reason: '兩間', key: key(), apart: true }))()))?.code ?? 'done'
    t.equal(await parted(librarian), 'NOT_FOUND')
    for (const who of [member, weavers.steward]) t.equal((await refusal(unmergePreview(here.ports, await here.as(who), one.id)))?.code, who === member ? 'FORBIDDEN' : 'NOT_FOUND')
    t.equal(await parted(member), 'FORBIDDEN')
    t.match(await unmergePreview(here.ports, await here.as(elders.steward), one.id), { id: one.id, into: { id: two.id } })
    t.equal(await parted(elders.steward), 'done')
    const told = (await distinctions({ graph: world.store, viewer: (await here.as(elders.steward)).viewer })).items[0]!.id
    t.equal((await refusal(undistinguish(here.ports, await here.as(librarian), { id: told, reason: '同', key: key() })))?.code, 'NOT_FOUND')
    t.equal((await refusal(undistinguish(here.ports, await here.as(member), { id: told, reason: '同', key: key() })))?.code, 'FORBIDDEN')
    t.equal(await refusal(undistinguish(here.ports, await here.as(elders.steward), { id: told, reason: '同', key: key() })), undefined)
    await here.ports.accounts.updateAccount(elders.steward, { role: 'librarian' })
    t.equal(await into(elders.steward, one, open), 'done', 'of theirs and a public one: librarian and steward')
    await here.ports.accounts.updateAccount(elders.steward, { role: 'contributor' })
    t.equal(await parted(elders.steward), 'FORBIDDEN', 'and parted by such, too')
    t.equal(await into(librarian, open, plain), 'done')
  })

  await t.test(`${name}: unmerge removes it; what was added since stays with the entity it was recorded for; a later merge is named`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const librarian = await here.someone('librarian')
    const { a, b, c, work } = await small(world)
    const d = body('丁')
    await world.commit(d)
    await world.merge(d.id, a)
    await world.merge(a, b)
    const since = relation(a, c)
    await world.commit(since, evidence(since.id, work))
    await world.merge(b, c)
    const preview = await unmergePreview(here.ports, await here.as(librarian), a)
    t.match(preview, { id: a, name: '甲局', into: { id: b }, survivor: { id: c }, along: [{ id: d.id, name: '丁' }], later: [{ id: b, into: { id: c } }] })
    t.match(preview.text, /丁.*後來的合併不受影響/)
    await unmerge(here.ports, await here.as(librarian), { id: a, version: await version(here, librarian, a), reason: '不是同一個', key: key() })
    const views = await world.store.entities([a, b, c, d.id], PUBLIC)
    t.same([a, b, c, d.id].map((id) => views.get(id)!.id), [a, c, c, a])
    t.ok((await world.store.relations(a, {}, PUBLIC)).items.some(({ id }) => id === since.id))
    t.equal((await refusal(unmergePreview(here.ports, await here.as(librarian), a)))?.code, 'BAD_USER_INPUT')
  })

  await t.test(`${name}: 「不是同一個」 is remembered, blocks the suggestion, and survives merges of either`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const librarian = await here.someone('librarian')
    const [one, two, three] = ['許曼真', '許嫚真', '許曼貞老師'].map((text) => entity('Person', text))
    await world.commit(one!, two!, three!)
    const listed = async () => (await duplicates({ graph: world.store, viewer: PUBLIC }, { kind: 'Person', first: 50 })).items.map(({ a, b }) => [a.id, b.id].sort().join())
    const pair = [one!.id, two!.id].sort().join()
    t.ok((await listed()).includes(pair))
    await distinguish(here.ports, await here.as(librarian), { one: one!.id, other: two!.id, reason: '生日不同', key: key() })
    t.notOk((await listed()).includes(pair))
    t.match((await distinctions({ graph: world.store, viewer: PUBLIC })).items, [{ one: { id: one!.id }, other: { id: two!.id }, reason: '生日不同' }])
    t.equal((await refusal(distinguish(here.ports, await here.as(librarian), { one: two!.id, other: one!.id, reason: '又說', key: key() })))?.code, 'CONFLICT')
    t.equal((await refusal(merge(here.ports, await here.as(librarian), { id: one!.id, into: two!.id, version: await version(here, librarian, one!.id), reason: '同', key: key() })))?.code, 'CONFLICT', 'nor merged by who does not know of it')
    await world.merge(one!.id, three!.id)
    t.notOk((await listed()).includes([two!.id, three!.id].sort().join()), 'nor is what one of them was merged into')
    t.match((await mergePreview(here.ports, await here.as(librarian), two!.id, three!.id)).obstacles, [/生日不同/])
    const { id } = (await distinctions({ graph: world.store, viewer: PUBLIC }, { of: three!.id })).items[0]!
    await undistinguish(here.ports, await here.as(librarian), { id, reason: '其實是同一人', key: key() })
    t.same((await distinctions({ graph: world.store, viewer: PUBLIC })).items, [])
    t.same((await mergePreview(here.ports, await here.as(librarian), two!.id, three!.id)).obstacles, [])
  })

  await t.test(`${name}: what was found not to be the same is merged in no way: not by a write, by several together, nor by a proposal`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const [librarian, other, author] = [await here.someone('librarian'), await here.someone('librarian'), await here.someone('contributor')]
    const [one, two, three, four] = ['甲', '乙', '丙', '丁'].map((text) => body(text)) as [ReturnType<typeof body>, ReturnType<typeof body>, ReturnType<typeof body>, ReturnType<typeof body>]
    await world.commit(one, two, three, four)
    const into = async (account: Id, id: Id, target: Id): Promise<{ merge: { id: Id; into: Id; version: string } }> => ({ merge: { id, into: target, version: await version(here, account, id) } })
    const written = async (...operations: { merge: { id: Id; into: Id; version: string } }[]): Promise<unknown> => write(here.ports, await here.as(librarian), { key: key(), reason: '同', operations })
    const { records: [proposal] } = await propose(here.ports, await here.as(author), { key: key(), words: '同一個', operations: [await into(author, one.id, two.id)] })
    await distinguish(here.ports, await here.as(librarian), { one: one.id, other: two.id, reason: '地址不同', key: key() })
    const known = (await distinctions({ graph: world.store, viewer: PUBLIC })).items[0]!.id
    for (const [id, target] of [[one.id, two.id], [two.id, one.id]] as const) {
      t.match(await refusal(written(await into(librarian, id, target))), { code: 'CONFLICT' })
      t.match(await refusal(propose(here.ports, await here.as(author), { key: key(), words: '同一個', operations: [await into(author, id, target)] })), { code: 'CONFLICT' })
    }
    t.match(await refusal(written(await into(librarian, one.id, three.id), await into(librarian, two.id, three.id))), { code: 'CONFLICT' })
    t.match(await refusal(written(await into(librarian, one.id, three.id), await into(librarian, three.id, four.id), await into(librarian, four.id, two.id))), { code: 'CONFLICT' })
    const accept = async (): ReturnType<typeof settle> => settle(world.store, await here.as(other), { ids: [proposal!.id], decision: 'accept' })
    t.match(await refusal(accept()), { code: 'CONFLICT' }, 'nor by accepting what was proposed before')
    await written(await into(librarian, one.id, three.id), await into(librarian, two.id, four.id))
    t.match(await refusal(written(await into(librarian, three.id, four.id))), { code: 'CONFLICT' }, 'what they are merged into stays apart')
    for (const id of [one.id, two.id]) await world.unmerge(id)
    await undistinguish(here.ports, await here.as(librarian), { id: known, reason: '查錯了', key: key() })
    t.match(await accept(), { records: 2 })
  })

  await t.test(`${name}: who cannot see what was told apart is refused nothing`, async (t) => {
    const { world, here, elders, guarded, librarian } = await guardedTown(t)
    const [open, other, secret] = [body('甲'), body('乙'), body('甲社', { audience: guarded })]
    await world.commit(open, other, secret)
    await distinguish(here.ports, await here.as(elders.steward), { one: secret.id, other: other.id, reason: '不同', key: key() })
    await world.merge(secret.id, open.id)
    const merging = async (account: Id): Promise<unknown> => write(here.ports, await here.as(account), { key: key(), reason: '同', operations: [{ merge: { id: other.id, into: open.id, version: await version(here, account, other.id) } }] })
    t.match(await refusal(merging(elders.steward)), { code: 'CONFLICT' })
    t.equal(await refusal(merging(librarian)), undefined)
  })

  await t.test(`${name}: who cannot see one of two does not learn that they are told apart`, async (t) => {
    const { world, here, elders, guarded, librarian } = await guardedTown(t)
    const [open, secret] = [body('甲'), body('甲社', { audience: guarded })]
    await world.commit(open, secret)
    t.equal((await refusal(distinguish(here.ports, await here.as(librarian), { one: open.id, other: secret.id, reason: '不同', key: key() })))?.code, 'NOT_FOUND')
    await distinguish(here.ports, await here.as(elders.steward), { one: open.id, other: secret.id, reason: '不同', key: key() })
    for (const viewer of [PUBLIC, (await here.as(librarian)).viewer]) t.same([(await distinctions({ graph: world.store, viewer })).items, (await distinctions({ graph: world.store, viewer }, { of: open.id })).items], [[], []])
    t.equal((await distinctions({ graph: world.store, viewer: (await here.as(elders.steward)).viewer })).items.length, 1)
  })

  await t.test(`${name}: what was told apart is joined by no rule, and what a rule had joined is parted`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const librarian = await here.someone('librarian')
    const registers = await desk(t, world.store)
    const rows = [{ 名稱: '慈暉協會' }]
    for (const register of ['one', 'two']) await registers.run(rows, { text: named(register) })
    const joined = (await partition(world.store)).find((group) => group.some((row) => row.includes('慈暉')))
    t.equal(joined?.length, 2, 'the two registers were joined')
    const ids = (await world.store.find({ keys: ['慈晖协会'] }, WHOLE)).items.flatMap((view) => [view.id, ...view.merged.map(({ id }) => id)])
    const [one, other] = ids as [Id, Id]
    await distinguish(here.ports, await here.as(librarian), { one, other, reason: '一北一南', key: key() })
    const together = async (): Promise<boolean> => (await partition(world.store)).some((group) => group.filter((row) => row.includes('慈暉')).length > 1)
    t.notOk(await together())
    await registers.run(rows, { text: named('three') })
    t.notOk((await partition(world.store)).some((group) => group.includes('one/Organization/慈暉協會') && group.includes('two/Organization/慈暉協會')), 'nor does the next import join the two')
    for (const register of ['one', 'two']) await registers.run(rows, { text: named(register) })
    t.notOk((await partition(world.store)).some((group) => group.includes('one/Organization/慈暉協會') && group.includes('two/Organization/慈暉協會')))
    const { id } = (await distinctions({ graph: world.store, viewer: WHOLE })).items[0]!
    await undistinguish(here.ports, await here.as(librarian), { id, reason: '查錯了', key: key() })
    t.equal((await partition(world.store)).find((group) => group.some((row) => row.includes('慈暉')))?.length, 3, 'taken back, the rule joins all three')
  })

  await t.test(`${name}: an entity parted as not the same is joined by no rule again`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const librarian = await here.someone('librarian')
    const registers = await desk(t, world.store)
    for (const register of ['one', 'two']) await registers.run([{ 名稱: '慈暉協會' }], { text: named(register) })
    const [view] = (await world.store.find({ keys: ['慈晖协会'] }, WHOLE)).items
    const { id } = view!.merged[0]!
    t.match(await unmergePreview(here.ports, await here.as(librarian), id), { rule: 'import:same-name' })
    await unmerge(here.ports, await here.as(librarian), { id, version: await version(here, librarian, id), reason: '不同', key: key(), apart: true })
    await registers.run([{ 名稱: '慈暉協會' }, { 名稱: '新的協會' }], { text: named('two') })
    t.same((await world.store.entities([id], WHOLE)).get(id)?.id, id)
  })

  await t.test(`${name}: two of one kind with names alike that share neighbours are suggested, with what they share`, async (t) => {
    const world = await opened(t)
    const [school, work] = [body('永樂國民小學'), entity('Work', '教師名冊')]
    const [one, other, third] = [entity('Person', '歐陽正宇'), entity('Person', '歐陽正芳'), entity('Person', '林大海')]
    const course = entity('Programme', '口述歷史計畫')
    await world.commit(school, work, one, other, third, course)
    const ties = [one, other, third].flatMap((person) => [relation(person.id, school.id, { relation: 'WORKS_FOR' })])
    await world.commit(...ties, ...ties.map(({ id }) => evidence(id, work.id)))
    const found = (await duplicates({ graph: world.store, viewer: PUBLIC }, { kind: 'Person' })).items
    t.match(found, [{ reason: 'shared', for: [/共同的關係/], shared: [{ type: 'WORKS_FOR', other: { name: '永樂國民小學' } }], against: [/名稱不同/] }])
    t.same([found[0]!.a.id, found[0]!.b.id].sort(), [one.id, other.id].sort())
  })
}
