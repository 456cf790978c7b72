import t from 'tap'
import { hashOf } from '../../../src/accounts/secret.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { foundCommunity } from '../../../src/archive/access/communities.ts'
import { makeProtocol } from '../../../src/archive/access/protocols.ts'
import { changeStanding } from '../../../src/archive/accounts/manage.ts'
import { setMember } from '../../../src/archive/access/members.ts'
import { deleteAccount } from '../../../src/archive/accounts/mine.ts'
import type { Actor, MemberRole } from '../../../src/model/actor.ts'
import { accept, firstLink, invite, join, recover, recoveryLink } from '../../../src/archive/accounts/links.ts'
import { DAY } from '../../../src/archive/accounts/ports.ts'
import { newId } from '../../../src/model/ids.ts'
import { desk, HERE, PASSWORD } from './desk.ts'

t.test('of many who use a link at once, by two processes, one gets an account', async (t) => {
  const { ports, other } = await desk(t)
  const { secret } = await invite(ports, MAINTENANCE, { role: 'reader' })
  const all = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => join(i % 2 === 0 ? ports : other, secret, { login: `one${i}`, name: '甲', password: PASSWORD }, { ...HERE, address: `192.0.2.${i}` })))
  t.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const one of all) if (one.status === 'rejected') t.match(one.reason, { code: 'NOT_FOUND' })
  t.equal(await ports.accounts.countAccounts(), 1)
})

t.test('of many who want one login at once, one gets it', async (t) => {
  const { ports, other } = await desk(t)
  const secrets = await Promise.all(Array.from({ length: 4 }, async () => (await invite(ports, MAINTENANCE, {})).secret))
  const all = await Promise.allSettled(secrets.map((secret, i) => join(i % 2 === 0 ? ports : other, secret, { login: 'Amei', name: '甲', password: PASSWORD }, HERE)))
  t.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
  t.equal(await ports.accounts.countAccounts(), 1)
})

t.test('of many who set a new password by one link at once, one does', async (t) => {
  const { ports, other, someone } = await desk(t)
  const { account } = await someone('amei')
  const { secret } = await recoveryLink(ports, MAINTENANCE, account)
  const all = await Promise.allSettled(Array.from({ length: 4 }, (_, i) => recover(i % 2 === 0 ? ports : other, secret, `${PASSWORD}${i}`, HERE)))
  t.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
  t.equal((await ports.accounts.sessions(account, Date.now())).length, 1)
})

t.test('a link is for what it was made, and for a while', async (t) => {
  const { ports, someone } = await desk(t)
  const { account } = await someone('amei')
  const [first, invitation, recovery] = [(await firstLink(ports))!, await invite(ports, MAINTENANCE, {}), await recoveryLink(ports, MAINTENANCE, account)]
  const who = { login: 'bao', name: '寶', password: PASSWORD }
  await t.rejects(accept(ports, recovery.secret, who, HERE), { code: 'NOT_FOUND' })
  await t.rejects(recover(ports, invitation.secret, PASSWORD, HERE), { code: 'NOT_FOUND' })
  await t.rejects(recover(ports, first.secret, PASSWORD, HERE), { code: 'NOT_FOUND' })
  await t.rejects(accept(ports, invitation.secret, who, HERE, invitation.expiresAt), { code: 'NOT_FOUND' })
  await t.rejects(recover(ports, recovery.secret, PASSWORD, HERE, Date.now() + 2 * DAY), { code: 'NOT_FOUND' })
  t.equal(await ports.accounts.link(hashOf('nothing'), Date.now()), undefined)
  t.match((await accept(ports, first.secret, who, HERE)).account, { role: 'administrator' })
  await t.rejects(accept(ports, first.secret, { ...who, login: 'chen' }, HERE), { code: 'NOT_FOUND' })
  t.match((await accept(ports, invitation.secret, { ...who, login: 'chen' }, HERE)).account, { role: 'contributor' })
})

t.test('of several first links used at once, by two processes, one makes an administrator', async (t) => {
  const { ports, other } = await desk(t)
  const secrets = [(await firstLink(ports))!.secret, (await firstLink(other))!.secret, (await firstLink(ports))!.secret]
  const all = await Promise.allSettled(secrets.map((secret, i) => join(i % 2 === 0 ? ports : other, secret, { login: `one${i}`, name: '甲', password: PASSWORD }, HERE)))
  t.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
  t.equal(await ports.accounts.countAccounts({ role: 'administrator' }), 1)
  for (const secret of secrets) await t.rejects(join(other, secret, { login: 'later', name: '甲', password: PASSWORD }, HERE, Date.now() + DAY), { code: 'NOT_FOUND' })
})

/** Communities with a steward each, and how to join them. */
async function two(t: Parameters<typeof desk>[0]) {
  const made = await desk(t)
  const { ports, graph } = made
  const found = async (name: string): Promise<string> => (await foundCommunity({ graph, ...ports }, MAINTENANCE, { label: { 'zh-Hant': name } })).id
  const [group, elsewhere] = [await found('北村'), await found('南村')]
  const as = async (actor: { account: string }): Promise<Actor> => (await ports.directory.actor(actor.account))!
  const put = async (actor: { account: string }, into: string, role: MemberRole): Promise<Actor> => {
    await ports.accounts.join({ group: into, account: actor.account, role, since: Date.now() + 1 })
    return as(actor)
  }
  const steward = await put(await made.someone('steward', 'reader'), group, 'steward')
  return { ...made, group, elsewhere, as, put, steward }
}

t.test('who gives links gives what is theirs to give', async (t) => {
  const { ports, someone, group, elsewhere, put, steward } = await two(t)
  const [admin, librarian] = [await someone('admin', 'administrator'), await someone('lib', 'librarian')]
  await t.rejects(invite(ports, undefined, {}), { code: 'UNAUTHENTICATED' })
  await t.rejects(invite(ports, librarian, {}), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, steward, {}), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, steward, { joins: [{ group, role: 'member' }, { group: elsewhere, role: 'member' }] }), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, steward, { role: 'librarian', joins: [{ group, role: 'member' }] }), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, admin, { joins: [{ group, role: 'steward' }] }), { code: 'FORBIDDEN' }, 'a community is its own affair')
  await t.rejects(invite(ports, MAINTENANCE, { joins: [{ group: newId(), role: 'member' }] }), { code: 'BAD_USER_INPUT' }, 'into nothing nobody is invited')
  const { secret } = await invite(ports, steward, { joins: [{ group, role: 'contributor' }] })
  const { id: invited } = await join(ports, secret, { login: 'new', name: '新', password: PASSWORD }, HERE)
  t.match(await ports.accounts.membershipsOf(invited), [{ group, role: 'contributor' }])
  await recoveryLink(ports, steward, invited)
  await t.rejects(recoveryLink(ports, (await ports.directory.actor(invited))!, steward.account as string), { code: 'FORBIDDEN' })
  await put(librarian as { account: string }, group, 'member')
  await t.rejects(recoveryLink(ports, steward, librarian.account as string), { code: 'FORBIDDEN' }, 'who is more than they are')
  await put({ account: invited }, elsewhere, 'member')
  await t.rejects(recoveryLink(ports, steward, invited), { code: 'FORBIDDEN' }, 'nor who is in another community, too')
  await recoveryLink(ports, admin, invited)
})

t.test('who runs a community invites also onto the lists of its protocols; others learn nothing of them', async (t) => {
  const { ports, graph, someone, group, elsewhere, put, steward } = await two(t)
  const made = (label: string, more: object = {}): Promise<{ id: string }> =>
    makeProtocol({ graph, ...ports }, steward, { label: { 'zh-Hant': label }, owners: [group], kind: 'strict', signedIn: false, shown: 'silent', members: 'listed', ...more })
  const [list, all] = [await made('獵場'), await made('耆老', { members: 'community' })]
  const stranger = await put(await someone('stranger', 'reader'), elsewhere, 'steward')
  const into = (id: string, role: MemberRole = 'member') => ({ joins: [{ group: id, role }] })
  const refused = async (actor: Actor, id: string): Promise<unknown> => invite(ports, actor, into(id)).then(() => 'done', ({ code, message, details }) => ({ code, message: String(message).replaceAll(id, 'ID'), details }))
  for (const other of [stranger, await someone('admin', 'administrator')]) {
    t.match(await refused(other, list.id), { code: 'FORBIDDEN' })
    t.strictSame(await refused(other, list.id), await refused(other, newId()), 'as if there were none')
  }
  t.match(await refused(steward, all.id), { code: 'BAD_USER_INPUT' }, 'whose members are those of the community')
  const [link, late] = [await invite(ports, steward, { joins: [{ group: list.id, role: 'steward' }, { group, role: 'member' }] }), await invite(ports, steward, into(list.id))]
  const { id: invited } = await join(ports, link.secret, { login: 'new', name: '新', password: PASSWORD }, HERE)
  t.match(new Map((await ports.accounts.membershipsOf(invited)).map((one) => [one.group, one.role])), new Map([[list.id, 'steward'], [group, 'member']]))
  t.ok((await ports.directory.actor(invited))!.viewer.protocols.has(list.id))
  await ports.accounts.join({ group, account: steward.account as string, role: 'member', since: 1 })
  await t.rejects(join(ports, late.secret, { login: 'late', name: '晚', password: PASSWORD }, HERE), { code: 'NOT_FOUND' }, 'a steward no more')
})

t.test('of two administrators who take it from each other at once, by two processes, one is left', async (t) => {
  const { ports, other, graph, someone } = await desk(t)
  const [one, two] = [await someone('one', 'administrator'), await someone('two', 'administrator')]
  const done = await Promise.allSettled([changeStanding(ports, one, two.account as string, { role: 'reader' }), changeStanding(other, two, one.account as string, { suspended: true })])
  t.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const each of done) if (each.status === 'rejected') t.match(each.reason, { code: 'BAD_USER_INPUT' })
  const left = async (): Promise<unknown[]> => (await ports.accounts.accounts()).filter(({ role, state }) => role === 'administrator' && state === 'active')
  t.equal((await left()).length, 1)
  await someone('three', 'administrator')
  const leaving = (await ports.accounts.accounts()).filter(({ role, state }) => role === 'administrator' && state === 'active')
  const gone = await Promise.allSettled(leaving.map(({ id }, i) => deleteAccount({ ...(i === 0 ? ports : other), graph }, MAINTENANCE, id, { unsigned: true })))
  t.equal(gone.filter(({ status }) => status === 'fulfilled').length, 1)
  t.equal((await left()).length, 1)
})

t.test('a steward takes over nobody by letting them in', async (t) => {
  const { ports, graph, someone, group, steward } = await two(t)
  const alone = await someone('alone')
  await t.rejects(recoveryLink(ports, steward, alone.account as string), { code: 'FORBIDDEN' })
  await setMember({ graph, ...ports }, steward, group, 'alone', 'member')
  await t.rejects(recoveryLink(ports, steward, alone.account as string), { code: 'FORBIDDEN' }, 'whom they have let in without asking')
})

t.test('a link is worth no more than whoever gave it is when it is used', async (t) => {
  const { ports, someone, group, as, put, steward } = await two(t)
  const admin = await someone('admin', 'administrator')
  const who = (login: string): { login: string; name: string; password: string } => ({ login, name: '新', password: PASSWORD })
  const into = { joins: [{ group, role: 'member' as const }] }
  const [before, kept, after] = [await invite(ports, steward, into), await invite(ports, steward, into), await invite(ports, steward, into)]
  const { id: invited } = await join(ports, before.secret, who('before'), HERE)
  const recovery = await recoveryLink(ports, steward, invited)
  await put(steward as { account: string }, group, 'member')
  await t.rejects(join(ports, kept.secret, who('kept'), HERE), { code: 'NOT_FOUND' }, 'a steward no more')
  await t.rejects(recover(ports, recovery.secret, `${PASSWORD}！`, HERE), { code: 'NOT_FOUND' })
  await put(steward as { account: string }, group, 'steward')
  await join(ports, kept.secret, who('kept'), HERE)
  await ports.accounts.updateAccount(steward.account as string, { state: 'suspended' })
  await t.rejects(join(ports, after.secret, who('after'), HERE), { code: 'NOT_FOUND' }, 'suspended')
  const high = await invite(ports, admin, { role: 'administrator' })
  await ports.accounts.updateAccount(admin.account as string, { role: 'reader' })
  await t.rejects(join(ports, high.secret, who('high'), HERE), { code: 'NOT_FOUND' }, 'an administrator no more')
  t.equal(await as({ account: steward.account as string }), undefined)
})

t.test('a token makes no link that would make it more than it is', async (t) => {
  const { ports, someone } = await two(t)
  const { account } = await someone('admin', 'administrator')
  const token = (await ports.directory.actor(account as string, ['manage']))!
  await t.rejects(recoveryLink(ports, token, account as string), { code: 'FORBIDDEN' })
})

t.test('of who leaves no link is left, nor an archive without an administrator who can act', async (t) => {
  const { ports, graph, someone } = await desk(t)
  const [one, other] = [await someone('one', 'administrator'), await someone('other', 'administrator')]
  const { secret } = await invite(ports, one, {})
  await recoveryLink(ports, other, one.account as string)
  await ports.accounts.updateAccount(other.account as string, { state: 'suspended' })
  await t.rejects(deleteAccount({ ...ports, graph }, MAINTENANCE, one.account as string, { unsigned: false }), { code: 'BAD_USER_INPUT' }, 'the other is suspended')
  await ports.accounts.updateAccount(other.account as string, { state: 'active' })
  await deleteAccount({ ...ports, graph }, MAINTENANCE, one.account as string, { unsigned: false })
  t.equal(await ports.accounts.link(hashOf(secret), Date.now()), undefined)
  for (const filter of [{ by: one.account as string }, { account: one.account as string }]) t.strictSame(await ports.accounts.links(filter, Date.now()), [])
})
