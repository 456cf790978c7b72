import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t, { type Test } from 'tap'
import { pause } from '../../src/jobs/pause.ts'
import type { JobStore, Lease } from '../../src/jobs/port.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { folder } from '../fixture.ts'
import { random } from '../generate/index.ts'

interface Place {
  readonly jobs: JobStore
  /** Another store on the same queue, as another process opens it. */
  readonly second: () => Promise<JobStore>
}

/** What every queue promises, on every backend present. A backend is a line here. */
const PLACES: Record<string, (t: Test) => Promise<Place>> = { sqlite }

async function sqlite(t: Test): Promise<Place> {
  const path = join(await folder(t), 'jobs.sqlite')
  const open = async (): Promise<JobStore> => {
    const jobs = await openSqliteJobs({ path })
    t.teardown(() => jobs.close())
    return jobs
  }
  return { jobs: await open(), second: open }
}

const uri = process.env['NEO4J_URI']
if (uri === undefined) t.comment('Neo4j is left out: NEO4J_URI is not set')
else {
  const { openNeo4jJobs } = await import('../../src/jobs/neo4j/index.ts')
  const { wipe } = await import('../graph/neo4j/wipe.ts')
  const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env
  PLACES['neo4j'] = async (t) => {
    await wipe(uri)
    const open = async (): Promise<JobStore> => {
      const jobs = await openNeo4jJobs({ uri, user, password })
      t.teardown(() => jobs.close())
      return jobs
    }
    return { jobs: await open(), second: open }
  }
}

const MINUTE = 60_000
const states = async (jobs: JobStore, now: number): Promise<string[]> => (await jobs.list({}, now)).map(({ kind, key, state, runAt, attempts }) => `${kind} ${key} ${state} ${runAt ?? 'never'} ${attempts}`)

for (const [name, make] of Object.entries(PLACES)) {
  await t.test(name, async (t) => {
    await t.test('what was asked for is done in the order in which it is due, each kind by who does it', async (t) => {
      const { jobs } = await make(t)
      t.equal(await jobs.lease(['index'], MINUTE, 0), undefined)
      await jobs.enqueue({ kind: 'index', key: 'b', payload: { 卷: [1] }, runAt: 200 }, 0)
      await jobs.enqueue({ kind: 'index', key: 'a', runAt: 100 }, 0)
      await jobs.enqueue({ kind: 'mail', key: 'a', payload: '信' }, 50)
      t.equal(await jobs.lease(['index'], MINUTE, 99), undefined, 'not before it is due')
      t.match(await jobs.lease(['index'], MINUTE, 300), { kind: 'index', key: 'a', payload: null, attempts: 1, until: 300 + MINUTE })
      t.match(await jobs.lease(['index', 'thumbnail'], MINUTE, 300), { key: 'b', payload: { 卷: [1] } })
      t.equal(await jobs.lease(['index'], MINUTE, 300), undefined, 'who holds it, holds it alone')
      t.equal(await jobs.lease([], MINUTE, 300), undefined)
      t.match(await jobs.lease(['index', 'mail'], MINUTE, 300), { kind: 'mail', payload: '信' })
    })

    await t.test('asked for twice before it began, it is one: the newer payload, the earlier time', async (t) => {
      const { jobs } = await make(t)
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 1, runAt: 100 }, 0)
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 2, runAt: 500 }, 0)
      t.same(await states(jobs, 0), ['index a waiting 100 0'])
      const lease = (await jobs.lease(['index'], MINUTE, 100))!
      t.equal(lease.payload, 2)
      await jobs.complete(lease)
      t.same(await jobs.list(), [])
    })

    await t.test('asked for again while it is done, it is done once more, and not at the same time', async (t) => {
      const { jobs } = await make(t)
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 1 }, 0)
      const lease = (await jobs.lease(['index'], MINUTE, 0))!
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 2 }, 10)
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 3, runAt: 70 }, 20)
      t.equal(await jobs.lease(['index'], MINUTE, 80), undefined)
      await jobs.complete(lease, 90)
      const again = (await jobs.lease(['index'], MINUTE, 90))!
      t.match(again, { payload: 3, attempts: 1 })
      await jobs.complete(again, 95)
      t.equal(await jobs.lease(['index'], MINUTE, 1_000), undefined)
    })

    await t.test('a lease that is over is taken by the next; who lost it is told whatever they do', async (t) => {
      const { jobs, second } = await make(t)
      const other = await second()
      await jobs.enqueue({ kind: 'index', key: 'a' }, 0)
      const lost = (await jobs.lease(['index'], 1_000, 0))!
      t.equal(await other.lease(['index'], 1_000, 999), undefined)
      const taken = (await other.lease(['index'], 1_000, 1_000))!
      t.match(taken, { key: 'a', attempts: 2 })
      for (const attempt of [() => jobs.renew(lost, 1_000), () => jobs.complete(lost), () => jobs.fail(lost, 'x')]) await t.rejects(attempt() as Promise<unknown>, { code: 'CONFLICT' })
      const renewed = await other.renew(taken, 5_000, 1_500)
      t.equal(renewed.until, 6_500)
      t.equal(await jobs.lease(['index'], 1_000, 6_000), undefined, 'renewed')
      await other.complete(renewed)
      await t.rejects(other.complete(renewed), { code: 'CONFLICT' }, 'done is done')
    })

    await t.test('what fails waits longer each time, keeps its words, and begins anew when it was given up', async (t) => {
      const { jobs } = await make(t)
      await jobs.enqueue({ kind: 'mail', key: 'a', payload: 1 }, 0)
      let now = 0
      for (const attempt of [1, 2, 3]) {
        const lease = (await jobs.lease(['mail'], MINUTE, now))!
        t.equal(lease.attempts, attempt)
        await jobs.fail(lease, `第${attempt}次沒有成功`, undefined, now)
        t.equal(await jobs.lease(['mail'], MINUTE, now + pause(attempt) - 1), undefined)
        now += pause(attempt)
      }
      await jobs.enqueue({ kind: 'mail', key: 'a', payload: 2, runAt: 0 }, 0)
      t.match(await jobs.list(), [{ payload: 2, runAt: now, attempts: 3, error: '第3次沒有成功' }], 'asking again does not cut the pause short')
      await jobs.fail((await jobs.lease(['mail'], MINUTE, now))!, '查無此人', Infinity, now)
      t.match(await jobs.list(), [{ state: 'given-up', error: '查無此人' }])
      t.notOk('runAt' in (await jobs.list())[0]!)
      t.equal(await jobs.lease(['mail'], MINUTE, now * 1_000), undefined)
      t.same(await jobs.statistics(now), { mail: { waiting: 0, held: 0, givenUp: 1 } })
      await jobs.enqueue({ kind: 'mail', key: 'a', payload: 3, runAt: now + 5 }, now)
      t.match(await jobs.lease(['mail'], MINUTE, now + 5), { payload: 3, attempts: 1 })
    })

    await t.test('failed while it was asked for again: the newer payload, after the pause; given up, it is a new one', async (t) => {
      const { jobs } = await make(t)
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 1 }, 0)
      const lease = (await jobs.lease(['index'], MINUTE, 0))!
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 2 }, 1)
      await jobs.fail(lease, '引擎不在', 500, 10)
      t.match(await jobs.list(), [{ payload: 2, runAt: 510, attempts: 1, state: 'waiting' }])
      const next = (await jobs.lease(['index'], MINUTE, 510))!
      await jobs.enqueue({ kind: 'index', key: 'a', payload: 3, runAt: 600 }, 520)
      await jobs.fail(next, '壞了', Infinity, 530)
      t.match(await jobs.list(), [{ payload: 3, runAt: 600, attempts: 0, state: 'waiting' }])
    })

    await t.test('lists and counts', async (t) => {
      const { jobs } = await make(t)
      for (const [kind, key, runAt] of [['b', 'x', 30], ['a', 'y', 20], ['a', 'z', 40], ['a', 'v', 10]] as const) await jobs.enqueue({ kind, key, runAt }, 0)
      await jobs.lease(['a'], MINUTE, 10)
      t.same(await states(jobs, 15), ['a v held 10 1', 'a y waiting 20 0', 'b x waiting 30 0', 'a z waiting 40 0'])
      t.same((await jobs.list({ kind: 'a', first: 2 })).map(({ key }) => key), ['v', 'y'])
      t.same(await jobs.statistics(15), { a: { waiting: 2, held: 1, givenUp: 0, oldest: 20 }, b: { waiting: 1, held: 0, givenUp: 0, oldest: 30 } })
    })

    await t.test('several at once on one queue: each job is held by one, and every one is done', async (t) => {
      const { jobs, second } = await make(t)
      const workers = [jobs, await second(), await second(), await second()]
      const keys = Array.from({ length: 40 }, (_, i) => `k${i}`)
      await Promise.all(keys.map((key, i) => workers[i % 4]!.enqueue({ kind: 'w', key }, i)))
      const held = new Map<string, number>()
      const done: string[] = []
      let most = 0
      await Promise.all(workers.map(async (worker, i) => {
        const chance = random(i)
        for (let lease: Lease | undefined; (lease = await worker.lease(['w'], MINUTE, 1_000)) !== undefined;) {
          held.set(lease.key, (held.get(lease.key) ?? 0) + 1)
          most = Math.max(most, ...held.values())
          await new Promise((resolve) => setTimeout(resolve, chance.below(5)))
          held.set(lease.key, held.get(lease.key)! - 1)
          if (chance.chance(0.3)) await worker.fail(lease, 'x', 0, 900)
          else {
            await worker.complete(lease)
            done.push(lease.key)
          }
        }
      }))
      t.equal(most, 1)
      t.same(done.sort(), keys.sort(), 'each once')
      t.same(await jobs.list(), [])
    })

    await t.test('asked for by many at once, it is one', async (t) => {
      const { jobs, second } = await make(t)
      const asking = [jobs, await second(), await second()]
      await Promise.all(Array.from({ length: 30 }, (_, i) => asking[i % 3]!.enqueue({ kind: 'index', key: 'a', payload: i }, 0)))
      t.equal((await jobs.list()).length, 1)
      const leases = await Promise.all(Array.from({ length: 6 }, (_, i) => asking[i % 3]!.lease(['index'], MINUTE, 0)))
      t.equal(leases.filter((lease) => lease !== undefined).length, 1)
    })

    await t.test('once closed it is unavailable; closing twice does no harm', async (t) => {
      const { second } = await make(t)
      const jobs = await second()
      await jobs.close()
      await jobs.close()
      await t.rejects(jobs.lease(['x'], 1), { code: 'UNAVAILABLE' })
    })
  })
}

t.test('sqlite: what a process took and died with is taken over, and a file of a newer version is refused', async (t) => {
  const path = join(await folder(t), 'jobs.sqlite')
  const jobs = await openSqliteJobs({ path })
  t.teardown(() => jobs.close())
  await jobs.enqueue({ kind: 'index', key: 'a' }, 0)
  const script = `import { openSqliteJobs } from ${JSON.stringify(new URL('../../src/jobs/sqlite/index.ts', import.meta.url).href)}
    const lease = await (await openSqliteJobs({ path: process.argv[1] })).lease(['index'], 1000, 0)
    process.stdout.write(lease.key, () => process.kill(process.pid, 'SIGKILL'))`
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const told = Array.fromAsync(other.stdout)
  t.same(await once(other, 'close'), [null, 'SIGKILL'])
  t.equal(String((await told)[0]), 'a')
  t.equal(await jobs.lease(['index'], 1_000, 500), undefined)
  t.match(await jobs.lease(['index'], 1_000, 1_000), { key: 'a', attempts: 2 })
  const file = new DatabaseSync(path)
  file.exec('PRAGMA user_version = 99')
  file.close()
  await t.rejects(openSqliteJobs({ path }), { code: 'UNAVAILABLE', message: /newer version/ })
})

t.test('pauses double, up to an hour', async (t) => {
  t.same([1, 2, 3, 4, 11, 12, 13, 500].map(pause), [1_000, 2_000, 4_000, 8_000, 1_024_000, 2_048_000, 3_600_000, 3_600_000])
})
