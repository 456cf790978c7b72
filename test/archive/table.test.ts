import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { formatOf, measure, readTable, type Chunk, type TableOptions } from '../../src/archive/table.ts'
import { folder } from '../fixture.ts'

async function read(t: { teardown(fn: () => unknown): void }, content: string | Buffer, options: Partial<TableOptions> = {}): Promise<Chunk[]> {
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

t.test('Big5 goes by its name', async (t) => {
  t.same(rows(await read(t, Buffer.from([0xa6, 0x57, 0x0a, 0xa5, 0x5f, 0x0a]), { encoding: 'big5' })), [[2, { 名: '北' }]])
})

t.test('a large table comes in pieces, and says how far it is', async (t) => {
  const chunks = await read(t, `a\n${'甲\n'.repeat(5_000)}`, { size: 1_000 })
  t.same(chunks.map((chunk) => chunk.rows.length), [1000, 1000, 1000, 1000, 1000])
  t.equal(chunks.at(-1)!.bytes, 20_002)
})

t.test('formats by name, files by content', async (t) => {
  t.same(['a.CSV', 'a.tsv', 'a.jsonl', 'a.ndjson', 'a.txt', 'a.xlsx'].map(formatOf), ['csv', 'tsv', 'jsonl', 'jsonl', 'tsv', undefined])
  const path = join(await folder(t), 'x')
  await writeFile(path, 'abc')
  t.match(await measure(path), { bytes: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' })
  await t.rejects(measure(`${path}y`), { code: 'BAD_USER_INPUT' })
})
