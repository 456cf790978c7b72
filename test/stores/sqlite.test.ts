import { join } from 'node:path'
import t from 'tap'
import { SqliteFile } from '../../src/stores/sqlite.ts'
import { folder } from '../fixture.ts'

t.test('what is written is on the disk before anybody is told, but for what may be lost', async (t) => {
  const file = new SqliteFile({ path: join(await folder(t), 'small.sqlite'), holds: 'the test', form: 1, schema: 'CREATE TABLE one (n INTEGER NOT NULL)' })
  t.teardown(() => { file.close() })
  /** 2: FULL, waits for the disk at every commit; 1: NORMAL. */
  const synchronous = (): number | undefined => file.row<{ synchronous: number }>('PRAGMA synchronous')?.synchronous
  t.equal(synchronous(), 2)
  const [during, count] = file.lightly(() => file.whole(() => [synchronous(), file.run('INSERT INTO one VALUES (1)')]))
  t.same([during, count, synchronous()], [1, 1, 2])
  t.throws(() => file.lightly(() => file.whole(() => {
    file.run('INSERT INTO one VALUES (2)')
    throw new Error('gone wrong')
  })), /gone wrong/)
  t.equal(synchronous(), 2, 'also after what failed')
  t.same(file.rows<{ n: number }>('SELECT n FROM one').map(({ n }) => n), [1])
})

t.test('what came later is made in a file from before, once, and never in one of a newer version', async (t) => {
  const path = join(await folder(t), 'small.sqlite')
  const form = { path, holds: 'the test', form: 1, schema: 'CREATE TABLE one (n INTEGER NOT NULL)' }
  const added = ['CREATE TABLE IF NOT EXISTS two (n INTEGER NOT NULL)']
  new SqliteFile(form).close()
  for (const n of [1, 2]) {
    const file = new SqliteFile({ ...form, added })
    file.run('INSERT INTO two VALUES (?)', n)
    t.equal(file.rows('SELECT n FROM two').length, n)
    file.close()
  }
  new SqliteFile({ ...form, path: `${path}-newer`, form: 2 }).close()
  t.throws(() => new SqliteFile({ ...form, path: `${path}-newer`, added }), { code: 'UNAVAILABLE' })
  const newer = new SqliteFile({ ...form, path: `${path}-newer`, form: 2 })
  t.teardown(() => { newer.close() })
  t.throws(() => newer.rows('SELECT n FROM two'), /no such table/)
})
