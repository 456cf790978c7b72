import { dateOrNone } from '../../model/dates-parse.ts'
import type { FieldValue, Identifier } from '../../model/records.ts'
import type { CitedItem, Citations, Item, ItemName } from '../citations/index.ts'
import { kindOf } from '../structure/index.ts'
import { languageOf, type Desk } from './desk.ts'
import type { PartAt } from './parts.ts'

const TYPES: Readonly<Record<Item['type'], string>> = {
  book: 'book', chapter: 'chapter', 'article-journal': 'article', 'article-newspaper': 'newspaper article', thesis: 'thesis', report: 'report',
  'paper-conference': 'conference paper', webpage: 'webpage', legislation: 'legislation', document: 'document',
}

/** Fields of a described work, by their CSL names. */
const FIELDS: readonly (readonly [keyof Item, string])[] = [
  ['container-title', 'containerTitle'], ['publisher', 'publisher'], ['publisher-place', 'place'], ['volume', 'volume'], ['issue', 'issue'], ['page', 'pages'], ['edition', 'edition'], ['URL', 'url'], ['genre', 'degree'],
]
const COVERS = ['workType', 'issued', 'accessedOn', 'note', ...FIELDS.map(([, code]) => code)]

/** The works this one cites, each with the places where it does; described as its list describes them. */
export function readCited(desk: Desk, { works, references, unlisted, otherYear, uncited, inText }: Citations, partAt: PartAt): void {
  for (const work of works) {
    const key = put(desk, work)
    const listed = work.reference === undefined ? undefined : references[work.reference]
    for (const { start, end, raw, note } of work.places) {
      desk.relate('CITES', { key: partAt({ start, end }) }, { key }, ['Work', 'Work'], desk.place({ start, end }, { words: raw, ...(note === undefined ? {} : { section: `註 ${note}` }) }))
    }
    if (work.places.length === 0 && listed !== undefined) desk.relate('CITES', { key: partAt(listed) }, { key }, ['Work', 'Work'], desk.place(listed))
    authors(desk, key, work, listed)
  }
  for (const { citation, work } of unlisted) {
    const { start, end, works: cited } = inText[citation]!
    // where there is no list at all, every citation would be reported
    if (references.length > 0) desk.note('cited-not-listed', `${said(cited[work]!)}：文中引用，書目沒有 (cited, not listed)`, { start, end })
  }
  for (const { citation, work, references: years } of otherYear) {
    const { start, end, works: cited } = inText[citation]!
    desk.note('listed-with-another-year', `${said(cited[work]!)}：書目作 ${years.map((i) => references[i]!.issued ?? '？').join('、')} (listed with another year)`, { start, end })
  }
  for (const i of uncited) desk.note('listed-not-cited', `${references[i]!.raw.slice(0, 80)}：書目有，文中沒有引用 (listed, not cited)`, references[i]!)
}

const said = ({ authors: names, year }: { readonly authors: readonly string[]; readonly year: string }): string => `${names.join('、')}（${year}）`

function put(desk: Desk, { key, item, stub }: CitedItem): string {
  const fields: Record<string, FieldValue> = { workType: TYPES[item.type] }
  for (const [from, to] of FIELDS) {
    const value = item[from]
    if (typeof value === 'string' && value !== '') fields[to] = value
  }
  if (item.issued !== undefined && dateOrNone(item.issued) !== undefined) fields.issued = item.issued
  if (item.accessed !== undefined && dateOrNone(item.accessed) !== undefined) fields.accessedOn = item.accessed
  if (stub) fields.note = '只知作者與年，待編目 (only authors and year are known)'
  const identifiers: Identifier[] = [...(item.DOI === undefined ? [] : [{ scheme: 'DOI', value: item.DOI }]), ...(item.ISBN === undefined ? [] : [{ scheme: 'ISBN', value: item.ISBN }])]
  const name = item.title ?? stubName(item)
  return desk.put({
    key: `cited/${key}`, kind: 'Work', identifiers, fields, covers: COVERS, proposed: false,
    names: [{ text: name.slice(0, 1_000), language: languageOf(name), sort: 'official' }],
  })
}

/** 林振春、王秋絨（2004）; Longworth & Osborne (2010). */
function stubName({ author, editor = [], issued, suffix = '', etAl, language }: Item): string {
  const names = (author.length > 0 ? author : editor).map((name) => ('literal' in name ? name.literal : name.family))
  const year = `${issued ?? '無日期'}${suffix}`
  if (language === 'zh') return `${names.join('、')}${etAl === true ? '等' : ''}（${year}）`
  return `${names.length > 2 ? `${names.slice(0, -1).join(', ')} & ${names.at(-1)!}` : names.join(' & ')}${etAl === true ? ' et al.' : ''} (${issued === undefined ? 'n.d.' : year})`
}

const printed = (name: ItemName): string => ('literal' in name ? name.literal : `${name.given} ${name.family}`)

/** Of a work that is described; a stub's authors are known by a family name at most. */
function authors(desk: Desk, key: string, { item, stub }: CitedItem, at: { readonly start: number; readonly end: number } | undefined): void {
  if (stub || at === undefined) return
  const roles = [['AUTHORED', item.author], ['EDITED', item.editor ?? []], ['TRANSLATED', item.translator ?? []]] as const
  for (const [type, names] of roles) {
    for (const name of names) {
      const text = printed(name).trim()
      const kind = 'literal' in name ? kindOf(text) : 'Person'
      if (text !== '') desk.relate(type, { key: desk.named(kind, text) }, { key }, [kind, 'Work'], desk.place(at))
    }
  }
}

