/** What names are made of, besides what is their own: data, in Traditional characters, compared folded. */

export const CITIES = ['臺北', '新北', '桃園', '臺中', '臺南', '高雄', '基隆', '新竹', '苗栗', '彰化', '南投', '雲林', '嘉義', '屏東', '宜蘭', '花蓮', '臺東', '澎湖', '金門', '連江']

/** Names of the whole country: a body may drop them and still be the same. */
export const COUNTRY = ['中華民國', '臺灣省', '臺灣地區', '臺灣', '中華', '國際']

/** Places that bodies put before their names, besides a district. */
export const PLACES = [...CITIES.flatMap((city) => [`${city}市`, `${city}縣`, `大${city}`, city]), '臺北地區', '大臺北地區', ...COUNTRY]

/** Who keeps it, between place and name: 臺北市立, 國立, 私立. */
export const KEEPERS = ['私立', '市立', '縣立', '省立', '國立', '公立', '區立', '政府', '立']

/** What stands before the core of a foundation's name and comes and goes with its renamings. */
export const FAITHS = ['財團法人', '佛教', '基督教', '天主教', '道教', '一貫道', '附設', '附屬']

/** What a body is for, as it stands between its core and its head. Longer ones first where one ends with another. */
export const PURPOSES = [
  '社會福利慈善事業', '社會福利', '社會教育', '社會服務', '社會關懷', '社會公益', '社會慈善', '社會', '福利', '慈善事業', '慈善', '事業', '公益', '救助', '急難救助', '濟助', '賑災', '扶助',
  '文化教育', '教育文化', '文教', '文化藝術', '藝術文化', '文藝', '文化', '教育', '藝術', '音樂', '舞蹈', '戲劇', '體育', '運動', '獎學', '獎助學', '獎助', '獎學金', '助學', '紀念', '基金',
  '學術研究', '學術', '研究', '發展', '推廣', '促進', '推展', '推動', '服務', '關懷', '照顧', '照護', '保護', '環境保護', '環保', '環境', '生態', '保育', '醫療', '醫學', '醫藥', '健康', '衛生', '保健', '科技', '科學', '技術',
  '兒童', '少年', '青少年', '青年', '老人', '長者', '婦女', '婦幼', '家庭', '身心障礙', '殘障', '弱勢', '社區', '國際', '交流', '經濟', '工商', '管理', '宗教', '佛學', '法律', '傳播', '資訊', '生命', '愛心', '互助', '人文', '附設', '附屬', '先生', '女士', '私立', '暨', '及',
]

/** The kind of body, at the end of a name. Longer ones first where one ends with another. */
export const HEADS = [
  '基金會', '協進會', '促進會', '推動協會', '協會', '學會', '研究會', '研究社', '同學會', '校友會', '系友會', '同鄉會', '宗親會', '商業同業公會', '工業同業公會', '同業公會', '職業工會', '產業工會', '企業工會', '總工會', '工會', '公會',
  '教師會', '家長會', '婦女會', '商會', '總會', '分會', '支會', '聯合會', '聯誼會', '聯盟', '扶輪社', '青商會', '獅子會', '服務社', '慈善會', '功德會', '後援會', '委員會', '教會', '農會', '漁會', '畫會', '書會', '詩社', '劇團', '劇坊', '劇場', '舞團', '樂團', '合唱團', '劇社', '工作室',
  '大學', '學院', '專科學校', '高級中學', '高級工業職業學校', '國民中學', '國民小學', '中學', '小學', '學校', '幼兒園', '幼稚園', '社區大學', '研究院', '研究所',
  '分館', '館', '局', '處', '署', '部', '院', '醫院', '診所', '衛生所', '中心', '公所', '所', '室', '科', '課', '組', '隊', '大隊', '總隊', '廠', '會', '社', '團', '公司', '出版社', '書局', '書苑',
]

/**
 * Heads of bodies that are commonly called by a contraction, and what may stand for the head in one:
 * 臺灣大學 → 臺大, 圖書館 → 北市圖. Associations and foundations are not: 老人協會 is no short form of 老人福利協會.
 */
export const SHORT_HEADS: Readonly<Record<string, readonly string[]>> = {
  大學: ['大學', '大'], 學院: ['學院', '院'], 高級中學: ['中學', '高中', '中'], 國民中學: ['國中'], 國民小學: ['國小'], 醫院: ['醫院', '醫', '院'], 研究院: ['研究院', '院'], 研究所: ['研究所', '所'],
  圖書館: ['圖書館', '館', '圖'], 美術館: ['美術館', '館'], 博物館: ['博物館', '館', '博'], 文獻館: ['文獻館', '館'], 紀念館: ['紀念館', '館'], 教育館: ['教育館', '館'], 體育館: ['體育館', '館'], 館: ['館'],
  科: ['科'], 委員會: ['委員會', '委會', '會'], 局: ['局'], 處: ['處'], 署: ['署'], 部: ['部'], 院: ['院'], 中心: ['中心'], 公所: ['公所'], 衛生所: ['衛生所'], 所: ['所'], 隊: ['隊'], 大隊: ['大隊', '隊'], 總隊: ['總隊', '隊'], 廠: ['廠'], 公司: ['公司'],
}

/** Heads of offices: one that leaves out its city is that city's where there is no other (環保局). */
export const OFFICES = ['局', '處', '署', '部', '科', '課', '組', '室', '委員會', '公所', '隊', '大隊', '總隊', '廠']

/** Posts and forms of address beside a person's name. Longer ones first where one ends with another. */
export const TITLES = [
  '先生', '女士', '小姐', '老師', '助理教授', '副教授', '名譽教授', '榮譽教授', '特聘教授', '講座教授', '兼任教授', '教授', '講師', '博士', '碩士', '校長', '主任', '主任委員', '館長', '處長', '局長', '司長', '署長', '部長', '院長', '所長', '室長', '科長', '股長', '課長', '組長', '隊長', '站長', '廠長', '園長',
  '祕書', '秘書', '秘書長', '專員', '專門委員', '科員', '辦事員', '承辦人', '理事長', '常務理事', '理事', '監事', '常務監事', '會長', '董事長', '董事', '執行長', '總監', '藝術總監', '團長', '里長', '村長', '鄰長', '區長', '鄉長', '鎮長', '縣長', '市長', '總統', '院士', '主席', '議員', '立委', '立法委員', '委員', '召集人',
  '督導', '社工師', '社工員', '社工', '醫師', '護理師', '律師', '建築師', '心理師', '研究員', '副研究員', '助理研究員', '總幹事', '幹事', '總經理', '經理', '主編', '總編輯', '編輯', '譯者', '作者', '發行人', '負責人', '創辦人', '牧師', '神父', '修女', '法師', '顧問', '志工', '參事', '技正', '視察', '督學', '同學', '媽媽', '伯伯', '阿姨', '奶奶', '爺爺',
]
/** Before a title: 副館長, 前理事長. */
export const TITLE_PREFIXES = ['副', '前', '前任', '現任', '名譽', '榮譽', '代理', '創會', '總', '助理', '常務', '執行']

/** Before or behind a name in Latin letters. */
export const LATIN_TITLES = ['dr', 'prof', 'professor', 'mr', 'mrs', 'ms', 'miss', 'sir', 'dame', 'rev', 'phd', 'md', 'jr', 'sr', 'esq']
/** Words of English names that one source prints and another leaves out. */
export const LATIN_ARTICLES = ['the', 'a', 'an', 'of', 'for', 'and', 'in', 'on', 'at', 'to', 'inc', 'ltd', 'co', 'corp', 'limited', 'incorporated', 'llc']

/** Surnames, so that 館長曾淑賢 is a person and 理事長聯誼會 is not. */
export const SURNAMES = `陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓阮馬董唐溫藍蔣石古紀姚連馮歐程湯黃田康姜白汪鄒尤巫鐘黎涂龔嚴韓袁金童陸夏柳凃邵錢伍倪溫于譚駱熊任甘秦顧毛章史官萬俞雷粘饒張闕凌崔尹孔辛武辜陶段龍韋葛池孟褚殷麥賀賈莫文管關向包丘梅左樊秘齊穆安祝郝常樂符申殳花費牛滕竇應繆季邢成卞裴喻解閻商岳買竺`
export const COMPOUND_SURNAMES = ['歐陽', '司馬', '司徒', '諸葛', '上官', '張簡', '范姜', '陳林', '端木', '皇甫', '尉遲', '夏侯', '公孫', '慕容']

/** Characters that tell bodies apart like numbers do: two names that differ in them are two bodies. */
export const CONTRASTS = ['東西南北中', '上下', '左右', '前後', '內外', '大小', '新舊', '男女', '公私', '甲乙丙丁戊己庚辛壬癸', '子丑寅卯辰巳午未申酉戌亥', '天地', '日月', '春夏秋冬', '初高', '國省市縣區']
