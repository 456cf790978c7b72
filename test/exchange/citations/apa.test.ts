import t from 'tap'
import { citation, distinguished, inOrder, reference } from '../../../src/exchange/citations/apa.ts'
import type { CslItem, CslName } from '../../../src/exchange/citations/csl.ts'
import { plain } from '../../../src/exchange/citations/pieces.ts'

const zh = (...names: string[]): CslName[] => names.map((literal) => ({ literal }))
const en = (...names: string[]): CslName[] => names.map((name) => ({ family: name.split(', ')[0]!, given: name.split(', ')[1]! }))
const year = (...parts: number[]): CslItem['issued'] => ({ 'date-parts': [parts] })

/** Examples as printed: of the APA's own pages (apastyle.apa.org, reference examples), and of a journal in Taiwan that asks for APA 7 in Chinese. */
const PUBLISHED: readonly (readonly [CslItem, string])[] = [
  [{ id: '1', type: 'article-journal', title: '護理職場霸凌對工作倦怠感及健康照護產能影響之研究', author: zh('傅玲', '陳淑芬', '溫美蓉', '劉淑言', '齊珍慈'), issued: year(2016), 'container-title': '榮總護理', volume: '33', issue: '4', page: '397-406', DOI: '10.6142/VGHN.33.4.397' },
    '傅玲、陳淑芬、溫美蓉、劉淑言、齊珍慈（2016）。護理職場霸凌對工作倦怠感及健康照護產能影響之研究。榮總護理，33（4），397–406。https://doi.org/10.6142/VGHN.33.4.397'],
  [{ id: '2', type: 'article-journal', title: 'Emotions in storybooks: A comparison of storybooks that represent ethnic and racial groups in the United States', author: en('Grady, Jessica S.', 'Her, Mai', 'Moreno, Geena', 'Perez, Cynthia', 'Yelinek, Jaclyn'), issued: year(2019), 'container-title': 'Psychology of Popular Media Culture', volume: '8', issue: '3', page: '207-217', DOI: '10.1037/ppm0000185' },
    'Grady, J. S., Her, M., Moreno, G., Perez, C., & Yelinek, J. (2019). Emotions in storybooks: A comparison of storybooks that represent ethnic and racial groups in the United States. Psychology of Popular Media Culture, 8(3), 207–217. https://doi.org/10.1037/ppm0000185'],
  [{ id: '3', type: 'book', title: 'The psychology of prejudice: From attitudes to social action', author: en('Jackson, Lynne M.'), issued: year(2019), edition: '2', publisher: 'American Psychological Association', DOI: 'https://doi.org/10.1037/0000168-000' },
    'Jackson, L. M. (2019). The psychology of prejudice: From attitudes to social action (2nd ed.). American Psychological Association. https://doi.org/10.1037/0000168-000'],
  [{ id: '4', type: 'chapter', title: 'Culinary arts: Talent and their development', author: en('Aron, Luan', 'Botella, Marion', 'Lubart, Todd'), editor: en('Subotnik, Rena F.', 'Olszewski-Kubilius, Paula', 'Worrell, Frank C.'), issued: year(2019), 'container-title': 'The psychology of high performance: Developing human potential into domain-specific talent', page: '345-359', publisher: 'American Psychological Association', DOI: '10.1037/0000120-016' },
    'Aron, L., Botella, M., & Lubart, T. (2019). Culinary arts: Talent and their development. In R. F. Subotnik, P. Olszewski-Kubilius, & F. C. Worrell (Eds.), The psychology of high performance: Developing human potential into domain-specific talent (pp. 345–359). American Psychological Association. https://doi.org/10.1037/0000120-016'],
  [{ id: '5', type: 'book', title: 'Military veteran psychological health and social care: Contemporary approaches', editor: en('Hacker Hughes, Jamie'), issued: year(2017), publisher: 'Routledge' },
    'Hacker Hughes, J. (Ed.). (2017). Military veteran psychological health and social care: Contemporary approaches. Routledge.'],
  [{ id: '6', type: 'dataset', title: 'Cognitive effects of music and dance training in children', author: en("D'Souza, Annalise", 'Wiseheart, Melody'), issued: year(2018), number: 'ICPSR 37080', version: 'Version V1', publisher: 'ICPSR', DOI: '10.3886/ICPSR37080.v1' },
    "D'Souza, A., & Wiseheart, M. (2018). Cognitive effects of music and dance training in children (ICPSR 37080; Version V1) [Data set]. ICPSR. https://doi.org/10.3886/ICPSR37080.v1"],
  [{ id: '7', type: 'report', title: 'Taking time: Support for people with cancer', author: zh('National Cancer Institute'), issued: year(2019), number: 'NIH Publication No. 18-2059', publisher: 'U.S. Department of Health and Human Services, National Institutes of Health', URL: 'https://www.cancer.gov/publications/patient-education/takingtime.pdf' },
    'National Cancer Institute. (2019). Taking time: Support for people with cancer (NIH Publication No. 18-2059). U.S. Department of Health and Human Services, National Institutes of Health. https://www.cancer.gov/publications/patient-education/takingtime.pdf'],
]

for (const [item, printed] of PUBLISHED) t.test(printed.slice(0, 60), async (t) => t.equal(plain(reference(item)), printed))

/** The patterns for Chinese works of 林雍智 (2020), filled in. */
t.test('Chinese works by their patterns', async (t) => {
  const said = (item: Omit<CslItem, 'id'>): string => plain(reference({ id: 'x', ...item }))
  const book = { type: 'book', title: '學習型城市', issued: year(2012, 4), publisher: '師大書苑', 'publisher-place': '臺北市', edition: '初版' } as const
  t.equal(said({ ...book, author: zh('林振春') }), '林振春（2012）。學習型城市。師大書苑。', 'neither place nor first edition')
  t.equal(said({ ...book, author: zh('林振春', '王秋絨'), edition: '二版' }), '林振春、王秋絨（2012）。學習型城市（二版）。師大書苑。')
  t.equal(said({ ...book, editor: zh('中華民國社區教育學會') }), '中華民國社區教育學會（主編）（2012）。學習型城市。師大書苑。')
  t.equal(said(book), '學習型城市（2012）。師大書苑。', 'without anybody the title comes first')
  t.equal(said({ ...book, title: '城市為什麼要學習？', author: zh('某甲') }), '某甲（2012）。城市為什麼要學習？師大書苑。')
  t.equal(said({ type: 'chapter', title: '地方知識建構', author: zh('林振春'), editor: zh('社區教育學會'), 'container-title': '學習型城市', page: '77-98', publisher: '師大書苑', issued: year(2012) }), '林振春（2012）。地方知識建構。載於社區教育學會（主編），學習型城市（頁 77–98）。師大書苑。')
  t.equal(said({ type: 'thesis', title: '社區大學之研究', author: zh('王大明'), genre: '碩士論文', publisher: '國立臺灣師範大學', issued: year(2003) }), '王大明（2003）。社區大學之研究〔碩士論文，國立臺灣師範大學〕。')
  t.equal(said({ type: 'dataset', title: '社會團體名冊', publisher: '臺北市政府社會局', version: '2025-06', issued: year(2025, 6), URL: 'https://data.taipei/' }), '臺北市政府社會局（2025）。社會團體名冊（2025-06）〔資料集〕。https://data.taipei/')
  t.equal(said({ type: 'article-newspaper', title: '社區大學開學', author: zh('記者甲'), 'container-title': '某報', issued: year(2010, 3, 5), page: 'A3' }), '記者甲（2010年3月5日）。社區大學開學。某報，A3。')
  t.equal(said({ ...book, title: '未來學習', author: [{ family: 'Longworth', given: 'Norman' }], translator: zh('陳甲') }), 'Norman Longworth（2012）。未來學習〔陳甲譯〕。師大書苑。')
  t.equal(said({ type: 'document', title: '沒有日期的文件', author: zh('某乙') }), '某乙（無日期）。沒有日期的文件。')
  const many = said({ ...book, author: zh(...Array.from({ length: 22 }, (_, i) => `甲${i + 1}`)) })
  t.match(many, /甲19……甲22（2012）/)
  t.notMatch(many, /甲20/)
})

t.test('citations in the text', async (t) => {
  const item = (author: CslName[], title = '書'): CslItem => ({ id: 'x', type: 'book', title, author, issued: year(2012) })
  t.equal(citation(item(zh('林振春')), { page: '4', note: '頁碼由分頁推得' }), '林振春，2012，頁 4（頁碼由分頁推得）')
  t.equal(citation(item(zh('林振春', '王秋絨'))), '林振春、王秋絨，2012')
  t.equal(citation(item(zh('林振春', '王秋絨', '某甲'))), '林振春等人，2012')
  t.equal(citation({ id: 'x', type: 'dataset', title: '名冊', publisher: '社會局' }, { row: 12 }), '社會局，無日期，第 12 列')
  t.equal(citation({ id: 'x', type: 'book', title: '學習型城市' }, { page: '4' }), '《學習型城市》，無日期，頁 4')
  t.equal(citation(item(en('Longworth, Norman', 'Osborne, Michael'), 'Learning cities'), { page: '4' }), 'Longworth & Osborne, 2012, p. 4')
  t.equal(citation(item(en('A, A', 'B, B', 'C, C'), 'Learning cities')), 'A et al., 2012')
})

t.test('Chinese works first, by strokes, 台 as 臺', async (t) => {
  const items: CslItem[] = [['Zed', '2'], ['臺北市', '3'], ['王甲', '1'], ['台北市', '4'], ['Abel', '5']].map(([who, id]) => ({ id: id!, type: 'book', title: /[A-Z]/.test(who!) ? 'A' : '書', author: zh(who!), issued: year(2000) }))
  t.same(inOrder(items).map(({ id }) => id), ['1', '3', '4', '5', '2'])
})

t.test('works of the same makers and year are told apart by letters, in the list and in the text', async (t) => {
  const item = (id: string, title: string, issued?: CslItem['issued']): CslItem => ({ id, type: 'dataset', title, publisher: '文化局', ...(issued === undefined ? {} : { issued }) })
  const [troupes, halls, other] = distinguished([item('1', '演藝團體名冊'), item('2', '藝文館所'), item('3', '演藝團體名冊', year(2020))])
  t.same([troupes, halls, other].map((one) => citation(one!)), ['文化局，無日期-a', '文化局，無日期-b', '文化局，2020'])
  t.equal(plain(reference(halls!)), '文化局（無日期-b）。藝文館所〔資料集〕。')
  const books = distinguished(['B', 'A'].map((title, i): CslItem => ({ id: String(i), type: 'book', title, author: en('Longworth, Norman'), issued: year(2006) })))
  t.same(books.map((one) => citation(one)), ['Longworth, 2006b', 'Longworth, 2006a'])
})
