import { join } from 'node:path'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { newId } from '../../src/model/ids.ts'
import { content } from '../conformance/world.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands } from './terminal.ts'

t.test('what somebody watches, and what is new of it, from the terminal', async (t) => {
  const data = await folder(t)
  const fangzhi = commands(data)
  const [accounts, graph] = [await openSqliteAccounts({ path: join(data, 'accounts.sqlite') }), await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })]
  t.teardown(async () => { for (const store of [accounts, graph]) await store.close() })
  await accounts.createAccount({ id: newId(), login: 'amei', name: '林美', role: 'librarian', mail: 'amei@example.tw', createdAt: 1 })
  const scribe = new Scribe(graph)
  const [social, heritage] = [scribe.entity('Work', '社會局年報'), scribe.entity('Work', '文化局年報')]
  await scribe.commit()
  await accounts.hear(await graph.sequence())
  const watch = (...words: string[]): ReturnType<typeof fangzhi> => fangzhi('watch', ...words, '--as', 'amei')

  t.match(await fangzhi('watch', 'list'), { status: 2, err: /--as/ }, 'nobody watches without an account')
  t.match(await watch('list'), { status: 0, out: /還沒有關注/ })
  t.match(await watch('add', '社會局年報', '--name', '我的局'), { status: 0, out: /關注了：我的局/ })
  t.match(await watch('add', '沒有這個局'), { status: 1 })
  t.match(await watch('question', `related?of=${social}`), { status: 0, out: /關注了：.*related\?of=/ }, 'said as it was typed')
  t.match(await watch('search', '社會'), { status: 0 })
  t.match(await watch('news'), { status: 0, out: /還沒有消息/ })
  await graph.commit({ id: newId(), actor: 'test', reason: '補記', origin: 'cli', operations: [content(social, '舊事。'), content(heritage, '別的。')].map((record) => ({ op: 'put', base: null, record })) })
  t.match(await watch('news'), { out: /● \d{4}-\d\d-\d\d {2}新增 {2}多了文字或檔案：「社會局年報」\n.*test：補記/ })
  t.equal(JSON.parse((await watch('news', '--unread', '--json')).out).items.length, 1)
  t.match(await watch('read'), { status: 0 })
  t.match(await watch('news', '--unread'), { out: /沒有還沒看的消息/ })
  const all = JSON.parse((await watch('list', '--json')).out) as { id: string; kind: string }[]
  t.same(all.map(({ kind }) => kind), ['record', 'question', 'search'])
  for (const { id } of all) t.match(await watch('remove', id), { status: 0 })
  t.match(await watch('remove', all[0]!.id), { status: 1 })
  t.match(await watch('feed'), { out: /\/feeds\/[\w-]{43}\.atom/ })
  t.match(await watch('feed', 'close'), { out: /停用/ })
  t.match(await watch('digest', 'week'), { status: 2, err: /寄信/ })
  t.match(await watch('digest', 'sometimes'), { status: 2 })
  t.match(await watch('webhook-add', '程式', 'http://127.0.0.1/'), { status: 2 })
  const made = JSON.parse((await watch('webhook-add', '程式', 'https://hooks.example.org/', '--json')).out) as { webhook: { id: string }; secret: string }
  t.match(await watch('webhooks'), { out: /程式[^]*還沒送過/ })
  t.match(await watch('webhook-enable', made.webhook.id), { status: 0 })
  t.match(await watch('webhook-remove', made.webhook.id), { status: 0 })
  t.match(await watch('nonsense'), { status: 2 })
  t.match(await watch('add'), { status: 2, err: /用法/ })
})
