import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { removeQuestion, saveQuestion } from '../../src/archive/save-question.ts'
import { openKeptDirectory } from '../../src/kept/directory/index.ts'
import { PUBLIC, WHOLE } from '../../src/model/audience.ts'
import type { EntityRecord } from '../../src/model/records.ts'
import { newId } from '../../src/model/ids.ts'
import type { EntityRef } from '../../src/graph/port.ts'
import { runSaved, savedNamed, savedQuestions } from '../../src/questions/saved.ts'
import { folder, smallCity, vocabulary } from '../fixture.ts'

const named = (rows: readonly { readonly cells: Readonly<Record<string, unknown>> }[]): string[] => rows.map(({ cells }) => (cells['entity'] as EntityRef).name)

t.test('a saved question tells what changed since it was asked last: gained, lost, changed', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const dir = await folder(t)
  const kept = openKeptDirectory(dir)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  await saveQuestion(store, { name: '兩局之間', put: { name: 'connectors', arguments: { a: ids.social, b: ids.culture } }, actor: 'test' })
  await saveQuestion(store, { name: '長老的問題', put: { name: 'connectors', arguments: { a: ids.social, b: ids.culture } }, actor: 'test', audience: { mode: 'all', protocols: ['elders'] } })
  t.same((await savedQuestions(asking)).map(({ name }) => name), ['兩局之間'], 'those one may see')
  const saved = await savedNamed(asking, '兩局之間')
  const run = (keep = true, viewer = PUBLIC): ReturnType<typeof runSaved> => runSaved({ ...asking, viewer }, saved, kept, { address: '', keep })

  t.equal((await run()).difference, undefined, 'nothing to compare with the first time')
  const same = (await run()).difference!
  t.same([same.gained, same.changed, same.lost, same.isPartial], [[], [], [], false])

  const added = scribe.entity('Organization', '臺北市新生協會')
  scribe.relate('REGISTERED_WITH', added, ids.social)
  scribe.relate('REGISTERED_WITH', added, ids.culture)
  scribe.relate('PARTNERS_WITH', ids.shared, ids.culture)
  scribe.relate('PARTNERS_WITH', ids.hidden, ids.culture)
  await scribe.commit()
  const read = await run(false)
  t.same([named(read.difference!.gained), named(read.difference!.changed), read.difference!.lost], [['臺北市新生協會'], ['臺北市愛鄉協會'], []])
  t.same(named((await run()).difference!.gained), ['臺北市新生協會'], 'reading did not count as a run')

  const elder = { signedIn: true, protocols: new Set(['elders']) }
  t.equal((await run(true, elder)).difference, undefined, 'each reader has a last time of their own')

  const head = (await store.heads([added], WHOLE)).get(added)!
  await store.commit({ id: newId(), actor: 'test', reason: '解散', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record as EntityRecord, audience: { mode: 'all', protocols: ['elders'] } } }] })
  const { lost } = (await run()).difference!
  t.same(lost, [{ entities: [] }], 'that a row is gone is told, not what it was: it is hidden now')
  for (const file of await readdir(join(dir, saved.id))) t.notMatch(await readFile(join(dir, saved.id, file), 'utf8'), /[\u4E00-\u9FFF]/, 'no words of records are kept')

  await removeQuestion(store, { id: saved.id, actor: 'test', reason: '不再需要' })
  t.same(await savedQuestions(asking), [])
  await t.rejects(savedNamed(asking, '兩局之間'), { code: 'NOT_FOUND' })
  await t.rejects(savedNamed(asking, ids.shared), { code: 'BAD_USER_INPUT' })
})

t.test('a question is for no more readers than what it names', async (t) => {
  const { store, ids } = await smallCity(t)
  const elder = { signedIn: true, protocols: new Set(['elders']) }
  const ELDERS = { mode: 'all', protocols: ['elders'] } as const
  const save = (given: object, more: object = {}): Promise<string> => saveQuestion(store, { name: '問題', put: { name: 'overlap', arguments: given as Readonly<Record<string, unknown>> }, actor: 'test', viewer: elder, ...more })
  const named = [{ one: [ids.hidden], other: [ids.social] }, { one: [JSON.stringify({ name: 'related', arguments: { of: ids.hidden } })], other: [ids.social] }]
  for (const given of named) {
    await t.rejects(save(given), { code: 'BAD_USER_INPUT', details: { field: 'audience' }, message: /祕密社/ })
    await t.rejects(save(given, { audience: { mode: 'all', protocols: ['signed-in'] } }), { code: 'BAD_USER_INPUT' })
    await save(given, { audience: ELDERS })
    await save(given, { audience: { mode: 'all', protocols: ['elders', 'signed-in'] } })
  }
  await save({ one: [ids.shared], other: [ids.social] })
  const refused = async (id: string): Promise<string> => save({ one: [id], other: [ids.social] }, { viewer: PUBLIC }).then(() => 'taken', (error: Error) => error.message.replace(id, '…'))
  t.equal(await refused(ids.hidden), await refused(newId()), 'an id that is hidden from whoever types it is as one that nothing has')
  t.equal((await savedQuestions({ graph: store, vocabulary, viewer: PUBLIC })).length, 1)
})

t.test('by GraphQL', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const kept = openKeptDirectory(await folder(t))
  await saveQuestion(store, { name: '兩局之間', put: { name: 'connectors', arguments: { a: ids.social, b: ids.culture } }, actor: 'test' })
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  await runSaved(asking, await savedNamed(asking, '兩局之間'), kept, { address: '', keep: true })
  scribe.relate('PARTNERS_WITH', ids.shared, ids.culture)
  await scribe.commit()
  const app = await buildServer({ graph: store, vocabulary, kept, logger: pino({ level: 'silent' }), trustProxy: 0, busyAfter: 0, rateLimit: 10_000 })
  t.teardown(() => app.close())
  const { data, errors } = (await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ savedQuestions { name question permalink } savedRun(name: "兩局之間") { saved { name } answer { total rows { entity { name } } } difference { since gained { entity { name } } changed { entity { name } } lost { entities { name } } partial } } }' } })).json()
  t.equal(errors, undefined)
  t.match(data, {
    savedQuestions: [{ name: '兩局之間', question: 'connectors', permalink: `/answers/connectors?a=${ids.social}&b=${ids.culture}` }],
    savedRun: { answer: { total: 1 }, difference: { since: /^\d{4}-\d\d-\d\d$/, gained: [], changed: [{ entity: { name: '臺北市愛鄉協會' } }], lost: [], partial: false } },
  })
})
