import { spawn } from 'node:child_process'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { newId } from '../../src/model/ids.ts'
import { folder } from '../fixture.ts'

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

t.test('nobody else may read the file or its journals, also where it was open to others', async (t) => {
  const path = join(await folder(t), 'accounts.sqlite')
  await writeFile(path, '')
  await chmod(path, 0o644)
  const store = await openSqliteAccounts({ path })
  t.teardown(() => store.close())
  await store.countAttempt('a', 1, 1)
  for (const file of [path, `${path}-wal`, `${path}-shm`]) t.equal(await mode(file), 0o600, file)
})

t.test('what is deleted cannot be read from the file any longer', async (t) => {
  const path = join(await folder(t), 'accounts.sqlite')
  const store = await openSqliteAccounts({ path })
  const id = newId()
  await store.createAccount({ id, login: 'forgettable-login', name: '無名', role: 'reader', createdAt: 1 })
  await store.setPassword(id, '$argon2id$forgettable-hash')
  await store.deleteAccount(id)
  await store.close()
  const bytes = await readFile(path)
  for (const words of ['forgettable-login', 'forgettable-hash', '無名']) t.equal(bytes.includes(words), false, words)
  t.equal(bytes.includes(id), true, 'its id stays, so that it is not given again')
})

t.test('a file of a newer version, no database, and no folder are refused and left alone', async (t) => {
  const path = join(await folder(t), 'accounts.sqlite')
  await (await openSqliteAccounts({ path })).close()
  const file = new DatabaseSync(path)
  file.exec('PRAGMA user_version = 99')
  file.close()
  await t.rejects(openSqliteAccounts({ path }), { code: 'UNAVAILABLE', message: /newer version/ })
  const text = join(await folder(t), 'accounts.sqlite')
  await writeFile(text, '這不是資料庫，只是一些字，夠長的一些字'.repeat(100))
  await t.rejects(openSqliteAccounts({ path: text }), { code: 'UNAVAILABLE' })
  t.match(await readFile(text, 'utf8'), /^這不是資料庫/)
  await t.rejects(openSqliteAccounts({ path: join(path, 'none', 'accounts.sqlite') }), { code: 'UNAVAILABLE' })
})

t.test('of two processes that take the same links, each link is got by one; and no attempt is lost', async (t) => {
  const path = join(await folder(t), 'accounts.sqlite')
  const store = await openSqliteAccounts({ path })
  t.teardown(() => store.close())
  const hashes = Array.from({ length: 60 }, (_, i) => `link ${i}`)
  for (const hash of hashes) await store.createLink({ id: newId(), hash, kind: 'invite', createdAt: 0, expiresAt: 9 })
  // each waits until the other is there, too
  const script = `import { openSqliteAccounts } from ${JSON.stringify(new URL('../../src/accounts/sqlite/index.ts', import.meta.url).href)}
    const store = await openSqliteAccounts({ path: process.argv[1] })
    await store.countAttempt('ready', 1000, 1)
    while ((await store.attempts('ready', 1000, 1)).count < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    const got = []
    for (const hash of ${JSON.stringify(hashes)}) {
      if (await store.useLink(hash, 1) !== undefined) got.push(hash)
      await store.countAttempt('guess', 1000, 1)
    }
    process.stdout.write(JSON.stringify(got))`
  const processes = [1, 2].map(() => spawn(process.execPath, ['--input-type=module', '--eval', script, path], { stdio: ['ignore', 'pipe', 'inherit'] }))
  const got = await Promise.all(processes.map(async (one) => JSON.parse(Buffer.concat(await Array.fromAsync(one.stdout as AsyncIterable<Buffer>)).toString()) as string[]))
  t.strictSame(got.flat().sort(), hashes.toSorted())
  t.equal((await store.attempts('guess', 1_000, 1)).count, 120)
})
