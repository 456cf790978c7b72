import { z } from 'zod'
import { KINDS } from '../model/records.ts'

/** Shapes of arguments that several kinds of question take. Limits are checked where the argument is used, with an error that names it. */
export const name = z.string().min(1)
export const names = z.array(name)

export const WALK = {
  relations: z.array(z.string()).nullish().describe('關係類型；不給就是所有「連結」類的 (relation types; default: all of role connecting)'),
  asOf: z.string().nullish().describe('日、月、年，或一段時間 2015/2018 (a day, month, year, or a span)'),
  includeProposed: z.boolean().nullish().describe('也看待審的 (also what is only proposed)'),
  includeDeprecated: z.boolean().nullish().describe('也看已不採用的 (also what is deprecated)'),
  onlySources: names.nullish().describe('只看這些來源說的 (only what these sources say)'),
  withoutSources: names.nullish().describe('不看這些來源說的 (without what only these sources say)'),
  avoid: names.nullish().describe('不經由 (entities not to be walked through)'),
} as const

export const kinds = z.array(z.enum(KINDS)).nullish().describe('種類 (kinds of entity)')
export const named = z.array(z.string().min(1)).nullish().describe('名稱結尾是這些字的 (only those whose names end so: 大學, 協會)')
export const first = z.number().int().nullish().describe('最多幾列 (at most so many rows)')
export const after = z.string().nullish().describe('接著上一頁 (cursor of the page before)')
