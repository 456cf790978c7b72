import t, { type Test } from 'tap'
import { EVERYONE } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { markRead, whatIsNew } from '../../../src/archive/watching/read.ts'
import { listen } from '../../../src/archive/watching/listen.ts'
import { Members } from '../../../src/archive/watching/members.ts'
import { unwatch, watch, watches } from '../../../src/archive/watching/watch.ts'
import { body, content, entity, evidence, relation } from '../../conformance/world.ts'
import { never, towns, type WatchTown } from './town.ts'

const shelfOf = (collection: string, ...items: string[]): RecordInput & { id: string } =>
  ({ id: newId(), type: 'collection', entity: collection, manner: 'manual', members: items.map((item) => ({ item })), state: 'published', audience: EVERYONE }) as RecordInput & { id: string }

/** SEMANTICS 7, sentence by sentence, on each store. */
const CASES: Readonly<Record<string, (t: Test, town: WatchTown) => Promise<void>>> = {
  'an entity that is watched: added, changed, ended, disputed, merged, decided': async (t, town) => {
    const { world, a, b, c, work, link } = town
    await town.watches('amei', a)
    t.same(await town.news('amei'), [], 'what was before is no news')

    await world.edit(a, { names: [{ text: '甲局' }, { text: '甲', sort: 'short' }] })
    const made = relation(a, c, { relation: 'COMMISSIONS' })
    await world.commit(made, evidence(made.id, work, { quote: '甲局委託丙社' }))
    await world.edit(made.id, { end: '2020' })
    await world.commit(evidence(link, work, { stance: 'disputes', quote: '並無此事' }))
    const suggested = relation(a, b, { state: 'proposed', relation: 'COMMISSIONS' })
    await world.commit(suggested, evidence(suggested.id, work))
    await world.edit(suggested.id, { state: 'published' })
    const d = body('甲局籌備處')
    await world.commit(d)
    await world.merge(d.id, a)
    await world.unmerge(d.id)
    await world.withdraw(link, '弄錯了')

    t.strictSame((await town.news('amei')).map(({ what, text }) => [what, text]).toReversed(), [
      ['changed', '資料改了（名稱）：「甲局」'],
      ['added', '新的關係：「甲局」委託「丙社」'],
      ['ended', '關係結束了：「甲局」委託「丙社」（不詳至民國109年（2020））'],
      ['disputed', '有資料不同意：「甲局」合作「乙會」，見《名冊》'],
      ['added', '待審的關係：「甲局」委託「乙會」'],
      ['decided', '關係通過審查：「甲局」委託「乙會」'],
      ['merged', '「甲局籌備處」併入「甲局」'],
      ['merged', '「甲局籌備處」和「甲局」分開了'],
      ['ended', '關係撤下了：「甲局」合作「乙會」：弄錯了'],
    ])
  },

  'a relation, a document, a collection that is watched': async (t, town) => {
    const { world, a, b, work, link } = town
    const collection = entity('Collection', '兩局之間')
    const record = { id: newId(), type: 'collection', entity: collection.id, manner: 'manual', members: [{ item: a }], state: 'published', audience: EVERYONE } as RecordInput & { id: string }
    await world.commit(collection)
    await world.commit(record)
    await listen(town.ports)
    for (const watched of [link, work, collection.id]) await town.watches('amei', watched)
    await world.edit(link, { start: '2011' })
    const more = relation(a, b, { relation: 'COMMISSIONS' })
    await world.commit(more, evidence(more.id, work))
    await world.edit(record.id, { members: [{ item: a }, { item: b }] })
    await world.commit(content(work, '名冊的第一頁。'))
    t.strictSame((await town.texts('amei')).toReversed(), [
      '關係改了（開始）：「甲局」合作「乙會」（民國100年（2011）至不詳）',
      '新的關係：「甲局」委託「乙會」',
      '多了一個出處：「甲局」委託「乙會」，見《名冊》',
      '專題內容改了（成員）：「兩局之間」',
      '多了文字或檔案：「名冊」',
    ])
  },

  'a collection tells of its members: what happens to each, as to whoever watches that, as long as it is in it': async (t, town) => {
    const { world, a, b, c, work, link } = town
    const [collection, nested, book, twin] = [entity('Collection', '專題'), entity('Collection', '小專題'), entity('Work', '書'), body('甲局分處')]
    const shelf = shelfOf(collection.id, a, link, nested.id)
    const inner = shelfOf(nested.id, c)
    await world.commit(collection, nested, book, twin)
    await world.commit(shelf, inner)
    const put = relation(book.id, collection.id, { relation: 'IN_COLLECTION' })
    await world.commit(put, evidence(put.id, work))
    await listen(town.ports)
    await town.watches('amei', collection.id)
    await world.edit(a, { identifiers: [{ scheme: 'x', value: '1' }] })
    await world.edit(b, { identifiers: [{ scheme: 'x', value: '2' }] })
    await world.edit(c, { identifiers: [{ scheme: 'x', value: '3' }] })
    await world.commit(evidence(link, book.id, { stance: 'disputes' }))
    await world.commit(content(book.id, '第一頁。'))
    await world.edit(inner.id, { members: [{ item: c }, { item: b }] })
    await world.merge(twin.id, a)
    await world.edit(twin.id, { names: [{ text: '甲局北處' }] })
    t.strictSame((await town.texts('amei')).toReversed(), [
      '資料改了（編號）：「甲局」', '有資料不同意：「甲局」合作「乙會」，見《書》', '多了文字或檔案：「書」', '專題內容改了（成員）：「小專題」', '「甲局分處」併入「甲局」', '資料改了（名稱）：「甲局北處」',
    ])
    await world.edit(shelf.id, { members: [{ item: nested.id }, { item: c }] })
    await world.edit(c, { identifiers: [{ scheme: 'x', value: '4' }] })
    await world.edit(a, { identifiers: [] })
    await world.withdraw(put.id, '誤植')
    await world.commit(content(book.id, '第二頁。', { order: 2 }))
    t.strictSame((await town.texts('amei')).toReversed(), [
      '專題內容改了（成員）：「小專題」', '專題內容改了（成員）：「專題」', '資料改了（編號）：「丙社」', '關係撤下了：「書」收錄於「專題」：誤植',
    ], 'of what was taken out nothing, also of before')
    await world.edit(shelf.id, { members: [{ item: a }] })
    await world.edit(twin.id, { names: [{ text: '甲局南處' }] })
    t.equal((await town.texts('amei'))[0], '資料改了（名稱）：「甲局南處」', 'what was merged with a member counts as it')
    t.ok((await town.texts('amei')).includes('「甲局分處」併入「甲局」'))
  },

  'a collection tells nobody of members that they do not see in it': async (t, town) => {
    const { world, a, b, c } = town
    const { audience, leave } = await town.kept('amei')
    const [open, guarded, secret, closed] = [entity('Collection', '公開的'), entity('Collection', '有些是耆老的'), body('祖靈屋', { audience }), entity('Collection', '耆老的', { audience })]
    await world.commit(open, guarded, secret, closed)
    // the second list is the elders', and so is the third collection as a whole
    await world.commit(shelfOf(open.id, a, secret.id), { ...shelfOf(guarded.id, b), audience }, { ...shelfOf(closed.id, c), audience })
    await listen(town.ports)
    for (const login of ['amei', 'stranger']) {
      await town.as(login)
      for (const { id } of [open, guarded]) await town.watches(login, id)
      // also where somebody watches what was open once
      await town.ports.accounts.addWatch({ id: newId(), account: (await town.as(login)).account, kind: 'record', subject: closed.id, createdAt: 1 })
    }
    for (const [at, id] of [a, b, c, secret.id].entries()) await world.edit(id, { identifiers: [{ scheme: 'y', value: String(at) }] })
    const told = ['甲局', '乙會', '丙社', '祖靈屋'].map((name) => `資料改了（編號）：「${name}」`)
    t.strictSame((await town.texts('amei')).toReversed(), told)
    t.strictSame((await town.texts('stranger')).toReversed(), [told[0]])
    await leave('amei')
    t.strictSame(await town.texts('amei'), [told[0]], 'by the rights of the moment in which it is told')
  },

  'members of a watched collection are read once, and again where it changed': async (t, town) => {
    const { world, a } = town
    const collection = entity('Collection', '全部')
    const all = Array.from({ length: 450 }, (_, n) => body(`會${n}`))
    await world.commit(...all)
    await world.commit(collection)
    const shelf = shelfOf(collection.id, ...all.map(({ id }) => id))
    await world.commit(shelf)
    await listen(town.ports)
    await town.watches('amei', collection.id)
    let reads = 0
    const counted = new Proxy(town.graph, { get: (graph, name) => {
      const value = Reflect.get(graph, name) as unknown
      if (name === 'naming') reads++
      return typeof value === 'function' ? value.bind(graph) as unknown : value
    } })
    const members = new Members(counted)
    const told = async (): Promise<number> => (await listen({ ...town.ports, graph: counted }, undefined, members)).size
    const edited = async (id: string, value: string): Promise<number> => { await world.edit(id, { identifiers: [{ scheme: 'z', value }] }); return told() }
    t.same([await edited(all[3]!.id, '1'), await edited(all[449]!.id, '2'), await edited(a, '3'), await edited(all[0]!.id, '4')], [1, 1, 0, 1])
    t.equal(reads, 1)
    await world.edit(shelf.id, { members: [{ item: a }] })
    t.same([await edited(a, '5'), await edited(all[3]!.id, '6'), reads], [1, 0, 2])
    await world.edit(shelf.id, { members: [{ item: all[3]!.id }] })
    await listen(town.ports)
    t.same([await edited(a, '7'), await edited(all[3]!.id, '8'), reads], [0, 1, 3], 'also where another process looked through the log')
  },

  'what is proposed, and decided, about what is watched is told to whoever may settle it, and to nobody else': async (t, town) => {
    const { world, a } = town
    const author = await town.as('author', 'contributor')
    for (const [login, role] of [['author', 'contributor'], ['librarian', 'librarian'], ['amei', 'reader']] as const) {
      await town.as(login, role)
      await town.watches(login, a)
    }
    const proposal = { id: newId(), type: 'proposal', target: a, base: 1, changes: { names: [{ text: '甲署' }] }, words: '改制了', state: 'proposed', audience: EVERYONE, by: author.account } as RecordInput & { id: string }
    const note = { id: newId(), type: 'annotation', target: a, version: 1, text: '查過了。', state: 'published', audience: EVERYONE } as RecordInput
    await world.change({ actor: author.account, operations: [{ op: 'put', record: proposal, base: null }] })
    await world.commit(note)
    await world.edit(proposal.id, { state: 'returned' })
    t.strictSame((await town.news('librarian')).map(({ what, text }) => [what, text]).toReversed(), [['added', '有人提議修改：「甲局」'], ['added', '有一則註記：「甲局」'], ['decided', '修改的提議退回給作者了：「甲局」']])
    t.strictSame((await town.texts('author')).toReversed(), ['有一則註記：「甲局」', '修改的提議退回給作者了：「甲局」'])
    t.strictSame(await town.texts('amei'), ['有一則註記：「甲局」'])
  },

  'what happens to what was merged with it is told, under whichever id it is watched': async (t, town) => {
    const { world, work: a } = town
    const [b, c] = [entity('Work', '舊名冊'), entity('Work', '別的書')]
    await world.commit(b, c)
    await listen(town.ports)
    await town.watches('amei', a)
    await town.watches('ahua', b.id)
    await world.merge(b.id, a)
    await listen(town.ports)
    await world.commit(content(b.id, '舊的。'))
    await world.commit(content(a, '新的。'))
    await world.commit(content(c.id, '別的。'))
    for (const login of ['amei', 'ahua']) t.strictSame((await town.texts(login)).toReversed().slice(1), ['多了文字或檔案：「舊名冊」', '多了文字或檔案：「名冊」'], login)
  },

  'a community that is watched: its page, its protocols, and what these guard, for whoever may know': async (t, town) => {
    const { world } = town
    const { community, audience } = await town.kept('amei')
    await listen(town.ports)
    for (const login of ['amei', 'stranger']) await town.watches(login, community)
    await world.edit(community, { contact: '北村辦公室' })
    await world.commit(body('祖靈屋', { audience }))
    await world.commit(body('市場'))
    t.strictSame((await town.texts('amei')).toReversed(), ['社群改了（聯絡）：「北村」', '新的資料：「祖靈屋」'])
    t.strictSame(await town.texts('stranger'), ['社群改了（聯絡）：「北村」'])
  },

  'that a silent protocol guards something open is told to nobody who does not know the protocol': async (t, town) => {
    const { world } = town
    const north = await town.kept('amei')
    const south = await town.kept('ahua')
    await listen(town.ports)
    await town.watches('ahua', north.community)
    await town.watches('amei', north.community)
    await world.commit(body('共有的地圖', { audience: { mode: 'any', protocols: [...north.audience.protocols, ...south.audience.protocols] } }))
    t.strictSame(await town.texts('amei'), ['新的資料：「共有的地圖」'])
    t.strictSame(await town.texts('ahua'), [], 'they read it, but not why')
  },

  'rights are checked when sending: what is hidden is not told, also where it was open when it happened': async (t, town) => {
    const { world, a, b, work } = town
    const { audience, join, leave } = await town.kept('amei')
    await listen(town.ports)
    for (const login of ['amei', 'stranger']) for (const one of [a, work]) await town.watches(login, one)
    const secret = relation(a, b, { relation: 'COMMISSIONS', audience })
    await world.commit(secret, evidence(secret.id, work, { audience }))
    const text = content(work, '只有耆老知道的事。')
    await world.commit(text)
    const told = ['新的關係：「甲局」委託「乙會」', '多了一個出處：「甲局」委託「乙會」，見《名冊》', '多了文字或檔案：「名冊」']
    t.strictSame((await town.texts('amei')).toReversed(), told)
    t.strictSame(await town.texts('stranger'), told.slice(2))
    await leave('amei')
    t.strictSame(await town.texts('amei'), told.slice(2), 'access that was lost between event and sending')
    await world.edit(text.id, { audience })
    t.strictSame(await town.texts('stranger'), [], 'what was closed since is told no more')
    await join('amei')
    t.ok((await town.texts('amei')).includes(told[0]!))
  },

  'what becomes open is told as new to whom it was hidden, not as changed': async (t, town) => {
    const { world, work: a } = town
    const { audience } = await town.kept('amei')
    await listen(town.ports)
    for (const login of ['amei', 'stranger']) await town.watches(login, a)
    const text = content(a, '從前的事。', { audience })
    await world.commit(text)
    await world.edit(text.id, { audience: EVERYONE, passages: [{ text: '從前的大事。', offset: [0, 6] }] })
    t.strictSame(await town.texts('stranger'), ['多了文字或檔案：「名冊」'])
    t.strictSame(await town.texts('amei'), ['文字或檔案改了（文字）：「名冊」', '多了文字或檔案：「名冊」'])
  },

  'drafts of others are told to nobody, and their words neither when they are published': async (t, town) => {
    const { world, work: a } = town
    const author = await town.as('author', 'contributor')
    for (const login of ['amei', 'author']) await town.watches(login, a)
    const draft = content(a, '草稿。', { state: 'draft', by: author.account })
    await world.commit(draft)
    t.same(await town.news('amei'), [])
    await world.edit(draft.id, { state: 'published', passages: [{ text: '定稿。', offset: [0, 3] }] })
    t.strictSame((await town.news('amei')).map(({ what }) => what), ['added'])
  },

  'what one did oneself is no news, nor a change of what one may not see': async (t, town) => {
    const { world, a } = town
    const me = await town.as('amei')
    await town.watches('amei', a)
    const head = (await world.head(a))!
    await world.change({ actor: me.account, operations: [{ op: 'put', record: { ...head.record, names: [{ text: '甲局' }, { text: '甲' }] } as RecordInput, base: head.version }] })
    await world.edit(a, {})
    t.same(await town.news('amei'), [])
  },

  'pages of news follow one another, and what was read stays read': async (t, town) => {
    const { world, work: a } = town
    const { audience } = await town.kept()
    await listen(town.ports)
    await town.watches('amei', a)
    for (let i = 0; i < 7; i++) {
      await world.commit(content(a, `第 ${i} 段`, { order: i }))
      await world.commit(content(a, `祕密 ${i}`, { order: 100 + i, audience }))
    }
    const all = await town.news('amei')
    t.equal(all.length, 7)
    const [me, paged] = [await town.as('amei'), [] as string[]]
    for (let after: string | undefined; ;) {
      const page = await whatIsNew(town.ports, me, { first: 3, ...(after === undefined ? {} : { after }) })
      paged.push(...page.items.map(({ id }) => id))
      t.equal(page.hasNextPage, paged.length < 7)
      if (!page.hasNextPage) break
      after = page.endCursor!
    }
    t.strictSame(paged, all.map(({ id }) => id))
    await markRead(town.ports, me, all[2]!.id)
    t.strictSame((await whatIsNew(town.ports, me, { unread: true })).items.map(({ id }) => id), all.slice(0, 2).map(({ id }) => id))
    await markRead(town.ports, me)
    t.same((await whatIsNew(town.ports, me, { unread: true })).items, [])
    await t.rejects(whatIsNew(town.ports, me, { after: newId() }), { code: 'BAD_USER_INPUT' })
    await t.rejects(whatIsNew(town.ports, await town.as('ahua'), { after: all[0]!.id }), { code: 'BAD_USER_INPUT' })
  },

  'two processes that look through the log at once note nothing twice, and one that was ended in the middle loses nothing': async (t, town) => {
    const { world, work: a } = town
    await town.watches('amei', a)
    const before = (await town.ports.accounts.heard())!
    for (let i = 0; i < 5; i++) await world.commit(content(a, `第 ${i} 段`, { order: i }))
    await Promise.all([listen(town.ports), listen(town.other), listen(town.ports)])
    t.equal((await town.news('amei')).length, 5)
    // as if it had ended before it wrote down how far it was
    await town.ports.accounts.hear(before)
    t.equal((await town.news('amei')).length, 5)
  },

  'a log that is shorter than what was looked through is another: it is followed from where it stands': async (t, town) => {
    const { world, work: a } = town
    await town.watches('amei', a)
    await town.ports.accounts.hear(1_000)
    t.same(await town.news('amei'), [])
    await world.commit(content(a, '新的。'))
    t.equal((await town.news('amei')).length, 1)
  },

  'what cannot be seen cannot be watched, and what is hidden since has no title': async (t, town) => {
    const { world, a } = town
    const { audience } = await town.kept('amei')
    const hidden = body('祖靈屋', { audience })
    await world.commit(hidden)
    const [me, stranger] = [await town.as('amei'), await town.as('stranger')]
    await t.rejects(watch(town.ports, never, stranger, { record: hidden.id }), { code: 'NOT_FOUND' })
    await t.rejects(watch(town.ports, never, stranger, { record: newId() }), { code: 'NOT_FOUND' })
    const first = await watch(town.ports, never, me, { record: hidden.id })
    t.equal(first.about?.text, '「祖靈屋」')
    t.equal((await watch(town.ports, never, me, { record: hidden.id })).id, first.id, 'once is enough')
    await town.watches('stranger', a)
    await world.edit(a, { audience })
    const [mine] = await watches(town.ports, await town.as('stranger'))
    t.equal(mine!.about, undefined)
    await t.rejects(unwatch(town.ports, stranger, first.id), { code: 'NOT_FOUND' }, 'nobody ends another\'s')
    await unwatch(town.ports, me, first.id)
    await world.edit(hidden.id, { names: [{ text: '祖靈之屋' }] })
    t.same(await town.news('amei'), [])
  },
}

for (const { name, make } of await towns(t)) {
  for (const [sentence, run] of Object.entries(CASES)) await t.test(`${name}: ${sentence}`, async (t) => run(t, await make(t)))
}
