import { fold } from '../../model/names.ts'

/**
 * Family names by which a person is told from other words. Left out are rare ones that are mostly something else
 * (如 於 向 和 時 成 對 從 平 國 展): before a bracket with a year they would be read as part of a name.
 */
const SINGLE = `
王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董袁潘蔣蔡余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石廖賈夏韋方白鄒孟熊秦邱丘江尹
薛閻閆段雷侯龍史陶黎賀顧毛郝龔邵萬錢嚴覃武戴莫孔湯溫康施文牛樊葛邢安齊易喬伍龐顏倪莊聶章魯岳翟殷詹申歐耿關蘭焦俞左柳甘祝包寧尚符舒阮柯紀梅童凌畢單季
裴霍涂凃苗谷盛曲翁冉駱藍游辛靳管柴蒙鮑華喻祁蒲房滕屈饒牟艾尤穆卓古吉繆簡車項連蘆麥褚婁竇戚岑景宮費卜冷晏席衛米柏宗瞿桂佟應臧閔鄔邊卞姬仇欒隋刁沙榮巫
寇桑郎甄叢仲虞敖佘池查遲鄺封談匡鞠荊樂冀郁胥班儲栗燕楚勞奚粟冼藺樓聞厲伊區闞屠朴練廉禹巴豐狄宣晉容芮闕浦辜裘杭茹危湛茅洪賴傅徐曹鄞鄢游塗蕭肖
池紐鈕柳麥湛利阿泰粘糠力褚幸賁杭辛闕邸於`.replace(/[\s於力利阿泰]/g, '')

/** Of two characters, and those of Japan that Chinese texts cite. A given name may be missing. */
const DOUBLE = `
歐陽 司馬 上官 諸葛 東方 皇甫 尉遲 公孫 慕容 司徒 端木 張簡 范姜 張廖 夏侯 令狐 長孫 宇文 獨孤 南宮
佐藤 鈴木 高橋 田中 渡邊 渡辺 伊藤 山本 中村 小林 加藤 吉田 山田 佐佐木 佐々木 山口 松本 井上 木村 齋藤 清水 山崎 池田 橋本 石川 前田 藤田 岡田 長谷川 村上 近藤
石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 岡本 松田 中島 中川 中野 原田 小川 竹內 金子 和田 中山 石田 上田 森田 柴田 酒井 工藤 橫山 宮崎 宮本 內田 高木 安藤
谷口 大野 丸山 今井 河野 藤原 村田 上野 杉山 增田 大塚 平野 菅原 武田 小島 千葉 久保 松井 岩崎 木下 野口 松尾 野村 菊地 佐野 大西 杉本 新井 濱田 古川 市川 島田
水野 櫻井 高野 吉川 山內 西田 飯田 西川 小松 北村 安田 五十嵐 川口 平田 關口 中田 久保田 服部 東 岩田 土屋 福島 本田 辻 樋口 永井 秋山 山中 內藤 矢內原 伊能 岡部 柄谷 丸山 大江 柳田 福澤`.trim().split(/\s+/).filter((name) => name.length > 1)

const SINGLES = new Set([...fold(SINGLE)])
const DOUBLES = new Set(DOUBLE.map(fold))
const LONGEST = Math.max(...DOUBLE.map((name) => name.length))

/** How many characters of a folded Chinese or Japanese name are family name: 0 when it begins with none that is known. */
export function surnameLength(folded: string): number {
  for (let length = Math.min(LONGEST, folded.length); length >= 2; length--) if (DOUBLES.has(folded.slice(0, length))) return length
  return SINGLES.has(folded[0] ?? '') ? 1 : 0
}

/** Whether the words of a text may be the name of a person: a known family name and one or two characters more (none or up to three of Japan). */
export function isPersonName(text: string): boolean {
  const folded = fold(text)
  const family = surnameLength(folded)
  if (family === 0 || !/^[\p{Script=Han}々]+$/u.test(text)) return false
  const given = folded.length - family
  return family === 1 ? given === 1 || given === 2 || (given === 3 && SINGLES.has(folded[1]!)) : given <= 3
}
