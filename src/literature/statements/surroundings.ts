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
const NOT_THE_ONE = new RegExp(`(?:作為|做為|身為|充當|代表|邀請|號召|鼓勵|呼籲|要求|寫|談|論|的由|成為)${ADVERBS}$`, 'u')
/** 鴻海與甲和乙合作: with each of them, and they not with each other. */
const WITH = new RegExp(`(?:[與和跟同]|結合|會同|偕同|攜手|聯合)${ADVERBS}$`, 'u')
/** 改組為國民政府行政院, 改組為國務院下的農商部: the first of two only says whose the second is. */
const ATTRIBUTE = new RegExp(`^(?:${ANY_NAME}${BODIES}|${OWNERS}(?:之下|[轄旗]?下|所屬|附屬|管轄)?[的之]${THINGS})`, 'u')
/** 位於新北市板橋的亞東醫院成為 is about what comes behind. */
const RELATIVE = new RegExp(`^${ANY_NAME}\\p{Script=Han}{0,8}?[的之]\\p{Script=Han}{0,6}?${ANY_NAME}`, 'u')
/** 鐵路局轄下的中國國鐵特等站, 參與台灣民眾黨: a place is the beginning of a longer name. */
const PLACE_ON = new RegExp(`^[${range('Place')}]\\p{Script=Han}`, 'u')
/** 位於歐亞板塊與菲律賓海板塊之間: a place of neighbours. */
const BETWEEN = new RegExp(`^[${range('Place')}](?:[、與和及]|\\p{Script=Han}{0,8}?(?:交界|之間|板塊|大陸|邊界|洋|海[^邊岸線濱關]))|^[${range('Place')}]的(?:中心|中央|邊緣|交界|東|西|南|北)(?!\\p{Script=Han}?[區鄉鎮村里])`, 'u')
const WHERE: ReadonlySet<string> = new Set(['LOCATED_IN', 'BORN_IN', 'HELD_AT', 'USES', 'COVERS', 'REPRESENTS'])
/** What is done with these goes on behind the object: 委託甲經營乙, 畢業於甲大學資管系. */
const OPEN: ReadonlySet<string> = new Set(['COMMISSIONS', 'FUNDS', 'SPONSORS', 'STUDIES_AT', 'TEACHES_AT', 'WORKS_FOR', 'HOLDS_POST', 'PARTNERS_WITH', 'by post', 'AUTHORED', 'PUBLISHED', 'EDITED', 'TRANSLATED', 'HOLDS', ...WHERE])
const CUT_SHORT = 0.6

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
  if (type === 'PARTNERS_WITH' && opensWithName(words) && WITH.test(before)) return 0
  if (!NAME.test(behind[0] ?? '')) return 1
  if (ATTRIBUTE.test(behind)) return 0
  if (carried && RELATIVE.test(behind)) return 0
  if (!WHERE.has(type) && PLACE_ON.test(behind) && !goesOn.test(behind.slice(1))) return 0
  if (type === 'LOCATED_IN' && BETWEEN.test(behind)) return 0
  return known || OPEN.has(type) || !/^.\p{Script=Han}/u.test(behind) || goesOn.test(behind.slice(1)) ? 1 : CUT_SHORT
}
