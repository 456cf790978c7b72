import type { Document, Span } from '../../model/document.ts'
import { bareKey, nameKey } from '../../model/names.ts'
import type { Finding, ReadEnd, ReadEntity, ReadPlace, ReadRelation } from '../../model/reading.ts'
import type { FieldValue, Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Pages } from '../structure/index.ts'

/** A quotation longer than this says no more. */
const LONGEST = 500
/** Places kept of one relation: where a name stands two hundred times, twenty show it. */
const MOST_PLACES = 20

type Growing = { -readonly [K in keyof ReadEntity]: ReadEntity[K] }

export interface Saying {
  readonly qualifiers?: Readonly<Record<string, FieldValue>>
  readonly proposed?: boolean
  readonly start?: string
  readonly end?: string
}

/**
 * Where a document's reading is put together: each thing it names once, each relation with all its places.
 * Two persons of one name in one document are one here; in the archive persons never join by name.
 */
export class Desk {
  readonly document: Document
  readonly pages: Pages
  readonly vocabulary: Vocabulary
  readonly #entities = new Map<string, Growing>()
  readonly #relations = new Map<string, { -readonly [K in keyof ReadRelation]: ReadRelation[K] }>()
  /** Keys of entities by kind and folded name. */
  readonly #named = new Map<string, string>()
  readonly findings: Finding[] = []

  constructor(document: Document, pages: Pages, vocabulary: Vocabulary) {
    this.document = document
    this.pages = pages
    this.vocabulary = vocabulary
  }

  /** Adds an entity under a key of its own. */
  put(entity: ReadEntity): string {
    this.#entities.set(entity.key, { ...entity })
    for (const { text } of entity.names) this.#named.set(nameOf(entity.kind, text), entity.key)
    return entity.key
  }

  /** Something known by its name alone; said to be there once, it is no mere proposal any more. */
  named(kind: Kind, name: string, { proposed = false }: { readonly proposed?: boolean } = {}): string {
    const known = this.find(kind, name)
    if (known !== undefined) {
      if (!proposed) this.#entities.get(known)!.proposed = false
      return known
    }
    return this.put({ key: nameOf(kind, name), kind, names: [{ text: name, language: languageOf(name), sort: 'official' }], identifiers: [], fields: {}, covers: [], proposed })
  }

  find(kind: Kind, name: string): string | undefined {
    return this.#named.get(nameOf(kind, name))
  }

  entity(key: string): ReadEntity | undefined {
    return this.#entities.get(key)
  }

  /** Says a relation, where the vocabulary lets it be said of these kinds. */
  relate(type: string, from: ReadEnd, to: ReadEnd, kinds: readonly [Kind, Kind], place: ReadPlace, { qualifiers = {}, proposed = false, ...when }: Saying = {}): boolean {
    const rule = this.vocabulary.relations.get(type)
    if (rule === undefined || !rule.from.includes(kinds[0]) || !rule.to.includes(kinds[1]) || sameEnd(from, to)) return false
    const key = [type, endOf(from), endOf(to), when.start ?? ''].join('|')
    const known = this.#relations.get(key)
    if (known === undefined) this.#relations.set(key, { type, from, to, qualifiers, proposed, places: [place], ...when })
    else {
      if (!proposed) known.proposed = false
      if (known.places.length < MOST_PLACES && !known.places.some(({ start, end }) => start === place.start && end === place.end)) known.places = [...known.places, place]
    }
    return true
  }

  /** Where something stands, with its words. What the file says of itself stands nowhere: then the words alone. */
  place(at: Span | undefined, { words, section, confidence }: { readonly words?: string; readonly section?: string; readonly confidence?: number } = {}): ReadPlace {
    const more = { ...(section === undefined ? {} : { section: section.slice(0, 1_000) }), ...(confidence === undefined ? {} : { confidence }) }
    if (at === undefined) return { start: 0, end: 0, quote: (words ?? '').slice(0, LONGEST) || '—', section: '檔案的書目資料 (what the file says of itself)', ...(confidence === undefined ? {} : { confidence }) }
    const page = this.pages.pageAt(at.start)
    const quote = this.document.text.slice(at.start, at.end).trim().slice(0, LONGEST)
    return { start: at.start, end: at.end, quote: quote === '' ? words ?? '—' : quote, ...more, ...(page === undefined ? {} : { page: page.page, ...(page.derived ? { derived: true } : {}) }) }
  }

  note(what: string, text: string, at?: Span): void {
    const page = at === undefined ? undefined : this.pages.pageAt(at.start)?.page
    this.findings.push({ what, text, ...(at === undefined ? {} : { at: { start: at.start, end: at.end, ...(page === undefined ? {} : { page }) } }) })
  }

  /** The document's own work first, and what nothing leads to left out. */
  said(own: string): { readonly entities: readonly [ReadEntity, ...ReadEntity[]]; readonly relations: readonly ReadRelation[] } {
    const relations = [...this.#relations.values()]
    const led = new Set(relations.flatMap(({ from, to }) => [from, to]).flatMap((end) => ('key' in end ? [end.key] : [])))
    const others = [...this.#entities.values()].filter(({ key }) => key !== own && led.has(key))
    return { entities: [this.#entities.get(own)!, ...others], relations }
  }
}

const nameOf = (kind: Kind, name: string): string => `${kind}/${kind === 'Organization' ? bareKey(name) || nameKey(name) : nameKey(name)}`

const endOf = (end: ReadEnd): string => ('key' in end ? end.key : `id:${end.id}`)
const sameEnd = (a: ReadEnd, b: ReadEnd): boolean => endOf(a) === endOf(b)

export const languageOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh-Hant' : 'en')
