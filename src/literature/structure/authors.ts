import type { Document } from '../../model/document.ts'
import { contentsSpan, readContents, type ContentsEntry } from './contents.ts'
import { knownHeading } from './known-headings.ts'
import { linesOf, placeOf, tidy, type Line, type Place } from './lines.ts'
import { numberedAs } from './numbering.ts'
import { isHanName, isOrganization, isPersonName, isTranslatedName, isWesternName, splitNames } from './people.ts'
import { standingOf, type Standing } from './posts.ts'

export interface Author extends Standing {
  /** As printed, wide setting undone. */
  readonly name: string
  readonly at: Place
}

/** Authors whom a table, a list or notes present with institution and post; none where there is no such part. */
export function readAuthors(document: Document, contents: readonly ContentsEntry[] = readContents(document)): Author[] {
  const lines = linesOf(document)
  const list = contentsSpan(contents)
  const found: Author[] = []
  for (const [i, line] of lines.entries()) {
    if (list && line.start >= list.start && line.start < list.end || line.kind === 'running-head' || knownHeading(line.text) !== 'authors' || found.some(({ at }) => at.end > line.start)) continue
    found.push(...table(lines, i + 1))
  }
  return [...found, ...affiliations(lines)].filter(({ name }, i, all) => all.findIndex((other) => other.name === name) === i)
}

const HEADER = /^(?:作\s*者|姓\s*名|撰\s*稿\s*人?|編\s*號|章\s*次|現\s*職|服務單位|單位|職稱|任職單位|學\s*歷|經\s*歷|Name|Author|Affiliation)/iu
const MOST = 300

function table(lines: readonly Line[], from: number): Author[] {
  const found: Author[] = []
  for (let i = from; i < Math.min(lines.length, from + MOST); i++) {
    const line = lines[i]!
    if (line.kind === 'running-head') continue
    const text = line.text.trim()
    if (line.kind === 'heading') {
      // The next heading ends the part, unless it is another author's name.
      const own = nameOnly(text)
      if (!own) break
      found.push({ name: own, at: placeOf(line) })
      continue
    }
    if (/^[(（].{2,16}[)）]$/u.test(text)) continue
    const cells = (line.cells && line.cells.length > 1 ? [...line.cells] : text.split(/\t+|\s{2,}|\u3000+/u)).map((cell) => cell.trim()).filter((cell) => cell !== '')
    if (cells.length > 1 && cells.filter((cell) => HEADER.test(cell)).length * 2 >= cells.length && cells.every((cell) => cell.length <= 12)) continue
    const author = row(cells, line) ?? sentence(text, line)
    if (author) {
      found.push(author)
      continue
    }
    const last = found.at(-1)
    // Name on one line, post below: 現任：…; 國立…教授.
    if (last && last.institution === undefined && last.post === undefined && (text.length <= 80 || NOW.test(text)) && !/^(?:學歷|最高學歷|E-?mail|電子郵件)/iu.test(text)) {
      const now = NOW.exec(text)?.groups?.now ?? text
      found[found.length - 1] = { ...last, ...standingOf(firstOf(now)), at: { ...last.at, end: line.end } }
    } else if (found.length > 0 && numberedAs(text)?.system.strong) break
  }
  return found
}

const NOW = /(?:現\s*任|现\s*任|現\s*職|现\s*职|現為|现为|目前任職(?:於)?|任職於|服務單位)\s*[:：]?\s*(?<now>[^。；;\n]+)/u

/** Of several posts in a row, the first. */
const firstOf = (text: string): string => text.split(/[；;。]|、(?=[\p{Script=Han}]{4,})/u)[0]!

function nameOnly(text: string): string | undefined {
  const name = tidy(text.replace(/^\s*(?:\d{1,2}\s*[.．、)]|[-*•◎●■])\s*/u, '').replace(/\s*[(（][A-Za-z .,'-]+[)）]\s*$/u, '').replace(/(?<=\p{Script=Han})\s+[A-Z][A-Za-z .,'-]+$/u, '').replace(/[:：]$/, ''))
  return isHanName(name) || isWesternName(name) || isTranslatedName(name) ? name : undefined
}

/** Cells of a table or what wide spaces part: name, then institution and post. Numbers of rows and chapters are skipped. */
function row(cells: readonly string[], line: Line): Author | undefined {
  const at = cells.findIndex((cell) => nameOnly(cell) !== undefined)
  if (at < 0 || at > 2 || cells.slice(0, at).some((cell) => cell.length > 6 && !numberedAs(cell))) return undefined
  const rest = cells.slice(at + 1)
  if (rest.length === 0 && cells.length > 1) return undefined
  const name = nameOnly(cells[at]!)!
  if (rest.length >= 2 && standingOf(rest[1]!).institution === undefined) return { name, institution: tidy(rest[0]!), post: tidy(rest[1]!), at: placeOf(line) }
  if (rest.length >= 2 && standingOf(rest[0]!).institution === undefined) return { name, institution: tidy(rest[1]!), post: tidy(rest[0]!), at: placeOf(line) }
  return { name, ...standingOf(tidy(rest.join(''))), at: placeOf(line) }
}

/** 林振春，國立臺灣師範大學社會教育學系教授。 林振春：… 林振春 國立…教授. 林振春現任…. Jane Doe is Professor of …. */
function sentence(text: string, line: Line): Author | undefined {
  const bracketed = /^(?<name>[^()（）]{2,40}?)\s*[(（](?<rest>[^()（）]{4,})[)）][。.]?$/u.exec(text)?.groups
  const western = /^(?<name>[A-Z][\p{L}.'’-]+(?:\s+(?:[A-Z][\p{L}.'’-]*|de|van|von))+)\s*(?:,|[:：]|—|–|(?=\s+is\b))\s*(?<rest>\S.*)$/u.exec(text)?.groups
  const parted = bracketed ?? western ?? /^(?:\d{1,2}\s*[.．、)]\s*|[-*•◎●■]\s*)?(?<name>\p{Script=Han}(?:\s?\p{Script=Han}){1,3}|[\p{L}·‧・．. '-]{4,40}?)\s*(?:[(（][A-Za-z .,'-]+[)）])?\s*(?:[,，:：—–-]|\s|(?=現任|现任|現為|现为|\bis\b))\s*(?<rest>\S.*)$/u.exec(text)?.groups
  if (!parted) return undefined
  const name = nameOnly(parted.name!)
  if (!name) return undefined
  const rest = (NOW.exec(parted.rest!)?.groups?.now ?? parted.rest!.split(/[。；;]/)[0]!).replace(/^is\s+(?:(?:an?|the)\s+)?/i, '')
  const standing = standingOf(firstOf(rest))
  return standing.post !== undefined || isOrganization(standing.institution ?? '') ? { name, ...standing, at: placeOf(line) } : undefined
}

const MARK = /^[\s*†‡§＊※¹²³⁴⁵\d()（）[\]^:]+/u
const FAR = 60

/** Below the title of a paper: names with marks, and lines or footnotes with the same marks that name institutions; or the institution right below the names. */
function affiliations(lines: readonly Line[]): Author[] {
  const found: Author[] = []
  const head = lines.slice(0, FAR)
  const notes = lines.filter(({ kind, text }, i) => (kind === 'note' || i < FAR) && /^[\s]*[*†‡§＊※¹²³\d[(（^]/u.test(text) && text.length <= 160)
  for (const [i, line] of head.entries()) {
    if (line.text.length > 100 || line.kind === 'heading' && line.level === 1 || knownHeading(line.text) !== undefined) continue
    const names = splitNames(line.text.replace(/[*†‡§＊※¹²³⁴⁵]|(?<=\p{Script=Han})\s?\d(?=\s|$|[、,，])/gu, ''))
    if (names.length === 0 || names.length > 8 || !names.every(isPersonName)) continue
    const marks = line.text.match(/[*†‡§＊※]+|[¹²³⁴⁵]|\d/gu) ?? []
    const next = head[i + 1]
    for (const [n, name] of names.entries()) {
      const mark = marks.length === names.length ? marks[n]! : marks.length === 0 ? undefined : marks[0]!
      const note = mark === undefined ? undefined : notes.find(({ text, start }) => start > line.start && text.trim().replace(/^[\^[(（]/, '').startsWith(mark) && !text.trim().replace(/^[\^[(（]/, '').startsWith(`${mark}${mark[0]}`) && SCHOOLS.test(text))
      const place = note ?? (next && SCHOOLS.test(next.text) && next.text.length <= 80 && !/[。:：]/.test(next.text) ? next : undefined)
      if (place) found.push({ name, ...standingOf(place.text.replace(MARK, '').replace(/[(（]通[訊讯]作者[)）]/u, '').replace(new RegExp(`^${[...name].join('\\s*')}\\s*[,，:：]?\\s*`, 'u'), '').replace(/^(?:作者|本文作者|\p{Script=Han}{2,4})(?:為|現為|[:：])\s*/u, '').split(/[。；;]|[，,]\s*(?:E-?mail|通訊)/iu)[0]!), at: { ...placeOf(line), end: line.end } })
    }
  }
  return found
}

const SCHOOLS = /大學|大学|學院|学院|研究所|研究院|學系|学系|中心|協會|公司|政府|局|國小|國中|高中|University|Institute|College|Department/
