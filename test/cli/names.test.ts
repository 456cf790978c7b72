import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'

t.test('the terminal lists what a name may mean, and what may be one', async (t) => {
  const data = join(await folder(t), 'data')
  await mkdir(data)
  const store = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary })
  const scribe = new Scribe(store)
  for (const name of ['許曼真', '許嫚真']) scribe.entity('Person', name)
  scribe.entity('Organization', '臺北市立美術館')
  await scribe.commit()
  await store.close()
  const fangzhi = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)(join(new URL('../../', import.meta.url).pathname, 'bin/fangzhi'), words, { env: { ...process.env, DATA_DIR: data, NEO4J_URI: '', NO_COLOR: '1' } })).stdout
  t.match(await fangzhi('resolve', '北美館'), /臺北市立美術館.*簡稱/)
  t.match(await fangzhi('duplicates'), /許曼真／許嫚真[\s\S]*＋ 只差一個形近字[\s\S]*－ 字不同/)
  t.match(JSON.parse(await fangzhi('duplicates', '--json')), { items: [{ reason: 'similar' }], hasNextPage: false })
  t.match(await fangzhi('duplicates', '--kind', 'Organization'), /沒有可能重複的/)
  await t.rejects(fangzhi('duplicates', '--kind', 'Dance'), { code: 2 })
})
