import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { smallCity, vocabulary } from '../fixture.ts'

t.test('candidates say why and what speaks against; possible duplicates come in pages; neither shows what is hidden', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const elders = { audience: { mode: 'all', protocols: ['elders'] } }
  for (const [name, more] of [['許曼真', {}], ['許嫚真', {}], ['董欣孜', {}], ['董欣玟', {}], ['林振眷', elders]] as const) scribe.entity('Person', name, more)
  await scribe.commit()
  const app = await buildServer({ graph: store, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
  t.teardown(() => app.close())
  const ask = async (query: string): Promise<any> => (await app.inject({ method: 'POST', url: '/graphql', payload: { query } })).json()
  t.match(await ask('{ resolve(name: "愛鄉協會") { entity { id } reason certain for against } }'), { data: { resolve: [{ entity: { id: ids.shared }, reason: 'place', certain: false, against: [/地名/] }] } })
  t.match(await ask('{ connectors(a: "愛鄉協會", b: "文化局") { total } }'), { errors: [{ extensions: { code: 'AMBIGUOUS_NAME', field: 'a', candidates: [{ entity: { id: ids.shared } }] } }] })
  const first = await ask('{ duplicates(kind: Person, first: 1) { items { a { id name } b { name } names reason score for against } pageInfo { endCursor hasNextPage } } }')
  t.match(first, { data: { duplicates: { items: [{ reason: 'similar', names: ['許曼真', '許嫚真'] }], pageInfo: { hasNextPage: true } } } })
  const next = await ask(`{ duplicates(kind: Person, after: "${first.data.duplicates.pageInfo.endCursor}") { items { names } pageInfo { hasNextPage } } }`)
  t.same(next.data.duplicates, { items: [{ names: ['董欣孜', '董欣玟'] }], pageInfo: { hasNextPage: false } })
  t.match(await ask('{ duplicates(first: 0) { items { score } } }'), { errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'first' } }] })
})
