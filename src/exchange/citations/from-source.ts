import type { EntityRef, EntityView } from '../../graph/port.ts'
import type { Makers, Source } from '../../graph/cited.ts'
import { dateOrNone } from '../../model/dates-parse.ts'
import type { CslDate, CslItem, CslName, CslType } from './csl.ts'

/** `workType` as the archive has it, and the type of CSL. */
const TYPES: Readonly<Record<string, CslType>> = {
  book: 'book', chapter: 'chapter', article: 'article-journal', 'newspaper article': 'article-newspaper', thesis: 'thesis', report: 'report',
  'conference paper': 'paper-conference', webpage: 'webpage', legislation: 'legislation', dataset: 'dataset',
}

/** Fields that go over as they are. */
const FIELDS = { volume: 'volume', issue: 'issue', series: 'collection-title', place: 'publisher-place', language: 'language', projectNumber: 'number', degree: 'genre' } as const

const IDENTIFIERS = ['DOI', 'ISBN'] as const

/** A source as CSL-JSON. A chapter without a publisher of its own has that of its book. */
export function cslOf({ entity, container, ...makers }: Source): CslItem {
  const type = TYPES[String(entity.fields['workType'])] ?? 'document'
  const said = (code: string): string | undefined => textIn(entity, code) ?? (container === undefined || !SHARED.includes(code) ? undefined : textIn(container.entity, code))
  const fields = Object.fromEntries(Object.entries(FIELDS).map(([from, to]) => [to, said(from)]))
  const identifiers = Object.fromEntries(IDENTIFIERS.map((scheme) => [scheme, entity.identifiers.find((one) => one.scheme === scheme)?.value ?? (scheme === 'ISBN' ? container?.entity.identifiers.find((one) => one.scheme === scheme)?.value : undefined)]))
  const publisher = type === 'thesis' ? said('institution') ?? publisherOf(entity, makers) : publisherOf(entity, makers) ?? (container && publisherOf(container.entity, container))
  const edition = said('edition')
  return withoutGaps({
    id: keyOf(entity, makers), type, title: titleOf(entity),
    // reference managers do not put the publisher of a register in its author's place by themselves
    author: namesOf(makers.authors) ?? (type === 'dataset' && publisher !== undefined ? [{ literal: publisher }] : undefined), editor: namesOf(makers.editors.length > 0 ? makers.editors : container?.editors ?? []), translator: namesOf(makers.translators),
    ...fields, ...identifiers,
    'container-title': container === undefined ? said('containerTitle') : titleOf(container.entity),
    publisher, ...(type === 'dataset' ? { version: edition } : { edition }),
    page: said('pages') ?? pagesOf(entity),
    issued: dateOf(said('issued')), accessed: dateOf(said('accessedOn')), URL: said('url'),
  }) as unknown as CslItem
}

/** What a chapter has from its book. */
const SHARED = ['issued', 'place', 'edition', 'series', 'language']

/** A key for reference managers and LaTeX: ASCII, and the same for ever. */
export function keyOf(entity: EntityView, { authors, editors }: Makers): string {
  const latin = [...authors, ...editors].map(({ name }) => /^[\p{Script=Latin}'’. ,-]+$/u.test(name) ? family(name).normalize('NFKD').replace(/[^A-Za-z]/g, '') : '').find((name) => name !== '')
  const year = /\d{4}/.exec(dateOrNone(String(entity.fields['issued'] ?? ''))?.edtf ?? '')?.[0] ?? ''
  return `${(latin ?? 'work').toLowerCase()}${year}-${entity.id.replaceAll('-', '').slice(-8)}`
}

const titleOf = (entity: EntityView): string => entity.name

/** As the record prints it: 師大書苑, not 師大書苑有限公司; else as the relations say. */
function publisherOf(entity: EntityView, { publishers }: Makers): string | undefined {
  return textIn(entity, 'publisher') ?? (publishers.length > 0 ? publishers.map(({ name }) => name).join('、') : undefined)
}

function textIn(entity: EntityView, code: string): string | undefined {
  const value = entity.fields[code]
  return value === undefined || value === '' ? undefined : [value].flat().map(String).join('、')
}

function pagesOf({ fields: { firstPage, lastPage } }: EntityView): string | undefined {
  return firstPage === undefined ? undefined : lastPage === undefined ? String(firstPage) : `${String(firstPage)}-${String(lastPage)}`
}

const namesOf = (makers: readonly EntityRef[]): CslName[] | undefined => (makers.length === 0 ? undefined : makers.map(nameOf))

function nameOf({ name, kind }: EntityRef): CslName {
  if (kind !== 'Person' || !/^[\p{Script=Latin}\p{M}'’. ,-]+$/u.test(name) || !/[ ,]/.test(name)) return { literal: name }
  const [last, ...rest] = [family(name), ...(name.includes(',') ? [name.slice(name.indexOf(',') + 1)] : [name.slice(0, name.length - family(name).length)])]
  const given = rest.join(' ').trim()
  return given === '' ? { literal: name } : { family: last!, given }
}

/** Longworth of both Norman Longworth and Longworth, Norman; van der Berg whole. */
function family(name: string): string {
  if (name.includes(',')) return name.slice(0, name.indexOf(',')).trim()
  return /(?:\b(?:van|von|de|der|den|del|della|di|da|la|le|ten|ter) )*\S+$/.exec(name.trim())?.[0] ?? name
}

/** Of a date as written; what is no single date stays in its words. */
export function dateOf(written: string | undefined): CslDate | undefined {
  if (written === undefined) return undefined
  const edtf = dateOrNone(written)?.edtf
  const parts = /^(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?([~?%]?)$/.exec(edtf ?? '')
  if (parts === null) return { literal: written }
  const [, year, month, day, doubt] = parts
  return { 'date-parts': [[year, month, day].filter((part) => part !== undefined).map(Number)], ...(doubt === '' ? {} : { circa: true }) }
}

const withoutGaps = (item: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined))
