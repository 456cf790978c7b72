import t from 'tap'
import { annotation } from '../../../src/archive/annotations/view.ts'
import { confirmEvidence } from '../../../src/archive/quality/confirm.ts'
import { queueCounts, queuePage, type QueueOptions } from '../../../src/archive/quality/page.ts'
import type { QueueName } from '../../../src/archive/quality/queues.ts'
import type { WriteInput } from '../../../src/archive/contribute/input.ts'
import type { Finding } from '../../../src/archive/quality/finding.ts'
import { PUBLIC, WHOLE, type Viewer } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { EVERYBODY, organization, refusal, type Town } from '../contribute/town.ts'
import { everywhere } from '../bulk/places.ts'

const PUBLISHED = { state: 'published', audience: EVERYBODY } as const
const club = (name: string, more: object = {}): WriteInput => organization(name, { state: 'published', ...more })
const work = (name: string, more: object = {}): WriteInput => ({ entity: { kind: 'Work', names: [{ text: name }], ...PUBLISHED, ...more } })
const tie = (from: Id, to: Id, source: Id, more: object = {}, proof: object = {}): WriteInput[] => {
  const id = `new:${newId()}`
  return [{ relation: { id, type: 'PARTNERS_WITH', from, to, ...PUBLISHED, ...more } }, { evidence: { relation: id, source, quote: '合作', ...PUBLISHED, ...proof } }]
}
const written = async (place: Town, account: Id, ...operations: readonly WriteInput[]): Promise<Id[]> => (await place.write(account, operations)).records.map(({ id }) => id)
const withdraw = async (place: Town, account: Id, id: Id): Promise<unknown> => place.write(account, [{ withdraw: { id, version: await place.version(account, id), reason: '下架' } }])

const all = async ({ ports }: Town, queue: QueueName, viewer: Viewer = PUBLIC, more: Partial<QueueOptions> = {}): Promise<Finding[]> => {
  const found: Finding[] = []
  for (let after: string | undefined; ;) {
    const page = await queuePage(ports, viewer, { queue, first: 2, ...more, ...(after === undefined ? {} : { after }) })
    found.push(...page.items)
    if (!page.hasNextPage) return found
    after = page.endCursor
  }
}
const ids = async (...given: Parameters<typeof all>): Promise<Id[]> => (await all(...given)).map(({ id }) => id)

await everywhere(t, {
  'when a source is withdrawn, what rested only on it goes to the unsupported queue': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, c, first, second] = await written(place, librarian, club('甲會'), club('乙會'), club('丙會'), work('名冊'), work('縣志')) as [Id, Id, Id, Id, Id]
    const [alone, , both, , spoken, words] = await written(place, librarian, ...tie(a, b, first, { start: '2010' }), ...tie(b, c, first), ...tie(a, c, second)) as [Id, Id, Id, Id, Id, Id]
    await place.write(librarian, [{ evidence: { relation: both, source: second, ...PUBLISHED } }])
    t.same(await ids(place, 'unsupported'), [])
    await withdraw(place, librarian, first)
    t.match(await all(place, 'unsupported'), [{ id: alone, type: 'relation', state: 'published', relation: { type: 'PARTNERS_WITH', from: { name: '甲會' }, to: { name: '乙會' }, start: '2010' } }])
    t.equal((await place.ports.graph.relationsById([alone], PUBLIC)).size, 0, 'pages do not show it')
    t.equal((await place.record(undefined, alone))!.state, 'published', 'and yet it is not lost')
    await withdraw(place, librarian, words)
    t.same(new Set(await ids(place, 'unsupported')), new Set([alone, spoken]), 'nor is what rested on words that were withdrawn')
    t.same(await ids(place, 'unsupported', PUBLIC, { types: ['SUPERVISES'] }), [])
    await place.write(librarian, [{ evidence: { relation: alone, source: second, ...PUBLISHED } }])
    t.same(await ids(place, 'unsupported'), [spoken], 'another source supports it again')
    t.equal((await place.ports.graph.relationsById([alone], PUBLIC)).size, 1)
    await place.write(librarian, [{ evidence: { relation: spoken, source: second, stance: 'disputes', ...PUBLISHED } }])
    t.same(await ids(place, 'unsupported'), [spoken], 'what disputes it does not')
    await withdraw(place, librarian, spoken)
    t.same(await ids(place, 'unsupported'), [])
  },

  'evidence that waits for somebody is listed, and confirmed by one mutation': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, source] = await written(place, librarian, club('甲會'), club('乙會'), work('名冊')) as [Id, Id, Id]
    const [relation, proof] = await written(place, librarian, ...tie(a, b, source)) as [Id, Id]
    t.same(await ids(place, 'unchecked'), [])
    await place.write(librarian, [{ relation: { id: relation, version: await place.version(librarian, relation), start: '2012' } }])
    t.match(await all(place, 'unchecked'), [{ id: proof, type: 'evidence', quote: '合作', relation: { id: relation, start: '2012' } }])
    t.match(await refusal(confirmEvidence(place.ports, await place.as(await place.someone()), { key: 'not-theirs', evidence: [proof] })), { code: 'FORBIDDEN' })
    t.match(await refusal(confirmEvidence(place.ports, await place.as(librarian), { key: 'not-there', evidence: [newId()] })), { code: 'NOT_FOUND' })
    t.match(await confirmEvidence(place.ports, await place.as(librarian), { key: 'confirmed', evidence: [proof] }), { records: [{ id: proof, state: 'published' }] })
    t.same(await ids(place, 'unchecked'), [])
    t.match(await place.words(librarian, proof), { quote: '合作', method: 'hand' })
  },

  'what has no date, and what has one that can hardly be': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, old, source, founded] = await written(place, librarian, club('甲會'), club('乙會', { fields: [{ code: 'foundedOn', values: ['民國99年5月1日'] }] }), club('丙會', { fields: [{ code: 'foundedOn', values: ['2012'] }, { code: 'dissolvedOn', values: ['2010'] }] }), work('名冊'), club('丁會', { fields: [{ code: 'foundedOn', values: ['0099'] }] })) as [Id, Id, Id, Id, Id]
    const [undated, , early, , later, , , , roc] = await written(place, librarian, ...tie(a, b, source), ...tie(a, b, source, { start: '2005', end: '..' }), ...tie(a, b, source, { start: '2090' }), ...tie(a, b, source, { start: '2011', end: '2012' }), ...tie(a, b, source, { end: '0101' })) as Id[]
    await written(place, librarian, ...tie(source, a, source, { type: 'ABOUT' }))
    t.same(await ids(place, 'undated'), [undated], 'what a text is about has no date to be missing')
    const doubtful = await all(place, 'doubtful')
    t.same(new Map(doubtful.map(({ id, problems }) => [id, problems.map((problem) => /\((.*)\)/.exec(problem)![1])])), new Map([
      [old, ['ends before it begins']], [founded, ['a year so low may be a year of the Republic']],
      [early, ['before one of the two was founded or born']], [later, ['begins in the future']], [roc, ['a year so low may be a year of the Republic']],
    ] as [Id, string[]][]))
    t.same(doubtful.map(({ type }) => type).toSorted(), ['entity', 'entity', 'relation', 'relation', 'relation'])
  },

  'what nothing leads to, and notes on words that are gone': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, alone, source, shelf] = await written(place, librarian, club('甲會'), club('乙會'), club('獨會'), work('名冊'), { entity: { kind: 'Collection', names: [{ text: '專題' }], ...PUBLISHED } }) as [Id, Id, Id, Id, Id]
    await written(place, librarian, ...tie(a, b, source))
    const [text] = await written(place, librarian, { content: { entity: source, text: '甲會與乙會合作。\n\n後來散了。', ...PUBLISHED } }) as [Id]
    t.same(await ids(place, 'orphaned'), [alone])
    const note = (exact: string, more: object = {}): object => ({ id: newId(), type: 'annotation', state: 'published', audience: { mode: 'all', protocols: ['everyone'] }, target: text, version: 1, purpose: 'comment', text: '查', quotation: { exact, ...more } })
    // the rule of annotations: words shorter than eight characters are believed by their surroundings, longer ones also when only like what stands there
    const [held, lost, alike, doubted] = [note('乙會合作'), note('丙會'), note('甲會同乙會合作。'), note('後來', { prefix: '他們到了', suffix: '才來的' })] as [{ id: Id }, { id: Id }, { id: Id }, { id: Id }]
    const put = (record: object) => ({ op: 'put' as const, record: record as never, base: null })
    await place.ports.graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [put(held), put(lost), put(alike), put(doubted), put({ id: newId(), type: 'collection', entity: shelf, manner: 'manual', members: [{ item: alone }], state: 'published', audience: { mode: 'all', protocols: ['everyone'] } })] })
    t.match(await all(place, 'lostNotes'), [lost, doubted].map(({ id }) => ({ id })).toSorted((x, y) => (x.id < y.id ? -1 : 1)))
    const reading = { graph: place.ports.graph, directory: place.ports.directory, viewer: PUBLIC }
    for (const { id } of [held, lost, alike, doubted]) t.equal((await annotation(reading, id))?.isOrphan, id === lost.id || id === doubted.id, 'as the note itself says')
    t.same(await ids(place, 'orphaned'), [], 'what a collection has is not alone')
    t.same(await ids(place, 'undated', PUBLIC, { collection: shelf }), [])
    await written(place, librarian, ...tie(alone, b, source))
    t.equal((await ids(place, 'undated')).length, 2)
    t.equal((await ids(place, 'undated', PUBLIC, { collection: shelf })).length, 1, 'by collection: with an end in it')
  },

  'queues and counts are what each viewer sees': async (t, place) => {
    const elders = await place.community('耆老會')
    const story = await place.protocol(elders, '故事', { shown: 'announced' })
    const librarian = await place.someone('librarian')
    const [a, b, c, source] = await written(place, librarian, club('甲會'), club('乙會'), club('丙會'), work('名冊')) as [Id, Id, Id, Id]
    const [kept] = await written(place, elders.steward, work('口述', { audience: { protocols: [story] } })) as [Id]
    const [secret] = await written(place, elders.steward, ...tie(a, b, kept, { audience: { protocols: [story] } }, { audience: { protocols: [story] } })) as [Id]
    const [open, , other, words] = await written(place, librarian, ...tie(b, c, source), ...tie(a, c, source)) as [Id, Id, Id, Id]
    const viewer = await place.ports.directory.everyone()
    const member = (await place.as(elders.steward)).viewer
    t.same(new Set(await ids(place, 'undated', viewer)), new Set([open, other]))
    t.same(new Set(await ids(place, 'undated', member)), new Set([open, other, secret]))
    t.match((await queueCounts(place.ports, viewer)).find(({ queue }) => queue === 'undated'), { count: 2, isLeast: false })
    t.match((await queueCounts(place.ports, member, {}, ['undated'])), [{ queue: 'undated', count: 3 }])
    await place.write(elders.steward, [{ evidence: { relation: other, source: kept, state: 'published', audience: { protocols: [story] } } }])
    await withdraw(place, librarian, words)
    t.match(await all(place, 'unsourced', viewer), [{ id: other }], 'its only evidence is kept by a community that says so')
    t.same(await ids(place, 'unsourced', member), [])
    t.same(await ids(place, 'unsupported', WHOLE), [])
    t.match(await refusal(queuePage(place.ports, PUBLIC, { queue: 'undated', after: 'x' })), { code: 'BAD_USER_INPUT', field: 'after' })
    t.match(await refusal(queuePage(place.ports, PUBLIC, { queue: 'undated', types: ['NONE'] })), { code: 'BAD_USER_INPUT', field: 'types' })
  },
})
