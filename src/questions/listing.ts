import type { EntityRef } from '../graph/port.ts'
import { formatDate } from '../model/dates.ts'
import type { Kind } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'

/** Names in a sentence that says how many there are. */
export const NAMED = 5

/** 「甲、乙、丙等」 */
export function namesOf(entities: readonly EntityRef[], total: number, most = NAMED): string {
  const shown = entities.slice(0, most).map(({ name }) => name).join('、')
  return total > Math.min(most, entities.length) ? `${shown}等` : shown
}

/** 組織或人物; 大學 where names are asked for; what is asked for where nothing is said. */
export function kindsText(kinds: readonly Kind[], named: readonly string[], vocabulary: Vocabulary, otherwise: string): string {
  if (named.length > 0) return named.join('、')
  return kinds.length === 0 ? otherwise : kinds.map((kind) => vocabulary.kinds.get(kind)?.['zh-Hant'] ?? kind).join('或')
}

/** 「2016年：」 before a question; a span as it was given. */
export function whenText(asOf: string | null | undefined): string {
  if (asOf == null || asOf === '') return ''
  const [from, to] = asOf.split('/') as [string, string?]
  const say = (date: string): string => (/^\d{4}/.test(date) ? formatDate(date, 'zh-Hant') : date)
  if (to === undefined) return `在${say(from)}，`
  if (from === '..') return `在${say(to)}以前，`
  return to === '..' ? `在${say(from)}以後，` : `在${say(from)}到${say(to)}之間，`
}
