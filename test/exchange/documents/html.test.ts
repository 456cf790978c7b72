import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { misplaced, outside, read, told } from './read.ts'

const page = (body: string, head = ''): string => `<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`

t.test('what the page is about is read, what surrounds it is not', async (t) => {
  t.same(told(await read(page('<nav>首頁</nav><header><p>某站</p></header><main><h1>庄史</h1><script>x</script><style>y</style><p>內文。</p></main><footer>版權</footer>'), 'a.html')), ['heading1 庄史', 'paragraph 內文。'])
  t.same(told(await read(page('<header><nav>首頁</nav></header><form><div><h2>甲</h2>直接的字<p>乙</p><input value=x></div></form><footer>版權</footer>'), 'a.html')), ['heading2 甲', 'paragraph 直接的字', 'paragraph 乙'])
})

t.test('spaces are as a browser shows them', async (t) => {
  t.same(told(await read(page('<p>街庄\n   的<b>舊\n</b>事 and\nmore&nbsp;words &amp; <i>so</i> on</p><p>甲<br>乙<br><br>丙</p><p>林　振　春</p>'), 'a.html')), ['paragraph 街庄的舊事 and more\u00A0words & so on', 'paragraph 甲\n乙', 'paragraph 丙', 'paragraph 林　振　春'])
})

t.test('lists, quotations, code', async (t) => {
  t.same(told(await read(page('<ol start="3"><li>甲<ul><li>內</li></ul></li><li><p>乙</p></li></ol><blockquote><p>引</p></blockquote><pre>\n a\n  b</pre><dl><dt>詞</dt><dd>義</dd></dl>'), 'a.html')), ['item 3. 甲', 'item 內', 'item 4. 乙', 'quotation 引', 'code  a\n  b', 'paragraph 詞', 'item 義'])
})

t.test('tables of data have rows, tables of layout are passed through', async (t) => {
  const document = await read(page('<table><caption>表</caption><tr><th rowspan="2">姓名</th><th colspan="2">聯絡</th></tr><tr><td>電話</td><td>地\n址</td></tr></table><table><tr><td><h3>題</h3></td><td><p>文</p></td></tr></table>'), 'a.html')
  t.same(told(document), ['paragraph 表', 'table 姓名\t聯絡\t\n\t電話\t地址', 'heading3 題', 'paragraph 文'])
  t.same(document.blocks[1]!.rows, [['姓名', '聯絡', ''], ['', '電話', '地址']])
})

t.test('notes are known by their roles, or by links that answer each other', async (t) => {
  const wanted = ['paragraph 某說[^1]。', 'note 見卷三。']
  for (const body of [
    '<p>某說<a id="r1" href="#n1">[1]</a>。</p><p id="n1"><a href="#r1">[1]</a> 見卷三。</p>',
    '<p>某說<sup id="r"><a href="#n">1</a></sup>。</p><ol><li id="n"><a href="#r">↑</a> 見卷三。</li></ol>',
    '<p>某說<a role="doc-noteref" href="#n">1</a>。</p><aside role="doc-footnote" id="n"><p>見卷三。 <a role="doc-backlink" href="#">回</a></p></aside>',
    '<p>某說<sup><a href="#n">註1</a></sup>。</p><div><a name="n"></a>見卷三。</div>',
  ]) {
    const document = await read(page(body), 'a.html')
    t.same(told(document), wanted)
    t.equal(document.blocks[1]!.label, '1')
  }
  t.same(told(await read(page('<div>某說<sup><a href="#n">1</a></sup>。<br><br><a id="n"></a>1 見卷三。</div>'), 'a.html')), ['paragraph 某說[^1]。', 'paragraph 1 見卷三。'], 'a note without a block of its own is a paragraph')
  t.same(told(await read(page('<p>面積 3 km<sup>2</sup>，見<a href="#s">第三節</a>。</p><h2 id="s">三</h2>'), 'a.html')), ['paragraph 面積 3 km²，見第三節。', 'heading2 三'])
})

t.test('the head says what the page holds', async (t) => {
  const head = '<title>站名 - 庄史</title><meta name="citation_title" content="庄史"><meta name="citation_author" content="某甲"><meta name="citation_author" content="某乙"><meta name="DC.Publisher" content="某社"><meta name="citation_publication_date" content="2001/3"><meta name="citation_isbn" content="978-1"><meta name="keywords" content="庄,史">'
  t.same((await read(page('<p>甲</p>', head), 'a.html')).metadata, { title: '庄史', creators: ['某甲', '某乙'], publisher: '某社', date: '2001/3', language: 'zh-Hant', identifiers: ['isbn:978-1'], subjects: ['庄', '史'] })
})

t.test('the page says its own encoding', async (t) => {
  const file = Buffer.concat([Buffer.from('<html><meta charset=big5><body><p>'), Buffer.from([0xa4, 0xe5, 0xa4, 0xc6]), Buffer.from('</p></body></html>')])
  t.same(told(await read(file, 'a.htm')), ['paragraph 文化'])
})

t.test('whatever the page, no word of it is lost', async () => {
  const inline = fc.constantFrom('甲', '乙丙 ', 'word', '\n', '<b>粗</b>', '<br>', '<sup>3</sup>', '&lt;', '<a href="#x">連</a>')
  const block = fc.tuple(fc.constantFrom('p', 'div', 'h2', 'li', 'blockquote', 'td', 'section', 'dd', 'pre'), fc.array(inline, { maxLength: 6 })).map(([tag, parts]) => `<${tag}>${parts.join('')}</${tag}>`)
  const words = (html: string): string => html.replace(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('3', '³').replace(/\s/g, '')
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(block, inline), { maxLength: 12 }), async (parts) => {
    const body = `<p>首</p>${parts.join('')}`
    const document = await read(page(body), 'a.html')
    assert.deepEqual(misplaced(document), [])
    assert.equal(outside(document).trim(), '')
    assert.equal(document.text.replace(/\s/g, '').replaceAll('3', '³'), words(body))
  }), { numRuns: 300 })
})
