import { isbnsIn } from './identifiers.ts'
import { labelled } from './labels.ts'
import { joinLines, placeOf, tidy, type Line, type Place } from './lines.ts'
import { responsibility } from './responsibility.ts'
import type { ManyField, SingleField, Statement } from './statement.ts'

const HEADER = /預行編目|预行编目|在版編目|在版编目|Cataloging[-\s]in[-\s]Publication/i
const LAST = /核字|^\s*\d{3}(?:\.\d+)?\s+\d{8,9}\s*$|^\s*\d{9,10}\s*$|^\s*\d{8}\s*$/
const SUBJECTS = /^\s*(?:1\s*[.．、]|[ⅠI]\s*[.．]\s*[①\d(])/u
const CLASS = /^\s*(?:\d{3}(?:\.\d+)?(?:\/\d+)?|[A-Z]{1,2}\d+(?:[.\-/=]?\w+)*)(?:\s+\d{8,9})?\s*$/
const EXTENT = /^(?:\s*(?:[\d,]+|[xvi]+)?[\d,、\s]*(?:面|頁|页|冊|册|葉|p\.|pages)\s*(?:[;；:：,]|$))/u
/** Notes of the description, each on a line. */
const NOTE = /^\s*(?:含|附|譯自|译自|書名原文|书名原文|原書名|參考書目|參考文獻|封面題名|校訂版題名|題名|部分內容|本書)/u
const MOST_LINES = 30

/** Line numbers from the header of a CIP block to its end, undefined when there is none. */
export function cipLines(lines: readonly Line[]): { readonly from: number; readonly to: number } | undefined {
  const from = lines.findIndex(({ text }) => HEADER.test(text.replace(/\s/g, '')) || HEADER.test(text))
  if (from < 0) return undefined
  let to = from + 1
  for (; to < lines.length && to - from <= MOST_LINES; to++) {
    const { text, kind } = lines[to]!
    const found = labelled(text)
    if (kind === 'heading' || found.length > 0 && !found.every(({ field }) => field === 'isbn' || field === 'price')) break
    if (LAST.test(text)) return { from, to: to + 1 }
  }
  return { from, to }
}

/** What a CIP block says: the description of ISBD, ISBN, subjects, classification, in Taiwan's form or the mainland's. */
export function readCip(lines: readonly Line[]): Statement[] {
  const range = cipLines(lines)
  if (!range) return []
  const statements: Statement[] = []
  const say = (field: SingleField | ManyField, value: string | undefined, at: Place): void => {
    const clean = tidy(value ?? '').replace(/^[\s:：;；,，.．。]+|[\s:：;；,，]+$/g, '')
    if (clean !== '') statements.push({ field, value: clean, source: 'cip', at })
  }
  const rest = lines.slice(range.from, range.to).flatMap((line, i): Line[] => (i > 0 ? [line] : afterHeader(line)))
  let description = ''
  let first: Line | undefined
  let last: Line | undefined
  for (const line of rest) {
    const { text } = line
    const isbns = isbnsIn(text)
    if (isbns.length > 0 || /^\s*ISBN/.test(text)) {
      for (const isbn of isbns) say('isbn', isbn.printed, placeOf(line, line.start + isbn.index, line.start + isbn.index + isbn.printed.length))
      say('price', /(?:NT\$|NTD|新[臺台][幣币]|[¥￥$])\s*[\d,]+(?:\.\d+)?\s*元?|[\d,.]+元/.exec(text)?.[0], placeOf(line))
    } else if (SUBJECTS.test(text)) {
      subjects(line, say)
    } else if (CLASS.test(text)) {
      if (!/^\s*\d{8,}\s*$/.test(text)) say('classification', text.trim().replace(/\s+\d{8,9}$/, ''), placeOf(line))
    } else if (NOTE.test(text)) {
      say('parallelTitles', /^\s*(?:譯自|译自|書名原文|书名原文|原書名)\s*[:：]\s*(.+)$/u.exec(text)?.[1], placeOf(line))
    } else if (!LAST.test(text) && !/^\s*\d{6,}\s*$/.test(text)) {
      first ??= line
      last = line
      description = EXTENT.test(text) || /^\s*[(（]/.test(text) ? `${description}. -- ${text.trim()}` : joinLines(description, text.trim())
    }
  }
  if (first && last) describe(description, { ...placeOf(first), end: last.end }, say, statements)
  return statements
}

/** A header and the description on one line, as some PDFs give them. */
function afterHeader(line: Line): Line[] {
  const match = /(?:資料|数据|數據|Data)\s*[)）]?\s*/i.exec(line.text)
  const rest = match ? line.text.slice(match.index + match[0].length) : ''
  return rest.length > 4 ? [{ ...line, text: rest, start: line.end - rest.length }] : []
}

function describe(text: string, at: Place, say: (field: SingleField | ManyField, value: string | undefined, at: Place) => void, statements: Statement[]): void {
  const areas = text.split(/\s*[.．。]?\s*(?:--|—{1,2}|–|－{1,2}|──?)\s*(?!$)|[.．。]\s*[一―]\s*(?=\p{Script=Han}{2,6}\s*[:：])/u).map((area) => area.trim())
  const [titles = '', ...made] = (areas[0] ?? '').split(/\s+[/／]\s*|[／]|(?<=[\p{Script=Han})）])\/|\/(?=\p{Script=Han})/u)
  const [own = '', ...parallel] = titles.split(/\s*[=＝]\s*/)
  const colon = /\s*[:：]\s*|\s*[—─]{2,}\s*/.exec(own)
  say('title', colon ? own.slice(0, colon.index) : own, at)
  if (colon) say('subtitle', own.slice(colon.index + colon[0].length), at)
  for (const title of parallel) say('parallelTitles', title, at)
  for (const person of responsibility(made.join('；'))) statements.push({ field: 'contributor', value: person, source: 'cip', at })
  for (const area of areas.slice(1)) {
    const imprint = /^(?<place>[^:：]{1,20}?)\s*[:：]\s*(?<publisher>[^,，]+?(?:,\s*(?:Inc|Ltd)\.?)?)\s*[,，]\s*(?<date>\[?[cC©民]?[^,，]*\d.*)$/u.exec(area)?.groups
    if (imprint) {
      say('place', imprint.place, at)
      say('publisher', imprint.publisher!.split(/\s*[;；]\s*/)[0], at)
      const date = /^[[［]?\s*(?:民國|民|[cC©])?\s*\d{2,4}\s*(?:\[[^\]]*\])?(?:\s*[.．年\-/]\s*\d{1,2}(?!\d)月?)?[\]］]?/u.exec(imprint.date!)?.[0] ?? imprint.date!
      say('date', date.replace(/^[cC©]/, ''), at)
      say('extent', extentOf(imprint.date!.slice(date.length)), at)
      const series = /[(（]([^()（）]{2,60})[)）]\s*$/.exec(area)?.[1]
      if (series && !/重印|印刷|再版/.test(series)) say('series', series, at)
    } else if (/^[(（][^()（）]{2,60}[)）]/u.test(area)) {
      say('series', /^[(（]([^()（）]+)[)）]/u.exec(area)![1], at)
    } else if (EXTENT.test(area)) {
      say('extent', extentOf(area), at)
      say('series', /[(（]([^()（）]{2,60})[)）]/.exec(area)?.[1], at)
    } else if (/版|刷|\bed\b|edition/i.test(area) && area.length <= 30) {
      say('edition', area, at)
    }
  }
}

const extentOf = (text: string): string | undefined => {
  const extent = text.replace(/[(（].*$/, '').replace(/^[\s.．,，]+/, '').trim()
  // 「面；公分」 leaves the figures blank: it says nothing.
  return /\d|冊|册/.test(extent) ? extent : undefined
}

/** 1. 社區教育 2. 終身學習; and Ⅰ．①学… Ⅱ．①王… Ⅲ．①社会教育－文集 Ⅳ．①G77-53. */
function subjects(line: Line, say: (field: SingleField | ManyField, value: string | undefined, at: Place) => void): void {
  const { text } = line
  if (/^\s*1/.test(text)) {
    // I. and Ⅰ. begin the added entries behind the subjects.
    for (const [, subject] of text.replace(/\s+(?:I|Ⅰ)\s*[.．].*$/, '').matchAll(/\d{1,2}\s*[.．、]\s*(.+?)(?=\s*\d{1,2}\s*[.．、]|$)/g)) {
      const number = /\s+(\d{3}(?:\.\d+)?)\s*$/.exec(subject!)
      say('subjects', number ? subject!.slice(0, number.index) : subject, placeOf(line))
      say('classification', number?.[1], placeOf(line))
    }
    return
  }
  for (const [, part] of text.matchAll(/[ⅠⅡⅢⅣⅤ]\s*[.．]\s*(.+?)(?=[ⅠⅡⅢⅣⅤ]\s*[.．]|$)/g)) {
    for (const item of part!.split(/[①②③④⑤⑥⑦⑧⑨]/).map((each) => each.trim()).filter((each) => each !== '' && !/…|\.{3}/.test(each))) {
      if (/^[A-Z]{1,2}\d/.test(item)) say('classification', item, placeOf(line))
      else say('subjects', item, placeOf(line))
    }
  }
}
