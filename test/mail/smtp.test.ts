import fc from 'fast-check'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { MAIL, mailByQueue, mailer } from '../../src/archive/accounts/mailing.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { work } from '../../src/jobs/worker.ts'
import { smtp } from '../../src/mail/smtp.ts'
import { folder } from '../fixture.ts'
import { bodyOf, head, mailServer } from './server.ts'

const from = '方志 <fangzhi@example.tw>'

t.test('a message arrives as it was written, at one address', async (t) => {
  const { url, received } = await mailServer(t)
  const text = '您好：\n.\n..兩個點\nhttps://fangzhi.example/recover#abc\nRCPT TO:<evil@example.tw>'
  await smtp({ url, from })({ to: 'amei@example.tw', subject: '重設密碼', text })
  t.equal(received.length, 1)
  t.match(received[0]!.from, /fangzhi@example\.tw/)
  t.match(received[0]!.to, [/^<amei@example\.tw>/])
  t.equal(bodyOf(received[0]!.data).replaceAll('\r\n', '\n').trimEnd(), text)
})

t.test('nothing in it writes a line of the head, or adds somebody who gets it', async (t) => {
  const { url, received } = await mailServer(t)
  const send = smtp({ url, from })
  for (const subject of ['一\r\nBcc: evil@example.tw', '一\nBcc: evil@example.tw', '一\rBcc: evil@example.tw']) {
    await t.rejects(send({ to: 'amei@example.tw', subject, text: '' }), { code: 'BAD_USER_INPUT', details: { field: 'subject' } })
  }
  for (const to of ['amei@example.tw\r\nBcc: evil@example.tw', 'amei@example.tw, evil@example.tw', 'a <amei@example.tw>', 'amei@example.tw;evil@example.tw']) {
    await t.rejects(send({ to, subject: '一', text: '' }), { code: 'BAD_USER_INPUT', details: { field: 'to' } })
  }
  t.equal(received.length, 0)
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }).filter((subject) => !/\p{Cc}/u.test(subject)), fc.string({ unit: 'binary', maxLength: 200 }), async (subject, text) => {
    await send({ to: 'amei@example.tw', subject, text })
    const { to, data } = received.at(-1)!
    const names = head(data).split('\r\n').filter((line) => !/^\s/.test(line)).map((line) => line.split(':')[0]!.toLowerCase())
    const allowed = ['from', 'to', 'subject', 'auto-submitted', 'message-id', 'content-transfer-encoding', 'date', 'mime-version', 'content-type']
    return to.length === 1 && new Set(names).size === names.length && names.every((name) => allowed.includes(name))
  }), { numRuns: 40 })
})

t.test('it goes by the queue: again when the server says to come back, not when it refuses, nor when it is too late', async (t) => {
  const { url, received } = await mailServer(t, ['451 come back', '250 ok', '550 nobody here'])
  const jobs = await openSqliteJobs({ path: join(await folder(t), 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  const mail = mailByQueue(jobs)
  await t.rejects(mail({ to: 'a@example.tw', subject: '一\n二', text: '' }), { code: 'BAD_USER_INPUT' })
  const codes: unknown[] = []
  // one that is away says itself when to ask again: here the clock of the queue goes faster
  const impatient = { ...jobs, fail: (...[lease, error, retryAfter]: Parameters<typeof jobs.fail>) => jobs.fail(lease, error, retryAfter === Infinity ? Infinity : 0) }
  const worker = work(impatient, { [MAIL]: mailer(smtp({ url, from })) }, { poll: 20, onFailure: (error) => { codes.push((error as { code?: string }).code) } })
  t.teardown(() => worker.stop())
  const until = async (done: () => Promise<boolean>): Promise<void> => { while (!(await done())) await wait(20) }
  await mail({ to: 'amei@example.tw', subject: '一', text: '第一封', until: Date.now() + 60_000 })
  await until(async () => received.length === 1)
  await until(async () => (await jobs.list()).length === 0)
  await mail({ to: 'bao@example.tw', subject: '二', text: '第二封' })
  await until(async () => (await jobs.list()).some(({ state }) => state === 'given-up'))
  await mail({ to: 'chen@example.tw', subject: '三', text: '第三封', until: Date.now() - 1 })
  await until(async () => (await jobs.list()).length === 1)
  t.equal(received.length, 1)
  t.same(codes, ['UNAVAILABLE', 'BAD_USER_INPUT'])
})
