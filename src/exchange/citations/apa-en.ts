import { locatorText } from '../../model/locator.ts'
import type { Locator } from '../../model/records.ts'
import type { CslItem, CslName } from './csl.ts'
import { joined, plain, type Piece } from './pieces.ts'
import { bracketed, DATED, linkOf, makersOf, MOST_NAMES, ranged } from './style.ts'

/** APA 7 as the Publication Manual (2020, chapters 8 to 10) has it. Titles stand as the record has them: their case is not changed. */
export function apaEnglish(item: CslItem): Piece[] {
  const { type, title, version, genre, number, volume, issue, page, translator } = item
  const container = item['container-title']
  const by = makersOf(item)
  const isEdited = by !== undefined && by === item.editor
  const head = by === undefined ? undefined : `${listed(by, reversed)}${isEdited ? (by.length > 1 ? ' (Eds.)' : ' (Ed.)') : ''}`
  const publisher = head === item.publisher ? undefined : item.publisher
  const date = `(${dateOf(item, DATED.includes(type))}).`
  const start = (whole: Piece[]): Piece[] => (head === undefined ? joined(whole, `. ${date} `) : joined(`${head}${head.endsWith('.') ? '' : '.'} ${date} `, whole, closed(whole), ' '))
  const link = linkOf(item)
  const end = (...parts: readonly (string | undefined)[]): string => [...parts.filter((part) => part !== undefined && part !== '').map((part) => (part!.endsWith('.') ? part : `${part}.`)), link].filter((part) => part !== undefined).join(' ')
  const trimmed = (pieces: Piece[]): Piece[] => {
    const last = pieces.at(-1)
    return typeof last === 'string' ? [...pieces.slice(0, -1), last.trimEnd()] : pieces
  }
  if (type === 'article-journal' || type === 'article-newspaper') {
    return trimmed(joined(start([title]), container === undefined ? undefined : { title: container }, volume === undefined ? undefined : [', ', { title: volume }], issue === undefined ? undefined : `(${issue})`, page === undefined ? undefined : `, ${ranged(page)}`, container === undefined ? undefined : '. ', link))
  }
  if (type === 'chapter') {
    const editors = item.author === undefined ? undefined : item.editor
    return trimmed(joined(start([title]), container === undefined ? undefined : ['In ', editors === undefined ? '' : `${listed(editors, forward)} ${editors.length > 1 ? '(Eds.)' : '(Ed.)'}, `, { title: container }, bracketed([editionOf(item.edition), page === undefined ? undefined : `${/[-–,]/.test(page) ? 'pp' : 'p'}. ${ranged(page)}`], WITH_COMMA), '. '], end(publisher)))
  }
  if (type === 'thesis') return trimmed(joined(start([{ title }, ` [${[genre ?? 'Thesis', publisher].filter((part) => part !== undefined).join(', ')}]`]), end()))
  if (type === 'paper-conference') return trimmed(joined(start([{ title }, ' [Paper presentation]']), end(container, publisher)))
  if (type === 'dataset') return trimmed(joined(start([{ title }, bracketed([number, version === undefined ? undefined : /^version/i.test(version) ? version : `Version ${version}`], WITH_SEMICOLON), ' [Data set]']), end(publisher)))
  if (type === 'webpage') return trimmed(joined(start([{ title }]), end(container ?? publisher)))
  return trimmed(joined(start([{ title }, bracketed([translator === undefined ? undefined : `${listed(translator, forward)}, Trans.`, editionOf(item.edition), type === 'report' ? number : undefined], WITH_SEMICOLON)]), end(publisher)))
}

/** Longworth & Osborne, 2010, p. 4; Longworth et al., 2010. */
export function citeEnglish(item: CslItem, locator: Locator): string {
  const by = makersOf(item)
  const who = by === undefined ? `“${item.title}”` : by.length > 2 ? `${short(by[0]!)} et al.` : by.map(short).join(' & ')
  const where = locatorText(locator, 'en')
  return `${who}, ${dateOf(item, false)}${where === '' ? '' : `, ${where}`}`
}

const WITH_COMMA = [' (', ', ', ')'] as const
const WITH_SEMICOLON = [' (', '; ', ')'] as const
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const short = (one: CslName): string => ('literal' in one ? one.literal : one.family)
/** Norman James → N. J.; Jean-Luc → J.-L. */
const initials = (given: string): string => given.split(/\s+/).filter((word) => word !== '').map((word) => word.split('-').filter((part) => part !== '').map((part) => `${part[0]!.toUpperCase()}.`).join('-')).join(' ')
const reversed = (one: CslName): string => ('literal' in one ? one.literal : one.given === undefined ? one.family : `${one.family}, ${initials(one.given)}`)
const forward = (one: CslName): string => ('literal' in one ? one.literal : one.given === undefined ? one.family : `${initials(one.given)} ${one.family}`)

function listed(all: readonly CslName[], say: (one: CslName) => string): string {
  if (all.length > MOST_NAMES) return `${all.slice(0, MOST_NAMES - 1).map(say).join(', ')}, . . . ${say(all.at(-1)!)}`
  if (all.length < 2) return all.map(say).join('')
  // before the ampersand a comma, where names are reversed or more than two
  const comma = say === reversed || all.length > 2 ? ',' : ''
  return `${all.slice(0, -1).map(say).join(', ')}${comma} & ${say(all.at(-1)!)}`
}

/** 2012a; n.d.-a. */
function dateOf({ issued: date, 'year-suffix': suffix = '' }: CslItem, whole: boolean): string {
  if (date === undefined) return suffix === '' ? 'n.d.' : `n.d.-${suffix}`
  if ('literal' in date) return `${date.literal}${suffix}`
  const [year, month, day] = date['date-parts'][0]
  const said = `${String(year)}${suffix}${whole && month !== undefined ? `, ${MONTHS[month - 1]!}${day === undefined ? '' : ` ${day}`}` : ''}`
  return date.circa ? `ca. ${said}` : said
}

function editionOf(edition: string | undefined): string | undefined {
  if (edition === undefined || /^(?:1(?:st)?|first|初版)(?: ed(?:ition|\.)?)?$/i.test(edition)) return undefined
  if (!/^\d+$/.test(edition)) return edition
  const ending = /1[1-3]$/.test(edition) ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' } as Readonly<Record<string, string>>)[edition.at(-1)!] ?? 'th'
  return `${edition}${ending} ed.`
}

/** Titles in Chinese have marks of their own. */
const closed = (whole: readonly Piece[]): string => (/[.?!。？！]$/.test(plain(whole)) ? '' : '.')
