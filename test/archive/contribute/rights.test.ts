import t from 'tap'
import { write } from '../../../src/archive/contribute/write.ts'
import type { State } from '../../../src/model/records.ts'
import { EVERYBODY, organization, refusal, town, type Town } from './town.ts'

const edit = async (place: Town, account: string, id: string, more: object = {}): Promise<unknown> =>
  place.write(account, [{ entity: { id, version: await place.version(account, id), fields: [{ code: 'note', values: [String(Math.random())] }], ...more } }])
const put = async (place: Town, account: string, more: object = {}): Promise<string> => (await place.write(account, [organization('愛鄉協會', more)])).records[0]!.id

t.test('who writes is somebody, and may', async (t) => {
  const place = await town(t)
  t.match(await refusal(place.write(undefined, [organization('甲')])), { code: 'UNAUTHENTICATED' })
  t.match(await refusal(place.write(await place.someone('reader'), [organization('甲')])), { code: 'FORBIDDEN' })
  const actor = await place.ports.directory.actor(await place.someone(), ['read'])
  t.match(await refusal(write(place.ports, actor, { key: 'by-a-token', reason: '測試', operations: [organization('甲')] })), { code: 'FORBIDDEN' }, 'a token for reading')
})

t.test('a draft is its author\'s alone, at whatever it is asked', async (t) => {
  const place = await town(t)
  const [author, librarian, administrator] = [await place.someone(), await place.someone('librarian'), await place.someone('administrator')]
  const id = await put(place, author, { identifiers: [{ scheme: 'agency', value: '1' }] })
  const version = await place.version(author, id)
  for (const other of [undefined, librarian, administrator]) {
    t.equal(await place.record(other, id), undefined)
    const viewer = other === undefined ? await place.ports.directory.everyone() : (await place.as(other)).viewer
    t.equal((await place.ports.graph.history(id, viewer)).items.length, 0)
    t.equal((await place.ports.graph.entities([id], viewer)).size, 0)
  }
  t.match(await refusal(place.write(librarian, [{ entity: { id, version, state: 'published' } }])), { code: 'NOT_FOUND' })
  t.match(await refusal(place.write(librarian, [{ withdraw: { id, version, reason: '看不到' } }])), { code: 'NOT_FOUND' })
  t.equal(await refusal(put(place, librarian, { identifiers: [{ scheme: 'agency', value: '1' }] })), undefined, 'nor does its identifier stand in anybody\'s way')
  await edit(place, author, id)
  t.match(await place.record(author, id), { state: 'draft' })
})

t.test('what is proposed is settled by somebody else, and returned with words', async (t) => {
  const place = await town(t)
  const [author, librarian, other] = [await place.someone(), await place.someone('librarian'), await place.someone()]
  const id = await put(place, author)
  await edit(place, author, id, { state: 'proposed' })
  t.equal(await place.record(other, id), undefined, 'others do not read it')
  t.match(await place.record(librarian, id), { state: 'proposed' })
  for (const state of ['published', 'returned', 'declined'] as const) {
    t.match(await refusal(edit(place, author, id, { state })), { code: 'FORBIDDEN' }, `its author cannot make it ${state}`)
  }
  await edit(place, author, id)
  await edit(place, librarian, id, { state: 'returned' })
  t.match(await place.record(author, id), { state: 'returned' })
  t.match(await refusal(edit(place, librarian, id, { state: 'published' })), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.state' })
  await edit(place, author, id, { state: 'proposed' })
  await edit(place, librarian, id, { state: 'published' })
  t.match(await place.record(undefined, id), { state: 'published' })
  t.match(await refusal(edit(place, author, id)), { code: 'FORBIDDEN' }, 'what is published is changed by a librarian')
  t.match(await refusal(edit(place, librarian, id, { state: 'draft' })), { code: 'BAD_USER_INPUT' })
  const declined = await put(place, author, { state: 'proposed' })
  await edit(place, librarian, declined, { state: 'declined' })
  for (const state of ['draft', 'proposed', 'published', 'declined'] as const) {
    t.match(await refusal(edit(place, author, declined, { state })), { code: 'BAD_USER_INPUT' }, 'a decision stands')
  }
  const own = await put(place, librarian, { state: 'proposed' })
  t.match(await refusal(edit(place, librarian, own, { state: 'published' })), { code: 'FORBIDDEN' }, 'nobody accepts what they proposed')
})

t.test('of a community\'s things its stewards decide, whatever anybody is in the archive', async (t) => {
  const place = await town(t)
  const [elders, north] = [await place.community('耆老會'), await place.community('北區')]
  const [story, hall] = [await place.protocol(elders, '故事'), await place.protocol(north, '會館', { shown: 'announced' })]
  const [librarian, member, both] = [await place.member('member', elders), await place.member('member', elders), await place.member('steward', elders, north)]
  await place.ports.accounts.updateAccount(librarian, { role: 'librarian' })
  const audience = { protocols: [story] }
  t.match(await refusal(put(place, librarian, { state: 'published', audience })), { code: 'FORBIDDEN' })
  t.match(await refusal(put(place, member, { state: 'published', audience })), { code: 'FORBIDDEN' })
  t.match(await refusal(put(place, await place.someone('librarian'), { audience })), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.audience' }, 'who is no member does not know of it')
  const proposed = await put(place, member, { state: 'proposed', audience })
  t.equal(await place.record(librarian, proposed), undefined, 'nor do members read what waits for a steward')
  await edit(place, elders.steward, proposed, { state: 'published' })
  t.match(await place.record(librarian, proposed), { state: 'published' })
  t.match(await refusal(edit(place, librarian, proposed)), { code: 'FORBIDDEN' })
  t.match(await refusal(edit(place, elders.steward, proposed, { audience: EVERYBODY })), { code: 'FORBIDDEN' }, 'what everybody reads is for a librarian, too')
  const { withdraw } = { withdraw: { id: proposed, version: await place.version(librarian, proposed), reason: '不妥' } }
  t.match(await refusal(place.write(librarian, [{ withdraw }])), { code: 'FORBIDDEN' })
  await place.write(elders.steward, [{ withdraw }])

  const joint = await put(place, both, { state: 'published', audience: { mode: 'any', protocols: [story, hall] } })
  t.equal(await refusal(edit(place, elders.steward, joint)), undefined, 'under any, a steward of one')
  t.match(await refusal(edit(place, elders.steward, joint, { audience: { mode: 'all', protocols: [story, hall] } })), { code: 'BAD_USER_INPUT' }, 'the mode is an affair of all')
  t.match(await refusal(edit(place, elders.steward, joint, { audience: { mode: 'any', protocols: [story] } })), { code: 'FORBIDDEN' }, 'and what is another\'s, of theirs')
})

t.test('a save keeps the protocols that its editor cannot see', async (t) => {
  const place = await town(t)
  const [elders, north] = [await place.community('耆老會'), await place.community('北區')]
  const [story, secret] = [await place.protocol(elders, '故事'), await place.protocol(north, '祕密')]
  const [author, visitor] = [await place.member('steward', elders, north), await place.member('steward', elders)]
  const id = await put(place, author, { state: 'published', audience: { mode: 'any', protocols: [story, secret] } })
  t.strictSame((await place.record(visitor, id))!.audience.protocols, [story])
  const version = await place.version(visitor, id)
  await edit(place, visitor, id, { audience: { mode: 'any', protocols: [story] } })
  t.strictSame((await place.record(author, id))!.audience.protocols.toSorted(), [story, secret].toSorted())
  t.match(await refusal(edit(place, visitor, id, { audience: { mode: 'all', protocols: ['everyone'] } })), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.audience' })
  t.match(await refusal(edit(place, visitor, id, { audience: { mode: 'any', protocols: [secret] } })), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.audience' }, 'an id is no key')
  t.not(await place.version(visitor, id), version)
})

t.test('a change of what is hidden from an editor neither moves their version nor stands in their way', async (t) => {
  const place = await town(t)
  const [elders, north] = [await place.community('耆老會'), await place.community('北區')]
  const [story, secret, other] = [await place.protocol(elders, '故事'), await place.protocol(north, '祕密'), await place.protocol(north, '更祕密')]
  const [both, visitor, librarian] = [await place.member('steward', elders, north), await place.member('steward', elders), await place.someone('librarian')]
  const id = await put(place, both, { state: 'published', audience: { mode: 'any', protocols: [story, secret] } })
  const version = await place.version(visitor, id)
  const seen = await place.version(both, id)
  await place.write(both, [{ entity: { id, version: seen, audience: { mode: 'any', protocols: [story, secret, other] } } }])
  t.not(await place.version(both, id), seen)
  t.equal(await place.version(visitor, id), version)
  await place.write(visitor, [{ entity: { id, version, names: [{ text: '改名' }] } }])
  t.equal((await place.record(both, id))!.audience.protocols.length, 3)

  const { graph } = place.ports
  let moved = false
  const commit: typeof graph.commit = async (changeset) => {
    // another community is faster, in the moment between looking and writing
    if (!moved) {
      moved = true
      await place.write(both, [{ entity: { id, version: await place.version(both, id), audience: { mode: 'any', protocols: [story, secret] } } }])
    }
    return graph.commit(changeset)
  }
  const between = { ...place.ports, graph: new Proxy(graph, { get: (target, key) => (key === 'commit' ? commit : (target[key as keyof typeof target] as () => unknown).bind(target)) }) }
  await write(between, await place.as(visitor), { key: 'in-between', reason: '測試', operations: [{ entity: { id, version: await place.version(visitor, id), names: [{ text: '又改名' }] } }] })
  t.match(await place.words(both, id), { names: [{ text: '又改名' }] })
  t.strictSame((await place.record(both, id))!.audience.protocols.length, 2)

  const source = (await place.write(both, [{ entity: { kind: 'Work', names: [{ text: '祕密的書' }], state: 'published', audience: { protocols: [secret] } } }])).records[0]!.id
  const named = await put(place, librarian, { state: 'published', names: [{ text: '本名' }, { text: '別名', sort: 'variant' }] })
  await place.ports.accounts.updateAccount(both, { role: 'librarian' })
  await place.write(both, [{ entity: { id: named, version: await place.version(both, named), names: [{ text: '本名' }, { text: '別名', sort: 'variant', source }] } }])
  t.notOk('source' in (await place.words(librarian, named)).names[1])
  await edit(place, librarian, named)
  await edit(place, librarian, named, { names: [{ text: '別名', sort: 'variant' }, { text: '新名' }] })
  t.match((await place.words(both, named)).names, [{ text: '別名', source }, { text: '新名' }], 'nor is the source of a name lost that its editor cannot see')
  t.match(await refusal(edit(place, librarian, named, { names: [{ text: '猜', source }] })), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.names[0].source' })
})

t.test('what is hidden is as what is not there, in every place that names something', async (t) => {
  const place = await town(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const librarian = await place.someone('librarian')
  await place.ports.accounts.updateAccount(elders.steward, { role: 'librarian' })
  const audience = { protocols: [story] }
  const hidden = (await place.write(elders.steward, [
    { entity: { id: 'new:work', kind: 'Work', names: [{ text: '族譜' }], state: 'published', audience } },
    { entity: { id: 'new:one', kind: 'Organization', names: [{ text: '祕密社' }], state: 'published', audience } },
    { entity: { id: 'new:other', kind: 'Organization', names: [{ text: '另一社' }], state: 'published', audience } },
    { relation: { id: 'new:tie', type: 'PARTNERS_WITH', from: 'new:one', to: 'new:other', state: 'published', audience } },
    { evidence: { relation: 'new:tie', source: 'new:work', state: 'published', audience } },
    { content: { entity: 'new:work', text: '祕密', state: 'published', audience } },
  ])).records.map(({ id }) => id) as [string, string, string, string, string, string]
  const [work, one, , tie, proof, text] = hidden
  const [mine, book, link] = (await place.write(librarian, [
    { ...organization('公開社', { id: 'new:a', state: 'published' }) }, { entity: { id: 'new:b', kind: 'Work', names: [{ text: '公開書' }], state: 'published', audience: EVERYBODY } },
    { relation: { id: 'new:t', type: 'PUBLISHED', from: 'new:a', to: 'new:b', state: 'published', audience: EVERYBODY } }, { evidence: { relation: 'new:t', source: 'new:b', state: 'published', audience: EVERYBODY } },
  ])).records.map(({ id }) => id) as [string, string, string]
  const version = await place.version(librarian, mine)
  const absent = '01900000-0000-7000-8000-00000000dead'
  /** Both must be refused alike, ids aside. */
  const alike = async (what: string, id: string, operation: (id: string) => object): Promise<void> => {
    const told = async (which: string): Promise<object> => place.write(librarian, [operation(which) as never]).then(() => ({ written: which }), (error) => ({ message: error.message.replaceAll(which, 'ID'), code: error.code, details: error.details }))
    const answer = await told(id)
    t.match(answer, { code: /BAD_USER_INPUT|NOT_FOUND/ }, what)
    t.strictSame(answer, await told(absent), what)
  }
  for (const state of ['draft', 'published'] as State[]) {
    const to = { state, audience: EVERYBODY }
    await alike('from', one, (id) => ({ relation: { type: 'PARTNERS_WITH', from: id, to: mine, ...to } }))
    await alike('to', one, (id) => ({ relation: { type: 'PARTNERS_WITH', from: mine, to: id, ...to } }))
    await alike('relation', tie, (id) => ({ evidence: { relation: id, source: book, ...to } }))
    await alike('source', work, (id) => ({ evidence: { relation: link, source: id, ...to } }))
    await alike('entity', work, (id) => ({ content: { entity: id, text: '字', ...to } }))
    await alike('source of a name', work, (id) => organization('名', { names: [{ text: '名', source: id }], ...to }))
  }
  await alike('into', one, (id) => ({ merge: { id: mine, into: id, version } }))
  await alike('merged', one, (id) => ({ merge: { id, into: mine, version } }))
  await alike('parted', one, (id) => ({ unmerge: { id, version } }))
  for (const [type, id] of [['entity', one], ['relation', tie], ['evidence', proof], ['content', text]] as const) {
    await alike(`changed ${type}`, id, (each) => ({ [type]: { id: each, version } }))
    await alike(`withdrawn ${type}`, id, (each) => ({ withdraw: { id: each, version, reason: '猜' } }))
    t.equal(await place.record(librarian, id), undefined)
  }
  await alike('a community, of which there are other ways', elders.id, (id) => ({ withdraw: { id, version, reason: '廢' } }))
})

t.test('what was merged into something that is hidden by now is as good as hidden', async (t) => {
  const place = await town(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  await place.ports.accounts.updateAccount(elders.steward, { role: 'librarian' })
  const librarian = await place.someone('librarian')
  const [survivor, merged, mine] = [await put(place, librarian, { state: 'published' }), await put(place, librarian, { state: 'published' }), await put(place, librarian, { state: 'published' })]
  const version = await place.version(librarian, mine)
  const before = await place.version(librarian, merged)
  await place.write(elders.steward, [{ merge: { id: merged, into: survivor, version: await place.version(elders.steward, merged) } }])
  await edit(place, elders.steward, survivor, { audience: { protocols: [story] } })
  const told = async (operation: object): Promise<unknown> => refusal(place.write(librarian, [operation as never]))
  const absent = await told({ merge: { id: mine, into: '01900000-0000-7000-8000-00000000dead', version } })
  t.strictSame(await told({ merge: { id: mine, into: merged, version } }), absent)
  t.strictSame(await told({ merge: { id: merged, into: mine, version: before } }), absent)
})

t.test('nobody is set as the author of what they did not send, nor is what found it', async (t) => {
  const place = await town(t)
  const [author, other] = [await place.someone('librarian'), await place.someone('librarian')]
  const sly = { by: other, mergedInto: other, method: 'register', confidence: 1, rule: '規則', unchecked: false, version: undefined, type: 'community', original: { sha256: 'a'.repeat(64) }, passages: [], files: [{ sha256: 'a'.repeat(64) }] }
  const { records: [made] } = await place.write(author, [organization('甲', { state: 'published', ...sly, files: undefined })])
  t.match(made, { type: 'entity', state: 'published' })
  const head = (await place.ports.graph.heads([made!.id], { signedIn: true, protocols: new Set(), whole: true })).get(made!.id)
  t.equal(head?.record?.by, author)
  t.notOk(head?.mergedInto)
  t.match(await refusal(place.write(author, [{ entity: { ...organization('乙').entity!, id: made!.id } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.version' }, 'an id is not for the sender to choose')
  t.match(await refusal(place.write(author, [{ entity: { ...organization('乙').entity!, id: '01900000-0000-7000-8000-00000000beef', version: 'x' } }])), { code: 'NOT_FOUND' })
  await edit(place, other, made!.id, { by: other })
  t.equal((await place.ports.graph.heads([made!.id], { signedIn: true, protocols: new Set(), whole: true })).get(made!.id)?.record?.by, author, 'an edit does not make it theirs')
})

t.test('what is submitted does not hang on a draft', async (t) => {
  const place = await town(t)
  const author = await place.someone()
  const [work] = (await place.write(author, [{ entity: { kind: 'Work', names: [{ text: '書' }], audience: EVERYBODY } }])).records.map(({ id }) => id) as [string]
  const content = { entity: work, text: '字', audience: EVERYBODY }
  t.match(await refusal(place.write(author, [{ content: { ...content, state: 'proposed' } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].content.state' })
  await place.write(author, [{ content }])
  await place.write(author, [{ content: { ...content, state: 'proposed' } }, { entity: { id: work, version: await place.version(author, work), state: 'proposed' } }])
})

t.test('content is for no more readers than its entity, evidence than its relation', async (t) => {
  const place = await town(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const strict = { state: 'published', audience: { protocols: [story] } }
  const [work, , , tie] = (await place.write(elders.steward, [
    { entity: { id: 'new:w', kind: 'Work', names: [{ text: '族譜' }], ...strict } }, organization('甲', { id: 'new:a', ...strict }), organization('乙', { id: 'new:b', ...strict }),
    { relation: { id: 'new:t', type: 'PARTNERS_WITH', from: 'new:a', to: 'new:b', ...strict } }, { evidence: { relation: 'new:t', source: 'new:w', ...strict } },
  ] as never)).records.map(({ id }) => id) as [string, string, string, string]
  const member = await place.member('member', elders)
  for (const [type, input] of [['content', { entity: work, text: '字' }], ['evidence', { relation: tie, source: work }]] as const) {
    const sent = (audience: object, state: string): Promise<unknown> => place.write(member, [{ [type]: { ...input, audience, state } }] as never)
    t.match(await refusal(sent(EVERYBODY, 'proposed')), { code: 'BAD_USER_INPUT', field: `operations[0].${type}.audience` })
    t.equal(await refusal(sent({ protocols: [story] }, 'proposed')), undefined)
    t.equal(await refusal(sent(EVERYBODY, 'draft')), undefined, 'a draft is nobody else\'s anyway')
  }
})

t.test('a steward settles whatever they are in the archive, and writes nothing else', async (t) => {
  const place = await town(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const member = await place.member('contributor', elders)
  await place.ports.accounts.updateAccount(elders.steward, { role: 'reader' })
  const [one, other] = [await put(place, member, { state: 'proposed', audience: { protocols: [story] } }), await put(place, member, { state: 'proposed', audience: { protocols: [story] } })]
  await edit(place, elders.steward, one, { state: 'published' })
  await edit(place, elders.steward, other, { state: 'declined' })
  t.match([await place.record(member, one), await place.record(member, other)], [{ state: 'published' }, { state: 'declined' }])
  t.match(await refusal(put(place, elders.steward, { audience: { protocols: [story] } })), { code: 'FORBIDDEN' })
})

t.test('what is withdrawn is withdrawn by its author while nobody else reads it, then by who decides of it; and published again by them', async (t) => {
  const place = await town(t)
  const [author, other, librarian] = [await place.someone(), await place.someone(), await place.someone('librarian')]
  const withdraw = async (who: string, id: string, as = who): Promise<unknown> => place.write(who, [{ withdraw: { id, version: await place.version(as, id), reason: '不再需要' } }])
  const draft = await put(place, author)
  t.match(await refusal(withdraw(other, draft, author)), { code: 'NOT_FOUND' })
  await withdraw(author, draft)
  t.match(await place.record(author, draft), { state: 'withdrawn' })
  for (const who of [undefined, other, librarian]) t.equal(await place.record(who, draft), undefined, 'a draft leaves no tombstone for others')
  const proposed = await put(place, author, { state: 'proposed' })
  t.match(await refusal(withdraw(other, proposed, author)), { code: 'NOT_FOUND' })
  await withdraw(author, proposed)
  const [work, one, two, tie, proof, text] = (await place.write(librarian, [
    { entity: { id: 'new:w', kind: 'Work', names: [{ text: '書' }], state: 'published', audience: EVERYBODY } }, organization('甲', { id: 'new:a', state: 'published' }), organization('乙', { id: 'new:b', state: 'published' }),
    { relation: { id: 'new:t', type: 'PARTNERS_WITH', from: 'new:a', to: 'new:b', state: 'published', audience: EVERYBODY } }, { evidence: { relation: 'new:t', source: 'new:w', state: 'published', audience: EVERYBODY } },
    { content: { entity: 'new:w', text: '字', state: 'published', audience: EVERYBODY } },
  ])).records.map(({ id }) => id) as [string, string, string, string, string, string]
  for (const id of [text, proof, tie, two, one, work]) {
    t.match(await refusal(withdraw(author, id)), { code: 'FORBIDDEN' })
    await withdraw(librarian, id)
    t.match(await place.record(librarian, id), { state: 'withdrawn' })
  }
  t.match(await refusal(edit(place, author, one, { state: 'published' })), { code: 'FORBIDDEN' })
  await edit(place, librarian, one, { state: 'published' })
  t.match(await place.record(undefined, one), { state: 'published' })
})

t.test('what is private of a living person is not public unless they agree', async (t) => {
  const place = await town(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const librarian = await place.someone('librarian')
  const person = (fields: object[], more: object = {}): [object] => [{ entity: { kind: 'Person', names: [{ text: '林阿妹' }], audience: EVERYBODY, fields, ...more } }]
  const field = (code: string, value: string): object => ({ code, values: [value] })
  const asked = (code: string): object => ({ code: 'BAD_USER_INPUT', field: `operations[0].entity.fields.${code}` })
  const sent = (operations: object[], who = librarian): Promise<unknown> => place.write(who, operations as never)
  for (const [code, value] of [['address', '松山路1號'], ['telephone', '02-1234'], ['bornOn', '1950-03-02']] as const) {
    t.match(await refusal(sent(person([field(code, value)]))), asked(code))
    t.match(await refusal(sent(person([field(code, value)], { audience: { protocols: ['signed-in'] } }))), asked(code), 'an account is soon made')
    t.equal(await refusal(sent(person([field(code, value)], { publicPersonal: true }))), undefined)
    t.equal(await refusal(sent(person([field(code, value), field('diedOn', '2001')]))), undefined)
    t.equal(await refusal(sent(person([field(code, value)], { audience: { protocols: [story] } }), elders.steward)), undefined)
  }
  t.equal(await refusal(sent(person([field('bornOn', '1950')]))), undefined, 'a year is no birthday')
  t.equal(await refusal(sent(person([field('bornOn', '民國39年')]))), undefined)
  t.match(await refusal(sent(person([field('bornOn', '民國39年3月2日')]))), asked('bornOn'))
  const agreed = (await place.write(librarian, person([field('telephone', '02-1234')], { publicPersonal: true, state: 'published' }) as never)).records[0]!.id
  t.equal(await refusal(edit(place, librarian, agreed)), undefined, 'who agreed is not asked again')
  t.match(await refusal(edit(place, librarian, agreed, { fields: [field('telephone', '02-5678')] })), asked('telephone'))
  const home = (more: object = {}): object => ({ content: { entity: agreed, place: { address: '松山路1號' }, audience: EVERYBODY, ...more } })
  t.match(await refusal(sent([home()])), { code: 'BAD_USER_INPUT', field: 'operations[0].content.place' })
  t.equal(await refusal(sent([home({ publicPersonal: true })])), undefined)
  t.equal(await refusal(sent([home({ audience: { protocols: [story] } })], elders.steward)), undefined)
})
