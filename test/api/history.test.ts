import t from 'tap'
import { newId } from '../../src/model/ids.ts'
import { Scribe } from '../fixture.ts'
import { served } from './people.ts'

const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code

t.test('a librarian compares, goes back, undoes and is told what stays; others may not', async (t) => {
  const { graph, someone, ask } = await served(t)
  const [{ cookie }, reader] = [await someone('librarian'), await someone('reader')]
  const write = async (operations: readonly object[]): Promise<any> => (await ask('mutation ($key: String!, $operations: [WriteInput!]!) { write(key: $key, reason: "測試", operations: $operations) { changeset records { id version } } }', { variables: { key: `key:${newId()}`, operations }, cookie })).body.data.write
  const { records: [{ id, version: first }] } = await write([{ entity: { kind: 'Place', names: [{ text: '慈祐宮' }], fields: [{ code: 'district', values: ['松山區'] }], audience: { protocols: ['everyone'] }, state: 'published' } }])
  const { changeset, records: [{ version: second }] } = await write([{ entity: { id, version: first, names: [{ text: '松山慈祐宮' }], fields: [{ code: 'district', values: ['信義區'] }] } }])
  await write([{ entity: { id, version: second, names: [{ text: '松山的慈祐宮' }] } }])
  const { body: { data: { history } } } = await ask('query ($id: ID!) { history(id: $id, first: 2) { items { version by reason changed { field before after } } pageInfo { hasNextPage } } }', { variables: { id } })
  t.match(history, { items: [{ changed: [{ field: 'names' }] }, { version: second, by: 'someone1的名字', changed: [{ field: 'names' }, { field: 'fields.district', before: '"松山區"', after: '"信義區"' }] }], pageInfo: { hasNextPage: true } })
  const { body: { data: { difference } } } = await ask('query ($id: ID!, $from: String) { difference(id: $id, from: $from) { from { version } to { reason state } changed { field } } }', { variables: { id, from: first } })
  t.match(difference, { from: { version: first }, to: { reason: '測試', state: 'published' }, changed: [{ field: 'names' }, { field: 'fields.district' }] })

  const PREVIEW = 'query ($id: ID!) { undoPreview(id: $id) { operations held obstacles { id name by why parts } changeset } }'
  t.match((await ask(PREVIEW, { variables: { id: changeset }, cookie })).body.data.undoPreview, { operations: 1, held: 1, changeset: null, obstacles: [{ id, name: '松山的慈祐宮', by: 'someone1的名字', parts: ['names'] }] })
  const REVERT = 'mutation ($id: ID!, $whole: Boolean) { revert(id: $id, reason: "弄錯了", whole: $whole) { operations held changeset batch } }'
  for (const query of [PREVIEW, REVERT]) {
    t.equal(code((await ask(query, { variables: { id: changeset } })).body), 'UNAUTHENTICATED')
    t.equal(code((await ask(query, { variables: { id: changeset }, cookie: reader.cookie })).body), 'FORBIDDEN')
    t.equal(code((await ask(query, { variables: { id: newId() }, cookie })).body), 'NOT_FOUND')
  }
  t.equal(code((await ask(REVERT, { variables: { id: changeset, whole: true }, cookie })).body), 'CONFLICT')
  const { body: { data: { revert } } } = await ask(REVERT, { variables: { id: changeset }, cookie })
  t.match(revert, { operations: 1, held: 1, batch: null })
  t.match((await graph.changeset({ id: revert.changeset }))!, { origin: 'api', reason: '弄錯了', reverts: changeset })
  const words = async (): Promise<any> => JSON.parse((await ask('query ($id: ID!) { record(id: $id) { record } }', { variables: { id } })).body.data.record.record)
  t.match(await words(), { names: [{ text: '松山的慈祐宮' }], fields: { district: '松山區' } })

  const current = (await ask('query ($id: ID!) { record(id: $id) { version } }', { variables: { id } })).body.data.record.version
  const RESTORE = 'mutation ($id: ID!, $version: String!, $current: String!, $key: String!) { restore(id: $id, version: $version, current: $current, reason: "改回", key: $key) { records { id version } } }'
  t.equal(code((await ask(RESTORE, { variables: { id, version: first, current, key: `key:${newId()}` }, cookie: reader.cookie })).body), 'FORBIDDEN')
  t.match((await ask(RESTORE, { variables: { id, version: first, current, key: `key:${newId()}` }, cookie })).body.data.restore.records, [{ id, version: first }])
  t.match(await words(), { names: [{ text: '慈祐宮' }] })
})

t.test('a librarian previews a merge, merges, parts and tells apart', async (t) => {
  const { graph, someone, ask } = await served(t)
  const { cookie } = await someone('librarian')
  const scribe = new Scribe(graph)
  const [a, b, c] = ['社會局', '臺北市政府社會局', '文化局'].map((name) => scribe.entity('Organization', name))
  scribe.relate('PARTNERS_WITH', a!, c!)
  scribe.relate('PARTNERS_WITH', b!, c!)
  await scribe.commit()
  const preview = await ask(`query ($id: ID!, $into: ID!) { mergePreview(id: $id, into: $into) { from { id name version } into { id } text obstacles exact wider contents
    moves { count types { type count } } meets { count examples { id evidence { quote } } } aside { count } names { text } identifiers { value } fields { code label from into } } }`, { variables: { id: a, into: b }, cookie })
  t.match(preview.body.data.mergePreview, { from: { name: '社會局' }, into: { id: b }, obstacles: [], moves: { count: 1, types: [{ type: 'PARTNERS_WITH', count: 1 }] }, meets: { count: 1 }, aside: { count: 0 }, names: [{ text: '社會局' }] })
  const run = async (query: string, variables: object): Promise<any> => ask(query, { variables: { key: `key:${newId()}`, ...variables }, cookie })
  const MERGE = 'mutation ($id: ID!, $into: ID!, $version: String!, $key: String!) { merge(id: $id, into: $into, version: $version, reason: "同一個", key: $key) { changeset records { id version } } }'
  const merged = await run(MERGE, { id: a, into: b, version: preview.body.data.mergePreview.from.version })
  t.match(merged.body.data.merge, { records: [{ id: a }] })
  t.match((await ask('query ($id: ID!) { entity(id: $id) { id } unmergePreview(id: $id) { name into { id } survivor { id } text by relations along { id } later { id } rule } }', { variables: { id: a }, cookie })).body.data, { entity: { id: b }, unmergePreview: { name: '社會局', by: 'someone1的名字', relations: 1, along: [], later: [], rule: null } })
  const version = (await ask('query ($id: ID!) { record(id: $id) { version } }', { variables: { id: a }, cookie })).body.data.record.version
  t.match((await run('mutation ($id: ID!, $version: String!, $key: String!) { unmerge(id: $id, version: $version, reason: "兩個", key: $key, apart: true) { records { id } } }', { id: a, version })).body.data.unmerge.records, [{ id: a }, {}])
  const listed = (await ask('query ($of: ID) { distinctions(of: $of) { items { id one { id } other { id } reason by at } pageInfo { hasNextPage } } }', { variables: { of: a } })).body.data.distinctions
  t.match(listed, { items: [{ one: { id: a }, other: { id: b }, reason: '兩個', by: 'someone1的名字' }], pageInfo: { hasNextPage: false } })
  t.equal(code((await run('mutation ($one: ID!, $other: ID!, $key: String!) { distinguish(one: $one, other: $other, reason: "又說", key: $key) { changeset } }', { one: b, other: a })).body), 'CONFLICT')
  t.equal(code((await run(MERGE, { id: a, into: b, version: (await ask('query ($id: ID!) { record(id: $id) { version } }', { variables: { id: a } })).body.data.record.version })).body), 'CONFLICT')
  t.match((await run('mutation ($id: ID!, $key: String!) { undistinguish(id: $id, reason: "查錯", key: $key) { records { id state } } }', { id: listed.items[0].id })).body.data.undistinguish.records, [{ id: listed.items[0].id, state: 'withdrawn' }])
})
