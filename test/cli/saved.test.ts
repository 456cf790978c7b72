import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { folder } from '../fixture.ts'
import { commands } from './terminal.ts'

const MAPPING = `dataset: {key: test-register, title: 測試名冊, publisher: 某局, licence: CC0}
table: {file: register.csv}
entities:
  department: {kind: Organization, name: 主管}
  body: {kind: Organization, name: 名稱}
relations:
  - {type: REGISTERED_WITH, from: body, to: department}
`

t.test('answers are taken away in files; a question is saved, asked again, and told apart', async (t) => {
  const dir = await folder(t)
  const fangzhi = commands(join(dir, 'data'))
  const [table, mapping] = [join(dir, 'register.csv'), join(dir, 'register.yaml')]
  await writeFile(mapping, MAPPING)
  await writeFile(table, '名稱,主管\n甲協會,社會局\n甲協會,文化局\n')
  t.equal((await fangzhi('import', table, '--mapping', mapping)).status, 0)

  const md = await fangzhi('connect', '社會局', '文化局', '--format', 'md')
  t.match(md.out, /^# 哪些組織連結「社會局」與「文化局」？/)
  const file = join(dir, '答案.csv')
  t.match(await fangzhi('connect', '社會局', '文化局', '--output', file), { status: 0, err: /sha256 [0-9a-f]{64}/ })
  t.match(await readFile(file, 'utf8'), /^\uFEFFrow,entity,[\s\S]*甲協會/)
  t.match(await fangzhi('paths', '社會局', '文化局', '--format', 'ris'), { status: 0, out: /^TY {2}- DATA/ })
  t.match(await fangzhi('connect', '社會局', '文化局', '--format', 'xls'), { status: 2, err: /--format is one of json, csv/ })

  t.match(await fangzhi('saved', 'list'), { status: 0, out: /還沒有/ })
  t.equal((await fangzhi('saved', 'add', '兩局之間', 'connectors?a=社會局&b=文化局')).status, 0)
  t.match(await fangzhi('saved', 'add', '兩局之間', 'connectors?a=社會局&b=文化局'), { status: 2, err: /已經有/ })
  t.match(await fangzhi('saved', 'list'), { out: /兩局之間 {2}connectors\?a=[0-9a-f-]{36}&b=/ })
  t.match(await fangzhi('saved', 'run', '兩局之間'), { status: 0, out: /第一次問[\s\S]*甲協會/ })
  t.match(await fangzhi('saved', 'run', '兩局之間'), { status: 0, out: /一樣/ })
  await writeFile(table, '名稱,主管\n甲協會,社會局\n甲協會,文化局\n乙協會,社會局\n乙協會,文化局\n')
  t.equal((await fangzhi('import', table, '--mapping', mapping)).status, 0)
  t.match(await fangzhi('saved', 'run', '兩局之間'), { status: 0, out: /多了 1 列，少了 0 列，變了 0 列[\s\S]*＋ 乙協會/ })
  t.equal((await fangzhi('saved', 'remove', '兩局之間')).status, 0)
  t.match(await fangzhi('saved', 'run', '兩局之間'), { status: 1 })
  t.match(await fangzhi('saved', 'dance'), { status: 2, err: /用法/ })
})
