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
