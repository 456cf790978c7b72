import t, { type Test } from 'tap'
import { provedMail } from '../../../src/accounts/login.ts'
import type { Account } from '../../../src/accounts/port.ts'
import { askRecovery, recover } from '../../../src/archive/accounts/links.ts'
import { askProof, proveMail } from '../../../src/archive/accounts/mail.ts'
import { DAY, type AccountPorts } from '../../../src/archive/accounts/ports.ts'
import { setDigest } from '../../../src/archive/watching/digest.ts'
import { smtp } from '../../../src/mail/smtp.ts'
import type { Actor } from '../../../src/model/actor.ts'
import { bodyOf, mailServer, type Received } from '../../mail/server.ts'
import { desk, HERE } from './desk.ts'

const AT = 'https://fangzhi.example'
const NEW = '大稻埕霞海城隍廟前的戲臺'

interface Place {
  readonly ports: AccountPorts
  readonly other: AccountPorts
  readonly received: readonly Received[]
  /** Somebody with this address, which nobody has proved. */
  readonly with: (login: string, mail: string) => Promise<Actor>
  readonly shown: (actor: Actor) => Promise<Account>
  readonly secret: () => string
}

async function place(t: Test): Promise<Place> {
  const [{ ports, other, someone }, { url, received }] = [await desk(t), await mailServer(t)]
  const mail = smtp({ url, from: '方志 <fangzhi@example.tw>' })
  return {
    ports: { ...ports, mail }, other: { ...other, mail }, received,
    with: async (login, address) => {
      const actor = await someone(login)
      await ports.accounts.updateAccount(actor.account, { mail: address })
      return actor
    },
    shown: async ({ account }) => (await ports.accounts.account(account))!,
    secret: () => /\/mail#([\w-]{43})/.exec(bodyOf(received.at(-1)!.data))![1]!,
  }
}

t.test('an address is proved by the link that was sent there, once, and within a day', async (t) => {
  const town = await place(t)
  const { ports, other, received } = town
  const amei = await town.with('amei', 'amei@example.tw')
  await askProof(ports, amei, AT, HERE, 0)
  t.equal(received.length, 1)
  t.match(received[0]!.to, [/^<amei@example\.tw>/])
  t.match(bodyOf(received[0]!.data), 'https://fangzhi.example/mail#')
  const first = town.secret()
  t.equal(provedMail(await town.shown(amei)), undefined, 'to be sent a link proves nothing')
  await t.rejects(proveMail(ports, amei, first, HERE, DAY + 1), { code: 'NOT_FOUND' }, 'too old')
  await askProof(ports, amei, AT, HERE, DAY + 2)
  const second = town.secret()
  await t.rejects(proveMail(ports, amei, first, HERE, DAY + 3), { code: 'NOT_FOUND' })
  await askProof(ports, amei, AT, HERE, DAY + 10 * 60_000)
  await t.rejects(proveMail(ports, amei, second, HERE, DAY + 11 * 60_000), { code: 'NOT_FOUND' }, 'one before the last')
  const both = await Promise.allSettled([ports, other].map((each) => proveMail(each, amei, town.secret(), HERE, DAY + 12 * 60_000)))
  t.same(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'], 'of two that come at once one is good')
  t.equal(provedMail(await town.shown(amei)), 'amei@example.tw')
  const sent = received.length
  await askProof(ports, amei, AT, HERE, 2 * DAY)
  t.equal(received.length, sent, 'nothing is sent where it is proved')
})

t.test('nothing but recovery is sent to an address that nobody proved', async (t) => {
  const town = await place(t)
  const { ports } = town
  const amei = await town.with('amei', 'amei@example.tw')
  await t.rejects(setDigest(ports, amei, 'day', true), { code: 'BAD_USER_INPUT', details: { field: 'digest' } })
  await askProof(ports, amei, AT, HERE)
  await proveMail(ports, amei, town.secret(), HERE)
  await setDigest(ports, amei, 'day', true)
  await ports.accounts.updateAccount(amei.account, { mail: 'another@example.tw' })
  t.equal(provedMail(await town.shown(amei)), undefined, 'another address is not proved with it')
  await t.rejects(setDigest(ports, amei, 'week', true), { code: 'BAD_USER_INPUT' })
  await setDigest(ports, amei, null, true)
})

t.test('a link proves nothing for another account, for another address, or in other hands', async (t) => {
  const town = await place(t)
  const { ports } = town
  const [amei, ahua] = [await town.with('amei', 'ahua@example.tw'), await town.with('ahua', 'ahua@example.tw')]
  await askProof(ports, amei, AT, HERE)
  const secret = town.secret()
  for (const actor of [ahua, undefined, { ...amei, scopes: new Set(['manage'] as const) }]) await t.rejects(proveMail(ports, actor, secret, HERE))
  await t.rejects(askProof(ports, { ...amei, scopes: new Set(['manage'] as const) }, AT, HERE), { code: 'FORBIDDEN' })
  await ports.accounts.updateAccount(amei.account, { mail: 'amei@example.tw' })
  await t.rejects(proveMail(ports, amei, secret, HERE), { code: 'NOT_FOUND' })
  await ports.accounts.updateAccount(amei.account, { mail: 'ahua@example.tw' })
  t.equal((await proveMail(ports, amei, secret, HERE)).provedMail, 'ahua@example.tw', 'whoever was refused has not used it up')
  t.equal(provedMail(await town.shown(ahua)), undefined)
  for (const wrong of ['', secret, 'A'.repeat(43)]) await t.rejects(proveMail(ports, amei, wrong, HERE), { code: 'NOT_FOUND' })
})

t.test('nobody is written to again and again, from however many accounts', async (t) => {
  const town = await place(t)
  const many = await Promise.all(['a1', 'a2', 'a3', 'a4', 'a5'].map((login) => town.with(login, 'victim@example.tw')))
  const asked = await Promise.allSettled(many.flatMap((actor) => [0, 1].map(() => askProof(town.ports, actor, AT, HERE, 1_000))))
  t.equal(town.received.length, 2)
  t.equal(asked.filter(({ status }) => status === 'rejected').length, 8)
  for (const one of asked) if (one.status === 'rejected') t.match(one.reason, { code: 'RATE_LIMITED' })
  const none = await desk(t)
  await t.rejects(askProof(none.ports, await none.someone('amei'), AT, HERE), { code: 'BAD_USER_INPUT' }, 'where no mail is sent')
})

t.test('recovery is sent as before, and who came by it has read what is sent there', async (t) => {
  const town = await place(t)
  const amei = await town.with('amei', 'amei@example.tw')
  await askRecovery(town.ports, 'amei', AT, HERE)
  t.equal(town.received.length, 1)
  await recover(town.ports, /\/recover#([\w-]{43})/.exec(bodyOf(town.received[0]!.data))![1]!, NEW, HERE)
  t.equal(provedMail(await town.shown(amei)), 'amei@example.tw')
})
