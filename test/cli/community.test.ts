import { join } from 'node:path'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import type { AccountRole } from '../../src/model/actor.ts'
import { newId } from '../../src/model/ids.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands, type Ran } from './terminal.ts'

const made = (ran: Ran): any => JSON.parse(ran.out)

t.test('communities and protocols from the terminal, as maintenance and as somebody', async (t) => {
  const data = await folder(t)
  const fangzhi = commands(data)
  const accounts = await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
  t.teardown(() => accounts.close())
  for (const [login, role] of [['amei', 'librarian'], ['bao', 'reader'], ['chun', 'reader'], ['root', 'administrator']] as [string, AccountRole][]) {
    await accounts.createAccount({ id: newId(), login, name: `${login}的名字`, role, createdAt: 1 })
  }
  t.match(await fangzhi('community', 'list'), { status: 0, out: /還沒有社群/ })
  await fangzhi('community', 'found', '北村', '--contact', '北村辦公室', '--as', 'amei')
  const river = made(await fangzhi('community', 'found', '河社', '--json'))
  t.match(await fangzhi('community', 'found', '我的', '--as', 'bao'), { status: 1, err: /不能/ })
  t.match(await fangzhi('community', 'member', 'add', '北村', 'bao', '--as', 'amei'), { status: 0, out: /bao的名字/ })
  t.match(await fangzhi('community', 'member', 'add', '河社', 'bao', '--role', 'steward'), { status: 0 }, 'maintenance appoints')
  t.match(await fangzhi('community', 'member', 'add', '北村', 'chun', '--as', 'root'), { status: 1 })
  t.match(await fangzhi('community', 'member', 'list', river.id, '--as', 'chun'), { status: 1, err: /成員/ })
  t.equal(made(await fangzhi('community', 'member', 'list', '北村', '--as', 'bao', '--json')).length, 2)
  t.match(await fangzhi('community', 'change', '北村', '--description', '山邊的村子', '--contact', '', '--as', 'amei'), { status: 0 })
  t.match(await fangzhi('community', 'list'), { out: /北村[^]*河社|河社[^]*北村/ })
  t.notMatch((await fangzhi('community', 'show', '北村')).out, /北村辦公室/, 'taken away')

  const elders = made(await fangzhi('protocol', 'make', '耆老', '--community', '北村', '--as', 'amei', '--json'))
  const joint = made(await fangzhi('protocol', 'make', '合辦', '--community', '北村,河社', '--announced', '--contact', '河社辦公室', '--as', 'amei', '--json'))
  t.match([elders, joint], [{ kind: 'strict', shown: 'silent', inForce: true }, { shown: 'announced', inForce: false }])
  t.match(await fangzhi('protocol', 'show', '合辦', '--as', 'bao'), { out: /還差 1 個社群/ })
  t.match(await fangzhi('protocol', 'list', '--as', 'chun'), { out: /沒有守則/ })
  t.match(await fangzhi('protocol', 'show', '耆老', '--as', 'chun'), { status: 1 })
  t.match(await fangzhi('protocol', 'consent', '合辦', '--as', 'bao'), { out: /已生效/ })
  t.match(await fangzhi('protocol', 'make', '讀書會', '--community', '河社', '--open', '--silent', '--announced'), { status: 2 })
  t.match(await fangzhi('protocol', 'change', '合辦', '--name', '合辦二', '--as', 'bao'), { out: /等其他社群同意/ })
  t.match(await fangzhi('protocol', 'refuse', '合辦', '--reason', '照舊', '--as', 'amei'), { out: /照舊/ })
  await fangzhi('protocol', 'make', '獵場', '--community', '北村', '--listed', '--as', 'amei')
  t.match(await fangzhi('protocol', 'member', 'add', '獵場', 'bao', '--as', 'amei'), { out: /bao的名字/ })
  t.match(await fangzhi('protocol', 'nonsense'), { status: 2 })
  t.match(made(await fangzhi('user', 'invite', '--join', '北村:contributor', '--as', 'amei', '--json')), { address: /join#/ }, 'by its name')
  t.match(await fangzhi('user', 'invite', '--join', '沒有:member'), { status: 1, err: /沒有/ })
  for (let i = 0; i < 2; i++) await fangzhi('community', 'found', '山社')
  const two = await fangzhi('user', 'invite', '--join', '山社')
  t.match(two, { status: 2, err: /請用編號/ })
  t.notMatch(two.err, /resolve/, 'which is for entities')

  t.same(made(await fangzhi('who-can-see', '耆老', '--reader', 'bao', '--as', 'bao', '--json')), { text: '守則「耆老」的成員', everyone: false, signedIn: false, protocols: [{ id: elders.id, label: '耆老', members: 2 }], readers: [{ name: 'bao的名字', can: true }] })
  t.match(await fangzhi('who-can-see', '耆老|合辦', '--reader', 'chun'), { out: /或者是[^]*chun的名字：看不到/ })
  t.match(await fangzhi('who-can-see', '耆老|everyone'), { status: 2 })
  t.match(await fangzhi('who-can-see', '耆老', '--as', 'chun'), { status: 2, err: /沒有「耆老」這個守則/ })

  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  const scribe = new Scribe(graph)
  const [guarded, secret] = [joint.id, elders.id].map((protocol) => scribe.entity('Organization', '祖靈屋', { audience: { mode: 'all', protocols: [protocol] } }))
  const told = scribe.entity('Work', '口述', { audience: { mode: 'all', protocols: [joint.id] } })
  scribe.relate('REGISTERED_WITH', scribe.entity('Organization', '北村協會'), scribe.entity('Organization', '區公所'), { source: told })
  await scribe.commit()
  t.match(await fangzhi('show', guarded!), { status: 1, err: /「祖靈屋」由社群保管，請洽：河社辦公室/ })
  t.match(await fangzhi('show', guarded!, '--as', 'bao'), { status: 0, out: /祖靈屋/ })
  const [hidden, absent] = [secret!, newId()].map(async (id) => (await fangzhi('show', id)).err.replaceAll(id, ''))
  t.equal(await hidden, await absent)
  t.match((await fangzhi('show', '北村協會')).out, /憑據由某社群保管/)
  t.match((await fangzhi('show', '北村協會', '--as', 'bao')).out, /《口述》/)
  t.match((await fangzhi('community', 'show', '河社', '--as', 'bao')).out, /守則「合辦」守著實體 2、關係 0/)

  t.match(await fangzhi('protocol', 'end', '耆老', '--reason', '不用了', '--as', 'amei'), { status: 0 })
  t.match(await fangzhi('community', 'member', 'role', '河社', 'bao', 'member'), { status: 2, err: /唯一/ })
  t.match(await fangzhi('community', 'leave', '北村', '--as', 'bao'), { status: 0 })
  t.match(await fangzhi('show', guarded!, '--as', 'bao'), { status: 0 }, 'still in the other owner')
  t.equal((await graph.changeset({ sequence: 1 }))!.actor, (await accounts.accountByLogin('amei'))!.id)
})
