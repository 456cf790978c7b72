import { join } from 'node:path'
import { Parser } from 'n3'
import t from 'tap'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { folder, vocabulary } from '../fixture.ts'
import { served } from './people.ts'

const ADD = `mutation ($key: String!, $code: String!, $relation: RelationWordInput, $field: FieldWordInput) {
  addWord(key: $key, reason: "需要", code: $code, relation: $relation, field: $field) { relation { code standing version retired } field { code standing version personal } } }`
const LENDS = { role: 'connecting', forward: '借給', forwardEnglish: 'lends to', backward: '借自', backwardEnglish: 'borrows from', from: ['Organization'], to: ['Organization'] }

t.test('forms follow what a librarian adds and changes, for everyone and at once', async (t) => {
  const { ask, someone } = await served(t)
  const { cookie } = await someone('librarian')
  const listed = async (): Promise<any> => (await ask('{ vocabulary { kinds { code label } relations { code forward backwardEnglish from symmetric standing retired } fields { code label value personal standing } } }')).body.data.vocabulary
  const before = await listed()
  t.equal(before.kinds.length, 9)
  t.match(before.fields.find(({ code }: any) => code === 'telephone'), { label: '電話', personal: true, standing: 'seed' })
  const added = await ask(ADD, { cookie, variables: { key: 'key-12345678', code: 'LENDS_TO', relation: LENDS } })
  t.match(added.body.data.addWord, { relation: { code: 'LENDS_TO', standing: 'added', retired: false }, field: null })
  t.same((await ask(ADD, { cookie, variables: { key: 'key-12345678', code: 'LENDS_TO', relation: LENDS } })).body, added.body, 'sent again')
  t.match((await ask(ADD, { cookie, variables: { key: 'key-12345679', code: 'houseNumber', field: { label: '門牌', english: 'House number', kinds: ['Place'], value: 'text', personal: true } } })).body.data.addWord.field, { personal: true })
  const after = await listed()
  t.match(after.relations.at(-1), { code: 'LENDS_TO', forward: '借給', backwardEnglish: 'borrows from', symmetric: false })
  t.equal(after.fields.length, before.fields.length + 1)
  const { version } = added.body.data.addWord.relation
  const changed = await ask(`mutation ($version: String!) { changeWord(key: "key-12345680", reason: "說清楚", code: "LENDS_TO", version: $version, relation: { forward: "出借給", note: "要還的" }) { relation { forward forwardEnglish note version } } }`, { cookie, variables: { version } })
  t.match(changed.body.data.changeWord.relation, { forward: '出借給', forwardEnglish: 'lends to', note: '要還的' })
  const retired = await ask(`mutation ($version: String!) { retireWord(key: "key-12345681", reason: "不用了", family: relation, code: "LENDS_TO", version: $version) { relation { retired note } } }`, { cookie, variables: { version: changed.body.data.changeWord.relation.version } })
  t.match(retired.body.data.retireWord.relation, { retired: true, note: '要還的' })
  const history = (await ask('{ wordHistory(family: relation, code: "LENDS_TO") { items { op reason by changed { field before after } } pageInfo { hasNextPage } } }')).body.data.wordHistory
  t.match(history.items, [{ reason: '不用了', changed: [{ field: 'definition.retired', after: 'true' }] }, { reason: '說清楚', by: 'someone1的名字', changed: [{ field: 'definition.forward' }, { field: 'definition.note' }] }, { reason: '需要' }])
  t.same((await ask('{ wordHistory(family: relation, code: "FUNDS") { items { op } } }')).body.data.wordHistory.items, [])
  t.match((await ask('{ word(family: field, code: "none") { field { code } } }')).body.errors, [{ extensions: { code: 'NOT_FOUND' } }])
})

t.test('two services on one archive: what is added in one is a word of the other with the next request', async (t) => {
  const path = join(await folder(t), 'archive.sqlite')
  const open = async (): Promise<Awaited<ReturnType<typeof openSqlite>>> => {
    const graph = await openSqlite({ path, vocabulary, walkers: 1 })
    t.teardown(() => graph.close())
    return graph
  }
  const [one, other] = [await served(t, { graph: await open() }), await served(t, { graph: await open() })]
  const codes = async (): Promise<string[]> => (await other.ask('{ vocabulary { relations { code } } }')).body.data.vocabulary.relations.map(({ code }: { code: string }) => code)
  t.same(await codes(), [...vocabulary.relations.keys()])
  const { cookie } = await one.someone('librarian')
  t.equal((await one.ask(ADD, { cookie, variables: { key: 'key-12345678', code: 'LENDS_TO', relation: LENDS } })).body.errors, undefined)
  t.same(await codes(), [...vocabulary.relations.keys(), 'LENDS_TO'])
  t.notMatch((await other.ask('{ connectors(a: "甲", b: "乙", relations: ["LENDS_TO"]) { total } }')).body.errors?.[0]?.message, /relation type/)
})

t.test('others may not, and are told why; a token needs its scope', async (t) => {
  const { ask, someone } = await served(t)
  const { cookie } = await someone('contributor')
  const variables = { key: 'key-12345678', code: 'LENDS_TO', relation: LENDS }
  t.match((await ask(ADD, { variables })).body.errors, [{ extensions: { code: 'UNAUTHENTICATED' } }])
  t.match((await ask(ADD, { variables, cookie })).body.errors, [{ extensions: { code: 'FORBIDDEN' } }])
  const librarian = await someone('librarian')
  for (const given of [{}, { relation: LENDS, field: { label: '門牌' } }]) t.match((await ask(ADD, { cookie: librarian.cookie, variables: { key: 'key-12345678', code: 'LENDS_TO', ...given } })).body.errors, [{ extensions: { code: 'BAD_USER_INPUT', field: 'relation' } }])
  t.match((await ask(ADD, { cookie: librarian.cookie, variables: { ...variables, relation: { ...LENDS, forwardEnglish: undefined } } })).body.errors, [{ extensions: { code: 'BAD_USER_INPUT', field: 'forward.en' } }])
})

t.test('the concepts as a tree and as linked data', async (t) => {
  const { ask, someone, app } = await served(t)
  const { cookie } = await someone('librarian')
  const everybody = { protocols: ['everyone'] }
  const entity = (id: string, kind: string, ...names: object[]): object => ({ entity: { id, kind, names, audience: everybody, state: 'published', ...(kind === 'Concept' ? { fields: [{ code: 'scopeNote', values: ['不含"學校"教育\\'] }] } : {}) } })
  const operations = [
    entity('new:1', 'Concept', { text: '終身學習' }, { text: 'lifelong learning', language: 'en', sort: 'translated' }), entity('new:2', 'Concept', { text: '樂齡學習' }), entity('new:3', 'Work', { text: '書' }),
    { relation: { id: 'new:4', type: 'NARROWER', from: 'new:1', to: 'new:2', audience: everybody, state: 'published' } }, { evidence: { relation: 'new:4', source: 'new:3', audience: everybody, state: 'published' } },
  ]
  const written = await ask('mutation ($operations: [WriteInput!]!) { write(key: "key-12345678", reason: "概念", operations: $operations) { records { id } } }', { cookie, variables: { operations: operations.map((one: any) => ({ ...one, ...(one.entity ? { entity: { ...one.entity, audience: { mode: 'all', ...everybody } } } : {}), ...(one.relation ? { relation: { ...one.relation, audience: { mode: 'all', ...everybody } } } : {}), ...(one.evidence ? { evidence: { ...one.evidence, audience: { mode: 'all', ...everybody } } } : {}) })) } })
  const [top, below] = written.body.data.write.records.map(({ id }: { id: string }) => id)
  t.match((await ask('{ conceptTree { total items { concept { name } narrower below } } }')).body.data.conceptTree, { total: 1, items: [{ concept: { name: '終身學習' }, narrower: 1, below: 1 }] })
  t.match((await ask('{ conceptTree(of: "終身學習") { items { concept { id } broader { name } } } conceptTroubles { items { what } truncated } }')).body.data, { conceptTree: { items: [{ concept: { id: below }, broader: [{ name: '終身學習' }] }] }, conceptTroubles: { items: [], truncated: false } })
  const response = await app.inject('/vocabulary.ttl')
  t.match(response.headers, { 'content-type': 'text/turtle; charset=utf-8', vary: 'Cookie, Authorization' })
  const quads = new Parser().parse(response.body)
  const said = (subject: string, property: string): string[] => quads.filter((quad) => quad.subject.value === `urn:uuid:${subject}` && quad.predicate.value.endsWith(`#${property}`)).map(({ object }) => object.value)
  t.same(said(top, 'prefLabel').sort(), ['lifelong learning', '終身學習'])
  t.same([said(top, 'narrower'), said(below, 'broader'), said(top, 'topConceptOf'), said(below, 'topConceptOf')], [[`urn:uuid:${below}`], [`urn:uuid:${top}`], ['urn:fangzhi:term:concepts'], []])
  t.same(said(top, 'scopeNote'), ['不含"學校"教育\\'])
  t.ok((await app.inject('/vocabulary.jsonld')).json()['@graph'].length > 100)
  t.equal((await app.inject('/vocabulary.xml')).statusCode, 404)
})
