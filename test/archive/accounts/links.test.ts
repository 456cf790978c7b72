import t from 'tap'
import { hashOf } from '../../../src/accounts/secret.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
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

t.test('who gives links gives what is theirs to give', async (t) => {
  const { ports, someone } = await desk(t)
  const [admin, librarian, member] = [await someone('admin', 'administrator'), await someone('lib', 'librarian'), await someone('member', 'reader')]
  const [group, elsewhere] = [newId(), newId()]
  await ports.accounts.join({ group, account: member.account as string, role: 'member', since: 1 })
  const { account } = await someone('steward', 'reader')
  await ports.accounts.join({ group, account: account as string, role: 'steward', since: 1 })
  const steward = (await ports.directory.actor(account as string))!
  await t.rejects(invite(ports, undefined, {}), { code: 'UNAUTHENTICATED' })
  await t.rejects(invite(ports, librarian, {}), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, steward, {}), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, steward, { joins: [{ group, role: 'member' }, { group: elsewhere, role: 'member' }] }), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, steward, { role: 'librarian', joins: [{ group, role: 'member' }] }), { code: 'FORBIDDEN' })
  await t.rejects(invite(ports, admin, { joins: [{ group, role: 'steward' }] }), { code: 'FORBIDDEN' }, 'a community is its own affair')
  const { secret } = await invite(ports, steward, { joins: [{ group, role: 'contributor' }] })
  const joined = await join(ports, secret, { login: 'new', name: '新', password: PASSWORD }, HERE)
  t.match(await ports.accounts.membershipsOf(joined.id), [{ group, role: 'contributor' }])
  await recoveryLink(ports, steward, member.account as string)
  await t.rejects(recoveryLink(ports, steward, librarian.account as string), { code: 'FORBIDDEN' })
  await ports.accounts.join({ group, account: librarian.account as string, role: 'member', since: 1 })
  await t.rejects(recoveryLink(ports, steward, librarian.account as string), { code: 'FORBIDDEN' }, 'who is more than they are')
  await ports.accounts.join({ group: elsewhere, account: member.account as string, role: 'member', since: 1 })
  await t.rejects(recoveryLink(ports, steward, member.account as string), { code: 'FORBIDDEN' }, 'nor who is in another community, too')
  await recoveryLink(ports, admin, member.account as string)
  await t.rejects(recoveryLink(ports, member, steward.account as string), { code: 'FORBIDDEN' })
})
