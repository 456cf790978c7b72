import t from 'tap'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import { changeCommunity, communities, community, foundCommunity } from '../../../src/archive/access/communities.ts'
import { members, removeMember, setMember, stewards } from '../../../src/archive/access/members.ts'
import { newId } from '../../../src/model/ids.ts'
import { Scribe } from '../../fixture.ts'
import { town } from './town.ts'

const code = async (what: Promise<unknown>): Promise<string> => what.then(() => 'done', (error: Error) => (error as { code?: string }).code ?? error.message)

t.test('a librarian founds a community and is its first steward; its stewards change its page', async (t) => {
  const here = await town(t)
  const librarian = await here.as('amei', 'librarian')
  t.equal(await code(foundCommunity(here, await here.as('bao', 'contributor'), { label: { 'zh-Hant': '北村' } })), 'FORBIDDEN')
  t.equal(await code(foundCommunity(here, undefined, { label: { 'zh-Hant': '北村' } })), 'UNAUTHENTICATED')
  const made = await foundCommunity(here, librarian, { label: { 'zh-Hant': '北村', en: 'North Village' }, contact: '北村辦公室' })
  t.match(await communities(here, undefined), [{ id: made.id, label: { en: 'North Village' } }], 'everybody may know of it')
  t.match(await stewards(here, await here.as('bao'), made.id), [{ name: 'amei的名字' }])
  t.same(await stewards(here, undefined, made.id), [], 'names of people are for who has an account')
  t.equal(await code(changeCommunity(here, await here.as('bao'), made.id, { contact: '我' }, made.version)), 'FORBIDDEN')
  t.equal(await code(changeCommunity(here, await here.as('root', 'administrator'), made.id, { contact: '我' }, made.version)), 'FORBIDDEN', 'it is its own affair')
  const changed = await changeCommunity(here, await here.as('amei'), made.id, { contact: null, description: '北邊的村子' }, made.version)
  t.same([changed.contact, changed.description, changed.label], [undefined, '北邊的村子', made.label])
  t.equal(await code(changeCommunity(here, await here.as('amei'), made.id, { contact: '我' }, made.version)), 'CONFLICT')
  t.equal(await code(community(here, undefined, newId())), 'NOT_FOUND')
  t.notMatch(JSON.stringify((await here.graph.history(made.id, await here.directory.everyone())).items), /amei/, 'no name of a person is in the log')
})

t.test('its members are for its members to see, and for its stewards to choose', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei', { bao: 'member' })
  for (const login of ['bao', 'amei']) t.match((await members(here, await here.as(login), north.id)).map(({ name, role }) => `${name} ${role}`).sort(), ['amei的名字 steward', 'bao的名字 member'])
  for (const who of [await here.as('chun'), await here.as('root', 'administrator')]) {
    t.equal(await code(members(here, who, north.id)), 'FORBIDDEN')
    t.equal(await code(setMember(here, who, north.id, 'chun', 'member')), 'FORBIDDEN')
    t.equal(await code(removeMember(here, who, north.id, 'bao')), 'FORBIDDEN')
  }
  t.equal(await code(members(here, undefined, north.id)), 'UNAUTHENTICATED')
  t.equal(await code(setMember(here, await here.as('bao'), north.id, 'bao', 'steward')), 'FORBIDDEN', 'nobody raises themselves')
  const joined = await setMember(here, await here.as('amei'), north.id, 'CHUN', 'contributor', 7)
  t.match(joined, { name: 'chun的名字', role: 'contributor', since: 7 })
  t.match(await setMember(here, await here.as('amei'), north.id, joined.account, 'member', 9), { role: 'member', since: 7 }, 'a member since they came')
  t.equal(await code(setMember(here, await here.as('amei'), north.id, 'nobody', 'member')), 'NOT_FOUND')
  t.equal(await code(setMember(here, await here.as('amei'), north.id, 'chun', 'king')), 'BAD_USER_INPUT')
  await removeMember(here, await here.as('amei'), north.id, 'chun')
  t.notOk((await here.as('chun')).memberships.has(north.id))
  await removeMember(here, await here.as('bao'), north.id, (await here.as('bao')).account)
  t.equal(await code(members(here, await here.as('bao'), north.id)), 'FORBIDDEN')
})

t.test('the last steward stays, also of two who go at the same time', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei', { bao: 'steward' })
  const [amei, bao] = [await here.as('amei'), await here.as('bao')]
  await Promise.allSettled([removeMember(here, amei, north.id, amei.account), removeMember(here, bao, north.id, bao.account)])
  t.ok((await stewards(here, amei, north.id)).length > 0)
  await here.as('chun')
  await setMember(here, (await here.directory.actor((await stewards(here, amei, north.id))[0]!.account))!, north.id, 'chun', 'steward')
  for (const one of await stewards(here, amei, north.id)) if (one.name !== 'chun的名字') await removeMember(here, await here.as('chun'), north.id, one.account)
  const chun = await here.as('chun')
  t.equal(await code(removeMember(here, chun, north.id, chun.account)), 'BAD_USER_INPUT')
  t.equal(await code(setMember(here, chun, north.id, 'chun', 'member')), 'BAD_USER_INPUT')
  // an account may be deleted all the same
  await here.accounts.deleteAccount(chun.account)
  t.equal(await code(setMember(here, await here.as('bao'), north.id, 'bao', 'steward')), 'FORBIDDEN')
  t.equal(await code(setMember(here, await here.as('root', 'administrator'), north.id, 'root', 'steward')), 'FORBIDDEN', 'an administrator does not let themselves in')
  t.equal(await code(setMember(here, await here.as('root'), north.id, 'bao', 'steward')), 'done', 'then an administrator appoints one')
  t.equal(await code(setMember(here, await here.as('root'), north.id, 'root', 'steward')), 'FORBIDDEN', 'and has nothing more to say')
})

t.test('a list of members is kept by its own stewards and those of its owners', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei', { bao: 'member', chun: 'member' })
  const list = await here.make('amei', { owners: [north.id], members: 'listed' })
  const all = await here.make('amei', { owners: [north.id] })
  t.equal(await code(setMember(here, await here.as('amei'), all.id, 'bao', 'member')), 'BAD_USER_INPUT', 'its members are those of the community')
  for (const login of ['bao', 'dan', 'root']) {
    t.equal(await code(setMember(here, await here.as(login, 'administrator'), list.id, login, 'member')), 'NOT_FOUND', 'nobody else knows that it is there')
    t.equal(await code(members(here, await here.as(login), list.id)), 'NOT_FOUND')
  }
  await setMember(here, await here.as('amei'), list.id, 'bao', 'steward')
  await setMember(here, await here.as('bao'), list.id, 'chun', 'member')
  t.equal((await members(here, await here.as('chun'), list.id)).length, 2)
  t.equal((await members(here, await here.as('amei'), list.id)).length, 2, 'who runs it need not be in it')
  t.equal(await code(setMember(here, await here.as('chun'), list.id, 'dan', 'member')), 'FORBIDDEN')
  await removeMember(here, await here.as('amei'), list.id, 'bao')
  t.equal(await code(members(here, await here.as('bao'), list.id)), 'NOT_FOUND')
})

t.test('what another process changes holds at once', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei', { bao: 'member' })
  const strict = await here.make('amei', { owners: [north.id] })
  const scribe = new Scribe(here.graph)
  const thing = scribe.entity('Organization', '限制', { audience: { mode: 'all', protocols: [strict.id] } })
  await scribe.commit()
  const sees = async (login: string): Promise<boolean> => (await here.graph.entities([thing], (await here.as(login)).viewer)).has(thing)
  const other = await openSqliteAccounts({ path: here.path })
  t.teardown(() => other.close())
  const [bao, chun] = [(await here.as('bao')).account, (await here.as('chun')).account]
  t.same([await sees('bao'), await sees('chun')], [true, false])
  await other.leave(north.id, bao)
  await other.join({ group: north.id, account: chun, role: 'member', since: 1 })
  t.same([await sees('bao'), await sees('chun')], [false, true])
  t.equal(await here.directory.table(), await here.directory.table(), 'the table is read again only when the log has moved')
  await other.updateAccount(chun, { state: 'suspended' })
  t.equal(await here.directory.actor(chun), undefined)
  await other.updateAccount(chun, { state: 'active' })
  t.ok(await sees('chun'))
})
