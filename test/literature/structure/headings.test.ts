import t from 'tap'
import { readContents } from '../../../src/literature/structure/contents.ts'
import { readSections, type Section, type Sections } from '../../../src/literature/structure/headings.ts'
import { documentOf } from './documents.ts'
import { ARTICLE, ENGLISH, MAINLAND, REPORT, THESIS, VOLUME } from './works.ts'

function of(words: string, format: 'text' | 'markdown' = 'text'): Sections {
  const document = documentOf(words, { format })
  return readSections(document, readContents(document))
}
const tree = (sections: readonly Section[]): string[] => sections.map(({ level, kind, number, title, inText }) => `${'  '.repeat(level - 1)}${kind} ${number ?? ''}${title}${inText ? '' : ' (missing)'}`)

t.test('numbering decides the level; what only the contents know is a chapter all the same', async (t) => {
  const { sections, findings } = of(THESIS, 'markdown')
  t.same(tree(sections), [
    'front 謝辭', 'front 摘要', 'front 目次', 'front 表次', 'chapter 第一章緒論', '  section 第一節研究背景與動機', '    section 壹、研究背景', '      section 一、社會變遷', '      section 二、政策推動', '    section 貳、研究動機',
    '  section 第二節研究目的與待答問題', '  section 第三節名詞釋義', 'chapter 第二章文獻探討', '  section 第一節社區大學的發展', '  section 第二節地方知識的意涵', 'chapter 第三章研究方法 (missing)', 'references 參考文獻', 'appendix 附錄一訪談大綱 (missing)',
  ])
  t.equal(findings.filter(({ message }) => /找不到/.test(message)).length, 2)
})

t.test('plain text without any mark', async (t) => {
  t.same(tree(of(REPORT).sections), ['front 目錄', 'chapter 壹、計畫緣起', '  section 一、背景', '  section 二、目的', 'chapter 貳、調查方法', '  section （一）抽樣設計', '  section （二）問卷設計', 'chapter 參、調查結果', 'chapter 肆、結論與建議', 'references 參考資料', 'appendix 附件一、問卷'])
  t.same(tree(of(ARTICLE).sections), ['front 摘要', 'chapter 壹、前言', 'chapter 貳、文獻探討', '  section 一、學習城市的意涵', '  section 二、指標的意涵', 'chapter 參、研究方法', 'chapter 肆、結論', 'references 參考文獻'])
  t.same(tree(of(MAINLAND).sections).slice(1), ['chapter 第一章学习型城市概述', '  section 第一节概念', '  section 第二节历史', 'chapter 第二章国外的经验', 'appendix 附录北京市的指标体系', 'references 参考文献', 'appendix 后记'])
})

t.test('an edited volume: parts, chapters and their authors', async (t) => {
  const { sections } = of(VOLUME)
  t.same(tree(sections).slice(2, 8), ['part 第一編理論', '  chapter 第一章社區營造的理論基礎', '  chapter 第二章文化治理與地方政府', 'part 第二編實務', '  chapter 第三章博物館與社區：一個案例的分析', '  chapter 第四章社區大學的課程發展'])
  t.same(sections.filter(({ kind }) => kind === 'chapter').map(({ authors, page, parent }) => [authors.join('、'), page, sections[parent!]!.title]), [['呂赫若', '1', '理論'], ['龍瑛宗', '33', '理論'], ['吳濁流、鍾理和', '65', '實務'], ['賴和', '97', '實務']])
  t.same(tree(of(ENGLISH, 'markdown').sections), ['front Contents', 'front Preface', 'part Part IConcepts', '  chapter Chapter 1The Idea of a Learning City', '    section 1.1Origins', '    section 1.2Later Developments', '  chapter Chapter 2Partnerships and Networks', 'part Part IICases (missing)', '  chapter 3Taipei (missing)', 'appendix Index (missing)'])
})

t.test('each chapter of a volume has its own references; marks that are wrong do no harm', async (t) => {
  const { sections } = of('# 目次\n\n甲章的題目／賴和 .... 1\n\n乙章的題目／楊逵 .... 20\n\n丙章的題目／呂赫若 .... 40\n\n# 甲章的題目\n\n賴 和\n\n## 壹、背 景\n\n文字。\n\n## 一、遠 因\n\n文字。\n\n# 二、近因\n\n文字。\n\n## 貳、結 語\n\n文字。\n\n## 參考文獻\n\n書。\n\n# 乙章的題目\n\n## 壹、開端\n\n文字。\n\n## 參考文獻\n\n書。\n', 'markdown')
  t.same(tree(sections), ['front 目次', 'chapter 甲章的題目', '  section 壹、背景', '    section 一、遠因', '    section 二、近因', '  section 貳、結語', '  references 參考文獻', 'chapter 乙章的題目', '  section 壹、開端', '  references 參考文獻', 'chapter 丙章的題目 (missing)'])
})

t.test('contents and text that differ are reported, and both kept', async (t) => {
  const { sections, findings } = of('目次\n\n學習城市的指標與評鑑／賴和........1\n學習城市的未來與展望／楊逵........20\n\n學習城市的指標和評鑑\n\n賴河\n\n這是第一章的文字，說明指標。\n\n學習城市的未來與展望\n\n楊逵\n\n這是第二章的文字，說明未來。\n')
  t.same(sections.filter(({ kind }) => kind === 'chapter').map(({ title, inText }) => [title, inText]), [['學習城市的未來與展望', true], ['學習城市的指標與評鑑', false]].toReversed())
  t.ok(findings.some(({ message }) => message.includes('學習城市的指標與評鑑')))
  const marked = of('# 目次\n\n學習城市的指標與評鑑／賴和........1\n\n# 學習城市的指標和評鑑\n\n楊逵\n\n這是第一章的文字，說明指標。\n', 'markdown')
  t.match(marked.findings.map(({ about }) => about), ['contents', 'authors'])
  t.match(marked.sections.at(-1), { title: '學習城市的指標和評鑑', authors: ['賴和'], inText: true })
})

t.test('numbers that do not follow are reported', async (t) => {
  t.match(of('## 一、甲\n\n文。\n\n## 三、乙\n\n文。\n', 'markdown').findings, [{ about: 'numbering', message: /一、.*三、/ }])
  t.same(of('## 一、甲\n\n文。\n\n## 二、乙\n\n文。\n', 'markdown').findings, [])
})

t.test('sections of one level never overlap, and lie within the one above', async (t) => {
  for (const [words, format] of [[THESIS, 'markdown'], [REPORT, 'text'], [VOLUME, 'text'], [ENGLISH, 'markdown']] as const) {
    const { sections } = of(words, format)
    for (const [i, { parent, start, end, level, inText }] of sections.entries()) {
      if (!inText) continue
      if (parent !== undefined) t.ok(parent < i && sections[parent]!.level === level - 1 && sections[parent]!.start <= start && sections[parent]!.end >= end)
      else t.equal(level, 1)
    }
  }
})

t.test('decimals, letters and chapters in other numbers', async (t) => {
  const levels = (words: string): number[] => of(words, 'markdown').sections.map(({ level }) => level)
  t.same(levels('## 1 緒論\n\n文。\n\n## 1.1 背景\n\n文。\n\n### 1.1.1 遠因\n\n文。\n\n## 1.2 目的\n\n文。\n\n## 2 方法\n\n文。\n'), [1, 2, 3, 2, 1])
  t.same(levels('# 第１章　緒論\n\n## 1.1 背景\n\n文。\n\n## 一、遠因\n\n文。\n\n# 第２章　方法\n\n## 2.1 對象\n\n文。\n'), [1, 2, 3, 1, 2])
  t.same(levels('# 第壹編 總論\n\n# 第一章 甲\n\n文。\n\n# 第二章 乙\n\n文。\n\n# 第貳編 各論\n\n# 第三章 丙\n\n文。\n'), [1, 2, 2, 1, 2])
})

t.test('what OCR takes for numerals', async (t) => {
  const { sections, findings } = of('## 壹、背 景\n\n文。\n\n### ㄧ、遠因\n\n文。\n\n### ニ、近因\n\n文。\n\n#### （—）甲\n\n文。\n\n#### （二）乙\n\n文。\n\n## 貮、結語\n\n文。\n', 'markdown')
  t.same(sections.map(({ level, number, title }) => `${level}${number}${title}`), ['1壹、背景', '2ㄧ、遠因', '2ニ、近因', '3（—）甲', '3（二）乙', '1貮、結語'])
  t.same(findings, [])
})

t.test('decimals with hyphens are levels too; a bare figure belongs below the part of its number', async (t) => {
  t.same(tree(of('# 二、導論\n\n## 2-0 資訊技術\n\n文字。\n\n### 威脅\n\n文字。\n\n## 2-1 玉山視野\n\n文字。\n\n# 三、多元\n\n## 3-0 何謂多元\n\n文字。\n', 'markdown').sections), ['chapter 二、導論', '  section 2-0資訊技術', '    section 威脅', '  section 2-1玉山視野', 'chapter 三、多元', '  section 3-0何謂多元'])
  t.same(tree(of('# 一、序章\n\n## 1 數位觀照\n\n文字。\n\n# 二、導論\n\n## 2-0 資訊技術\n\n文字。\n\n## 2-1 玉山視野\n\n文字。\n', 'markdown').sections), ['chapter 一、序章', '  section 1數位觀照', 'chapter 二、導論', '  section 2-0資訊技術', '  section 2-1玉山視野'])
})
