import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import { DIGESTS } from '../../../src/archive/watching/digest.ts'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import { openSqliteJobs } from '../../../src/jobs/sqlite/index.ts'
import { newId } from '../../../src/model/ids.ts'
import { body } from '../../conformance/world.ts'
import { folder, vocabulary } from '../../fixture.ts'
import { bodyOf, mailServer } from '../../mail/server.ts'
import { start } from '../../service.ts'

t.test('a service notices what others write, and mails it in the morning', async (t) => {
  const data = await folder(t)
  const { url, received } = await mailServer(t)
  const service = start(data, { SEED: 'none', SMTP_URL: url, MAIL_FROM: '方志 <fangzhi@example.tw>' })
  t.teardown(async () => {
    service.process.kill('SIGTERM')
    await service.exited
  })
  await service.until(/\/graphql/)
  const [accounts, graph, jobs] = [await openSqliteAccounts({ path: join(data, 'accounts.sqlite') }), await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 }), await openSqliteJobs({ path: join(data, 'jobs.sqlite') })]
  t.teardown(async () => { for (const store of [accounts, graph, jobs]) await store.close() })
  const patiently = async (isSo: () => Promise<boolean>): Promise<void> => { for (let i = 0; i < 600 && !(await isSo()); i++) await wait(50) }
  const put = (record: ReturnType<typeof body>, base: number | null, actor = 'test'): Promise<unknown> => graph.commit({ id: newId(), actor, reason: '更正', origin: 'cli', operations: [{ op: 'put', record, base }] })

  const [account, hall] = [newId(), body('鎮公所')]
  await put(hall, null)
  await accounts.createAccount({ id: account, login: 'amei', name: '林美', role: 'reader', mail: 'amei@example.tw', createdAt: 1 })
  await accounts.updateAccount(account, { provedMail: 'amei@example.tw' })
  await accounts.addWatch({ id: newId(), account, kind: 'record', subject: hall.id, createdAt: Date.now() })
  await accounts.setWatcher(account, { digest: 'day' })
  await patiently(async () => (await accounts.heard()) === 1)
  await put({ ...hall, names: [{ text: '區公所' }] }, 1)
  await patiently(async () => (await accounts.noticesAfter(account, 0)).length > 0)
  t.match(await accounts.noticesAfter(account, 0), [{ record: hall.id }])
  await jobs.enqueue({ kind: DIGESTS, key: 'daily', runAt: 1 })
  await patiently(async () => received.length > 0)
  t.equal(received.length, 1)
  t.match(received[0]!.to, ['<amei@example.tw>'])
  t.match(bodyOf(received[0]!.data).replaceAll('\r\n', '\n'), /林美您好[^]*【區公所】\n・\d+月\d+日 資料改了（名稱）：「區公所」（更正）\n　http/)
})
