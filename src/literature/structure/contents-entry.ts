import { tidy } from './lines.ts'
import { BARE, NUMBERING, numberedAs, type Numbered } from './numbering.ts'
import { isHanName, isOrganization, isPersonName, splitNames } from './people.ts'
import { roleBehind } from './roles.ts'

export interface ParsedEntry {
  readonly title: string
  readonly authors: readonly string[]
  readonly page?: string
  /** As printed. */
  readonly label?: string
  /** A space alone parts title and page: 第三章 Windows 10. */
  readonly weak: boolean
}

const PAGE = '(?<page>[\\d０-９]{1,4}(?:\\s?[-–]\\s?\\d{1,4})?|[ivxlcIVXLC]{1,7}|[\\u2160-\\u217f]{1,5}|[A-Z]-?\\d{1,3}|[〇○一二三四五六七八九十]{1,4}(?=頁?$))'
const CLOSE = '\\s*[)）\\]】〉>]?\\s*(?:頁|页|面)?\\s*$'
/** Dots of all heights in a row, with spaces or without. */
const LEADERS = '(?:\\s*[.．…‥·・⋯。‧∙•_﹒┈┄─—－-](?:\\s*[.．…‥·・⋯。‧∙•_﹒┈┄─—－-])+\\s*|\\s*[…⋯‥]+\\s*)'
/** What parts a title from its page, the surest first. */
const STRONG: readonly RegExp[] = [
  new RegExp(`^(?<head>.*?\\S)${LEADERS}[(（\\[【〈<]?\\s*(?:p\\.?|頁)?\\s*${PAGE}${CLOSE}`, 'u'),
  new RegExp(`^(?<head>.*?\\S)\\s*\\t[\\s.．…]*[(（\\[【]?\\s*(?:p\\.?|頁)?\\s*${PAGE}${CLOSE}`, 'u'),
  new RegExp(`^(?<head>.*?\\S)(?:\\s{2,}|\\u3000+)[(（\\[【]?\\s*(?:p\\.?|頁)?\\s*${PAGE}${CLOSE}`, 'u'),
  new RegExp(`^(?<head>.*?\\S)\\s*[/／|｜]\\s*(?:p\\.?|頁)?\\s*(?<page>[\\d０-９]{1,4}|[ivxlc]{1,6})${CLOSE}`, 'u'),
  new RegExp(`^(?<head>.*?\\S)\\s*[(（\\[【]\\s*(?:p\\.?|頁)?\\s*(?<page>[\\d０-９]{1,3}|[ivxlc]{1,6})\\s*(?:頁)?[)）\\]】]\\s*$`, 'u'),
]
const LONGEST = 240
const WEAK = /^(?<head>.*?(?:\S\s+|[\p{Script=Han}）)」》？！]))[.．。…·]?\s*(?<page>\d{1,3}|[ivxl]{1,5})\s*$/u

const SYSTEMS = [...NUMBERING, BARE]
/** How an entry is numbered; a bare figure counts here. */
export const entryNumber = (text: string): Numbered | undefined => numberedAs(tidy(text), SYSTEMS)

/** Whether a line ends as an entry does. */
export const readsAsEntry = (text: string): boolean => text.length <= LONGEST && STRONG.some((form) => form.test(text.trim())) || WEAK.test(text.trim())

/**
 * An entry of a table of contents: title, authors before or behind it, page.
 * @param last the highest page of the entries before: a page parted by a space alone must not fall below it
 * @param pageless take the whole line as title
 */
export function parseEntry(line: string, last: number, pageless = false): ParsedEntry | undefined {
  if (line.length > LONGEST) return undefined
  const text = line.trim().replace(/^\[(?<words>[^\]]+)\]\([^)]*\)/u, '$<words>').replace(/^[◎※●■□○◆▲★☆]\s*/u, '')
  const strong = pageless ? undefined : STRONG.map((form) => form.exec(text)?.groups).find(Boolean)
  const weak = strong || pageless ? undefined : WEAK.exec(text)?.groups
  if (weak && /^\d+$/.test(weak.page!) && (Number(weak.page) < last || Number(weak.page) > last + 120)) return titleOnly(text)
  const found = strong ?? weak
  if (!found) return titleOnly(text)
  const entry = headOf(found.head!)
  return entry && { ...entry, page: tidy(found.page!).replace(/\s/g, ''), weak: !strong }
}

function titleOnly(text: string): ParsedEntry | undefined {
  const entry = headOf(text)
  return entry && { ...entry, weak: false }
}

function headOf(head: string): Omit<ParsedEntry, 'weak' | 'page'> | undefined {
  const text = tidy(head.replace(new RegExp(`${LEADERS}$`, 'u'), ''))
  const numbered = entryNumber(text)
  const rest = (numbered ? numbered.title : text).trim()
  if (rest === '' && !numbered) return undefined
  const { title, authors } = parted(rest, head)
  return { title: title.replace(/[\s:：／/、，]+$/u, '').trim() || (numbered?.label ?? ''), authors, ...(numbered ? { label: numbered.label } : {}) }
}

/** Title and authors of 題目／作者, 題目（作者）, 題目 作者, 作者：題目. */
function parted(rest: string, raw: string): { title: string; authors: readonly string[] } {
  const slash = /^(?<title>.+?)\s*(?:[／/｜|]|\t)\s*(?<names>[^／/｜|\t]+(?:[／/][^／/\t]+)?)$/u.exec(rest)?.groups
  if (slash) {
    const names = namesOf(slash.names!)
    if (names) return { title: slash.title!, authors: names }
    const before = namesOf(slash.title!)
    if (before) return { title: slash.names!, authors: before }
  }
  // What a table or a tab parts comes with the raw line: tidy made one space of it.
  const columns = raw.split(/\t|\s{2,}|\u3000+|\s[—–―─-]{1,2}\s?/u).map((column) => column.trim()).filter((column) => column !== '')
  // 賴　和: a name that the columns tore.
  while (columns.length > 2 && columns.slice(-2).every((column) => /^\p{Script=Han}(?:\p{Script=Han})?$/u.test(column)) && columns.slice(-2).join('').length <= 3) columns.splice(-2, 2, columns.slice(-2).join(''))
  for (const at of [columns.length - 1, 0]) {
    const names = columns.length > 1 ? namesOf(columns.slice(at === 0 ? 0 : at, at === 0 ? 1 : undefined).join(' ')) : undefined
    if (names?.every(isPersonName)) {
      const title = tidy((at === 0 ? columns.slice(1) : columns.slice(0, -1)).join(' '))
      const numbered = entryNumber(title)
      return { title: numbered ? numbered.title : title, authors: names }
    }
  }
  const wide = /^(?<title>.+\S)[\s　]{1,}(?<names>\p{Script=Han}(?:\s\p{Script=Han}){1,3})$/u.exec(rest)?.groups ?? /^(?<title>.{4,}\S)\s(?<names>\p{Script=Han}{2,4}(?:[、,，・‧·]\s?\p{Script=Han}{2,4})*)$/u.exec(rest)?.groups
  const behind = wide && namesOf(wide.names!)
  if (behind && behind.every((name) => name.length >= 3)) return { title: wide.title!, authors: behind }
  const brackets = /^(?<title>.+\S)\s*[(（](?:作者\s*[:：]\s*)?(?<names>[^()（）]{2,40})[)）]$/u.exec(rest)?.groups
  const inside = brackets && namesOf(brackets.names!)
  if (inside && inside.every((name) => name.length >= 3)) return { title: brackets.title!, authors: inside }
  const colon = /^(?<names>[^:：]{2,30})\s*[:：]\s*(?<title>.{4,})$/u.exec(rest)?.groups
  const first = colon && namesOf(colon.names!)
  if (first && first.every((name) => name.length >= 3)) return { title: colon.title!, authors: first }
  return { title: rest, authors: [] }
}

/** The names, when all of it is names; 王明著 too. */
export function namesOf(text: string): string[] | undefined {
  const bare = text.trim().replace(/^(?:作者|文|by)\s*[:：／/]?\s*/iu, '')
  const names = splitNames(roleBehind(bare)?.names ?? bare)
  return names.length > 0 && names.length <= 10 && names.every((name) => isHanName(name) || isPersonName(name) || isOrganization(name) && name.length <= 30) ? names : undefined
}
