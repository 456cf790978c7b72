import t from 'tap'
import { changeMany } from '../../../src/archive/bulk/bulk.ts'
import type { BulkChange } from '../../../src/archive/bulk/change.ts'
import type { BulkChoice } from '../../../src/archive/bulk/choice.ts'
import type { ManyOptions, ManyReport } from '../../../src/archive/bulk/writing.ts'
import type { WriteInput } from '../../../src/archive/contribute/input.ts'
import { revertBatch } from '../../../src/archive/history/revert.ts'
import { PUBLIC } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { EVERYBODY, organization, refusal, type Town } from '../contribute/town.ts'
import { everywhere } from './places.ts'

const PUBLISHED = { state: 'published', audience: EVERYBODY } as const
const club = (name: string, more: object = {}): WriteInput => organization(name, { state: 'published', ...more })
const work = (name: string): WriteInput => ({ entity: { kind: 'Work', names: [{ text: name }], ...PUBLISHED } })
const tie = (from: Id, to: Id, source: Id, more: object = {}): WriteInput[] => {
  const id = `new:${newId()}`
  return [{ relation: { id, type: 'PARTNERS_WITH', from, to, ...PUBLISHED, ...more } }, { evidence: { relation: id, source, quote: '合作', ...PUBLISHED } }]
}
const written = async (place: Town, account: Id, ...operations: readonly WriteInput[]): Promise<Id[]> => (await place.write(account, operations)).records.map(({ id }) => id)

const change = async (place: Town, account: Id | undefined, choice: BulkChoice, what: BulkChange, more: Partial<ManyOptions> & { most?: number } = {}): Promise<ManyReport> =>
  changeMany(place.ports, account === undefined ? undefined : await place.as(account), { key: `key:${newId()}`, reason: '一起改', choice, change: what, ...more })

const set = (code: string, ...values: string[]): BulkChange => ({ fields: [{ code, values }] })
const fieldsOf = async (place: Town, account: Id, ...ids: Id[]): Promise<unknown[]> => Promise.all(ids.map(async (id) => (await place.words(account, id)).fields))

await everywhere(t, {
  'many are changed at once with a preview, as one batch that is undone as one': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, c] = await written(place, librarian, club('甲會', { fields: [{ code: 'district', values: ['松山'] }] }), club('乙會', { fields: [{ code: 'district', values: ['松山'] }] }), club('丙會', { fields: [{ code: 'district', values: ['信義區'] }] })) as [Id, Id, Id]
    const choice = { entities: { field: { code: 'district', value: '松山' } } }
    const before = await place.ports.graph.sequence()
    const preview = await change(place, librarian, choice, set('district', '松山區'), { dryRun: true, reason: '' })
    t.match(preview, { chosen: 2, changed: 2, unchanged: 0, refused: 0, differences: [{ id: a, name: '甲會', changes: [{ field: 'fields.district', before: '松山', after: '松山區' }] }, { id: b }] })
    t.equal(preview.batch, undefined)
    t.equal(await place.ports.graph.sequence(), before, 'a preview writes nothing')
    const done = await change(place, librarian, choice, set('district', '松山區'), { token: preview.token })
    t.match(done, { changed: 2, refused: 0 })
    t.same(await fieldsOf(place, librarian, a, b, c), [{ district: '松山區' }, { district: '松山區' }, { district: '信義區' }])
    t.equal(await place.ports.graph.sequence(), before + 1)
    await revertBatch(place.ports.graph, done.batch!)
    t.same(await fieldsOf(place, librarian, a, b, c), [{ district: '松山' }, { district: '松山' }, { district: '信義區' }])
  },

  'one source is applied to many relations, and not twice to one': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, c, first, second] = await written(place, librarian, club('甲會'), club('乙會'), club('丙會'), work('名冊'), work('縣志')) as [Id, Id, Id, Id, Id]
    const ties = (await written(place, librarian, ...tie(a, b, first), ...tie(b, c, first), ...tie(a, c, first, { type: 'SUPERVISES' }))).filter((_, i) => i % 2 === 0)
    const cite = { source: second, locator: { page: '12' }, quote: '甲乙丙合作' }
    const choice = { relations: { of: [a, b], types: ['PARTNERS_WITH'] } }
    const report = await change(place, librarian, choice, { cite })
    t.match(report, { chosen: 2, changed: 2, unchanged: 0 })
    const views = await place.ports.graph.relationsById(ties, PUBLIC)
    t.same(ties.map((id) => views.get(id)!.evidence.map(({ source, quote, locator }) => [source.name, quote, locator]).sort()), [
      [['名冊', '合作', {}], ['縣志', '甲乙丙合作', { page: '12' }]], [['名冊', '合作', {}], ['縣志', '甲乙丙合作', { page: '12' }]], [['名冊', '合作', {}]],
    ])
    t.match(await change(place, librarian, { relations: { types: ['PARTNERS_WITH', 'SUPERVISES'] } }, { cite }), { chosen: 3, changed: 1, unchanged: 2 })
    t.match(await change(place, librarian, { relations: { source: second } }, { standing: 'preferred' }), { chosen: 3, changed: 3 })
    await revertBatch(place.ports.graph, report.batch!)
    t.equal((await place.ports.graph.relationsById(ties, PUBLIC)).get(ties[0]!)!.evidence.length, 1)
  },

  'a relation is added to many, with its source, and not where it is already': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, office, register] = await written(place, librarian, club('甲會'), club('乙會'), club('社會局'), work('名冊')) as [Id, Id, Id, Id]
    const relate = { type: 'REGISTERED_WITH', other: office, source: register, quote: '列名', start: '2010' }
    const choice = { entities: { ids: [a, b, office] } }
    const report = await change(place, librarian, choice, { relate })
    t.match(report, { chosen: 3, changed: 2, refused: 1, refusals: [{ name: '社會局' }] }, 'nothing is registered with itself')
    const relations = (await place.ports.graph.relations(office, {}, PUBLIC)).items
    t.same(relations.map(({ type, from, start, evidence }) => [type, from.id, start, evidence[0]!.quote]).sort(), [['REGISTERED_WITH', a, '2010', '列名'], ['REGISTERED_WITH', b, '2010', '列名']].sort())
    t.match(await change(place, librarian, { entities: { ids: [a, b] } }, { relate }), { changed: 0, unchanged: 2 })
    t.match(await change(place, librarian, { entities: { ids: [a] } }, { relate: { ...relate, other: register } }), { changed: 0, refused: 1 }, 'ends that do not fit')
    await revertBatch(place.ports.graph, report.batch!)
    t.same((await place.ports.graph.relations(office, {}, PUBLIC)).items, [])
  },

  'names, identifiers and values of lists are added and taken away': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b] = await written(place, librarian, club('甲會', { fields: [{ code: 'services', values: ['展演'] }] }), club('乙會')) as [Id, Id]
    const choice = { entities: { ids: [a, b] } }
    t.match(await change(place, librarian, choice, { addNames: [{ text: '聯盟', sort: 'variant' }], addValues: [{ code: 'services', values: ['展演', '補助'] }] }), { changed: 2 })
    t.match(await place.words(librarian, a), { names: [{ text: '甲會' }, { text: '聯盟', sort: 'variant' }], fields: { services: ['展演', '補助'] } })
    t.match(await change(place, librarian, choice, { addNames: [{ text: '聯盟', sort: 'variant' }] }), { changed: 0, unchanged: 2 })
    t.match(await change(place, librarian, choice, { removeNames: ['聯盟', '乙會'], removeValues: [{ code: 'services', values: ['展演', '補助'] }] }), { changed: 1, refused: 1, refusals: [{ id: b, code: 'BAD_USER_INPUT' }] }, 'the last name stays')
    t.notOk('services' in (await place.words(librarian, a)).fields)
    const shared = await change(place, librarian, choice, { addIdentifiers: [{ scheme: 'agency', value: '379' }] })
    t.match(shared, { changed: 1, refused: 1 }, 'an identifier belongs to one')
    t.match(await change(place, librarian, choice, { removeIdentifiers: [{ scheme: 'agency', value: '379' }] }), { changed: 1, unchanged: 1 })
  },

  'only what they may publish changes; the rest is told, and what they cannot see is not there': async (t, place) => {
    const elders = await place.community('耆老會')
    const story = await place.protocol(elders, '故事')
    const [librarian, member, contributor, reader] = [await place.someone('librarian'), await place.member('member', elders), await place.someone(), await place.someone('reader')]
    await place.ports.accounts.updateAccount(member, { role: 'librarian' })
    const [open] = await written(place, librarian, club('甲會')) as [Id]
    const [kept] = await written(place, elders.steward, club('祖靈屋', { audience: { protocols: [story] } })) as [Id]
    const choice = { entities: { kinds: ['Organization'] as const } }
    const note = set('note', '查過')
    t.match(await change(place, librarian, choice, note, { dryRun: true }), { chosen: 1, changed: 1, refused: 0 }, 'a stranger to it is not told of it')
    t.match(await change(place, member, choice, note, { dryRun: true }), { chosen: 2, changed: 1, refused: 1, refusals: [{ id: kept, name: '祖靈屋', code: 'FORBIDDEN' }] })
    t.match(await change(place, contributor, choice, note), { chosen: 1, changed: 0, refused: 1, refusals: [{ code: 'FORBIDDEN' }] })
    const [hidden, absent] = [await change(place, librarian, { entities: { ids: [kept] } }, note, { dryRun: true }), await change(place, librarian, { entities: { ids: [newId()] } }, note, { dryRun: true })]
    t.same({ ...hidden, refusals: hidden.refusals.map(({ code }) => code) }, { ...absent, refusals: absent.refusals.map(({ code }) => code) })
    t.match(hidden, { refused: 1, refusals: [{ code: 'NOT_FOUND' }] })
    t.match(await refusal(change(place, undefined, choice, note)), { code: 'UNAUTHENTICATED' })
    t.match(await refusal(change(place, reader, choice, note)), { code: 'FORBIDDEN' })
    t.match(await change(place, elders.steward, { entities: { ids: [kept, open] } }, note), { changed: 1, refused: 1, refusals: [{ id: open }] })
    t.match(await refusal(change(place, librarian, { entities: { ids: [open] } }, { relate: { type: 'PARTNERS_WITH', other: kept, source: kept } })), { code: 'BAD_USER_INPUT', field: 'change.relate.source' })
  },

  'a save changes only the protocols its editor can see, also of many, and tells them of no others': async (t, place) => {
    const [elders, north] = [await place.community('耆老會'), await place.community('北區')]
    const [story, secret] = [await place.protocol(elders, '故事'), await place.protocol(north, '祕密')]
    const [both, visitor] = [await place.member('steward', elders, north), await place.member('steward', elders)]
    const [hiddenWork] = await written(place, both, { entity: { kind: 'Work', names: [{ text: '祕本' }], state: 'published', audience: { protocols: [secret] } } }) as [Id]
    const [id] = await written(place, both, { entity: { kind: 'Place', names: [{ text: '獵場', source: hiddenWork }], state: 'published', audience: { mode: 'any', protocols: [story, secret] } } }) as [Id]
    const report = await change(place, visitor, { entities: { ids: [id] } }, { ...set('note', '北側'), addNames: [{ text: '舊獵場', sort: 'former' }], audience: { mode: 'any', protocols: [story] } })
    t.match(report, { changed: 1 })
    t.notOk(JSON.stringify(report).includes(secret) || JSON.stringify(report).includes(hiddenWork), 'neither of the protocol nor of the source')
    t.strictSame((await place.record(both, id))!.audience.protocols.toSorted(), [story, secret].toSorted())
    t.match(await place.words(both, id), { names: [{ text: '獵場', source: hiddenWork }, { text: '舊獵場' }], fields: { note: '北側' } })
  },

  'what does not fit is left, and the rest is written': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, concept] = await written(place, librarian, club('甲會'), { entity: { kind: 'Concept', names: [{ text: '學習' }], ...PUBLISHED } }) as [Id, Id]
    t.match(await change(place, librarian, { entities: { ids: [a, concept] } }, set('district', '松山區')), { changed: 1, refused: 1, refusals: [{ id: concept, code: 'BAD_USER_INPUT' }] })
    t.same(await fieldsOf(place, librarian, a, concept), [{ district: '松山區' }, {}])
    t.match(await refusal(change(place, librarian, { entities: { ids: [a] } }, {})), { code: 'BAD_USER_INPUT', field: 'change' })
    t.match(await refusal(change(place, librarian, { entities: {} }, set('note', 'x'))), { code: 'BAD_USER_INPUT', field: 'choice' })
    t.match(await refusal(change(place, librarian, { entities: { ids: [a] } }, { standing: 'preferred' })), { code: 'BAD_USER_INPUT', field: 'change.standing' })
    t.match(await refusal(change(place, librarian, { entities: { kinds: ['Organization', 'Concept'] } }, set('note', 'x'), { most: 1 })), { code: 'TOO_EXPENSIVE' })
    const [b, c, source] = await written(place, librarian, club('乙會'), club('丙會'), work('名冊')) as [Id, Id, Id]
    const [one, , other] = await written(place, librarian, ...tie(a, b, source, { start: '2010', end: '2012' }), ...tie(a, c, source)) as [Id, Id, Id]
    t.match(await change(place, librarian, { relations: { ids: [one, other] } }, { start: '2015' }), { changed: 1, refused: 1, refusals: [{ id: one, name: '甲會 → 乙會' }] }, 'it would begin after its end')
  },

  'sent again it changes nothing more, and nothing is done that was not in the preview': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b] = await written(place, librarian, club('甲會'), club('乙會')) as [Id, Id]
    const choice = { entities: { ids: [a, b] } }
    const { token } = await change(place, librarian, choice, set('note', '一'), { dryRun: true })
    await place.write(librarian, [{ entity: { id: a, version: await place.version(librarian, a), fields: [{ code: 'note', values: ['別人'] }] } }])
    t.match(await refusal(change(place, librarian, choice, set('note', '一'), { token })), { code: 'CONFLICT' })
    const key = `key:${newId()}`
    const first = await change(place, librarian, choice, set('note', '一'), { key })
    await change(place, librarian, { entities: { ids: [b] } }, set('note', '二'))
    const again = await change(place, librarian, choice, set('note', '一'), { key })
    t.match(again, { batch: first.batch, changed: 2 })
    t.same(await fieldsOf(place, librarian, a, b), [{ note: '一' }, { note: '二' }])
  },

  'whoever confirms evidence has looked at it, relation by relation': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, source] = await written(place, librarian, club('甲會'), club('乙會'), work('名冊')) as [Id, Id, Id]
    const [relation, proof] = await written(place, librarian, ...tie(a, b, source)) as [Id, Id]
    t.match(await change(place, librarian, { relations: { ids: [relation] } }, { start: '2011' }), { changed: 1 })
    t.equal((await place.words(librarian, proof)).unchecked, true, 'an edit of its dates leaves the evidence unchecked')
    t.match(await change(place, librarian, { relations: { ids: [relation] } }, { confirm: true }), { changed: 1 })
    t.notOk('unchecked' in await place.words(librarian, proof))
    t.match(await change(place, librarian, { relations: { ids: [relation] } }, { confirm: true }), { changed: 0, unchanged: 1 })
  },

  'audience and state of many, and withdrawing them with a reason': async (t, place) => {
    const librarian = await place.someone('librarian')
    const author = await place.someone()
    const [mine] = await written(place, author, organization('草稿會')) as [Id]
    const [a, b] = await written(place, librarian, club('甲會'), club('乙會')) as [Id, Id]
    t.match(await change(place, librarian, { entities: { ids: [a, b] } }, { audience: { protocols: ['signed-in'] } }), { changed: 2 })
    t.equal((await place.record(undefined, a)), undefined)
    t.match(await change(place, author, { entities: { ids: [mine, a] } }, { state: 'proposed' }), { changed: 1, refused: 1 })
    t.match(await change(place, librarian, { entities: { ids: [mine] } }, { state: 'published' }), { changed: 1 }, 'whoever settles it accepts it')
    const gone = await change(place, librarian, { entities: { ids: [a, b] } }, { withdraw: '重複' })
    t.match(gone, { changed: 2, differences: [{ changes: [{ field: 'state', before: 'published', after: 'withdrawn' }] }, {}] })
    t.match((await place.ports.graph.history(a, (await place.as(librarian)).viewer)).items[0], { op: 'withdraw', note: '重複' })
    t.match(await change(place, librarian, { entities: { ids: [a, b] } }, { withdraw: '重複' }), { changed: 0, unchanged: 2 })
  },
})
