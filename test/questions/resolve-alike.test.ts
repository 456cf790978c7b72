import t from 'tap'
import { PUBLIC, WHOLE, type Viewer } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { entityNamed, resolve } from '../../src/questions/resolve.ts'
import { smallCity, vocabulary } from '../fixture.ts'

const ELDER: Viewer = { signedIn: true, protocols: new Set(['elders']) }

t.test('where no name is equal, those that are alike are candidates, with what speaks against', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const museum = scribe.entity('Organization', '臺北市立美術館')
  const later = scribe.entity('Organization', '財團法人恆安社會福利基金會')
  const twin = scribe.entity('Person', '董欣玟')
  await scribe.commit()
  t.match(await resolve(asking, '北美館'), [{ entity: { id: museum }, reason: 'short', certain: true }])
  t.match(await resolve(asking, '財團法人臺北市私立恆安社會福利慈善事業基金會'), [{ entity: { id: later }, reason: 'core', certain: false }])
  t.match(await resolve(asking, '林振春教授'), [{ entity: { id: ids.person }, reason: 'titled' }])
  t.match(await resolve(asking, '董欣孜'), [{ entity: { id: twin }, reason: 'similar', against: [/字不同/] }])
  t.match(await resolve(asking, '愛鄉協會'), [{ entity: { id: ids.shared }, reason: 'place', certain: false }])
  t.equal((await resolve(asking, '臺北市愛鄉協會')).length, 1, 'where one is equal nothing else is listed')
  scribe.entity('Organization', '臺北市愛鄉文化協會')
  await scribe.commit()
  t.same((await resolve(asking, '臺北市愛鄉協會')).map(({ reason }) => reason), ['printed'])
  t.same((await resolve(asking, '臺北市愛鄉協會', { alike: true })).map(({ reason }) => reason), ['printed', 'core'], 'unless it is asked for')
  t.same(await resolve(asking, '北美館', { alike: false }), [])
  t.same(await resolve(asking, '北美館', { kind: 'Person' }), [])
})

t.test('only what is certain and the only one stands for a name', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const museum = scribe.entity('Organization', '臺北市立美術館')
  scribe.entity('Person', '董欣玟')
  scribe.entity('Organization', '台中市聾人協會')
  await scribe.commit()
  t.equal((await entityNamed(asking, '北美館', 'a')).id, museum)
  t.equal((await entityNamed(asking, '北市社會局', 'a')).id, ids.social)
  t.equal((await entityNamed(asking, '林振春教授', 'a')).id, ids.person)
  await t.rejects(entityNamed(asking, '愛鄉協會', 'a'), { code: 'AMBIGUOUS_NAME', details: { field: 'a', candidates: [{ entity: { id: ids.shared }, reason: 'place' }] } })
  await t.rejects(entityNamed(asking, '董欣孜', 'a'), { code: 'AMBIGUOUS_NAME', details: { candidates: [{ entity: { name: '董欣玟' } }] } })
  await t.rejects(entityNamed(asking, '台中市老人協會', 'a'), { code: 'NOT_FOUND' })
  await t.rejects(entityNamed(asking, '社團法人松山基金會', 'a'), { code: 'AMBIGUOUS_NAME' }, 'with another legal form it may be neither')
  scribe.entity('Organization', '臺北縣立美術館')
  await scribe.commit()
  await t.rejects(entityNamed(asking, '北美館', 'a'), { code: 'AMBIGUOUS_NAME' }, 'two that it could be')
})

t.test('what is hidden has no part in what is alike', async (t) => {
  const { store, scribe } = await smallCity(t)
  const hidden = scribe.entity('Organization', '財團法人隱山文教基金會', { audience: { mode: 'all', protocols: ['elders'] } })
  for (let i = 0; i < 12; i++) scribe.entity('Organization', `財團法人隱山第${i}文教基金會`, { audience: { mode: 'all', protocols: ['elders'] } })
  await scribe.commit()
  const seen = (viewer: Viewer) => resolve({ graph: store, vocabulary, viewer }, '財團法人隱山社會福利基金會')
  t.same(await seen(PUBLIC), [])
  t.match(await seen(ELDER), [{ entity: { id: hidden }, reason: 'core' }])
  t.match(await seen(WHOLE), [{ entity: { id: hidden } }])
  await t.rejects(entityNamed({ graph: store, vocabulary, viewer: PUBLIC }, '財團法人隱山社會福利基金會', 'a'), { code: 'NOT_FOUND' })
})

t.test('what is alike follows the log: new names, changed names, merges, what is taken away', async (t) => {
  const { store, scribe } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const names = async (text: string) => (await resolve(asking, text)).map(({ entity }) => entity.id)
  t.same(await names('國北館'), [])
  const [a, b] = [scribe.entity('Organization', '臺北市立美術館'), scribe.entity('Organization', '市立北美術館')]
  await scribe.commit()
  t.ok((await names('北美館')).includes(a))
  const commit = (...operations: object[]) => store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: operations as never })
  await commit({ op: 'merge', id: a, into: b, base: 1 })
  t.same(await names('北美館'), [b], 'by the name of what was merged into it')
  await commit({ op: 'unmerge', id: a, base: 2 })
  t.ok((await names('北美館')).includes(a), 'parted again')
  await commit({ op: 'withdraw', id: a, base: 3, reason: '測試' })
  t.notOk((await names('北美館')).includes(a))
})
