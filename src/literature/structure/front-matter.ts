import { dateOrNone } from '../../model/dates-parse.ts'
import type { Document } from '../../model/document.ts'
import { bareKey, nameKey } from '../../model/names.ts'
import { cipLines, readCip } from './cip.ts'
import { frontZone } from './front-zone.ts'
import { genreOf, type Genre } from './genre.ts'
import { isbnValid, issnValid } from './identifiers.ts'
import { readHead } from './journal-head.ts'
import { labelled, lookUp, valuesOf, type Labelled } from './labels.ts'
import { linesOf, placeOf, tidy, type Line } from './lines.ts'
import { readMetadata } from './metadata.ts'
import { numberedAs } from './numbering.ts'
import { contributors, sameWords } from './responsibility.ts'
import { MANY, SINGLE, SOURCES, type Contributor, type Found, type ManyField, type SingleField, type Source, type Statement } from './statement.ts'
import { issuer, readTitlePage, splitTitle } from './title-page.ts'

/** A field on which parts of the work disagree; all as printed, the most trusted first. Nothing is decided but the order. */
export interface Conflict {
  readonly field: string
  readonly values: readonly Found[]
}

export type FrontMatter = { readonly [field in SingleField]?: Found } & { readonly [field in ManyField]: readonly Found[] } & {
  readonly contributors: readonly Found<Contributor>[]
  readonly genre: Genre
  /** `date` as EDTF, absent when it cannot be read. */
  readonly dateEdtf?: string
  /** ISBN and ISSN whose check digit is wrong, in words for people. */
  readonly doubts: readonly string[]
  readonly conflicts: readonly Conflict[]
}

/**
 * The bibliographic record of a work from its own pages, in order of trust: CIP block, colophon, title page, head of an
 * article, what the file says of itself. A less trusted place adds what the others leave out; where they differ it is a
 * conflict.
 */
export function readFrontMatter(document: Document): FrontMatter {
  const lines = linesOf(document)
  const zone = frontZone(lines)
  const cip = cipLines(lines)
  const outside = (line: Line): boolean => !cip || line.start < lines[cip.from]!.start || line.start >= (lines[cip.to]?.start ?? Infinity)
  const head = zone.title.length > 0 ? readHead(lines.slice(0, 120)) : []
  const masthead = head.filter(({ field }) => field === 'journal' || field === 'volume' || field === 'issue')
  const own = readMetadata(document)
  const said = [
    ...readCip(lines),
    ...colophon([...zone.front, ...zone.back].filter(outside)),
    ...readTitlePage(zone.title.filter((line) => outside(line) && !masthead.some(({ at }) => at?.start === line.start)), { single: lines.filter(isChapter).length === 1, ...(document.metadata.title === undefined ? {} : { known: document.metadata.title }) }),
    ...head,
    ...own,
  ].filter((each) => !outdone(each, own, document))
  const statements = [...said, ...issuer(zone.title.filter(outside), said)].toSorted((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source))
  const record: Record<string, unknown> = {}
  const conflicts: Conflict[] = []
  for (const field of SINGLE) {
    const said = statements.filter((each): each is Found & { field: SingleField } => each.field === field).map(({ field: _, ...found }) => found)
    const best = field === 'date' ? (said.find(({ value, source }) => source === said[0]!.source && dateOrNone(plainDate(value))) ?? said[0]) : said[0]
    if (!best) continue
    record[field] = best
    const others = distinct(said.filter(({ source, value }) => source !== best.source || field !== 'date' && field !== 'series' && value !== best.value), field).filter(({ value }) => !agree(field, value, best.value))
    if (others.length > 0) conflicts.push({ field, values: [best, ...others] })
  }
  for (const field of MANY) record[field] = distinct(statements.filter((each): each is Found & { field: ManyField } => each.field === field).map(({ field: _, ...found }) => found), field)
  const date = record.date as Found | undefined
  const edtf = date && dateOrNone(plainDate(date.value))?.edtf
  const matter = { ...(record as Pick<FrontMatter, SingleField | ManyField>), contributors: mergeContributors(statements, document), ...(edtf ? { dateEdtf: edtf } : {}), doubts: doubtsOf(record as Partial<FrontMatter>), conflicts }
  return { ...matter, genre: genreOf(matter, document, zone.title) }
}

/** Who made an EPUB or wrote a front matter said the title; a title page is only read. */
const MADE: ReadonlySet<string> = new Set(['epub', 'markdown'])

function outdone(each: Statement, own: readonly Statement[], { format }: Document): boolean {
  if (each.source !== 'title-page' || (each.field !== 'title' && each.field !== 'subtitle') || !MADE.has(format)) return false
  const said = own.filter(({ field }) => field === 'title' || field === 'subtitle').map(({ value }) => value).join('')
  return said !== '' && !nameKey(said).includes(nameKey(each.value))
}

const isChapter = ({ kind, text }: Line): boolean => kind === 'heading' && (numberedAs(tidy(text))?.system.rank ?? 99) <= 20

/** Labelled lines, and the names that stand below a label of a role on the next lines of its block. */
function colophon(lines: readonly Line[]): Statement[] {
  const statements: Statement[] = []
  let open: { role: string; block: number } | undefined
  for (const line of lines) {
    const found = line.cells && line.cells.length > 1 ? labelled(`${line.cells[0]}：${line.cells.slice(1).join(' ')}`) : labelled(line.text).concat(columned(line))
    if (found.length === 0) {
      const more = open && open.block === line.block ? below(line, open.role) : []
      statements.push(...more)
      if (more.length === 0) open = undefined
      continue
    }
    open = undefined
    for (const { field, role, value, start, label } of found) {
      const at = line.cells ? placeOf(line) : placeOf(line, line.start + start, line.start + start + value.length)
      if (field === 'role') {
        if (value !== '' && value.length <= 200 && !value.startsWith('[')) statements.push(...contributors(value, role!).map((each): Statement => ({ field: 'contributor', value: each, source: 'colophon', at })))
        open = { role: role!, block: line.block }
      } else if (field !== 'none' && !(field === 'date' && !isDated(value))) {
        for (const each of valuesOf(field, value)) {
          const { title, subtitle } = field === 'title' ? splitTitle(each) : { title: each, subtitle: undefined }
          statements.push({ field, value: title, source: 'colophon', at }, ...(subtitle ? [{ field: 'subtitle' as const, value: subtitle, source: 'colophon' as const, at }] : []))
        }
        // 初版：2012 年 4 月 is a date and an edition.
        const edition = field === 'date' ? /(?:初|再|第?[一二三四五六七八九十\d]{1,3})\s*版(?:第?\s*[一二三四五六七八九十\d]{1,2}\s*刷)?/u.exec(`${label} ${value.replace(/\d{4}/g, '')}`)?.[0] : undefined
        if (edition) statements.push({ field: 'edition', value: tidy(edition), source: 'colophon', at })
        if (field === 'edition' && /\d{2,4}\s*年/.test(value)) statements.push({ field: 'date', value: tidy(/(?:民國|中華民國)?\s*\d{2,4}\s*年(?:\s*\d{1,2}\s*月)?/u.exec(value)?.[0] ?? value), source: 'colophon', at })
      }
    }
  }
  return statements
}

/** Published: … in running text is no date. */
const isDated = (value: string): boolean => value.length <= 60 && /\d{2}|[〇○零一二三四五六七八九十]{2}/.test(value)

/** Labels without a colon, parted from their values by wide spaces: 出 版 人　所广一, 定    价  35.00元. */
function columned(line: Line): Labelled[] {
  if (/[:：]/.test(line.text) || line.text.length > 160) return []
  const columns = [...line.text.matchAll(/\S+(?:[ \t]\S+)*/gu)]
  const found: Labelled[] = []
  for (let i = 0; i + 1 < columns.length; i++) {
    for (const wide of [1, 2, 3]) {
      const value = columns[i + wide]
      const label = columns.slice(i, i + wide).map(([words]) => words).join('')
      const known = value && label.length <= 10 && label.length >= 2 ? lookUp(label) : undefined
      if (!known) continue
      found.push({ ...known, label: tidy(label), value: value![0], start: value!.index })
      i += wide
      break
    }
    if (found.length === 0) return []
  }
  return found
}

function below(line: Line, role: string): Statement[] {
  if (/\d|[:：。]/.test(line.text) || line.text.length > 60) return []
  return contributors(line.text, role).map((value): Statement => ({ field: 'contributor', value, source: 'colophon', at: placeOf(line) }))
}

function mergeContributors(statements: readonly Statement[], { format }: Document): Found<Contributor>[] {
  const merged = new Map<string, Found<Contributor>>()
  for (const each of statements) {
    if (each.field !== 'contributor') continue
    const { field: _, ...found } = each
    // Who typed a PDF or a DOCX is not who wrote what names its authors.
    if (found.source === 'metadata' && (format === 'pdf' || format === 'docx') && merged.size > 0) continue
    // A title and its author on one line.
    const title = statements.find((other) => other.field === 'title')?.value ?? ''
    if (typeof title === 'string' && title.length > 6 && found.value.name.length > title.length && found.value.name.startsWith(title)) continue
    const named = [...merged.values()].filter(({ value }) => nameKey(value.name) === nameKey(found.value.name) || value.kind === 'Organization' && bareKey(value.name) === bareKey(found.value.name))
    // A place that says less of the role (作者) adds nothing to one that says more (主編, 研究生).
    if (named.some(({ value }) => value.role === found.value.role) || found.value.role === '著' && named.length > 0) continue
    merged.set(`${found.value.role} ${nameKey(found.value.name)}`, found)
  }
  return [...merged.values()]
}

function distinct(said: readonly Found[], field: string): Found[] {
  return said.filter(({ value }, i) => !said.slice(0, i).some((other) => agree(field, other.value, value)))
}

const digits = (text: string): string => text.replace(/[^\dXx]/g, '').toUpperCase()

/** Whether two printed values say the same, one perhaps less of it (2012 and 2012.4; 初版 and 初版一刷; 師大書苑 and its company). */
function agree(field: string, a: string, b: string): boolean {
  if (sameWords(a, b)) return true
  // The English of a Chinese cover says the same in other words.
  if (/\p{Script=Han}/u.test(a) !== /\p{Script=Han}/u.test(b) && field !== 'isbn' && field !== 'date' && field !== 'subjects') return true
  if (field === 'isbn' || field === 'issn') return digits(a) === digits(b)
  if (field === 'date') {
    const [x, y] = [dateOrNone(plainDate(a))?.edtf ?? '', dateOrNone(plainDate(b))?.edtf ?? '']
    return x !== '' && y !== '' && (x.startsWith(y) || y.startsWith(x))
  }
  if (field === 'publisher' || field === 'institution') return bareKey(a) === bareKey(b) || nameKey(a).includes(nameKey(b)) || nameKey(b).includes(nameKey(a))
  if (field === 'subjects' || field === 'isbn') return false
  return nameKey(a).includes(nameKey(b)) || nameKey(b).includes(nameKey(a))
}

/** A printed date in a form that `dates.ts` reads: without brackets, ©, days of the week, words for printings. */
export function plainDate(value: string): string {
  const text = value.normalize('NFKC').replace(/\[民?國?\d+\]$/u, '').replace(/[[\]()©]|^c(?=\d)|第?[\d一二三四五六七八九十初]+[版刷].*$|\s*(?:出版|印行|發行|发行|印刷)$/gu, '').trim()
  const month = /^(?<year>\d{4})\s*[.．年/-]\s*(?<month>\d{1,2})月?$/.exec(text)?.groups
  if (month) return `${month.year}-${month.month!.padStart(2, '0')}`
  // February - December 2015: the later month
  const english = (/^(?:\d{1,2}(?:st|nd|rd|th)?\s+|[A-Z][a-z]{2,8}\s*[-–—]\s*)?(?<name>[A-Z][A-Za-z]{2,8})\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?,?\s+(?<year>\d{4})$/.exec(text) ?? /^(?<year>\d{4})\s*(?<name>[A-Z][a-z]{2,8})$/.exec(text))?.groups
  const at = english ? MONTHS.indexOf(english.name!.slice(0, 3).toLowerCase()) : -1
  return at >= 0 ? `${english!.year}-${String(at + 1).padStart(2, '0')}` : text.replace(/\s+/g, '')
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function doubtsOf({ isbn = [], issn }: Partial<FrontMatter>): string[] {
  return [
    ...isbn.filter(({ value }) => !isbnValid(digits(value))).map(({ value }) => `ISBN ${value} 的檢查碼不符 (its check digit is wrong)`),
    ...(issn && !issnValid(digits(issn.value)) ? [`ISSN ${issn.value} 的檢查碼不符 (its check digit is wrong)`] : []),
  ]
}

export type { Contributor, Found, Source }
