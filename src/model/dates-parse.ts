import { AFTER_ALL, BEFORE_ALL } from './dates-days.ts'
import { edtfSpan } from './dates-edtf.ts'
import { localToEdtf } from './dates-roc.ts'
import { ArchiveError, badInput } from './errors.ts'
import { memo } from './memo.ts'

export interface ParsedDate {
  readonly written: string
  /** `..` when open, empty when unknown. */
  readonly edtf: string
  /** Days since 1970-01-01, inclusive. Open and unknown: BEFORE_ALL to AFTER_ALL. */
  readonly earliest: number
  readonly latest: number
  readonly status: 'known' | 'open' | 'unknown'
}

const UNKNOWN = new Set(['', 'unknown', '不詳', '未詳', '不明', '未知'])
const OPEN = new Set(['..', '迄今', '至今', 'present', 'ongoing'])

/** A time of day behind a date, which the archive does not keep; the day stays the one that is written. */
const TIME = /(?<=\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/

/**
 * A date as written: EDTF level 0 to 2, or a form of Taiwan (`dates-roc.ts`). An interval (`2001/2005`) is read as
 * a date somewhere in it.
 * @throws BAD_USER_INPUT (`date`) quoting what was written
 */
export const parseDate: (written: string) => ParsedDate = memo(50_000, read)

/** The same, undefined for what is no date. */
export function dateOrNone(written: string): ParsedDate | undefined {
  try {
    return parseDate(written)
  } catch (error) {
    if (error instanceof ArchiveError) return undefined
    throw error
  }
}

/** What was written, for an error message. */
export const quoted = (written: string): string => `「${written.length > 60 ? `${written.slice(0, 60)}…` : written}」`

/** Longer is no date; the grammar's parser takes 9 ms for 200 characters, and far more beyond. */
export const LONGEST = 200

function read(written: string): ParsedDate {
  if (written.length > LONGEST) throw badInput('date', refusal(written, undefined))
  const text = written.trim().replace(TIME, '')
  const word = text.toLowerCase()
  if (UNKNOWN.has(word)) return { written, edtf: '', earliest: BEFORE_ALL, latest: AFTER_ALL, status: 'unknown' }
  if (OPEN.has(word)) return { written, edtf: '..', earliest: BEFORE_ALL, latest: AFTER_ALL, status: 'open' }
  const local = localToEdtf(text)
  const edtf = local ?? text.normalize('NFKC').replace(/\s/g, '')
  const span = edtfSpan(edtf)
  if (span) return { written, edtf, earliest: span.from, latest: span.to, status: 'known' }
  throw badInput('date', refusal(written, local))
}

function refusal(written: string, local: string | undefined): string {
  if (local !== undefined) return `${quoted(written)} 讀作 ${local}，沒有這個日期 (read as ${local}: there is no such date)`
  if (/^\d{1,3}$/.test(written.trim())) return `${quoted(written)} 太短，看不出是年、月或日 (too short for a date: a year, a month or a day?)`
  return `${quoted(written)} 不是日期，或沒有這個日期 (not a date, or none that exists)`
}
