import t from 'tap'
import { saveQuestion } from '../../../src/archive/save-question.ts'
import { ASK_AGAIN, askAgain, questionAsker } from '../../../src/archive/watching/questions.ts'
import { watch } from '../../../src/archive/watching/watch.ts'
import { whatIsNew } from '../../../src/archive/watching/read.ts'
import { openSqliteSearch } from '../../../src/search/sqlite/index.ts'
import { follow } from '../../../src/archive/indexing.ts'
import type { Lease } from '../../../src/jobs/port.ts'
import { unavailable } from '../../../src/model/errors.ts'
import { newId } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { askWatched } from '../../../src/questions/watched.ts'
import { join } from 'node:path'
import { body, content, entity, evidence, EVERYONE, relation } from '../../conformance/world.ts'
import { folder, vocabulary } from '../../fixture.ts'
import { asking, towns, type WatchTown } from './town.ts'

const HOUR = 3_600_000
const job = (payload: unknown = null): Lease => ({ kind: ASK_AGAIN, key: 'all', payload, attempts: 1, token: '', until: 0 })
const SIGNAL = new AbortController().signal

const texts = async (town: WatchTown, login: string): Promise<string[]> => (await whatIsNew(town.ports, await town.as(login))).items.map(({ text }) => text)

for (const { name, make } of await towns(t)) {
  await t.test(`${name}: a saved question tells of a changed answer, with the difference`, async (t) => {
    const town = await make(t)
    const { world, a, c, work, graph } = town
    const { audience } = await town.kept('amei')
    const saved = await saveQuestion(graph, { name: '甲局跟誰有關', put: { name: 'related', arguments: { of: a } }, actor: 'test' })
    for (const login of ['amei', 'stranger']) await watch(town.ports, asking(town), await town.as(login), { saved }, 1)
    let now = 10 * HOUR
    const told = new Set<string>()
    const ask = questionAsker({ ...town.ports, jobs: town.jobs, told: async (accounts) => { for (const one of accounts) told.add(one) } }, asking(town), () => now)
    await ask(job(), SIGNAL)
    t.same([await texts(town, 'amei'), await texts(town, 'stranger'), told.size], [[], [], 0], 'nothing is new')

    const made = relation(a, c, { relation: 'COMMISSIONS' })
    await world.commit(made, evidence(made.id, work))
    const d = body('丁寮', { audience })
    const secret = relation(a, d.id, { relation: 'COMMISSIONS', audience })
    await world.commit(d, secret, evidence(secret.id, work, { audience }))
    now += HOUR
    await ask(job(), SIGNAL)
    t.strictSame(await texts(town, 'stranger'), ['「甲局跟誰有關」的答案多了 1 筆：丙社'])
    t.strictSame(await texts(town, 'amei'), ['「甲局跟誰有關」的答案多了 2 筆：丙社、丁寮'])
    t.equal(told.size, 2)
    const found = (await whatIsNew(town.ports, await town.as('stranger'))).items[0]?.found
    t.match(found, { gained: [[{ id: c, name: '丙社' }]], changed: [], lost: [] })

    await world.edit(c, { audience })
    t.strictSame(await texts(town, 'stranger'), [], 'what was found and is hidden since is told no more')
    await world.withdraw(made.id)
    now += HOUR
    await ask(job(), SIGNAL)
    t.equal((await texts(town, 'amei'))[0], '「甲局跟誰有關」的答案少了 1 筆')
  })

  await t.test(`${name}: a saved search tells of ids new since last time`, async (t) => {
    const town = await make(t)
    const { world, graph } = town
    const { audience } = await town.kept('amei')
    const search = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
    t.teardown(() => search.close())
    const ask: Parameters<typeof watch>[1] = (viewer, asks, before) => askWatched({ graph, vocabulary, viewer, search }, asks, before)
    await world.commit(content(town.work, '陶藝教室在街尾。'))
    await follow({ graph, search })
    for (const login of ['amei', 'stranger']) await watch(town.ports, ask, await town.as(login), { search: { text: '陶藝' }, name: '陶' }, 1)
    const again = async (): Promise<void> => {
      await follow({ graph, search })
      for (const one of await town.ports.accounts.everyWatch()) await askAgain(town.ports, ask, one, Date.now())
    }
    const [e, f] = [body('陶藝協會'), body('祕密陶藝社', { audience })]
    await world.commit(e, f)
    await again()
    t.strictSame(await texts(town, 'stranger'), ['「陶」的答案多了 1 筆：陶藝協會'])
    t.match((await texts(town, 'amei'))[0], /^「陶」的答案多了 2 筆：/)
    await world.withdraw(e.id)
    await again()
    const head = (await world.head(e.id))!
    await world.change({ operations: [{ op: 'put', record: { ...head.record, state: 'published' } as never, base: head.version }] })
    await again()
    t.equal((await texts(town, 'amei')).length, 1, 'what was found once is not new when it comes back')
  })
}

const [{ make }] = await towns(t) as [Awaited<ReturnType<typeof towns>>[number]]

t.test('a collection by question tells of what comes into it', async (t) => {
  const town = await make(t)
  const { a, c, work, world } = town
  const collection = entity('Collection', '跟甲局有關的')
  await world.commit(collection)
  await world.commit({ id: newId(), type: 'collection', entity: collection.id, manner: 'question', question: { name: 'related', arguments: { of: a } }, state: 'published', audience: EVERYONE } as RecordInput)
  await watch(town.ports, asking(town), await town.as('amei'), { saved: collection.id }, 1)
  const made = relation(a, c, { relation: 'COMMISSIONS' })
  await world.commit(made, evidence(made.id, work))
  for (const one of await town.ports.accounts.everyWatch()) await askAgain(town.ports, asking(town), one, 5)
  t.strictSame(await texts(town, 'amei'), ['「跟甲局有關的」的答案多了 1 筆：丙社'])
  await t.rejects(watch(town.ports, asking(town), await town.as('ahua'), { saved: a }), { code: 'BAD_USER_INPUT' })
  await t.rejects(watch(town.ports, asking(town), await town.as('ahua'), { search: { text: '陶', within: 5 } }), { code: 'BAD_USER_INPUT' })
})


t.test('questions are asked again only where something was written, and one that broke off goes on', async (t) => {
  const town = await make(t)
  const { a, world } = town
  let [now, asked, isAway] = [10 * HOUR, 0, false]
  const ask: Parameters<typeof watch>[1] = async (viewer, asks, before) => {
    if (isAway) throw unavailable('the store')
    asked++
    return asking(town)(viewer, asks, before)
  }
  const me = await town.as('amei')
  await watch(town.ports, ask, me, { question: { name: 'related', arguments: { of: a } } }, 1)
  asked = 0
  const run = questionAsker({ ...town.ports, jobs: town.jobs, told: async () => {} }, ask, () => now)
  await run(job(), SIGNAL)
  t.equal(asked, 1)
  const [next] = await town.jobs.list({ kind: ASK_AGAIN })
  t.equal(next!.runAt, now + HOUR)
  now += HOUR
  await run(job(next!.payload), SIGNAL)
  t.equal(asked, 1, 'nothing was written')
  await world.edit(a, { names: [{ text: '甲署' }] })
  now += HOUR
  isAway = true
  await t.rejects(run(job(next!.payload), SIGNAL), { code: 'UNAVAILABLE' })
  isAway = false
  await run(job(next!.payload), SIGNAL)
  t.equal(asked, 2)
})

t.test('two processes that ask one question at once tell of it once', async (t) => {
  const town = await make(t)
  const { a, c, work, world } = town
  await watch(town.ports, asking(town), await town.as('amei'), { question: { name: 'related', arguments: { of: a } } }, 1)
  const made = relation(a, c, { relation: 'COMMISSIONS' })
  await world.commit(made, evidence(made.id, work))
  const [one] = await town.ports.accounts.everyWatch()
  t.same((await Promise.all([town.ports, town.other].map((ports) => askAgain(ports, asking(town), one!, 5)))).toSorted(), [false, true])
  t.equal((await texts(town, 'amei')).length, 1)
})

t.test('a question that cannot be asked is not watched, and one that cannot be asked any more tells nothing', async (t) => {
  const town = await make(t)
  const { a, world, graph } = town
  const me = await town.as('amei')
  const questions = [{ name: 'nothing', arguments: {} }, { name: 'related', arguments: {} }, { name: 'related', arguments: { of: '沒有這個局' } }]
  for (const question of questions) await t.rejects(watch(town.ports, asking(town), me, { question }), { name: 'ArchiveError' }, JSON.stringify(question))
  t.same(await town.ports.accounts.everyWatch(), [])
  const saved = await saveQuestion(graph, { name: '問', put: { name: 'related', arguments: { of: a } }, actor: 'test' })
  await watch(town.ports, asking(town), me, { saved }, 1)
  await world.withdraw(saved)
  const [one] = await town.ports.accounts.everyWatch()
  t.equal(await askAgain(town.ports, asking(town), one!, 5), false)
  t.same(await texts(town, 'amei'), [])
})
