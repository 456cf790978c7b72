import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readStructure } from '../../../src/literature/structure/index.ts'
import { documentOf } from './documents.ts'

/** The project's founding document, as read by OCR; it may not stand in the repository. */
const path = join(process.env.FANGZHI_DATA ?? '../shared/data', 'book/learning-city.md')
const skip = existsSync(path) ? false : `${path} is not here (FANGZHI_DATA)`

t.test('the founding book', { skip }, async (t) => {
  const document = documentOf(readFileSync(path, 'utf8'))
  const { frontMatter, contents, sections, pages, authors, passages, findings } = readStructure(document)

  t.match(frontMatter, {
    title: { value: '學習型城市', source: 'cip' }, publisher: { value: '師大書苑' }, place: { value: '臺北市' }, dateEdtf: '2012-04', edition: { value: '初版' }, isbn: [{ value: '978-957-496-732-2' }],
    classification: { value: '528.4307' }, subjects: [{ value: '社區教育' }, { value: '終身學習' }, { value: '文集' }], price: { value: '新台幣參佰伍拾元整' }, language: { value: 'zh-Hant' }, genre: '論文集', conflicts: [], doubts: [],
  })
  t.same(frontMatter.contributors.slice(0, 3).map(({ value }) => value), [
    { name: '中華民國社區教育學會', role: '主編', kind: 'Organization' }, { name: '國立臺灣師範大學社會教育學系', role: '主編', kind: 'Organization' }, { name: '白文正', role: '發行人', kind: 'Person' },
  ])

  t.same(contents.map(({ authors, page }) => [authors.join('、'), page]), [
    ['林振春', '1'], ['翁敏兒、董欣孜', '21'], ['蔡怡怡、林振春', '47'], ['張德永', '77'], ['汪秋一', '99'], ['許曼真、江姿萱', '123'], ['林岱瑋、許佳琪', '141'], ['姚曉萍、蘇雅如', '165'], ['陳淑純', '187'], ['吳彥廷', '203'], ['陳奕嘉', '217'], ['楊碧雲', '245'],
  ])
  const chapters = sections.filter(({ kind }) => kind === 'chapter')
  t.equal(chapters.length, 12)
  t.same(chapters.filter(({ inText }) => inText).map(({ title, subtitle, authors, page }) => [title, subtitle, authors, page]), [['學習型城鄉的雙核心引擎與共伴效應', '為第三代學習城市綢繆', ['林振春'], '1']])
  t.match(chapters[1], { title: '圖書館在學習型城市中的角色', subtitle: '以臺北市立圖書館為例', page: '21', inText: false })

  const within = (parent: number): string[] => sections.flatMap((section, i) => (section.parent === parent ? [`${section.number}${section.title}`, ...within(i).map((line) => `  ${line}`)] : []))
  t.same(within(sections.indexOf(chapters[0]!)), [
    '壹、發想', '  一、背景', '  二、研究動機', '  三、研究目的', '  四、研究問題', '  五、研究方法', '貳、文獻探討與問題解構', '  一、推動學習型城市的關鍵因素', '    (一)主要學者的觀點', '    (二)關鍵因素的彙整', '  二、建立合作夥伴的操作策略', '    (一)重要學者的觀點',
  ])

  t.equal(authors.length, 16)
  t.ok(authors.every(({ institution, post }) => institution && post))
  const author = (name: string) => authors.find((each) => each.name === name)
  t.match(author('汪秋一'), { institution: '新北市政府', post: '參事' })
  t.match(author('蔡怡怡'), { institution: '中正紀念堂管理處推廣教育組', post: '組長' })
  t.match(author('董欣玟'), { institution: '國立臺灣師範大學社會教育學系', post: '碩士生' })
  t.notOk(author('董欣孜'), 'as printed, here and in the contents; nothing is decided')

  const page = (words: string) => pages.pageAt(document.text.indexOf(words))
  t.same(page('## 壹、發 想'), { page: '1', derived: false })
  t.same(page('耶路撒冷等'), { page: '2', derived: false })
  t.same(page('## 二、研究動機'), { page: '3', derived: true })
  t.equal(page('# 序'), undefined)
  t.ok(passages.every(({ text }) => !text.includes('2 學習型城市\n')))
  t.ok(findings.some(({ about, message }) => about === 'contents' && message.includes('綱繆') && message.includes('綢繆')))
})
