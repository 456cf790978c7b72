import { readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import { EVERYONE, WHOLE } from '../../../src/model/audience.ts'
import type { Operation } from '../../../src/model/changeset.ts'
import { newId } from '../../../src/model/ids.ts'
import { folder, vocabulary } from '../../fixture.ts'
import { community } from '../../conformance/world.ts'
import { told, READERS } from '../../conformance/same.ts'
import { changesetOf, MIXED, moves, random, vocabulary as generated } from '../../generate/index.ts'
import { Oracle } from '../../oracle/index.ts'

const open = (path: string): ReturnType<typeof openSqlite> => openSqlite({ path, vocabulary, walkers: 1 })

t.test('an archive of a newer version is refused, and says so', async (t) => {
  const path = join(await folder(t), 'archive.sqlite')
  await (await open(path)).close()
  const file = new DatabaseSync(path)
  file.exec('PRAGMA user_version = 99')
  file.close()
  await t.rejects(open(path), { code: 'UNAVAILABLE', message: /newer version of fangzhi \(its form is 99/ })
})

t.test('another program’s file is refused and left as it is', async (t) => {
  const at = await folder(t)
  const [database, text] = [join(at, 'other.sqlite'), join(at, 'letter.txt')]
  const file = new DatabaseSync(database)
  file.exec('CREATE TABLE mine (x)')
  file.close()
  await writeFile(text, '不是資料庫'.repeat(500))
  const before = [await readFile(database), await readFile(text)]
  await t.rejects(open(database), { code: 'UNAVAILABLE', message: /another program/ })
  await t.rejects(open(text), { code: 'UNAVAILABLE', message: /another kind/ })
  t.same([await readFile(database), await readFile(text)], before)
  await t.rejects(open(join(at, 'no', 'such', 'folder')), { code: 'UNAVAILABLE' })
})

t.test('several may open a new file at the same time', async (t) => {
  const path = join(await folder(t), 'archive.sqlite')
  const stores = await Promise.all([open(path), open(path), open(path)])
  for (const store of stores) t.equal(await store.sequence(), 0)
  for (const store of stores) await store.close()
})

t.test('after it is closed, a store says that it is unavailable; closing twice does no harm', async (t) => {
  const store = await open(join(await folder(t), 'archive.sqlite'))
  await store.close()
  await store.close()
  await t.rejects(store.sequence(), { code: 'UNAVAILABLE' })
  await t.rejects(store.health(), { code: 'UNAVAILABLE' })
})

t.test('what was redacted is not in the file, nor in its journal', async (t) => {
  const path = join(await folder(t), 'archive.sqlite')
  const store = await open(path)
  t.teardown(() => store.close())
  const id = newId()
  const secret = 'zanzibarquux'
  const put = (text: string, base: number | null): Operation => ({ op: 'put', base, record: { id, type: 'entity', kind: 'Person', state: 'published', audience: EVERYONE, names: [{ text }], fields: { note: `${secret} `.repeat(900) }, identifiers: [{ scheme: 'x', value: secret }] } })
  await store.commit({ id: newId(), actor: 't', reason: 't', origin: 'cli', operations: [put(secret, null), put(`又${secret}`, 1)] })
  const bytes = async (): Promise<string> => [path, `${path}-wal`].filter((file) => existsSync(file)).map((file) => readFile(file, 'latin1')).reduce(async (all, file) => (await all) + (await file), Promise.resolve(''))
  t.ok((await bytes()).includes(secret))
  await store.commit({ id: newId(), actor: 't', reason: 't', origin: 'cli', operations: [{ op: 'redact', id, reason: '本人要求' }] })
  t.notOk((await bytes()).includes(secret))
  t.match((await store.heads([id], WHOLE)).get(id), { record: null })
})

t.test('an archive of an older form is brought to the newest, with all that is in it', async (t) => {
  const path = join(await folder(t), 'archive.sqlite')
  const file = new DatabaseSync(path)
  file.exec(await readFile(new URL('../../../src/graph/sqlite/migrations/0001-archive.sql', import.meta.url), 'utf8'))
  file.exec(`PRAGMA application_id = ${0x66616e67}; PRAGMA user_version = 1;
    INSERT INTO clearance VALUES (1, '{"all":["all:everyone"],"any":[]}');
    INSERT INTO changeset (sequence, id, at, actor, reason, origin, first_operation, operations) VALUES (1, '01900000-0000-7000-8000-000000000001', 1, 'a', 'r', 'cli', 1, 1);
    INSERT INTO operation (key, op, record, version, state, audience, id) VALUES (1, 0, 0, 1, 3, 1, '01900000-0000-7000-8000-000000000002');
    INSERT INTO payload VALUES (1, '{"kind":"Work","names":[{"text":"舊書","language":"zh-Hant","sort":"official"}],"identifiers":[],"fields":{}}');
    INSERT INTO entity VALUES (0, 1, 3, 1, 1, NULL, 6, 0, 1, 1, 1, '01900000-0000-7000-8000-000000000002', '舊書', NULL);
    INSERT INTO name VALUES ('旧书', 0); INSERT INTO tally VALUES (0, 6, 1, 1)`)
  file.close()
  const store = await open(path)
  t.teardown(() => store.close())
  t.match((await store.heads(['01900000-0000-7000-8000-000000000002'], WHOLE)).get('01900000-0000-7000-8000-000000000002'), { record: { names: [{ text: '舊書' }] } })
  t.same(await store.contents('01900000-0000-7000-8000-000000000002', WHOLE), { items: [], hasNextPage: false })
  const id = newId()
  await store.commit({ id: newId(), actor: 't', reason: 't', origin: 'cli', operations: [{ op: 'put', base: null, record: { id, type: 'content', entity: '01900000-0000-7000-8000-000000000002', order: 0, state: 'published', audience: EVERYONE, passages: [{ text: '文', offset: [0, 1] }] } }] })
  t.match((await store.contents('01900000-0000-7000-8000-000000000002', WHOLE)).items, [{ id, entity: { name: '舊書' } }])
  const owner = community('社')
  await store.commit({ id: newId(), actor: 't', reason: 't', origin: 'cli', operations: [{ op: 'put', base: null, record: owner }] })
  t.match((await store.scan('community', WHOLE)).items, [{ id: owner.id, version: 1 }])
})

t.test('an archive of the form before ids were kept in bytes answers as it did', async (t) => {
  const at = await folder(t)
  const [now, before] = [join(at, 'now.sqlite'), join(at, 'before.sqlite')]
  const oracle = new Oracle(generated)
  const store = await openSqlite({ path: now, vocabulary: generated, walkers: 1 })
  // it had no records that stand alone, and nobody could submit anything then
  for (const move of moves(random(21), 90).filter(({ what }) => what !== 'found' && what !== 'note')) {
    const changeset = changesetOf(move, oracle.archive, { ...MIXED, signed: 0 })
    if (changeset !== undefined) await Promise.allSettled([oracle.commit(changeset), store.commit(changeset)])
  }
  const said = await Promise.all(READERS.map((viewer) => told(store, oracle, viewer)))
  await store.close()
  const file = new DatabaseSync(before)
  for (const step of ['0001-archive', '0002-contents']) file.exec(await readFile(new URL(`../../../src/graph/sqlite/migrations/${step}.sql`, import.meta.url), 'utf8'))
  file.exec(`PRAGMA application_id = ${0x66616e67}; PRAGMA user_version = 2; ATTACH '${now}' AS now`)
  const names = (sql: string): string[] => (file.prepare(sql).all() as { name: string }[]).map(({ name }) => name)
  for (const table of names("SELECT name FROM main.sqlite_schema WHERE type = 'table'")) {
    const columns = names(`SELECT name FROM pragma_table_info('${table}', 'main')`).join(', ')
    file.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM now.${table}`)
  }
  file.close()
  const after = await openSqlite({ path: before, vocabulary: generated, walkers: 1 })
  t.teardown(() => after.close())
  t.ok(oracle.archive.heads.size > 40)
  t.same(await Promise.all(READERS.map((viewer) => told(after, oracle, viewer))), said)
  const { records, differences } = await after.reproject({ check: true })
  t.same(differences, [])
  t.equal(records, oracle.archive.heads.size)
})

t.test('an archive of the form before there was a queue finds what waits in it', async (t) => {
  const path = join(await folder(t), 'archive.sqlite')
  const oracle = new Oracle(generated)
  const store = await openSqlite({ path, vocabulary: generated, walkers: 1 })
  for (const move of moves(random(5), 200)) {
    const changeset = changesetOf(move, oracle.archive)
    if (changeset !== undefined) await Promise.allSettled([oracle.commit(changeset), store.commit(changeset)])
  }
  await store.close()
  const file = new DatabaseSync(path)
  t.ok((file.prepare('SELECT count(*) AS count FROM waiting').get() as { count: number }).count > 20)
  const led = (): unknown[] => file.prepare('SELECT item, led FROM waiting WHERE led IS NOT NULL ORDER BY item').all()
  const wrong = (): unknown[] => file.prepare(`SELECT * FROM waiting AS w WHERE led IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM relation AS n WHERE n.key = w.leader AND n.state = w.state AND n.reading = w.led AND w.item / 4 IN (n.from_recorded, n.to_recorded))`).all()
  const before = led()
  t.ok(before.length > 0)
  t.same(wrong(), [], 'it says of nothing that it is led to which is not')
  file.exec('DROP TABLE waiting; PRAGMA user_version = 6')
  file.close()
  const after = await openSqlite({ path, vocabulary: generated, walkers: 1 })
  t.teardown(() => after.close())
  t.same((await after.reproject({ check: true })).differences, [])
  const upgraded = new DatabaseSync(path, { readOnly: true })
  const now = new Set(upgraded.prepare('SELECT item FROM waiting WHERE led IS NOT NULL').all().map((row) => row['item']))
  upgraded.close()
  t.same(before.filter((row) => !now.has((row as { item: number }).item)), [], 'what was led to is so still')
  for (const viewer of READERS) t.same((await after.waiting({}, viewer, { first: 1_000 })).items, (await oracle.waiting({}, viewer, { first: 1_000 })).items)
})
