import t, { type Test } from 'tap'
import type { WriteInput } from '../../../src/archive/contribute/input.ts'
import { propose, type ProposalInput } from '../../../src/archive/contribute/propose.ts'
import type { Written } from '../../../src/archive/contribute/write.ts'
import { contributions } from '../../../src/archive/review/mine.ts'
import { queue, queueItem, textsOn } from '../../../src/archive/review/queue.ts'
import { settle, type Settled, type Settling } from '../../../src/archive/review/settle.ts'
import { revertBatch } from '../../../src/archive/history/revert.ts'
import { WHOLE } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { stores } from '../../conformance/stores.ts'
import { EVERYBODY, organization, refusal, town, type Town } from '../contribute/town.ts'

/** SEMANTICS 2, sentence by sentence, on every store. */

const PUBLISHED = { state: 'published', audience: EVERYBODY } as const

const proposed = async (place: Town, account: Id, operations: readonly WriteInput[], more: Partial<ProposalInput> = {}): Promise<Written> =>
  propose(place.ports, await place.as(account), { key: `key:${newId()}`, words: '更正', operations, ...more })
const decided = async (place: Town, account: Id, settling: Settling): Promise<Settled> => settle(place.ports.graph, await place.as(account), settling)
const asking = async (place: Town, account: Id) => ({ ...place.ports, viewer: (await place.as(account)).viewer })
const queued = async (place: Town, account: Id, query = {}): Promise<Id[]> => (await queue(await asking(place, account), await place.as(account), query, { first: 50 })).items.map(({ id }) => id)
const texts = async (place: Town, account: Id, id: Id) => textsOn(await asking(place, account), (await queueItem(await asking(place, account), await place.as(account), id))!)

async function published(place: Town, account: Id, name: string, more: object = {}): Promise<Id> {
  return (await place.write(account, [organization(name, { ...PUBLISHED, ...more })])).records[0]!.id
}

async function change(place: Town, account: Id, id: Id, fields: Record<string, string>, more: Partial<ProposalInput> = {}): Promise<Id> {
  const version = await place.version(account, id)
  return (await proposed(place, account, [{ entity: { id, version, fields: Object.entries(fields).map(([code, value]) => ({ code, values: value === '' ? [] : [value] })) } }], more)).records[0]!.id
}

for (const { name, make } of await stores(t)) {
  const test = (sentence: string, run: (t: Test, place: Town) => Promise<void>): Promise<unknown> => t.test(`${name}: ${sentence}`, async (t) => {
    const { store, close } = await make()
    t.teardown(close)
    await run(t, await town(t, store))
  })

  await test('a proposal of other readers: whoever settles it sees both, and what it is opened to is decided by those who keep it', async (t, place) => {
    const [elders, north] = [await place.community('耆老會'), await place.community('北區')]
    const [story, secret] = [await place.protocol(elders, '故事'), await place.protocol(north, '祕密')]
    const [author, librarian] = [await place.member('member', elders), await place.someone('librarian')]
    const steward = async (...groups: { id: Id }[]): Promise<Id> => {
      const account = await place.someone('librarian')
      for (const { id } of groups) await place.ports.accounts.join({ group: id, account, role: 'steward', since: 0 })
      return account
    }
    const [ofElders, ofNorth, ofBoth] = [await steward(elders), await steward(north), await steward(elders, north)]
    const ask = async (account: Id, id: Id, audience: object, more: object = {}): Promise<Id> =>
      (await proposed(place, account, [{ entity: { id, version: await place.version(account, id), audience: audience as never, ...more } }])).records[0]!.id
    const accept = (account: Id, id: Id, more = {}): Promise<Settled> => decided(place, account, { ids: [id], decision: 'accept', ...more })

    const tale = (await place.write(ofElders, [organization('獵場', { state: 'published', audience: { protocols: [story] } })])).records[0]!.id
    const opened = await ask(author, tale, EVERYBODY, { fields: [{ code: 'note', values: ['大家都知道'] }] })
    t.equal(await place.record(undefined, tale), undefined, 'it stays as it is until that is accepted')
    t.match(await refusal(accept(librarian, opened)), { code: 'NOT_FOUND' }, 'who does not keep it does not open it, nor learns of it')
    t.match(await refusal(accept(author, opened)), { code: 'FORBIDDEN' })
    t.match(await texts(place, ofElders, opened), [{}, { part: 'audience', base: { protocols: [story] }, theirs: { protocols: ['everyone'] }, now: { protocols: [story] }, moved: false }])
    await accept(ofElders, opened, { parts: ['fields.note'], rest: 'return', words: '先不公開' })
    t.equal(await place.record(undefined, tale), undefined, 'it is one part among others')
    t.match((await place.words(author, tale)).fields, { note: '大家都知道' })
    const again = await ask(author, tale, EVERYBODY)
    const { batch } = await accept(ofElders, again)
    t.match(await place.words(undefined, tale), { names: [{ text: '獵場' }] })
    await revertBatch(place.ports.graph, batch!)
    t.equal(await place.record(undefined, tale), undefined)

    const shared = await ask(ofElders, tale, { mode: 'all', protocols: [story] }).catch((error: unknown) => (error as { code: string }).code)
    t.equal(shared, 'BAD_USER_INPUT', 'the same readers are no proposal')
    const joint = (await place.write(ofBoth, [organization('祭場', { state: 'published', audience: { mode: 'any', protocols: [story, secret] } })])).records[0]!.id
    const both = await place.member('member', elders, north)
    const narrower = await ask(both, joint, { mode: 'all', protocols: [story, secret] })
    for (const one of [ofElders, ofNorth]) t.equal(await place.record(one, narrower), undefined, 'who keeps one of the two alone neither settles it nor sees what the other is')
    const taken = await ask(author, joint, { mode: 'any', protocols: [story] }).catch((error: unknown) => (error as { code: string }).code)
    t.equal(taken, 'BAD_USER_INPUT', 'what they cannot see is not theirs to take away: to them nothing changes')
    await accept(ofBoth, narrower)
    t.same((await place.record(ofBoth, joint))!.audience.mode, 'all')
    t.equal(await place.record(author, joint), undefined)

    const club = await published(place, librarian, '讀書會')
    const closed = await ask(author, club, { protocols: [story] })
    t.equal((await queued(place, librarian)).includes(closed), false, 'a protocol that they do not know is not told to them')
    t.match(await refusal(accept(elders.steward, closed)), { code: 'FORBIDDEN' }, 'who keeps it now decides, too')
    await accept(ofElders, closed)
    t.equal(await place.record(undefined, club), undefined)
    t.match(await refusal(ask(author, club, { protocols: [] })), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.audience' })
  })

  await test('an edit to something published is a proposal on a base version: the published text stays live until it is accepted', async (t, place) => {
    const [librarian, author] = [await place.someone('librarian'), await place.someone()]
    const office = await published(place, librarian, '文化局', { fields: [{ code: 'website', values: ['https://old.example'] }] })
    const version = await place.version(author, office)
    t.match(await refusal(place.write(author, [{ entity: { id: office, version, fields: [] } }])), { code: 'FORBIDDEN' })
    await t.rejects(place.write(author, [{ entity: { id: office, version, fields: [] } }]), /propose/)
    const id = await change(place, author, office, { website: 'https://new.example' })
    t.equal((await place.words(undefined, office)).fields.website, 'https://old.example')
    t.equal(await place.record(undefined, id), undefined, 'read by its author and those who may accept')
    t.match(await place.words(author, id), { type: 'proposal', target: office, changes: { 'fields.website': 'https://new.example' }, words: '更正' })
    t.notOk('base' in (await place.words(author, id)), 'numbers of versions count what is hidden')
    t.same(await queued(place, librarian), [id])
    const { batch } = await decided(place, librarian, { ids: [id], decision: 'accept' })
    t.equal((await place.words(undefined, office)).fields.website, 'https://new.example')
    t.same(await queued(place, librarian), [])
    await revertBatch(place.ports.graph, batch!)
    t.equal((await place.words(undefined, office)).fields.website, 'https://old.example')
    t.same(await queued(place, librarian), [id], 'a decision is undone as one batch')
  })

  await test('under all, a steward of each strict protocol; under any, of one; otherwise a librarian; whoever submitted a proposal cannot accept it', async (t, place) => {
    const [north, south] = [await place.community('北村'), await place.community('南村')]
    const [elders, weavers] = [await place.protocol(north, '耆老'), await place.protocol(south, '織女')]
    const [librarian, both, member] = [await place.someone('librarian'), await place.member('steward', north, south), await place.member('contributor', north, south)]
    const other = await place.member('steward', north, south)
    for (const [mode, stewards] of [['all', [both]], ['any', [north.steward, south.steward, both]]] as const) {
      const id = await published(place, other, `${mode}會`, { audience: { mode, protocols: [elders, weavers] } })
      for (const account of [librarian, north.steward, south.steward, both, member]) {
        const proposal = await change(place, member, id, { note: String(Math.random()) })
        const refused = await refusal(decided(place, account, { ids: [proposal], decision: 'accept', over: true }))
        if ((stewards as readonly Id[]).includes(account)) t.equal(refused, undefined, `${mode}: a steward`)
        else t.match(refused, { code: account === member ? 'FORBIDDEN' : 'NOT_FOUND' }, `${mode}: not theirs`)
      }
    }
    const open = await published(place, librarian, '公開')
    const own = await change(place, librarian, open, { note: '自己的' })
    t.match(await refusal(decided(place, librarian, { ids: [own], decision: 'accept' })), { code: 'FORBIDDEN' })
    t.match(await refusal(decided(place, member, { ids: [own], decision: 'accept' })), { code: 'NOT_FOUND' })
    t.match(await refusal(settle(place.ports.graph, undefined, { ids: [own], decision: 'accept' })), { code: 'UNAUTHENTICATED' })
    t.equal(await refusal(decided(place, await place.someone('librarian'), { ids: [own], decision: 'accept' })), undefined)
  })

  await test('accept or return field by field', async (t, place) => {
    const [librarian, author] = [await place.someone('librarian'), await place.someone()]
    const office = await published(place, librarian, '文化局', { fields: [{ code: 'website', values: ['https://old.example'] }] })
    const one = await change(place, author, office, { website: 'https://new.example', note: '不確定' })
    t.match(await refusal(decided(place, librarian, { ids: [one], decision: 'accept', parts: ['names'] })), { code: 'BAD_USER_INPUT', field: 'parts' })
    await decided(place, librarian, { ids: [one], decision: 'accept', parts: ['fields.website'] })
    t.same((await place.words(undefined, office)).fields, { website: 'https://new.example' })
    t.match(await place.record(author, one), { state: 'published' })
    const two = await change(place, author, office, { website: 'https://newer.example', note: '不確定' })
    await decided(place, librarian, { ids: [two], decision: 'accept', parts: ['fields.website'], rest: 'return', words: '備註請附出處' })
    t.same((await place.words(undefined, office)).fields, { website: 'https://newer.example' })
    t.match(await place.record(author, two), { state: 'returned' })
    t.same((await place.words(author, two)).changes, { 'fields.note': '不確定' })
  })

  await test('a return or decline needs words, and the author is told and sees them; what was returned is proposed again', async (t, place) => {
    const [librarian, author] = [await place.someone('librarian'), await place.someone()]
    const office = await published(place, librarian, '文化局')
    const id = await change(place, author, office, { note: '很久以前' })
    for (const decision of ['return', 'decline'] as const) t.match(await refusal(decided(place, librarian, { ids: [id], decision, words: ' ' })), { code: 'BAD_USER_INPUT', field: 'words' })
    await decided(place, librarian, { ids: [id], decision: 'return', words: '請寫年份' })
    t.same(await queued(place, librarian), [])
    const mine = async () => (await contributions(place.ports.graph, await place.as(author))).items
    t.match(await mine(), [{ id, state: 'returned', decision: { state: 'returned', words: '請寫年份', by: librarian } }])
    t.match(await refusal(decided(place, librarian, { ids: [id], decision: 'accept' })), { code: 'CONFLICT' })
    const again = await change(place, author, office, { note: '民國八十年' }, { amends: { id, version: await place.version(author, id) } })
    t.equal(again, id, 'the same proposal, said anew')
    t.match(await refusal(change(place, await place.someone(), office, { note: '別人' }, { amends: { id, version: await place.version(author, id) } })), { code: 'NOT_FOUND' })
    t.match(await mine(), [{ id, state: 'proposed', decision: { words: '請寫年份' } }])
    await decided(place, librarian, { ids: [id], decision: 'decline', words: '沒有出處' })
    t.match(await mine(), [{ state: 'declined', decision: { words: '沒有出處' } }])
    t.match(await refusal(change(place, author, office, { note: '再試' }, { amends: { id, version: await place.version(author, id) } })), { code: 'BAD_USER_INPUT', field: 'amends' })
    t.match(await refusal(contributions(place.ports.graph, undefined)), { code: 'UNAUTHENTICATED' })
  })

  await test('a proposal whose base has moved shows the three texts (base, theirs, now) per field', async (t, place) => {
    const [librarian, author, judge] = [await place.someone('librarian'), await place.someone(), await place.someone('librarian')]
    const office = await published(place, librarian, '文化局', { fields: [{ code: 'website', values: ['https://base.example'] }, { code: 'note', values: ['底'] }] })
    const id = await change(place, author, office, { website: 'https://theirs.example', note: '同' })
    await place.write(librarian, [{ entity: { id: office, version: await place.version(librarian, office), fields: [{ code: 'website', values: ['https://now.example'] }, { code: 'note', values: ['同'] }] } }])
    t.same(await texts(place, judge, id), [
      { part: 'fields.note', base: '底', theirs: '同', now: '同', moved: true, conflict: false },
      { part: 'fields.website', base: 'https://base.example', theirs: 'https://theirs.example', now: 'https://now.example', moved: true, conflict: true },
    ].sort((x, y) => (x.part < y.part ? 1 : -1)))
    t.match(await refusal(decided(place, judge, { ids: [id], decision: 'accept' })), { code: 'CONFLICT', current: { parts: [{ part: 'fields.website' }] } })
    t.equal((await place.words(undefined, office)).fields.website, 'https://now.example')
    await decided(place, judge, { ids: [id], decision: 'accept', over: true })
    t.equal((await place.words(undefined, office)).fields.website, 'https://theirs.example')
  })

  await test('an edit to a hidden part neither bumps nor conflicts with the visible version', async (t, place) => {
    const north = await place.community('北村')
    const elders = await place.protocol(north, '耆老')
    const [librarian, author, judge] = [await place.someone('librarian'), await place.someone(), await place.someone('librarian')]
    const secret = (await place.write(north.steward, [{ entity: { kind: 'Work', names: [{ text: '密書' }], state: 'published', audience: { protocols: [elders] } } }])).records[0]!.id
    const office = await published(place, librarian, '文化局')
    const version = await place.version(author, office)
    const names = [{ text: '文化局' }, { text: '文局', sort: 'short' }]
    const { records: [proposal] } = await proposed(place, author, [{ entity: { id: office, version, names } }])
    // a source of the name that they cannot see
    const head = (await place.ports.graph.heads([office], WHOLE)).get(office)!
    await place.ports.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, names: [{ text: '文化局', source: secret }] } as never }] })
    t.equal(await place.version(author, office), version)
    t.match(await texts(place, judge, proposal!.id), [{ part: 'names', moved: false, conflict: false }])
    t.notMatch(JSON.stringify(await texts(place, judge, proposal!.id)), new RegExp(secret))
    await decided(place, judge, { ids: [proposal!.id], decision: 'accept' })
    t.match((await place.ports.graph.heads([office], WHOLE)).get(office)!.record, { names: [{ text: '文化局', source: secret }, { text: '文局' }] }, 'what is hidden is not lost')
  })

  await test('many at once, as one undoable batch', async (t, place) => {
    const [librarian, author, judge] = [await place.someone('librarian'), await place.someone(), await place.someone('librarian')]
    const office = await published(place, librarian, '文化局')
    const [one, two, three] = [await change(place, author, office, { website: 'https://a.example' }), await change(place, author, office, { note: '乙' }), await change(place, author, office, { note: '丙' })]
    t.match(await refusal(decided(place, judge, { ids: [one, two, three], decision: 'accept' })), { code: 'CONFLICT', current: { parts: [{ part: 'fields.note', now: '乙' }] } }, 'two that say different things of one part')
    const { batch, outcomes } = await decided(place, judge, { ids: [one, two, three], decision: 'accept', partly: true })
    t.match(outcomes, [{ id: one }, { id: two }, { id: three, left: { code: 'CONFLICT' } }])
    t.same((await place.words(undefined, office)).fields, { website: 'https://a.example', note: '乙' })
    await revertBatch(place.ports.graph, batch!)
    t.same((await place.words(undefined, office)).fields, {})
    t.same((await queued(place, judge)).sort(), [one, two, three].sort())
  })

  await test('withdrawing and merging are proposed, too', async (t, place) => {
    const [librarian, author, judge] = [await place.someone('librarian'), await place.someone(), await place.someone('librarian')]
    const [office, twin, wrong] = [await published(place, librarian, '文化局'), await published(place, librarian, '臺北市文化局'), await published(place, librarian, '誤植')]
    const [{ records: [merge] }, { records: [gone] }] = [
      await proposed(place, author, [{ merge: { id: twin, into: office, version: await place.version(author, twin) } }]),
      await proposed(place, author, [{ withdraw: { id: wrong, version: await place.version(author, wrong), reason: '沒有這個機關' } }]),
    ]
    t.match(await refusal(proposed(place, author, [{ merge: { id: twin, into: newId(), version: await place.version(author, twin) } }])), { code: 'NOT_FOUND' })
    const { items } = await queue(await asking(place, judge), await place.as(judge), {}, {})
    t.same(items.map(({ title }) => title), ['提議把「臺北市文化局」併入「文化局」', '提議撤下「誤植」'])
    await decided(place, judge, { ids: [merge!.id, gone!.id], decision: 'accept' })
    t.match((await place.ports.graph.heads([twin], WHOLE)).get(twin), { mergedInto: office })
    t.match((await place.ports.graph.history(wrong, WHOLE)).items[0], { op: 'withdraw', note: '沒有這個機關' })
  })

  await test('editing a relation\'s ends, type or dates marks its evidence unchecked until someone confirms', async (t, place) => {
    const [librarian, author, judge] = [await place.someone('librarian'), await place.someone(), await place.someone('librarian')]
    const { records } = await place.write(librarian, [
      { entity: { id: 'new:work', kind: 'Work', names: [{ text: '社區史' }], ...PUBLISHED } }, { ...organization('甲局', { id: 'new:a', ...PUBLISHED }) }, { ...organization('乙會', { id: 'new:b', ...PUBLISHED }) },
      { relation: { id: 'new:tie', type: 'PARTNERS_WITH', from: 'new:a', to: 'new:b', ...PUBLISHED } }, { evidence: { relation: 'new:tie', source: 'new:work', quote: '甲乙合辦', ...PUBLISHED } },
    ])
    const [tie, proof] = [records[3]!.id, records[4]!.id]
    const { records: [proposal] } = await proposed(place, author, [{ relation: { id: tie, version: await place.version(author, tie), start: '民國99年' } }])
    await decided(place, judge, { ids: [proposal!.id], decision: 'accept' })
    t.match(await place.words(undefined, tie), { start: '民國99年' })
    t.match(await place.words(undefined, proof), { unchecked: true })
  })

  await test('anyone may propose a change to anything they can see, and to nothing else', async (t, place) => {
    const north = await place.community('北村')
    const elders = await place.protocol(north, '耆老')
    const [librarian, author, reader] = [await place.someone('librarian'), await place.someone(), await place.someone('reader')]
    const [office, secret] = [await published(place, librarian, '文化局'), await published(place, north.steward, '密會', { audience: { protocols: [elders] } })]
    const version = await place.version(author, office)
    t.match(await refusal(change(place, reader, office, { note: 'x' })), { code: 'FORBIDDEN' })
    t.match(await refusal(propose(place.ports, undefined, { key: 'anonymous-key', words: 'x', operations: [{ entity: { id: office, version } }] })), { code: 'UNAUTHENTICATED' })
    const hidden = [{ entity: { id: secret, version: await place.version(north.steward, secret), fields: [] } }]
    const absent = [{ entity: { ...hidden[0]!.entity, id: newId() } }]
    for (const operations of [hidden, absent]) t.match(await refusal(proposed(place, author, operations)), { code: 'NOT_FOUND' }, 'hidden as absent')
    t.match(await refusal(proposed(place, author, [{ entity: { id: office, version, fields: [] } }])), { code: 'BAD_USER_INPUT' }, 'nothing to propose')
    t.match(await refusal(proposed(place, author, [organization('新的')])), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.id' })
    t.match(await refusal(proposed(place, author, [{ entity: { id: office, version: 'other', fields: [] } }])), { code: 'CONFLICT' })
    t.match(await refusal(proposed(place, author, [{ entity: { id: office, version, audience: EVERYBODY } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].entity' }, 'the same readers are no change')
    const draft = (await place.write(author, [organization('草稿')])).records[0]!
    t.match(await refusal(proposed(place, author, [{ entity: { id: draft.id, version: draft.version!, names: [{ text: '改' }] } }])), { code: 'BAD_USER_INPUT' }, 'one\'s own draft is simply changed')
    const id = await change(place, author, office, { note: 'x' })
    await place.write(author, [{ withdraw: { id, version: await place.version(author, id), reason: '不用了' } }])
    t.same(await queued(place, librarian), [], 'and taken back')
  })
}
