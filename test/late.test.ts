import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { openedOrLate } from '../src/late.ts'
import { badInput } from '../src/model/errors.ts'
import { PUBLIC } from '../src/model/audience.ts'
import { openSqliteJobs } from '../src/jobs/sqlite/index.ts'
import { openSqliteSearch } from '../src/search/sqlite/index.ts'
import { folder } from './fixture.ts'

t.test('what cannot be opened is unavailable until it can be, and nothing else stops', async (t) => {
  const path = join(await folder(t), 'search.sqlite')
  // no file can be where a folder is
  await mkdir(path)
  const failures: unknown[] = []
  const search = await openedOrLate('the search', () => openSqliteSearch({ path }), (error) => failures.push(error))
  const jobs = await openedOrLate('the queue', () => openSqliteJobs({ path }), (error) => failures.push(error))
  t.teardown(() => Promise.all([search.close(), jobs.close()]))
  t.match(failures, [{ code: 'UNAVAILABLE' }, { code: 'UNAVAILABLE' }])
  await t.rejects(search.search({ text: '甲' }, PUBLIC), { code: 'UNAVAILABLE' })
  await t.rejects(jobs.enqueue({ kind: 'index', key: 'log' }), { code: 'UNAVAILABLE' })
  await rmdir(path)
  for (let i = 0; i < 50 && await search.health().then(() => false, () => true); i++) await wait(100)
  t.match(await search.status(), { sequence: 0 })
})

t.test('a wrong setting is said at once', async (t) => {
  await t.rejects(openedOrLate('the search', async () => { throw badInput('MEILI_URL', 'no address') }, () => t.fail('told as a failure that passes')), { code: 'BAD_USER_INPUT' })
})
