import t from 'tap'
import { EVERYBODY, organization, refusal, town, type Town } from './town.ts'
import { write, type Written } from '../../../src/archive/contribute/write.ts'
import type { WriteInput } from '../../../src/archive/contribute/input.ts'
import { newId, type Id } from '../../../src/model/ids.ts'

const PUBLISHED = { state: 'published', audience: EVERYBODY } as const

/** A small part of a town: two offices, a relation with its evidence from a work, and a text of that. */
const STORY: readonly WriteInput[] = [
  { entity: { id: 'new:work', kind: 'Work', names: [{ text: '松山社區史' }], ...PUBLISHED } },
  { entity: { id: 'new:office', kind: 'Organization', names: [{ text: '文化局', sort: 'short', source: 'new:work' }, { text: '臺北市政府文化局' }], identifiers: [{ scheme: 'agency', value: '379' }], fields: [{ code: 'services', values: ['展演', '補助'] }], ...PUBLISHED } },
  { entity: { id: 'new:club', kind: 'Organization', names: [{ text: '愛鄉協會' }], ...PUBLISHED } },
  { relation: { id: 'new:tie', type: 'REGISTERED_WITH', from: 'new:club', to: 'new:office', start: '民國99年', end: '..', ...PUBLISHED } },
  { evidence: { relation: 'new:tie', source: 'new:work', locator: { page: '12' }, quote: '愛鄉協會向文化局立案', ...PUBLISHED } },
  { content: { entity: 'new:work', text: '第一段。\n\n第二段，\n還沒完。', ...PUBLISHED } },
]

async function told(town: Town, account: Id): Promise<Record<'work' | 'office' | 'club' | 'tie' | 'proof' | 'text', Id>> {
  const [work, office, club, tie, proof, text] = (await town.write(account, STORY)).records.map(({ id }) => id) as [Id, Id, Id, Id, Id, Id]
  return { work, office, club, tie, proof, text }
}

t.test('records of every type are written together, named by words of one\'s own', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { work, office, club, tie, proof, text } = await told(place, librarian)
  t.match(await place.words(undefined, office), { kind: 'Organization', names: [{ text: '文化局', source: work }, { text: '臺北市政府文化局' }], fields: { services: ['展演', '補助'] } })
  t.match(await place.words(undefined, tie), { relation: 'REGISTERED_WITH', from: club, to: office, start: '民國99年', end: '..', standing: 'normal' })
  t.match(await place.words(undefined, proof), { relation: tie, source: work, locator: { page: '12' }, method: 'hand', stance: 'supports' })
  const words = await place.words(undefined, text)
  t.strictSame(words.passages, [{ text: '第一段。', offset: [0, 4] }, { text: '第二段，\n還沒完。', offset: [6, 15] }])
  const shown = (await place.ports.graph.relations(office, {}, { signedIn: false, protocols: new Set() })).items
  t.match(shown, [{ id: tie, evidence: [{ id: proof, quote: '愛鄉協會向文化局立案' }] }])
})

t.test('each is changed against the version that was seen, and what is not given stays', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { work, office, tie, proof, text } = await told(place, librarian)
  const version = (id: Id): Promise<string> => place.version(librarian, id)
  const { records } = await place.write(librarian, [
    { entity: { id: office, version: await version(office), fields: [{ code: 'website', values: ['https://culture.example'] }, { code: 'services', values: [] }] } },
    { relation: { id: tie, version: await version(tie), start: '', standing: 'preferred' } },
    { content: { id: text, version: await version(text), text: '改寫。' } },
  ])
  t.match(await place.words(undefined, office), { names: [{ text: '文化局', source: work }, {}], fields: { website: 'https://culture.example' } })
  t.notOk((await place.words(undefined, office)).fields.services)
  const relation = await place.words(undefined, tie)
  t.notOk('start' in relation)
  t.match(relation, { end: '..', standing: 'preferred' })
  t.equal((await place.words(undefined, text)).passages[0].text, '改寫。')
  t.match(records.map(({ type }) => type), ['entity', 'relation', 'content', 'evidence'], 'evidence for what was changed is to be looked at again')
  t.equal((await place.words(undefined, proof)).unchecked, true)
  for (const { id, version: made } of records) t.equal(made, await version(id), 'with what was written comes the version to go on from')
  await place.write(librarian, [{ evidence: { id: proof, version: await version(proof), quote: '於民國九十九年立案' } }])
  t.notOk((await place.words(undefined, proof)).unchecked, 'who edits it has looked at it')
})

t.test('a version of a page of an entity does as well, unless it is that of its survivor', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { visibleVersion } = await import('../../../src/graph/version.ts')
  const [one, other] = (await place.write(librarian, [organization('甲', { state: 'published' }), organization('乙', { state: 'published' })])).records.map(({ id }) => id) as [Id, Id]
  const page = async (id: Id): Promise<string> => visibleVersion((await place.ports.graph.entities([id], (await place.as(librarian)).viewer)).get(id)!)
  await place.write(librarian, [{ entity: { id: one, version: await page(one), fields: [{ code: 'note', values: ['一'] }] } }])
  await place.write(librarian, [{ merge: { id: other, into: one, version: await place.version(librarian, other) } }])
  t.match(await refusal(place.write(librarian, [{ entity: { id: other, version: await page(other), names: [{ text: '丙' }] } }])), { code: 'CONFLICT' })
  await place.write(librarian, [{ entity: { id: one, version: await page(one), names: [{ text: '甲會' }] } }])
  t.equal((await place.words(undefined, one)).names[0].text, '甲會')
})

t.test('what is withdrawn leaves its reason, what is merged can be parted again', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { office, club, proof } = await told(place, librarian)
  const version = (id: Id): Promise<string> => place.version(librarian, id)
  t.match(await refusal(place.write(librarian, [{ withdraw: { id: proof, version: await version(proof), reason: ' ' } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].withdraw.reason' })
  const { records: [gone] } = await place.write(librarian, [{ withdraw: { id: proof, version: await version(proof), reason: '引錯頁' } }])
  t.match(gone, { id: proof, state: 'withdrawn' })
  t.match((await place.ports.graph.history(proof, { signedIn: false, protocols: new Set() })).items[0], { op: 'withdraw', note: '引錯頁' })
  t.match(await refusal(place.write(librarian, [{ withdraw: { id: proof, version: await version(proof), reason: '再一次' } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].withdraw.id' })
  t.match(await refusal(place.write(librarian, [{ unmerge: { id: club, version: await version(club) } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].unmerge.id' })
  await place.write(librarian, [{ merge: { id: club, into: office, version: await version(club) } }])
  t.match((await place.ports.graph.entities([club], { signedIn: false, protocols: new Set() })).get(club), { id: office, merged: [{ id: club }] })
  await place.write(librarian, [{ unmerge: { id: club, version: await version(club) } }])
  t.match((await place.ports.graph.entities([club], { signedIn: false, protocols: new Set() })).get(club), { id: club, merged: [] })
})

/** Which of two that come at once was the first is not said. */
const plain = <T extends { readonly again?: true }>({ again: _, ...written }: T): Omit<T, 'again'> => written

t.test('a sending comes once, however often it is sent, also twice at once; another\'s word of the same is another', async (t) => {
  const place = await town(t)
  const [one, other] = [await place.someone('librarian'), await place.someone('librarian')]
  const first = await place.write(one, [organization('協會')], 'key-of-mine')
  t.strictSame(await place.write(one, [organization('協會')], 'key-of-mine'), { ...first, again: true })
  t.strictSame(await place.write(one, [organization('別的')], 'key-of-mine'), { ...first, again: true }, 'it is answered as the first time')
  t.not((await place.write(other, [organization('協會')], 'key-of-mine')).records[0]!.id, first.records[0]!.id)
  const [twice, again] = await Promise.all([place.write(one, [organization('新的')], 'key-of-both'), place.write(one, [organization('新的')], 'key-of-both')])
  t.strictSame(plain(twice), plain(again))
  const { id } = first.records[0]!
  const version = await place.version(one, id)
  const edit = (text: string, key: string): ReturnType<Town['write']> => place.write(one, [{ entity: { id, version, names: [{ text }] } }], key)
  const [changed, too] = await Promise.all([edit('改', 'edit-of-both'), edit('改', 'edit-of-both')])
  t.strictSame(plain(changed), plain(too), 'what one of the two changed is no conflict for the other')
  await place.write(one, [{ entity: { id, version: changed.records[0]!.version!, names: [{ text: '再改' }] } }])
  t.strictSame(await beside(place, one, id), [true, true], 'nor when the other one is done in the moment between looking and writing')
  t.strictSame(await place.write(one, [], 'edit-of-both').catch((error: Error) => error.message), '沒有要寫的東西 (nothing to write)')
  t.strictSame(await edit('改', 'edit-of-both'), { ...plain(changed), again: true }, 'with the version that it made, not the one that stands')
})

/** Sends the same edit twice, the second in the middle of the first. @returns whether both were answered, and alike */
async function beside(place: Town, account: Id, id: Id): Promise<[boolean, boolean]> {
  const { graph } = place.ports
  const writing = { key: 'one-and-the-same', reason: '測試', operations: [{ entity: { id, version: await place.version(account, id), names: [{ text: '同時' }] } }] }
  const actor = await place.as(account)
  let faster: Written | undefined
  const heads: typeof graph.heads = async (...asked) => {
    if (faster === undefined) {
      faster = { changeset: '', records: [] }
      faster = await write(place.ports, actor, writing)
    }
    return graph.heads(...asked)
  }
  const slower = await write({ ...place.ports, graph: new Proxy(graph, { get: (target, key) => (key === 'heads' ? heads : (target[key as keyof typeof target] as () => unknown).bind(target)) }) }, actor, writing)
  return [slower.records.length === 1, JSON.stringify(plain(slower)) === JSON.stringify(faster)]
}

t.test('who comes too late is told the version that stands', async (t) => {
  const place = await town(t)
  const [one, other] = [await place.someone('librarian'), await place.someone('librarian')]
  const { records: [made] } = await place.write(one, [organization('協會', { state: 'published' })])
  const { id, version } = made!
  await place.write(other, [{ entity: { id, version: version!, names: [{ text: '愛鄉協會' }] } }])
  const late = await refusal(place.write(one, [{ entity: { id, version: version!, fields: [{ code: 'note', values: ['晚了'] }] } }]))
  t.strictSame(late, { code: 'CONFLICT', current: { id, version: await place.version(one, id) } })
  t.match(await refusal(place.write(one, [{ entity: { id, names: [{ text: '無版本' }] } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.version' })
  t.match(await refusal(place.write(one, [organization('一起'), { withdraw: { id, version: version!, reason: '晚了' } }])), { code: 'CONFLICT' })
  t.equal((await place.ports.graph.statistics({ signedIn: false, protocols: new Set() })).entities.Organization, 1, 'whole or not at all')
})

t.test('whatever is wrong is told where it stands in what was sent', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { work, office, club, tie, text } = await told(place, librarian)
  const at = async (field: string, ...operations: readonly WriteInput[]): Promise<void> => {
    t.strictSame(await refusal(place.write(librarian, operations)), { code: 'BAD_USER_INPUT', field }, field)
  }
  const good = organization('好的')
  await at('operations[0]', {})
  await at('operations[0]', { ...good, ...STORY[0] , relation: { type: 'X' } })
  await at('operations[1].entity.id', { entity: { ...good.entity!, id: 'new:1' } }, { entity: { ...good.entity!, id: 'new:1' } })
  await at('operations[1]', { withdraw: { id: tie, version: await place.version(librarian, tie), reason: '一' } }, { relation: { id: tie, version: 'x' } })
  await at('operations[0].entity.kind', { entity: { names: [{ text: '無類' }] } })
  await at('operations[0].entity.names', { entity: { kind: 'Place' } })
  await at('operations[1].entity.names[1].text', good, { entity: { kind: 'Place', names: [{ text: '好' }, { text: '' }] } })
  await at('operations[1].entity.names[0].from', good, { entity: { kind: 'Place', names: [{ text: '好', from: '昨天' }] } })
  await at('operations[1].entity.fields.nonesuch', good, organization('壞', { state: 'proposed', fields: [{ code: 'nonesuch', values: ['x'] }] }))
  await at('operations[0].entity.fields[0].code', organization('壞', { fields: [{ code: '__proto__', values: ['x', 'y'] }] }))
  await at('operations[0].entity.fields[0].values', organization('壞', { fields: [{ code: 'bedsApproved', values: ['很多'] }] }))
  await at('operations[0].entity.audience', organization('壞', { audience: { protocols: ['nonesuch'] } }))
  await at('operations[0].entity.audience', organization('壞', { state: 'proposed', audience: { protocols: [] } }))
  await at('operations[0].entity.state', organization('壞', { state: 'withdrawn' }))
  await at('operations[0].entity.state', organization('壞', { state: 'returned' }))
  await at('operations[1].relation.type', good, { relation: { type: 'NONESUCH', from: club, to: office, ...PUBLISHED } })
  await at('operations[0].relation.type', { relation: { type: 'small letters', from: club, to: office } })
  await at('operations[0].relation.from', { relation: { type: 'REGISTERED_WITH', from: work, to: office, ...PUBLISHED, state: 'proposed' } })
  await at('operations[1].relation.evidence', good, { relation: { type: 'REGISTERED_WITH', from: club, to: office, ...PUBLISHED } })
  await at('operations[0].relation.start', { relation: { type: 'REGISTERED_WITH', from: club, to: office, start: '某日' } })
  await at('operations[0].evidence.source', { evidence: { relation: tie, source: office, ...PUBLISHED } })
  await at('operations[0].content.entity', { content: { entity: office, text: '機關沒有文章', ...PUBLISHED } })
  await at('operations[0].content.text', { content: { entity: work, text: '長'.repeat(20_001) } })
  await at('operations[0].content.text', { content: { entity: work, text: '' } })
  await at('operations[0].content.files[0]', { content: { entity: work, files: [{}] } })
  await at('operations[0].content.files[0].number', { content: { id: text, version: await place.version(librarian, text), files: [{ number: 1 }] } })
  await at('operations[0].content.files[0].receipt', { content: { entity: work, files: [{ receipt: 'a'.repeat(64) }] } })
  await at('operations', ...Array.from({ length: 501 }, () => good))
  t.strictSame(await refusal(place.write(librarian, [good], 'short')), { code: 'BAD_USER_INPUT', field: 'key' })
})

t.test('an address on the web begins with http or https, in a field and in evidence; what a register printed stays', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { work, tie } = await told(place, librarian)
  const linked = (value: string): WriteInput => organization('愛鄉協會', { fields: [{ code: 'website', values: [value] }] })
  const cited = (url: string): WriteInput => ({ evidence: { relation: tie, source: work, locator: { url }, ...PUBLISHED } })
  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'www.example.tw', 'http://', ' javascript:alert(1)', 'file:///etc/passwd']) {
    t.strictSame(await refusal(place.write(librarian, [linked(address)])), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.fields[0].values' }, address)
    t.strictSame(await refusal(place.write(librarian, [cited(address)])), { code: 'BAD_USER_INPUT', field: 'operations[0].evidence.locator.url' }, address)
  }
  t.equal(await refusal(place.write(librarian, [linked('HTTPS://例子.tw/網頁?a=1#b'), cited('http://192.0.2.1:8080/')])), undefined)
  const id = newId()
  await place.ports.graph.commit({ id: newId(), actor: '匯入', reason: '匯入', origin: 'import', operations: [{ op: 'put', base: null, record: { id, type: 'entity', kind: 'Organization', state: 'published', audience: { mode: 'all', protocols: ['everyone'] }, names: [{ text: '舊會' }], fields: { website: 'www.example.tw' } } }] })
  const version = await place.version(librarian, id)
  t.equal(await refusal(place.write(librarian, [{ entity: { id, version, fields: [{ code: 'website', values: ['www.example.tw'] }, { code: 'note', values: ['查過'] }] } }])), undefined)
})

t.test('an identifier belongs to one entity', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { office } = await told(place, librarian)
  const agency = { identifiers: [{ scheme: 'agency', value: '379' }] }
  t.strictSame(await refusal(place.write(librarian, [organization('別的', agency)])), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.identifiers[0]' })
  await place.write(librarian, [{ entity: { id: office, version: await place.version(librarian, office), ...agency, fields: [{ code: 'note', values: ['仍是它的'] }] } }])
  const other = { identifiers: [{ scheme: 'agency', value: '380' }] }
  t.strictSame(await refusal(place.write(librarian, [organization('甲', other), organization('乙', other)])), { code: 'BAD_USER_INPUT', field: 'operations[1].entity.identifiers[0]' })
})

t.test('a text that was read from a file stays as read; what is wrong in it is corrected beside it', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const { work } = await told(place, librarian)
  const { newId } = await import('../../../src/model/ids.ts')
  const { EVERYONE } = await import('../../../src/model/audience.ts')
  const id = newId()
  await place.ports.graph.commit({ id: newId(), actor: 'test', reason: '讀入', origin: 'ingest', operations: [{ op: 'put', base: null, record: {
    id, type: 'content', entity: work, order: 1, state: 'published', audience: EVERYONE, passages: [{ text: '松山慈佑宮', offset: [10, 15] }], original: { sha256: 'a'.repeat(64), name: 'a.txt', mediaType: 'text/plain', bytes: 9 },
  } }] })
  const version = await place.version(librarian, id)
  t.strictSame(await refusal(place.write(librarian, [{ content: { id, version, text: '另一段' } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].content.text' })
  const wrong = { start: 12, end: 14, was: '慈祐', becomes: '慈祐' }
  t.strictSame(await refusal(place.write(librarian, [{ content: { id, version, corrections: [wrong] } }])), { code: 'BAD_USER_INPUT', field: 'operations[0].content.corrections[0].was' })
  await place.write(librarian, [{ content: { id, version, corrections: [{ ...wrong, was: '慈佑' }] } }])
  t.match(await place.words(undefined, id), { passages: [{ text: '松山慈佑宮' }], corrections: [{ offset: [12, 14], was: '慈佑', becomes: '慈祐' }] })
})
