import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { join } from 'node:path'
import { signIn } from '../../src/archive/accounts/sign-in.ts'
import { makeToken } from '../../src/archive/accounts/tokens.ts'
import { Directory } from '../../src/archive/access/directory.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import type { Audience } from '../../src/model/audience.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { RecordInput } from '../../src/model/records.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands, exported, terminal } from './terminal.ts'

const PASSWORD = '艋舺龍山寺前的青草巷子'
const HERE = { address: '192.0.2.1', agent: 'test' }

async function accountsIn(data: string): ReturnType<typeof openSqliteAccounts> {
  return openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
}

t.test('the terminal makes, changes and ends accounts', async (t) => {
  const data = join(await folder(t), 'data')
  const fangzhi = commands(data)
  const withPassword = commands(data, `${PASSWORD}\n`)

  const invited = JSON.parse((await fangzhi('user', 'invite', '--role', 'administrator', '--json')).out)
  t.match(invited.address, new RegExp(`/join#${invited.secret}$`))
  t.match((await commands(data, '1234567890\n')('user', 'join', invited.secret, '--login', 'amei', '--name', '林美')).err, /密碼/, 'a weak password leaves the link good')
  // by a process: its own standard input and output
  const joined = await terminal(data, `${PASSWORD}\n`)('user', 'join', invited.address, '--login', 'amei', '--name', '林美', '--json')
  t.match(JSON.parse(joined.out), { login: 'amei', name: '林美', role: 'administrator', state: 'active' })
  t.equal((await withPassword('user', 'join', invited.secret, '--login', 'other', '--name', '別人')).status, 1, 'the link is used')

  const hint = await fangzhi('user', 'add', 'bao', '--name', '陳寶', '--role', 'reader')
  t.match(hint.out, /npx fangzhi user join [\w-]{43} --login bao --name 陳寶/)
  t.equal((await withPassword('user', 'add', 'bao', '--name', '陳寶', '--role', 'reader', '--password-stdin')).status, 0)
  t.equal((await withPassword('user', 'add', 'BAO', '--name', '陳寶', '--password-stdin')).status, 1, 'taken')
  t.match((await fangzhi('user', 'list')).out, /amei +林美 +administrator[^]*bao +陳寶 +reader/)

  t.match(JSON.parse((await fangzhi('user', 'role', 'bao', 'contributor', '--json')).out), { role: 'contributor' })
  t.equal((await fangzhi('user', 'role', 'bao', 'king')).status, 2)
  t.match((await fangzhi('user', 'suspend', 'amei')).err, /唯一的管理員/)
  t.match((await fangzhi('user', 'suspend', 'bao')).out, /停用/)
  t.match((await fangzhi('show', '松山', '--as', 'bao')).err, /停用/)
  await fangzhi('user', 'resume', 'bao')

  const { secret } = JSON.parse((await fangzhi('user', 'recover', 'bao', '--json')).out)
  t.equal((await commands(data, '錫口渡船頭的那棵大樹下')('user', 'password', secret)).status, 0)
  const accounts = await accountsIn(data)
  t.teardown(() => accounts.close())
  const bao = (await accounts.accountByLogin('bao'))!
  await t.rejects(signIn({ accounts }, { login: 'bao', password: PASSWORD }, HERE), { code: 'UNAUTHENTICATED' })
  await signIn({ accounts }, { login: 'bao', password: '錫口渡船頭的那棵大樹下' }, HERE)
  t.equal((await accounts.sessions(bao.id, Date.now())).length, 1, 'the terminal leaves no session behind')
  t.equal(JSON.parse((await fangzhi('user', 'sessions', 'bao', '--json')).out).length, 1)
  t.notMatch((await fangzhi('user', 'sessions', 'bao', '--json')).out, /hash/)
  await fangzhi('user', 'sessions', 'bao', '--end', 'all')
  t.equal((await accounts.sessions(bao.id, Date.now())).length, 0)
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  const actor = (await new Directory({ graph, accounts }).actor(bao.id))!
  const { token } = await makeToken({ accounts }, actor, { name: '試', scopes: ['read'] })
  t.match(JSON.parse((await fangzhi('user', 'tokens', bao.id, '--json')).out), [{ id: token.id, name: '試' }])
  await fangzhi('user', 'tokens', 'bao', '--end', token.id)
  t.equal((await accounts.tokens(bao.id)).length, 0)

  t.match((await fangzhi('user', 'list', '--as', 'bao')).err, /不能做這件事/, 'with their own rights only')
  t.match((await fangzhi('user', 'export', 'bao', '--as', 'amei')).err, /只有他自己/, 'not even an administrator')
  t.match(JSON.parse((await fangzhi('user', 'export', 'bao', '--as', 'bao')).out.split('\n')[0]!), { account: { login: 'bao' } })
  t.equal((await fangzhi('user', 'delete', 'bao', '--unsigned')).status, 0)
  t.equal(await accounts.account(bao.id), undefined)
  t.equal((await fangzhi('user', 'delete', 'bao')).status, 1)
  t.equal((await fangzhi('user', 'nonsense')).status, 2)
})

t.test('with --as reads see what the account sees, and writes are its own', async (t) => {
  const data = await folder(t)
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  const [community, elders] = [newId(), newId()]
  const say = (...records: object[]): Promise<unknown> => graph.commit({ id: newId(), actor: '測試', reason: '測試', origin: 'cli', operations: records.map((record) => ({ op: 'put', base: null, record: record as RecordInput })) })
  const published = { state: 'published', audience: { mode: 'all', protocols: ['everyone'] } as Audience }
  await say({ id: community, type: 'community', label: { 'zh-Hant': '里民' }, ...published }, { id: elders, type: 'protocol', label: { 'zh-Hant': '耆老' }, owners: [community], kind: 'strict', shown: 'announced', members: 'community', ...published })
  const scribe = new Scribe(graph)
  const strict = { audience: { mode: 'all', protocols: [elders] } as Audience }
  const [well, district] = [scribe.entity('Place', '祕井', strict), scribe.entity('Place', '松山區')]
  scribe.relate('PART_OF', well, district, strict)
  await scribe.commit()

  const fangzhi = commands(data)
  const withPassword = commands(data, PASSWORD)
  for (const [login, role] of [['elder', 'reader'], ['amei', 'administrator'], ['lib', 'librarian']] as const) {
    t.equal((await withPassword('user', 'add', login, '--name', `${login}的名字`, '--role', role, '--password-stdin')).status, 0)
  }
  const accounts = await accountsIn(data)
  t.teardown(() => accounts.close())
  const idOf = async (login: string): Promise<Id> => (await accounts.accountByLogin(login))!.id
  await accounts.join({ group: community, account: await idOf('elder'), role: 'steward', since: 1 })

  t.equal((await fangzhi('show', '祕井')).status, 1)
  t.equal((await fangzhi('show', '祕井', '--as', 'amei')).status, 1, 'an administrator is a reader like others')
  t.match((await fangzhi('show', '祕井', '--as', 'elder')).out, /祕井[^]*松山區/)
  t.match((await fangzhi('show', '祕井', '--as', await idOf('elder'))).out, /祕井/, 'or by id')
  t.match((await fangzhi('related', '松山區', '--as', 'elder')).out, /祕井/)
  t.notMatch((await fangzhi('related', '松山區')).out, /祕井/)
  t.match((await fangzhi('search', '祕井', '--as', 'elder')).out, /祕井/)
  t.equal((await fangzhi('search', '祕井')).status, 1)
  t.match((await fangzhi('show', '祕井', '--as', 'nobody')).err, /沒有「nobody」這個帳號/)

  t.notMatch((await exported(fangzhi)).out, /祕井/)
  t.match((await exported(fangzhi, '--as', 'elder')).out, /祕井/)
  const all = await terminal(data)('export', '--all')
  t.match(all.out, /祕井/)
  t.match(all.err, /整個檔案庫/)
  t.equal((await fangzhi('export', '--all', '--as', 'elder')).status, 2)
  t.match((await fangzhi('backup', join(data, 'b.jsonl.gz'))).err, /^維護：對整個檔案庫動作/)
  t.equal((await fangzhi('backup', join(data, 'c.jsonl.gz'), '--as', 'elder')).status, 2, 'maintenance is nobody\'s')

  t.match((await fangzhi('redact', well, '--reason', '試', '--as', 'amei')).err, /找不到/, 'nor may they redact what they cannot see')
  t.match((await fangzhi('redact', district, '--reason', '試', '--as', 'lib')).err, /不能做這件事/)
  t.match((await fangzhi('saved', 'add', '問', 'related?of=松山區', '--as', 'elder')).err, /不能做這件事/)
  t.equal((await fangzhi('saved', 'add', '問', 'related?of=松山區', '--as', 'lib')).status, 0)
  t.match((await fangzhi('history', '問')).out, /lib的名字/)
  t.equal((await fangzhi('redact', well, '--reason', '長老要求', '--as', 'elder')).status, 0)
  t.equal((await fangzhi('show', '祕井', '--as', 'elder')).status, 1)
})
