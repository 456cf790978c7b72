import t from 'tap'
import { relateFromPassage, type Relating } from '../../../src/archive/annotations/relate.ts'
import { suggestRelations, type Suggestions } from '../../../src/archive/annotations/suggest.ts'
import type { Written } from '../../../src/archive/contribute/write.ts'
import { statedIn } from '../../../src/literature/stated-in.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { namesIn } from '../../../src/questions/resolve-sentence.ts'
import { vocabulary } from '../../fixture.ts'
import { EVERYBODY, organization, refusal, type Town } from '../contribute/town.ts'
import { everywhere, notes, WORDS } from './notes.ts'

const place = (words: string): { start: number; end: number } => ({ start: WORDS.indexOf(words), end: WORDS.indexOf(words) + words.length })

const relating = (town: Town, content: Id) => async (account: Id | undefined, more: Partial<Relating>): Promise<Written> =>
  relateFromPassage(town.ports, account === undefined ? undefined : await town.as(account), { key: `relate:${newId()}`, content, passage: place('里長林振春帶著村民修橋，橋叫做永安橋'), ...more })

await everywhere(t, 'a highlighted passage can become a proposed relation with that passage as its evidence', async (t, town) => {
  const { text, entry, librarian } = await notes(town)
  const scholar = await town.someone()
  const { records: [body] } = await town.write(librarian, [organization('松山里辦公處', { state: 'published' })])
  const made = await relating(town, text)(scholar, { type: 'HOLDS_POST', from: { kind: 'Person', name: '林振春' }, to: { id: body!.id }, start: '民國40年', qualifiers: [{ code: 'post', values: ['里長'] }] })
  t.same(made.records.map(({ type, state }) => [type, state]), [['entity', 'proposed'], ['relation', 'proposed'], ['evidence', 'proposed']])
  const [person, relation, evidence] = made.records
  t.match(await town.words(scholar, person!.id), { kind: 'Person', names: [{ text: '林振春' }] })
  t.match(await town.words(scholar, relation!.id), { relation: 'HOLDS_POST', from: person!.id, to: body!.id, start: '民國40年', qualifiers: { post: '里長' } })
  const { start, end } = place('里長林振春帶著村民修橋，橋叫做永安橋')
  t.match(await town.words(scholar, evidence!.id), { relation: relation!.id, source: entry, quote: '里長林振春帶著村民修橋，橋叫做永安橋', locator: { offset: [start, end] }, method: 'hand', stance: 'supports' })
  // one changeset, in the scholar's name, for those who may settle it
  const { graph } = town.ports
  const changeset = (await graph.changeset({ id: made.changeset }))!
  t.equal(changeset.actor, scholar)
  t.equal(changeset.operations.length, 3)
  t.equal((await graph.heads([relation!.id], (await town.as(scholar)).viewer)).get(relation!.id)!.record!.by, scholar)
  const [publicly, settler] = [await town.record(undefined, relation!.id), await town.record(librarian, relation!.id)]
  t.equal(publicly, undefined)
  t.match(settler, { state: 'proposed', audience: { protocols: ['everyone'] } })
  // accepted, it is there with its evidence
  await town.write(librarian, await Promise.all(made.records.map(async ({ id, type }) => ({ [type]: { id, version: await town.version(librarian, id), state: 'published' } }))))
  const view = (await graph.relationsById([relation!.id], await town.ports.directory.everyone())).get(relation!.id)!
  t.match(view, { type: 'HOLDS_POST', state: 'published', evidence: [{ quote: '里長林振春帶著村民修橋，橋叫做永安橋', source: { id: entry } }] })
})

await everywhere(t, 'for no more readers than the passage', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const member = await town.member('contributor', village)
  const { records: [entry, text] } = await town.write(village.steward, [
    { entity: { id: 'new:e', kind: 'Entry', names: [{ text: '口述' }], audience: { protocols: [elders] }, state: 'published' } },
    { content: { entity: 'new:e', text: WORDS, audience: { protocols: [elders] }, state: 'published' } },
  ])
  const { records: [body] } = await town.write(await town.someone('librarian'), [organization('松山里辦公處', { state: 'published' })])
  const relate = relating(town, text!.id)
  const said = { type: 'HOLDS_POST', from: { kind: 'Person' as const, name: '林振春' }, to: { id: body!.id } }
  t.same(await refusal(relate(member, { ...said, audience: EVERYBODY })), { code: 'BAD_USER_INPUT', field: 'audience' })
  const made = await relate(member, said)
  for (const { id } of made.records) {
    t.match(await town.record(member, id), { audience: { protocols: [elders] } })
    t.match(await town.record(village.steward, id), { state: 'proposed' })
    for (const other of [undefined, await town.someone('librarian')]) t.equal(await town.record(other, id), undefined)
  }
  const outsider = await town.someone('librarian')
  t.same(await refusal(relate(outsider, said)), { code: 'NOT_FOUND' })
  t.same(await refusal(relating(town, newId())(outsider, said)), { code: 'NOT_FOUND' }, 'as of a text that was never there')
  t.ok(entry)
})

await everywhere(t, 'a passage is one more piece of evidence of what is known', async (t, town) => {
  const { text, librarian, entry } = await notes(town)
  const { records } = await town.write(librarian, [
    organization('甲社', { id: 'new:a', state: 'published' }), organization('乙會', { id: 'new:b', state: 'published' }), { entity: { id: 'new:w', kind: 'Work', names: [{ text: '名冊' }], audience: EVERYBODY, state: 'published' } },
    { relation: { id: 'new:r', type: 'PARTNERS_WITH', from: 'new:a', to: 'new:b', audience: EVERYBODY, state: 'published' } }, { evidence: { relation: 'new:r', source: 'new:w', audience: EVERYBODY, state: 'published' } },
  ])
  const relation = records.find(({ type }) => type === 'relation')!.id
  const scholar = await town.someone()
  const made = await relating(town, text)(scholar, { relation, stance: 'disputes' })
  t.match(made.records, [{ type: 'evidence', state: 'proposed' }])
  t.match(await town.words(scholar, made.records[0]!.id), { relation, source: entry, stance: 'disputes' })
  t.same(await refusal(relating(town, text)(scholar, { relation, type: 'FUNDS' })), { code: 'BAD_USER_INPUT', field: 'relation' })
  t.same(await refusal(relating(town, text)(scholar, { relation: newId() })), { code: 'BAD_USER_INPUT', field: 'relation' })
})

await everywhere(t, 'what is wrong is told by what was given, and nothing is written', async (t, town) => {
  const { text, librarian } = await notes(town)
  const { records: [body] } = await town.write(librarian, [organization('松山里辦公處', { state: 'published' })])
  const scholar = await town.someone()
  const relate = relating(town, text)
  const said = { type: 'HOLDS_POST', from: { kind: 'Person' as const, name: '林振春' }, to: { id: body!.id } }
  const before = await town.ports.graph.sequence()
  const refused: [Partial<Relating>, string][] = [
    [{ ...said, passage: { exact: '不在文中' } }, 'passage.exact'], [{ ...said, passage: { start: 0, end: 9_999 } }, 'passage.start'], [{ ...said, passage: {} }, 'passage'],
    [{ ...said, to: { id: newId() } }, 'to'], [{ ...said, from: null }, 'from'], [{ ...said, type: null }, 'type'], [{ ...said, type: 'NONSENSE' }, 'type'],
    [{ ...said, start: '不是日期' }, 'start'], [{ ...said, from: { kind: 'Person', name: '' } }, 'from.names[0].text'], [{ ...said, from: { kind: 'Concept', name: '概念' } }, 'from'], [{ ...said, stance: 'nonsense' }, 'stance'], [{ ...said, audience: { protocols: [] } }, 'audience'],
  ]
  for (const [more, field] of refused) t.same(await refusal(relate(scholar, more)), { code: 'BAD_USER_INPUT', field }, field)
  t.equal((await refusal(relate(undefined, said)))!.code, 'UNAUTHENTICATED')
  t.equal((await refusal(relate(await town.someone('reader'), said)))!.code, 'FORBIDDEN')
  t.equal((await refusal(relate(scholar, { ...said, state: 'published' })))!.code, 'FORBIDDEN')
  t.equal(await town.ports.graph.sequence(), before)
  const [once, twice] = [await relate(scholar, { ...said, key: 'relate:the-same' }), await relate(scholar, { ...said, key: 'relate:the-same' })]
  t.same(twice, { ...once, again: true })
  t.equal(await town.ports.graph.sequence(), before + 1)
})

await everywhere(t, 'names in a passage and what it states are suggested, as far as one sees them', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const words = '民國七十年，松山文化基金會委託永安社區發展協會經營社區圖書館。'
  const { text, librarian, rewrite } = await notes(town)
  await rewrite(words)
  const { records: [fund, secret] } = await town.write(librarian, [organization('松山文化基金會', { state: 'published' })])
    .then(async (made) => ({ records: [made.records[0], (await town.write(village.steward, [organization('永安社區發展協會', { audience: { protocols: [elders] }, state: 'published' })])).records[0]] }))
  const suggested = async (account: Id | undefined, start = 0, end = words.length): Promise<Suggestions> => {
    const viewer = account === undefined ? await town.ports.directory.everyone() : (await town.as(account)).viewer
    const asking = { graph: town.ports.graph, vocabulary, viewer }
    return suggestRelations({ graph: town.ports.graph, viewer, names: (passage) => namesIn(asking, passage), read: (passage, known) => statedIn(passage, known, vocabulary) }, text, start, end)
  }
  const [publicly, within] = [await suggested(undefined), await suggested(village.steward)]
  t.same(publicly.names.map(({ text: name }) => name), ['松山文化基金會'])
  t.match(publicly.names[0], { start: words.indexOf('松山'), end: words.indexOf('委託'), candidates: [{ id: fund!.id }] })
  t.same(within.names.map(({ text: name }) => name), ['松山文化基金會', '永安社區發展協會'])
  const [first] = publicly.relations
  t.match(first, { type: 'COMMISSIONS', from: { name: '松山文化基金會', candidates: [{ id: fund!.id }] }, to: { name: '永安社區發展協會', candidates: [] }, stated: true, known: [] })
  t.match(within.relations[0], { to: { candidates: [{ id: secret!.id }] } })
  t.notOk(JSON.stringify(publicly).includes(secret!.id))
  t.equal((await refusal(suggested(undefined, 5, 5)))!.code, 'BAD_USER_INPUT')
  t.equal((await refusal(suggested(undefined, 0, 9_999)))!.code, 'BAD_USER_INPUT')
})
