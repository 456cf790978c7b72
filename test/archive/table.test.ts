import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { formatOf, measure, readTable, type Chunk, type TableOptions } from '../../src/archive/table.ts'
import { folder } from '../fixture.ts'
import { workbook } from './sheets.ts'

async function read(t: { teardown(fn: () => unknown): void }, content: string | Uint8Array, options: Partial<TableOptions> = {}): Promise<Chunk[]> {
  const path = join(await folder(t), 'table')
  await writeFile(path, content)
  const chunks: Chunk[] = []
  for await (const chunk of readTable(path, { format: 'csv', ...options })) chunks.push(chunk)
  return chunks
}
const rows = (chunks: readonly Chunk[]): unknown[] => chunks.flatMap((chunk) => chunk.rows.map(({ number, cells }) => [number, { ...cells }]))

t.test('rows are numbered as a spreadsheet shows them', async (t) => {
  t.same(rows(await read(t, '\uFEFF甲, 乙 \r\n1,"x\ny"\r\n\r\n2,z\r\n')), [[2, { 甲: '1', 乙: 'x\ny' }], [4, { 甲: '2', 乙: 'z' }]])
  t.same(rows(await read(t, '甲\n乙\n', { format: 'tsv', columns: ['名'] })), [[1, { 名: '甲' }], [2, { 名: '乙' }]])
  t.same(rows(await read(t, 'a\tb\n"1"\tsay "x"\n', { format: 'tsv' })), [[2, { a: '1', b: 'say "x"' }]])
})

t.test('uneven rows say so', async (t) => {
  const [chunk] = await read(t, 'a,b\n1\n1,2,\n1,2,3\n')
  t.match(chunk!.rows, [{ cells: { a: '1', b: '' }, uneven: { cells: 1, columns: 2, lost: [] } }, { uneven: { cells: 3, lost: [] } }, { uneven: { lost: ['3'] } }])
})

t.test('what cannot be read is told, what came before it is kept', async (t) => {
  const chunks = await read(t, 'a,b\n1,2\n3,"4\n5,6\n')
  t.same(rows(chunks), [[2, { a: '1', b: '2' }]])
  t.match(chunks.flatMap(({ unreadable }) => unreadable), [{ number: 3, reason: /讀不下去/ }])
  await t.rejects(read(t, ''), { code: 'BAD_USER_INPUT' })
  await t.rejects(read(t, 'a,a\n'), { code: 'BAD_USER_INPUT', message: /「a」 twice/ })
  await t.rejects(read(t, 'a\n', { encoding: 'klingon' }), { code: 'BAD_USER_INPUT' })
})

t.test('JSON lines: line numbers, inner objects as dotted columns', async (t) => {
  const chunks = await read(t, '{"a": {"b": 1}, "c": ["x", "y"], "d": null}\n\nnot json\n{"a": true}', { format: 'jsonl' })
  t.same(rows(chunks), [[1, { 'a.b': '1', c: 'x;y' }], [4, { a: 'true' }]])
  t.match(chunks.flatMap(({ unreadable }) => unreadable), [{ number: 3, text: 'not json' }])
})

/** 名稱 / 北區 / 中區 in Big5. */
const BIG5 = [[0xa6, 0x57, 0xba, 0xd9], [0xa5, 0x5f, 0xb0, 0xcf], [0xa4, 0xa4, 0xb0, 0xcf]]

t.test('Big5 goes by its name, or by its look', async (t) => {
  const file = Buffer.from(BIG5.flatMap((line) => [...line, 0x0a]))
  for (const options of [{ encoding: 'big5' }, {}]) t.same(rows(await read(t, file, options)), [[2, { 名稱: '北區' }], [3, { 名稱: '中區' }]])
  t.same(rows(await read(t, Buffer.from('\uFEFF名\n北\n', 'utf16le'))), [[2, { 名: '北' }]])
  await t.rejects(read(t, file, { encoding: 'utf-8' }), { code: 'BAD_USER_INPUT', details: { field: 'encoding' } })
})

t.test('what Big5 cannot decode is counted in its row', async (t) => {
  const [heading, north, middle] = BIG5 as [number[], number[], number[]]
  const [chunk] = await read(t, Buffer.from([...heading, 0x0a, ...north, 0xff, 0x0a, ...Array.from({ length: 30 }, () => [...middle, 0x0a]).flat()]))
  t.same(chunk!.rows.map(({ number, undecodable }) => [number, undecodable]).slice(0, 2), [[2, 1], [3, undefined]])
})

t.test('a workbook: rows as it numbers them, dates as ISO, figures without point', async (t) => {
  const file = workbook({ 名冊: [['名稱', '人數', '成立', '備註'], ['北區會', 5, { day: 36526 }, undefined], [], ['中區會', 0.1 + 0.2, { day: 36526.5 }, ' x '], ['南區會', 12345678, undefined, true]] })
  t.same(rows(await read(t, file, { format: 'xlsx' })), [
    [2, { 名稱: '北區會', 人數: '5', 成立: '2000-01-01', 備註: '' }],
    [4, { 名稱: '中區會', 人數: '0.3', 成立: '2000-01-01T12:00:00', 備註: ' x ' }],
    [5, { 名稱: '南區會', 人數: '12345678', 成立: '', 備註: 'true' }],
  ])
})

t.test('a workbook: titles above the heading, headings of two rows, the sheet asked for', async (t) => {
  const file = workbook({
    說明: [['只有說明']],
    名冊: [['某市團體名冊'], [], ['編號', '聯絡', undefined], [undefined, '電話', '地址'], ['1', '2', '3'], ['4', '5', '6', '多']],
  })
  t.same(rows(await read(t, file, { format: 'xlsx', sheet: '名冊', heading: 4 })), [[5, { 編號: '1', 電話: '2', 地址: '3' }], [6, { 編號: '4', 電話: '5', 地址: '6' }]])
  t.match((await read(t, file, { format: 'xlsx', sheet: 2, heading: 4 }))[0]!.rows[1], { uneven: { cells: 4, columns: 3, lost: ['多'] } })
  t.same(rows(await read(t, workbook({ a: [['名冊'], ['名', '數'], ['甲', 1]] }), { format: 'xlsx' })), [[3, { 名: '甲', 數: '1' }]])
  t.same(rows(await read(t, workbook({ a: [['甲', 1]] }), { format: 'xlsx', columns: ['名', '數'] })), [[1, { 名: '甲', 數: '1' }]])
  t.same(rows(await read(t, '某市名冊,\n名,數\n甲,1\n', { heading: 2 })), [[3, { 名: '甲', 數: '1' }]], 'a CSV too')
  await t.rejects(read(t, file, { format: 'xlsx', sheet: '沒有' }), { code: 'BAD_USER_INPUT', details: { field: 'sheet' } })
})

t.test('a workbook that is none, or too large', async (t) => {
  await t.rejects(read(t, 'a,b\n', { format: 'xlsx' }), { code: 'BAD_USER_INPUT', message: /不是 XLSX/ })
  await t.rejects(read(t, workbook({ a: [['名']] }).subarray(0, 400), { format: 'xlsx' }), { code: 'BAD_USER_INPUT', details: { field: 'file' } })
  await t.rejects(read(t, Buffer.alloc(40_000_001), { format: 'xlsx' }), { code: 'BAD_USER_INPUT', message: /上限是 40 MB/ })
  await t.rejects(read(t, workbook({ a: [['名']] }, { 'xl/media/a.bin': new Uint8Array(401_000_000) }), { format: 'xlsx' }), { code: 'BAD_USER_INPUT', message: /解開後/ })
})

t.test('a large table comes in pieces, and says how far it is', async (t) => {
  const chunks = await read(t, `a\n${'甲\n'.repeat(5_000)}`, { size: 1_000 })
  t.same(chunks.map((chunk) => chunk.rows.length), [1000, 1000, 1000, 1000, 1000])
  t.equal(chunks.at(-1)!.bytes, 20_002)
})

t.test('formats by name, files by content', async (t) => {
  t.same(['a.CSV', 'a.tsv', 'a.jsonl', 'a.ndjson', 'a.txt', 'a.xlsx', 'a.pdf'].map(formatOf), ['csv', 'tsv', 'jsonl', 'jsonl', 'tsv', 'xlsx', undefined])
  const path = join(await folder(t), 'x')
  await writeFile(path, 'abc')
  t.match(await measure(path), { bytes: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' })
  await t.rejects(measure(`${path}y`), { code: 'BAD_USER_INPUT' })
})
