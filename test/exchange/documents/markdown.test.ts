import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { misplaced, outside, read, textOf, told } from './read.ts'

t.test('blocks are those of the source, by its own offsets', async (t) => {
  const source = '# 溯 源 #\r\n\r\n首段\r\n續行。\r\n\r\n次題\r\n----\r\n\r\n> 引文\r\n\r\n1. 其一\r\n2. 其二\r\n   - 內項\r\n\r\n    縮排的段落\r\n\r\n```\r\ncode\r\n```\r\n'
  const document = await read(source, 'a.md')
  t.equal(document.text, source)
  t.same(told(document), ['heading1 溯 源', 'paragraph 首段\r\n續行。', 'heading2 次題', 'quotation > 引文', 'item 1. 其一', 'item 2. 其二', 'item - 內項', 'item 縮排的段落', 'code ```\r\ncode\r\n```'])
})

t.test('four spaces begin a paragraph of a book, not code', async (t) => {
  t.same(told(await read('前文。\n\n    　首段縮排。\n', 'a.md')), ['paragraph 前文。', 'paragraph 首段縮排。'])
})

t.test('notes have the label that refers to them', async (t) => {
  const document = await read('某說[^3]、又說[^a]。\n\n[^3]: 見卷三。\n[^a]: 見卷四，\n    續行。\n', 'a.md')
  t.same(document.blocks.map((block) => [block.kind, block.label, textOf(document, block)]), [['paragraph', undefined, '某說[^3]、又說[^a]。'], ['note', '^3', '見卷三。'], ['note', '^a', '見卷四，\n    續行。']])
})

t.test('tables have their cells', async (t) => {
  t.match((await read('| 姓名 | 現職 |\n|---|---|\n| 某甲 | 里長 |\n', 'a.md')).blocks, [{ kind: 'table', rows: [['姓名', '現職'], ['某甲', '里長']] }])
  t.match((await read('<table><tr><td>某甲</td><td>里長</td></tr></table>\n', 'a.md')).blocks, [{ kind: 'table', rows: [['某甲', '里長']] }])
})

t.test('pages break at marks, else at runs of blank lines', async (t) => {
  const marked = await read('<!-- page 7 -->\n\n甲\n\n<!-- 第 8 頁 -->\n\n乙\n\n\n\n\n丙\n', 'a.md')
  t.same(marked.blocks.map(({ kind, page }) => [kind, page]), [['page-break', '7'], ['paragraph', '7'], ['page-break', '8'], ['paragraph', '8'], ['paragraph', '8']])
  t.same(told(await read('甲\f乙\n', 'a.md')), ['paragraph 甲', 'page-break \f', 'paragraph 乙'])
  t.same((await read('\n\n\n\n甲\n\n乙\n\n\n\n丙\n\n\n\n', 'a.md')).blocks.map(({ kind }) => kind), ['paragraph', 'paragraph', 'page-break', 'paragraph'])
  t.same((await read('<!-- 待校 -->\n\n甲\n', 'a.md')).blocks.length, 1, 'a comment says nothing')
})

t.test('front matter is what the file says of itself', async (t) => {
  const document = await read('---\ntitle: 庄記\nauthor: [{name: 某甲}, 某乙]\nyear: 1998\nisbn: 978-1\ntags: 庄, 史\n---\n\n# 首\n', 'a.md')
  t.same(document.metadata, { title: '庄記', creators: ['某甲', '某乙'], date: '1998', identifiers: ['isbn:978-1'], subjects: ['庄, 史'] })
  t.same(told(document), ['heading1 首'])
  t.match(await read('---\na: [\n---\n\n甲\n', 'a.md'), { metadata: {}, warnings: [/YAML/] })
})

t.test('whatever the source, its blocks lie in order and leave only marks out', async () => {
  const part = fc.constantFrom('# ', '## ', '甲', '乙。', '\n', '\n\n', '\n\n\n\n\n', '> ', '- ', '1. ', '    ', '```\n', '|a|b|\n|-|-|\n', '[^1]', '[^1]: ', '\f', '<!-- page 3 -->', '***', '\r\n', '|', '---\n')
  await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
    const source = `甲\n\n${parts.join('')}`
    const document = await read(source, 'a.md')
    assert.deepEqual([document.text, misplaced(document)], [source, []])
    assert.doesNotMatch(outside(document), /[甲乙。]/)
  }), { numRuns: 500 })
})
