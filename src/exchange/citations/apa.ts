import type { Locator } from '../../model/records.ts'
import { apaEnglish, citeEnglish } from './apa-en.ts'
import { apaChinese, citeChinese } from './apa-zh.ts'
import type { CslItem } from './csl.ts'
import type { Piece } from './pieces.ts'

/** A work cited: Chinese where its title is, whatever the language of whoever cites. */
export const isChinese = ({ title, language }: CslItem): boolean => /\p{Script=Han}/u.test(title) || (language?.startsWith('zh') ?? false)

/** A reference in a list, APA 7: as it is done in Taiwan for Chinese works, as the manual does for others. */
export const reference = (item: CslItem): Piece[] => (isChinese(item) ? apaChinese(item) : apaEnglish(item))

/** A citation in the text, without its brackets: 林振春，2012，頁 4. */
export const citation = (item: CslItem, locator: Locator = {}): string => (isChinese(item) ? citeChinese(item, locator) : citeEnglish(item, locator))

const collator = new Intl.Collator('zh-Hant-u-co-stroke')

/** Chinese works before others; by strokes, by letters; then by year; what is alike in all that, as it was given. */
export function inOrder(items: readonly CslItem[]): CslItem[] {
  const key = (item: CslItem): string => citation(item).replaceAll('台', '臺')
  return [...items].sort((x, y) => Number(isChinese(y)) - Number(isChinese(x)) || collator.compare(key(x), key(y)))
}

/** Works that would be cited in the same words get letters behind their years, in the order of their titles (APA 7, 8.19), of the same title in the order in which they are cited. */
export function distinguished(items: readonly CslItem[]): CslItem[] {
  const alike = Map.groupBy(items, (item) => citation(item))
  const letters = new Map([...alike.values()].filter((same) => same.length > 1).flatMap((same) =>
    [...same].sort((x, y) => collator.compare(x.title, y.title)).map((item, i) => [item.id, letterOf(i)] as const)))
  return items.map((item) => (letters.has(item.id) ? { ...item, 'year-suffix': letters.get(item.id)! } : item))
}

/** a … z, aa … */
const letterOf = (i: number): string => (i < 26 ? '' : letterOf(Math.floor(i / 26) - 1)) + String.fromCodePoint(97 + (i % 26))
