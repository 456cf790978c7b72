import fc from 'fast-check'
import t from 'tap'
import { withHidden } from '../../../src/archive/collections/parts.ts'
import { WHOLE } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import { pageOfMembers } from '../../../src/archive/collections/view.ts'
import { often } from '../../fixture.ts'
import { everywhere } from '../annotations/notes.ts'
import { EVERYBODY, refusal } from '../contribute/town.ts'
import { desk } from './shelf.ts'

await everywhere(t, 'manual: ordered, each member with a reason', async (t, town) => {
  const at = await desk(town)
  const { librarian } = at
  const [a, b, c, d] = await at.bodies('甲', '乙', '丙', '丁') as [string, string, string, string]
  const { id, entity } = await at.create(librarian, '水患', { add: [{ item: a, reason: '最早' }, { item: b }] })
  t.match(await at.view(undefined, id), { entity: { id: entity, name: '水患', kind: 'Collection' }, manner: 'manual', state: 'published', total: 2, mayEdit: false, members: [{ id: a, reasons: ['最早'] }, { id: b, reasons: [] }] })
  await at.change(librarian, id, { add: [{ item: c, reason: '後來' }, { item: d }], before: b })
  t.same(await at.names(undefined, id), ['甲', '丙', '丁', '乙'])
  await at.change(librarian, id, { move: [b, a], before: d })
  t.same(await at.names(undefined, id), ['丙', '乙', '甲', '丁'])
  await at.change(librarian, id, { move: [c] })
  t.same(await at.names(undefined, id), ['乙', '甲', '丁', '丙'])
  await at.change(librarian, id, { add: [{ item: a, reason: '改寫' }, { item: c, reason: '' }] })
  t.match((await at.view(undefined, id))!.members, [{ reasons: [] }, { id: a, reasons: ['改寫'] }, {}, { id: c, reasons: [] }], 'one that is in only gets its reason')
  await at.change(librarian, id, { remove: [a, d] })
  t.same(await at.names(undefined, id), ['乙', '丙'])
  for (const change of [{ remove: [a] }, { move: [newId()] }, { add: [{ item: newId() }] }, { add: [{ item: a }], before: d }, { question: '{"name":"ranking"}', version: (await at.view(librarian, id))!.version }]) t.equal((await refusal(at.change(librarian, id, change)))!.code, 'BAD_USER_INPUT', JSON.stringify(change))
  t.match(await at.view(undefined, entity), { id }, 'by its entity, too')
  t.equal(await at.view(undefined, newId()), undefined)
})

await everywhere(t, 'what changes nothing is no version, whatever hidden members stand between', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const [a, b] = await at.bodies('甲', '乙') as [string, string]
  const secret = await at.hidden(village.steward, elders, '祕社')
  const { id } = await at.create(at.librarian, '水患', { add: [{ item: a, reason: '最早' }, { item: b }] })
  const refused = async (change: Parameters<typeof at.change>[2]): Promise<unknown> => refusal(at.change(at.librarian, id, change))
  const nothing = [{ move: [a], before: b }, { add: [{ item: a }] }, { add: [{ item: a, reason: '最早' }] }, { noCover: true }, {}]
  const version = async (): Promise<number> => (await town.ports.graph.heads([id], WHOLE)).get(id)!.version
  for (const change of nothing) t.same(await refused(change), { code: 'BAD_USER_INPUT', field: 'collection' }, JSON.stringify(change))
  t.equal(await version(), 1)
  await town.ports.accounts.updateAccount(village.steward, { role: 'librarian' })
  await at.change(village.steward, id, { add: [{ item: secret }], before: b })
  for (const change of nothing) t.same(await refused(change), { code: 'BAD_USER_INPUT', field: 'collection' }, `with something hidden between: ${JSON.stringify(change)}`)
  t.equal(await version(), 2)
  t.equal(await refused({ move: [a] }), undefined)
  t.same(await at.names(undefined, id), ['乙', '甲'])
})

await everywhere(t, 'relations are members, too, and members are read in pages', async (t, town) => {
  const at = await desk(town)
  const [a, b, c] = await at.bodies('甲', '乙', '丙') as [string, string, string]
  const { records } = await town.write(at.librarian, [
    { entity: { id: 'new:w', kind: 'Work', names: [{ text: '名冊' }], audience: EVERYBODY, state: 'published' } },
    { relation: { id: 'new:r', type: 'PARTNERS_WITH', from: a, to: b, audience: EVERYBODY, state: 'published' } }, { evidence: { relation: 'new:r', source: 'new:w', audience: EVERYBODY, state: 'published' } },
  ])
  const relation = records[1]!.id
  const { id } = await at.create(at.librarian, '合作', { add: [a, relation, c].map((item) => ({ item })) })
  const { members } = (await at.view(undefined, id))!
  t.match(members, [{ entity: { id: a } }, { relation: { id: relation, type: 'PARTNERS_WITH' } }, { entity: { id: c } }])
  const first = pageOfMembers(members, { first: 2 })
  t.same([first.items.map((one) => one.id), first.hasNextPage], [[a, relation], true])
  const next = pageOfMembers(members, { first: 2, after: first.endCursor! })
  t.same([next.items.map((one) => one.id), next.hasNextPage], [[c], false])
  t.throws(() => pageOfMembers(members, { after: 'nonsense' }), { code: 'BAD_USER_INPUT' })
  t.same(await at.holding(undefined, relation), ['合作'])
})

await everywhere(t, 'by question: run as the reader, freezable with a date', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const [hub, one, other] = await at.bodies('文化局', '甲社', '乙會') as [string, string, string]
  const secret = await at.hidden(village.steward, elders, '祕社')
  const related = async (account: string, from: string, protocols: string[]): Promise<unknown> => town.write(account, [
    { entity: { id: 'new:w', kind: 'Work', names: [{ text: `名冊${from}` }], audience: { protocols }, state: 'published' } },
    { relation: { id: 'new:r', type: 'REGISTERED_WITH', from, to: hub, audience: { protocols }, state: 'published' } }, { evidence: { relation: 'new:r', source: 'new:w', audience: { protocols }, state: 'published' } },
  ])
  await related(at.librarian, one, ['everyone'])
  await related(village.steward, secret, [elders])
  const { id } = await at.create(at.librarian, '立案的', { manner: 'question', question: JSON.stringify({ name: 'related', arguments: { of: hub, first: 3 } }) })
  t.same(await at.names(undefined, id), ['甲社'])
  t.same(new Set(await at.names(village.steward, id)), new Set(['甲社', '祕社']))
  t.same((await at.view(undefined, id))!.question, { name: 'related', arguments: { of: hub } }, 'how many of a page is no part of it')
  await related(at.librarian, other, ['everyone'])
  t.same(new Set(await at.names(undefined, id)), new Set(['甲社', '乙會']), 'asked anew')
  await at.freeze(at.librarian, id, Date.UTC(2026, 10, 25, 20))
  t.match(await at.view(undefined, id), { frozenOn: '2026-11-26', total: 2 })
  const [third] = await at.bodies('丙社') as [string]
  await related(at.librarian, third, ['everyone'])
  t.equal((await at.view(undefined, id))!.total, 2, 'as it was on that day')
  t.same(new Set(await at.holding(undefined, one)), new Set(['立案的']))
  await at.unfreeze(at.librarian, id)
  t.equal((await at.view(undefined, id))!.total, 3)
  t.notOk('frozenOn' in (await at.view(undefined, id))!)
  t.equal((await refusal(at.freeze((await town.someone()), id)))!.code, 'FORBIDDEN')
})

await everywhere(t, 'a frozen collection holds for each reader what they see of it', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const [one] = await at.bodies('甲社') as [string]
  const secret = await at.hidden(village.steward, elders, '祕社')
  const { id } = await at.create(village.steward, '排行', { manner: 'question', question: JSON.stringify({ name: 'ranking', arguments: {} }), audience: { protocols: [elders] } })
  t.ok(await at.view(village.steward, id))
  const head = (await town.ports.graph.heads([id], (await town.as(village.steward)).viewer)).get(id)!
  await town.ports.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [
    { op: 'put', base: head.version, record: { ...head.record!, audience: { mode: 'all', protocols: ['everyone'] }, frozen: { on: '2026-11-26', items: [secret, one] } } as never },
  ] })
  t.equal(await at.view(undefined, id), undefined, 'its name is for the elders')
  t.same(await at.names(village.steward, id), ['祕社', '甲社'])
})

await everywhere(t, 'a question names nothing that its readers may not see, and is a question', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const secret = await at.hidden(village.steward, elders, '祕社')
  const asks = (of: string): string => JSON.stringify({ name: 'related', arguments: { of } })
  const create = (account: string, question: string, protocols: string[]): Promise<unknown> => at.create(account, '問', { manner: 'question', question, audience: { protocols }, state: 'proposed' })
  t.same(await refusal(create(village.steward, asks(secret), ['everyone'])), { code: 'BAD_USER_INPUT', field: 'question' })
  t.ok(await create(village.steward, asks(secret), [elders]))
  t.same(await refusal(create(at.librarian, asks(secret), ['everyone'])), await refusal(create(at.librarian, asks(newId()), ['everyone'])), 'as one that was never there')
  for (const bad of ['nonsense', '{}', '{"name":"nonsense"}', '{"name":"related","arguments":{"nonsense":1}}', '{"name":"search","arguments":{}}', '{"name":"search","arguments":{"text":"x","after":"y","z":1}}']) {
    t.same((await refusal(create(at.librarian, bad, ['everyone'])))!.code, 'BAD_USER_INPUT', bad)
  }
  t.equal((await refusal(at.create(at.librarian, '沒有問題', { manner: 'question' })))!.code, 'BAD_USER_INPUT')
})

await everywhere(t, 'collections nest without cycles', async (t, town) => {
  const at = await desk(town)
  const [body] = await at.bodies('甲') as [string]
  const [top, middle, low] = [await at.create(at.librarian, '上', { add: [{ item: body }] }), await at.create(at.librarian, '中', { add: [{ item: body }] }), await at.create(at.librarian, '下', { add: [{ item: body }] })]
  await at.change(at.librarian, top.id, { add: [{ item: middle.entity }] })
  await at.change(at.librarian, middle.id, { add: [{ item: low.entity }] })
  t.same(await at.names(undefined, top.id), ['甲', '中'])
  const message = await at.change(at.librarian, low.id, { add: [{ item: top.entity }] }).then(() => '', (error: Error) => error.message)
  t.match(message, /「下」 › 「上」 › 「中」 › 「下」/, 'the circle is named')
  t.same(await refusal(at.change(at.librarian, low.id, { add: [{ item: low.entity }] })), { code: 'BAD_USER_INPUT', field: 'add' })
  // through exhibits, and through what was merged
  const exhibit = await at.create(at.librarian, '展', { manner: 'exhibit', blocks: [{ block: 'item', item: top.entity }] })
  t.same(await refusal(at.change(at.librarian, low.id, { add: [{ item: exhibit.entity }] })), { code: 'BAD_USER_INPUT', field: 'add' })
  const twin = await at.create(at.librarian, '另一個上', { add: [{ item: body }] })
  await town.write(at.librarian, [{ merge: { id: twin.entity, into: top.entity, version: await town.version(at.librarian, twin.entity) } }])
  t.same(await refusal(at.change(at.librarian, low.id, { add: [{ item: twin.entity }] })), { code: 'BAD_USER_INPUT', field: 'add' })
  await at.change(at.librarian, middle.id, { remove: [low.entity] })
  t.ok(await at.change(at.librarian, low.id, { add: [{ item: top.entity }] }), 'once it is no circle any more')
})

await everywhere(t, 'a circle through what one cannot see is refused without a word of it', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const [body] = await at.bodies('甲') as [string]
  const [one, other] = [await at.create(at.librarian, '一', { add: [{ item: body }] }), await at.create(at.librarian, '二', { add: [{ item: body }] })]
  const secret = await at.create(village.steward, '祕密專題', { audience: { protocols: [elders] }, add: [{ item: one.entity }] })
  const head = (await town.ports.graph.heads([other.id], (await town.as(at.librarian)).viewer)).get(other.id)!
  await town.ports.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, members: [{ item: body }, { item: secret.entity }] } as never }] })
  const message = await at.change(at.librarian, one.id, { add: [{ item: other.entity }] }).then(() => '', (error: Error) => error.message)
  t.match(message, /不能放進/)
  t.notMatch(message, /祕密|›/)
})

await everywhere(t, 'they have their own protocols: shown only if one member is readable; counts are per reader', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const [open] = await at.bodies('甲') as [string]
  const secret = await at.hidden(village.steward, elders, '祕社')
  const within = await at.create(village.steward, '村裡的', { audience: { protocols: [elders] }, add: [{ item: open }] })
  const mixed = await at.create(at.librarian, '混合', { add: [{ item: open }] })
  const closed = await at.create(at.librarian, '只有村裡看得到的', { add: [{ item: open }] })
  const put = async (id: string, members: string[]): Promise<unknown> => {
    const head = (await town.ports.graph.heads([id], { signedIn: true, protocols: new Set(), whole: true })).get(id)!
    return town.ports.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, members: members.map((item) => ({ item, reason: `因為${item}` })) } as never }] })
  }
  await put(mixed.id, [secret, open])
  await put(closed.id, [secret])
  t.same(await at.list(undefined), ['混合'])
  t.same(new Set(await at.list(village.steward)), new Set(['村裡的', '混合', '只有村裡看得到的']))
  t.equal((await at.view(undefined, mixed.id))!.total, 1)
  t.equal((await at.view(village.steward, mixed.id))!.total, 2)
  for (const id of [closed.id, closed.entity, within.id, within.entity]) t.equal(await at.view(undefined, id), undefined)
  t.match(await at.view(at.librarian, closed.id), { total: 0, mayEdit: true }, 'empty, as it looks to who may change it')
  t.same(await at.holding(undefined, open), ['混合'])
  t.same(new Set(await at.holding(village.steward, open)), new Set(['村裡的', '混合']))
  t.same(await at.holding(undefined, secret), [], 'who knows the id of what is hidden learns nothing')
  t.notMatch(JSON.stringify([await at.view(undefined, mixed.id), await town.record(undefined, mixed.id)]), new RegExp(secret))
})

await everywhere(t, 'editing keeps what the editor cannot see, in its place', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const [a, b, c] = await at.bodies('甲', '乙', '丙') as [string, string, string]
  const [x, y] = [await at.hidden(village.steward, elders, '祕一'), await at.hidden(village.steward, elders, '祕二')]
  const { id } = await at.create(at.librarian, '混合', { add: [{ item: a }] })
  const head = (await town.ports.graph.heads([id], { signedIn: true, protocols: new Set(), whole: true })).get(id)!
  await town.ports.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, members: [{ item: x }, { item: a }, { item: y, reason: '祕' }, { item: b }] } as never }] })
  await at.change(at.librarian, id, { add: [{ item: c }], before: b })
  t.same(await at.names(village.steward, id), ['祕一', '甲', '祕二', '丙', '乙'])
  await at.change(at.librarian, id, { remove: [a], add: [{ item: b, reason: '改' }] })
  t.same(await at.names(village.steward, id), ['祕一', '祕二', '丙', '乙'])
  t.same(await at.names(at.librarian, id), ['丙', '乙'])
  t.same(await refusal(at.change(at.librarian, id, { remove: [x] })), { code: 'BAD_USER_INPUT', field: 'remove' })
  // what is added by somebody who sees it is in for those who see it
  const cover = (await at.view(at.librarian, id))!.version
  await town.ports.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: (await town.ports.graph.heads([id], { signedIn: true, protocols: new Set(), whole: true })).get(id)!.version, record: { ...(await town.ports.graph.heads([id], { signedIn: true, protocols: new Set(), whole: true })).get(id)!.record!, members: [{ item: y }, { item: c }, { item: b, reason: '改' }, { item: x }] } as never }] })
  t.equal((await at.view(at.librarian, id))!.version, cover, 'an edit to a hidden part does not change the visible version')
})

t.test('what is hidden stays behind what it stood behind, whatever is done to the rest', async () => {
  const lists = fc.uniqueArray(fc.nat(40), { maxLength: 12 })
  fc.assert(fc.property(lists, fc.func(fc.boolean()), fc.array(fc.nat()), (before, hides, order) => {
    const hidden = (item: number): boolean => hides(item)
    const seen = before.filter((item) => !hidden(item))
    const next = [...new Set(order.map((i) => (seen.length === 0 ? 1_000 + i : i % 3 === 0 ? 1_000 + i : seen[i % seen.length]!)))]
    const all = withHidden(before, hidden, next)
    // nothing of theirs is lost, and what the editor sees is what they asked for
    const theirs = before.filter(hidden)
    const kept = all.filter((item) => theirs.includes(item))
    const unmoved = next.filter((item) => before.includes(item))
    const inOrder = unmoved.every((item, i) => i === 0 || before.indexOf(unmoved[i - 1]!) < before.indexOf(item))
    return kept.length === theirs.length && JSON.stringify(all.filter((item) => !theirs.includes(item))) === JSON.stringify(next) && (!inOrder || JSON.stringify(kept) === JSON.stringify(theirs))
  }), { numRuns: often(500, 5_000) })
})

await everywhere(t, 'members merged away show as their survivor once, with every reason', async (t, town) => {
  const at = await desk(town)
  const [a, b, c] = await at.bodies('甲', '乙', '丙') as [string, string, string]
  const { id, entity } = await at.create(at.librarian, '合', { add: [{ item: a, reason: '一' }, { item: c }, { item: b, reason: '二' }] })
  await town.write(at.librarian, [{ merge: { id: b, into: a, version: await town.version(at.librarian, b) } }])
  t.match(await at.view(undefined, id), { total: 2, members: [{ id: a, reasons: ['一', '二'] }, { id: c }] })
  t.same(await at.holding(undefined, b), ['合'])
  const other = await at.create(at.librarian, '併入', { add: [{ item: entity }, { item: c }] })
  await town.write(at.librarian, [{ merge: { id: entity, into: other.entity, version: await town.version(at.librarian, entity) } }])
  t.same(await at.names(undefined, other.id), ['丙'], 'what was merged into the collection itself is not in it')
  t.match(await at.view(undefined, entity), { entity: { id: other.entity } })
})

await everywhere(t, 'a draft is its author\'s; what is published is edited by who may publish', async (t, town) => {
  const at = await desk(town)
  const [a, b] = await at.bodies('甲', '乙') as [string, string]
  const author = await town.someone()
  const { id } = await at.create(author, '我的', { audience: null, state: null, add: [{ item: a }] })
  t.match(await at.view(author, id), { state: 'draft', entity: { name: '我的' }, isNamed: false, mayEdit: true, audience: { text: '只有您自己' } })
  for (const other of [undefined, at.librarian]) t.equal(await at.view(other, id), undefined)
  t.same(await at.list(author, true), ['我的'])
  t.same(await at.list(author), [])
  const { version } = (await at.view(author, id))!
  await at.change(author, id, { version, audience: EVERYBODY, state: 'proposed' })
  t.match(await at.view(at.librarian, id), { state: 'proposed', mayEdit: true })
  t.equal(await at.view(undefined, id), undefined)
  t.equal((await refusal(at.change(author, id, { version, state: 'proposed' })))!.code, 'CONFLICT')
  t.same(await refusal(at.change(author, id, { state: 'proposed' })), { code: 'BAD_USER_INPUT', field: 'version' })
  await at.change(at.librarian, id, { version: (await at.view(at.librarian, id))!.version, state: 'published' })
  t.match(await at.view(undefined, id), { state: 'published', isNamed: true, by: author })
  t.equal((await refusal(at.change(author, id, { add: [{ item: b }] })))!.code, 'FORBIDDEN')
  t.equal((await refusal(at.create(author, '直接', {})))!.code, 'FORBIDDEN')
  t.equal((await refusal(at.withdraw(author, id)))!.code, 'FORBIDDEN')
  await at.withdraw(at.librarian, id)
  t.equal(await at.view(undefined, id), undefined)
  t.same(await at.list(undefined), [])
})
