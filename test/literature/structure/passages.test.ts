import fc from 'fast-check'
import t from 'tap'
import { readStructure } from '../../../src/literature/structure/index.ts'
import { LONGEST, SHORTEST, type Passage } from '../../../src/literature/structure/passages.ts'
import type { Document } from '../../../src/model/document.ts'
import { documentOf } from './documents.ts'
import { ARTICLE, ENGLISH, MAINLAND, REPORT, THESIS, VOLUME } from './works.ts'

const RUNNING = new Set(['paragraph', 'item', 'table', 'quotation', 'note', 'code'])

/** Every complaint about the passages of a document. */
function faults(document: Document): string[] {
  const { passages, sections, pages } = readStructure(document)
  const found: string[] = []
  const owners = new Uint8Array(document.text.length)
  for (const { start, end, text } of passages) {
    if (document.text.slice(start, end) !== text) found.push(`${start}: text is not the document's`)
    if (text.trim() === '' || text.trim() !== text) found.push(`${start}: blanks at the edge`)
    if (end - start > LONGEST) found.push(`${start}: ${end - start} long`)
    for (let i = start; i < end; i++) owners[i]!++
  }
  const headings = new Uint8Array(document.text.length)
  for (const { start, end } of [...sections.filter(({ inText }) => inText).map(({ start, body }) => ({ start, end: body })), ...pages.runningHeads]) headings.fill(1, start, end)
  for (const block of document.blocks) {
    for (let i = block.start; i < block.end; i++) {
      if (document.text[i]!.trim() === '') continue
      const wanted = RUNNING.has(block.kind) && !headings[i] ? 1 : 0
      if (owners[i] !== wanted) found.push(`${i} ${document.text.slice(i, i + 10)}: in ${owners[i]} passages, not ${wanted}`)
    }
  }
  return found
}

t.test('every character of running text stands in one passage, no heading in any', async (t) => {
  for (const [words, format] of [[THESIS, 'markdown'], [REPORT, 'text'], [ARTICLE, 'text'], [VOLUME, 'text'], [ENGLISH, 'markdown'], [MAINLAND, 'text']] as const) t.same(faults(documentOf(words, { format })).slice(0, 3), [])
})

t.test('whatever the text', async () => {
  const words = fc.constantFrom('學習', '城市，', '社區。', '「', '」', '；', ' ', '知識！', 'learning ', '𠮷', '１', '一、', '（一）', '3 ', '：')
  const line = fc.array(words, { minLength: 1, maxLength: 400 }).map((parts) => parts.join(''))
  const block = fc.oneof(line, line.map((text) => `- ${text}`), line.map((text) => `## ${text.slice(0, 12)}`), fc.constantFrom('# 第一章 緒論', '## 一、背景', '# 目次', '# 參考文獻', '2 學習城市', '| 甲 | 乙 |', '緒論 ....... 3', '作者簡介', '林 振 春'))
  fc.assert(fc.property(fc.array(block, { maxLength: 14 }), fc.constantFrom('\n\n', '\n\n\n\n', '\n'), fc.constantFrom('markdown' as const, 'text' as const), (blocks, gap, format) => {
    const found = faults(documentOf(blocks.join(gap), { format }))
    if (found.length > 0) throw new Error(found.slice(0, 3).join('; '))
  }), { numRuns: 120 })
})

const of = (words: string): readonly Passage[] => readStructure(documentOf(words)).passages

t.test('short ones are joined, lists stand with what introduces them', async (t) => {
  const passages = of('# 第一章 緒論\n\n本研究的目的有下列三項：\n\n- 第一項是瞭解現況。\n- 第二項是分析原因。\n- 第三項是提出建議。\n\n一段長得足以自己成立的文字，說明研究的方法與對象，並且交代資料從何而來，如何整理，又如何分析與解釋，最後說明研究的限制。\n\n完。\n')
  t.same(passages.map(({ text }) => text.slice(0, 6)), ['本研究的目的', '一段長得足以'])
  t.ok(passages[0]!.text.endsWith('第三項是提出建議。'))
  t.ok(passages[1]!.text.endsWith('完。'))
  t.ok(passages.every(({ text }) => text.length >= SHORTEST))
})

t.test('long ones are cut at the ends of sentences', async (t) => {
  const passages = of(`# 第一章 緒論\n\n${'城市裡的人如何學習，又如何把學到的用在自己的社區，是本章的問題。'.repeat(90)}\n`)
  t.ok(passages.length >= 3)
  t.ok(passages.every(({ text }) => text.endsWith('。') && text.length >= 400))
})

t.test('each knows its chapter, the headings above it, its page and kind', async (t) => {
  const passages = readStructure(documentOf(THESIS)).passages
  t.match(passages.find(({ text }) => text.includes('社會變遷快速')), { chapter: '緒論', path: ['第一章緒論', '第一節研究背景與動機', '壹、研究背景', '一、社會變遷'], page: '1', derived: true, kind: 'text' })
  t.match(passages.find(({ text }) => text.includes('訪談三所')), { path: ['摘要'], kind: 'front' })
  t.match(passages.find(({ text }) => text.includes('社區營造的教育策略')), { path: ['參考文獻'], kind: 'references', page: '101' })
  t.match(passages.find(({ text }) => text.includes('研究目的與待答問題 ……')), { kind: 'contents' })
})

t.test('a sentence that a page break cuts is one passage, on the page where it begins', async (t) => {
  const passages = of(`# 目次\n\n緒論 .... 5\n\n# 緒論\n\n${'城市裡的人如何學習，又如何把學到的用在自己的社區，是本章的問題。'.repeat(3)}這一句話還沒有說完\n\n\n\n就翻了頁，後面是另一頁上的文字。\n`)
  t.match(passages.at(-1), { page: '5' })
  t.ok(passages.at(-1)!.text.includes('還沒有說完\n\n\n\n就翻了頁'))
})
