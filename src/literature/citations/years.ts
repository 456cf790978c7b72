import { localToEdtf } from '../../model/dates-roc.ts'

export interface Year {
  readonly year: string
  readonly suffix: string
  readonly originalYear?: string
}

const WEST = '(?:1[0-9]\\d\\d|20\\d\\d)'
const ROC = '(?:中華民國|民國|民)\\s?前?\\s?(?:\\d{1,3}|[〇○零一二三四五六七八九十百]{1,5})'
const NONE = "n\\.\\s?d\\.?|無日期|無出版日期|未註明日期|未注明日期|日期不詳|年代不詳|無年代|出版年不詳"
const PRESS = 'in\\s?press|forthcoming|出版中|印刷中|付印中|付梓中|排印中|待刊|即將出版'
/** Not the beginning of a longer figure, of a range of years, or of a measure. */
const ENDED = '(?![\\d%]|\\s?-\\s?\\d{2,4}(?!\\d)|\\p{L})'
// 2010-05-01 and 2010/5/1 are days, and their year counts.
const DAY = '(?:\\s?年?(?:[-/.]\\d{1,2}[-/.]\\d{1,2}|[-/.]\\d{1,2}(?!\\d)|\\s?\\d{1,2}\\s?月(?:\\s?\\d{1,2}\\s?日)?|,\\s?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\\s\\d{1,2})?))'

/** The years of citations in plain text, as the source of a pattern with named groups; its letter goes before what follows. */
export const YEAR_SOURCE = `(?:(?:西元|公元|c(?:a|irca)?\\.\\s?)?(?:\\[?(?<original>${WEST})(?:/|\\]\\s?))?(?<west>${WEST})(?:(?<suffix>[a-z])(?![a-z])|${DAY}|\\s?年(?:版|初版)?)?${ENDED}|(?<roc>${ROC})\\s?(?:年(?:\\s?\\d{1,2}\\s?月(?:\\s?\\d{1,2}\\s?日)?)?)?(?<rocSuffix>[a-z](?![a-z]))?(?!\\d|[〇○零一二三四五六七八九十百])|(?<none>${NONE})(?:-?(?<noneSuffix>[a-z])(?![a-z]))?|(?<press>${PRESS})(?:-?(?<pressSuffix>[a-z])(?![a-z]))?)`

/** What a match of it says; undefined for years that were not. */
export function yearOf(groups: Readonly<Record<string, string | undefined>>): Year | undefined {
  if (groups.none) return { year: 'n.d.', suffix: groups.noneSuffix ?? '' }
  if (groups.press) return { year: 'in press', suffix: groups.pressSuffix ?? '' }
  if (groups.roc) {
    const edtf = localToEdtf(`${groups.roc.replace(/\s/g, '')}年`)
    return edtf && /^\d{4}$/.test(edtf) ? { year: edtf, suffix: groups.rocSuffix ?? '' } : undefined
  }
  const { original, west } = groups
  // 1970/2003 and 2003/1970 are both printed.
  if (original) return { year: original < west! ? west! : original, suffix: groups.suffix ?? '', originalYear: original < west! ? original : west! }
  return { year: west!, suffix: groups.suffix ?? '' }
}
