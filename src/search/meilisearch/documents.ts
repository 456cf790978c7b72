import type { Kind, Locator } from '../../model/records.ts'
import type { SearchDocument, SearchFacets } from '../port.ts'
import { candidateOf, lengthOf } from '../text/index.ts'
import { beginnings, headOf, typed } from './beginnings.ts'
import { clearanceId, documentKey, exact } from './keys.ts'
import { lengthClass } from './lengths.ts'
import { keptTerms } from './terms.ts'

/** What is looked up, and compared with a filter. Texts in filters are `exact`, for Meilisearch folds what it compares. */
interface Looked {
  /** Every different token of names and text, coded. */
  readonly terms: string
  readonly clearance: string
  readonly entity: string
  /** Passage: the content it is of, with which it goes. */
  readonly content?: string
  readonly kind: Kind
  readonly type?: string
  readonly place?: string
  readonly collection?: readonly string[]
  readonly year?: number
  /** Class of its length, for the mean. */
  readonly length: number
  /** Entity: its names as names compare, and what else they are suggested by. */
  readonly named?: readonly string[]
  readonly heads?: readonly string[]
  readonly beginnings?: readonly string[]
  /** Its Latin words, for spelling. */
  readonly latin?: readonly string[]
}

/** What is ranked; folded (`text/rank.ts`). */
export interface Ranked {
  readonly key: string
  readonly entity: string
  readonly title: string
  readonly folded: string
}

/** What is shown. */
export interface Shown {
  readonly id: string
  readonly name: string
  readonly names: readonly string[]
  readonly text: string
  readonly locator?: Locator
  readonly facets: SearchFacets
}

export type StoredDocument = { readonly key: string; readonly role: typeof DOCUMENT_ROLE } & Looked & Ranked & Shown

export const DOCUMENT_ROLE = 'document'
/** What stands in a dropped document's place until it is swept away: a change is one task of additions then, whole or not at all. */
export const GONE_ROLE = 'gone'
export const tombstone = (key: string): { readonly key: string; readonly role: string } => ({ key, role: GONE_ROLE })

export function stored(document: SearchDocument): StoredDocument {
  const { id, entity, kind, name, names, text, locator, clearance, facets } = document
  const candidate = candidateOf(document)
  const all = `${candidate.title}\n${candidate.text}`
  const named = [name, ...names].map(typed)
  const latin = [...new Set(all.match(LATIN))]
  return {
    key: documentKey(id), role: DOCUMENT_ROLE,
    terms: keptTerms(all), clearance: clearanceId(clearance), entity, kind,
    ...(id === entity ? {} : { content: id.slice(0, id.lastIndexOf(':')) }),
    ...(facets.type === undefined ? {} : { type: exact(facets.type) }),
    ...(facets.place === undefined ? {} : { place: exact(facets.place) }),
    ...(facets.collection === undefined ? {} : { collection: facets.collection.map(exact) }),
    ...(facets.year === undefined ? {} : { year: facets.year }),
    length: lengthClass(lengthOf(candidate)),
    ...(isEntity(document) ? { named, heads: [...new Set(named.map(headOf))], beginnings: beginnings([name, ...names]) } : {}),
    ...(latin.length === 0 ? {} : { latin }),
    title: candidate.title, folded: candidate.text,
    id, name, names, text, ...(locator === undefined ? {} : { locator }), facets,
  }
}

/** Words that may be misspelt; folded. */
const LATIN = /(?<![\p{L}\p{N}])[a-z]{3,30}(?![\p{L}\p{N}])/gu

/** Its own document, not a passage of its text. */
export const isEntity = ({ id, entity }: Pick<SearchDocument, 'id' | 'entity'>): boolean => id === entity
