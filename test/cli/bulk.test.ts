import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { newId } from '../../src/model/ids.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands } from './terminal.ts'

t.test('many at once, sheets and queues from the terminal, as maintenance and as somebody', async (t) => {
  const data = await folder(t)
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  const scribe = new Scribe(graph)
  const [a, b] = [scribe.entity('Organization', '愛鄉協會', { fields: { district: '松山' } }), scribe.entity('Organization', '愛鄉基金會', { fields: { district: '松山' } })]
  const hidden = scribe.entity('Organization', '祕密社', { fields: { district: '松山' }, audience: { mode: 'all', protocols: ['elders'] } })
  const tie = scribe.relate('PARTNERS_WITH', a, b)
  scribe.entity('Organization', '獨會')
  await scribe.commit()
  await graph.close()
  const accounts = await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
  for (const [login, role] of [['amei', 'librarian'], ['bao', 'contributor']] as const) await accounts.createAccount({ id: newId(), login, name: login, role, createdAt: 1 })
  await accounts.close()
  const fangzhi = commands(data)

  const choice = ['--field', 'district=松山']
  t.match(await fangzhi('bulk', ...choice, '--set', 'district=松山區', '--dry-run'), { status: 0, out: /愛鄉協會[^]*"松山" → "松山區"[^]*試算（沒有寫入）：看了 2 筆：改 2/ })
  t.match(await fangzhi('bulk', ...choice, '--set', 'district=松山區', '--as', 'bao', '--reason', '統一'), { status: 0, out: /不能改 2/ })
  const done = JSON.parse((await fangzhi('bulk', ...choice, '--set', 'district=松山區', '--as', 'amei', '--reason', '統一', '--json')).out)
  t.match(done, { changed: 2, refused: 0 })
  t.match((await fangzhi('show', hidden)).status, 1)
  t.match(await fangzhi('bulk', '--search', '愛鄉', '--add-name', '愛鄉', '--reason', '補別名'), { status: 0, out: /改 2/ })
  t.match(await fangzhi('bulk', '--relations', '--types', 'PARTNERS_WITH', '--cite', '測試名冊', '--page', '3', '--reason', '補出處'), { status: 0, out: /改 1/ })
  t.match(await fangzhi('bulk', '--kinds', 'Organization', '--relate', 'PARTNERS_WITH'), { status: 2, err: /另一端/ })
  t.match(await fangzhi('bulk', '--kinds', 'Organization', '--set', 'district'), { status: 2 })
  t.match(await fangzhi('bulk', '--kinds', 'Organization', '--set', 'note=x'), { status: 2, err: /為什麼/ })
  t.match(await fangzhi('revert', done.batch, '--all-or-nothing', '--dry-run'), { status: 0 }, 'names that somebody has added since are another part')

  const file = join(data, 'set.csv')
  t.match(await fangzhi('sheet', 'export', '--field', 'district=松山區', '--out', file), { status: 0, err: /2 筆/ })
  const csv = await readFile(file, 'utf8')
  await writeFile(file, csv.replace('愛鄉協會', '愛鄉文化協會'))
  t.match(await fangzhi('sheet', 'import', file, '--dry-run'), { status: 0, out: /第 \d 列 愛鄉協會[^]*愛鄉文化協會[^]*改 1、本來就是 1/ })
  t.match(await fangzhi('sheet', 'import', file, '--reason', '改名', '--as', 'amei'), { status: 0, out: /fangzhi revert/ })
  await writeFile(file, csv.replace('愛鄉協會', '愛鄉學會'))
  t.match(await fangzhi('sheet', 'import', file, '--reason', '改名'), { status: 0, out: /兩邊都改過的格子有 1 個[^]*愛鄉協會[^]*愛鄉學會[^]*愛鄉文化協會/ })
  const book = join(data, 'set.xlsx')
  t.match(await fangzhi('sheet', 'export', '--field', 'district=松山區', '--out', book), { status: 0, err: /2 筆/ })
  t.match(await fangzhi('sheet', 'import', book, '--dry-run'), { status: 0, out: /改 0、本來就是 2/ })
  t.match(await fangzhi('sheet', 'export', '--kinds', 'Organization', '--format', 'xlsx'), { status: 2, err: /--out/ })
  t.match(await fangzhi('sheet', 'export', '--kinds', 'Organization', '--format', 'ods', '--out', book), { status: 2, err: /csv/ })
  t.match(await fangzhi('sheet', 'import', join(data, 'archive.sqlite'), '--reason', 'x'), { status: 2 })
  t.match(await fangzhi('sheet', 'import', file, '--new', '--reason', 'x'), { status: 2, err: /誰看得到/ })

  t.match(await fangzhi('quality'), { status: 0, out: /undated\s+1[^]*orphaned\s+1/ })
  t.match(await fangzhi('quality', 'orphaned'), { status: 0, out: /獨會/ })
  t.match(JSON.parse((await fangzhi('quality', 'undated', '--json')).out), { items: [{ id: tie }], hasNextPage: false })
  await fangzhi('bulk', '--relations', '--ids', tie, '--start', '2012', '--reason', '補時間')
  const { items } = JSON.parse((await fangzhi('quality', 'unchecked', '--json')).out)
  t.equal(items.length, 2)
  t.match(await fangzhi('quality', 'confirm', ...items.map(({ id }: { id: string }) => id), '--as', 'bao'), { status: 1 })
  t.match(await fangzhi('quality', 'confirm', ...items.map(({ id }: { id: string }) => id), '--as', 'amei'), { status: 0, out: /確認了 2 件/ })
  t.match(await fangzhi('quality', 'unchecked'), { status: 0, out: /沒有了/ })
  t.match(await fangzhi('quality', 'nothing'), { status: 2 })
})
