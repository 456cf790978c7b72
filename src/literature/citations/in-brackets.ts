import { readAuthors, type Authors } from './authors.ts'
import { HAN } from './plain.ts'
import type { CitedWork } from './types.ts'
import { isPersonName } from './surnames.ts'
import { BODY, LATIN_BODY, NOT_LATIN, SECONDARY, SIGNAL } from './words.ts'
import { YEAR_SOURCE, yearOf } from './years.ts'

const YEAR_AHEAD = new RegExp(`(?<![\\d./:\\p{Script=Latin}]|[\\d\\p{Lu}]\\s?-\\s?)${YEAR_SOURCE}`, 'giu')
const YEAR_HERE = new RegExp(`[\\s,、;]*(?:and\\s|&\\s|及|與|与|和)?\\s*${YEAR_SOURCE}`, 'iuy')
const NUMBERS = '[\\dA-Z]{0,2}\\d+(?:\\s?(?:-|至|到)\\s?[A-Z]?\\d+)?'
/** Of a preface: p. xiv. */
const ROMAN = '[ivxlc]{1,7}(?:\\s?-\\s?[ivxlc]{1,7})?(?![\\p{L}\\d])'
/** A figure of four digits that may be a year is a page only where the text says so. */
const MARKED = new RegExp(`\\s?(?:[,:;]\\s?)?(?:[頁页]碼?|第(?=\\s?\\d+(?:\\s?-\\s?\\d+)?\\s?[頁页])|pp?\\.?|P{1,2}\\.?|S\\.)\\s?(?<pages>${NUMBERS}(?:\\s?[,、]\\s?${NUMBERS})*|(?<=\\.\\s?)${ROMAN})\\s?[頁页]?(?:\\s?ff?\\.|[註注]\\s?\\d+)?`, 'uy')
const AFTER_COLON = new RegExp(`\\s?:\\s?(?<pages>${NUMBERS}(?:\\s?[,、]\\s?(?!(?:1[5-9]|20)\\d\\d(?!\\d))${NUMBERS})*)\\s?[頁页]?(?![\\p{L}\\d])`, 'uy')
const BARE = /\s?,\s?(?<pages>(?!(?:1[5-9]|20)\d\d(?!\d))\d{1,4}(?:\s?-\s?\d{1,4})?)\s?[頁页]?(?=\s?(?:[,;、]|$))/uy
const PART = /\s?[,:]?\s?(?<pages>第[\d一二三四五六七八九十百]+(?:章|節|段|卷|冊|編|篇)|(?:chap(?:ter)?|ch|sec|section|para|vol|fig|figure|table|Chap(?:ter)?|Ch|Table|Figure|Fig|圖|表)\.?\s?[\dIVX]+(?:[-.]\d+)*(?:-\d+)?)/uy
const LOCATORS = [MARKED, AFTER_COLON, PART, BARE]

/** ; and between an original and its translation: Honneth, 2011／王旭譯，2013. */
const PARTS = /;|\/(?=\s?[^\d;/,]{2,40}[譯译],)/u
const YEAR_IN = new RegExp(YEAR_SOURCE, 'iu')

/** The works that the inside of a pair of brackets cites; undefined unless all of it is a citation. `authors` are those of a year without any. */
export function readWorks(inside: string, authors?: Authors): readonly CitedWork[] | undefined {
  const works: CitedWork[] = []
  let current = authors
  for (const part of inside.split(PARTS)) {
    // Words without a year beside a citation are a remark: （約六成；林振春，2011）.
    if (part.trim() === '' || (!YEAR_IN.test(part) && inside.length - part.length > 4)) continue
    const second = works.length > 0 ? SECONDARY.exec(part) : null
    const read = readPart(second ? part.slice(second[0].length) : part, second ? undefined : current)
    if (second && read && read.length > 0) {
      works.push({ ...works.pop()!, secondary: read[0]! }, ...read.slice(1))
      continue
    }
    if (!read || (read.length === 0 && works.length === 0)) return undefined
    works.push(...read)
    const last = works.at(-1)!
    current = { authors: last.authors, etAl: last.etAl }
  }
  return works.length > 0 ? works : undefined
}

function readPart(part: string, before: Authors | undefined): readonly CitedWork[] | undefined {
  const works: CitedWork[] = []
  let authors = before
  let at = 0
  while (/[^\s,、.。]/.test(part.slice(at))) {
    const rest = part.slice(at)
    const second = works.length > 0 ? SECONDARY.exec(rest) : null
    if (second) {
      const read = readPart(rest.slice(second[0].length), undefined)
      if (!read || read.length === 0) return undefined
      works.push({ ...works.pop()!, secondary: read[0]! }, ...read.slice(1))
      return works
    }
    YEAR_HERE.lastIndex = at
    const here = YEAR_HERE.exec(part)
    if (here && !authors) return undefined
    if (here && authors) {
      const next = yearWork(part, here, authors)
      if (!next) return undefined
      works.push(next.work)
      at = next.end
      continue
    }
    const named = readNamed(part, at, works.length > 0)
    // Remarks behind a citation do not make it none: （林振春，2011，作者自譯）.
    if (!named) return works.length > 0 && REMARK.test(rest) ? works : undefined
    authors = named.authors
    const next = yearWork(part, named.year, authors)
    if (!next) return undefined
    works.push(next.work)
    at = next.end
  }
  return works
}

const REMARK = /^[\s,、:.]*(?:emphasis|italics|original|translation|trans\.|my\s|author|作者|筆者|粗體|強調|底線|原文|自譯|譯|線上|網路|電子|未出版|初版|再版|二版|三版|修訂|上冊|下冊|頁)/i

function readNamed(part: string, at: number, again: boolean): { authors: Authors; year: RegExpExecArray } | undefined {
  YEAR_AHEAD.lastIndex = at
  const year = YEAR_AHEAD.exec(part)
  if (!year) return undefined
  const written = part.slice(at, year.index).replace(/^[\s,、]+|^\s?(?:and|&|與|与|及|和)\s?/g, '')
  const signal = SIGNAL.exec(written)?.[0] ?? ''
  const named = written.slice(signal.length)
  // （台北：師大書苑，2012） is where a book came out.
  if (/:\s?\S/.test(named)) return undefined
  const authors = readAuthors(led(named)) ?? readAuthors(named)
  if (!authors) return undefined
  const comma = /[,，、.)\]]\s*$/.test(named) || authors.etAl || again
  return comma || plausible(authors) ? { authors, year } : undefined
}

function led(text: string): string {
  const { named = '', han = '' } = AHEAD.exec(text)?.groups ?? {}
  return named + han
}

/** What a remark leads to: (about half of them, see Smith, 2010). */
const AHEAD = /(?:[,:]\s?|\s)(?:[Ss]ee(?: also)?|[Cc]f\.|e\.g\.,?)\s(?<named>[^:]{2,80})$|[,:]\s?(?:參見|參閱|參考|詳見|見|參)\s?(?<han>[^:]{2,80})$/u

/** Without a comma before the year a name has to look like one: Smith 2010, 林振春 2011, not World Expo Shanghai 2010. */
function plausible({ authors }: Authors): boolean {
  return authors.every((name) => (HAN.test(name) ? isPersonName(name) || BODY.test(name) : (name.split(' ').length <= 2 || LATIN_BODY.test(name.replace(/\b(?:of|for)\b/g, ''))) && !NOT_LATIN.test(name)))
}

function yearWork(part: string, match: RegExpExecArray, { authors, etAl, abbreviation }: Authors): { work: CitedWork; end: number } | undefined {
  const year = yearOf(match.groups!)
  if (!year) return undefined
  let end = match.index + match[0].length
  let pages: string | undefined
  for (const locator of LOCATORS) {
    locator.lastIndex = end
    const found = locator.exec(part)
    if (!found) continue
    pages = found.groups!.pages!.replace(/\s?([-,、])\s?/g, (_, mark: string) => (mark === '-' ? '-' : ', ')).replace(/[至到]/g, '-')
    end = locator.lastIndex
    break
  }
  // What touches the year and is no page is part of a date, a title or a sum.
  if (/^[^\s,;、:.。)]/.test(part.slice(end)) && !SECONDARY.test(part.slice(end))) return undefined
  return { work: { authors, etAl, ...year, ...(abbreviation ? { abbreviation } : {}), ...(pages ? { pages } : {}) }, end }
}
