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
