import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { entities } from '../../src/questions/entity.ts'
import { entityNamed, resolve } from '../../src/questions/resolve.ts'
import { smallCity, vocabulary } from '../fixture.ts'

t.test('a name is found by key, alias and bare form, and says which', async (t) => {
  const { store, ids } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  t.match(await resolve(asking, '臺北市愛鄉協會'), [{ entity: { id: ids.shared }, reason: 'printed', score: 1 }])
  t.match(await resolve(asking, '台北市愛鄉協會'), [{ entity: { id: ids.shared }, reason: 'key' }])
  t.match(await resolve(asking, '社會局'), [{ entity: { id: ids.social, name: '臺北市政府社會局' }, reason: 'alias', matched: '社會局' }])
  t.match(await resolve(asking, '松山基金會'), [{ entity: { id: ids.second }, reason: 'printed' }, { entity: { id: ids.first }, reason: 'bare' }])
  t.same(await resolve(asking, '社會局', { kind: 'Person' }), [])
  t.same(await resolve(asking, '祕密社'), [], 'what is hidden is not there')
  await t.rejects(resolve(asking, '　 '), { code: 'BAD_USER_INPUT' })
})

t.test('a name longer than any can be is refused before it is compared, and not said again', async (t) => {
  const { store } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const long = '財團法人'.repeat(4_000)
  for (const asked of [resolve(asking, long), entityNamed(asking, long, 'a'), entities(asking, { name: long })]) {
    const error = await asked.then(() => undefined, (thrown) => thrown)
    t.match(error, { code: 'BAD_USER_INPUT' })
    t.ok(error?.message.length < 200)
  }
  t.same(await resolve(asking, long.slice(0, 1_000), { alike: false }), [])
})

t.test('one name that may mean several is an error that lists them, never a guess', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  t.equal((await entityNamed(asking, '松山基金會', 'a')).id, ids.second, 'an equal key is better than one without the legal form')
  scribe.entity('Organization', '新北市政府社會局', { names: [{ text: '新北市政府社會局' }, { text: '社會局', sort: 'short' }] })
  await scribe.commit()
  await t.rejects(entityNamed(asking, '社會局', 'a'), { code: 'AMBIGUOUS_NAME', details: { field: 'a', candidates: [{ entity: { name: '臺北市政府社會局' } }, { entity: { name: '新北市政府社會局' } }] } })
  await t.rejects(entityNamed(asking, '沒有這個會', 'a'), { code: 'NOT_FOUND' })
  await t.rejects(entityNamed(asking, newId(), 'a'), { code: 'NOT_FOUND' })
  await t.rejects(entityNamed(asking, ids.hidden, 'a'), { code: 'NOT_FOUND' }, 'hidden and absent are one')
  await t.rejects(entityNamed(asking, '  ', 'a'), { code: 'BAD_USER_INPUT', details: { field: 'a' } })
})
