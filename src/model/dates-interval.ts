import { dateOrNone, LONGEST, parseDate, quoted } from './dates-parse.ts'
import { ERA_NAME, plainDigits } from './dates-roc.ts'
import { badInput } from './errors.ts'
import { memo } from './memo.ts'

/** EDTF; an absent side is unknown, `..` is open. */
export interface Interval {
  readonly start?: string
  readonly end?: string
}

/** Marks and words between two dates; hyphens and tildes also stand in and behind dates. */
const BETWEEN = /[至到迄]|~+|〜+|[‐‑‒–—―─]+|-+/g
const OPEN = /^(?:今|現在|目前|present|now|\.\.)$/i

/**
 * A period as written: `108/09/30至117/12/31`, `2001/2005`, `1996-2000`, `民國76年～77年`, `108年9月至12月`.
 * A single date gives only a start (with 止 or a leading 至 only an end), a term that is itself a period (101學年度) both.
 * The second date inherits the first one's era, and its year and month if it begins with a month or day.
 * @throws BAD_USER_INPUT (`date`) quoting what was written, also when it ends before it starts
 */
export const parseInterval: (written: string) => Interval = memo(50_000, read)

function read(written: string): Interval {
  const text = plainDigits(written.slice(0, LONGEST + 1)).replace(/^[自從起]/, '')
  const found = written.length > LONGEST ? undefined : (alone(text) ?? divided(text))
  if (found === undefined) throw badInput('date', `${quoted(written)} 不是期間，或沒有其中的日期 (not a period, or a date in it does not exist)`)
  const { start, end } = found
  if (start !== undefined && end !== undefined && start !== '..' && end !== '..' && parseDate(start).earliest > parseDate(end).latest) {
    throw badInput('date', `${quoted(written)} 結束早於開始 (ends before it starts)`)
  }
  return found
}

/** One date, or one interval of EDTF. */
function alone(text: string): Interval | undefined {
  const last = /為?止$/.exec(text)
  const date = dateOrNone(last ? text.slice(0, last.index) : text.replace(/起$/, ''))
  if (date === undefined) return undefined
  if (date.edtf.includes('/')) {
    const [start, end] = date.edtf.split('/')
    return interval(start!, end!)
  }
  return last || date.status === 'open' ? interval('', date.edtf) : interval(date.edtf, '')
}

/** Two dates: the one way to cut the text that leaves a date (or nothing) on either side. */
function divided(text: string): Interval | undefined {
  const ways = new Map<string, Interval>()
  for (const mark of text.matchAll(BETWEEN)) {
    const before = text.slice(0, mark.index).replace(/起$/, '')
    const after = text.slice(mark.index + mark[0].length).replace(/為?止$/, '')
    if (before === '' && after === '') continue
    const start = sideOf(before, after, true)
    const end = sideOf(after, before, false)
    if (start === undefined || end === undefined) continue
    ways.set(`${start}/${end}`, interval(start, end))
  }
  return ways.size === 1 ? ways.values().next().value : undefined
}

/** EDTF of one side, empty when nothing stands there; undefined when it is no date. */
function sideOf(text: string, other: string, isStart: boolean): string | undefined {
  if (text === '') return ''
  if (!isStart && OPEN.test(text)) return '..'
  const full = isStart ? withTerm(text, other) : withEra(text, other)
  const date = full === undefined ? undefined : dateOrNone(full)
  return date?.status === 'unknown' ? '' : date?.edtf.split('/').at(isStart ? 0 : -1)
}

/** 101–103學年度: the word behind the second holds for the first. */
function withTerm(text: string, second: string): string {
  return /^\d{2,3}$/.test(text) ? text + (/\d(年|學?年度)$/.exec(second)?.[1] ?? '') : text
}

/** 昭和5年至10年, 108年9月至12月, 9月1日至30日: what the second leaves out stands in the first. */
function withEra(text: string, first: string): string | undefined {
  if (/^\d{1,2}月/.test(text)) return (/^.*年/.exec(first)?.[0] ?? '') + text
  if (/^\d{1,2}[日號]$/.test(text)) return (/^.*年.*月/.exec(first)?.[0] ?? '') + text
  if (!/^(?:元|\d{1,3})(?:\D|$)/.test(text)) return text
  // A short year after a Western one would be read as 民國: 1910年至15年 is not 民國15.
  if (/^\d{4}(?:\D|$)/.test(first)) return undefined
  return (ERA_NAME.exec(first)?.[0] ?? '') + text
}

function interval(start: string, end: string): Interval {
  return { ...(start !== '' && { start }), ...(end !== '' && { end }) }
}
