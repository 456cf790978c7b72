import { localToEdtf } from '../../model/dates-roc.ts'
import { takeOut, value, type Found, type Piece } from './piece.ts'
import type { Item } from './types.ts'

export type Fields = { -readonly [K in keyof Item]?: Item[K] }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)'
/** A day as references write it, as the source of a pattern. */
export const DAY = `(?:(?:民國|中華民國|西元)?\\s?(?:\\d{2,4}|[〇○零一二三四五六七八九十百]{2,5})\\s?(?:年\\s?(?:(?:\\d{1,2}|[一二三四五六七八九十]{1,2})\\s?月\\s?(?:(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\s?[日號])?)?|[-/.]\\s?\\d{1,2}[-/.]\\s?\\d{1,2})|${MONTH}\\s\\d{1,2},?\\s\\d{4}|\\d{1,2}\\s${MONTH},?\\s\\d{4}|${MONTH}\\s\\d{4}|\\d{4},\\s?${MONTH}(?:\\s\\d{1,2})?)`

/** EDTF for such a day; undefined for what is none. */
export function edtf(text: string): string | undefined {
  const local = localToEdtf(text.trim())
  if (local) return local
  const year = /\b(1\d{3}|20\d\d)\b/.exec(text)?.[1]
  if (!year) return undefined
  const month = 1 + MONTHS.findIndex((name) => new RegExp(`\\b${name}`, 'i').test(text))
  const day = /(?<![\d])(\d{1,2})(?!\d)/.exec(text)?.[1]
  return year + (month === 0 ? '' : `-${String(month).padStart(2, '0')}`) + (month === 0 || !day ? '' : `-${day.padStart(2, '0')}`)
}

type Taking = readonly [RegExp, (found: Found) => Fields]

const link = (found: Piece | undefined): string | undefined => found?.flat.replace(/\s/g, '').replace(/[.,;)\]>。]+$/, '')
const SEEN = '(?:檢索日期|瀏覽日期|查詢日期|讀取日期|上網日期|引用日期|擷取日期|下載日期|取用日期|點閱日期|檢索於|瀏覽於|查閱於|讀取於|參閱日期|最後瀏覽日|檢視日期|访问日期|浏览日期|检索日期|Last accessed|Accessed|Retrieved|Viewed)'

/** What is found by its own marks wherever it stands, in this order; each is taken out before the next. */
const TAKINGS: readonly Taking[] = [
  [/[,.]?\s?(?:https?:\/\/(?:dx\.)?doi\.org\/|doi\s?:?\s?)(?<doi>10\.\d{4,9}\/[^\s,;。]+(?:\s?(?<=[-/.])[\w().-]+)?)/id, ({ doi }) => ({ DOI: link(doi)! })],
  [/,?\s?ISBN(?:-1[03])?\s?:?\s?(?<isbn>[\dXx][\dXx -]{8,16}[\dXx])/d, ({ isbn }) => ({ ISBN: isbn!.flat.replace(/\s/g, '') })],
  [new RegExp(`[(,]?\\s?${SEEN}\\s?[:,]?\\s?(?:on\\s)?(?<day>${DAY})\\s?[,.]?\\)?(?:,?\\s?(?:取自|檢索自|自|from)\\s?:?)?`, 'id'), ({ day }) => optional('accessed', edtf(day!.flat))],
  [new RegExp(`[(\\[]?(?<=[,.。()\\[\\s])\\s?(?<day>${DAY})\\s?,?\\s?(?:檢索|瀏覽|取自|下載|查詢|讀取|擷取|檢閱|引用|取得|访问|檢索自|摘自)\\s?[:,]?\\)?`, 'd'), ({ day }) => optional('accessed', edtf(day!.flat))],
  [/\[(?<day>\d{4}-\d{1,2}-\d{1,2})\]/d, ({ day }) => optional('accessed', edtf(day!.flat))],
  [/(?:取自|檢索自|引自|摘自|擷取自|網址|線上檢索|資料來源|網站|Retrieved from|[Aa]vailable (?:at|from)|\bat|from|URL)?\s?[:,]?\s?[<(]?(?<url>(?:https?|ftp):\s?\/\/[^\s<>,;。、)\p{Script=Han}]+(?:\s(?=[\w%~./-]*[/.=?&][\w%~./?=&#-]*$)[\w%~./?=&#-]+)?)[>)]?/idu, ({ url }) => ({ URL: link(url)! })],
  [/(?:取自|檢索自|網址|Retrieved from)\s?:?\s?(?<url>www\.[^\s<>,;。、)]+)/id, ({ url }) => ({ URL: link(url)! })],
]

/** DOI, ISBN, address and the day it was looked at; and what is left. */
export function marked(entry: Piece): { fields: Fields; rest: Piece } {
  let rest = entry
  const fields: Fields = {}
  for (const [pattern, read] of TAKINGS) {
    const found = takeOut(rest, pattern)
    if (!found) continue
    Object.assign(fields, read(found))
    rest = found.$rest
  }
  return { fields, rest }
}

export function optional<K extends keyof Fields>(key: K, found: Fields[K] | undefined): Fields {
  return found === undefined || found === '' ? {} : { [key]: found }
}

/** 12-15 for 12–15, 頁12至15, pp. 12-15. */
export function pages(found: Piece | undefined): string | undefined {
  const text = found?.flat.replace(/[頁pP.\s]/g, '').replace(/[至到~]/g, '-').replace(/^[,:]|[,:;-]$/g, '')
  return text === '' ? undefined : text
}

/** 12 for 第十二卷, 第12期, vol. 12; of other wordings what is printed. */
export function figure(found: Piece | undefined): string | undefined {
  const text = found?.flat.trim().replace(/^(?:第|vol\.?|no\.?|issue)\s?/i, '').replace(/\s?(?:卷|期|號|輯|冊)$/, '')
  if (!text) return undefined
  const years = /^[〇○零一二三四五六七八九十百]+$/.test(text) ? /(\d+)/.exec(localToEdtf(`西元${text}年`) ?? '')?.[1] : undefined
  return years ? String(Number(years)) : text
}

export function put(...parts: readonly (Fields | undefined)[]): Fields {
  return Object.assign({}, ...parts) as Fields
}

export function printed<K extends keyof Fields>(key: K, found: Piece | undefined): Fields {
  return optional(key, value(found) as Fields[K] | undefined)
}
