import { join } from 'node:path'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { Directory } from '../../src/archive/access/directory.ts'
import { propose } from '../../src/archive/contribute/propose.ts'
import { storedRecord } from '../../src/archive/contribute/record.ts'
import { EVERYONE, PUBLIC } from '../../src/model/audience.ts'
import type { AccountRole } from '../../src/model/actor.ts'
import { newId } from '../../src/model/ids.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands, terminal, type Ran } from './terminal.ts'

const told = (ran: Ran): any => JSON.parse(ran.out)

t.test('the queue in the terminal: looked through, decided by ids, by filters and by the keyboard', async (t) => {
  const data = await folder(t)
  const accounts = await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
  const [amei, bao] = [newId(), newId()]
  for (const [id, login, role] of [[amei, 'amei', 'librarian'], [bao, 'bao', 'contributor']] as [string, string, AccountRole][]) await accounts.createAccount({ id, login, name: `${login}的名字`, role, createdAt: 1 })
  await accounts.close()
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  const scribe = new Scribe(graph)
  const office = scribe.entity('Organization', '社會局', { fields: { website: 'https://old.example' } })
  const clubs = ['甲會', '乙會', '丙會'].map((name) => scribe.entity('Organization', name))
  const [one, two, three] = clubs.map((club) => scribe.relate('FUNDS', office, club, { state: 'proposed' }))
  await scribe.commit()
  const proposal = newId()
  await graph.commit({ id: newId(), actor: bao, reason: '更正', origin: 'api', operations: [{ op: 'put', base: null, record: { id: proposal, type: 'proposal', state: 'proposed', audience: EVERYONE, by: bao, target: office, base: 1, changes: { 'fields.website': 'https://new.example', 'fields.note': '待查' }, words: '換網址' } }] })
  await graph.close()
  const fangzhi = commands(data)

  t.match(await fangzhi('review'), { status: 0, out: /〔關係〕社會局[^]*甲會[^]*乙會[^]*丙會/ })
  t.notMatch((await fangzhi('review')).out, /換網址/, 'who does not sign in does not read it')
  t.match(await fangzhi('review', '--records', 'proposal', '--as', 'amei'), { status: 0, out: /〔更改〕提議更改「社會局」：[^]*換網址/ })
  t.match(await fangzhi('review', '--records', 'nothing'), { status: 2 })
  t.match(await fangzhi('review', '--state', 'returned'), { out: /沒有待審的/ })
  t.same(told(await fangzhi('review', '--order', 'newest', '--first', '1', '--as', 'amei', '--json')).map(({ id }: { id: string }) => id), [proposal])
  const shown = await fangzhi('review', 'show', proposal, '--as', 'amei')
  t.match(shown, { status: 0, out: /提出時：https:\/\/old\.example[^]*提議　：https:\/\/new\.example/ })
  t.same(told(await fangzhi('review', 'show', proposal, '--as', 'amei', '--json')).texts.length, 2)
  t.notOk((await fangzhi('review', 'show', proposal, '--as', 'amei', '--json')).out.includes('"base":1'), 'numbers of versions are not told')
  t.match(await fangzhi('review', 'show', newId()), { status: 1 })
  t.match(await fangzhi('review', 'accept', proposal, '--as', 'bao'), { status: 1, err: /不能|別人/ })
  t.match(await fangzhi('review', 'accept', proposal, '--part', 'fields.website', '--rest', 'return', '--reason', '備註請附出處', '--as', 'amei'), { status: 0, out: /採納了 1 項/ })
  t.match(await fangzhi('show', '社會局'), { out: /https:\/\/new\.example/ })
  t.match(await fangzhi('review', '--state', 'returned', '--as', 'bao'), { out: /換網址/ })

  t.match(await fangzhi('review', 'accept'), { status: 2 }, 'not all of it by mistake')
  t.match(await fangzhi('review', 'decline', one!), { status: 2, err: /--reason/ })
  t.match(await fangzhi('review', 'accept', '--types', 'FUNDS', '--dry-run', '--as', 'amei'), { out: /試算[^]*採納了 3 項/ })
  const keyboard = await terminal(data, 'x\ns 1\na 1 9\nd 2\nd 2 查無此事\nq\n')('review', 'work', '--as', 'amei')
  t.match(keyboard, { status: 0, out: /1\. 〔關係〕[^]*採納了 1 項[^]*要寫原因[^]*沒有採納 1 項/ })
  t.same(told(await fangzhi('review', '--as', 'amei', '--json')).map(({ id }: { id: string }) => id), [three])
  const accepted = told(await fangzhi('review', 'accept', three!, two!, '--partly', '--as', 'amei', '--json'))
  t.match(accepted.outcomes, [{ id: three }, { id: two, left: { code: 'CONFLICT' } }])
  t.match(await fangzhi('revert', accepted.batch), { status: 0 })
  t.same(told(await fangzhi('review', '--as', 'amei', '--json')).map(({ id }: { id: string }) => id), [three])
})

t.test('other readers that are proposed stand in the terminal by their names, and are accepted there', async (t) => {
  const data = await folder(t)
  const accounts = await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
  const [amei, bao] = [newId(), newId()]
  for (const [id, login, role] of [[amei, 'amei', 'librarian'], [bao, 'bao', 'contributor']] as [string, string, AccountRole][]) await accounts.createAccount({ id, login, name: `${login}的名字`, role, createdAt: 1 })
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(async () => {
    await accounts.close()
    await graph.close()
  })
  const scribe = new Scribe(graph)
  const office = scribe.entity('Organization', '社會局')
  await scribe.commit()
  const directory = new Directory({ graph, accounts })
  const actor = (await directory.actor(bao))!
  const version = (await storedRecord({ graph, directory }, actor.viewer, office))!.version!
  const { records: [proposal] } = await propose({ graph, directory, vocabulary }, actor, { key: 'readers-1', words: '先給登入的人看', operations: [{ entity: { id: office, version, audience: { protocols: ['signed-in'] } } }] })
  const fangzhi = commands(data)
  t.match(await fangzhi('review', 'show', proposal!.id, '--as', 'amei'), { status: 0, out: /誰看得到[^]*提出時：所有人[^]*提議　：[^\n{]*登入/ })
  t.match(await fangzhi('review', 'accept', proposal!.id, '--as', 'amei'), { status: 0 })
  t.equal((await graph.entities([office], PUBLIC)).size, 0)
})
