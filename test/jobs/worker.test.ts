import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { JobStore } from '../../src/jobs/port.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { work } from '../../src/jobs/worker.ts'
import { badInput, unavailable } from '../../src/model/errors.ts'
import { folder } from '../fixture.ts'

async function queue(t: Test): Promise<JobStore> {
  const jobs = await openSqliteJobs({ path: join(await folder(t), 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  return jobs
}

t.test('jobs are done one after the other, those of other kinds are left, and waking does not wait for the next look', async (t) => {
  const jobs = await queue(t)
  await jobs.enqueue({ kind: 'other', key: 'x' })
  const [done, bell]: [string[], EventEmitter] = [[], new EventEmitter()]
  const worker = work(jobs, { index: async ({ key }) => { done.push(key); bell.emit('done') } }, { poll: 3_600_000 })
  await wait(20)
  for (const key of ['a', 'b']) {
    const rung = once(bell, 'done')
    await jobs.enqueue({ kind: 'index', key })
    worker.wake()
    await rung
  }
  await worker.stop()
  t.same(done, ['a', 'b'])
  t.same((await jobs.list()).map(({ kind }) => kind), ['other'])
})

t.test('what fails is tried again: at once what stopping broke off, later what is away, never what is hopeless', async (t) => {
  const jobs = await queue(t)
  const begun = Date.now()
  for (const key of ['wrong', 'away', 'odd']) await jobs.enqueue({ kind: 'w', key })
  const told: unknown[] = []
  const errors: Record<string, Error> = { wrong: badInput('x', '不行'), away: unavailable('the engine', undefined, 30), odd: new Error('怪') }
  const bell = new EventEmitter()
  const worker = work(jobs, {
    w: async ({ key }) => { throw errors[key]! },
    slow: async (_, signal) => { bell.emit('begun'); await once(signal, 'abort'); throw new Error('broken off') },
  }, { poll: 5, onFailure: (error, job) => told.push([job?.key, (error as Error).message]) })
  while (told.length < 3) await wait(5)
  const began = once(bell, 'begun')
  await jobs.enqueue({ kind: 'slow', key: 's' })
  await began
  await worker.stop()
  t.same(told.map((one) => (one as string[])[0]), ['wrong', 'away', 'odd', 's'])
  const left = new Map((await jobs.list()).map((job) => [job.key, job]))
  t.match(left.get('wrong'), { state: 'given-up', error: '不行' })
  t.ok(left.get('away')!.runAt! >= begun + 30_000)
  t.ok(left.get('odd')!.runAt! >= begun + 1_000 && left.get('odd')!.runAt! < begun + 30_000)
  t.match(await jobs.lease(['slow'], 1_000), { key: 's', attempts: 2 })
})

t.test('a long job is held as long as it takes; one that was lost is told so, and is not marked done', async (t) => {
  const jobs = await queue(t)
  await jobs.enqueue({ kind: 'w', key: 'long' })
  const bell = new EventEmitter()
  const lost: true[] = []
  const worker = work(jobs, { w: async (_, signal) => { bell.emit('begun'); await once(signal, 'abort'); lost.push(true) } }, { poll: 5, lease: 300 })
  await once(bell, 'begun')
  await wait(500)
  t.equal(await jobs.lease(['w'], 1_000), undefined, 'renewed')
  const thief = await jobs.lease(['w'], 60_000, Date.now() + 10_000)
  t.match(thief, { key: 'long', attempts: 2 }, 'as when this process had hung')
  while (lost.length === 0) await wait(5)
  await worker.stop()
  t.match(await jobs.list(), [{ key: 'long', state: 'held' }])
  await jobs.complete(thief!)
})

t.test('a queue that is away is looked at again later; the worker lives on', async (t) => {
  const jobs = await queue(t)
  await jobs.close()
  const told: string[] = []
  const worker = work(jobs, { w: async () => {} }, { poll: 5, onFailure: (error) => told.push((error as { code: string }).code) })
  while (told.length === 0) await wait(5)
  await worker.stop()
  t.same(told, ['UNAVAILABLE'])
})
