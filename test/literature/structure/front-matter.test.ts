import t from 'tap'
import { readFrontMatter, type FrontMatter } from '../../../src/literature/structure/front-matter.ts'
import { documentOf, pagesOf } from './documents.ts'
import { ARTICLE, ENGLISH, MAINLAND, REPORT, THESIS, VOLUME } from './works.ts'

const people = ({ contributors }: FrontMatter): string[] => contributors.map(({ value }) => `${value.role} ${value.name}`)
const text = (words: string): FrontMatter => readFrontMatter(documentOf(words, { format: 'text' }))

t.test('a thesis says school, degree, student, advisor and a date in 民國', async (t) => {
  const found = readFrontMatter(documentOf(THESIS))
  t.match(found, {
    title: { value: '社區大學與地方知識之研究', source: 'title-page' }, subtitle: { value: '以北部三所社區大學為例' },
    institution: { value: '國立臺灣師範大學社會教育學系' }, degree: { value: '碩士論文' }, date: { value: '中華民國一○一年六月' }, dateEdtf: '2012-06', genre: '學位論文',
    parallelTitles: [{ value: 'A Study of Community Colleges and Local Knowledge: Three Cases in Northern Taiwan' }],
  })
  t.same(people(found), ['研究生 賴和', '指導教授 林獻堂'])
  t.same(found.subjects.map(({ value }) => value), ['社區大學', '地方知識', '終身學習'])
  t.same(found.conflicts, [])
})

t.test('every value says where it was found', async (t) => {
  for (const [words, format] of [[THESIS, 'markdown'], [REPORT, 'text'], [VOLUME, 'text'], [MAINLAND, 'text']] as const) {
    const document = documentOf(words, { format })
    const { title, date, contributors } = readFrontMatter(document)
    for (const found of [title!, date!]) {
      const there = document.text.slice(found.at!.start, found.at!.end).normalize('NFKC').replace(/\s/g, '')
      t.ok(there.includes(found.value.normalize('NFKC').replace(/\s/g, '')), `${found.value} stands in ${there}`)
    }
    for (const { value, at } of contributors) t.ok(document.text.slice(at!.start, at!.end).replace(/\s/g, '').includes(value.name.replace(/\s/g, '')), value.name)
  }
})

t.test('a report says who asked for it, who did it, and its number', async (t) => {
  const found = text(REPORT)
  t.match(found, { title: { value: '臺北市終身學習需求調查研究' }, projectNumber: { value: 'PG10105-0123' }, dateEdtf: '2012-12-31', genre: '研究報告' })
  t.same(people(found), ['委託單位 臺北市政府教育局', '執行單位 國立臺灣師範大學', '計畫主持人 楊逵', '協同主持人 張文環', '協同主持人 呂赫若', '研究人員 龍瑛宗', '研究人員 吳濁流'])
})

t.test('the head of an article says journal, volume, pages, authors, keywords', async (t) => {
  const found = text(ARTICLE)
  t.match(found, {
    title: { value: '終身學習城市的指標建構' }, journal: { value: '教育研究集刊' }, volume: { value: '五十八' }, issue: { value: '二' }, pages: { value: '1-35' }, dateEdtf: '2012-06',
    doi: { value: '10.3966/102887082012065802001' }, issn: { value: '1028-8708' }, genre: '期刊論文',
  })
  t.same(people(found), ['著 鍾理和', '著 賴和'])
  t.same(found.subjects.map(({ value }) => value), ['終身學習', '學習城市', '指標'])
})

t.test('a colophon of labels set wide; an ISBN with a wrong check digit is doubted, not mended', async (t) => {
  const found = text(VOLUME)
  t.match(found, {
    title: { value: '社區與文化', source: 'colophon' }, subtitle: { value: '二十年的回顧' }, publisher: { value: '五南圖書出版股份有限公司' }, dateEdtf: '2004-10',
    edition: { value: '初版一刷' }, price: { value: '新臺幣四百五十元' }, isbn: [{ value: '957-11-3742-7' }], genre: '論文集',
  })
  t.match(found.doubts, [/957-11-3742-7/])
  t.same(people(found), ['主編 楊逵', '主編 張文環'])
})

t.test('the CIP of the mainland, and a colophon without colons', async (t) => {
  const found = text(MAINLAND)
  t.match(found, {
    title: { value: '学习型城市建设的理论与实践', source: 'cip' }, place: { value: '北京' }, publisher: { value: '教育科学出版社' }, date: { value: '2011.5' }, dateEdtf: '2011-05',
    series: { value: '终身教育研究丛书' }, isbn: [{ value: '978-7-5041-5612-9' }], classification: { value: 'G729.2' }, subjects: [{ value: '城市—终身教育—研究—中国' }],
    price: { value: '35.00元' }, language: { value: 'zh-Hans' },
  })
  t.same(people(found), ['主編 赖和', '主編 杨逵', '發行人 所广一', '執行編輯 呂赫若'])
})

t.test('the CIP of an English book', async (t) => {
  const found = readFrontMatter(documentOf(ENGLISH))
  t.match(found, {
    title: { value: 'Learning cities in Asia' }, subtitle: { value: 'policies and practices' }, edition: { value: '2nd ed' }, place: { value: 'Singapore' }, publisher: { value: 'Springer' }, date: { value: '2014' },
    series: { value: 'Education in the Asia-Pacific region ; v. 20' }, isbn: [{ value: '978-3-16-148410-0' }], language: { value: 'en' },
  })
  t.same(people(found), ['主編 Lai Ho', '主編 Lu Heruo'])
  t.same(found.conflicts, [])
})

t.test('forms of the Taiwanese CIP', async (t) => {
  const cip = (words: string): FrontMatter => text(`國家圖書館出版品預行編目資料\n\n${words}`)
  t.match(cip('臺灣通史 / 連橫著. -- 三版. --\n臺北市 : 臺灣商務, 民99.10\n　　冊 ; 21公分. -- (人人文庫 ; 12)\nISBN 978-957-05-2530-4(全套 : 平裝)\n1.臺灣史\n733.21　　99016512'), {
    title: { value: '臺灣通史' }, edition: { value: '三版' }, publisher: { value: '臺灣商務' }, dateEdtf: '2010-10', series: { value: '人人文庫 ; 12' }, subjects: [{ value: '臺灣史' }], classification: { value: '733.21' },
  })
  const translated = cip('社會學的想像 / 米爾斯(C. Wright Mills)著 ; 張君玫, 劉鈐佑譯. -- 初版. -- 臺北市 : 巨流, 1995[民84]\n296面 ; 21公分. -- (社會學叢書 ; 5)\n含參考書目\n譯自：The sociological imagination\nISBN 957-732-063-0 (平裝)')
  t.match(translated, { title: { value: '社會學的想像' }, extent: { value: '296面 ; 21公分' }, place: { value: '臺北市' }, date: { value: '1995[民84]' }, dateEdtf: '1995', series: { value: '社會學叢書 ; 5' }, parallelTitles: [{ value: 'The sociological imagination' }] })
  t.same(people(translated), ['著 米爾斯', '譯 張君玫', '譯 劉鈐佑'])
})

t.test('what the file says of itself is trusted least, and where it differs both stand', async (t) => {
  const found = readFrontMatter(documentOf(VOLUME, { format: 'text', metadata: { title: '別的書', creators: ['楊逵', '胡適'], date: '2005', identifiers: ['urn:isbn:9789574967322'] } }))
  t.equal(found.title!.value, '社區與文化')
  t.match(found.conflicts.find(({ field }) => field === 'title'), { values: [{ value: '社區與文化', source: 'colophon' }, { value: '別的書', source: 'metadata' }] })
  t.match(found.conflicts.find(({ field }) => field === 'date')?.values.map(({ value }) => value), ['民國九十三年十月初版一刷', '2005'])
  t.same(people(found), ['主編 楊逵', '主編 張文環', '著 胡適'])
  t.same(found.isbn.map(({ value }) => value), ['957-11-3742-7', '9789574967322'])
  t.same(found.contributors.at(-1)!.at, undefined, 'it stands nowhere in the text')
})

t.test('a page of the web, and a text without anything', async (t) => {
  const page = readFrontMatter(documentOf('# 市長的話\n\n今天我們齊聚一堂，慶祝社區大學成立二十週年，感謝各位老師與同學多年來的努力，也感謝社區的支持與協助。', { format: 'html' }))
  t.match(page, { title: { value: '市長的話' }, genre: '網頁' })
  const none = readFrontMatter(documentOf(''))
  t.match(none, { isbn: [], contributors: [], conflicts: [], doubts: [] })
})

t.test('a colophon at the end of the book, its labels parted by bars and strokes', async (t) => {
  const found = readFrontMatter(documentOf('# 臺北的河流\n\n賴和 著\n\n# 序\n\n河流是城市的起點，也是城市的歸宿。本書從淡水河說起，說到基隆河與新店溪，希望讀者能夠從河流看見城市的歷史與將來。\n\n# 一、淡水河\n\n淡水河是北臺灣最大的河流。\n\n國家圖書館出版品預行編目(CIP)資料\n\n臺北的河流：城市的起點／賴和著；陳澄波繪．--二版．--新北市：遠足文化事業股份有限公司，2018.07\n208面；17×23公分\nISBN 978-957-496-732-2（平裝）\n1.河流　2.臺北市\n351.8　　　107009999\n\n作　　者｜賴　和\n責任編輯｜楊　逵\n社長／呂赫若\n出版者／遠足文化事業股份有限公司\n初版一刷／西元2010年5月\n二版一刷／西元2018年7月\n定價／380元\n'))
  t.match(found, { title: { value: '臺北的河流' }, subtitle: { value: '城市的起點' }, edition: { value: '二版' }, place: { value: '新北市' }, dateEdtf: '2018-07', extent: { value: '208面；17×23公分' }, classification: { value: '351.8' }, price: { value: '380元' } })
  t.same(people(found), ['著 賴和', '繪 陳澄波', '執行編輯 楊逵', '發行人 呂赫若'])
})

t.test('the cover of a report as a table', async (t) => {
  const found = readFrontMatter(documentOf('**補助專題研究計畫成果報告**\n\n| 計畫名稱 | 學習型城市的發展模式之研究 |\n|---|---|\n| 計畫編號 | NSC 99-2410-H-003-001 |\n| 執行機構 | 國立臺灣師範大學社會教育學系（所） |\n| 計畫主持人 | 林獻堂 |\n| 共同主持人 | 蔡培火 |\n\n中　華　民　國　100 年 10 月 31 日\n'))
  t.match(found, { title: { value: '學習型城市的發展模式之研究' }, projectNumber: { value: 'NSC 99-2410-H-003-001' }, dateEdtf: '2011-10-31', genre: '研究報告' })
  t.same(people(found), ['執行單位 國立臺灣師範大學社會教育學系（所）', '計畫主持人 林獻堂', '協同主持人 蔡培火'])
})

t.test('one chapter of a volume, by itself, is called as the chapter is', async (t) => {
  const found = readFrontMatter(documentOf('# Chapter Three: The Good Data Manifesto\n\nClaire Trenham and Adam Steer\n\nAbstract\n\nThe manifesto sketches out a set of principles which can be used to guide data collection, storage, and re-use. It is short.\n\n## Introduction\n\nText.\n'))
  t.equal(found.title?.value, 'The Good Data Manifesto')
  t.same(people(found), ['著 Claire Trenham', '著 Adam Steer'])
})

t.test('neither the name of a computer nor a label in running text is of the record', async (t) => {
  const found = readFrontMatter(documentOf('# The Manifesto\n\nPublished: with respect to openness, maintaining privacy\n\nText goes on.', { metadata: { creators: ['Microsoft Office User', 'jennyc'] } }))
  t.equal(found.date, undefined)
  t.same(people(found), [])
})

t.test('a picture is no title; what the file says of itself is the title where the page says it too', async (t) => {
  t.equal(readFrontMatter(documentOf('![](https://example.org/cover.jpg)\n\n# 名家推薦\n\n文字。', { metadata: { title: '多元宇宙' } })).title?.value, '多元宇宙')
  const found = readFrontMatter(documentOf('# Theory on Demand #27\n\nVideoblogging Before YouTube\n\nTrine Berry\n\n# Contents\n', { metadata: { title: 'Videoblogging Before YouTube', creators: ['Trine Berry'] } }))
  t.equal(found.title?.value, 'Videoblogging Before YouTube')
})

t.test('affiliations in brackets are no authors; by, and the name below it', async (t) => {
  t.same(people(readFrontMatter(documentOf('# Infrastructures for Open Communication\n\nAuthors: Samuel Moore (OKF, King’s College London and Ubiquity Press), Jonathan Gray (OKF) and Danny Lämmerhirt (OKF)\n\nJune 2016\n'))), ['著 Samuel Moore', '著 Jonathan Gray', '著 Danny Lämmerhirt'])
  t.same(people(readFrontMatter(documentOf('# Why Open Software Matters\n\nby\n\nRufus Pollock¹\n\n# Table of Contents\n'))), ['著 Rufus Pollock'])
  t.same(people(readFrontMatter(documentOf('# Joined-Up Data\n\nConstruction Sector Transparency Initiative\n\nPrepared by Neil Ashton\n\n# Contents\n'))), ['著 Neil Ashton'])
  t.same(people(readFrontMatter(documentOf('# 算法权力落差\n\n（作者：蒋涛）\n\n摘要\n'))), ['著 蒋涛'])
})

t.test('of a file that was made with care its own title counts; of one that was typed the authors on the page', async (t) => {
  t.equal(readFrontMatter(documentOf('Cover design\n\nKatja van Stiphout\n\n# Contents\n', { format: 'epub', metadata: { title: 'Videoblogging Before YouTube' } })).title?.value, 'Videoblogging Before YouTube')
  t.same(people(readFrontMatter(documentOf('# Infrastructures\n\nAuthors: Samuel Moore\n', { format: 'docx', metadata: { creators: ['Victoria Tsoukala'] } }))), ['著 Samuel Moore'])
  t.equal(readFrontMatter(documentOf('# Governance of Communal Data[^1]*\n\nChih-hsing Ho\n')).title?.value, 'Governance of Communal Data')
})

t.test('covers of reports: who issued them, when, under what title', async (t) => {
  const cover = (...lines: (string | { text: string; size?: number; kind?: 'heading' | 'running-head' })[]): FrontMatter => readFrontMatter(pagesOf([[...lines, 'The harbour was built by those who lived beside it. It is kept by those who came after, as its records tell.']]))
  const office = cover('GOVERNMENT OF THE ISLAND OF EXAMPLE', 'Office of the Harbour Master', 'Open Harbour Report 2014')
  t.match(office, { title: { value: 'Open Harbour Report 2014' }, dateEdtf: '2014', genre: '研究報告', contributors: [{ value: { name: 'Office of the Harbour Master', kind: 'Organization' } }] })
  const dated = cover({ text: 'What Do They Carry?', size: 2.1, kind: 'heading' }, { text: 'Towards a public record of ships and what they carry', size: 1.27, kind: 'heading' }, 'Alice Coburn', 'Chief Executive, Harbour Network', '7 January 2011')
  t.match(dated, { title: { value: 'What Do They Carry?' }, subtitle: { value: 'Towards a public record of ships and what they carry' }, dateEdtf: '2011-01' })
  t.same(people(dated), ['著 Alice Coburn'])
  t.match(cover({ text: 'CHANGING WHAT COUNTS', size: 6, kind: 'heading' }, { text: 'HOW CAN RECORDS BE USED?', size: 1.5, kind: 'heading' }, 'Alice Coburn'), { title: { value: 'CHANGING WHAT COUNTS' }, subtitle: { value: 'HOW CAN RECORDS BE USED?' } })
  t.match(cover({ text: 'Coburn, A. (2017) What Do They Carry? Working Paper, February 2017.', kind: 'running-head' }, { text: 'What Do They Carry?', size: 2, kind: 'heading' }, 'February - December 2015'), { title: { value: 'What Do They Carry?' }, dateEdtf: '2015-12' })
  t.match(readFrontMatter(documentOf('# 曾淑芬博士\n\n視覺化機制的研究\n\n# 摘要\n')), { title: { value: '視覺化機制的研究' } }, 'a person with a title is none')
  t.same(people(readFrontMatter(documentOf('# The Harbour\n\nText.', { format: 'docx', metadata: { creators: ['inc inc'] } }))), [], 'whoever typed it')
})
