import type { CitedAnswer } from '../../graph/cited.ts'
import { apaChinese } from '../citations/apa-zh.ts'
import { apaEnglish } from '../citations/apa-en.ts'
import type { CslItem } from '../citations/csl.ts'
import { plain } from '../citations/pieces.ts'

/** How an answer itself is cited (APA 7): as a page of the archive of that day, at an address that asks again. @param archive how it is called */
export function citationsOf({ answer: { put, title }, day, permalink }: Pick<CitedAnswer, 'answer' | 'day' | 'permalink'>, archive: string): { readonly chinese: string; readonly english: string } {
  const item: CslItem = { id: put.name, type: 'webpage', title, author: [{ literal: archive }], issued: { 'date-parts': [day.split('-').map(Number)] }, URL: permalink }
  return { chinese: plain(apaChinese(item)), english: plain(apaEnglish(item)) }
}
