import t from 'tap'
import { docx, word } from './make.ts'
import { misplaced, outside, read, textOf, told } from './read.ts'

const note = '<w:p><w:r><w:t>街庄舊事</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>多有記載。</w:t></w:r></w:p>'

t.test('headings by the outline of their styles, whatever these are called', async (t) => {
  t.same(told(await read(docx(word('第一章', '1') + word('緣起', 'jie') + word('其一', 'mu') + word('內文。')), 'a.docx')), ['heading1 第一章', 'heading2 緣起', 'heading2 其一', 'paragraph 內文。'])
})

t.test('headings by an outline of their own, without a style', async (t) => {
  const outlined = (text: string, level: number, style = ''): string => `<w:p><w:pPr>${style}<w:outlineLvl w:val="${level}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
  const document = await read(docx(outlined('甲', 1) + outlined('乙', 2, '<w:pStyle w:val="1"/>') + outlined('丙', 9) + word('這是內文，字級由文件預設。')), 'a.docx')
  t.same(told(document), ['heading2 甲', 'heading3 乙', 'paragraph 丙', 'paragraph 這是內文，字級由文件預設。'])
  t.same(document.blocks.map(({ size }) => size), [1, 1.5, 1, 1])
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

t.test('numbers that Word counts stand where it prints them', async (t) => {
  const level = (i: number, format: string, text: string, style = ''): string => `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${style === '' ? '' : `<w:pStyle w:val="${style}"/>`}<w:lvlText w:val="${text}"/></w:lvl>`
  const numbering = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:abstractNum w:abstractNumId="0">${level(0, 'taiwaneseCountingThousand', '第%1章', '1')}${level(1, 'decimal', '%1.%2', 'jie').replace('<w:lvlText', '<w:isLgl/><w:lvlText')}${level(2, 'taiwaneseCountingThousand', '（%3）')}</w:abstractNum>
    <w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}</w:abstractNum>
    <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
  const item = (text: string, list: number, at: number): string => `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
  const body = word('緒論', '1') + word('緣起', 'jie') + item('其一', 5, 2) + item('其二', 5, 2) + word('方法', 'jie') + item('又一', 5, 2) + word('結論', '1') + word('回顧', 'jie') + item('點', 6, 0) + word('無號。')
  t.same(told(await read(docx(body, { 'word/numbering.xml': numbering }), 'a.docx')), [
    'heading1 第一章 緒論', 'heading2 1.1 緣起', 'item （一）其一', 'item （二）其二', 'heading2 1.2 方法', 'item （一）又一', 'heading1 第二章 結論', 'heading2 2.1 回顧', 'item 點', 'paragraph 無號。',
  ])
})

t.test('headings that an author has set in bold alone, where no style marks any', async (t) => {
  const bold = (text: string): string => word(text, undefined, '<w:b/>')
  const text = word('The harbour was built by those who lived beside it, and it is kept by those who came after, as its records tell.')
  t.same(told(await read(docx(bold('The harbour') + text + bold('Its keepers') + text), 'a.docx')).filter((one) => one.startsWith('heading')), ['heading1 The harbour', 'heading1 Its keepers'])
  const marked = word('第一章', '1') + text + word('第二章', '1') + text + word('第三章', '1')
  t.same(told(await read(docx(marked + bold('Emphasis') + text), 'a.docx')).filter((one) => one.startsWith('heading')), ['heading1 第一章', 'heading1 第二章', 'heading1 第三章'], 'whoever marks headings means bold as emphasis')
})
