import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { folder } from '../fixture.ts'
import { commands, exported, terminal } from './terminal.ts'

const MAPPING = `dataset: {key: test-register, title: 測試名冊, publisher: 某局, licence: CC0, edition: '2025'}
table: {file: register.csv}
entities:
  department: {kind: Organization, name: 主管}
  body: {kind: Organization, name: {column: 名稱, clean: [spaces]}}
relations:
  - {type: REGISTERED_WITH, from: body, to: department, start: {column: 日期, clean: [date]}}
`

t.test('wrong use exits with 2 and says what is right', async (t) => {
  const data = await folder(t)
  t.match(await terminal(data)(), { status: 2, out: /connect/ })
  t.match(await terminal(data)('dance'), { status: 2, err: /dance/ })
  const fangzhi = commands(data)
  t.match(await fangzhi('constructor'), { status: 2, err: /constructor/ })
  t.match(await fangzhi('connect', '社會局'), { status: 2, err: /用法：fangzhi connect A B/ })
  t.match(await fangzhi('connect', 'a', 'b', '--max-hops', 'many'), { status: 2, err: /--max-hops/ })
  t.match(await fangzhi('import', 'x.csv'), { status: 2, err: /--mapping/ })
  t.match(await fangzhi('connect', 'a', 'b', '--nonsense'), { status: 2, err: /--nonsense/ })
  t.match(await fangzhi('help', 'import'), { status: 0, out: /--dry-run/ })
})

t.test('what fails exits with 1', async (t) => {
  const dir = await folder(t)
  const [fangzhi, byProcess] = [commands(join(dir, 'data')), terminal(join(dir, 'data'))]
  t.match(await fangzhi('backup', join(dir, 'b.jsonl')), { status: 1, err: /no archive in DATA_DIR/ }, 'a mistyped DATA_DIR is not backed up as an empty archive')
  await writeFile(join(dir, 'register.csv'), '名稱,主管,日期\n甲會,某處,\n')
  await writeFile(join(dir, 'm.yaml'), MAPPING)
  t.equal((await byProcess('import', join(dir, 'register.csv'), '-m', join(dir, 'm.yaml'))).status, 0)
  t.equal((await stat(join(dir, 'data/archive.sqlite'))).mode & 0o077, 0, 'nobody else may read the archive')
  t.match(await fangzhi('show', '沒有的會'), { status: 1, err: /找不到/ })
  t.match(await fangzhi('import', 'nowhere.csv', '-m', join(dir, 'm.yaml')), { status: 2, err: /nowhere.csv/ })
  t.match(await commands(join(dir, 'other'))('restore', 'nowhere.jsonl'), { status: 1, err: /nowhere.jsonl/ })
})

t.test('a register goes in, is asked about, backed up, taken back and put back', async (t) => {
  const dir = await folder(t)
  const fangzhi = commands(join(dir, 'data'))
  const [table, mapping] = [join(dir, 'register.csv'), join(dir, 'register.yaml')]
  await writeFile(table, '\uFEFF名稱,主管,日期\n甲協會,社會局,1010401\n甲協會,文化局,\n乙 協 會,社會局,\n')
  await writeFile(mapping, MAPPING)

  t.match(await fangzhi('import', table, '--mapping', mapping, '--dry-run'), { status: 0, out: /沒有寫入/ })
  t.match(await fangzhi('resolve', '甲協會'), { status: 1 }, 'a dry run writes nothing')
  const imported = await fangzhi('import', table, '--mapping', mapping, '--json')
  t.equal(imported.status, 0, imported.err)
  const { batch } = JSON.parse(imported.out)
  t.match(await fangzhi('import', table, '--mapping', mapping), { status: 0, out: /沒有要改的/ }, 'again changes nothing')

  const asked = await fangzhi('connect', '社會局', '文化局')
  t.match(asked.out, /甲協會/)
  t.match(asked.out, /《測試名冊》第 \d+ 列/, 'with the row')
  t.match(asked.out, /有紀錄的連結不等於隸屬或立場。/)
  t.match(JSON.parse((await fangzhi('connect', '社會局', '文化局', '--json')).out), { total: 1, connectors: [{ entity: { name: '甲協會' }, distance: 2 }] })
  t.match(await fangzhi('connect', '社會局', '文化局', '--as-of', '2001'), { out: /沒有找到/ }, 'the registration began in 2012')
  t.match(await fangzhi('paths', '乙協會', '文化局'), { status: 0, out: /甲協會/ })
  t.match(asked.out, /社會局 ─ 甲協會 ─ 臺?北?市?政?府?文化局〔可能同時〕/, 'and whether it was at one time')
  t.match(await fangzhi('connect', '社會局', '文化局', '--without-sources', '測試名冊'), { status: 0, out: /沒有找到/ })
  t.match(await fangzhi('connect', '社會局', '文化局', '--only-sources', '測試名冊', '--include-deprecated'), { status: 0, out: /甲協會[^]*含已不採用/ })
  t.match(await fangzhi('connect', '社會局', '文化局', '--avoid', '甲協會'), { status: 0, out: /沒有找到/ })
  t.match(await fangzhi('paths', '乙協會', '文化局', '--through', '甲協會,社會局'), { status: 0, out: /3 步/ })
  t.match(await fangzhi('paths', '乙協會', '文化局', '--through', '文化局'), { status: 2, err: /through/ })
  t.match(await fangzhi('among', '社會局', '文化局', '乙協會', '--by', 'pairs'), { status: 0, out: /甲\s+乙\s+連結者數\s+最近步數/ })
  t.match(await fangzhi('among', '社會局', '文化局'), { status: 0, out: /連結者共 1 個[^]*甲協會[^]*《測試名冊》第 2 列/ })
  t.match(await fangzhi('show', '乙協會'), { out: /社會局/ }, 'found though it is set wide')
  t.match(await fangzhi('history', '甲協會'), { out: new RegExp(batch) })
  t.match(await fangzhi('doctor'), { status: 0, out: /一切正常/ })

  const backup = join(dir, 'b.jsonl.gz')
  t.equal((await fangzhi('backup', backup)).status, 0)
  t.match(await fangzhi('revert', batch), { status: 0, out: /收回了/ })
  t.match(await fangzhi('resolve', '甲協會'), { status: 1 })
  t.match(await fangzhi('revert', batch), { status: 1 }, 'once is enough')
  const other = commands(join(dir, 'other'))
  t.match(await other('restore', backup), { status: 0, err: /redactions/ })
  t.match(await other('connect', '社會局', '文化局'), { out: /甲協會/ })
  const exported = join(dir, 'e.jsonl')
  t.equal((await other('export', '--out', exported)).status, 0)
  t.match(await readFile(exported, 'utf8'), /"甲協會"/)
})

t.test('what a register holds cannot steer the terminal', async (t) => {
  const dir = await folder(t)
  const fangzhi = commands(join(dir, 'data'))
  await writeFile(join(dir, 'register.csv'), '名稱,主管,日期\n甲\u001b]0;owned\u0007協會\u001b[2J,某處,\n\u202e乙協會,某處,\n')
  await writeFile(join(dir, 'm.yaml'), MAPPING)
  t.equal((await fangzhi('import', join(dir, 'register.csv'), '-m', join(dir, 'm.yaml'))).status, 0)
  for (const words of [['search', '協會'], ['show', '某處'], ['history', '某處']]) {
    const { out, err } = await fangzhi(...words)
    t.match(out, /協會|某處/, words[0]!)
    t.notOk(['\u001b', '\u0007', '\u202e'].some((control) => (out + err).includes(control)), words[0]!)
  }
  const { out } = await fangzhi('search', '乙協會', '--json')
  t.notOk(out.includes('\u202e'))
  t.equal(JSON.parse(out).hits[0].entity.name, '\u202e乙協會', 'programs read what was printed')
})

t.test('what is redacted is in no file any more, and a restore of an older backup redacts it again', async (t) => {
  const dir = await folder(t)
  const fangzhi = commands(join(dir, 'data'))
  await writeFile(join(dir, 'register.csv'), '名稱,主管,日期\n王小明工作室,某處,\n乙會,某處,\n')
  await writeFile(join(dir, 'm.yaml'), MAPPING)
  await fangzhi('import', join(dir, 'register.csv'), '-m', join(dir, 'm.yaml'))
  await fangzhi('backup', join(dir, 'b.jsonl'))
  const { id } = JSON.parse((await fangzhi('show', '王小明工作室', '--json')).out)
  t.match(await fangzhi('search', '小明工作'), { status: 0, out: /王小明工作室/ })
  t.match(await fangzhi('redact', id), { status: 2, err: /--reason/ })
  t.match(await fangzhi('report'), { status: 0, out: /沒有通報/ })
  t.match(await fangzhi('report', 'settle', id, '--note', '看過'), { status: 1 })
  t.match(await fangzhi('redact', id, '--reason', '本人要求'), { status: 0, out: /塗除了 2 筆/, err: /b\.jsonl/ })
  t.match(await fangzhi('show', '王小明工作室'), { status: 1 })
  for (const file of await readdir(join(dir, 'data'))) {
    t.equal((await readFile(join(dir, 'data', file))).includes('王小明'), false, `${file} does not hold it`)
  }
  const other = commands(join(dir, 'other'))
  t.match(await other('restore', join(dir, 'b.jsonl'), '--redactions', join(dir, 'data/redactions')), { status: 0, err: /補行塗除 2 筆/ })
  t.match(await other('show', '王小明工作室'), { status: 1 })
  t.match(await other('show', '乙會'), { status: 0 })
})

t.test('what is imported for a community is not told to everyone', async (t) => {
  const dir = await folder(t)
  const fangzhi = commands(join(dir, 'data'))
  await writeFile(join(dir, 'register.csv'), '名稱,主管,日期\n祕密會,某處,\n')
  await writeFile(join(dir, 'm.yaml'), MAPPING)
  t.match(await fangzhi('import', join(dir, 'register.csv'), '-m', join(dir, 'm.yaml'), '--audience', '耆老'), { status: 2, err: /沒有「耆老」這個守則/ })
  await fangzhi('community', 'found', '北村')
  const { id } = JSON.parse((await fangzhi('protocol', 'make', '耆老', '--community', '北村', '--json')).out)
  for (const mixed of ['everyone|耆老', `${id}|signed-in`]) t.match(await fangzhi('import', join(dir, 'register.csv'), '-m', join(dir, 'm.yaml'), '--audience', mixed), { status: 2, err: /audience/ })
  t.match(await fangzhi('import', join(dir, 'register.csv'), '-m', join(dir, 'm.yaml'), '--audience', '耆老'), { status: 0 })
  t.match(await fangzhi('show', '祕密會'), { status: 1 })
  t.notMatch((await exported(fangzhi)).out, /祕密會/)
})
