import { knownHeading } from './known-headings.ts'
import { labelled } from './labels.ts'
import { placeOf, tidy, type Line, type Place } from './lines.ts'
import { numberedAs } from './numbering.ts'
import { isHanName, isOrganization, isPersonName, isWesternName, splitNames, withoutTitle } from './people.ts'
import { contributors, sameWords } from './responsibility.ts'
import { roleBehind, roleOf } from './roles.ts'
import type { Found, SingleField, Statement } from './statement.ts'

const DEGREE = /^(?<institution>.{0,60}?)\s*(?<degree>(?:碩\s*士|博\s*士|學\s*士|硕\s*士|学\s*士)\s*(?:班|在職專班|專班)?\s*(?:學\s*位|学\s*位)?\s*(?:論\s*文|论\s*文)(?:計畫書?|初稿)?|(?:Master|Doctor|Ph\.?D\.?|Bachelor)\S*\s+(?:.{0,30}\s)?(?:Thesis|Dissertation))\s*$/iu
const SCHOOL = /(?:大\s*學|大\s*学|學\s*院|学\s*院|University|College)/iu
const REPORT = /(?:研究報告|成果報告|結案報告|期末報告|期中報告|研究计划|委託研究|专题报告|專題報告|Final Report)/iu
const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December)'
const DATE = new RegExp(`^(?:中\\s*華\\s*民\\s*國|民\\s*國|西\\s*元|公元)?\\s*[\\d０-９〇○零一二三四五六七八九十百\\s]{1,9}\\s*年(?:\\s*[\\d０-９〇○一二三四五六七八九十\\s]{1,4}\\s*月)?(?:\\s*[\\d０-９〇○一二三四五六七八九十\\s]{1,5}\\s*[日號])?$|^(?:${MONTH}\\s*[-–—]\\s*)?${MONTH},?\\s+\\d{4}$|^\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH},?\\s+\\d{4}$|^${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,\\s*\\d{4}$|^(?:19|20)\\d\\d\\s*${MONTH}$|^(?:19|20)\\d\\d\\s*[./-]\\s*\\d{1,2}$|^(?:19|20)\\d\\d$`, 'iu')
const PUBLISHER = /^(?<name>.{2,30}?)\s*(?:出\s*版\s*(?:社|公司)?|發\s*行|发\s*行|印\s*行|編\s*印|刊\s*行|出版發行)$/u

/**
 * What a cover or title page says without labels: title, editors behind or before their role (某某 主編), thesis
 * (國立…大學…研究所碩士論文), date, publisher (師大書苑發行). Only the lines up to the first running text. A document that
 * is one chapter, `single`, has its title there; a line that says what the file says of itself, `known`, is the title.
 */
export function readTitlePage(lines: readonly Line[], { single = false, known = '' } = {}): Statement[] {
  const statements: Statement[] = []
  const say = (field: SingleField | 'parallelTitles', value: string, at: Place): void => {
    const clean = tidy(value)
    if (clean !== '') statements.push({ field, value: clean, source: 'title-page', at })
  }
  const plain: Line[] = []
  for (const [i, line] of lines.entries()) {
    const text = tidy(line.text)
    const degree = DEGREE.exec(text)?.groups
    const next = tidy(lines[i + 1]?.text ?? '')
    const submitted = /(?:thesis|dissertation)\b.{0,40}\bsubmitted|in partial fulfil+ment/i.test(text)
    if (submitted) {
      const around = lines.slice(i, i + 6).map((each) => tidy(each.text))
      const of = /degree\s+of\s*(?<degree>.*)$/i.exec(around.slice(0, 4).join(' ').replace(/\s+(?:[A-Z][\p{L}]*\s+University|University\s+of)\b.*$/u, ''))?.groups?.degree
      if (of && !statements.some(({ field }) => field === 'degree')) say('degree', of, placeOf(line))
      const school = lines.slice(i, i + 6).find((each) => /\bUniversity\b/.test(each.text) && each.text.length <= 60)
      if (school && !statements.some(({ field }) => field === 'institution')) say('institution', school.text, placeOf(school))
      plain.push({ ...line, text: '' })
    } else if (degree) {
      // Mostly the lines above name the school: 國立中山大學 / 公共事務管理研究所 / 碩士論文.
      const above = degree.institution === '' ? schoolAbove(lines, i) : []
      say('institution', [...above.map((each) => tidy(each.text)), degree.institution!].join(''), { ...placeOf(line), start: (above[0] ?? line).start })
      say('degree', degree.degree!, placeOf(line))
      for (const each of above) if (plain.includes(each)) plain.splice(plain.indexOf(each), 1)
    } else if (DATE.test(text)) {
      say('date', text, placeOf(line))
    } else if (labelled(line.text).length > 0) {
      if (plain.length > 0) plain.push({ ...line, text: '' })
    } else if (named(line, next, statements)) {
      plain.push({ ...line, text: '' })
    } else if (PUBLISHER.test(text) && (line.kind === 'heading' || text.length <= 20) && !isPersonName(PUBLISHER.exec(text)!.groups!.name!)) {
      say('publisher', text.endsWith('出版社') || text.endsWith('出版公司') ? text : PUBLISHER.exec(text)!.groups!.name!, placeOf(line))
    } else {
      plain.push(line)
    }
  }
  titles(plain, say, single, known)
  return statements
}

/** Who issued what names no author: the body on the cover. A report that its title dates was issued then. */
export function issuer(lines: readonly Line[], said: readonly Statement[]): Statement[] {
  const title = said.find((each): each is Found & { field: 'title' } => each.field === 'title')
  if (title === undefined) return []
  const statements: Statement[] = []
  const bodies = lines.filter((line) => line.text.length <= 80 && isOrganization(tidy(line.text)) && tidy(line.text) !== title.value && !/[:：,，]|出版|印行|書局|書店|Press$|Publish|大學|學院|University|College/iu.test(line.text) && labelled(line.text).length === 0)
  // the one right before the title names the unit, those above what it belongs to
  const last = bodies.filter(({ start }) => start < (title.at?.start ?? 0)).at(-1) ?? bodies[0]
  if (last !== undefined && !said.some(({ field }) => field === 'contributor' || field === 'publisher' || field === 'institution')) statements.push({ field: 'contributor', value: { name: tidy(last.text), role: '著', kind: 'Organization' }, source: 'title-page', at: placeOf(last) })
  const year = /(?:Report|Review|Survey|Yearbook|報告|報告書|年報|年鑑|白皮書)\D{0,12}?(?<year>(?:19|20)\d\d)$|^(?<first>(?:19|20)\d\d)\s*年?(?:度)?\s*\D{2,30}(?:Report|報告|報告書|年報|年鑑|白皮書)$/iu.exec(title.value)?.groups
  if (year && !said.some(({ field }) => field === 'date')) statements.push({ field: 'date', value: (year.year ?? year.first)!, source: 'title-page', ...(title.at === undefined ? {} : { at: title.at }) })
  return statements
}

function schoolAbove(lines: readonly Line[], at: number): Line[] {
  const above: Line[] = []
  for (let i = at - 1; i >= 0 && above.length < 4; i--) {
    const line = lines[i]!
    if (!SCHOOL.test(line.text) && !/(?:系|所|班|組|Department|Institute|學程)\s*$/.test(line.text.trim()) || labelled(line.text).length > 0) break
    if (!/\p{Script=Han}/u.test(line.text)) break
    above.unshift(line)
  }
  return above.some((line) => SCHOOL.test(line.text)) ? above : []
}

/** 赵鸿萍 张艳敏 主编; 研究生　王小明; 作者 王小明. Pushes what it finds. */
function named(line: Line, next: string, statements: Statement[]): boolean {
  const before = /^(?<label>[\p{Script=Han}](?:\s*[\p{Script=Han}]){1,7}|Author|Editor|Advisor|(?:[Pp]repared |[Ww]ritten )?[Bb]y)\s*[\s　]\s*(?<names>\S.*)$/u.exec(line.text)?.groups
  if (before) {
    for (const [label, names] of labelSplits(line.text)) {
      const role = roleOf(label.replace(/^[Pp]repared /, ''))
      if (role && splitNames(names).map(withoutTitle).every((name) => isPersonName(name) || isOrganization(name))) return push(names, role)
    }
  }
  const behind = roleBehind(line.text)
  if (behind && !/[編著譯]\p{Script=Han}/u.test(behind.word)) {
    const names = splitNames(behind.names)
    if (names.length > 0 && names.every((name) => isPersonName(name) || isOrganization(name)) && !(names.length === 1 && isOrganization(names[0]!) && behind.word.length < 2)) return push(behind.names, behind.role)
  }
  // A role alone, the names on the next line.
  return roleOf(line.text) !== undefined && next !== '' && splitNames(next).every((name) => isHanName(name) || isWesternName(name)) && push(next, roleOf(line.text)!)

  function push(names: string, role: string): true {
    for (const value of contributors(names, role)) statements.push({ field: 'contributor', value, source: 'title-page', at: placeOf(line) })
    return true
  }
}

/** Every way to part a line at a space in label and names. */
function labelSplits(text: string): [string, string][] {
  return [...text.matchAll(/[\s　]+/g)].map((gap) => [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)])
}

function titles(all: readonly Line[], say: (field: SingleField | 'parallelTitles', value: string, at: Place) => void, single: boolean, known: string): void {
  const fits = (line: Line): boolean => {
    const text = tidy(line.text)
    return text.length >= 2 && text.length <= 120 && !knownHeading(text) && !knownHeading(numberedAs(text)?.title ?? '') && !/^!?\[|#\s?\d+$/.test(text) && !/^[\d\s.,–-]*$/.test(text) && !(isOrganization(text) && !/[的之與及和：:]/.test(text)) && !isPersonName(text) && !isPersonName(withoutTitle(text)) && !REPORT.test(text.slice(-6)) && !/^(?:(?:Reviewers?|Authors?|Editors?|Contacts?|Date|Version|Prepared (?:by|for))\s*[:：]|https?:|www\.|ISBN|ISSN|©|DOI|第.{1,6}[卷期輯号號])/i.test(text) && !/[。；]$/.test(text) && !roleOf(text)
  }
  // A Chinese work prints its school and title in English too.
  const han = all.filter((line) => fits(line) && /\p{Script=Han}{2,}/u.test(line.text)).length > 0
  const plain = all.map((line) => (han && !/\p{Script=Han}/u.test(line.text) && all.indexOf(line) < all.findIndex((each) => /\p{Script=Han}{2,}/u.test(each.text) && fits(each)) ? { ...line, text: '' } : line))
  const headings = plain.filter((line) => line.kind === 'heading' && fits(line))
  const largest = Math.max(0, ...plain.filter(fits).map(({ size }) => size ?? 0))
  const first = (known === '' ? undefined : plain.find((line) => fits(line) && sameWords(line.text, known))) ?? (largest > 1 ? plain.find((line) => fits(line) && line.size === largest) : undefined) ?? headings.toSorted((a, b) => (a.level ?? 9) - (b.level ?? 9) || a.start - b.start)[0] ?? plain.find(fits)
  const numbered = first && numberedAs(tidy(first.text))
  if (!first || numbered?.system.strong && !(single && numbered.title !== '')) return
  let at: Place = placeOf(first)
  let title = numbered?.system.strong ? numbered.title : tidy(first.text)
  let rest = plain.slice(plain.indexOf(first) + 1)
  // A title set on several lines: of one block, or of one size of letters.
  while (rest[0] && fits(rest[0]) && (rest[0].block === first.block || /[：:、—─]$/u.test(title) || first.size !== undefined && first.size > 1 && rest[0].size === first.size) && sameScript(title, rest[0].text) && !/^\s*[—─－–-]{1,2}/u.test(rest[0].text)) {
    title = /\p{Script=Han}$/u.test(title) || /^\p{Script=Han}/u.test(rest[0].text) ? title + tidy(rest[0].text) : `${title} ${tidy(rest[0].text)}`
    at = { ...at, end: rest[0].end }
    rest = rest.slice(1)
  }
  const parts = splitTitle(title.replace(/(?:\[\^[^\]]+\]|[*†‡])+$/, ''))
  say('title', parts.title, at)
  if (parts.subtitle) say('subtitle', parts.subtitle, at)
  const below = parts.subtitle === undefined ? subtitleBelow(first, rest) : []
  if (below.length > 0) say('subtitle', below.map((line) => tidy(line.text)).join(' '), { ...placeOf(below[0]!), end: below.at(-1)!.end })
  for (const line of rest.slice(0, 3)) {
    const text = tidy(line.text)
    const sub = /^[—─－–-]{1,2}\s*(?<subtitle>[^—─]{2,60}?)\s*[—─－–-]*$/u.exec(text)?.groups?.subtitle
    if (sub && !parts.subtitle) say('subtitle', sub, placeOf(line))
    else if (/\p{Script=Han}/u.test(title) && /^[A-Z][\p{L}\d\s:;,.'’"“”()&/–—-]{15,}$/u.test(text) && !/^(?:National|Department|University|Institute|College|School|Graduate|Faculty)\b|\b(?:University|Thesis|Dissertation)$/.test(text) && !isPersonName(text)) say('parallelTitles', text, placeOf(line))
    else if (!sub) break
  }
}

/** In Latin letters, what stands right below the title in letters between its and those of the text. */
function subtitleBelow(title: Line, rest: readonly Line[]): Line[] {
  const [next] = rest
  if (next?.size === undefined || title.size === undefined || next.size < 1.12 || next.size >= title.size || /\p{Script=Han}/u.test(title.text + next.text)) return []
  const end = rest.findIndex((line) => line.size !== next.size || line.text === '' || isPersonName(tidy(line.text)) || isOrganization(tidy(line.text)) || splitNames(line.text).every(isPersonName) || knownHeading(line.text) !== undefined)
  const lines = rest.slice(0, end < 0 ? rest.length : end)
  return lines.length > 3 || lines.some(({ text }) => isProseLine(text) || /^\d|https?:|www\./.test(text)) ? [] : lines
}

const isProseLine = (text: string): boolean => text.length > 150

/** 題名：副題名 and 題名——副題名 in their two parts. */
export function splitTitle(title: string): { readonly title: string; readonly subtitle?: string } {
  const parts = /^(?<title>[^:：—─]{2,}?)\s*(?:[:：]|[—─－]{1,2})\s*(?<subtitle>\S.+)$/u.exec(title.trim())?.groups
  return parts && parts.subtitle !== '' ? { title: parts.title!, subtitle: parts.subtitle!.replace(/\s*[—─]+$/u, '') } : { title: title.trim().replace(/\s*[:：]$/, '') }
}

const sameScript = (a: string, b: string): boolean => /\p{Script=Han}/u.test(a) === /\p{Script=Han}/u.test(b)

