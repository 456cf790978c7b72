import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { importTable } from '../../src/archive/import.ts'
import { readMapping } from '../../src/archive/mapping.ts'
import { emptyStore, folder, vocabulary } from '../fixture.ts'

const mapping = (edition: string): ReturnType<typeof readMapping> => readMapping(`dataset: {key: broken, title: 名冊, publisher: 某局, licence: CC0, edition: '${edition}'}
table: {file: r.csv}
entities:
  department: {kind: Organization, name: 主管}
  body: {kind: Organization, name: 名稱}
relations: [{type: REGISTERED_WITH, from: body, to: department}]
`, vocabulary)

t.test('an edition that could not be read whole ends nothing', async (t) => {
  const graph = await emptyStore(t)
  const file = join(await folder(t), 'r.csv')
  const take = async (text: string, edition: string) => {
    await writeFile(file, text)
    return importTable({ graph, vocabulary }, { file, mapping: mapping(edition), prune: true })
  }
  await take('名稱,主管\n甲會,某處\n乙會,某處\n丙會,某處\n', '2025-01')
  const torn = await take('名稱,主管\n甲會,某處\n"乙會,某處\n丙會,某處\n', '2026-01')
  t.equal(torn.relations.ended, 0)
  t.equal(torn.broken, 3, 'and says from where on')
  const empty = await take('名稱,主管\n', '2026-02')
  t.equal(empty.relations.ended, 0)
  t.ok(empty.warnings.count > 0)
  const whole = await take('名稱,主管\n甲會,某處\n乙會,某處\n', '2026-03')
  t.equal(whole.relations.ended, 1)
})

t.test('text in another encoding is refused, not taken for what it is not', async (t) => {
  const graph = await emptyStore(t)
  const file = join(await folder(t), 'r.csv')
  await writeFile(file, Buffer.concat([Buffer.from('name,unit\n'), Buffer.from([0xa5, 0xd2, 0xb7, 0x7c]), Buffer.from(',x\n')]))
  await t.rejects(importTable({ graph, vocabulary }, { file, mapping: { ...mapping('2025'), table: { encoding: 'utf-8' } } }), { code: 'BAD_USER_INPUT', message: /big5/ })
  t.equal(await graph.sequence(), 0)
})

t.test('the table is never overwritten by what was rejected of it', async (t) => {
  const graph = await emptyStore(t)
  const file = join(await folder(t), 'r.csv')
  await writeFile(file, '名稱,主管\n,某處\n')
  await t.rejects(importTable({ graph, vocabulary }, { file, mapping: mapping('2025'), rejects: file }), { code: 'BAD_USER_INPUT', details: { field: 'rejects' } })
  t.match(await readFile(file, 'utf8'), /^名稱/)
})
