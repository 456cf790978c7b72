import { tidy } from './lines.ts'

/** Surnames of Han names, in either script; the commonest four hundred. */
const SURNAMES = new Set(`王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许鄧邓馮冯韓韩曹曾彭蕭萧蔡潘田董袁于余葉叶蔣蒋杜蘇苏魏程呂吕丁沈任姚盧卢傅鐘钟鍾姜崔譚谭廖范汪陸陆金石戴賈贾韋韦夏邱丘方侯鄒邹熊孟秦白江閻阎薛尹段雷黎史龍龙賀贺陶顧顾毛郝龔龚邵萬万錢钱嚴严賴赖覃洪武莫孔湯汤向常溫温康施文牛樊葛邢安齊齐易喬乔伍龐庞顏颜倪莊庄聶聂章魯鲁岳翟殷詹申歐欧耿關关蘭兰焦俞左柳甘祝包寧宁尚符舒阮柯紀纪梅童凌畢毕單单季裴霍涂塗成苗谷盛曲翁冉駱骆藍蓝路游遊辛靳管柴蒙鮑鲍華华喻祁蒲房滕屈饒饶解牟艾尤陽阳時时穆農农司卓古吉繆缪簡简車车項项連连蘆芦麥麦褚婁娄竇窦戚岑景黨党宮宫費费卜冷晏席衛卫米柏宗瞿桂全佟應应臧閔闵苟鄔邬邊边卞姬師师和仇欒栾隋商刁沙榮荣巫寇桑郎甄叢丛仲虞敖鞏巩明佘池查麻苑遲迟鄺邝官封談谈匡鞠惠荊荆樂乐冀郁胥南班儲储原栗燕楚鄢勞劳諶谌奚皮粟冼藺蔺樓楼盤盘滿满聞闻位厲厉伊仝區区郜海闞阚花權权強强帥帅屠豆朴蓋盖練练廉禹井祖漆巴豐丰支卿國国狄平計计索宣晉晋相初門门雲云容敬來来扈晁芮都普闕阙浦戈伏鹿薄邸雍辜羊阿烏乌母裘亓修邰趙杭況况那宿鮮鲜印逯隆茹諾诺戰战慕危玉銀银亢嵇公哈湛賓宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展陰阴昝智幸奉植衡富尧堯閆闫佐`)
const DOUBLE = new Set(['歐陽', '欧阳', '司馬', '司马', '上官', '諸葛', '诸葛', '司徒', '皇甫', '夏侯', '東方', '东方', '尉遲', '尉迟', '公孫', '公孙', '令狐', '慕容', '張簡', '范姜', '司空', '南宮', '端木', '長孫', '宇文', '鍾離', '淳于', '申屠', '公羊', '獨孤', '独孤'])

/** Whether this can be the name of one person, written in Han: surname and one or two characters. */
export function isHanName(text: string): boolean {
  const name = text.replace(/\s/g, '')
  if (!/^\p{Script=Han}{2,5}$/u.test(name)) return false
  if (DOUBLE.has(name.slice(0, 2))) return name.length >= 3 && name.length <= 4
  // A married woman's name carries two surnames: 陳林美玉.
  return name.length === 4 ? SURNAMES.has(name[0]!) && SURNAMES.has(name[1]!) && !ORGANIZATION.test(name) : name.length <= 3 && SURNAMES.has(name[0]!) && !NOT_NAMES.has(name)
}

/** Words that begin with a surname and are none. */
const NOT_NAMES = new Set('文獻 文献 文集 簡介 简介 目次 目錄 目录 方法 結論 結語 前言 緒論 成果 白皮書 時代 平台 計畫 計劃 全文 全書 高雄 高雄市 金門 金門縣 南投 南投縣 雲林 雲林縣 章節 管理 常見 常識 國家 國語 國際 和平 元年 應用 關係 農業 商業 經濟 江蘇 包括 單位 解析 相關 文化 文學 文學史 歷史 明清 宋代 唐代 華人 單元 公司 明代 元代 清代 附錄 索引 後記 海洋 海外 花蓮 花蓮縣 利用 信息 計算 計算機 公共 公民 強化 安全 時間 成長 成人 連結 沙龍 權利 滿意度 師資 師大 居家 平等 平均 全球 全球化 高等 高齡 高齡者 關於 任務 溫泉 康樂 史料 史學 夏天 白天 原理 原則 原住民 祖先 左右 何謂 何以 易經 古代 古蹟 向量 程式 程序 程度 常用 黃金 石油 方向 方案 方言 應該 路線 路徑 遊戲 游戲 游戏 容器 關鍵 關鍵詞 宗教 宗旨 衛生 區域 區別 區塊鏈 終章 序章 樂園 都市 都會 官方 來源 印刷 印象 段落 雷達 高考 馬克思 華語'.split(' '))

const ORGANIZATION = /(?:大學|大学|學院|学院|學系|学系|系|研究所|研究院|研究中心|中心|學會|学会|協會|协会|公司|出版社|書局|书局|書苑|書店|書房|印書館|圖書館|图书馆|博物館|博物馆|基金會|基金会|委員會|委员会|編輯部|编辑部|編輯委員會|編委會|编委会|編輯小組|編輯組|辦公室|办公室|事務所|工作室|書社|印刷廠|廠|政府|市府|縣府|部|署|局|處|处|司|廳|厅|院|所|會|会|團|团|社|館|馆|校|國中|國小|高中|小學|中學|法人|聯盟|總會|工會|公會|合作社|Press|University|Institute|Department|Association|Society|Publishing|Publishers?|Inc\.?|Ltd\.?|Co\.|Books|Committee|Council|Ministry|Organi[sz]ation|Foundation|Center|Centre|Initiatives?|Network|Alliance|Partnership|Collaboration|UNESCO|OECD|ELLI)(?:\s*[(（].*[)）])?$/u

/** Bodies by their English words, also in capitals: OFFICE OF THE MAYOR, DC PUBLIC LIBRARY. */
const ENGLISH = /^(?:the )?(?:executive )?(?:office|bureau|agency|government|ministry|department|council|committee|city|county|state|embassy) (?:of|for|on)\b|\b(?:office on|library|office|agency|bureau|museum|government|authority|commission|trust|fund|federation|knowledge international)$/i

export const isOrganization = (text: string): boolean => ENGLISH.test(text.trim()) && text.length <= 90 || ORGANIZATION.test(text.trim()) && !/^[\p{Script=Han}]{2,3}$/u.test(text.trim()) || /^(?:Department|Institute|School|College|Faculty|Graduate|National|University|Ministry)\b/.test(text.trim())

/** Whether a name printed as an author's is a body's; The Economist is one. */
export const kindOf = (name: string): 'Person' | 'Organization' => (isOrganization(name) || /^The\s\p{Lu}/u.test(name) ? 'Organization' : 'Person')

const WESTERN = /^(?:[\p{Lu}][\p{L}'’.-]*|de|van|von|der|la|le|bin|al|da|di|du|dos|ter)(?:[\s.]+(?:[\p{Lu}][\p{L}'’.-]*|de|van|von|der|la|le|bin|al|da|di|du|dos|ter)){1,5}\.?$/u
/** Norman Longworth, J. R. R. Tolkien, Ludwig van Beethoven. */
export const isWesternName = (text: string): boolean => text.length <= 60 && WESTERN.test(text.trim()) && !NO_PERSON.test(text)

const NO_PERSON = /^(?:The|A|An|On|In|Of|For|With|By|From)\s|\b(?:What|How|Who|Why|When|Where|Which|Is|Are|Was|And|Or|Not|To|It|Its|Our|Your|My|We|Can|Does|Other|Changing|Making|Building|Office|Library|Government|Agency|Bureau|Museum|Ministry|Council|Committee|Commission|Executive|Officer|Support|From|Senior|Advis[eo]r|Director|Fellow|Professor|Researcher|Lecturer|Manager|Knowledge|International|Public|District|Reviewers?|University|Department|Thesis|Dissertation|College|Institute|Press|School|Society|Report|Chapter|Part|Introduction|Journal|Contents|Preface|Index|Conclusions?|Appendix|References|Review|Studies|Theory|Education|Learning|City|Cities|Policy|Policies|History|Association|Foundation|Company|Learned|Methods?|Results|Discussion|Practice|Practices|Case|Case|Volume|Edition|Table|Figure|Abstract|Summary|Background|Research|Management|Development|Systems?|Model|Analysis|Data|Origins|Initiatives?|Network|Alliance|Partnership|Collaboration|Contracting|Transparency)\b/i

/** A name in translation: 亞當‧斯密, N．龍沃斯. */
const TRANSLATED = /^(?:[\p{Script=Han}]{1,7}|[A-Z])(?:[．.‧·・•][\s]?(?:[\p{Script=Han}]{1,7}|[A-Z])){1,3}$/u
export const isTranslatedName = (text: string): boolean => TRANSLATED.test(text.trim())

export const isPersonName = (text: string): boolean => isHanName(text) || isWesternName(text) || isTranslatedName(text)

const AROUND = /^(?:[(（[［〔【]\s*[^)）\]］〕】]{1,6}\s*[)）\]］〕】]\s*)+|[\s*†‡§＊※]+$|(?<=\p{Script=Han})[\d*†‡¹²³⁴⁵⁶⁷⁸⁹]+$|(?<=\p{L})[¹²³⁴⁵⁶⁷⁸⁹]+$|\s*[(（][A-Z][^)）]*[)）]$|(?<=[\p{Script=Han}]{2})\s*等$/gu
const TITLES = /\s*(?:博士|教授|副教授|助理教授|老師|先生|女士|小姐|講師|研究員)+$/u

/** One name set wide: 賴　和, 林 振 春. */
const WIDE = /^\s*\p{Script=Han}(?:\s+\p{Script=Han}){1,2}\s*$/u

/** The names printed in a row: 林振春、張德永; 翁敏兒・董欣孜; 林 振 春　張 德 永; Longworth, N., & Osborne, M.; A and B. As printed, wide setting undone. */
export function splitNames(text: string): string[] {
  const rough = text.replace(/\s*(?:合著|共著)$/u, '').split(/[、;；／/｜|\n\t]+|，|,(?!\s*(?:[A-Z]\.[\s-]?)+(?:[,，、;；&]|and\b|$))\s*|\s*[&＆]\s*|\s+and\s+/u).flatMap((piece) => (WIDE.test(piece) ? [piece.replace(/\s+/gu, '')] : piece.split(/\s{2,}|\u3000+/u)))
  const joined: string[] = []
  for (const piece of rough.map((each) => each.trim()).filter((each) => each !== '')) {
    // A Western surname without its initials, which the comma parted: kept whole by the lookahead above.
    joined.push(...loose(piece))
  }
  return joined.map(cleanName).filter((name) => name !== '' && !/^(?:等|et al\.?|與|及|和)$/.test(name))
}

/** Without nationality, footnote marks, Latin form in brackets and 等. */
export function cleanName(text: string): string {
  return tidy(text.replace(AROUND, '').replace(AROUND, '').replace(/^[:：\s]+/, ''))
}

/** A person's name without the title behind it (楊鎮華 教授), as on covers. */
export function withoutTitle(name: string): string {
  const bare = tidy(name.replace(TITLES, ''))
  return bare === '' ? tidy(name) : bare
}

/** What spaces, middle dots and 與 part, only where every part is a name by itself. */
function loose(piece: string): string[] {
  for (const mark of [/\s*[・‧·•．]\s*/u, /\s*與\s*/u, /\s*与\s*/u, /\s*及\s*/u, /\s*暨\s*/u, /\s*和\s*/u]) {
    const parts = piece.split(mark)
    if (parts.length > 1 && parts.every((part) => isHanName(part) || isOrganization(part))) return parts
  }
  const words = piece.split(/\s+/)
  if (words.length < 2 || !words.every((word) => /^\p{Script=Han}+$/u.test(word))) return [piece]
  if (words.every((word) => word.length >= 2 && isHanName(word))) return words
  if (words.every((word) => word.length === 1) && words.length >= 6 && words.length % 3 === 0) {
    const names = Array.from({ length: words.length / 3 }, (_, i) => words.slice(i * 3, i * 3 + 3).join(''))
    if (names.every(isHanName)) return names
  }
  return grouped(words) ?? [piece]
}

/** 古 锐 刘新昱: names of two characters set wide among longer ones. */
function grouped(words: readonly string[]): string[] | undefined {
  const names: string[] = []
  let open = ''
  for (const word of words) {
    open += word
    if (open.length >= 2 && isHanName(open)) {
      names.push(open)
      open = ''
    }
  }
  // 林 振 春 would be 林振 and a rest: then it is one name.
  return open === '' && names.length > 1 ? names : undefined
}
