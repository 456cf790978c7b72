import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { decodeText, detectEncoding } from '../../../src/model/encoding.ts'
import { misplaced, ofKind, outside, read, told } from './read.ts'

const bytes = (...codes: readonly number[]): Uint8Array => Uint8Array.from(codes)
/** Two-byte characters by what Node decodes them to: the way back from a text. */
function encoded(text: string, encoding: string): Uint8Array {
  const codes = new Map<string, [number, number]>()
  const decoder = new TextDecoder(encoding)
  for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) codes.set(decoder.decode(bytes(lead, trail)), [lead, trail])
  return Uint8Array.from([...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : codes.get(char)!)))
}
const SENTENCE = '本縣之社會事業，以城隍廟前的義倉為最早；其後各里都有人捐地出資。'

t.test('encodings are told by the bytes', async (t) => {
  t.equal(detectEncoding(bytes(0xef, 0xbb, 0xbf, 0x41)), 'utf-8')
  t.equal(detectEncoding(new TextEncoder().encode(SENTENCE)), 'utf-8')
  t.equal(detectEncoding(encoded(SENTENCE, 'big5')), 'big5')
  t.equal(detectEncoding(encoded('这是国家对于社会发展的一个说明，我们可以从中学到方法。', 'gb18030')), 'gb18030')
  t.equal(detectEncoding(bytes(0xff, 0xfe, 0x2c, 0x67)), 'utf-16le')
  t.equal(detectEncoding(Buffer.from('a line\nanother\n里\n', 'utf16le')), 'utf-16le')
  t.equal(detectEncoding(new TextEncoder().encode(SENTENCE).subarray(0, 10), false), 'utf-8', 'a beginning may end within a character')
  t.equal(decodeText(encoded(SENTENCE, 'big5')).text, SENTENCE)
})

t.test('text in any of them is read the same', async (t) => {
  for (const file of [new TextEncoder().encode(`\uFEFF${SENTENCE}`), Buffer.from(`\uFEFF${SENTENCE}`, 'utf16le'), encoded(SENTENCE, 'big5')]) t.equal((await read(file, 'a.txt')).text, SENTENCE)
  t.equal((await read(encoded(SENTENCE, 'gb18030'), 'a.txt', { encoding: 'gbk' })).text, SENTENCE)
})

t.test('what Big5 cannot decode is counted', async (t) => {
  const spoilt = Buffer.concat([encoded(SENTENCE, 'big5'), bytes(0xff), encoded(SENTENCE, 'big5')])
  const document = await read(spoilt, 'a.txt')
  t.match(document.warnings, [/^有 1 個字無法依 big5 解讀/])
  t.match(document.text, new RegExp(`^${SENTENCE}[\uFFFD\uE000-\uF8FF]${SENTENCE}$`))
  await t.rejects(read(encoded(SENTENCE, 'big5'), 'a.txt', { encoding: 'utf-8' }), { code: 'BAD_USER_INPUT', details: { field: 'file' }, message: /不是 utf-8/ })
  await t.rejects(read('字', 'a.txt', { encoding: 'klingon' }), { code: 'BAD_USER_INPUT', details: { field: 'encoding' } })
})

t.test('lines are paragraphs, unless they were wrapped', async (t) => {
  t.same(told(await read('第一章　溯源\n\n　　首段。\n　　次段，頗長。\n', 'a.txt')), ['heading 第一章　溯源', 'paragraph 首段。', 'paragraph 次段，頗長。'])
  const line = '聯合各社團舉辦講座活動並編印刊物以廣宣傳'
  t.same(told(await read([line, line, '到此為止。', line, line, '又一段。'].join('\n'), 'a.txt')), [`paragraph ${line}\n${line}\n到此為止。`, `paragraph ${line}\n${line}\n又一段。`])
  t.same(ofKind(await read('甲\f乙', 'a.txt'), 'page-break'), ['\f'])
})

t.test('whatever the text, its blocks lie in order and leave nothing out', async () => {
  const part = fc.constantFrom('　　', '\n', '\r\n', '\n\n', '\f', ' ', '第二章', '緒論', '。', 'word', '\u2028', SENTENCE)
  await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
    const text = `甲${parts.join('')}`
    const document = await read(text, 'a.txt')
    assert.deepEqual([document.text, misplaced(document), outside(document).trim()], [text, [], ''])
  }), { numRuns: 200 })
})
