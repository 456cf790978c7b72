import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { served, type Served } from './people.ts'

const WRITE = 'mutation ($key: String!, $operations: [WriteInput!]!) { write(key: $key, reason: "測試", operations: $operations) { records { id version state } } }'
const PROPOSE = 'mutation ($key: String!, $operations: [WriteInput!]!, $amends: AmendsInput) { propose(key: $key, words: "門牌整編", operations: $operations, amends: $amends) { records { id state version } } }'
const SETTLE = 'mutation ($key: String!, $ids: [ID!]!, $decision: Decision!, $words: String, $parts: [String!], $over: Boolean, $dryRun: Boolean, $partly: Boolean) { settle(key: $key, ids: $ids, decision: $decision, words: $words, parts: $parts, over: $over, dryRun: $dryRun, partly: $partly) { batch records outcomes { id with texts { part label conflict } left { code message } } } }'
const ITEM = 'id type title state version since confidence by words mayDecide withdraw into target { id record } texts { part label base theirs now moved conflict } says { field after } with { id } relation { id evidence { quote } }'
const QUEUE = `query ($first: Int, $after: String, $mine: Boolean, $state: RecordState, $since: String) { queue(first: $first, after: $after, mine: $mine, state: $state, since: $since) { items { ${ITEM} } pageInfo { endCursor hasNextPage } } }`
const MINE = 'query ($states: [RecordState!]) { myContributions(states: $states) { items { id type title state version since decision { state words by at } } pageInfo { hasNextPage } } }'

const place = (name: string, more: object = {}): object => ({ entity: { kind: 'Place', names: [{ text: name }], audience: { protocols: ['everyone'] }, ...more } })
const code = (answer: { body: { errors?: any[] } }): unknown => answer.body.errors?.[0]?.extensions?.code

async function asked(service: Served, query: string, variables: object, cookie?: string): Promise<{ status: number; body: { data: any; errors?: any[] } }> {
  return service.ask(query, { variables: { key: newId(), ...variables }, ...(cookie === undefined ? {} : { cookie }) })
}

t.test('a change is proposed, shown in three texts, returned with words, said anew and accepted', async (t) => {
  const service = await served(t)
  const [librarian, author, judge] = [await service.someone('librarian'), await service.someone(), await service.someone('librarian')]
  const { body: { data: { write: { records: [shrine] } } } } = await asked(service, WRITE, { operations: [place('慈祐宮', { state: 'published', fields: [{ code: 'address', values: ['八德路四段'] }] })] }, librarian.cookie)
  const change = (values: string[], version = shrine.version): object => ({ operations: [{ entity: { id: shrine.id, version, fields: [{ code: 'address', values }] } }] })
  t.match((await asked(service, WRITE, change(['八德路四段761號']), author.cookie)).body.errors![0], { message: /propose/, extensions: { code: 'FORBIDDEN' } })
  t.equal(code(await asked(service, PROPOSE, change(['八德路四段761號']))), 'UNAUTHENTICATED')
  const { body: { data: { propose: { records: [proposal] } } } } = await asked(service, PROPOSE, change(['八德路四段761號']), author.cookie)
  t.equal(proposal.state, 'proposed')

  t.match((await asked(service, QUEUE, {})).body.data.queue.items, [], 'others read nothing of it')
  const { items: [item] } = (await asked(service, QUEUE, {}, judge.cookie)).body.data.queue
  t.match(item, { id: proposal.id, type: 'proposal', title: '提議更改「慈祐宮」：地址', by: 'someone2的名字', words: '門牌整編', mayDecide: true, target: { id: shrine.id }, says: [], with: [] })
  t.same(item.texts, [{ part: 'fields.address', label: '地址', base: '"八德路四段"', theirs: '"八德路四段761號"', now: '"八德路四段"', moved: false, conflict: false }])
  t.match((await asked(service, QUEUE, { mine: true }, author.cookie)).body.data.queue.items, [{ id: proposal.id, mayDecide: false }])
  t.equal(code(await asked(service, QUEUE, { mine: true })), 'UNAUTHENTICATED')
  t.equal(code(await asked(service, QUEUE, { since: '昨天' }, judge.cookie)), 'BAD_USER_INPUT')
  t.equal((await asked(service, QUEUE, { since: '2999-01-01' }, judge.cookie)).body.data.queue.items.length, 0)

  t.equal(code(await asked(service, SETTLE, { ids: [proposal.id], decision: 'return' }, judge.cookie)), 'BAD_USER_INPUT')
  t.equal(code(await asked(service, SETTLE, { ids: [proposal.id], decision: 'accept' }, author.cookie)), 'FORBIDDEN')
  t.match((await asked(service, SETTLE, { ids: [proposal.id], decision: 'return', words: '請附公文' }, judge.cookie)).body.data.settle, { records: 1, outcomes: [{ id: proposal.id, left: null }] })
  const { items: [returned] } = (await asked(service, MINE, { states: ['returned'] }, author.cookie)).body.data.myContributions
  t.match(returned, { id: proposal.id, state: 'returned', title: '門牌整編', decision: { state: 'returned', words: '請附公文', by: 'someone3的名字' } })

  await asked(service, WRITE, change(['八德路四段759號']), librarian.cookie)
  const { body: { data: { record } } } = await asked(service, 'query ($id: ID!) { record(id: $id) { version } }', { id: shrine.id }, author.cookie)
  const again = await asked(service, PROPOSE, { ...change(['八德路四段761號'], record.version), amends: { id: proposal.id, version: returned.version } }, author.cookie)
  t.match(again.body.data.propose.records, [{ id: proposal.id, state: 'proposed' }])
  t.match((await asked(service, SETTLE, { ids: [proposal.id], decision: 'accept', dryRun: true }, judge.cookie)).body.data.settle, { batch: null, records: 2, outcomes: [{ texts: [{ label: '地址', conflict: false }] }] })
  const settled = (await asked(service, SETTLE, { ids: [proposal.id], decision: 'accept' }, judge.cookie)).body.data.settle
  t.match(settled, { batch: /^[0-9a-f-]{36}$/, records: 2 })
  t.match((await asked(service, 'query ($id: ID!) { entity(id: $id) { fields { code values } } }', { id: shrine.id })).body.data.entity.fields, [{ code: 'address', values: ['八德路四段761號'] }])
  t.match((await asked(service, MINE, {}, author.cookie)).body.data.myContributions.items, [{ state: 'published', decision: { state: 'published' } }])
  t.equal(code(await asked(service, MINE, {})), 'UNAUTHENTICATED')
})

t.test('pages of the queue, by a token with the scope; nothing tells of what is hidden', async (t) => {
  const service = await served(t)
  const [author, judge] = [await service.someone(), await service.someone('librarian')]
  await asked(service, WRITE, { operations: ['甲廟', '乙廟', '丙廟'].map((name) => place(name, { state: 'proposed' })) }, author.cookie)
  const one = (await asked(service, QUEUE, { first: 2 }, judge.cookie)).body.data.queue
  t.same([one.items.map(({ title }: { title: string }) => title), one.pageInfo.hasNextPage], [['甲廟', '乙廟'], true])
  t.match(one.items[0], { type: 'entity', confidence: 1, says: [{ field: 'kind', after: '"Place"' }, { field: 'names' }, { field: 'identifiers' }] })
  const two = (await asked(service, QUEUE, { first: 2, after: one.pageInfo.endCursor }, judge.cookie)).body.data.queue
  t.same(two.items.map(({ title }: { title: string }) => title), ['丙廟'])
  for (const [scopes, refused] of [['[read]', 'FORBIDDEN'], ['[read, contribute]', 'FORBIDDEN'], ['[read, review]', undefined]] as const) {
    const { secret } = (await service.ask(`mutation { makeToken(name: "審", scopes: ${scopes}) { secret } }`, { cookie: judge.cookie })).body.data.makeToken
    t.equal(code(await service.ask(SETTLE, { variables: { key: newId(), ids: [two.items[0].id], decision: 'accept' }, token: secret })), refused, scopes)
  }
  const hidden = (await asked(service, 'query ($id: ID!) { waiting(id: $id) { id } }', { id: one.items[0].id })).body
  const absent = (await asked(service, 'query ($id: ID!) { waiting(id: $id) { id } }', { id: newId() })).body
  t.same(hidden, absent)
  for (const ids of [[one.items[0].id], [newId()]]) t.equal(code(await asked(service, SETTLE, { ids, decision: 'accept' }, (await service.someone()).cookie)), 'NOT_FOUND')
})

t.test('what could never be accepted is not proposed, and what can be no longer is left where many are decided', async (t) => {
  const service = await served(t)
  const [librarian, author, judge] = [await service.someone('librarian'), await service.someone(), await service.someone('librarian')]
  const EVERYBODY = { protocols: ['everyone'] }
  const body = (id: string): object => ({ entity: { id, kind: 'Organization', names: [{ text: id }], audience: EVERYBODY, state: 'published' } })
  const written = await asked(service, WRITE, { operations: [
    body('new:one'), body('new:other'), { entity: { id: 'new:book', kind: 'Work', names: [{ text: '年報' }], audience: EVERYBODY, state: 'published' } },
    { relation: { id: 'new:tie', type: 'FUNDS', from: 'new:one', to: 'new:other', start: '民國80年', audience: EVERYBODY, state: 'published' } },
    { evidence: { relation: 'new:tie', source: 'new:book', quote: '補助', audience: EVERYBODY, state: 'published' } },
  ] }, librarian.cookie)
  const [one, other, book, tie] = written.body.data.write.records
  const refusal = async (operation: object): Promise<unknown> => (await asked(service, PROPOSE, { operations: [operation] }, author.cookie)).body.errors?.[0]?.extensions
  const entity = (record: { id: string; version: string }, fieldCode: string): object => ({ entity: { id: record.id, version: record.version, fields: [{ code: fieldCode, values: ['某'] }] } })
  const relation = (changes: object): object => ({ relation: { id: tie.id, version: tie.version, ...changes } })
  t.match(await refusal(entity(one, 'nosuch')), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.fields.nosuch' })
  t.match(await refusal(entity(one, 'occupation')), { code: 'BAD_USER_INPUT', field: 'operations[0].entity.fields.occupation' }, 'a field of another kind')
  t.match(await refusal(relation({ type: 'NOPE' })), { code: 'BAD_USER_INPUT', field: 'operations[0].relation.type' })
  t.match(await refusal(relation({ from: book.id })), { code: 'BAD_USER_INPUT', field: 'operations[0].relation.from' })
  t.match(await refusal(relation({ to: one.id })), { code: 'BAD_USER_INPUT', field: 'operations[0].relation.to' })
  t.match(await refusal(relation({ end: '民國70年' })), { code: 'BAD_USER_INPUT', field: 'operations[0].relation.end' })
  t.match(await refusal(relation({ standing: 'deprecated' })), { code: 'BAD_USER_INPUT', field: 'operations[0].relation.standingReason' })

  const word = async (mutation: string): Promise<string> => {
    const { body: { data } } = await asked(service, mutation, {}, librarian.cookie)
    return (Object.values(data)[0] as any).field.version
  }
  const added = await word('mutation ($key: String!) { addWord(key: $key, reason: "測試", code: "houseNumber", field: { label: "門牌", english: "House number", kinds: [Organization], value: "text" }) { field { version } } }')
  const proposed = async (operation: object): Promise<string> => (await asked(service, PROPOSE, { operations: [operation] }, author.cookie)).body.data.propose.records[0].id
  const ids = [await proposed(entity(one, 'houseNumber')), await proposed(entity(other, 'address')), await proposed(relation({ end: '民國90年' }))]
  await word(`mutation ($key: String!) { retireWord(key: $key, reason: "測試", family: field, code: "houseNumber", version: "${added}") { field { version } } }`)
  const decide = async (more: object): Promise<any> => (await asked(service, SETTLE, { ids, decision: 'accept', ...more }, judge.cookie)).body
  t.match((await decide({})).errors[0].extensions, { code: 'BAD_USER_INPUT', field: 'fields.houseNumber' })
  const left = [{ left: { code: 'BAD_USER_INPUT' } }, { left: null }, { left: null }]
  t.match((await decide({ partly: true, dryRun: true })).data.settle, { batch: null, records: 4, outcomes: left })
  t.match((await decide({ partly: true })).data.settle, { records: 4, outcomes: left })
})
