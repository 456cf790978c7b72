import { XMLParser } from 'fast-xml-parser'
import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { saveQuestion } from '../../src/archive/save-question.ts'
import { listen } from '../../src/archive/watching/listen.ts'
import { postOutside } from '../../src/net/post.ts'
import { verify } from '../../src/webhooks/signature.ts'
import { content } from '../conformance/world.ts'
import { smallCity } from '../fixture.ts'
import { names, OUTSIDE, receiver } from '../net/places.ts'
import { newId } from '../../src/model/ids.ts'
import { served, type Served } from './people.ts'

const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code
const NEWS = '{ whatIsNew { items { id at what text watches record entities { id name } changed by reason unread found { gained { entities { name } } } } pageInfo { endCursor hasNextPage } } }'
const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' })

async function town(t: Parameters<typeof served>[0]): Promise<Served & Awaited<ReturnType<typeof smallCity>> & { heard: () => Promise<unknown>; write: (text: string, more?: object) => Promise<void> }> {
  const city = await smallCity(t)
  const all = await served(t, { graph: city.store })
  await all.people.accounts.hear(await city.store.sequence())
  return {
    ...all, ...city,
    heard: () => listen({ graph: city.store, accounts: all.people.accounts, directory: all.people.directory }),
    write: async (text, more = {}) => void (await city.store.commit({ id: newId(), actor: 'test', reason: '補記', origin: 'api', operations: [{ op: 'put', base: null, record: content(city.scribe.source, text, more) }] })),
  }
}

t.test('somebody watches by name or id, and is told what is new', async (t) => {
  const { ask, someone, scribe, heard, write } = await town(t)
  const [{ cookie }, other] = [await someone('reader'), await someone('reader')]
  const made = await ask('mutation { watch(record: "測試名冊", name: "我的名冊") { id kind name title subject } }', { cookie })
  t.match(made.body.data.watch, { kind: 'record', name: '我的名冊', title: '「測試名冊」', subject: scribe.source })
  t.same((await ask(NEWS, { cookie })).body.data.whatIsNew.items, [])
  await write('社會局的歷史。')
  await heard()
  const { items } = (await ask(NEWS, { cookie })).body.data.whatIsNew
  t.match(items, [{ what: 'added', text: '多了文字或檔案：「測試名冊」', watches: [made.body.data.watch.id], by: 'test', reason: '補記', unread: true, entities: [{ id: scribe.source }], found: null }])
  t.equal((await ask('mutation { markRead }', { cookie })).body.data.markRead, true)
  t.equal((await ask(NEWS, { cookie })).body.data.whatIsNew.items[0].unread, false)
  t.same((await ask(NEWS, { cookie: other.cookie })).body.data.whatIsNew.items, [])
  t.match((await ask('{ watches { id title kind } }', { cookie })).body.data.watches, [{ title: '「測試名冊」' }])
  t.equal(code((await ask('mutation ($id: ID!) { unwatch(id: $id) }', { variables: { id: made.body.data.watch.id }, cookie: other.cookie })).body), 'NOT_FOUND')
  t.equal((await ask('mutation ($id: ID!) { unwatch(id: $id) }', { variables: { id: made.body.data.watch.id }, cookie })).body.data.unwatch, true)
  t.same((await ask('{ watches { id } }', { cookie })).body.data.watches, [])
})

t.test('questions are watched by what they are called, or as they are put', async (t) => {
  const { ask, someone, store, ids } = await town(t)
  const { cookie } = await someone('reader')
  await saveQuestion(store, { name: '兩局之間', put: { name: 'connectors', arguments: { a: ids.social, b: ids.culture } }, actor: 'test' })
  t.match((await ask('mutation { watch(saved: "兩局之間") { kind title checkedAt } }', { cookie })).body.data.watch, { kind: 'question', title: '「兩局之間」', checkedAt: String })
  t.match((await ask('mutation ($arguments: String) { watch(question: "related", arguments: $arguments) { kind asks title } }', { variables: { arguments: JSON.stringify({ of: ids.social }) }, cookie })).body.data.watch, { kind: 'question', title: null })
  const wrong = ['watch { id }', 'watch(record: "社會局", saved: "兩局之間") { id }', 'watch(question: "nothing") { id }', 'watch(question: "related", arguments: "[]") { id }', 'watch(record: "沒有這個局") { id }', `watch(record: "${ids.hidden}") { id }`, 'watch(search: "陶") { id }']
  const codes = await Promise.all(wrong.map(async (field) => code((await ask(`mutation { ${field} }`, { cookie })).body)))
  t.same(codes, ['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'NOT_FOUND', 'NOT_FOUND', 'UNAVAILABLE'])
  t.equal((await ask('{ watches { id } }', { cookie })).body.data.watches.length, 2)
})

t.test('without an account nothing is watched; a token may read the news, and makes nothing that outlives it', async (t) => {
  const { ask, someone } = await town(t)
  const asked = ['{ watches { id } }', NEWS, '{ telling { feed } }', 'mutation { watch(record: "社會局") { id } }', 'mutation { openFeed }', 'mutation { digest(every: day) { digest } }', 'mutation { addWebhook(name: "x", address: "https://x.example") { secret } }']
  for (const query of asked) t.equal(code((await ask(query)).body), 'UNAUTHENTICATED', query)
  const { cookie } = await someone('reader')
  const token = async (scopes: string): Promise<string> => (await ask(`mutation { makeToken(name: "x", scopes: [${scopes}]) { secret } }`, { cookie })).body.data.makeToken.secret
  const [reads, manages] = [await token('read'), await token('read, manage')]
  t.same((await ask(NEWS, { token: reads })).body.data.whatIsNew.items, [])
  t.equal(code((await ask('mutation { watch(record: "社會局") { id } }', { token: reads })).body), 'FORBIDDEN')
  t.ok((await ask('mutation { watch(record: "社會局") { id } }', { token: manages })).body.data.watch.id)
  t.equal(code((await ask('mutation { openFeed }', { token: manages })).body), 'FORBIDDEN')
})

t.test('a feed tells what its owner may see, at an address that can be taken back', async (t) => {
  const { ask, app, someone, scribe, heard, write, people } = await town(t)
  const { cookie, id } = await someone('reader', 'amei')
  await ask('mutation { watch(record: "測試名冊") { id } }', { cookie })
  await write('公開<的>事。')
  await write('祕密的事。', { audience: { mode: 'all', protocols: ['elders'] }, order: 2 })
  await heard()
  t.match((await ask('{ telling { feed digest webhooks { id } } }', { cookie })).body.data.telling, { feed: false, digest: null, webhooks: [] })
  const address: string = (await ask('mutation { openFeed }', { cookie })).body.data.openFeed
  t.match(address, /^https:\/\/fangzhi\.example\/feeds\/[\w-]{43}\.atom$/)
  t.equal((await ask('{ telling { feed } }', { cookie })).body.data.telling.feed, true)
  const get = (url: string, headers = {}): Promise<LightMyRequestResponse> => app.inject({ url: new URL(url).pathname, headers })
  const answer = await get(address)
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' })
  const { feed } = parser.parse(answer.body) as { feed: any }
  t.equal(feed.entry.length, 1)
  t.match(feed, { id: `urn:uuid:${id}`, title: '方志：amei的名字關注的', entry: [{ title: { '#text': '多了文字或檔案：「測試名冊」' }, author: { name: 'test' }, link: { '@_href': new RegExp(scribe.source) }, category: { '@_term': 'added' } }] })
  t.equal((await get(address, { 'if-none-match': answer.headers['etag'] })).statusCode, 304)

  const next: string = (await ask('mutation { openFeed }', { cookie })).body.data.openFeed
  t.equal((await get(address)).statusCode, 404, 'the one before has ended')
  t.equal((await get(next)).body.replaceAll(next, address), answer.body)
  await people.accounts.updateAccount(id, { state: 'suspended' })
  const [suspended, nobody] = [await get(next), await get(`https://x/feeds/${'A'.repeat(43)}.atom`)]
  t.same([suspended.statusCode, suspended.json()], [nobody.statusCode, nobody.json()])
  await people.accounts.updateAccount(id, { state: 'active' })
  t.equal((await get(next)).statusCode, 200)
  t.equal((await ask('mutation { closeFeed }', { cookie })).body.data.closeFeed, true)
  for (const url of [next, 'https://x/feeds/x.atom', 'https://x/feeds/']) t.equal((await get(url)).statusCode, 404, url)
})

t.test('a webhook is added, tried, and taken away', async (t) => {
  const { ask, someone, people } = await town(t)
  const { port, seen } = await receiver(t, OUTSIDE)
  Object.assign(people, { post: postOutside(names({ outside: [OUTSIDE] })) })
  const { cookie, id: account } = await someone('reader')
  const add = 'mutation ($address: String!) { addWebhook(name: "程式", address: $address) { secret webhook { id name address failures } } }'
  for (const address of ['http://hooks.example.org/', 'https://127.0.0.1/', 'https://[::1]/']) t.match((await ask(add, { variables: { address }, cookie })).body.errors, [{ extensions: { code: 'BAD_USER_INPUT', field: 'address' } }], address)
  const { secret, webhook } = (await ask(add, { variables: { address: 'https://hooks.example.org/' }, cookie })).body.data.addWebhook
  t.match(webhook, { name: '程式', address: 'https://hooks.example.org/', failures: 0 })
  // its certificate would have to be somebody's
  const local = { ...(await people.accounts.webhook(webhook.id))!, id: newId(), address: `http://outside:${port}/` }
  await people.accounts.addWebhook(local)
  t.same((await ask('mutation ($id: ID!) { testWebhook(id: $id) { status error } }', { variables: { id: local.id }, cookie })).body.data.testWebhook, { status: 204, error: null })
  t.equal(verify(secret, seen[0]!.headers as Record<string, string>, seen[0]!.body), undefined)
  t.match((await ask('{ telling { webhooks { id results { status error } } } }', { cookie })).body.data.telling.webhooks, [{ results: [] }, { results: [{ status: 204 }] }])
  const other = await someone('reader')
  for (const field of ['testWebhook(id: $id) { status }', 'removeWebhook(id: $id)', 'enableWebhook(id: $id) { id }']) {
    t.equal(code((await ask(`mutation ($id: ID!) { ${field} }`, { variables: { id: local.id }, cookie: other.cookie })).body), 'NOT_FOUND', field)
  }
  for (const { id } of await people.accounts.webhooks(account)) t.equal((await ask('mutation ($id: ID!) { removeWebhook(id: $id) }', { variables: { id }, cookie })).body.data.removeWebhook, true)
})

t.test('mails are chosen by whoever has an address', async (t) => {
  const { ask, someone, people } = await town(t)
  const { cookie, id } = await someone('reader')
  t.equal(code((await ask('mutation { digest(every: day) { digest } }', { cookie })).body), 'BAD_USER_INPUT')
  await people.accounts.updateAccount(id, { mail: 'amei@example.tw' })
  t.equal(code((await ask('mutation { digest(every: day) { digest } }', { cookie })).body), 'BAD_USER_INPUT', 'nobody has confirmed it')
  await people.accounts.updateAccount(id, { provedMail: 'amei@example.tw' })
  t.equal((await ask('mutation { digest(every: day) { digest } }', { cookie })).body.data.digest.digest, 'day')
  t.equal((await ask('mutation { digest { digest } }', { cookie })).body.data.digest.digest, null)
})
