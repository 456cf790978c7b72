import t from 'tap'
import { known, rules, vocabulary } from './measure.ts'
import { statementsOf } from '../../../src/literature/statements/statements.ts'

const read = (text: string, heading?: string): string[] =>
  statementsOf({ text, start: 0, ...(heading === undefined ? {} : { heading }) }, known, rules, vocabulary).statements.filter(({ stated }) => stated).map(({ relation, from, to }) => `${from.name} ${relation} ${to.name}`)

t.test('somebody else does it, or it is done to something else', async (t) => {
  const nothing: [sentence: string, why: string][] = [
    ['韓國銀行作為中央銀行負責執行「韓國貨幣政策」。', 'in the capacity of'],
    ['研究團隊代表臺北市參加了學習型城市國際論壇。', 'in the name of'],
    ['他遊說臺灣加入世界衛生組織。', 'what somebody wants'],
    ['2009年，李教授建立一般系統論研究會並且出版了《行為科學》。', 'an object of a verb before it'],
    ['鴻海與臺北市立圖書館、國家圖書館合作。', 'each with a third'],
    ['農工商務局1914年改組為國務院下的農商部。', 'whose it is'],
    ['加拿大廣場的前身是加拿大太平洋鐵路公司的碼頭。', 'something of it'],
    ['史丹佛大學成立台灣計畫。', 'a place that begins a longer name'],
    ['台灣位於菲律賓海板塊與歐亞板塊的聚合邊界。', 'between neighbours'],
    ['鍾怜萱創辦的藝術教育工作室「畫的室」開幕了。', 'a sort of thing'],
    ['中央研究院即設於此區。', 'nowhere on a map'],
    ['王柏偉寫Pierre Huyghe的〈沒有靈魂的軀殼〉。', 'about it'],
  ]
  for (const [sentence, why] of nothing) t.same(read(sentence), [], `${why}: ${sentence}`)
})

t.test('a subject is carried to what belongs to it alone', async (t) => {
  t.same(read('台灣本土疫情爆發的時刻，位於新北市板橋區的亞東醫院成為焦點。'), [], 'the clause is about what comes behind')
  t.same(read('由陳錦煌醫師發起組成新港文教基金會。', '嘉義縣新港鄉'), [], 'what was set up is named')
  t.same(read('創辦臺北市立圖書館後，李根政獲獎。', '地球公民基金會'), [], 'who did it is named behind')
  t.same(read('1980年改名為移民問題委員會。', '國際移民組織'), [], 'a heading has the name of today')
  t.same(read('臺北市立圖書館於101年成立兒童閱覽中心，隸屬臺北市政府。').filter((one) => one.includes('圖書館 PART_OF')), [], 'what was set up is what belongs')
  t.same(read('彰化縣政府是這樣寫的：「朝廷分諸羅百餘里之地，設彰化縣，今彰化市。」'), [], 'what is quoted has subjects of its own')
})

t.test('parts are of the kind of their whole', async (t) => {
  t.same(read('韓國設有憲法法院。'), [])
  t.same(read('國立臺東大學附屬體育高級中學國中部畢業後赴日。'), [], '附屬 in a name')
})

t.test('posts: each person and each body has its own', async (t) => {
  t.same(read('他是國立臺灣大學圖書館副館長Kenneth S. Allen和Edna Faye G. Allen的兒子。'), ['Kenneth S. Allen HOLDS_POST 國立臺灣大學圖書館'], 'one at a time')
  t.same(read('立法局議員張鑑泉去世。'), ['張鑑泉 MEMBER_OF 立法局'], 'of a council, not for a place')
  t.same(read('竹圍工作室與法國文化局策展人郭安琪合辦了展覽。').filter((one) => one.includes('竹圍')), [], 'the post is of what stands before it')
  t.same(read('東吳大學校長劉哲題字命名。'), ['劉哲 HOLDS_POST 東吳大學'], 'no verb in a name')
  t.same(read('東吳大學發展處處長楊楨教授來訪。'), ['楊楨 HOLDS_POST 東吳大學發展處', '楊楨 WORKS_FOR 東吳大學發展處'])
})

t.test('A works with B and C: A with each', async (t) => {
  t.same(read('科克市政府與科克大學、科克理工學院合作。'), ['科克市政府 PARTNERS_WITH 科克大學', '科克市政府 PARTNERS_WITH 科克理工學院'])
})

t.test('a publisher without a telling ending is one of the list', async (t) => {
  t.same(read('最後出版的《血淚漁場》得獎。'), [])
  t.same(read('《大江大海》由天下雜誌出版。'), ['天下雜誌 PUBLISHED 大江大海'])
  t.same(read('《臺灣通史》由遠流出版。'), ['遠流 PUBLISHED 臺灣通史'])
})

t.test('an object that may be part of a longer name is no proposal', async (t) => {
  t.same(read('行政院推動社區營造政策白皮書。'), [])
  t.same(read('行政院推動「社區營造政策」。'), ['行政院 IMPLEMENTS 社區營造政策'])
})
