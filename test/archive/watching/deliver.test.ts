import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { deliverer, rouse, WEBHOOK, type DeliverPorts } from '../../../src/archive/watching/deliver.ts'
import { watchHandlers } from '../../../src/archive/watching/handlers.ts'
import { Herald, LISTEN } from '../../../src/archive/watching/herald.ts'
import { listen } from '../../../src/archive/watching/listen.ts'
import { addWebhook, enableWebhook, removeWebhook, testWebhook, webhooks } from '../../../src/archive/watching/webhooks.ts'
import type { Lease } from '../../../src/jobs/port.ts'
import { work } from '../../../src/jobs/worker.ts'
import type { MailMessage } from '../../../src/mail/message.ts'
import { newId } from '../../../src/model/ids.ts'
import { postOutside } from '../../../src/net/post.ts'
import { verify } from '../../../src/webhooks/signature.ts'
import { content, evidence, relation } from '../../conformance/world.ts'
import { names, OUTSIDE, receiver, WITHIN } from '../../net/places.ts'
import { never, towns, webhookFor, type WatchTown } from './town.ts'

const HOUR = 3_600_000
const NETWORK = names({ outside: [OUTSIDE], within: [WITHIN], both: [OUTSIDE, WITHIN] })

const portsOf = ({ ports, jobs }: WatchTown, more: Partial<DeliverPorts> = {}): DeliverPorts =>
  ({ ...ports, jobs, post: postOutside(NETWORK), linkTo: (id) => `https://fangzhi.example/${id}`, nameOf: async (actor) => actor, ...more })

const jobFor = (key: string): Lease => ({ kind: WEBHOOK, key, payload: null, attempts: 1, token: '', until: 0 })
const NOW_OR_NEVER = new AbortController().signal

for (const { name, make } of await towns(t)) {
  await t.test(`${name}: a webhook is told once of what is new, signed, and of no more than its owner may see then`, async (t) => {
    const town = await make(t)
    const { world, a, b, work } = town
    const { port, seen } = await receiver(t, OUTSIDE)
    const { audience, leave } = await town.kept('amei')
    await listen(town.ports)
    for (const one of [a, work]) await town.watches('amei', one)
    const hook = await webhookFor(town, await town.as('amei'), `http://outside:${port}/hook`)
    const deliver = deliverer(portsOf(town))
    await world.commit(content(work, '公開的。'))
    const secret = relation(a, b, { relation: 'COMMISSIONS', audience })
    await world.commit(secret, evidence(secret.id, work, { audience }))
    await listen(town.ports)
    await deliver(jobFor(hook.id), NOW_OR_NEVER)
    await deliver(jobFor(hook.id), NOW_OR_NEVER)
    t.equal(seen.length, 1, 'what was told is not told again')
    const { headers, body, url } = seen[0]!
    t.equal(url, '/hook')
    t.equal(verify(hook.secret, headers as Record<string, string>, body), undefined)
    const { type, more, items } = JSON.parse(body) as { type: string; more: boolean; items: { text: string; what: string; link: string }[] }
    t.strictSame([type, more, items.map(({ text }) => text)], ['news', false, ['多了文字或檔案：「名冊」', '新的關係：「甲局」委託「乙會」', '多了一個出處：「甲局」委託「乙會」，見《名冊》']])
    t.match(items[0]!.link, new RegExp(`/${work}$`))

    await world.edit(secret.id, { start: '2015' })
    await world.commit(content(work, '又是公開的。', { order: 2 }))
    await listen(town.ports)
    await leave('amei')
    await deliver(jobFor(hook.id), NOW_OR_NEVER)
    t.equal(seen.length, 2)
    t.notMatch(seen[1]!.body, '委託', 'access lost between event and sending')
    t.match(JSON.parse(seen[1]!.body), { items: [{ what: 'added' }] })
    await world.edit(secret.id, { start: '2016' })
    await listen(town.ports)
    await deliver(jobFor(hook.id), NOW_OR_NEVER)
    t.equal(seen.length, 2, 'nothing in place of what may not be told')
  })

  await t.test(`${name}: nobody is sent what happened while an account was suspended, or after it is gone`, async (t) => {
    const town = await make(t)
    const { port, seen } = await receiver(t, OUTSIDE)
    const me = await town.as('amei')
    await town.watches('amei', town.work)
    const hook = await webhookFor(town, me, `http://outside:${port}/`)
    await town.world.commit(content(town.work, '一。'))
    await listen(town.ports)
    await town.ports.accounts.updateAccount(me.account, { state: 'suspended' })
    await deliverer(portsOf(town))(jobFor(hook.id), NOW_OR_NEVER)
    await town.ports.accounts.deleteAccount(me.account)
    await deliverer(portsOf(town))(jobFor(hook.id), NOW_OR_NEVER)
    t.same(seen, [])
  })
}

const [{ make }] = (await towns(t)).filter(({ name }, _, all) => name === 'sqlite' || all.length === 1) as [Awaited<ReturnType<typeof towns>>[number]]

t.test('what cannot be delivered is tried again under the same id, then no more, and its owner is told', async (t) => {
  const town = await make(t)
  let status = 500
  const { port, seen } = await receiver(t, OUTSIDE, (_, response) => response.writeHead(status).end('no'))
  const me = await town.as('amei', 'reader', { mail: 'amei@example.tw' })
  await town.watches('amei', town.work)
  const hook = await webhookFor(town, me, `http://outside:${port}/`)
  await town.world.commit(content(town.work, '一。'))
  await listen(town.ports)
  let now = Date.now()
  const sent: MailMessage[] = []
  const deliver = deliverer(portsOf(town, { mail: async (message) => { sent.push(message) } }), () => now)
  for (let i = 0; i < 12; i++) {
    await t.rejects(deliver(jobFor(hook.id), NOW_OR_NEVER), /HTTP 500/)
    now += HOUR
  }
  t.equal(new Set(seen.map(({ headers }) => headers['webhook-id'])).size, 1)
  t.equal(new Set(seen.map(({ headers }) => headers['webhook-signature'])).size, 12, 'each attempt is signed at its own time')
  t.match(await webhooks(town.ports, me), [{ failures: 12, results: [{ status: 500, error: 'HTTP 500' }] }])
  now += 61 * HOUR
  await deliver(jobFor(hook.id), NOW_OR_NEVER)
  t.match(await webhooks(town.ports, me), [{ disabledAt: now }])
  t.match(sent, [{ to: 'amei@example.tw', text: /我的程式/ }])
  t.notMatch(sent[0]!.text, '名冊', 'with nothing of what it was about')
  const before = seen.length
  await deliver(jobFor(hook.id), NOW_OR_NEVER)
  t.equal(seen.length, before, 'nothing more is sent')

  status = 200
  await enableWebhook({ ...town.ports, jobs: town.jobs }, me, hook.id)
  t.match(await town.jobs.list({ kind: WEBHOOK }), [{ key: hook.id }])
  await deliver(jobFor(hook.id), NOW_OR_NEVER)
  t.equal(seen.length, before + 1, 'what was missed is sent')
  t.match(await webhooks(town.ports, me), [{ failures: 0, disabledAt: undefined, failingSince: undefined, results: [{ status: 200 }] }])
})

t.test('who says that it wants no more is sent no more; who redirects is not followed', async (t) => {
  const town = await make(t)
  const within = await receiver(t, WITHIN)
  let answer: [number, Record<string, string>] = [302, { location: `http://within:${within.port}/` }]
  const { port, seen } = await receiver(t, OUTSIDE, (_, response) => response.writeHead(...answer).end())
  const me = await town.as('amei')
  await town.watches('amei', town.work)
  const hook = await webhookFor(town, me, `http://outside:${port}/`)
  await town.world.commit(content(town.work, '一。'))
  await listen(town.ports)
  const deliver = deliverer(portsOf(town))
  await t.rejects(deliver(jobFor(hook.id), NOW_OR_NEVER), /redirects/)
  t.same(within.seen, [])
  answer = [410, {}]
  await deliver(jobFor(hook.id), NOW_OR_NEVER)
  t.type((await webhooks(town.ports, me))[0]!.disabledAt, 'number')
  t.equal(seen.length, 2)
})

t.test('nothing within is sent to, by whatever name', async (t) => {
  const town = await make(t)
  const { port, seen } = await receiver(t, WITHIN)
  const me = await town.as('amei')
  await town.watches('amei', town.work)
  await town.world.commit(content(town.work, '一。'))
  for (const host of ['within', 'both', '127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', 'nowhere', '169.254.169.254']) {
    const hook = await webhookFor(town, me, `http://${host}:${port}/`)
    await town.ports.accounts.changeWebhook(hook.id, hook.position, { position: 0 })
    await listen(town.ports)
    await t.rejects(deliverer(portsOf(town))(jobFor(hook.id), NOW_OR_NEVER), /webhook/, host)
    t.match(await testWebhook({ ...town.ports, post: postOutside(NETWORK) }, me, hook.id), { error: /公開的網址/ }, host)
    await removeWebhook(town.ports, me, hook.id)
  }
  t.same(seen, [])
})

t.test('an address is https and of no private network, a few are enough, and a token makes none', async (t) => {
  const town = await make(t)
  const me = await town.as('amei')
  const add = (address: string): ReturnType<typeof addWebhook> => addWebhook(town.ports, me, { name: '程式', address })
  for (const address of ['http://hooks.example.org/', 'https://10.0.0.1/', 'https://[fd00::1]/', 'https://169.254.169.254/', 'https://u:p@hooks.example.org/', 'https://hooks.example.org:25/', 'ftp://x.example', 'nothing']) {
    await t.rejects(add(address), { code: 'BAD_USER_INPUT', details: { field: 'address' } }, address)
  }
  for (let i = 0; i < 5; i++) t.match((await add('https://hooks.example.org/#x')), { webhook: { address: 'https://hooks.example.org/' }, secret: /^whsec_/ })
  await t.rejects(add('https://hooks.example.org/'), { code: 'BAD_USER_INPUT' })
  const [first] = await webhooks(town.ports, me)
  t.notOk('secret' in first!)
  const other = await town.as('ahua')
  await t.rejects(removeWebhook(town.ports, other, first!.id), { code: 'NOT_FOUND' })
  await t.rejects(enableWebhook(town.ports, other, first!.id), { code: 'NOT_FOUND' })
  await t.rejects(addWebhook(town.ports, { ...me, scopes: new Set(['manage']) }, { name: 'x', address: 'https://hooks.example.org/' }), { code: 'FORBIDDEN' })
  await t.rejects(addWebhook(town.ports, undefined, { name: 'x', address: 'https://hooks.example.org/' }), { code: 'UNAUTHENTICATED' })
})

t.test('more than fits one delivery comes in several, in order', async (t) => {
  const town = await make(t)
  const { port, seen } = await receiver(t, OUTSIDE)
  await town.watches('amei', town.work)
  const hook = await webhookFor(town, await town.as('amei'), `http://outside:${port}/`)
  const texts = Array.from({ length: 130 }, (_, i) => content(town.work, `第 ${i} 段`, { order: i }))
  await town.world.commit(...texts)
  await listen(town.ports)
  const deliver = deliverer(portsOf(town))
  await deliver(jobFor(hook.id), NOW_OR_NEVER)
  t.match(await town.jobs.list({ kind: WEBHOOK }), [{ key: hook.id }], 'the rest is asked for')
  await deliver(jobFor(hook.id), NOW_OR_NEVER)
  const told = seen.map(({ body }) => JSON.parse(body) as { more: boolean; items: { record: { id: string } }[] })
  t.same(told.map(({ more, items }) => [more, items.length]), [[true, 100], [false, 30]])
  t.strictSame(told.flatMap(({ items }) => items.map(({ record }) => record.id)), texts.map(({ id }) => id))
})

t.test('of two services on one archive, one tells what was written in either, without being asked', async (t) => {
  const town = await make(t)
  const { port, seen } = await receiver(t, OUTSIDE)
  await town.watches('amei', town.work)
  await webhookFor(town, await town.as('amei'), `http://outside:${port}/`)
  const failed: unknown[] = []
  const services = [town.ports, town.other].map((ports) => {
    const herald = new Herald(ports.graph, town.jobs, (error) => { failed.push(error) })
    const worker = work(town.jobs, watchHandlers({ ...portsOf(town), ...ports, ask: never }), { poll: 20, onFailure: (error) => { failed.push(error) } })
    herald.start()
    const stop = async (): Promise<void> => {
      await herald.stop()
      await worker.stop()
    }
    t.teardown(stop)
    return { stop }
  })
  await town.world.commit(content(town.work, '一。'))
  await town.jobs.enqueue({ kind: LISTEN, key: 'log' })
  for (let i = 0; i < 300 && seen.length === 0; i++) await wait(20)
  await wait(300)
  for (const service of services) await service.stop()
  t.same(failed, [])
  t.equal(seen.length, 1)
})

t.test('a process that ended before it said that there is something to tell leaves nothing untold', async (t) => {
  const town = await make(t)
  await town.watches('amei', town.work)
  const hook = await webhookFor(town, await town.as('amei'), 'http://outside/')
  await rouse(portsOf(town))
  t.same(await town.jobs.list({ kind: WEBHOOK }), [])
  await town.world.commit(content(town.work, '一。'))
  await listen(town.ports)
  await rouse(portsOf(town))
  t.match(await town.jobs.list({ kind: WEBHOOK }), [{ key: hook.id }])
  await deliverer(portsOf(town))(jobFor(newId()), NOW_OR_NEVER)
})
