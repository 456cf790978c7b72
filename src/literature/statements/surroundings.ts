import { ADVERB, ANY_NAME, charOf, MOST_NAMES, TOGETHER } from './compile.ts'
import { opensWithName } from './mask.ts'

/**
 * What stands before and behind the words of a pattern decides whether they state it: 代表甲參加乙, 與甲和乙合作 and
 * 位於甲的乙 hold the same words as 甲參加乙, 甲和乙合作 and 丙位於甲.
 */

const range = (kind: Parameters<typeof charOf>[0]): string => `${charOf(kind, 0)}-${charOf(kind, MOST_NAMES)}`
const BODIES = `[${range('Organization')}]`
const THINGS = `[${range('Organization')}${range('Programme')}${range('Event')}${range('Work')}${range('Place')}]`
const OWNERS = `[${range('Organization')}${range('Place')}]`
const ADVERBS = `[${ADVERB}${TOGETHER}]*`
const NAME = new RegExp(ANY_NAME)

/** 在英國愛丁堡的某大學主持: where it was, not who did it. */
const LOCATION = new RegExp(`(?:在|於|到|至|向|從)(?:${ANY_NAME}|的|之)*$`, 'u')
/** In the middle of a list nothing begins: what holds of the second holds of the first. */
const LISTED = new RegExp(`${ANY_NAME}[\\uf000-\\uf0ff]?(?:(?:、|以及|[和與及暨]){1,2}| and |, )$`, 'u')
/** 韓國銀行作為中央銀行負責, 代表台灣參加: somebody else does it. */
const NOT_THE_ONE = new RegExp(`(?:作為|做為|身為|充當|代表|邀請|號召|鼓勵|呼籲|要求|遊說|推動|促成|爭取|支持|同意|反對|阻止|阻撓|成為)${ADVERBS}$`, 'u')
/** 王柏偉寫某人的〈某作〉: about it. */
const ABOUT = /[寫談論]$/u
/** 建立研究會並且出版雜誌, 考入甲和乙合辦的班: the name is the object of a verb before it, and who did it is named earlier. */
const OBJECT = /(?:建立|成立|創立|創辦|創設|設立|籌設|組成|加入|進入|考[入上取]|離開|參加|參與|擔任|就讀|任教|任職於?|收購|併購|控告|起訴|拒絕|拜訪|參觀|訪問|獲得|榮獲|辭去|接任|出任|轉任|前往|來到|回到|抵達|並入|併入|接受|透過|經由|感謝)了?$/u
const OF_ITSELF = new RegExp(`^${ANY_NAME}(?:，|${ADVERBS}(?:由|受|經|獲|位|隸|為|是|前身|的|之))`, 'u')
/** 創辦甲協會後，乙…: whoever did it is named behind. */
const FIRST_THIS = new RegExp(`^${ANY_NAME}(?:之?後|時|之?前|期間|的同時|[${ADVERB}](?=，))`, 'u')
/** 由陳醫師發起組成基金會: what was set up is named behind. */
const THEN_IT = new RegExp(`^(?:組成|成立|籌組|創辦|創立|設立)?[了過]?${ANY_NAME}`, 'u')
const PASSIVE: ReadonlySet<string> = new Set(['FOUNDED_BY', 'ORGANIZES', 'IMPLEMENTS', 'PUBLISHED', 'EDITED', 'LEADS'])
/** 前身為甲公司的碼頭: not the company. */
const OF_IT = new RegExp(`^${ANY_NAME}[的之]\\p{Script=Han}`, 'u')
/** 鴻海與甲和乙合作: with each of them, and they not with each other. */
const WITH = new RegExp(`(?:[與和跟同]|結合|會同|偕同|攜手|聯合)${ADVERBS}$`, 'u')
/** 改組為國民政府行政院, 改組為國務院下的農商部: the first of two only says whose the second is. */
const ATTRIBUTE = new RegExp(`^(?:${ANY_NAME}${BODIES}|${OWNERS}(?:之下|[轄旗]?下|所屬|附屬|管轄)?[的之]${THINGS})`, 'u')
/** 位於新北市板橋的亞東醫院成為 is about what comes behind. */
const RELATIVE = new RegExp(`^${ANY_NAME}\\p{Script=Han}{0,8}?[的之]\\p{Script=Han}{0,6}?${ANY_NAME}`, 'u')
/** 鐵路局轄下的中國國鐵特等站, 參與台灣民眾黨: a place is the beginning of a longer name. */
const PLACE_ON = new RegExp(`^[${range('Place')}][\\p{Script=Han}「『《]`, 'u')
/** 位於歐亞板塊與菲律賓海板塊之間: a place of neighbours. */
const BETWEEN = new RegExp(`^[${range('Place')}](?:[、與和及]|\\p{Script=Han}{0,8}?(?:交界|之間|板塊|大陸|邊界|洋|(?<!沿)海(?![邊岸線濱關域])))|^[${range('Place')}]的(?:邊緣|交界)`, 'u')
const WHERE: ReadonlySet<string> = new Set(['LOCATED_IN', 'BORN_IN', 'HELD_AT', 'COVERS', 'REPRESENTS'])
/** What is done with these goes on behind the object: 委託甲經營乙, 畢業於甲大學資管系. */
const OPEN: ReadonlySet<string> = new Set(['COMMISSIONS', 'FUNDS', 'SPONSORS', 'STUDIES_AT', 'TEACHES_AT', 'WORKS_FOR', 'HOLDS_POST', 'PARTNERS_WITH', 'by post', 'AUTHORED', 'PUBLISHED', 'EDITED', 'TRANSLATED', 'HOLDS', 'PROPOSES', ...WHERE])
const CUT_SHORT = 0.6
const SORT = new RegExp(`^[${range('Organization')}${range('Event')}]「`, 'u')

/**
 * @param carried the subject was put before the clause
 * @param goesOn what may follow a name that is whole
 * @param known the last name is one that the archive has
 * @returns 0 where the pattern states nothing here, less than 1 where the object may be a part of a longer name
 */
export function fits(type: string, { index, 0: words }: RegExpExecArray, text: string, carried: boolean, goesOn: RegExp, known: boolean): number {
  const before = text.slice(Math.max(0, index - 20), index)
  const behind = text.slice(index + words.length - 1)
  if (opensWithName(words) && (LOCATION.test(before) || LISTED.test(before) || NOT_THE_ONE.test(before))) return 0
  if (opensWithName(words) && (type === 'AUTHORED' ? ABOUT.test(before) : type !== 'by post' && OBJECT.test(before) && !OF_ITSELF.test(words))) return 0
  if (type === 'PARTNERS_WITH' && opensWithName(words) && WITH.test(before)) return 0
  if (!NAME.test(behind[0] ?? '')) return carried && PASSIVE.has(type) && THEN_IT.test(behind.slice(1)) ? 0 : 1
  if (ATTRIBUTE.test(behind)) return 0
  if (carried && (RELATIVE.test(behind) || FIRST_THIS.test(behind))) return 0
  if (type === 'SUCCEEDS' && OF_IT.test(behind)) return 0
  if (!WHERE.has(type) && PLACE_ON.test(behind) && !goesOn.test(behind.slice(1))) return 0
  if (type === 'LOCATED_IN' && BETWEEN.test(behind)) return 0
  // 藝術教育工作室「畫的室」: a sort of thing, and its name behind
  if (!known && SORT.test(behind)) return 0
  return known || OPEN.has(type) || !/^.\p{Script=Han}/u.test(behind) || goesOn.test(behind.slice(1)) ? 1 : CUT_SHORT
}
