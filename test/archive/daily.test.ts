import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { scheduleSweep, SWEEP, sweeper } from '../../src/archive/daily.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { work } from '../../src/jobs/worker.ts'
import { newId } from '../../src/model/ids.ts'
import { emptyStore, folder } from '../fixture.ts'

const DAY = 24 * 3_600_000

t.test('once a day what has ended goes, and the next day is in the queue, however often the service starts', async (t) => {
  const [graph, at] = [await emptyStore(t), await folder(t)]
  const jobs = await openSqliteJobs({ path: join(at, 'jobs.sqlite') })
  const accounts = await openSqliteAccounts({ path: join(at, 'accounts.sqlite') })
  t.teardown(async () => {
    await jobs.close()
    await accounts.close()
  })
  const now = Date.now()
  const [account, ended] = [newId(), newId()]
  await accounts.createAccount({ id: account, login: 'amei', name: '林美', role: 'reader', createdAt: now })
  const session = { account, createdAt: 1, usedAt: 1, agent: '' }
  await accounts.createSession({ ...session, id: ended, hash: 'a'.repeat(64), expiresAt: now - 1 })
  await accounts.createSession({ ...session, id: newId(), hash: 'b'.repeat(64), expiresAt: now + DAY })

  await scheduleSweep(jobs, now)
  await scheduleSweep(jobs, now + DAY / 2)
  t.match(await jobs.list(), [{ kind: SWEEP, runAt: now + DAY }], 'a start in between puts nothing off')
  const due = async (): Promise<void> => { await jobs.enqueue({ kind: SWEEP, key: 'daily', runAt: now - 1 }) }
  await due()
  const swept: object[] = []
  let fails = true
  const failing = { sweep: async (at: number) => {
    if (fails) throw new Error('the store is away')
    return accounts.sweep(at)
  } }
  const ports = { graph, blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), accounts: failing, jobs, swept: (done: object) => { swept.push(done) } }
  const told: unknown[] = []
  const once = async (isDone: () => boolean | Promise<boolean>): Promise<void> => {
    const worker = work(jobs, { [SWEEP]: sweeper(ports, () => now) }, { poll: 20, onFailure: (error) => { told.push(error) } })
    while (!(await isDone())) await wait(10)
    await worker.stop()
  }
  await once(() => told.length > 0)
  t.equal(swept.length, 0)
  fails = false
  await due()
  await once(() => swept.length > 0)
  t.match(swept, [{ accounts: 1, blobs: 0, derived: 0 }])
  t.equal((await accounts.sessions(account, 0)).length, 1)
  t.match(await jobs.list(), [{ kind: SWEEP, state: 'waiting', runAt: now + DAY }], 'once more tomorrow')
})
