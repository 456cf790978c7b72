import t from 'tap'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { deleteAccount, deleteMe, exportMine, exportOf } from '../../../src/archive/accounts/mine.ts'
import { signIn } from '../../../src/archive/accounts/sign-in.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import type { Actor } from '../../../src/model/actor.ts'
import { EVERYONE, WHOLE, type Audience } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { desk, HERE, PASSWORD } from './desk.ts'

/** Puts records as somebody. @returns their ids */
async function put(graph: GraphStore, actor: string, ...records: object[]): Promise<Id[]> {
  const whole = records.map((record) => ({ id: newId(), state: 'published', audience: EVERYONE, ...record }) as RecordInput & { id: Id })
  const heads = await graph.heads(whole.map(({ id }) => id), WHOLE)
  await graph.commit({ id: newId(), actor, reason: '寫', origin: 'api', operations: whole.map((record) => ({ op: 'put', base: heads.get(record.id)?.version ?? null, record })) })
  return whole.map(({ id }) => id)
}

const place = (name: string, more: object = {}): object => ({ type: 'entity', kind: 'Place', names: [{ text: name }], ...more })
const idOf = ({ account }: Actor): Id => account as Id

async function taken(lines: AsyncGenerator<unknown>): Promise<string> {
  let text = ''
  for await (const line of lines) text += `${JSON.stringify(line)}\n`
  return text
}

t.test('one takes away what one wrote, in every version, and nothing of others', async (t) => {
  const { ports, graph, someone } = await desk(t)
  const [amei, bao] = [await someone('amei'), await someone('bao')]
  const mine = { ...ports, graph }
  const [well] = await put(graph, idOf(amei), place('第一版', { by: idOf(amei) }))
  await put(graph, idOf(amei), place('第二版', { id: well, by: idOf(amei) }), place('我的草稿', { state: 'draft', audience: { mode: 'all', protocols: [] }, by: idOf(amei) }))
  await put(graph, idOf(bao), place('阿寶寫的', { by: idOf(bao) }))
  const text = await taken(exportMine(mine, amei))
  t.match(JSON.parse(text.split('\n')[0]!), { account: { login: 'amei' } })
  for (const words of ['第一版', '第二版', '我的草稿']) t.match(text, new RegExp(words))
  t.notMatch(text, /阿寶寫的|argon2/)
  await graph.commit({ id: newId(), actor: '命令列', reason: '塗除', origin: 'cli', operations: [{ op: 'redact', id: well!, reason: '塗除' }] })
  t.notMatch(await taken(exportMine(mine, amei)), /第一版|第二版/, 'what was redacted is gone from it')
  await t.rejects(taken(exportMine(mine, undefined)), { code: 'UNAUTHENTICATED' })
  await t.rejects(taken(exportOf(mine, bao, idOf(amei))), { code: 'FORBIDDEN' })
  await t.rejects(taken(exportMine(mine, { ...amei, scopes: new Set(['read']) })), { code: 'FORBIDDEN' })
  t.match(await taken(exportOf(mine, MAINTENANCE, idOf(amei))), /我的草稿/)
})

t.test('what they did to the records of others goes with them only as long as they read these', async (t) => {
  const { ports, graph, someone } = await desk(t)
  const [amei, bao] = [await someone('amei'), await someone('bao')]
  const [community, elders] = [newId(), newId()]
  await put(graph, '測試', { id: community, type: 'community', label: { 'zh-Hant': '里民' } }, { id: elders, type: 'protocol', label: { 'zh-Hant': '耆老' }, owners: [community], kind: 'strict', shown: 'silent', members: 'community' })
  await ports.accounts.join({ group: community, account: idOf(amei), role: 'contributor', since: 1 })
  const audience: Audience = { mode: 'all', protocols: [elders] }
  const [well] = await put(graph, idOf(bao), place('祕井', { audience, by: idOf(bao) }))
  await put(graph, idOf(amei), place('祕井在廟後', { id: well, audience, by: idOf(bao) }))
  const now = async (): Promise<string> => taken(exportMine({ ...ports, graph }, await ports.directory.actor(idOf(amei))))
  t.match(await now(), /祕井在廟後/)
  await ports.accounts.leave(community, idOf(amei))
  t.notMatch(await now(), /祕井/)
})

t.test('an account goes, its drafts with it; what is published stays', async (t) => {
  const { ports, graph, someone } = await desk(t)
  const leaving = { ...ports, graph }
  const [amei, bao, admin] = [await someone('amei'), await someone('bao'), await someone('admin', 'administrator')]
  const draft = { state: 'draft', audience: { mode: 'all', protocols: [] } }
  const [shown, hidden] = await put(graph, idOf(amei), place('紀州庵', { by: idOf(amei) }), place('阿美的草稿', { ...draft, by: idOf(amei) }))
  const [other] = await put(graph, idOf(bao), place('阿寶的草稿', { ...draft, by: idOf(bao) }))
  await t.rejects(deleteAccount(leaving, bao, idOf(amei), { unsigned: true }), { code: 'FORBIDDEN' })
  await t.rejects(deleteMe(leaving, amei, { password: 'x', unsigned: true }, HERE), { code: 'UNAUTHENTICATED' })
  await t.rejects(deleteAccount(leaving, admin, idOf(admin), { unsigned: true }), { code: 'BAD_USER_INPUT' }, 'the last administrator stays')
  t.same(await deleteAccount(leaving, admin, idOf(amei), { unsigned: true }), [hidden])
  const heads = await graph.heads([shown!, hidden!, other!], WHOLE)
  t.match(heads.get(shown!)?.record, { names: [{ text: '紀州庵' }] })
  t.equal(heads.get(hidden!)?.record ?? null, null, 'whatever the administrator may read')
  t.match(heads.get(other!)?.record, { names: [{ text: '阿寶的草稿' }] })
  t.equal(await ports.accounts.account(idOf(amei)), undefined)

  t.same(await deleteMe(leaving, bao, { password: PASSWORD, unsigned: false }, HERE), [other])
  t.match(await ports.accounts.account(idOf(bao)), { name: 'bao的名字', state: 'suspended', role: 'reader' })
  await t.rejects(signIn(ports, { login: 'bao', password: PASSWORD }, HERE), { code: 'UNAUTHENTICATED' })
  await someone('bao')
  t.equal((await signIn(ports, { login: 'bao', password: PASSWORD }, HERE)).account.name, 'bao的名字', 'the login is free again')
})
