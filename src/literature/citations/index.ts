import type { Document, Span } from '../../model/document.ts'
import { authorKey } from './authors.ts'
import { readNotes } from './footnotes.ts'
import { readInText } from './in-text.ts'
import { itemName } from './item-names.ts'
import { namedFirst, titleKey } from './keys.ts'
import { link, type Linked } from './link.ts'
import { findLists, readReferences } from './references.ts'
import type { CitedWork, InTextCitation, Item, Note, Reference, ReferenceList } from './types.ts'

export type * from './types.ts'
export type { CitationPlace, Linked, NotePlace } from './link.ts'
export { link, findLists, readInText, readNotes, readReferences }

/** One place where a work is cited. */
export interface Citing extends Span {
  readonly raw: string
  readonly pages?: string
  /** The title of the section it stands in, when sections were given. */
  readonly section?: string
  /** The label of the note it stands in. */
  readonly note?: string
}

/** A work that the document cites or lists: as its list or notes describe it, else authors and year alone. */
export interface CitedItem {
  /** Equal for the same work in another document that describes it alike. */
  readonly key: string
  readonly item: Item
  /** Authors and year are all that is known. */
  readonly stub: boolean
  /** Its number among the references. */
  readonly reference?: number
  readonly places: readonly Citing[]
}

export interface Citations extends Linked {
  readonly inText: readonly InTextCitation[]
  readonly notes: readonly Note[]
  readonly lists: readonly ReferenceList[]
  readonly references: readonly Reference[]
  readonly works: readonly CitedItem[]
}

export interface Section extends Span {
  readonly title: string
}

/** All that a document cites, with places. Citations in the reference lists themselves, in heads of pages and in code do not count. */
export function readCitations(document: Document, sections: readonly Section[] = []): Citations {
  const lists = findLists(document)
  const references = readReferences(document, lists)
  const notes = readNotes(document, lists)
  const hidden: readonly Span[] = [...lists, ...document.blocks.filter(({ kind }) => kind === 'code' || kind === 'running-head')]
  // A work that a note gives in full is not cited there a second time by its author and year.
  const full = notes.flatMap(({ works }) => works.filter(({ form, item }) => form === 'full' && item !== undefined && item.author.length > 0))
  const inText = readInText(masked(document.text, [...hidden, ...full].sort((a, b) => a.start - b.start)))
  const linked = link(inText, notes, references)
  return { inText, notes, lists, references, ...linked, works: gather(inText, notes, references, linked, sections) }
}

/** Blank lines instead of what is not to be read. */
function masked(text: string, spans: readonly Span[]): string {
  let [at, out] = [0, '']
  for (const { start, end } of spans) {
    if (start < at) continue
    out += text.slice(at, start) + '\n'.repeat(end - start)
    at = end
  }
  return out + text.slice(at)
}

type Growing = Omit<CitedItem, 'places'> & { readonly places: Citing[] }

function gather(inText: readonly InTextCitation[], notes: readonly Note[], references: readonly Reference[], { links }: Linked, sections: readonly Section[]): readonly CitedItem[] {
  const works = new Map<string, Growing>()
  const at = (key: string, make: () => Omit<CitedItem, 'key' | 'places'>): Growing => {
    const known = works.get(key) ?? { key, ...make(), places: [] }
    works.set(key, known)
    return known
  }
  const listed = references.map((reference, i) => at(keyOf(reference), () => ({ item: bare(reference), stub: reference.title === undefined, reference: i })))
  const within = ({ start }: Span): { section?: string } => {
    const section = sections.findLast((one) => one.start <= start && start < one.end)
    return section ? { section: section.title } : {}
  }
  const found = new Map(links.map((place) => ['citation' in place ? `${place.citation}/${place.work}/${place.secondary ?? ''}` : `note ${place.note}/${place.work}`, place.reference]))
  for (const [c, { works: cited, start, end, raw }] of inText.entries()) {
    for (const [w, first] of cited.entries()) {
      for (const work of first.secondary ? [first, first.secondary] : [first]) {
        const reference = found.get(`${c}/${w}/${work === first ? '' : true}`)
        const target = reference === undefined ? at(stubKey(work), () => ({ item: stubOf(work), stub: true })) : listed[reference]!
        target.places.push({ start, end, raw, ...(work.pages ? { pages: work.pages } : {}), ...within({ start, end }) })
      }
    }
  }
  for (const [n, { works: cited, label }] of notes.entries()) {
    for (const [w, { item, start, end, raw, pages }] of cited.entries()) {
      if (!item) continue
      const reference = found.get(`note ${n}/${w}`)
      const target = reference === undefined ? at(keyOf(item), () => ({ item, stub: false })) : listed[reference]!
      target.places.push({ start, end, raw, note: label, ...(pages ? { pages } : {}), ...within({ start, end }) })
    }
  }
  return [...works.values()]
}

/** Without the place in this document. */
function bare({ raw: _raw, start: _start, end: _end, list: _list, number: _number, ...item }: Reference): Item {
  return item
}

function keyOf(item: Item): string {
  const authors = namedFirst(item).map((name) => authorKey('literal' in name ? name.literal : `${name.family}, ${name.given}`))
  return `${authors[0] ?? ''}|${item.issued?.slice(0, 4) ?? ''}${item.suffix ?? ''}|${titleKey(item)}`
}

const stubKey = ({ authors, year, suffix, etAl }: CitedWork): string => `${authors.map(authorKey).join('+')}${etAl ? '+' : ''}|${year}${suffix}|`

function stubOf({ authors, year, suffix, etAl }: CitedWork): Item {
  const han = authors.some((name) => /\p{Script=Han}/u.test(name))
  return { type: 'document', author: authors.map(itemName), ...(etAl ? { etAl } : {}), ...(/^\d{4}$/.test(year) ? { issued: year } : {}), ...(suffix ? { suffix } : {}), language: han ? 'zh' : 'en' }
}
