import { join } from 'node:path'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands, type Ran } from './terminal.ts'

const made = (ran: Ran): any => JSON.parse(ran.out)

t.test('collections and passages from the terminal, as maintenance and as somebody', { timeout: 120_000 }, async (t) => {
  const data = await folder(t)
  const fangzhi = commands(data)
  const accounts = await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
  t.teardown(() => accounts.close())
  for (const [login, role] of [['amei', 'librarian'], ['bao', 'contributor']] as const) await accounts.createAccount({ id: newId(), login, name: login, role, createdAt: 1 })
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  const scribe = new Scribe(graph)
  const [social, one] = ['社會局', '愛鄉協會', '松山里辦公處'].map((name) => scribe.entity('Organization', name))
  const secret = scribe.entity('Organization', '祕密社', { audience: { mode: 'all', protocols: ['elders'] } })
  scribe.relate('REGISTERED_WITH', one!, social!)
  const work = scribe.entity('Entry', '修橋的故事')
  await scribe.commit()
  const text = newId()
  const words = '民國四十年，里長林振春帶著村民修橋。'
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: null, record: { id: text, type: 'content', entity: work, order: 0, passages: [{ text: words, offset: [0, words.length], page: '12' }], state: 'published', audience: EVERYONE } as never }] })

  t.match(await fangzhi('collect', 'list'), { status: 0, out: /還沒有專題/ })
  t.match(await fangzhi('collect', 'create', '水患', '愛鄉協會', '--reason', '最早', '--as', 'amei', '--audience', 'everyone', '--state', 'published'), { status: 0, out: /建了專題「水患」/ })
  t.match(await fangzhi('collect', 'create', '誰看得到', '愛鄉協會', '--as', 'amei', '--state', 'published'), { status: 2, err: /誰看得到[^]*--audience/ }, 'an error names the option')
  t.match(await fangzhi('collect', 'add', '水患', '社會局', '松山里辦公處', '--before', '愛鄉協會', '--as', 'amei'), { status: 0, out: /放進了 2 項/ })
  t.match((await fangzhi('collect', 'show', '水患')).out, /3 項[^]*社會局[^]*松山里辦公處[^]*愛鄉協會：最早/)
  t.match(await fangzhi('collect', 'move', '水患', '社會局', '--as', 'amei'), { status: 0 })
  t.match(await fangzhi('collect', 'remove', '水患', '松山里辦公處', '--as', 'amei'), { status: 0 })
  t.match((await fangzhi('collect', 'show', '水患')).out, /2 項[^]*愛鄉協會[^]*社會局/)
  t.match(await fangzhi('collect', 'add', '水患', '松山里辦公處', '--as', 'bao'), { status: 1, err: /已經發布/ })
  const [hidden, absent] = [await fangzhi('collect', 'add', '水患', secret, '--as', 'amei'), await fangzhi('collect', 'add', '水患', newId(), '--as', 'amei')]
  t.equal(hidden.status, 2)
  t.equal(hidden.err.replaceAll(secret, ''), absent.err.replace(/「[^」]+」/, '「」'))
  t.match(await fangzhi('collect', 'create', '在社會局立案', '--question', 'related?of=社會局'), { status: 0 })
  t.match((await fangzhi('collect', 'show', '在社會局立案')).out, /1 項[^]*愛鄉協會/)
  t.match(await fangzhi('collect', 'freeze', '在社會局立案'), { status: 0, out: /凍結了/ })
  t.match((await fangzhi('collect', 'list')).out, /水患  2 項[^]*在社會局立案  1 項（\d{4}-\d\d-\d\d 凍結）/)
  t.match(await fangzhi('collect', 'unfreeze', '在社會局立案'), { status: 0 })
  t.match(await fangzhi('collect', 'create', '找修橋', '--question', '{"name":"search","arguments":{"text":"帶著村民"}}'), { status: 0 })
  t.match((await fangzhi('collect', 'show', '找修橋')).out, /1 項[^]*修橋的故事/, 'a saved search')
  t.match(await fangzhi('collect', 'freeze', '找修橋'), { status: 0 })
  t.match(await fangzhi('collect', 'withdraw', '找修橋', '--reason', '試過了'), { status: 0 })
  t.match(await fangzhi('collect', 'create', '自己的', '愛鄉協會', '--as', 'bao'), { status: 0 })
  t.match((await fangzhi('collect', 'list', '--include-proposed', '--as', 'bao')).out, /自己的  1 項（草稿）/)
  t.notMatch((await fangzhi('collect', 'list', '--include-proposed', '--as', 'amei')).out, /自己的/)
  t.match(await fangzhi('collect', 'withdraw', '在社會局立案', '--reason', '重複'), { status: 0 })
  t.equal(made(await fangzhi('collect', 'list', '--json')).length, 1)
  t.match(await fangzhi('collect', 'nonsense'), { status: 2 })
  t.match(await fangzhi('collect', 'show', '沒有'), { status: 1, err: /找不到/ })

  t.match(await fangzhi('relate', text, '--quote', '里長林振春帶著村民修橋', '--suggest'), { status: 0 })
  const related = made(await fangzhi('relate', text, '--quote', '里長林振春帶著村民修橋', '--type', 'HOLDS_POST', '--from', 'Person:林振春', '--to', '松山里辦公處', '--since', '民國40年', '--as', 'bao', '--json'))
  t.same(related.records.map(({ type, state }: any) => `${type} ${state}`), ['entity proposed', 'relation proposed', 'evidence proposed'])
  const evidence = (await graph.heads([related.records[2].id], { signedIn: true, protocols: new Set(), whole: true })).get(related.records[2].id)!.record
  t.match(evidence, { source: work, quote: '里長林振春帶著村民修橋', locator: { page: '12', offset: [6, 17] } })
  t.match((await fangzhi('review', 'list', '--as', 'amei')).out, /林振春[^]*松山里辦公處[^]*里長林振春帶著村民修橋/)
  t.match(await fangzhi('relate', text, '--quote', '里長', '--type', 'HOLDS_POST', '--from', 'Nobody:某', '--to', '社會局', '--as', 'bao'), { status: 2 })
  t.match(await fangzhi('relate', newId(), '--quote', '里長', '--type', 'HOLDS_POST', '--from', '愛鄉協會', '--to', '社會局', '--as', 'bao'), { status: 1 })
})
