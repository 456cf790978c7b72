import t from 'tap'
import { DIGEST, DIGESTS, digester, digests, nextMorning, scheduleDigests, setDigest } from '../../../src/archive/watching/digest.ts'
import { listen } from '../../../src/archive/watching/listen.ts'
import type { Lease } from '../../../src/jobs/port.ts'
import type { MailMessage } from '../../../src/mail/message.ts'
import { content, evidence, relation } from '../../conformance/world.ts'
import { towns, type WatchTown } from './town.ts'

const SIGNAL = new AbortController().signal
const jobOf = (kind: string, key: string): Lease => ({ kind, key, payload: null, attempts: 1, token: '', until: 0 })

const digesting = ({ ports }: WatchTown, sent: MailMessage[]): ReturnType<typeof digester> =>
  digester({ ...ports, send: async (message) => { sent.push(message) }, linkTo: (id) => `https://fangzhi.example/${id}` })

t.test('the morning is at seven in Taipei', async (t) => {
  const at = (time: string): number => Date.parse(`${time}+08:00`)
  t.equal(nextMorning(at('2026-11-26T06:59')), at('2026-11-26T07:00'))
  t.equal(nextMorning(at('2026-11-26T07:00')), at('2026-11-27T07:00'))
  t.equal(nextMorning(at('2026-11-26T23:30')), at('2026-11-27T07:00'))
})

for (const { name, make } of await towns(t)) {
  await t.test(`${name}: a mail tells in plain words what is new, as its reader may see it when it is sent`, async (t) => {
    const town = await make(t)
    const { world, a, b, work } = town
    const { audience, leave } = await town.kept('amei')
    await listen(town.ports)
    const me = await town.as('amei', 'reader')
    await town.ports.accounts.updateAccount(me.account, { mail: 'amei@example.tw', provedMail: 'amei@example.tw' })
    await town.watches('amei', a)
    const before = relation(a, town.c, { relation: 'COMMISSIONS' })
    await world.commit(before, evidence(before.id, work))
    await listen(town.ports)
    await setDigest(town.ports, me, 'week', true)
    const made = relation(a, b, { relation: 'COMMISSIONS' })
    await world.change({ reason: '依決算書補登', operations: [made, evidence(made.id, work)].map((record) => ({ op: 'put', record, base: null })) })
    const secret = relation(b, a, { relation: 'FUNDS', audience })
    await world.commit(secret, evidence(secret.id, work, { audience }))
    await listen(town.ports)
    await leave('amei')
    const sent: MailMessage[] = []
    await digesting(town, sent)(jobOf(DIGEST, me.account), SIGNAL)
    t.equal(sent.length, 1)
    const { to, subject, text } = sent[0]!
    t.equal(to, 'amei@example.tw')
    t.equal(subject, '方志：您關注的資料有 1 件新消息')
    t.match(text, /^amei的名字您好：\n\n這一週，您關注的資料有 1 件新消息。\n\n【甲局】\n・\d+月\d+日 新的關係：「甲局」委託「乙會」（依決算書補登）\n　https:\/\/fangzhi\.example\//)
    t.notMatch(text, '丙社')
    t.notMatch(text, /FUNDS|資助/)
    await digesting(town, sent)(jobOf(DIGEST, me.account), SIGNAL)
    t.equal(sent.length, 1, 'where there is nothing new, no mail')
  })
}

const [{ make }] = await towns(t) as [Awaited<ReturnType<typeof towns>>[number]]

t.test('every morning those are asked whose day it is', async (t) => {
  const town = await make(t)
  for (const [login, often] of [['amei', 'day'], ['ahua', 'week'], ['aming', null]] as const) {
    await town.as(login, 'reader', { mail: `${login}@example.tw` })
    await setDigest(town.ports, await town.as(login), often, true)
  }
  const of = async (login: string): Promise<string> => (await town.as(login)).account
  for (const [day, who] of [['2026-11-27', ['amei']], ['2026-11-30', ['amei', 'ahua']]] as const) {
    const now = Date.parse(`${day}T07:00:05+08:00`)
    await digests({ accounts: town.ports.accounts, jobs: town.jobs }, () => now)(jobOf(DIGESTS, 'daily'), SIGNAL)
    t.same((await town.jobs.list({ kind: DIGEST })).map(({ key }) => key).toSorted(), (await Promise.all(who.map(of))).toSorted(), day)
    for (let job = await town.jobs.lease([DIGEST], 1_000, now); job !== undefined; job = await town.jobs.lease([DIGEST], 1_000, now)) await town.jobs.complete(job)
  }
  await scheduleDigests(town.jobs, Date.parse('2026-11-27T09:00+08:00'))
  t.equal((await town.jobs.list({ kind: DIGESTS })).length, 1)
})

t.test('a mail that was not taken is tried again with what may be told then', async (t) => {
  const town = await make(t)
  const me = await town.as('amei', 'reader', { mail: 'amei@example.tw' })
  await town.watches('amei', town.work)
  await setDigest(town.ports, me, 'day', true)
  await town.world.commit(content(town.work, '一。'))
  await listen(town.ports)
  const failing = digester({ ...town.ports, send: async () => { throw new Error('away') }, linkTo: (id) => id })
  await t.rejects(failing(jobOf(DIGEST, me.account), SIGNAL), /away/)
  const sent: MailMessage[] = []
  await town.ports.accounts.updateAccount(me.account, { mail: 'new@example.tw' })
  await digesting(town, sent)(jobOf(DIGEST, me.account), SIGNAL)
  t.same(sent, [], 'nor is it sent to an address that nobody proved')
  await town.ports.accounts.updateAccount(me.account, { provedMail: 'new@example.tw' })
  await digesting(town, sent)(jobOf(DIGEST, me.account), SIGNAL)
  t.same(sent.map(({ to }) => to), ['new@example.tw'], 'then what is new since the last one')
})

t.test('a mail needs an address, a service that sends mail, and somebody who wants it', async (t) => {
  const town = await make(t)
  const [me, other] = [await town.as('amei', 'reader', { mail: 'amei@example.tw' }), await town.as('ahua')]
  await t.rejects(setDigest(town.ports, me, 'day', false), { code: 'BAD_USER_INPUT' })
  await t.rejects(setDigest(town.ports, other, 'day', true), { code: 'BAD_USER_INPUT' })
  await t.rejects(setDigest(town.ports, undefined, 'day', true), { code: 'UNAUTHENTICATED' })
  await setDigest(town.ports, me, 'day', true)
  await town.watches('amei', town.work)
  await town.world.commit(content(town.work, '一。'))
  await listen(town.ports)
  await setDigest(town.ports, me, null, false)
  const sent: MailMessage[] = []
  await digesting(town, sent)(jobOf(DIGEST, me.account), SIGNAL)
  t.same(sent, [])
})
