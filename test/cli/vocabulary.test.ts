import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Parser } from 'n3'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { newId } from '../../src/model/ids.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands, type Ran } from './terminal.ts'

const told = (ran: Ran): any => JSON.parse(ran.out)

t.test('relation types and fields are added, changed, retired and looked up from the terminal', async (t) => {
  const data = await folder(t)
  const fangzhi = commands(data)
  const accounts = await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
  t.teardown(() => accounts.close())
  for (const [login, role] of [['amei', 'librarian'], ['bao', 'reader']] as const) await accounts.createAccount({ id: newId(), login, name: `${login}的名字`, role, createdAt: 1 })
  const word = ['vocabulary', 'add', 'NEIGHBOURS', '--forward', '相鄰', '--forward-english', 'is next to', '--from', 'Place', '--to', 'Place', '--symmetric']
  t.match(await fangzhi(...word), { status: 2, err: /--reason/ })
  t.match(await fangzhi(...word, '--reason', '寫里界', '--as', 'bao'), { status: 1, err: /不能/ })
  t.match(await fangzhi(...word, '--reason', '寫里界', '--as', 'amei'), { status: 0, out: /新增了：.*相鄰.*NEIGHBOURS〔新增〕[^]*不分方向/ })
  t.match(await fangzhi('vocabulary', 'add', 'houseNumber', '--name', '門牌', '--english', 'House number', '--kinds', 'Place,Organization', '--value', 'text', '--forward', 'x', '--reason', '地址'), { status: 2, err: /--forward/ })
  t.match(await fangzhi('vocabulary', 'add', 'houseNumber', '--name', '門牌', '--english', 'House number', '--kinds', 'Place,Organization', '--value', 'text', '--reason', '地址'), { status: 0 })
  t.match(told(await fangzhi('vocabulary', 'list', '--changed', '--json')), [{ code: 'NEIGHBOURS', symmetric: true }, { code: 'houseNumber', kinds: ['Place', 'Organization'] }])
  t.match((await fangzhi('vocabulary', 'list', '--relations')).out, /SUPERVISES[^]*NEIGHBOURS/)
  t.match(await fangzhi('vocabulary', 'change', 'NEIGHBOURS', '--forward', '毗鄰', '--note', '共有一段里界', '--reason', '用里長的說法', '--as', 'amei'), { out: /改了/ })
  t.match(told(await fangzhi('vocabulary', 'show', 'NEIGHBOURS', '--json')), { forward: { 'zh-Hant': '毗鄰', en: 'is next to' }, backward: { 'zh-Hant': '毗鄰' }, note: '共有一段里界' })
  const [csv, yaml] = [join(data, '里.csv'), join(data, '里.yaml')]
  await writeFile(csv, '編號,里,鄰里,門牌\n1,北里,南里,7\n')
  await writeFile(yaml, `dataset: {key: neighbours, title: 里界, publisher: 里, licence: 無, edition: '2026'}
table: {file: 里.csv}
entities:
  one: {kind: Place, name: {column: 里}, key: [編號], fields: {houseNumber: 門牌}}
  other: {kind: Place, name: {column: 鄰里}, key: [鄰里]}
relations:
  - {type: NEIGHBOURS, from: one, to: other}
`)
  t.match(await fangzhi('import', csv, '--mapping', yaml), { status: 0 }, 'mappings follow')
  t.match((await fangzhi('show', '北里')).out, /門牌：7[^]*毗鄰/, 'and pages')
  t.match(await fangzhi('vocabulary', 'change', 'NEIGHBOURS', '--from', 'Organization', '--to', 'Organization', '--reason', '改成單位'), { status: 2, err: /Place/ })
  t.match(await fangzhi('vocabulary', 'retire', 'NEIGHBOURS', '--reason', '不用了'), { out: /停用了/ })
  t.match((await fangzhi('vocabulary', 'show', 'NEIGHBOURS')).out, /停用/)
  t.match(await fangzhi('import', csv, '--mapping', yaml), { status: 2, err: /retired/ })
  t.match(await fangzhi('vocabulary', 'retire', 'FUNDS', '--reason', '不用了'), { status: 2, err: /自帶/ })
  t.match((await fangzhi('vocabulary', 'history', 'NEIGHBOURS')).out, /命令列：不用了[^]*amei的名字：用里長的說法[^]*相鄰.*毗鄰[^]*寫里界/)
  t.match((await fangzhi('vocabulary', 'history', 'FUNDS')).out, /系統自帶/)
  t.match(await fangzhi('vocabulary', 'reinstate', 'NEIGHBOURS', '--reason', '又要用'), { out: /恢復了/ })
  t.match(await fangzhi('vocabulary', 'show', 'NONE'), { status: 1 })
})

t.test('the tree of concepts, what is wrong with it, and SKOS', async (t) => {
  const data = await folder(t)
  const store = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  const scribe = new Scribe(store)
  const [learning, older] = [scribe.entity('Concept', '終身學習'), scribe.entity('Concept', '樂齡學習')]
  scribe.relate('NARROWER', learning, older)
  await scribe.commit()
  const fangzhi = commands(data)
  t.match((await fangzhi('vocabulary', 'tree')).out, /共 1 個[^]*終身學習 {2}下位 1/)
  t.match(told(await fangzhi('vocabulary', 'tree', '--of', '終身學習', '--json')), { total: 1, items: [{ concept: { id: older, name: '樂齡學習' } }] })
  t.match((await fangzhi('vocabulary', 'check')).out, /沒有問題/)
  scribe.relate('NARROWER', older, learning)
  await scribe.commit()
  await store.close()
  t.match((await fangzhi('vocabulary', 'check')).out, /繞成一圈：終身學習 › 樂齡學習 › 終身學習/)
  const path = join(data, 'words.ttl')
  t.match(await fangzhi('vocabulary', 'export', '--out', path), { status: 0 })
  t.ok(new Parser().parse(await readFile(path, 'utf8')).some(({ subject, object }) => subject.value === `urn:uuid:${older}` && object.value === '樂齡學習'))
  t.match(await fangzhi('vocabulary', 'export', '--format', 'xml'), { status: 2 })
})
