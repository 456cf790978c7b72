import type { Document, Span } from '../../model/document.ts'
import { nameKey } from '../../model/names.ts'
import type { Finding, ReadEnd, ReadEntity, ReadPlace, ReadRelation } from '../../model/reading.ts'
import type { FieldValue, Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Pages } from '../structure/index.ts'
import { Bodies } from './bodies.ts'

/** A quotation longer than this says no more. */
const LONGEST = 500
/** What a record takes of a name and of a field: a longer one is cut, so that one odd item does not keep the document out. */
const LONGEST_NAME = 1_000
const LONGEST_VALUE = 20_000
/** Places kept of one relation: where a name stands two hundred times, twenty show it. */
const MOST_PLACES = 20

type Relations = Map<string, { -readonly [K in keyof ReadRelation]: ReadRelation[K] }>
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
  readonly #relations: Relations = new Map()
  /** Keys of entities by kind and folded name. */
  readonly #named = new Map<string, string>()
  readonly #bodies = new Bodies()
  readonly findings: Finding[] = []

  constructor(document: Document, pages: Pages, vocabulary: Vocabulary) {
    this.document = document
    this.pages = pages
    this.vocabulary = vocabulary
  }

  /** Adds an entity under a key of its own. */
  put(entity: ReadEntity): string {
    this.#entities.set(entity.key, {
      ...entity, names: entity.names.slice(0, 200).map((name) => ({ ...name, text: cut(name.text, LONGEST_NAME) })), fields: bounded(entity.fields),
      identifiers: entity.identifiers.filter(({ value }) => value.length <= LONGEST_NAME).slice(0, 100),
    })
    for (const { text } of entity.names) {
      this.#named.set(nameOf(entity.kind, text), entity.key)
      if (entity.kind === 'Organization') this.#bodies.add(text, entity.key)
    }
    return entity.key
  }

  /** Something known by its name alone; said to be there once, it is no mere proposal any more. */
  named(kind: Kind, printed: string, { proposed = false }: { readonly proposed?: boolean } = {}): string {
    const name = cut(printed, LONGEST_NAME)
    const known = this.#named.get(nameOf(kind, name))
    if (known !== undefined) {
      if (!proposed) this.#entities.get(known)!.proposed = false
      return known
    }
    return this.put({ key: keyOf(kind, name), kind, names: [{ text: name, language: languageOf(name), sort: 'official' }], identifiers: [], fields: {}, covers: [], proposed })
  }

  /** Whether the document has something of this name so far; a body also by its name in the one legal form it has here, or in none. */
  has(kind: Kind, name: string): boolean {
    return this.#named.has(nameOf(kind, cut(name, LONGEST_NAME))) || (kind === 'Organization' && this.#bodies.has(cut(name, LONGEST_NAME)))
  }

  /** Says a relation, where the vocabulary lets it be said of these kinds. */
  relate(type: string, from: ReadEnd, to: ReadEnd, kinds: readonly [Kind, Kind], place: ReadPlace, { qualifiers = {}, proposed = false, ...when }: Saying = {}): boolean {
    const rule = this.vocabulary.relations.get(type)
    if (rule === undefined || !rule.from.includes(kinds[0]) || !rule.to.includes(kinds[1]) || sameEnd(from, to)) return false
    addTo(this.#relations, { type, from, to, qualifiers: bounded(qualifiers), proposed, places: [place], ...when })
    return true
  }

  /** Where something stands, with its words. What the file says of itself stands nowhere: then the words alone. */
  place(at: Span | undefined, { words, section, confidence }: { readonly words?: string; readonly section?: string; readonly confidence?: number } = {}): ReadPlace {
    const more = { ...(section === undefined ? {} : { section: cut(section, 1_000) }), ...(confidence === undefined ? {} : { confidence }) }
    if (at === undefined) return { start: 0, end: 0, quote: cut(words ?? '', LONGEST) || '—', section: '檔案的書目資料 (what the file says of itself)', ...(confidence === undefined ? {} : { confidence }) }
    const page = this.pages.pageAt(at.start)
    const quote = cut(this.document.text.slice(at.start, at.end).trim(), LONGEST) || cut(words ?? '', LONGEST) || '—'
    return { start: at.start, end: at.end, quote, ...more, ...(page === undefined ? {} : { page: cut(page.page, 100), ...(page.derived ? { derived: true } : {}) }) }
  }

  note(what: string, text: string, at?: Span): void {
    const page = at === undefined ? undefined : this.pages.pageAt(at.start)?.page
    this.findings.push({ what, text, ...(at === undefined ? {} : { at: { start: at.start, end: at.end, ...(page === undefined ? {} : { page }) } }) })
  }

  /** The document's own work first, and what nothing leads to left out; one body under several names is one by now. */
  said(own: string): { readonly entities: readonly [ReadEntity, ...ReadEntity[]]; readonly relations: readonly ReadRelation[] } {
    const relations = this.#joined()
    const led = new Set(relations.flatMap(({ from, to }) => [from, to]).flatMap((end) => ('key' in end ? [end.key] : [])))
    const others = [...this.#entities.values()].filter(({ key }) => key !== own && led.has(key))
    return { entities: [this.#entities.get(own)!, ...others], relations }
  }

  /** The relations with every end under the key it has, now that all names are known. */
  #joined(): ReadRelation[] {
    const same = this.#bodies.same()
    for (const [from, to] of same) if (!this.#entities.get(from)!.proposed) this.#entities.get(to)!.proposed = false
    const now = (end: ReadEnd): ReadEnd => ('key' in end ? { key: same.get(end.key) ?? end.key } : end)
    const relations: Relations = new Map()
    for (const relation of this.#relations.values()) {
      const one = { ...relation, from: now(relation.from), to: now(relation.to) }
      if (!sameEnd(one.from, one.to)) addTo(relations, one)
    }
    return [...relations.values()]
  }
}

const nameOf = (kind: Kind, name: string): string => `${kind}/${nameKey(name)}`

/** The key under which something known by its name alone is kept. */
const keyOf = (kind: Kind, name: string): string => cut(nameOf(kind, name), 500)

const endOf = (end: ReadEnd): string => ('key' in end ? end.key : `id:${end.id}`)
const sameEnd = (a: ReadEnd, b: ReadEnd): boolean => endOf(a) === endOf(b)

/** The same relation at another place is one. */
function addTo(relations: Relations, one: ReadRelation): void {
  const key = [one.type, endOf(one.from), endOf(one.to), one.start ?? ''].join('|')
  const known = relations.get(key)
  if (known === undefined) {
    relations.set(key, { ...one })
    return
  }
  if (!one.proposed) known.proposed = false
  const fresh = one.places.filter((place) => !known.places.some(({ start, end }) => start === place.start && end === place.end))
  known.places = [known.places[0], ...[...known.places.slice(1), ...fresh].slice(0, MOST_PLACES - 1)]
}

/** At most so many UTF-16 units, and no half of a character. */
export const cut = (text: string, length: number): string => (text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, ''))

const bounded = (fields: ReadEntity['fields']): ReadEntity['fields'] =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? cut(value, LONGEST_VALUE) : value]))

export const languageOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh-Hant' : 'en')
