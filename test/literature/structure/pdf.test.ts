import t from 'tap'
import { readStructure } from '../../../src/literature/structure/index.ts'
import { pagesOf } from './documents.ts'

const words = (n: number): string => `The ${n}th paragraph says how a city learns, and how it passes on what it has learned to those who come after.`

t.test('a thesis as a PDF gives it: letters set wide, figures glued to titles, section heads on the pages', async (t) => {
  const pdf = pagesOf([
    ['T H E  L E A R N I N G  C I T Y', 'A thesis submitted to the Faculty of Education', 'in partial fulfillment of the requirements for the degree of', 'Master of Arts', 'Carleton University'],
    ['C O N T E N T S', '1 introduction 1', '2 cities that learn', '2.1 Concepts 2', '2.2 Partners and Their Networks 3', '3 learning cities compared to other kinds of cities 4', 'bibliography 5'],
    ['1I N T R O D U C T I O N', words(1), '1'],
    ['2C I T I E S T H A T L E A R N', words(2), '2.1 concepts', words(3), '2'],
    ['2.2 partners and their networks 3', words(4)],
    ['3L E A R N I N G C I T I E S C O M PA R E D T O', 'O T H E R K I N D S O F C I T I E S', words(5), '4'],
    ['B I B L I O G R A P H Y', words(6), '5'],
  ])
  const { frontMatter, sections, pages, passages } = readStructure(pdf)
  t.match(frontMatter, { degree: { value: 'Master of Arts' }, institution: { value: 'Carleton University' }, genre: '學位論文' })
  t.same(sections.filter(({ inText }) => inText).map(({ level, kind, number, title, page }) => [level, kind, number ?? '', title, page]), [
    [1, 'front', '', 'CONTENTS', '[2]'], [1, 'chapter', '1', 'introduction', '1'], [1, 'chapter', '2', 'cities that learn', '2'], [2, 'section', '2.1', 'concepts', '2'],
    [1, 'chapter', '3', 'learning cities compared to other kinds of cities', '4'], [1, 'references', '', 'bibliography', '5'],
  ])
  t.equal(pages.pageAt(pdf.text.indexOf('The 4th'))?.page, '3')
  t.notOk(passages.some(({ text }) => /networks 3/.test(text) && /4th/.test(text)))
})

t.test('lines of one block, without blank lines between paragraphs', async (t) => {
  const { sections } = readStructure(pagesOf([['壹、計畫緣起\n一、背景\n本計畫依據施政計畫辦理，調查市民的需求。\n二、目的\n本計畫的目的有三：\n一、瞭解現況\n二、分析原因\n三、提出建議\n貳、調查方法\n本調查採電話訪問。\n（一）抽樣設計\n以電話為抽樣架構。']]))
  t.same(sections.map(({ level, number, title }) => `${level}${number}${title}`), ['1壹、計畫緣起', '2一、背景', '2二、目的', '1貳、調查方法', '2（一）抽樣設計'])
})
