import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { served, type Served } from './people.ts'

const WRITE = 'mutation ($operations: [WriteInput!]!) { write(key: "key-KEY", reason: "測試", operations: $operations) { records { id type } } }'
const EVERYBODY = { protocols: ['everyone'] }
const TEXT = '民國四十年，里長林振春帶著村民修橋。橋叫做永安橋。'
const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code

async function written({ ask }: Served, cookie: string, operations: readonly object[]): Promise<string[]> {
  const { body } = await ask(WRITE.replace('KEY', newId()), { variables: { operations }, cookie })
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors))
  return body.data.write.records.map(({ id }: { id: string }) => id)
}

t.test('a collection is made, changed and read; a note is made on words; a passage becomes a relation', async (t) => {
  const service = await served(t)
  const { ask } = service
  const [{ cookie }, scholar] = [await service.someone('librarian'), await service.someone()]
  const [entry, text, body] = await written(service, cookie, [
    { entity: { id: 'new:e', kind: 'Entry', names: [{ text: '修橋' }], audience: EVERYBODY, state: 'published' } },
    { content: { entity: 'new:e', text: TEXT, audience: EVERYBODY, state: 'published' } },
    { entity: { kind: 'Organization', names: [{ text: '松山里辦公處' }], audience: EVERYBODY, state: 'published' } },
  ]) as [string, string, string]

  const made = await ask('mutation ($add: [MemberInput!]) { createCollection(key: "collection-1", manner: manual, name: "橋", description: "橋的故事", add: $add, audience: { protocols: ["everyone"] }, state: published) { changeset records { id type } } }', { variables: { add: [{ item: entry, reason: '口述' }] }, cookie })
  t.equal(made.body.errors?.[0]?.message, undefined)
  const id = made.body.data.createCollection.records.find(({ type }: any) => type === 'collection').id
  const FIELDS = 'id name entity { id kind } entityId manner state version audience { text } by total mayEdit question permalink frozenOn cover blocks { number } members(first: 1) { items { id entity { name } relation { id } reasons } pageInfo { hasNextPage endCursor } }'
  const shown = async (who?: string): Promise<any> => (await ask(`query ($id: ID!) { collection(id: $id) { ${FIELDS} } }`, { variables: { id }, ...(who === undefined ? {} : { cookie: who }) })).body.data.collection
  t.match(await shown(), { name: '橋', manner: 'manual', total: 1, mayEdit: false, by: 'someone1的名字', members: { items: [{ id: entry, entity: { name: '修橋' }, reasons: ['口述'] }] } })
  t.match(await ask('mutation ($id: ID!, $add: [MemberInput!]) { changeCollection(key: "collection-2", id: $id, add: $add) { records { id } } }', { variables: { id, add: [{ item: body }] }, cookie }), { status: 200 })
  t.equal(code((await ask('mutation ($id: ID!, $add: [MemberInput!]) { changeCollection(key: "collection-3", id: $id, add: $add) { records { id } } }', { variables: { id, add: [{ item: body }] }, cookie: scholar.cookie })).body), 'FORBIDDEN')
  t.match(await shown(cookie), { total: 2, mayEdit: true, members: { pageInfo: { hasNextPage: true } } })
  t.match((await ask('query ($id: ID!) { collections { items { id name total } pageInfo { hasNextPage } } collectionsOf(id: $id) { items { id } } }', { variables: { id: body } })).body.data, { collections: { items: [{ id, total: 2 }] }, collectionsOf: { items: [{ id }] } })
  const asked = await ask('mutation ($question: String!) { createCollection(key: "collection-4", manner: question, name: "問", question: $question, audience: { protocols: ["everyone"] }, state: published) { records { id type } } }', { variables: { question: JSON.stringify({ name: 'related', arguments: { of: body } }) }, cookie })
  t.equal(asked.body.errors?.[0]?.message, undefined)
  t.equal((await ask('query ($id: ID!) { collection(id: $id) { id } }', { variables: { id: asked.body.data.createCollection.records.at(-1).id } })).body.data.collection, null, 'it gives nobody anything today')

  const picture = await ask('mutation ($add: [MemberInput!]) { createCollection(key: "collection-5", manner: manual, name: "圖", add: $add, looking: { types: ["PART_OF"], asOf: "2015" }, audience: { protocols: ["everyone"] }, state: published) { records { id type } } }', { variables: { add: [{ item: body, at: [0, 0], reason: '中間' }, { item: entry, at: [12.5, -3] }] }, cookie })
  t.equal(picture.body.errors?.[0]?.message, undefined)
  const pictured = picture.body.data.createCollection.records.find(({ type }: any) => type === 'collection').id
  const PICTURE = 'query ($id: ID!) { collection(id: $id) { looking { types kinds asOf proposed } members { items { id at reasons } } } }'
  const drawn = async (): Promise<any> => (await ask(PICTURE, { variables: { id: pictured } })).body.data.collection
  t.same(await drawn(), { looking: { types: ['PART_OF'], kinds: null, asOf: '2015', proposed: null }, members: { items: [{ id: body, at: [0, 0], reasons: ['中間'] }, { id: entry, at: [12.5, -3], reasons: [] }] } })
  const CHANGE = 'mutation ($id: ID!, $key: String!, $add: [MemberInput!], $looking: LookingInput) { changeCollection(id: $id, key: $key, add: $add, looking: $looking) { records { id } } }'
  const changed = async (key: string, more: object): Promise<any> => (await ask(CHANGE, { variables: { id: pictured, key, ...more }, cookie })).body
  t.equal((await changed('collection-6', { add: [{ item: body, at: [1, 1] }], looking: {} })).errors?.[0]?.message, undefined)
  t.match(await drawn(), { looking: { types: null, asOf: null }, members: { items: [{ at: [1, 1], reasons: ['中間'] }, {}] } }, 'another place leaves the reason')
  await changed('collection-7', { add: [{ item: body, reason: '' }] })
  t.match(await drawn(), { members: { items: [{ at: [1, 1], reasons: [] }, {}] } }, 'and another reason the place')
  t.equal(code(await changed('collection-8', { add: [{ item: body, at: [1] }] })), 'BAD_USER_INPUT')
  t.equal(code((await ask(CHANGE, { variables: { id: asked.body.data.createCollection.records.at(-1).id, key: 'collection-9', looking: {} }, cookie })).body), 'BAD_USER_INPUT', 'only what is put together by hand is a picture')

  const ANNOTATE = 'mutation ($target: ID!, $quotation: QuotationInput, $audience: AudienceInput, $answers: ID) { annotate(key: "note-KEY", target: $target, quotation: $quotation, text: "哪一年？", purpose: question, audience: $audience, answers: $answers) { records { id state } } }'
  const note = async (variables: object, who = scholar.cookie): Promise<any> => (await ask(ANNOTATE.replace('KEY', newId()), { variables: { target: text, ...variables }, cookie: who })).body
  const first = (await note({ quotation: { exact: '民國四十年' }, audience: EVERYBODY })).data.annotate.records[0]
  await note({ answers: first.id, audience: EVERYBODY }, cookie)
  await note({ quotation: { exact: '永安橋' } })
  const NOTES = 'query ($target: ID!) { annotations(target: $target) { items { id target targetType state version purpose text link answers by at audience { text } seen current orphan quotation { exact prefix suffix content start end way } region { file } replies { items { text answers } } webAnnotation } pageInfo { hasNextPage } } }'
  const notes = async (who?: string): Promise<any[]> => (await ask(NOTES, { variables: { target: text }, ...(who === undefined ? {} : { cookie: who }) })).body.data.annotations.items
  const [publicly, own] = [await notes(), await notes(scholar.cookie)]
  t.equal(publicly.length, 1)
  t.equal(own.length, 2)
  t.match(publicly[0], { id: first.id, purpose: 'question', by: 'someone2的名字', current: true, orphan: false, quotation: { exact: '民國四十年', content: text, start: 0, end: 5, way: 'unmoved' }, replies: { items: [{ answers: first.id }] } })
  t.match(JSON.parse(publicly[0].webAnnotation), { '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'Annotation', motivation: 'questioning', creator: { name: 'someone2的名字' }, target: { source: `urn:uuid:${text}` } })
  t.equal(code((await ask(ANNOTATE, { variables: { target: text } })).body), 'UNAUTHENTICATED')
  const version = publicly[0].version
  t.match((await ask('mutation ($id: ID!, $version: String!) { changeAnnotation(key: "note-change-1", id: $id, version: $version, text: "是哪一年？") { records { id } } }', { variables: { id: first.id, version }, cookie: scholar.cookie })).body.errors, undefined)
  t.equal((await notes())[0].text, '是哪一年？')
  t.equal(code((await ask('mutation ($id: ID!, $version: String!) { withdrawAnnotation(key: "note-withdraw", id: $id, version: $version, reason: "x") { changeset } }', { variables: { id: first.id, version }, cookie })).body), 'CONFLICT')

  const suggestions = (await ask('query ($content: ID!) { suggestRelations(content: $content, start: 0, end: 18) { names { text start end candidates { id name } } relations { type label from { name kind candidates { id } } to { name candidates { id } } qualifiers { code } since until sentence confidence stated known } } }', { variables: { content: text } })).body
  t.equal(suggestions.errors?.[0]?.message, undefined)
  const RELATE = 'mutation ($content: ID!, $to: String!) { relateFromPassage(key: "relate-KEY", content: $content, passage: { exact: "里長林振春帶著村民修橋" }, type: "HOLDS_POST", from: { name: "林振春", kind: Person }, to: { name: $to }, start: "民國40年") { records { id type state } } }'
  const related = await ask(RELATE.replace('KEY', newId()), { variables: { content: text, to: '松山里辦公處' }, cookie: scholar.cookie })
  t.equal(related.body.errors?.[0]?.message, undefined)
  t.same(related.body.data.relateFromPassage.records.map(({ type, state }: any) => `${type} ${state}`), ['entity proposed', 'relation proposed', 'evidence proposed'])
  t.match((await ask(RELATE.replace('KEY', newId()), { variables: { content: text, to: '沒有這個單位' }, cookie: scholar.cookie })).body.errors![0].extensions, { code: 'NOT_FOUND' })
})

t.test('nothing can be said that is not for the sender to say', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('librarian')
  for (const query of [
    'mutation { annotate(key: "forged-1", target: "x", by: "y") { changeset } }', 'mutation { annotate(key: "forged-2", target: "x", state: published) { changeset } }',
    'mutation { createCollection(key: "forged-3", manner: manual, name: "x", members: []) { changeset } }', 'mutation { createCollection(key: "forged-4", manner: question, name: "x", frozen: {}) { changeset } }',
    'mutation { relateFromPassage(key: "forged-5", content: "x", passage: {}, source: "y") { changeset } }',
  ]) {
    const { status, body } = await service.ask(query, { cookie })
    t.equal(status, 400, query)
    t.equal(code(body), 'BAD_USER_INPUT')
  }
  t.equal(await service.graph.sequence(), 0)
})
