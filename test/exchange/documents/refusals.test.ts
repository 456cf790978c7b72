import { zipSync } from 'fflate'
import t from 'tap'
import { docx, epub, pdf, word, zipped } from './make.ts'
import { read, told } from './read.ts'

const refused = (message: RegExp) => ({ code: 'BAD_USER_INPUT', details: { field: 'file' }, message })

t.test('the format goes by bytes, whatever the name', async (t) => {
  t.equal((await read(docx(word('甲')), 'a.bin')).format, 'docx')
  t.equal((await read(epub({ chapters: { 'a.xhtml': '<p>甲</p>' } }), 'a.zip')).format, 'epub')
  t.equal((await read(pdf([[{ x: 60, y: 700, text: '甲' }]]), 'a')).format, 'pdf')
  t.equal((await read('<!doctype html><p>甲', 'a')).format, 'html')
  t.equal((await read('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>甲</p></body></html>', 'a')).format, 'html')
  t.equal((await read('甲', 'a')).format, 'text')
  t.equal((await read('# 甲', 'a.MD')).format, 'markdown')
  t.same(told(await read('# 甲', 'a.txt', { format: 'markdown' })), ['heading1 甲'])
})

t.test('what is nested too deeply is refused in words', async (t) => {
  const deep = (tag: string): string => `<${tag}>`.repeat(30_000)
  await t.rejects(read(`<!doctype html><p>甲</p>${deep('div')}`, 'a.html'), refused(/a\.html：標籤/))
  await t.rejects(read(epub({ chapters: { 'a.xhtml': `<p>甲</p>${deep('div')}` } }), 'a.epub'), refused(/a\.epub：標籤/))
})

t.test('empty, too large, unknown', async (t) => {
  await t.rejects(read(new Uint8Array(), 'a.pdf'), refused(/空的/))
  for (const name of ['a.txt', 'a.md', 'a.html']) await t.rejects(read(' \n\n ', name), refused(/沒有文字/))
  await t.rejects(read('甲'.repeat(1_000), 'a.txt', { limit: 2_000 }), refused(/上限/))
  await t.rejects(read(Uint8Array.from([1, 2, 3, 4, 0, 0, 7]), 'a.dat'), refused(/不是能讀的格式/))
  await t.rejects(read(Uint8Array.from([0x41, 0, 0, 0x42, 0x43]), 'a.txt'), refused(/不是/))
  await t.rejects(read(zipped({ 'a.txt': '甲' }), 'a.zip'), refused(/不是能讀的格式/))
  await t.rejects(read('甲', 'a.txt', { format: 'doc' as 'text' }), { code: 'BAD_USER_INPUT', details: { field: 'format' } })
})

t.test('what is not read says what to do', async (t) => {
  await t.rejects(read(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]), 'a.doc'), refused(/\.docx/))
  await t.rejects(read('{\\rtf1 a}', 'a.rtf'), refused(/RTF/))
  await t.rejects(read(zipped({ 'xl/workbook.xml': '<workbook/>' }), 'a.xlsx'), refused(/import/))
  await t.rejects(read(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(40)]), 'a.jpg'), refused(/OCR/))
})

t.test('broken files', async (t) => {
  for (const name of ['a.docx', 'a.epub', 'a.pdf']) await t.rejects(read('這不是', name), refused(/不是/))
  await t.rejects(read(docx(word('甲')).subarray(0, 700), 'a.docx'), refused(/損壞/))
  await t.rejects(read(docx('<w:p><w:r>'), 'a.docx'), refused(/損壞/))
  await t.rejects(read(zipped({ 'META-INF/container.xml': '<container/>' }), 'a.epub'), refused(/不完整/))
  await t.rejects(read(zipped({ 'META-INF/container.xml': '<rootfile full-path="a.opf"/>' }), 'a.epub'), refused(/缺少 a\.opf/))
  await t.rejects(read('%PDF-1.7\nnothing', 'a.pdf'), refused(/PDF/))
})

t.test('a PDF with a password', async (t) => {
  const key = `<${'41'.repeat(32)}>`
  await t.rejects(read(pdf([[{ x: 60, y: 700, text: '甲' }]], { trailer: `/ID [${key} ${key}] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>` }), 'a.pdf'), refused(/密碼/))
})

t.test('a bomb is refused before it goes off', async (t) => {
  const zeros = new Uint8Array(3_000_000)
  for (const [name, file] of [['a.docx', { 'word/document.xml': zeros, '[Content_Types].xml': zeros }], ['a.epub', { 'META-INF/container.xml': zeros }]] as const) {
    const bomb = zipSync(file)
    t.ok(bomb.length < 20_000)
    await t.rejects(read(bomb, name, { limit: 2_000_000 }), refused(/解開後超過 2 MB/))
  }
  // a part that says it is small: no more is inflated than it says
  const liar = docx(word('甲'.repeat(5_000)))
  const view = new DataView(liar.buffer, liar.byteOffset)
  for (let i = 0; i + 4 < liar.length; i++) if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 100, true)
  await t.rejects(read(liar, 'a.docx'), { code: 'BAD_USER_INPUT' })
})
