import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { PUBLIC } from '../../../src/model/audience.ts'
import { openSqliteSearch } from '../../../src/search/sqlite/index.ts'
import { each, entity, names } from '../../conformance/search/documents.ts'

const FEW = [entity(1, '社會局', '福利'), entity(2, '文化局', '藝術')]

async function file(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-search-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'search.sqlite')
}

t.test('the index outlives the process that wrote it', async (t) => {
  const path = await file(t)
  const first = await openSqliteSearch({ path })
  await first.apply({ put: FEW, drop: [] }, 4)
  await first.close()
  const second = await openSqliteSearch({ path })
  t.teardown(() => second.close())
  t.equal((await second.status()).sequence, 4)
  t.same(names(await second.search({ text: '福利' }, PUBLIC)), ['社會局'])
})

t.test('who has the same file open sees what another writes, a rebuild too', async (t) => {
  const path = await file(t)
  const [one, other] = [await openSqliteSearch({ path }), await openSqliteSearch({ path, readers: 2 })]
  t.teardown(() => Promise.all([one.close(), other.close()]))
  t.equal((await other.search({ text: '福利' }, PUBLIC)).total, 0)
  await one.apply({ put: FEW, drop: [] }, 1)
  t.equal((await other.search({ text: '福利' }, PUBLIC)).total, 1)
  await one.rebuild(each([entity(3, '衛生局', '健康')]), 2)
  t.equal((await other.search({ text: '福利' }, PUBLIC)).total, 0)
  t.same(names(await other.search({ text: '健康' }, PUBLIC)), ['衛生局'])
  await other.apply({ put: FEW, drop: [] }, 3)
  t.same(names(await one.search({ text: '藝術' }, PUBLIC)), ['文化局'])
})

t.test('a file that is no index, or one of another version, is made anew: it can be rebuilt', async (t) => {
  const path = await file(t)
  await writeFile(path, 'this is a text and no database'.repeat(100))
  const store = await openSqliteSearch({ path })
  t.equal((await store.status()).sequence, 0)
  await store.apply({ put: FEW, drop: [] }, 3)
  await store.close()
  const db = new DatabaseSync(path)
  db.exec('UPDATE state SET tables = tables + 1')
  db.close()
  const again = await openSqliteSearch({ path })
  t.teardown(() => again.close())
  t.match(await again.status(), { sequence: 0, documents: 0 })
  await again.rebuild(each(FEW), 5)
  t.match(await again.status(), { sequence: 5, documents: 2 })
})

t.test('a place where no file can be is unavailable; so is a closed store', async (t) => {
  const path = await file(t)
  await t.rejects(openSqliteSearch({ path: join(path, 'no', 'such', 'folder') }), { code: 'UNAVAILABLE' })
  const store = await openSqliteSearch({ path })
  await store.close()
  await t.rejects(store.search({ text: '福利' }, PUBLIC), { code: 'UNAVAILABLE' })
  await t.rejects(store.apply({ put: [], drop: [] }, 1), { code: 'UNAVAILABLE' })
})

t.test('an apply that fails leaves nothing behind', async (t) => {
  const path = await file(t)
  const store = await openSqliteSearch({ path })
  t.teardown(() => store.close())
  await store.apply({ put: FEW, drop: [] }, 1)
  const broken = { ...entity(3, '衛生局'), text: undefined as unknown as string }
  await t.rejects(store.apply({ put: [entity(4, '教育局', '福利'), broken], drop: [FEW[0]!.id] }, 2))
  t.match(await store.status(), { sequence: 1, documents: 2 })
  t.same(names(await store.search({ text: '福利' }, PUBLIC)), ['社會局'])
})

/** Overwrites all but the first pages, where SQLite looks first. */
async function damage(path: string): Promise<void> {
  const { size } = await stat(path)
  const handle = await open(path, 'r+')
  await handle.write(Buffer.alloc(size - 8_192, 0xa5), 0, size - 8_192, 8_192)
  await handle.close()
}

const MANY = Array.from({ length: 300 }, (_, i) => entity(i + 10, `第${i}中心`, `健康與福利${i}`))

t.test('an index that is damaged is thrown away, and can be built anew', async (t) => {
  const path = await file(t)
  const first = await openSqliteSearch({ path })
  await first.rebuild(each(MANY), 7, 'seven')
  await first.close()
  const asking: Readonly<Record<string, (store: Awaited<ReturnType<typeof openSqliteSearch>>) => Promise<unknown>>> = {
    search: (store) => store.search({ text: '福利' }, PUBLIC),
    apply: (store) => store.apply({ put: FEW, drop: MANY.map(({ id }) => id) }, 8, { from: 7 }),
    rebuild: (store) => store.rebuild(each(FEW), 7, 'seven'),
  }
  for (const [name, ask] of Object.entries(asking)) {
    await damage(path)
    const store = await openSqliteSearch({ path })
    const failed = await ask(store).then(() => undefined, (error: unknown) => error)
    if (name === 'rebuild') t.equal(failed, undefined, 'a rebuild mends it')
    else {
      t.match(failed, { code: 'UNAVAILABLE' }, name)
      t.match(await store.status(), { sequence: 0, documents: 0 }, name)
    }
    await store.rebuild(each(MANY), 7, 'seven')
    t.equal((await store.search({ text: '福利' }, PUBLIC)).total, MANY.length)
    await store.close()
  }
})

t.test('a file that somebody takes away is not written to any more', async (t) => {
  const path = await file(t)
  const store = await openSqliteSearch({ path })
  t.teardown(() => store.close())
  await store.apply({ put: FEW, drop: [] }, 3)
  t.match(await store.status(), { sequence: 3 })
  for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true })
  t.match(await store.status(), { sequence: 0, documents: 0 })
  await store.apply({ put: FEW, drop: [] }, 4)
  t.match(await store.status(), { sequence: 4, documents: 2 })
})

/** Whether these words stand anywhere in the files, found by a reader or not. */
async function stands(path: string, words: string): Promise<boolean> {
  for (const each of [path, `${path}-wal`]) if (existsSync(each) && (await readFile(each)).includes(words)) return true
  return false
}

t.test('what is redacted stands in no file of the index, whatever was done to it before', async (t) => {
  const secrets = [entity(1, '顴饕會', '齉齾'), entity(2, '圞麤局', '龘靐')]
  const path = await file(t)
  const store = await openSqliteSearch({ path })
  t.teardown(() => store.close())
  await store.rebuild(each([...MANY, secrets[0]!]), 3)
  await store.apply({ put: [secrets[1]!], drop: [] }, 4)
  for (const word of ['顴饕', '齉齾', '圞麤', '龘靐']) t.ok(await stands(path, word), 'there are such words to look for')
  // changed before it was redacted: what it said then goes too
  await store.apply({ put: [entity(2, '某局')], drop: [] }, 5)
  await store.apply({ put: [], drop: [secrets[0]!.id], erase: true }, 6)
  for (const word of ['顴饕', '齉齾', '圞麤', '龘靐']) t.notOk(await stands(path, word), word)
  t.equal((await store.search({ text: '福利' }, PUBLIC)).total, MANY.length)
  await store.apply({ put: secrets, drop: [] }, 7)
  await store.rebuild(each(MANY), 8)
  for (const word of ['顴饕', '齉齾', '圞麤', '龘靐']) t.notOk(await stands(path, word), `${word}, built anew`)
})
