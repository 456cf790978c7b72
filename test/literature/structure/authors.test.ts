import t from 'tap'
import { readAuthors } from '../../../src/literature/structure/authors.ts'
import { kindOf, splitNames } from '../../../src/literature/structure/people.ts'
import { standingOf } from '../../../src/literature/structure/posts.ts'
import { documentOf } from './documents.ts'
import { ARTICLE, VOLUME } from './works.ts'

const of = (words: string, format: 'text' | 'markdown' = 'markdown'): string[] => readAuthors(documentOf(words, { format })).map(({ name, institution, post }) => [name, institution ?? '', post ?? ''].join('|'))

t.test('tables, tabs and lines', async (t) => {
  const wanted = ['賴和|彰化縣政府|參事', '楊逵|國立臺灣大學歷史學系|副教授']
  t.same(of('# 作者簡介\n\n| 姓名 | 現職 |\n|---|---|\n| 賴　和 | 彰化縣政府參事 |\n| 楊逵 | 國立臺灣大學歷史學系副教授 |\n\n# 目次\n'), wanted)
  t.same(of('# 作者簡介\n\n| 章次 | 作者 | 服務單位 | 職稱 |\n|---|---|---|---|\n| 第一章 | 賴　和 | 彰化縣政府 | 參事 |\n| 第二章 | 楊逵 | 國立臺灣大學歷史學系 | 副教授 |\n'), wanted)
  t.same(of('作者簡介\n\n（依姓氏筆劃排列）\n\n作者\t現職\n賴和\t彰化縣政府參事\n楊逵\t國立臺灣大學歷史學系副教授\n', 'text'), wanted)
  t.same(of('## 撰稿人\n\n賴和，現任彰化縣政府參事。曾任醫師。\n\n楊逵：國立臺灣大學歷史學系副教授。研究領域為臺灣史。\n'), wanted)
  t.same(of('## 關於作者\n\n### 賴和\n\n現任：彰化縣政府參事\n\n### 楊逵\n\n國立臺灣大學歷史學系副教授\n\n## 序\n\n楊逵　東海花園園長\n'), wanted)
  t.same(of('# About the Authors\n\nNorman Longworth is Visiting Professor at the University of Stirling.\n\nPeter Kearns, Director, Global Learning Services\n'), ['Norman Longworth|the University of Stirling|Visiting Professor', 'Peter Kearns|Global Learning Services|Director'])
})

t.test('lines of several kinds in one list', async (t) => {
  t.same(of(VOLUME, 'text'), ['呂赫若|國立臺灣大學建築與城鄉研究所|教授', '龍瑛宗|東海大學政治學系|副教授兼系主任', '吳濁流|新竹縣文化局|局長', '鍾理和|高雄縣美濃愛鄉協進會|總幹事', '賴和|彰化社區大學|主任'])
})

t.test('affiliations in footnotes and below the names', async (t) => {
  t.same(of(ARTICLE, 'text'), ['鍾理和|國立暨南國際大學成人與繼續教育學系|副教授', '賴和|彰化縣政府教育處|科長'])
  t.same(of('# 城市的學習\n\n呂赫若\n\n國立臺灣師範大學音樂學系教授\n\n## 摘要\n\n本文說明城市的學習。\n'), ['呂赫若|國立臺灣師範大學音樂學系|教授'])
})

t.test('posts end where institutions do', async (t) => {
  const standing = (text: string): string[] => [standingOf(text).institution ?? '', standingOf(text).post ?? '']
  t.same(standing('中正紀念堂管理處推廣教育組組長'), ['中正紀念堂管理處推廣教育組', '組長'])
  t.same(standing('國立臺灣師範大學社會教育學系（副）教授'), ['國立臺灣師範大學社會教育學系', '（副）教授'])
  t.same(standing('臺北市立圖書館'), ['臺北市立圖書館', ''])
  t.same(standing('國立政治大學教育學系名譽教授'), ['國立政治大學教育學系', '名譽教授'])
  t.same(standing('Professor, Department of History, National Taiwan University'), ['Department of History, National Taiwan University', 'Professor'])
})

t.test('names in a row', async (t) => {
  t.same(splitNames('林 振 春'), ['林振春'])
  t.same(splitNames('賴　和、楊　逵'), ['賴和', '楊逵'])
  t.same(splitNames('蔡怡怡・林振春'), ['蔡怡怡', '林振春'])
  t.same(splitNames('赵鸿萍 张艳敏'), ['赵鸿萍', '张艳敏'])
  t.same(splitNames('古 锐 刘新昱'), ['古锐', '刘新昱'])
  t.same(splitNames('亞當‧斯密、賴和'), ['亞當‧斯密', '賴和'])
  t.same(splitNames('Norman Longworth & Michael Osborne'), ['Norman Longworth', 'Michael Osborne'])
  t.same(splitNames('Longworth, N., & Osborne, M.'), ['Longworth, N.', 'Osborne, M.'])
  t.same(splitNames('Monique Mann, S. Kate Devitt, Angela Daly'), ['Monique Mann', 'S. Kate Devitt', 'Angela Daly'])
  t.same(splitNames('賴和與楊逵'), ['賴和', '楊逵'])
  t.same(splitNames('(英)米爾斯(C. Wright Mills)'), ['米爾斯'])
  t.equal(kindOf('中華民國社區教育學會'), 'Organization')
  t.equal(kindOf('林振春'), 'Person')
})
