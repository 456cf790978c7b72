import t from 'tap'
import { epub } from './make.ts'
import { misplaced, outside, read, textOf, told } from './read.ts'

const NCX = '<ncx><navMap><navPoint><navLabel><text>上編</text></navLabel><content src="text/a.xhtml"/><navPoint><navLabel><text>第一章 庄頭</text></navLabel><content src="text/a.xhtml#c1"/></navPoint></navPoint><navPoint><navLabel><text>下編</text></navLabel><content src="text/b.xhtml"/></navPoint></navMap><pageList><pageTarget><navLabel><text>3</text></navLabel><content src="text/a.xhtml#p3"/></pageTarget></pageList></ncx>'

t.test('files in the order of the spine, titles by the navigation', async (t) => {
  const document = await read(epub({ ncx: NCX, chapters: { 'b.xhtml': '<p>乙文。</p>', 'a.xhtml': '<p class="t">上　編</p><div><p id="c1">第一章 庄頭</p></div><p>甲<span id="p3"/>文。</p>' } }), 'a.epub')
  t.same(told(document), ['heading1 下編', 'paragraph 乙文。', 'heading1 上　編', 'heading2 第一章 庄頭', 'paragraph 甲', 'page-break \f', 'paragraph 文。'])
  t.same(document.blocks.slice(-3).map(({ page }) => page), [undefined, '3', '3'])
  t.same([misplaced(document), outside(document).trim()], [[], ''])
})

t.test('pages said in the text, notes in another file', async (t) => {
  const document = await read(epub({ chapters: { 'a.xhtml': '<h1>庄頭</h1><p>早年<a id="r" epub:type="noteref" href="n.xhtml#n1">1</a>開墾<span epub:type="pagebreak" role="doc-pagebreak" aria-label="第12頁"/>之後。</p>', 'n.xhtml': '<aside epub:type="footnote" id="n1"><p><a href="a.xhtml#r">1</a> 據傳。</p></aside>' } }), 'a.epub')
  t.same(document.blocks.map((block) => [block.kind, block.page, block.label, textOf(document, block)]), [
    ['heading', undefined, undefined, '庄頭'], ['paragraph', undefined, undefined, '早年[^1]開墾'], ['page-break', '12', undefined, '\f'], ['paragraph', '12', undefined, '之後。'], ['note', '12', '1', '據傳。'],
  ])
})

t.test('the package says what the book is', async (t) => {
  const metadata = '<dc:title>庄記</dc:title><dc:creator opf:role="aut">某甲</dc:creator><dc:creator>某乙</dc:creator><dc:publisher>某社</dc:publisher><dc:date>2004-05</dc:date><dc:language>zh-Hant</dc:language><dc:identifier opf:scheme="ISBN">978-1</dc:identifier><dc:identifier>urn:uuid:1</dc:identifier><dc:subject>庄史</dc:subject>'
  t.same((await read(epub({ metadata, chapters: { 'a.xhtml': '<p>甲</p>' } }), 'a.epub')).metadata, { title: '庄記', creators: ['某甲', '某乙'], publisher: '某社', date: '2004-05', language: 'zh-Hant', identifiers: ['isbn:978-1', 'uuid:1'], subjects: ['庄史'] })
})

t.test('a locked book is refused, scrambled fonts are not', async (t) => {
  const locked = (uri: string): Uint8Array => epub({ chapters: { 'a.xhtml': '<p>甲</p>' }, parts: { 'META-INF/encryption.xml': `<encryption xmlns:enc="x"><enc:EncryptedData><enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData></encryption>` } })
  await t.rejects(read(locked('OEBPS/text/a.xhtml'), 'a.epub'), { code: 'BAD_USER_INPUT', message: /DRM/ })
  t.same(told(await read(locked('OEBPS/fonts/a.otf'), 'a.epub')), ['paragraph 甲'])
})

t.test('a book of pictures, a book with a file missing', async (t) => {
  await t.rejects(read(epub({ chapters: { 'a.xhtml': '<p><img src="a.jpg" alt=""/></p>' } }), 'a.epub'), { code: 'BAD_USER_INPUT', message: /只有圖片/ })
  const document = await read(epub({ chapters: { 'a.xhtml': '<p>甲</p>' }, parts: { 'OEBPS/book.opf': '<package><manifest><item id="a" href="text/a.xhtml"/><item id="b" href="text/b.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>' } }), 'a.epub')
  t.match(document.warnings, [/缺少 OEBPS\/text\/b\.xhtml/])
})
