import t from 'tap'
import { Scribe } from '../fixture.ts'
import { served } from './people.ts'

const ASK = '{ identifierClashes(first: 1) { items { scheme value entities { name } } pageInfo { hasNextPage endCursor } } }'

t.test('who settles is told of identifiers that several things have', async (t) => {
  const { ask, someone, graph } = await served(t)
  const scribe = new Scribe(graph)
  for (const [name, value] of [['甲', '1'], ['乙', '1'], ['丙', '2'], ['丁', '2']] as const) scribe.entity('Organization', name, { identifiers: [{ scheme: 'code', value }] })
  await scribe.commit()
  const [librarian, contributor] = [await someone('librarian'), await someone('contributor')]
  const { items, pageInfo } = (await ask(ASK, { cookie: librarian.cookie })).body.data.identifierClashes
  t.same(items, [{ scheme: 'code', value: '1', entities: [{ name: '甲' }, { name: '乙' }] }])
  t.equal(pageInfo.hasNextPage, true)
  const next = await ask(ASK.replace('first: 1', `first: 1, after: "${pageInfo.endCursor}"`), { cookie: librarian.cookie })
  t.match(next.body.data.identifierClashes, { items: [{ value: '2' }], pageInfo: { hasNextPage: false } })
  t.same((await ask(ASK, { cookie: contributor.cookie })).body.data.identifierClashes.items, [], 'not theirs to settle')
  t.equal((await ask(ASK)).body.errors?.[0]?.extensions?.code, 'UNAUTHENTICATED')
})
