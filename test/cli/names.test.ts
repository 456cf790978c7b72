import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands } from './terminal.ts'

t.test('the terminal lists what a name may mean, and what may be one', async (t) => {
  const data = join(await folder(t), 'data')
  await mkdir(data)
  const store = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary })
  const scribe = new Scribe(store)
  for (const name of ['許曼真', '許嫚真']) scribe.entity('Person', name)
  scribe.entity('Organization', '臺北市立美術館')
  for (const name of ['城北誌', '城南誌', '城西誌']) scribe.entity('Work', name, { identifiers: [{ scheme: 'ISBN', value: '9789570000001' }] })
  await scribe.commit()
  await store.close()
  const fangzhi = commands(data)
  t.match(await fangzhi('resolve', '北美館'), { status: 0, out: /臺北市立美術館.*簡稱/ })
  t.match(await fangzhi('duplicates'), { status: 0, out: /許曼真／許嫚真[\s\S]*＋ 只差一個形近字[\s\S]*－ 字不同/ })
  t.match(JSON.parse((await fangzhi('duplicates', '--json')).out), { items: [{ reason: 'similar' }], hasNextPage: false })
  t.match(await fangzhi('duplicates', '--kind', 'Organization'), { status: 0, out: /沒有可能重複的/ })
  t.match(await fangzhi('duplicates', '--kind', 'Dance'), { status: 2 })
  t.match(await fangzhi('duplicates', '--identifiers'), { status: 0, out: /^ISBN 9789570000001\n[\s\S]*城北誌[\s\S]*城南誌[\s\S]*城西誌/ })
  t.match(JSON.parse((await fangzhi('duplicates', '--identifiers', '--json')).out), { items: [{ scheme: 'ISBN', entities: [{ name: '城北誌' }, {}, {}] }], hasNextPage: false })
})
