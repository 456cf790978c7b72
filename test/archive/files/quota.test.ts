import { join } from 'node:path'
import t from 'tap'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import { counting, endOfDay } from '../../../src/archive/files/quota.ts'
import { receive } from '../../../src/archive/files/receive.ts'
import { openDirectory } from '../../../src/blobs/directory/index.ts'
import { newId } from '../../../src/model/ids.ts'
import { folder } from '../../fixture.ts'

t.test('a day ends at midnight in Taipei', async (t) => {
  for (const [now, end] of [['2026-11-26T15:59:59.999Z', '2026-11-26T16:00:00.000Z'], ['2026-11-26T16:00:00.000Z', '2026-11-27T16:00:00.000Z'], ['2027-01-01T00:00:00.000Z', '2027-01-01T16:00:00.000Z']] as const) {
    t.equal(new Date(endOfDay(Date.parse(now))).toISOString(), end)
  }
})

t.test('an account sends so much a day, and is told when it may go on; another one, and another day, have their own', async (t) => {
  const at = await folder(t)
  const [accounts, blobs] = [await openSqliteAccounts({ path: join(at, 'accounts.sqlite') }), openDirectory(join(at, 'blobs'))]
  t.teardown(() => accounts.close())
  const [one, other] = await Promise.all(['a1', 'a2'].map(async (login) => (await accounts.createAccount({ id: newId(), login, name: login, role: 'contributor', createdAt: 1 })).id))
  const now = Date.parse('2026-11-26T15:59:00Z')
  const send = async (account: string, bytes: number, at = now): Promise<unknown> =>
    receive(blobs, (async function* pieces() { for (let sent = 0; sent < bytes; sent += 1_000_000) yield Buffer.alloc(Math.min(1_000_000, bytes - sent), 'a') })(), { name: 'a.txt' }, counting({ accounts, most: 20_000_000 }, account, at))
  await send(one!, 12_000_000)
  await send(one!, 5_000_000)
  const kept = async (): Promise<number> => (await Array.fromAsync(blobs.list())).length
  t.equal(await kept(), 2)
  await t.rejects(send(one!, 12_000_000), { code: 'RATE_LIMITED', message: /20 MB.*明天/, details: { retryAfter: 60 } })
  t.equal(await kept(), 2, 'of what is refused nothing is kept')
  t.equal(await accounts.uploaded(one!, endOfDay(now)), 17_000_000)
  await send(other!, 12_500_000)
  await send(one!, 13_000_000, now + 60_000)
  t.equal(await kept(), 4)
})

t.test('what is sent counts, also where it is refused in the end', async (t) => {
  const counted: number[] = []
  await t.rejects(receive(openDirectory(join(await folder(t), 'blobs')), (async function* pieces() { yield Buffer.from('\x7fELF\x02\x01\x01\x00\x00\x00', 'latin1') })(), { name: 'a.exe' }, async (bytes) => void counted.push(bytes)), { code: 'BAD_USER_INPUT' })
  t.strictSame(counted, [10])
})
