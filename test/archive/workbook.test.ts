import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { folder } from '../fixture.ts'
import { COLUMNS, desk } from './desk.ts'
import { everything } from './partition.ts'
import { workbook, type Cell } from './sheets.ts'

const sheet = (...rows: readonly Readonly<Record<string, Cell>>[]): Cell[][] => [['某市團體名冊'], COLUMNS, [], ...rows.map((row) => COLUMNS.map((column) => row[column]))]

t.test('a workbook is imported like any table, cited by its own rows, and again changes nothing', async (t) => {
  const d = await desk(t)
  const file = join(await folder(t), '名冊.xlsx')
  await writeFile(file, workbook({ 名冊: sheet({ 編號: 1, 名稱: '甲山協會', 成立: { day: 32116 }, 登記: '101/04/01' }, { 編號: 2, 名稱: '乙水協會', 登記: '102/04/01' }) }))
  const report = await d.run([], { file })
  t.match(report, { rows: { read: 2 }, entities: { new: 3 }, relations: { new: 2 } })
  t.equal(report.warnings.count, 0)
  const bodies = (await everything(d.graph, 'entity')).flatMap(({ record }) => (record?.type === 'entity' && record.names[0]?.text === '甲山協會' ? [record] : []))
  t.match(bodies, [{ fields: { foundedOn: '1987-12-05' } }])
  t.match((await d.graph.relations(bodies[0]!.id, {}, PUBLIC)).items, [{ evidence: [{ locator: { row: 4 } }] }])
  t.match(await d.run([], { file }), { parts: 0, entities: { new: 0, changed: 0 }, relations: { new: 0, changed: 0 } })
  await writeFile(file, workbook({ 名冊: sheet({ 編號: 1, 名稱: '甲山學會', 成立: { day: 32116 }, 登記: '101/04/01' }, { 編號: 2, 名稱: '乙水協會', 登記: '102/04/01' }) }))
  t.match(await d.run([], { file }), { entities: { new: 0, changed: 1 } }, 'the next edition changes what it changes')
})

t.test('a table in Big5 warns of the characters it could not decode', async (t) => {
  const d = await desk(t)
  const file = join(await folder(t), '名冊.csv')
  const codes = new Map<string, number[]>()
  const decoder = new TextDecoder('big5')
  for (let lead = 0xa1; lead <= 0xf9; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
  const big5 = (text: string): number[] => [...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : codes.get(char)!))
  const line = (...cells: readonly number[][]): number[] => [...cells.flatMap((cell, i) => (i === 0 ? cell : [0x2c, ...cell])), 0x0a]
  await writeFile(file, Buffer.from([...line(...COLUMNS.map(big5)), ...line(big5('1'), [...big5('甲山協會'), 0xff], ...Array.from({ length: 7 }, (): number[] => [])), ...line(big5('2'), big5('乙水協會'), ...Array.from({ length: 7 }, (): number[] => []))]))
  const report = await d.run([], { file })
  t.match(report, { rows: { read: 2 }, entities: { new: 3 } })
  t.match(report.warnings.list, [{ row: 1, reason: /當作 big5 讀/ }, { row: 2, reason: /1 個字無法解讀/ }])
  t.equal((await d.run([], { file })).parts, 0)
})
