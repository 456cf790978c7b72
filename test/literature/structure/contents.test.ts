import t from 'tap'
import { readContents, type ContentsEntry } from '../../../src/literature/structure/contents.ts'
import { documentOf } from './documents.ts'
import { ENGLISH, MAINLAND, REPORT, THESIS, VOLUME } from './works.ts'

const short = (entries: readonly ContentsEntry[]): string[] => entries.map(({ level, number, title, authors, page }) => [`${level}`, number ?? '', title, authors.join('+'), page ?? ''].join('|'))
const of = (words: string, format: 'text' | 'markdown' = 'text'): string[] => short(readContents(documentOf(words, { format })))

t.test('dots, levels by numbering, roman pages; lists of tables are left out', async (t) => {
  t.same(of(THESIS, 'markdown'), [
    '1||謝辭||i', '1||摘要||ii', '1||目次||iii', '1||表次||v', '1|第一章|緒論||1', '2|第一節|研究背景與動機||1', '2|第二節|研究目的與待答問題||5', '2|第三節|名詞釋義||7',
    '1|第二章|文獻探討||11', '2|第一節|社區大學的發展||11', '2|第二節|地方知識的意涵||23', '1|第三章|研究方法||37', '1||參考文獻||101', '1||附錄一訪談大綱||115',
  ])
  t.same(of(REPORT).slice(0, 6), ['1|壹、|計畫緣起||1', '2|一、|背景||1', '2|二、|目的||3', '1|貳、|調查方法||5', '2|（一）|抽樣設計||5', '2|（二）|問卷設計||9'])
})

t.test('parts without a page, authors set wide, titles on two lines', async (t) => {
  t.same(of(VOLUME), [
    '1||主編序|楊逵|i', '1|第一編|理論||', '2|第一章|社區營造的理論基礎|呂赫若|1', '2|第二章|文化治理與地方政府|龍瑛宗|33', '1|第二編|實務||',
    '2|第三章|博物館與社區：一個案例的分析|吳濁流+鍾理和|65', '2|第四章|社區大學的課程發展|賴和|97', '1||作者簡介||131',
  ])
})

t.test('English, with authors on the next line', async (t) => {
  t.same(of(ENGLISH, 'markdown'), [
    '1||Preface||vii', '1|Part I|Concepts||', '2|1|The Idea of a Learning City|Long Yingzong|3', '2|2|Partnerships and Networks|Wu Zhuoliu+Zhong Lihe|27', '1|Part II|Cases||', '2|3|Taipei|Yang Kui|61', '1||Index||229',
  ])
})

t.test('pages in brackets, in Simplified characters', async (t) => {
  t.same(of(MAINLAND), ['1|第一章|学习型城市概述||1', '2|第一节|概念||1', '2|第二节|历史||12', '1|第二章|国外的经验||30', '1||附录北京市的指标体系||245', '1||参考文献||260', '1||后记||272'])
})

t.test('other ways of setting an entry', async (t) => {
  const entries = (words: string): string[] => of(`目錄\n\n${words}\n\n本書自出版以來，承蒙各界讀者的愛護與支持，已經再版多次，如今趁著改版的機會，將內容做了大幅度的修訂與增補，期望更符合讀者的需要。`)
  t.same(entries('地方學的興起 / 賴和 / 1\n地方學的方法 / 楊逵、呂赫若 / 23\n地方學的未來 / 張文環 / 45'), ['1||地方學的興起|賴和|1', '1||地方學的方法|楊逵+呂赫若|23', '1||地方學的未來|張文環|45'])
  t.same(entries('賴和\t地方學的興起\t1\n楊逵\t地方學的方法\t23\n張文環\t地方學的未來\t45'), ['1||地方學的興起|賴和|1', '1||地方學的方法|楊逵|23', '1||地方學的未來|張文環|45'])
  t.same(entries('第一章 總論 1\n第二章 Windows 10 的使用 23\n第三章 結論 45'), ['1|第一章|總論||1', '1|第二章|Windows 10 的使用||23', '1|第三章|結論||45'])
  t.same(entries('一、地方學的興起（賴懶雲）……………１\n二、地方學的方法（呂赫若）……………２３\n三、地方學的未來（張文環）…………４５'), ['1|一、|地方學的興起|賴懶雲|1', '1|二、|地方學的方法|呂赫若|23', '1|三、|地方學的未來|張文環|45'])
  t.same(entries('地方學的興起\n賴　和..........1\n地方學的方法\n楊　逵..........23\n地方學的未來\n張文環..........45'), ['1||地方學的興起|賴和|1', '1||地方學的方法|楊逵|23', '1||地方學的未來|張文環|45'])
  t.same(entries('1. 緒論 ........ 1\n1.1 背景 ....... 2\n1.2 目的 ....... 4\n2. 方法 ........ 7\n2.1 對象 ....... 8'), ['1|1.|緒論||1', '2|1.1|背景||2', '2|1.2|目的||4', '1|2.|方法||7', '2|2.1|對象||8'])
})

t.test('a table, a list of links, and no contents at all', async (t) => {
  t.same(of('# 目次\n\n| 篇名 | 作者 | 頁次 |\n|---|---|---|\n| 地方學的興起 | 賴和 | 1 |\n| 地方學的方法 | 楊逵 | 23 |\n| 地方學的未來 | 張文環 | 45 |\n\n# 地方學的興起\n', 'markdown'), ['1||地方學的興起|賴和|1', '1||地方學的方法|楊逵|23', '1||地方學的未來|張文環|45'])
  t.same(of('# 目錄\n\n- [前言](#a)\n- [第一章 緒論](#b)\n- [第二章 結論](#c)\n\n# 前言\n', 'markdown'), ['1||前言||', '1|第一章|緒論||', '1|第二章|結論||'])
  t.same(of('# 第一章 緒論\n\n本文沒有目次。', 'markdown'), [])
})

t.test('each entry says where it stands', async (t) => {
  const document = documentOf(VOLUME, { format: 'text' })
  for (const { title, at } of readContents(document)) t.ok(document.text.slice(at.start, at.end).replace(/\s/g, '').includes(title.replace(/\s/g, '')), title)
})
