import type { EvidenceView, RelationView } from '../../graph/port.ts'

/** What speaks for the relations. */
const speaking = (relations: readonly RelationView[]): EvidenceView[] => relations.flatMap(({ evidence }) => evidence.filter(({ stance }) => stance !== 'disputes'))

/** In how many places the sources say it. */
export const placesOf = (relations: readonly RelationView[]): number => speaking(relations).length

/** 「1、2、12、版權頁」; null where no place has a page. */
export function pagesOf(relations: readonly RelationView[]): string | null {
  const pages = [...new Set(speaking(relations).flatMap(({ locator }) => locator.page ?? []))]
  return pages.length === 0 ? null : pages.sort(comparePages).join('、')
}

function comparePages(x: string, y: string): number {
  const [one, other] = [parseInt(x, 10), parseInt(y, 10)]
  if (Number.isNaN(one) !== Number.isNaN(other)) return Number.isNaN(one) ? 1 : -1
  return (Number.isNaN(one) ? 0 : one - other) || (x < y ? -1 : x > y ? 1 : 0)
}

/** The first words that a source uses; null where none are quoted. */
export const wordsOf = (relations: readonly RelationView[]): string | null => speaking(relations).find(({ quote }) => quote !== undefined)?.quote ?? null
