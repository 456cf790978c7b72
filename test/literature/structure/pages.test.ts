import t from 'tap'
import { readContents } from '../../../src/literature/structure/contents.ts'
import { readSections } from '../../../src/literature/structure/headings.ts'
import { readPages, type Pages } from '../../../src/literature/structure/pages.ts'
import type { Document } from '../../../src/model/document.ts'
import { documentOf, pagesOf } from './documents.ts'

function of(document: Document): Pages {
  const contents = readContents(document)
  return readPages(document, contents, readSections(document, contents).sections)
}
const where = (document: Document, words: string): string => {
  const page = of(document).pageAt(document.text.indexOf(words))
  return page ? `${page.page}${page.derived ? ' counted' : ''}` : 'unknown'
}
const sentence = (n: number): string => `這是第${n}段，說明城市裡的人如何學習，又如何把學到的用在自己的社區，`

t.test('runs of blank lines are counted from the contents and from running heads, and say so', async (t) => {
  const book = documentOf(`# 學習的城市\n\n## 目次\n\n城市的起點／賴和 ..... 5\n\n城市的將來／楊逵 ..... 12\n\n# 城市的起點\n\n${sentence(1)}\n\n\n\n## 6 學習的城市\n\n${sentence(2)}\n\n\n\n${sentence(3)}\n\n\n\n城市的起點 9\n\n${sentence(4)}\n\n# 城市的將來\n\n${sentence(5)}\n`)
  t.equal(where(book, '學習的城市'), 'unknown')
  t.equal(where(book, '這是第1段'), '5')
  t.equal(where(book, '這是第2段'), '6')
  t.equal(where(book, '這是第3段'), '7 counted')
  t.equal(where(book, '這是第4段'), '9')
  t.equal(where(book, '這是第5段'), '12')
  const { findings, runningHeads } = of(book)
  t.same(runningHeads.map(({ start, end }) => book.text.slice(start, end)), ['6 學習的城市', '城市的起點 9'])
  t.match(findings, [{ about: 'pages', message: /數到這裡是第 8 頁，頁首作 9/ }, { message: /數到這裡是第 9 頁，目次作 12/ }])
  t.notOk(readSections(book, readContents(book)).sections.some(({ title }) => title === '學習的城市'), 'a running head is no heading')
})

t.test('blank lines that cut no sentence are taste, not pages', async (t) => {
  const page = documentOf('# 目錄\n\n第一章 甲 ..... 1\n第二章 乙 ..... 9\n第三章 丙 ..... 20\n\n# 第一章 甲\n\n一段文字。\n\n\n\n另一段文字。\n\n# 第二章 乙\n\n文字。\n')
  t.equal(where(page, '一段文字'), '1 counted', 'from page 1 on, nobody knows how far')
  t.equal(where(page, '另一段'), '1 counted')
  t.equal(where(page, '第二章 乙\n\n文'), '9')
})

t.test('sheets of a PDF get the numbers that are printed on them', async (t) => {
  const pdf = pagesOf([
    [{ kind: 'heading', text: '地方知識', size: 2 }], ['版權頁的文字。'],
    ...[1, 2, 3, 4, 5].map((n) => [{ kind: 'running-head' as const, text: n % 2 ? `地方知識　${n}` : `${n}　賴和` }, `第${n}頁的文字在這裡。`]),
    ['最後一頁的文字，沒有頁首。'],
  ])
  t.equal(where(pdf, '第3頁的文字'), '3')
  t.equal(where(pdf, '最後一頁'), '6 counted')
  t.equal(where(pdf, '版權頁'), '[2] counted')
})

t.test('lines at the edge of pages that come again are running heads, also unmarked', async (t) => {
  const pdf = pagesOf([1, 2, 3, 4].flatMap((n) => [['城市學刊', `第${n}頁的第一段文字，說明城市。`, `第${n}頁的第二段文字，說明學習。`, `- ${n + 20} -`]]))
  const { runningHeads } = of(pdf)
  t.equal(runningHeads.length, 8)
  t.equal(where(pdf, '第2頁的第一段'), '22')
})

t.test('a page number that falls back is left out and reported', async (t) => {
  const book = documentOf(`# 學習的城市\n\n## 目次\n\n城市的起點／賴和 ..... 5\n\n城市的將來／楊逵 ..... 12\n\n# 城市的起點\n\n${sentence(1)}\n\n\n\n城市的起點 3\n\n${sentence(2)}\n\n# 城市的將來\n\n${sentence(3)}\n`)
  t.equal(where(book, '這是第2段'), '6 counted')
  t.match(of(book).findings[0], { about: 'pages', message: /3 不合前後/ })
})
