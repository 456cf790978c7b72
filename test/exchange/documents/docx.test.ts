import t from 'tap'
import { docx, word } from './make.ts'
import { misplaced, outside, read, textOf, told } from './read.ts'

const note = '<w:p><w:r><w:t>街庄舊事</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>多有記載。</w:t></w:r></w:p>'

t.test('headings by the outline of their styles, whatever these are called', async (t) => {
  t.same(told(await read(docx(word('第一章', '1') + word('緣起', 'jie') + word('其一', 'mu') + word('內文。')), 'a.docx')), ['heading1 第一章', 'heading2 緣起', 'heading2 其一', 'paragraph 內文。'])
})

t.test('notes stand behind, and what refers to them in its place', async (t) => {
  const document = await read(docx(note), 'a.docx')
  t.same(document.blocks.map((block) => [block.kind, block.label, textOf(document, block)]), [['paragraph', undefined, '街庄舊事[^1]多有記載。'], ['note', '1', '見府志卷三。']])
})

t.test('letters are measured by the commonest, page breaks are kept', async (t) => {
  const document = await read(docx(word('題', undefined, '<w:sz w:val="48"/>') + word('這是一段比較長的內文，字級由文件預設。') + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + word('次頁', '1')), 'a.docx')
  t.same(document.blocks.map(({ kind, size }) => [kind, size]), [['paragraph', 2], ['paragraph', 1], ['page-break', undefined], ['heading', 1.5]])
})

t.test('tables, properties', async (t) => {
  const cell = (text: string): string => `<w:tc>${word(text)}</w:tc>`
  const document = await read(docx(`<w:tbl><w:tr>${cell('甲')}${cell('乙')}</w:tr><w:tr>${cell('丙')}${cell('丁')}</w:tr></w:tbl>${note}`), 'a.docx')
  t.same(document.blocks[0]!.rows, [['甲', '乙'], ['丙', '丁']])
  t.same(document.metadata, { title: '街庄調查', creators: ['某甲', '某乙'], subjects: ['街庄', '祭祀圈'] })
  t.same([misplaced(document), outside(document).trim()], [[], ''])
})

t.test('without any style sheet', async (t) => {
  t.same(told(await read(docx(word('文字'), { 'word/styles.xml': '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>' }), 'a.docx')), ['paragraph 文字'])
})
