import { join } from 'node:path'
import t from 'tap'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { newId } from '../../src/model/ids.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands } from './terminal.ts'

t.test('merging, parting, telling apart, comparing, going back and undoing from the terminal', async (t) => {
  const data = await folder(t)
  const fangzhi = commands(data)
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  const scribe = new Scribe(graph)
  const [a, b, c] = ['松山文化協進社', '臺北市松山文化協進社', '文化局'].map((name) => scribe.entity('Organization', name))
  scribe.relate('PARTNERS_WITH', a!, c!)
  scribe.relate('PARTNERS_WITH', b!, c!)
  await scribe.commit()
  t.match(await fangzhi('merge', a!, b!, '--dry-run'), { status: 0, out: /「松山文化協進社」併入「臺北市松山文化協進社」[^]*並列的：1/ })
  t.match(await fangzhi('merge', a!, b!), { status: 2, err: /--reason/ })
  t.match(await fangzhi('merge', a!, b!, '--reason', '同一個'), { status: 0, out: /合併好了/ })
  t.match(await fangzhi('show', a!), { out: /臺北市松山文化協進社/ })
  t.match(await fangzhi('history', a!), { out: /併入[^]*命令列：同一個/ })
  t.match(await fangzhi('unmerge', '松山文化協進社', '--dry-run'), { status: 0, out: /分開[^]*關係：1/ })
  t.match(await fangzhi('unmerge', a!, '--reason', '兩個', '--apart'), { status: 0, out: /分開了/ })
  t.match(await fangzhi('unmerge', a!, '--reason', '兩個'), { status: 2 })
  const listed = await fangzhi('distinct', 'list', a!, '--json')
  const [{ id }] = JSON.parse(listed.out).items
  t.match(await fangzhi('distinct', 'list'), { out: /「松山文化協進社」≠「臺北市松山文化協進社」：兩個/ })
  t.match(await fangzhi('merge', a!, b!, '--reason', '同'), { status: 1, err: /不是同一個/ })
  t.match(await fangzhi('distinct', 'undo', id, '--reason', '查錯'), { out: /收回了/ })
  t.match(await fangzhi('distinct', a!, c!, '--reason', '當然'), { out: /記下了/ })
  t.match(await fangzhi('distinct', a!), { status: 2 })

  const head = (await graph.heads([c!], { signedIn: true, protocols: new Set(), whole: true })).get(c!)!
  const edit = newId()
  await graph.commit({ id: edit, actor: '館員', reason: '改址', origin: 'cli', operations: [{ op: 'put', base: 1, record: { ...head.record!, fields: { address: '甲路', website: 'https://a.tw' } } as never }] })
  await graph.commit({ id: newId(), actor: '館員', reason: '再改', origin: 'cli', operations: [{ op: 'put', base: 2, record: { ...head.record!, fields: { address: '乙路', website: 'https://a.tw' } } as never }] })
  const versions = [...(await fangzhi('history', c!)).out.matchAll(/version (\S+?)，/g)].map(([, version]) => version!)
  t.match(await fangzhi('history', c!, '--from', versions[2]!, '--to', versions[0]!), { out: /fields\.address：?.*乙路/ })
  t.match(await fangzhi('revert', edit, '--dry-run'), { out: /試算.*會收回 1 項[^]*「文化局」後來改過.*fields\.address/ })
  t.match(await fangzhi('revert', edit, '--all-or-nothing'), { status: 1, err: /不能撤回/ })
  t.match(await fangzhi('revert', edit), { status: 0, out: /收回了 1 項/ })
  t.match(await fangzhi('revert', edit), { status: 0, out: /收回了 0 項[^]*後來改過/ })
  t.match(await fangzhi('history', c!, '--restore', versions[1]!), { status: 2, err: /--reason/ })
  t.match(await fangzhi('history', c!, '--restore', versions[1]!, '--reason', '改回'), { status: 0, out: /改回/ })
  t.match(await fangzhi('show', c!), { out: /甲路/ })
})
