import type { Vocabulary } from '../model/vocabulary.ts'
import type { Searched } from '../questions/answer.ts'

/** What was looked through: relation types, how many relations, as of when. */
export function searchedText(searched: Searched, vocabulary: Vocabulary): string {
  const types = searched.types.map((type) => vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type)
  const when = searched.asOf === undefined ? '' : `，時間：${day(searched.asOf.from)} 至 ${day(searched.asOf.to)}`
  return `查了 ${searched.relations} 筆關係（${types.join('、')}）${when}${searched.includeProposed ? '，含待審' : ''}${searched.includeDeprecated === true ? '，含已不採用' : ''}。`
}

const day = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10)
